"""What time is it? Asked once at the edge, then handed on as an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Tells the time; the only place where it comes from."""

    def now(self) -> datetime:
        """Return this moment, with its time zone."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return this moment in UTC."""
        return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """Return the day of a moment as people in England write it."""
    return moment.astimezone(LONDON).date()
