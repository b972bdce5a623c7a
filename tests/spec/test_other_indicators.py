"""Representation, surveys, boards, disparity and what changes between editions."""

from __future__ import annotations

import pytest

from dueregard.editions.loader import load_edition
from dueregard.figures import FigureState
from dueregard.indicators.annual import compute_annual
from dueregard.indicators.compute import Earlier, compute_indicators
from dueregard.printing import times
from dueregard.returns.data_return import InclusionRule, PopulationServed, Received
from dueregard.vocabulary import BaseKind, Profile
from tests.spec.tables import data_return

SERVED = PopulationServed(
    "North Somerset", "E06000024", "working age", 2011, "Census 2011", None, 0.029
)


def indicator(number, table, *, year=2016, earlier=None, **changes):
    made = data_return(table, year=year, **changes)
    results = compute_indicators(made, load_edition(str(year)), earlier)
    return next(result for result in results if result.number == number)


@pytest.mark.requirement("R-043", "R-120", "T-06")
@pytest.mark.parametrize("year", range(2015, 2026))
def test_an_empty_return_still_has_nine_lines(year):
    """Nine indicators in three families, each with a reason where there is no figure."""
    results = compute_indicators(data_return("", year=year), load_edition(str(year)))
    assert [result.number for result in results] == list(range(1, 10))
    assert [result.family for result in results] == ["workforce"] * 4 + ["survey"] * 4 + ["board"]
    assert all(result.headline.reason for result in results)


def test_caution_names_its_base_and_parts_its_thousands():
    """A share of three among 2,200 says of whom one person is so much, as people write numbers."""
    result = indicator(1, "staff W 1094\nstaff B 3\nstaff U 1103")
    share = next(one for one in result.figures if one.key.endswith("all.compared"))
    words = " ".join(one.sentence for one in share.cautions)
    assert "1,103 of 2,200 staff in post on 31 March 2016 are of unknown ethnicity" in words
    assert "percentage points of the 2,200 staff in post on 31 March 2016." in words


def test_unknown_stays_in_the_denominator_of_a_share():
    """990 BME, 6,307 White and 125 unknown are 13 %, 85 % and 2 % of 7,422 (NCIC report 2025)."""
    table = "staff W 6307\nstaff B 990\nstaff U 125"
    result = indicator(1, table, year=2025)
    shares = {figure.group: figure.value for figure in result.figures if figure.row == "all"}
    assert [round(shares[group] * 100) for group in ("compared", "reference", "unknown")] == [
        13,
        85,
        2,
    ]


@pytest.mark.requirement("R-011")
def test_clinical_and_non_clinical_stand_apart():
    """The same band is counted once for non-clinical and once for clinical staff."""
    table = """
    staff  W  10  part=clinical pay_band=7
    staff  B   5  part=clinical pay_band=7
    staff  W  20  part=non_clinical pay_band=7
    """
    result = indicator(1, table)
    assert result.figure("representation.clinical.7.compared").bases[0].numerator == 5
    assert result.figure("representation.non_clinical.7.compared").bases[0].denominator == 20


def test_senior_medical_managers_are_counted_once():
    """They are a subset of consultants: rows add up to the workforce without them."""
    table = """
    staff  W  10  part=medical pay_band=consultant
    staff  B   2  part=medical pay_band=senior_medical_manager
    """
    result = indicator(1, table)
    assert result.figure("representation.medical.consultant.compared").bases[0].denominator == 12
    assert not any(figure.row == "outside_rows" for figure in result.figures)


def test_nobody_falls_between_the_rows():
    """A post whose band is not stated has a row of its own, so that rows and total agree."""
    table = "staff W 10 part=clinical pay_band=7\nstaff B 3 part=clinical"
    result = indicator(1, table)
    assert result.figure("representation.outside_rows.compared").bases[0].numerator == 3


@pytest.mark.requirement("R-044")
def test_one_person_in_twenty_is_five_points():
    """For a base of 20 people the swing of one person is shown as 5.0 points."""
    figure = indicator(1, "staff W 18\nstaff B 2").headline
    assert figure.one_person.one_more == 0.15
    assert "5.0 percentage points" in figure.cautions[-1].sentence


SURVEY = """
survey  W  30  item={key} answer=yes
survey  W  70  item={key} answer=no
survey  B   8  item={key} answer=yes
survey  B  12  item={key} answer=no
survey  U   5  item={key} answer=yes
"""


@pytest.mark.requirement("R-042")
def test_survey_groups_stand_side_by_side_with_a_gap_in_points():
    """30 of 100 and 8 of 20 give 30 %, 40 % and 10 points; the unknown are in neither."""
    result = indicator(5, SURVEY.format(key="harassment_public"))
    assert result.headline.value == pytest.approx(0.1)
    assert result.figure("harassment_public.compared").bases[0].denominator == 20
    assert result.figure("harassment_public.compared").bounds is not None


@pytest.mark.parametrize(("year", "base"), [(2021, 20), (2022, 30)])
def test_dont_know_is_in_the_base_only_from_the_2021_survey(year, base):
    """Indicator 7 changed its base with the survey of 2021; the answers allow either."""
    table = """
    survey  W  50  item=fair_progression answer=yes
    survey  B  10  item=fair_progression answer=yes
    survey  B  10  item=fair_progression answer=no
    survey  B  10  item=fair_progression answer=dont_know
    """
    compared = indicator(7, table, year=year).figure("fair_progression.compared")
    assert compared.bases[0].denominator == base


def received(year, share):
    return Received(
        population="survey",
        characteristic="ethnicity",
        category="group:compared",
        item="fair_progression",
        text=f"{share:.1%}",
        value=share,
        unit="share",
        decimals=1,
        base=None,
        base_kind=BaseKind.KNOWN,
        source="NHS Staff Survey",
        respondents=60,
        year=year,
    )


def test_a_changed_base_breaks_the_comparison_of_percentages():
    """Percentages received on two different bases are not set beside each other."""
    before = data_return("", year=2021, received=(received(2021, 0.785),))
    earlier = Earlier(before, load_edition("2021"))
    result = indicator(7, "", year=2022, earlier=earlier, received=(received(2022, 0.45),))
    assert result.year_on_year.kind == "broken"
    figure = result.before("fair_progression.compared")
    assert figure.state is FigureState.NOT_COMPARABLE
    assert figure.value is None


def test_answers_counted_one_by_one_are_counted_again():
    """Where last year's answers are in the return, they are recounted on this year's base."""
    table = """
    survey  B  10  item=fair_progression answer=yes
    survey  B  10  item=fair_progression answer=dont_know
    survey  W  10  item=fair_progression answer=yes
    """
    earlier = Earlier(data_return(table, year=2021), load_edition("2021"))
    result = indicator(7, table, year=2022, earlier=earlier)
    assert result.year_on_year.kind == "recount"
    assert result.before("fair_progression.compared").value == 0.5


BOARD = """
staff  W  90
staff  B  10
board  W   8  seat=voting_executive
board  W   1  seat=voting_non_executive
board  B   1  seat=non_voting_executive
"""


@pytest.mark.requirement("R-122")
@pytest.mark.parametrize(
    ("year", "key", "value"),
    [(2015, "board.total.vs_population", 0.1 - 0.029), (2016, "board.voting.vs_workforce", -0.1)],
)
def test_what_the_board_is_held_against_changed_in_2016(year, key, value):
    """2015 compares with the population served, 2016 voting members with the workforce."""
    result = indicator(9, BOARD, year=year, population_served=(SERVED,))
    assert result.headline.key == key
    assert result.headline.value == pytest.approx(value)


def test_both_comparisons_are_always_computed():
    """The edition says which one leads; the other stands beside it."""
    result = indicator(9, BOARD, year=2016, population_served=(SERVED,))
    assert {"board.voting.vs_workforce", "board.voting.vs_population"} <= {
        figure.key for figure in result.figures
    }


@pytest.mark.requirement("R-046")
def test_senior_posts_and_the_board_stand_apart():
    """A board member on senior pay is on the board's line and not on the line of senior posts."""
    table = """
    staff  W  5  part=non_clinical pay_band=9
    staff  B  1  part=non_clinical pay_band=vsm seat=voting_executive
    board  B  1  seat=voting_executive
    board  W  4  seat=voting_non_executive
    """
    annual = compute_annual(data_return(table), load_edition("2016"))
    figures = {figure.key: figure for figure in annual.section("seniority").figures}
    assert figures["seniority.posts.compared"].bases[0].numerator == 0
    assert figures["seniority.board.compared"].bases[0].numerator == 1


def test_the_disparity_ratio_multiplies_along_the_tiers():
    """400/200/50 White and 100/30/4 BME give 1.67, 1.88 and their product 3.13."""
    table = """
    staff  W  400  part=clinical pay_band=5
    staff  W  200  part=clinical pay_band=6
    staff  W   50  part=clinical pay_band=8a
    staff  B  100  part=clinical pay_band=5
    staff  B   30  part=clinical pay_band=7
    staff  B    4  part=clinical pay_band=vsm
    """
    annual = compute_annual(data_return(table, year=2022), load_edition("2022"))
    ratios = [
        figure.value for figure in annual.section("disparity").figures if figure.row == "clinical"
    ]
    low, whole, high = ratios
    assert [times(value) for value in (low, high, whole)] == ["1.67", "1.88", "3.13"]
    assert whole == pytest.approx(low * high, abs=1e-12)


@pytest.mark.requirement("R-221")
def test_totals_stand_with_and_without_office_holders():
    """Changing the inclusion rule changes the total; the footing stays visible beside it."""
    table = "staff W 40 employment=employee\nstaff W 16 employment=office_holder"
    for included, total in ((True, 56), (False, 40)):
        rule = InclusionRule(office_holders=included, bank_staff=False)
        annual = compute_annual(data_return(table, inclusion=rule), load_edition("2016"))
        figures = {figure.key: figure.value for figure in annual.section("workforce").figures}
        assert figures["workforce.headcount"] == total
        assert figures["workforce.headcount.office_holder"] == 16


@pytest.mark.requirement("R-018", "R-019")
@pytest.mark.parametrize(
    ("people", "profile"),
    [(56, Profile.CAUTIOUS), (99, Profile.CAUTIOUS), (100, Profile.FULL), (5000, Profile.FULL)],
)
def test_a_small_workforce_gets_the_cautious_profile(people, profile):
    """Below 100 staff figures are presented with caution unless the edition says otherwise."""
    annual = compute_annual(data_return(f"staff W {people}"), load_edition("2016"))
    assert annual.profile is profile


@pytest.mark.requirement("R-231")
def test_the_leaving_rate_can_be_worked_out_again():
    """3 leavers over the mean of 20 and 40 people are 10 %."""
    earlier = Earlier(data_return("staff W 20", year=2015), load_edition("2015"))
    annual = compute_annual(
        data_return("staff W 40\nleavers W 3"), load_edition("2016"), (earlier,)
    )
    figures = {figure.key: figure for figure in annual.section("leavers").figures}
    assert figures["leavers.reference"].value == 0.1
    assert "half of 40 + 20" in figures["leavers.reference"].bases[0].words


@pytest.mark.requirement("R-227", "R-234")
def test_the_three_kinds_of_unknown_stay_three():
    """Blank, declined and a code for not known are told apart, overall and by staff group."""
    table = """
    staff  A      6  staff_group=Managers
    staff  blank  2  staff_group=Managers
    staff  Z      1  staff_group=Clinical_leads
    staff  99     1  staff_group=Clinical_leads
    """
    annual = compute_annual(data_return(table), load_edition("2016"))
    figures = {figure.key: figure for figure in annual.section("completeness").figures}
    assert figures["completeness.staff.blank"].value == 2
    assert figures["completeness.staff.declined"].value == 1
    assert figures["completeness.staff.not_known"].value == 1
    assert figures["completeness.staff.Clinical_leads.recorded"].value == 1.0
    assert figures["completeness.staff.Clinical_leads.declared"].value == 0.0


@pytest.mark.requirement("R-228", "T-08")
def test_share_of_the_shortlist_and_success_rate_are_two_figures():
    """1 of 22 shortlisted is a share; 1 of 23 applicants is a success rate; each says its base."""
    table = """
    applicants   A  109
    applicants   C   20
    applicants   D   23
    shortlisted  A   19
    shortlisted  C    2
    shortlisted  D    1
    """
    annual = compute_annual(data_return(table), load_edition("2016"))
    figures = {figure.key: figure for figure in annual.section("recruitment").figures}
    share = figures["recruitment.shortlisted.share.compared"]
    success = figures["recruitment.success.compared"]
    assert (share.bases[0].numerator, share.bases[0].denominator) == (1, 22)
    assert (success.bases[0].numerator, success.bases[0].denominator) == (1, 23)
    assert share.bases[0].words != success.bases[0].words
    assert figures["recruitment.shortlisted.share.reference_first"].bases[0].numerator == 19
