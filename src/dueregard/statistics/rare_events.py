"""Is this gap between cases ordinary? Charts for events that come a few times in years.

The g-chart counts cases or people between events, the t-chart the time, the c-chart events per
period. Their limits are probability limits, not three standard deviations, because such counts are
far from normal (Benneyan 2001, Health Care Manag Sci 4:305, doi 10.1023/A:1011846412909; Nelson
1994, J Qual Technol 26:239).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dueregard.errors import ConfigurationError
from dueregard.statistics.counts import count_interval
from dueregard.statistics.special import poisson_lower, poisson_upper
from dueregard.statistics.tallies import check_count, check_level

FEWEST_POINTS_FOR_RULES = 12
"""Run rules are for charts with at least so many points."""


@dataclass(frozen=True, slots=True)
class ChartLimits:
    """The centre and the limits of a chart.

    Parameters
    ----------
    centre
        Median of what chance alone would give (g and t), or the mean (c).
    lower, upper
        A point outside comes up by chance with probability 1 - level, half on each side.
    level
        The share of points that chance alone leaves inside.
    """

    centre: float
    lower: float
    upper: float
    level: float

    def is_outside(self, value: float) -> bool:
        """Whether a point lies outside the limits."""
        return not self.lower <= value <= self.upper


def gap_chart(mean_gap: float, *, level: float = 0.998) -> ChartLimits:
    """Return limits for whole numbers between events (g-chart, geometric distribution).

    Parameters
    ----------
    mean_gap
        Mean number of non-events between two events, above 0.
    level
        The share of points that chance alone leaves inside.
    """
    _check_mean(mean_gap)
    check_level(level)
    log_survival = math.log(mean_gap / (1.0 + mean_gap))

    def quantile(probability: float) -> float:
        return float(max(0, math.ceil(math.log1p(-probability) / log_survival) - 1))

    tail = 0.5 * (1.0 - level)
    return ChartLimits(quantile(0.5), quantile(tail), quantile(1.0 - tail), level)


def time_chart(mean_time: float, *, level: float = 0.998) -> ChartLimits:
    """Return limits for the time between events (t-chart, exponential distribution).

    Parameters
    ----------
    mean_time
        Mean time between two events, above 0, in any unit.
    level
        The share of points that chance alone leaves inside.

    Notes
    -----
    Nelson's transformation t^(1/3.6) is for drawing such a chart; the limits here are those of the
    exponential distribution itself and need no transformation.
    """
    _check_mean(mean_time)
    check_level(level)
    tail = 0.5 * (1.0 - level)

    def quantile(probability: float) -> float:
        return -mean_time * math.log1p(-probability)

    return ChartLimits(quantile(0.5), quantile(tail), quantile(1.0 - tail), level)


def chance_of_longer_gap(since_last: float, events: int, observed_time: float) -> float:
    """Return the chance of at least such a gap if events come evenly at the rate seen.

    Parameters
    ----------
    since_last
        Time since the last event.
    events
        Events in the time observed, 1 or more.
    observed_time
        The time observed, in the same unit; no shorter than the gap.

    Notes
    -----
    Given their number, the times of such events are spread evenly, so no event falls into a stretch
    of the time with probability (1 - stretch/time)^events: the rate need not be known.
    """
    check_count(events, "The number of events")
    _check_mean(observed_time)
    if events == 0 or not 0.0 <= since_last <= observed_time:
        raise ConfigurationError(
            "A gap needs an event before it, and cannot be longer than the time observed.",
            advice="Give the time since the last event, the events, and the whole time.",
        )
    return float((1.0 - since_last / observed_time) ** events)


def count_chart(mean_count: float, *, level: float = 0.998) -> ChartLimits:
    """Return limits for events per period (c-chart) by the mid-p of the Poisson distribution.

    Parameters
    ----------
    mean_count
        Mean number of events per period, above 0.
    level
        The share of points that chance alone leaves inside, at least.
    """
    _check_mean(mean_count)
    tail = 0.5 * (1.0 - check_level(level))

    def lower_mid(count: int) -> float:
        below = poisson_lower(count - 1, mean_count) if count else 0.0
        return 0.5 * (poisson_lower(count, mean_count) + below)

    def upper_mid(count: int) -> float:
        return 0.5 * (poisson_upper(count, mean_count) + poisson_upper(count + 1, mean_count))

    lower = 0
    while lower_mid(lower) < tail:
        lower += 1
    upper = math.ceil(count_interval(math.ceil(mean_count), level=level, method="exact").upper)
    while upper_mid(upper) < tail:
        upper -= 1
    return ChartLimits(mean_count, float(lower), float(upper), level)


def _check_mean(mean: float) -> None:
    if not 0.0 < mean < math.inf:
        raise ConfigurationError(
            f"A mean of {mean!r} gives no chart.", advice="Use a mean above 0."
        )
