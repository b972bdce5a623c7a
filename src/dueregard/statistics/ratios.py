"""How many times as likely is one group as the other? Intervals for a ratio of two rates.

The default is the skewness-corrected score interval, which keeps its promise in small groups where
the usual logarithmic one does not; with no events in a group it has an open end instead of a
made-up number.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.statistics.intervals import open_ends, two_sided_level, wilson_limits
from dueregard.statistics.results import Alternative, Interval, ratio_state
from dueregard.statistics.root_finding import find_crossing
from dueregard.statistics.score import SCORE_METHODS, ratio_score
from dueregard.statistics.special import critical_value
from dueregard.statistics.tallies import Tally, check_method, check_tally

if TYPE_CHECKING:
    from collections.abc import Callable

    Limits = tuple[float, float]

_FURTHEST = 60.0
"""The logarithm of the largest ratio looked at: beyond 1e26 an end counts as open."""


def ratio_interval(
    first: tuple[int, int],
    second: tuple[int, int],
    *,
    level: float = 0.95,
    method: str = "scas",
    alternative: str = Alternative.TWO_SIDED,
) -> Interval:
    """Return a confidence interval for the first group's rate over the second's.

    Parameters
    ----------
    first, second
        Events and people of the two groups.
    level
        Confidence level, 0 to 1.
    method
        One of ``RATIO_METHODS``: ``scas`` (skewness-corrected score; Laud 2017, default),
        ``gart-nam`` (the same without bias correction; 1988), ``miettinen-nurminen`` (1985),
        ``koopman`` (1984), ``mover-r-wilson`` (Donner and Zou 2012), ``katz`` (1978),
        ``adjusted-log`` (Walter 1975; Pettigrew 1986), ``inverse-sinh`` (Newcombe 2001),
        ``adjusted-inverse-sinh`` and ``price-bonett`` (2008).
    alternative
        ``two-sided``; ``greater`` for a lower bound only, ``less`` for an upper bound only.

    Returns
    -------
    Interval
        ``estimate`` is the plain ratio, ``math.inf`` with no events in the second group only,
        ``None`` with none in either. Ends: 0 to ``math.inf``.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        An unknown method or level.

    References
    ----------
    Laud 2017, Pharmaceutical Statistics 16:334, doi 10.1002/pst.1813. Koopman 1984, Biometrics
    40:513, doi 10.2307/2531405. Fagerland, Lydersen and Laake 2015, Stat Methods Med Res 24:224,
    doi 10.1177/0962280211415469.
    """
    one, two = check_tally(first), check_tally(second)
    check_method(method, RATIO_METHODS)
    limits = RATIO_METHODS[method](one, two, two_sided_level(level, alternative))
    return Interval(
        plain_ratio(one, two),
        *open_ends(limits, alternative, (0.0, math.inf)),
        level=level,
        method=method,
        state=ratio_state(one.events, two.events),
        alternative=alternative,
    )


def plain_ratio(first: tuple[int, int], second: tuple[int, int]) -> float | None:
    """Return the ratio of two rates: ``math.inf`` over a rate of 0, ``None`` for 0 over 0."""
    over, under = first[0] * second[1], first[1] * second[0]
    if under == 0:
        return math.inf if over else None
    return over / under


def _score_limits(name: str) -> Callable[[Tally, Tally, float], Limits]:
    """Return the function that inverts one of the score tests."""
    correction = SCORE_METHODS[name]

    def limits(first: Tally, second: Tally, level: float) -> Limits:
        score = ratio_score(first, second, correction)
        z = critical_value(level)
        guess, spread = _log_guess(first, second)
        ends = (-_FURTHEST, _FURTHEST)
        lower = upper = None
        if first.events:
            lower = find_crossing(
                lambda u: score(u) - z, start=guess - z * spread, step=0.3 * spread, ends=ends
            )
        if second.events:
            upper = find_crossing(
                lambda u: score(u) + z, start=guess + z * spread, step=0.3 * spread, ends=ends
            )
        return (
            0.0 if lower is None else math.exp(lower),
            math.inf if upper is None else math.exp(upper),
        )

    return limits


def _log_guess(first: Tally, second: Tally) -> tuple[float, float]:
    """Return about where the log ratio lies and its standard error, to start a search from."""
    x1, n1, x2, n2 = (
        first.events + 0.5,
        first.people + 0.5,
        second.events + 0.5,
        second.people + 0.5,
    )
    variance = 1.0 / x1 - 1.0 / n1 + 1.0 / x2 - 1.0 / n2
    return math.log(x1 * n2 / (x2 * n1)), math.sqrt(max(variance, 1e-14))


def _mover_limits(first: Tally, second: Tally, level: float) -> Limits:
    """Return the limits recovered from two Wilson intervals (Donner and Zou 2012)."""
    p1, p2 = first.events / first.people, second.events / second.people
    low1, high1 = wilson_limits(*first, level)
    low2, high2 = wilson_limits(*second, level)
    product = p1 * p2

    def root(own: float, other: float) -> float:
        inside = product * product - own * (2.0 * p1 - own) * other * (2.0 * p2 - other)
        return math.sqrt(max(0.0, inside))

    lower, upper = 0.0, math.inf
    if first.events:
        lower = low1 * (2.0 * p1 - low1) / (product + root(low1, high2))
    if second.events:
        upper = (product + root(high1, low2)) / (low2 * (2.0 * p2 - low2))
    return lower, upper


def _katz_limits(first: Tally, second: Tally, level: float) -> Limits:
    """Return the logarithmic limits; a group with no events leaves both ends open."""
    (x1, n1), (x2, n2) = first, second
    if not x1 or not x2:
        return 0.0, math.inf
    return _log_limits(
        math.log(x1 * n2 / (x2 * n1)), 1.0 / x1 - 1.0 / n1 + 1.0 / x2 - 1.0 / n2, level
    )


def _log_limits(centre: float, variance: float, level: float) -> Limits:
    """Return limits that are symmetric around the logarithm of an estimate."""
    spread = critical_value(level) * math.sqrt(max(0.0, variance))
    return math.exp(centre - spread), math.exp(centre + spread)


def _adjusted_log_limits(first: Tally, second: Tally, level: float) -> Limits:
    """Return the logarithmic limits with half an event and half a person added to each group."""
    (x1, n1), (x2, n2) = ((x + 0.5, n + 0.5) for x, n in (first, second))
    centre = math.log(x1 / n1) - math.log(x2 / n2)
    return _log_limits(centre, 1.0 / x1 - 1.0 / n1 + 1.0 / x2 - 1.0 / n2, level)


def _price_bonett_limits(first: Tally, second: Tally, level: float) -> Limits:
    """Return the approximate Bayes limits with a = 1.25, b = 2.5 (Price and Bonett 2008)."""
    centre = variance = 0.0
    for sign, (x, n) in ((1.0, first), (-1.0, second)):
        events, others = x + 0.25, n - x + 1.5
        centre += sign * math.log(events / (n + 1.75))
        variance += 1.0 / (events + events * events / others)
    return _log_limits(centre, variance, level)


def _inverse_sinh(extra: float) -> Callable[[Tally, Tally, float], Limits]:
    """Return the inverse hyperbolic sine limits with so many people added to each group."""

    def limits(first: Tally, second: Tally, level: float) -> Limits:
        (x1, n1), (x2, n2) = first, second
        z = critical_value(level)
        if not x1 and not x2:
            return 0.0, math.inf
        if not x1:
            # One end is open; the other takes z squared as the count that chance could hide.
            return 0.0, z * z / n1 / (x2 / n2)
        if not x2:
            return x1 / n1 / (z * z / n2), math.inf
        variance = 1.0 / x1 + 1.0 / x2 - 1.0 / (n1 + extra) - 1.0 / (n2 + extra)
        spread = 2.0 * math.asinh(0.5 * z * math.sqrt(max(0.0, variance)))
        centre = math.log(x1 * n2 / (x2 * n1))
        return math.exp(centre - spread), math.exp(centre + spread)

    return limits


RATIO_METHODS: dict[str, Callable[[Tally, Tally, float], Limits]] = {
    "scas": _score_limits("scas"),
    "gart-nam": _score_limits("gart-nam"),
    "miettinen-nurminen": _score_limits("miettinen-nurminen"),
    "koopman": _score_limits("uncorrected"),
    "mover-r-wilson": _mover_limits,
    "katz": _katz_limits,
    "adjusted-log": _adjusted_log_limits,
    "inverse-sinh": _inverse_sinh(0.0),
    "adjusted-inverse-sinh": _inverse_sinh(1.0),
    "price-bonett": _price_bonett_limits,
}
"""The intervals for a ratio of two rates, by name."""
