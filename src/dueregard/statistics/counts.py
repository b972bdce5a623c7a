"""How far could a plain number of cases move by chance? Intervals for a Poisson count."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.statistics.intervals import open_ends, two_sided_level
from dueregard.statistics.results import Alternative, EstimateState, Interval
from dueregard.statistics.root_finding import find_crossing
from dueregard.statistics.special import critical_value, poisson_lower, poisson_upper
from dueregard.statistics.tallies import check_count, check_method

if TYPE_CHECKING:
    from collections.abc import Callable

    Limits = tuple[float, float]

BYAR_FROM = 10
"""UKHSA uses the exact limits below this number of events, Byar's from it on."""


def count_interval(
    events: int,
    *,
    level: float = 0.95,
    method: str = "ukhsa",
    alternative: str = Alternative.TWO_SIDED,
) -> Interval:
    """Return a confidence interval for the number of events to be expected.

    Parameters
    ----------
    events
        Cases seen.
    level
        Confidence level, 0 to 1.
    method
        One of ``COUNT_METHODS``: ``ukhsa`` (exact below 10 events, Byar's from 10), ``exact``,
        ``byar``, ``mid-p``.
    alternative
        ``two-sided``; ``greater`` for a lower bound only, ``less`` for an upper bound only.

    Raises
    ------
    ReturnError
        A number of events that is no count.
    ConfigurationError
        An unknown method or level.

    References
    ----------
    Breslow and Day 1987, Statistical Methods in Cancer Research II, section 2.3 (Byar).
    APHO Technical Briefing 3 (2008), "Commonly used public health statistics".
    """
    check_count(events, "The number of events")
    check_method(method, COUNT_METHODS)
    limits = COUNT_METHODS[method](events, two_sided_level(level, alternative))
    return Interval(
        float(events),
        *open_ends(limits, alternative, (0.0, math.inf)),
        level=level,
        method=method,
        state=EstimateState.ESTIMATED if events else EstimateState.ZERO,
        alternative=alternative,
    )


def _exact_limits(events: int, level: float) -> Limits:
    return _tail_limits(events, 0.5 * (1.0 - level), 0.0)


def _mid_p_limits(events: int, level: float) -> Limits:
    return _tail_limits(events, 0.5 * (1.0 - level), 0.5)


def _tail_limits(events: int, tail: float, spared: float) -> Limits:
    """Return the means at which one tail is so large; ``spared`` of the seen count is left out."""
    kept = 1.0 - spared

    def above(mean: float) -> float:
        return kept * poisson_upper(events, mean) + spared * poisson_upper(events + 1, mean)

    def below(mean: float) -> float:
        beneath = poisson_lower(events - 1, mean) if events else 0.0
        return kept * poisson_lower(events, mean) + spared * beneath

    lower = _crossing(lambda mean: tail - above(mean), events + 0.0) if events else 0.0
    return lower, _crossing(lambda mean: below(mean) - tail, events + 1.0)


def _crossing(function: Callable[[float], float], guess: float) -> float:
    """Return where a decreasing function of a mean is 0, searched on the logarithm."""
    spread = 1.0 / math.sqrt(guess)
    found = find_crossing(
        lambda u: function(math.exp(u)), start=math.log(guess), step=spread, ends=(-60.0, 60.0)
    )
    return 0.0 if found is None else math.exp(found)


def _byar_limits(events: int, level: float) -> Limits:
    """Return Byar's limits, a cube-root approximation of the exact ones."""
    z = critical_value(level)

    def limit(x: float, sign: float) -> float:
        return x * (1.0 - 1.0 / (9.0 * x) + sign * z / (3.0 * math.sqrt(x))) ** 3

    return max(0.0, limit(events, -1.0)) if events else 0.0, limit(events + 1.0, 1.0)


def _ukhsa_limits(events: int, level: float) -> Limits:
    return (_exact_limits if events < BYAR_FROM else _byar_limits)(events, level)


COUNT_METHODS: dict[str, Callable[[int, float], Limits]] = {
    "ukhsa": _ukhsa_limits,
    "exact": _exact_limits,
    "byar": _byar_limits,
    "mid-p": _mid_p_limits,
}
"""The intervals for a count of events, by name."""
