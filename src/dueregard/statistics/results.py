"""What comes out: an interval or a significance, with its state said in words, never NaN."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class EstimateState(StrEnum):
    """Whether an estimate is a number, and if it is not, why."""

    ESTIMATED = "estimated"
    ZERO = "zero"
    """The first group has no events: the estimate is 0 and the interval starts there."""
    INFINITE = "infinite"
    """The second group has no events and the first has some: the interval has no upper end."""
    UNDEFINED = "undefined"
    """Neither group has events: nothing is known about the ratio."""


class Alternative(StrEnum):
    """Which departures count against the null hypothesis, seen from the first group."""

    TWO_SIDED = "two-sided"
    GREATER = "greater"
    LESS = "less"


ALTERNATIVES = tuple(alternative.value for alternative in Alternative)


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with a confidence interval.

    Parameters
    ----------
    estimate
        The plain estimate; ``math.inf`` where the second group of a ratio has no events; ``None``
        where there is none.
    lower, upper
        The ends. An open end is 0 or ``math.inf`` (ratios), -1 or 1 (differences).
    level
        Confidence level, 0 to 1.
    method
        Name of the method, as asked for.
    state
        Whether the estimate is a number, and why not.
    alternative
        ``two-sided``, or the one-sided kind: ``greater`` leaves the upper end open, ``less`` the
        lower one.
    """

    estimate: float | None
    lower: float
    upper: float
    level: float
    method: str
    state: EstimateState = EstimateState.ESTIMATED
    alternative: str = Alternative.TWO_SIDED

    @property
    def is_open(self) -> bool:
        """Whether the interval has no upper end."""
        return math.isinf(self.upper)

    def contains(self, value: float) -> bool:
        """Whether the value lies in the interval, ends included."""
        return self.lower <= value <= self.upper


@dataclass(frozen=True, slots=True)
class Significance:
    """How probable data at least this far from the null hypothesis are under it.

    Parameters
    ----------
    p_value
        Between 0 and 1.
    statistic
        The value of the test statistic, or ``None`` for a test that orders tables by probability.
    method
        Name of the test, as asked for.
    alternative
        ``two-sided``, ``greater`` or ``less``.
    """

    p_value: float
    statistic: float | None
    method: str
    alternative: str = Alternative.TWO_SIDED


def ratio_state(first_events: int, second_events: int) -> EstimateState:
    """Return the state of a ratio of two rates, which only the two counts of events decide."""
    if first_events and second_events:
        return EstimateState.ESTIMATED
    if first_events:
        return EstimateState.INFINITE
    return EstimateState.ZERO if second_events else EstimateState.UNDEFINED
