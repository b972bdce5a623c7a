"""Working days: neither weekend nor a bank holiday in any part of the United Kingdom.

The Freedom of Information Act 2000, section 10(6), takes out a bank holiday of any of its parts.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from importlib import resources
from io import StringIO

from dueregard.errors import ConfigurationError

FOI_WORKING_DAYS = 20
"""Freedom of Information Act 2000, section 10(1)."""


@cache
def bank_holidays() -> frozenset[date]:
    """Return every bank holiday in any part of the United Kingdom that is listed."""
    file = resources.files("dueregard.assurance") / "data" / "bank_holidays.csv"
    rows = csv.DictReader(StringIO(file.read_text(encoding="utf-8")))
    return frozenset(date.fromisoformat(row["date"]) for row in rows)


def is_working_day(day: date) -> bool:
    """Whether a day is a working day.

    Raises
    ------
    ConfigurationError
        Its year is not in the list of bank holidays.
    """
    years = {one.year for one in bank_holidays()}
    if day.year not in years:
        raise ConfigurationError(
            f"The bank holidays of {day.year} are not known here.",
            advice=f"They are listed for {min(years)} to {max(years)}.",
        )
    return day.weekday() < 5 and day not in bank_holidays()


def working_day_on_or_before(day: date) -> date:
    """Return the day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def add_working_days(day: date, number: int) -> date:
    """Return the working day that is so many working days after a day."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def foi_due(received_on: date) -> date:
    """Return the last day for an answer to a request under the Freedom of Information Act."""
    return add_working_days(received_on, FOI_WORKING_DAYS)
