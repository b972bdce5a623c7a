"""How many points lie between two rates? Intervals for a difference of two proportions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.statistics.intervals import (
    PROPORTION_METHODS,
    open_ends,
    two_sided_level,
    wilson_limits,
)
from dueregard.statistics.results import Alternative, Interval
from dueregard.statistics.root_finding import find_crossing
from dueregard.statistics.score import SCORE_METHODS, difference_score
from dueregard.statistics.special import critical_value
from dueregard.statistics.tallies import Tally, check_method, check_tally
from dueregard.statistics.unconditional import exact_difference_limits

if TYPE_CHECKING:
    from collections.abc import Callable

    Limits = tuple[float, float]

_EDGE = 1.0 - 1e-10
"""So close to -1 or 1 a score is rounding only: the end is there."""


def difference_interval(
    first: tuple[int, int],
    second: tuple[int, int],
    *,
    level: float = 0.95,
    method: str = "scas",
    alternative: str = Alternative.TWO_SIDED,
) -> Interval:
    """Return a confidence interval for the first group's rate minus the second's.

    Parameters
    ----------
    first, second
        Events and people of the two groups.
    level
        Confidence level, 0 to 1.
    method
        One of ``DIFFERENCE_METHODS``: ``scas`` (skewness-corrected score; Laud 2017, default),
        ``gart-nam`` (1990), ``miettinen-nurminen`` (1985), ``mee`` (1984), ``newcombe`` (hybrid
        score, method 10; Newcombe 1998), ``newcombe-cc`` (method 11), ``agresti-caffo`` (2000),
        ``chan-zhang`` (exact unconditional, two one-sided tests; 1999; small groups only),
        ``agresti-min`` (exact unconditional, one two-sided test; 2001; small groups only).
    alternative
        ``two-sided``; ``greater`` for a lower bound only, ``less`` for an upper bound only.

    Returns
    -------
    Interval
        In proportions, -1 to 1 (0.12 is 12 percentage points).

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        An unknown method or level, or groups too large for an exact interval.

    Notes
    -----
    Above a level of 95 % the skewness-corrected limits of a group of one to three people may step
    back when it has one event more; up to 95 % no such table was found, nor any with the others.

    References
    ----------
    Newcombe 1998, Stat Med 17:873, doi
    10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
    Laud 2017, Pharmaceutical Statistics 16:334, doi 10.1002/pst.1813.
    """
    one, two = check_tally(first), check_tally(second)
    check_method(method, DIFFERENCE_METHODS)
    limits = DIFFERENCE_METHODS[method](one, two, two_sided_level(level, alternative))
    return Interval(
        plain_difference(one, two),
        *open_ends(limits, alternative, (-1.0, 1.0)),
        level=level,
        method=method,
        alternative=alternative,
    )


def plain_difference(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Return the first rate minus the second, without loss of digits."""
    return (first[0] * second[1] - second[0] * first[1]) / (first[1] * second[1])


def _score_limits(name: str) -> Callable[[Tally, Tally, float], Limits]:
    """Return the function that inverts one of the score tests."""
    correction = SCORE_METHODS[name]

    def limits(first: Tally, second: Tally, level: float) -> Limits:
        score = difference_score(first, second, correction)
        z = critical_value(level)
        low, high = _square_and_add(wilson_limits)(first, second, level)
        step = 0.05 * max(high - low, 1e-9)
        lower = find_crossing(lambda d: score(d) - z, start=low, step=step, ends=(-1.0, 1.0))
        upper = find_crossing(lambda d: score(d) + z, start=high, step=step, ends=(-1.0, 1.0))
        return (
            -1.0 if lower is None or lower < -_EDGE else lower,
            1.0 if upper is None or upper > _EDGE else upper,
        )

    return limits


def _square_and_add(
    one_group: Callable[[float, float, float], Limits],
) -> Callable[[Tally, Tally, float], Limits]:
    """Return Newcombe's combination of two intervals for one proportion each."""

    def limits(first: Tally, second: Tally, level: float) -> Limits:
        p1, p2 = first.events / first.people, second.events / second.people
        low1, high1 = one_group(*first, level)
        low2, high2 = one_group(*second, level)
        difference = plain_difference(first, second)
        return (
            max(-1.0, difference - math.hypot(p1 - low1, high2 - p2)),
            min(1.0, difference + math.hypot(high1 - p1, p2 - low2)),
        )

    return limits


def _agresti_caffo_limits(first: Tally, second: Tally, level: float) -> Limits:
    """Return the plain limits after one event and one other are added to each group."""
    centre = variance = 0.0
    for sign, (x, n) in ((1.0, first), (-1.0, second)):
        rate = (x + 1) / (n + 2)
        centre += sign * rate
        variance += rate * (1.0 - rate) / (n + 2)
    spread = critical_value(level) * math.sqrt(variance)
    return max(-1.0, centre - spread), min(1.0, centre + spread)


def _chan_zhang_limits(first: Tally, second: Tally, level: float) -> Limits:
    return exact_difference_limits(first, second, 1.0 - level, two_sided=False)


def _agresti_min_limits(first: Tally, second: Tally, level: float) -> Limits:
    return exact_difference_limits(first, second, 1.0 - level, two_sided=True)


DIFFERENCE_METHODS: dict[str, Callable[[Tally, Tally, float], Limits]] = {
    "scas": _score_limits("scas"),
    "gart-nam": _score_limits("gart-nam"),
    "miettinen-nurminen": _score_limits("miettinen-nurminen"),
    "mee": _score_limits("uncorrected"),
    "newcombe": _square_and_add(wilson_limits),
    "newcombe-cc": _square_and_add(PROPORTION_METHODS["wilson-cc"]),
    "agresti-caffo": _agresti_caffo_limits,
    "chan-zhang": _chan_zhang_limits,
    "agresti-min": _agresti_min_limits,
}
"""The intervals for a difference of two rates, by name."""
