"""How do the odds compare? Intervals for the odds ratio of two groups.

The odds ratio is here for comparison with other work; the standard asks for the ratio of rates.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.statistics.hypergeometric import Margins, tilted_tails
from dueregard.statistics.intervals import open_ends, two_sided_level
from dueregard.statistics.results import Alternative, EstimateState, Interval
from dueregard.statistics.root_finding import find_crossing
from dueregard.statistics.score import SCORE_METHODS, odds_score
from dueregard.statistics.special import critical_value
from dueregard.statistics.tallies import Tally, check_method, check_tally

if TYPE_CHECKING:
    from collections.abc import Callable

    Limits = tuple[float, float]

_FURTHEST = 60.0
_NEGLIGIBLE = 1e-25


def odds_ratio_interval(
    first: tuple[int, int],
    second: tuple[int, int],
    *,
    level: float = 0.95,
    method: str = "miettinen-nurminen",
    alternative: str = Alternative.TWO_SIDED,
) -> Interval:
    """Return a confidence interval for the first group's odds over the second's.

    Parameters
    ----------
    first, second
        Events and people of the two groups.
    level
        Confidence level, 0 to 1.
    method
        One of ``ODDS_METHODS``: ``miettinen-nurminen`` (score; 1985), ``score`` (the same without
        N/(N-1)), ``cornfield-mid-p`` and ``cornfield-exact`` (conditional on the margins), and
        ``woolf`` (logit; 1955).
    alternative
        ``two-sided``; ``greater`` for a lower bound only, ``less`` for an upper bound only.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        An unknown method or level.

    References
    ----------
    Fagerland, Lydersen and Laake 2015, Stat Methods Med Res 24:224, doi 10.1177/0962280211415469.
    """
    one, two = check_tally(first), check_tally(second)
    check_method(method, ODDS_METHODS)
    found = ODDS_METHODS[method](one, two, two_sided_level(level, alternative))
    estimate, state = _plain_odds_ratio(one, two)
    return Interval(
        estimate,
        *open_ends(found, alternative, (0.0, math.inf)),
        level=level,
        method=method,
        state=state,
        alternative=alternative,
    )


def _plain_odds_ratio(first: Tally, second: Tally) -> tuple[float | None, EstimateState]:
    """Return the cross-product ratio and whether it is a number."""
    over = first.events * (second.people - second.events)
    under = second.events * (first.people - first.events)
    if under == 0:
        return (math.inf, EstimateState.INFINITE) if over else (None, EstimateState.UNDEFINED)
    return over / under, EstimateState.ESTIMATED if over else EstimateState.ZERO


def _score_limits(name: str) -> Callable[[Tally, Tally, float], Limits]:
    correction = SCORE_METHODS[name]

    def limits(first: Tally, second: Tally, level: float) -> Limits:
        score = odds_score(first, second, correction)
        z = critical_value(level)
        return _between(first, second, lambda u: score(u) - z, lambda u: score(u) + z)

    return limits


def _cornfield(*, mid_p: bool) -> Callable[[Tally, Tally, float], Limits]:
    """Return the limits at which one tail, given the margins, is half of what may be missed."""

    def limits(first: Tally, second: Tally, level: float) -> Limits:
        tail = 0.5 * (1.0 - level)
        weight = 0.5 if mid_p else 0.0
        margins = Margins(first.people, second.people, first.events + second.events)

        def rest(log_odds: float) -> tuple[float, float]:
            below, here, above = tilted_tails(
                margins, first.events, log_odds, negligible=_NEGLIGIBLE
            )
            return below + (1.0 - weight) * here, above + (1.0 - weight) * here

        return _between(first, second, lambda u: tail - rest(u)[1], lambda u: rest(u)[0] - tail)

    return limits


def _between(
    first: Tally,
    second: Tally,
    at_lower: Callable[[float], float],
    at_upper: Callable[[float], float],
) -> Limits:
    """Return where two decreasing functions of the log odds ratio cross 0, open where need be."""
    over = first.events * (second.people - second.events)
    under = second.events * (first.people - first.events)
    guess = math.log((over + 0.5) / (under + 0.5))
    spread = math.sqrt(sum(1.0 / (x + 0.5) + 1.0 / (n - x + 0.5) for x, n in (first, second)))
    ends = (-_FURTHEST, _FURTHEST)
    lower = upper = None
    if over:
        lower = find_crossing(at_lower, start=guess - 2.0 * spread, step=0.3 * spread, ends=ends)
    if under:
        upper = find_crossing(at_upper, start=guess + 2.0 * spread, step=0.3 * spread, ends=ends)
    return (
        0.0 if lower is None else math.exp(lower),
        math.inf if upper is None else math.exp(upper),
    )


def _woolf_limits(first: Tally, second: Tally, level: float) -> Limits:
    """Return the logit limits; an empty cell leaves both ends open."""
    cells = (*first, *second)
    a, b, c, d = cells[0], cells[1] - cells[0], cells[2], cells[3] - cells[2]
    if not a * b * c * d:
        return 0.0, math.inf
    spread = critical_value(level) * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    centre = math.log(a * d / (b * c))
    return math.exp(centre - spread), math.exp(centre + spread)


ODDS_METHODS: dict[str, Callable[[Tally, Tally, float], Limits]] = {
    "miettinen-nurminen": _score_limits("miettinen-nurminen"),
    "score": _score_limits("uncorrected"),
    "cornfield-mid-p": _cornfield(mid_p=True),
    "cornfield-exact": _cornfield(mid_p=False),
    "woolf": _woolf_limits,
}
"""The intervals for an odds ratio, by name."""
