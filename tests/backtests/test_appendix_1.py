"""The guidance's own example report (NHS England, 03764, Appendix 1), from its typed numbers."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import ReleaseNeededError
from dueregard.figures import CautionKind, Figure, FigureState
from dueregard.operations.count_extracts import look
from dueregard.operations.write_report import compute_figures, write_report
from dueregard.printing import percent
from dueregard.vocabulary import Audience, BaseKind, Population, Profile

EXAMPLE = Path(__file__).parents[2] / "examples" / "appendix-1"
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def annual():
    return compute_figures(EXAMPLE, as_of=TODAY).annual


@pytest.fixture(scope="module")
def figures(annual) -> dict[str, Figure]:
    return {figure.key: figure for figure in annual.every_figure}


@pytest.mark.requirement("R-220")
def test_the_profile_is_as_at_a_day_and_the_flows_are_of_a_period(annual):
    """31 March 2014 and the year from 1 April 2013 are kept apart."""
    data_return = annual.data_return
    assert data_return.snapshot_date == date(2014, 3, 31)
    assert (data_return.period_start, data_return.period_end) == (
        date(2013, 4, 1),
        date(2014, 3, 31),
    )


@pytest.mark.requirement("R-221", "R-018")
def test_56_people_are_counted_contractors_included_and_treated_with_caution(annual, figures):
    """The total includes governing body members without a contract, and calls for caution."""
    assert figures["workforce.headcount"].value == 56
    assert annual.data_return.inclusion.office_holders
    assert annual.profile is Profile.CAUTIOUS


@pytest.mark.requirement("R-225", "R-226")
def test_no_ratio_is_made_of_starters_of_whom_60_per_cent_are_unknown(figures):
    """Starters stand for people appointed, 12 of 20 undisclosed: bounds, and no ratio."""
    ratio = figures["appointment.ratio"]
    assert ratio.state is FigureState.UNKNOWN_DOMINANT
    assert ratio.value is None
    assert ratio.bounds is not None
    assert ratio.bounds.low == 0
    assert "12 of 20" in ratio.reason
    assert "60%" in ratio.reason
    assert CautionKind.PROXY in {caution.kind for caution in ratio.cautions}


@pytest.mark.requirement("R-228", "T-08")
def test_shares_of_the_shortlist_are_recomputed_from_people(annual, figures):
    """BME candidates are 1 of 22, printed 4.5 %; a share of the shortlist, no success rate."""
    share = figures["recruitment.shortlisted.share.compared"]
    assert (share.bases[0].numerator, share.bases[0].denominator) == (1, 22)
    assert share.value is not None
    assert percent(share.value) == "4.5%"
    cells = {
        cell.category: cell.n
        for cell in annual.data_return.cells
        if (cell.population, cell.characteristic) == ("shortlisted", "ethnicity")
    }
    assert {code: percent(people / 22, 0) for code, people in cells.items()} == {
        "A": "86%",
        "C": "9%",
        "group:compared": "5%",
    }


@pytest.mark.requirement("T-08")
def test_shares_of_applicants_stay_percentages_over_a_base_in_doubt(annual):
    """70, 10 and 14.1 % of applicants are never turned into people: no base is named."""
    received = {one.category: one for one in annual.data_return.received}
    assert {code: one.text for code, one in received.items()} == {
        "A": "70%",
        "C": "10%",
        "group:compared": "14.1%",
    }
    assert {one.base_kind for one in received.values()} == {BaseKind.UNKNOWN}
    counted = {
        cell.characteristic
        for cell in annual.data_return.cells
        if cell.population == Population.APPLICANTS
    }
    assert counted == {"disability"}


@pytest.mark.requirement("T-08")
def test_161_as_the_base_of_14_1_per_cent_is_found_to_be_impossible(tmp_path):
    """Checking the typed figures against 161 applicants finds that nobody adds up to 14.1 %."""
    for name in ("organisation.toml", "counts.csv", "received.csv"):
        (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())
    lines = (EXAMPLE / "received.csv").read_text(encoding="utf-8").splitlines()
    assert all(",share,161,unknown," in line for line in lines[1:])
    found = [
        one.value
        for one in look(tmp_path, as_of=TODAY).findings
        if one.code == "percentage_impossible"
    ]
    assert found == ["14.1%"]


@pytest.mark.requirement("R-229")
def test_the_population_served_comes_with_its_age_base_and_census(figures):
    """2.9 % BME of the working-age population, Census 2011."""
    served = figures["population.1"]
    assert served.value == pytest.approx(0.029)
    assert "working age" in served.bases[0].words
    assert "2011" in served.bases[0].words


@pytest.mark.requirement("R-230")
def test_disability_is_counted_on_its_own_base(annual):
    """10 of 161 applicants and 1 of 22 shortlisted: 6.2 % and 4.5 %."""
    people = {
        (cell.population, cell.category): cell.n
        for cell in annual.data_return.cells
        if cell.characteristic == "disability"
    }
    for population, total, printed in (("applicants", 161, "6.2%"), ("shortlisted", 22, "4.5%")):
        whole = sum(n for (one, _), n in people.items() if one == population)
        assert whole == total
        assert percent(people[population, "Y"] / whole) == printed


def test_the_rate_of_disclosure_among_starters_is_shown(figures):
    """8 of 20 new starters declared their ethnic origin; all 20 records say something."""
    assert figures["completeness.starters.all.declared"].value == pytest.approx(0.4)
    assert figures["completeness.starters.all.recorded"].value == 1.0


@pytest.mark.requirement("T-07")
def test_nothing_public_comes_of_it_without_a_release(tmp_path):
    """The example gives people away, so a public version is refused and nothing is written."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ReleaseNeededError):
        write_report(tmp_path, as_of=TODAY, audience=Audience.PUBLIC)
    assert sorted(tmp_path.rglob("*")) == before
