"""Working days of the whole United Kingdom, and the twenty of a request for information."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dueregard.assurance.calendar import (
    add_working_days,
    bank_holidays,
    foi_due,
    is_working_day,
    working_day_on_or_before,
)
from dueregard.errors import ConfigurationError


def test_holidays_that_moved_or_came_once() -> None:
    """Days that no rule gives: VE Day, the jubilee, the funeral, the coronation, the World Cup."""
    assert {
        date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19),
        date(2023, 5, 8), date(2026, 6, 15),
    } <= bank_holidays()  # fmt: skip
    assert not {date(2020, 5, 4), date(2022, 5, 30)} & bank_holidays()


@pytest.mark.parametrize(
    ("day", "nation"),
    [
        (date(2016, 1, 4), "Scotland, 2 January"),
        (date(2016, 3, 17), "Northern Ireland, St Patrick's Day"),
        (date(2016, 7, 12), "Northern Ireland"),
        (date(2016, 8, 1), "Scotland"),
        (date(2016, 8, 29), "England and Wales"),
        (date(2016, 11, 30), "Scotland, St Andrew's Day"),
        (date(2016, 12, 27), "all, Christmas Day"),
    ],
)
def test_a_holiday_of_any_part_is_no_working_day(day, nation) -> None:
    """Section 10(6) takes out a bank holiday in any part of the United Kingdom."""
    assert not is_working_day(day), nation


def test_no_holiday_falls_on_a_weekend_and_every_year_has_its_eight() -> None:
    """Substitute days were taken; England and Wales alone have eight a year."""
    years = range(2015, 2028)
    assert not [day for day in bank_holidays() if day.weekday() > 4]
    assert all(sum(day.year == year for day in bank_holidays()) >= 12 for year in years)


def test_twenty_working_days() -> None:
    """The day of receipt is day nought; 1 May 2016 was a Sunday before a bank holiday."""
    assert foi_due(date(2016, 4, 29)) == date(2016, 5, 31)
    counted = [
        day
        for day in (date(2016, 4, 30) + timedelta(days=n) for n in range(32))
        if day.weekday() < 5 and day not in (date(2016, 5, 2), date(2016, 5, 30))
    ]
    assert counted[19] == date(2016, 5, 31)
    assert add_working_days(date(2016, 4, 29), 1) == date(2016, 5, 3)
    assert working_day_on_or_before(date(2016, 5, 2)) == date(2016, 4, 29)


def test_a_year_that_is_not_listed_is_refused() -> None:
    """Nothing is guessed of a year whose holidays are not known."""
    with pytest.raises(ConfigurationError, match="bank holidays of 2030"):
        is_working_day(date(2030, 1, 7))
