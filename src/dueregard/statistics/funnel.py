"""Which organisations lie outside what their size explains? Funnel limits and over-dispersion.

References
----------
Spiegelhalter 2005, Stat Med 24:1185, doi 10.1002/sim.1970 (funnel plots). Spiegelhalter 2005, Qual
Saf Health Care 14:347, doi 10.1136/qshc.2005.013755 (over-dispersion).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError
from dueregard.statistics.results import Interval
from dueregard.statistics.special import binomial_lower, binomial_term, critical_value
from dueregard.statistics.tallies import check_level, check_method, check_tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Limits = tuple[float, float]

WARNING_LEVEL = 0.95
CONTROL_LEVEL = 0.998
"""The two levels of limits in use for funnel plots in public health."""


def funnel_limits(
    people: int, baseline: float, *, level: float = WARNING_LEVEL, method: str = "mid-p"
) -> Interval:
    """Return between which shares an organisation of this size is expected to lie.

    Parameters
    ----------
    people
        The organisation's base.
    baseline
        The share of all organisations together, 0 to 1.
    level
        0.95 for the inner limits, 0.998 for the outer ones.
    method
        ``mid-p`` (exact binomial, default) or ``score`` (baseline -/+ z sqrt(b(1-b)/n), as UKHSA
        draws them; poor below 30 people).

    Returns
    -------
    Interval
        The estimate is the baseline. A share outside is one whose mid-p is below (1 - level)/2.

    Raises
    ------
    ReturnError
        A base of nobody.
    ConfigurationError
        An unknown method, or a baseline or level outside 0 to 1.
    """
    check_tally((0, people))
    check_level(level)
    check_method(method, FUNNEL_METHODS)
    if not 0.0 <= baseline <= 1.0:
        raise ConfigurationError(
            f"A baseline of {baseline!r} is not between 0 and 1.", advice="Use 0.81 for 81 %."
        )
    return Interval(baseline, *FUNNEL_METHODS[method](people, baseline, level), level, method)


def _score_limits(people: int, baseline: float, level: float) -> Limits:
    spread = critical_value(level) * math.sqrt(baseline * (1.0 - baseline) / people)
    return max(0.0, baseline - spread), min(1.0, baseline + spread)


def _mid_p_limits(people: int, baseline: float, level: float) -> Limits:
    if baseline in {0.0, 1.0}:
        return baseline, baseline
    tail = 0.5 * (1.0 - level)
    lower = _mid_p_quantile(people, baseline, tail) / people
    return lower, 1.0 - _mid_p_quantile(people, 1.0 - baseline, tail) / people


def _mid_p_quantile(people: int, baseline: float, tail: float) -> float:
    """Return the count, interpolated, at which the lower mid-p tail equals ``tail``; 0 at least."""

    def mid(count: int) -> float:
        here = binomial_term(count, people, baseline)
        return binomial_lower(count, people, baseline) - 0.5 * here

    if mid(0) >= tail:
        return 0.0
    low, high = 0, people
    while high - low > 1:
        middle = (low + high) // 2
        if mid(middle) < tail:
            low = middle
        else:
            high = middle
    below, above = mid(low), mid(high)
    return low + (tail - below) / (above - below) if above > below else float(high)


FUNNEL_METHODS: dict[str, Callable[[int, float, float], Limits]] = {
    "mid-p": _mid_p_limits,
    "score": _score_limits,
}
"""The funnel limits, by name."""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How much more organisations differ than chance explains.

    Parameters
    ----------
    factor
        Mean of the squared winsorised z-scores: 1 where chance explains all.
    added_variance
        Variance between organisations (additive model); 0 where chance explains all.
    """

    factor: float
    added_variance: float


def z_scores(tallies: Sequence[tuple[int, int]], baseline: float) -> list[float]:
    """Return each organisation's distance from the baseline in standard errors of its size.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        A baseline of 0 or 1, around which nothing can vary.
    """
    if not 0.0 < baseline < 1.0:
        raise ConfigurationError(
            f"Around a baseline of {baseline!r} no share can vary.",
            advice="Leave the funnel out where no organisation, or every person, has the event.",
        )
    checked = [check_tally(tally) for tally in tallies]
    variance = baseline * (1.0 - baseline)
    return [(x / n - baseline) / math.sqrt(variance / n) for x, n in checked]


def winsorise(values: Sequence[float], share: float = 0.1) -> list[float]:
    """Return the values with the outermost ones pulled in to the next.

    Parameters
    ----------
    values
        Any numbers.
    share
        The part of them pulled in on each side; 10 % as Spiegelhalter has it.
    """
    if not 0.0 <= share < 0.5:
        raise ConfigurationError(
            f"{share!r} is no share to pull in on each side.", advice="Use 0.1 for 10 %."
        )
    ordered = sorted(values)
    pulled = math.floor(share * len(ordered))
    if not ordered:
        return []
    low, high = ordered[pulled], ordered[len(ordered) - 1 - pulled]
    return [min(high, max(low, value)) for value in values]


def estimate_dispersion(
    tallies: Sequence[tuple[int, int]], baseline: float, *, share: float = 0.1
) -> Dispersion:
    """Estimate over-dispersion from winsorised z-scores (additive, random-effects model).

    Parameters
    ----------
    tallies
        Events and people of each organisation, two or more.
    baseline
        The share of all together.
    share
        Part winsorised on each side.

    Returns
    -------
    Dispersion
        The added variance is 0 where the factor is no larger than chance alone gives.
    """
    z = winsorise(z_scores(tallies, baseline), share)
    if len(z) < 2:
        raise ConfigurationError(
            "Over-dispersion needs two organisations or more.", advice="Leave it out."
        )
    factor = math.fsum(value * value for value in z) / len(z)
    weights = [people / (baseline * (1.0 - baseline)) for _, people in tallies]
    total = math.fsum(weights)
    spare = total - math.fsum(w * w for w in weights) / total
    excess = len(z) * factor - (len(z) - 1)
    return Dispersion(factor, max(0.0, excess / spare))


def widened_limits(
    people: int, baseline: float, dispersion: Dispersion, *, level: float = WARNING_LEVEL
) -> Interval:
    """Return funnel limits that allow for the differences all organisations have.

    The exact limits are stretched, on each side, by the factor by which the standard error grows.

    Parameters
    ----------
    people, baseline, level
        As for `funnel_limits`.
    dispersion
        From `estimate_dispersion`.
    """
    plain = funnel_limits(people, baseline, level=level)
    variance = baseline * (1.0 - baseline) / people
    stretch = math.sqrt(1.0 + dispersion.added_variance / variance) if variance else 1.0
    lower = max(0.0, baseline - stretch * (baseline - plain.lower))
    upper = min(1.0, baseline + stretch * (plain.upper - baseline))
    return Interval(baseline, lower, upper, level, "mid-p, additive over-dispersion")
