"""Another standard is another file: no line of code knows that there is more than one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dueregard.editions.differences import ComparabilityKind, comparability
from dueregard.editions.loader import load_edition, load_edition_file
from dueregard.editions.schema import MeanScore, RelativeLikelihood
from dueregard.editions.switches import resolve

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
