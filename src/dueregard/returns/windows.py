"""Puts a day into the reporting year that it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dueregard.extracts.days import read_day

DATED = ("applicants", "disciplinary", "training", "starters", "leavers")
OUTSIDE = "outside the period"
IMPOSSIBLE = "impossible date"
NO_DATE = "no date"


@dataclass(frozen=True, slots=True)
class Window:
    """A reporting year, and how many years before it are looked at too."""

    year: int
    start: date
    end: date
    snapshot: date

    def year_of(self, day: date, *, back: int = 0) -> int | None:
        """Return the reporting year of a day, ``None`` outside the years looked at."""
        for ago in range(back + 1):
            if years_before(self.start, ago) <= day <= years_before(self.end, ago):
                return self.year - ago
        return None


@dataclass(slots=True)
class Days:
    """The distinct dates of a list: the year of each, or why it has none."""

    years: dict[str, int | None]
    reasons: dict[str, str]


def sort_days(
    texts: Iterable[str], window: Window, *, back: int = 0, month_first: bool = False
) -> Days:
    """Put each distinct date into its reporting year, or say why it has none."""
    days = Days({}, {})
    for text in texts:
        day = read_day(text, month_first=month_first)
        year = None if day is None else window.year_of(day, back=back)
        days.years[text] = year
        if year is None:
            bad = NO_DATE if not text.strip() else IMPOSSIBLE
            days.reasons[text] = bad if day is None else OUTSIDE
    return days


def excluded_by_date(days: Days, counts: dict[str, int]) -> Counter[str]:
    """Return how many rows each reason leaves out."""
    left_out: Counter[str] = Counter()
    for text, reason in days.reasons.items():
        left_out[reason] += counts[text]
    return left_out


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February has no counterpart in most years
        return day.replace(year=day.year - years, day=28)
