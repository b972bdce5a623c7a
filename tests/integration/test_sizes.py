"""From 56 people to 5,000: every indicator has its line, and small bodies are read with caution."""

from __future__ import annotations

from datetime import date

import pytest

from dueregard.operations.count_extracts import count_organisation
from dueregard.operations.make_example import Request, make_example
from dueregard.operations.write_report import compute_figures
from dueregard.returns.storage import write_return
from dueregard.vocabulary import OrganisationKind, Profile
from tests.factories import example_folder

TODAY = date(2026, 1, 1)
SIZES = [
    pytest.param(56, Profile.CAUTIOUS, id="56"),
    pytest.param(361, Profile.FULL, id="361"),
    pytest.param(5000, Profile.FULL, id="5000", marks=pytest.mark.slow),
]


@pytest.mark.requirement("R-018", "R-019")
@pytest.mark.parametrize(("size", "profile"), SIZES)
def test_a_small_body_is_presented_cautiously_and_a_large_one_in_full(tmp_path, size, profile):
    """56 people get the cautious profile by default; the largest commissioner gets the full one."""
    folder = example_folder(tmp_path / "one", size=size, seed=size)
    annual = compute_figures(folder, as_of=TODAY).annual
    assert annual.profile is profile
    assert [result.number for result in annual.indicators] == list(range(1, 10))
    assert (
        next(one for one in annual.every_figure if one.key == "workforce.headcount").value == size
    )


@pytest.mark.parametrize("edition", ["2015", "2019", "2025"])
def test_every_edition_can_be_tried_on_an_example(tmp_path, edition):
    """A provider's example gives a value or a reason for each indicator of each edition."""
    folder = example_folder(
        tmp_path / "one", size=400, seed=3, edition=edition, kind=OrganisationKind.PROVIDER
    )
    annual = compute_figures(folder, as_of=TODAY).annual
    for result in annual.indicators:
        assert result.headline.value is not None or result.headline.reason
    computed = [result.number for result in annual.indicators if result.is_computed]
    assert computed == list(range(1, 10))


def test_a_series_is_counted_year_by_year_and_compared(tmp_path):
    """Each year looks back at the return of the year before, on its own definitions."""
    request = Request(tmp_path / "series", size=120, seed=5, edition="2019", years=3)
    folders = [written.folder for written in make_example(request)]
    for folder in folders[:-1]:
        counted = count_organisation(folder, as_of=TODAY)
        write_return(counted.data_return, folder / "return")
    annual = compute_figures(folders[-1], as_of=TODAY).annual
    representation = annual.indicators[0]
    assert representation.year_on_year.kind == "same"
    before = representation.before("representation.all.compared")
    assert before is not None
    assert before.bases[0].denominator == 120
