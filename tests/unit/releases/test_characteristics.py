"""Tables of other characteristics: each alone, and none undoes what another hides."""

from __future__ import annotations

import pytest

from dueregard.editions.loader import load_edition
from dueregard.indicators.annual import compute_annual
from dueregard.releases.catalogue import Catalogue, catalogue_of
from dueregard.releases.items import Detail
from dueregard.releases.readers import Known, Readers
from dueregard.releases.statements import Statement, exactly
from dueregard.releases.watch import Watch, admit_all
from tests.spec.tables import data_return


def catalogue() -> Catalogue:
    """Return 30 people: 28 White and 2 Asian, 15 not disabled, 9 disabled, 6 unknown."""
    made = data_return("staff W 28\nstaff B 2")
    first = made.cells[0]
    disabled = [
        first._replace(characteristic="disability", category=code, n=n)
        for code, n in (("N", 15), ("Y", 9), ("blank", 6))
    ]
    both = data_return("", cells=(*made.cells, *disabled))
    return catalogue_of(compute_annual(both, load_edition("2016")))


def key_of(found: Catalogue, mark: str, group: str) -> str:
    (key,) = [
        key
        for key in found.ledger.quantities
        if key.endswith(f"/staff/all/{group}") and ("disability-" in key) == (mark == "disability")
    ]
    return key


def told(found: Catalogue, mark: str, group: str) -> Statement:
    key = key_of(found, mark, group)
    return Statement(key, (exactly(key, found.ledger.value(key)),))


def watches(found: Catalogue) -> list[Watch]:
    readers = Readers(found, Known(), 11, 5, totals_are_known=False)
    return readers.gates()


@pytest.mark.requirement("R-170")
def test_one_characteristics_table_cannot_undo_anothers() -> None:
    """White staff may be printed alone; once disability adds everybody up, they may not."""
    found = catalogue()
    white = told(found, "ethnicity", "reference")
    assert admit_all(watches(found), white)
    gates = watches(found)
    for group in ("reference", "compared", "unknown"):
        assert admit_all(gates, told(found, "disability", group))
    assert not admit_all(gates, white)
    assert gates[0].given_away


@pytest.mark.requirement("R-170")
def test_no_figure_speaks_of_two_characteristics() -> None:
    """Figures of disability rest on numbers of disability alone; only totals tie the tables."""
    found = catalogue()
    others = [item for item in found.items if item.detail is Detail.CHARACTERISTIC]
    assert {item.table for item in others} >= {"Staff by disability"}
    assert all("disability-" in key for item in others for key in item.keys)
    mixed = [
        [key for key, _ in relation.terms]
        for relation in found.ledger.relations
        if len({"disability-" in key for key, _ in relation.terms}) > 1
    ]
    assert mixed
    assert all(key.endswith("/total") or "/any:" in key for keys in mixed for key in keys)


@pytest.mark.requirement("R-170")
def test_figures_of_disability_are_those_of_the_internal_report() -> None:
    """9 of 30 are disabled, of everybody and of those who are known."""
    found = catalogue()
    shares = {
        item.key: item.figure.value
        for item in found.items
        if item.table == "Staff by disability" and item.figure is not None
    }
    assert shares["characteristics.disability.profile.disability.Y.of_all"] == 0.3
