"""When a provider is small."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dueregard.editions.loader import available_editions, load_edition
from dueregard.editions.providers import is_proved_not_small, is_small_income
from dueregard.editions.switches import resolve

FIRST = load_edition("2015")


@pytest.mark.requirement("T-03")
@pytest.mark.parametrize(
    ("pounds", "small"), [("200000.00", True), ("200000.01", False), ("0", True), ("199999", True)]
)
def test_exactly_the_limit_is_small(pounds, small) -> None:
    """Not exceeding 200,000 pounds is small; a penny more is not."""
    assert is_small_income(FIRST, Decimal(pounds)) is small


@pytest.mark.requirement("T-03")
def test_contracts_add_up_over_commissioners() -> None:
    """Three contracts of 80,000 pounds prove that a provider is not small."""
    assert is_proved_not_small(FIRST, [Decimal(80_000)] * 3)
    assert not is_proved_not_small(FIRST, [Decimal(80_000)] * 2)
    assert not is_proved_not_small(FIRST, [])


@pytest.mark.requirement("T-03")
def test_limit_is_data() -> None:
    """The limit of each edition comes from its file; a dropped definition exempts nobody."""
    for name in available_editions()[1:]:
        dropped = resolve(load_edition(name), {"small_provider_income": 0})
        assert not is_small_income(dropped, Decimal(1))
    source = FIRST.thresholds.small_provider_income_at_most_gbp.source
    assert all(word in source.note for word in ("expected", "contract year", "all NHS"))
