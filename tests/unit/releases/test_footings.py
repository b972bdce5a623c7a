"""Footings outside the head count are numbers like any other."""

from __future__ import annotations

from dueregard.editions.loader import load_edition
from dueregard.indicators.annual import compute_annual
from dueregard.releases.catalogue import catalogue_of
from tests.spec.tables import data_return


def test_bank_staff_outside_the_head_count_can_be_released() -> None:
    """Seven people on the bank stand beside a head count of 28, and are no part of it."""
    made = data_return("staff W 28\nstaff B 7")
    white, black = made.cells
    both = data_return("", cells=(white, black._replace(employment="bank")))
    found = catalogue_of(compute_annual(both, load_edition("2016")))
    (bank,) = [item for item in found.items if item.key == "workforce.headcount.bank"]
    assert found.ledger.value(bank.keys[0]) == 7
    assert found.ledger.quantities[bank.keys[0]].is_sensitive
    assert not any("headcount" in one.key for one in found.unreleasable)
    assert not any(bank.keys[0] in dict(one.terms) for one in found.ledger.relations)
