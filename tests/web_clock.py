"""A clock for the tests of the web workspace, set by the test to whichever day it tells of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import ClassVar


class SetClock:
    """Tells the moment that the test has set."""

    moment: ClassVar[datetime] = datetime(2015, 7, 21, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return SetClock.moment

    @classmethod
    def set(cls, day: str) -> None:
        on = date.fromisoformat(day)
        cls.moment = datetime(on.year, on.month, on.day, 9, 30, tzinfo=UTC)
