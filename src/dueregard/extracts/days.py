"""Which day does a text mean? ISO, British and spreadsheet days, and nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_BRITISH = re.compile(
    r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?"
)
_NAMED = re.compile(r"(\d{1,2})[ \-/]([A-Za-z]{3,9})[ \-/,]+(\d{4}|\d{2})")
_SERIAL = re.compile(r"(\d{4,5})(?:\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL_ZERO = date(1899, 12, 30)
_CENTURY = 2000
_TURN = 50


def read_day(text: str, *, month_first: bool = False) -> date | None:
    """Return the day a text stands for, or ``None`` where it stands for none.

    Parameters
    ----------
    text
        ``2016-03-31``, ``31/03/2016``, ``31.3.16``, ``31 Mar 2016``, or a spreadsheet's serial
        number such as ``42460``.
    month_first
        Whether a day with slashes begins with the month. Never guessed.
    """
    value = " ".join(text.split())
    for pattern, build in ((_ISO, _iso), (_NAMED, _named), (_SERIAL, _serial)):
        match = pattern.fullmatch(value)
        if match:
            return build(match)
    match = _BRITISH.fullmatch(value)
    if match is None:
        return None
    first, second, year = match.groups()
    day, month = (second, first) if month_first else (first, second)
    return _day(_year(year), int(month), int(day))


def years_between(born: date, on: date) -> int:
    """Return somebody's age in whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _iso(match: re.Match[str]) -> date | None:
    return _day(*map(int, match.groups()))


def _named(match: re.Match[str]) -> date | None:
    month = match[2][:3].lower()
    if month not in _MONTHS:
        return None
    return _day(_year(match[3]), _MONTHS.index(month) + 1, int(match[1]))


def _serial(match: re.Match[str]) -> date | None:
    number = int(match[1])
    # Below: 1927 to 2036 as serials. Four-digit numbers are years more often than days.
    return _SERIAL_ZERO + timedelta(days=number) if 10_000 <= number <= 50_000 else None


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    short = int(text)
    return short + _CENTURY if short < _TURN else short + _CENTURY - 100


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
