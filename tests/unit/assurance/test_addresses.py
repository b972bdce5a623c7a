"""Whether each report stands at a web address of its own."""

from __future__ import annotations

import pytest

from dueregard.assurance.addresses import reused_addresses
from dueregard.assurance.ledger import Ledger
from tests.unit.assurance import records_for_tests as given

FIRST, SECOND = "P1/2015-16/M3", "P1/2016-17/M3"


@pytest.mark.requirement("R-131")
@pytest.mark.parametrize(
    ("then", "now", "warned"),
    [
        ("https://p1.example.org/wres", "https://p1.example.org/wres", True),
        ("https://p1.example.org/wres", "https://p1.example.org/wres#2017", False),
        ("https://p1.example.org/wres/2016", "https://p1.example.org/wres/2017", False),
    ],
)
def test_two_years_need_two_addresses(then, now, warned) -> None:
    """The same address for two years is warned of; an anchor of its own is enough."""
    reports = (given.report("E1", "P1", FIRST, url=then), given.report("E2", "P1", SECOND, url=now))
    assert reused_addresses(Ledger(evidence=reports)) == ((("P1", then),) if warned else ())


@pytest.mark.requirement("R-131")
def test_two_versions_of_one_year_may_share_an_address() -> None:
    """A corrected report may stand where the first one stood."""
    url = "https://p1.example.org/wres/2016"
    reports = tuple(given.report("E1", "P1", FIRST, version=n, url=url) for n in (1, 2))
    assert reused_addresses(Ledger(evidence=reports)) == ()
