"""Another standard is another file: no line of code knows that there is more than one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueregard.editions.differences import ComparabilityKind, comparability
from dueregard.editions.loader import load_edition, load_edition_file
from dueregard.editions.schema import MeanScore, RelativeLikelihood
from dueregard.editions.switches import resolve
from dueregard.indicators.compute import compute_indicators
from dueregard.returns.data_return import (
    Cell,
    DataReturn,
    InclusionRule,
    OrganisationRef,
    SurveyRef,
)
from dueregard.vocabulary import OrganisationKind, SurveySource

FILE = Path(__file__).parent / "disability.yaml"


@pytest.mark.requirement("R-171")
def test_second_standard_loads_from_its_file() -> None:
    """Two groups of another characteristic, a likelihood and a mean score, from one file."""
    edition = load_edition_file(FILE)
    assert edition.standard == "toy-disability"
    assert edition.comparison.characteristic == "disability"
    assert edition.comparison.compared.categories == ("Y",)
    assert isinstance(edition.indicator(1).method, RelativeLikelihood)
    assert isinstance(edition.indicator(2).method, MeanScore)


@pytest.mark.requirement("R-171")
def test_second_standard_has_switches_and_no_comparison_with_the_first() -> None:
    """Switches work the same, and its indicators are never set beside those of the WRES."""
    edition = load_edition_file(FILE)
    assert resolve(edition, {"window": "2"}).indicator(1).method.years == 2
    found = comparability(1, load_edition("2025"), edition)
    assert found.kind is ComparabilityKind.BROKEN


def toy_return() -> DataReturn:
    """Counts of an invented body: appointments and engagement scores by disability."""
    counted = [("shortlisted", "N", 600), ("shortlisted", "Y", 180), ("appointed", "N", 120)]
    counted += [("appointed", "Y", 18), ("staff", "N", 900), ("staff", "Y", 100)]
    scored = [("N", "7", 40), ("N", "9", 40), ("Y", "5", 20), ("Y", "6", 20)]
    cells = [toy_cell(population, category, n) for population, category, n in counted]
    cells += [toy_cell("survey", code, n, "engagement", score) for code, score, n in scored]
    return DataReturn(
        organisation=OrganisationRef("X", "An invented body", OrganisationKind.PROVIDER),
        standard="toy-disability",
        edition="2030",
        snapshot_date=date(2030, 3, 31),
        period_start=date(2029, 4, 1),
        period_end=date(2030, 3, 31),
        inclusion=InclusionRule(office_holders=False, bank_staff=False),
        survey=SurveyRef(SurveySource.LOCAL),
        cells=tuple(cells),
    )


def toy_cell(population: str, category: str, n: int, item: str = "", answer: str = "") -> Cell:
    nothing = [""] * 6
    return Cell(population, 2030, "disability", category, *nothing, item, answer, n)


@pytest.mark.requirement("R-171")
def test_second_standard_is_computed_by_the_same_engine() -> None:
    """0.2 over 0.1 is twice as likely; means of 8.0 and 5.5 differ by 2.5, from the same code."""
    results = compute_indicators(toy_return(), load_edition_file(FILE))
    values = {figure.key: figure.value for one in results for figure in one.figures}
    assert values["appointment.ratio"] == pytest.approx(2.0)
    assert values["engagement.reference"] == pytest.approx(8.0)
    assert values["engagement.compared"] == pytest.approx(5.5)
    assert values["engagement.difference"] == pytest.approx(-2.5)
