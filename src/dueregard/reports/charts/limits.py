"""A funnel's limits as printed texts, exact, with over-dispersion where it is given."""

from __future__ import annotations

from dueregard.printing import people, percent
from dueregard.reports.charts.values import Extent, Limit
from dueregard.statistics.funnel import (
    CONTROL_LEVEL,
    WARNING_LEVEL,
    Dispersion,
    funnel_limits,
    widened_limits,
)

_LINES = 40


def funnel_lines(
    smallest: int,
    largest: int,
    baseline: float,
    *,
    own_size: int | None = None,
    dispersion: Dispersion | None = None,
) -> tuple[Limit, ...]:
    """Return 95 % and 99.8 % limits for sizes from the smallest to the largest, as printed.

    Parameters
    ----------
    smallest, largest
        Numbers of people, one or more, between which limits are drawn.
    baseline
        The share of all organisations together, 0 to 1.
    own_size
        A size for which limits are wanted in any case, so that the description can say where the
        organisation lies.
    dispersion
        From :func:`dueregard.statistics.funnel.estimate_dispersion`; ``None`` for chance alone.

    References
    ----------
    Spiegelhalter 2005, Stat Med 24:1185, doi 10.1002/sim.1970.
    """
    ratio = (largest / smallest) ** (1 / (_LINES - 1))
    sizes = {round(smallest * ratio**step) for step in range(_LINES)} | {smallest, largest}
    if own_size is not None:
        sizes.add(own_size)
    return tuple(
        Limit(
            people(size),
            _extent(size, baseline, WARNING_LEVEL, dispersion),
            _extent(size, baseline, CONTROL_LEVEL, dispersion),
        )
        for size in sorted(sizes)
    )


def _extent(size: int, baseline: float, level: float, dispersion: Dispersion | None) -> Extent:
    if dispersion is None:
        interval = funnel_limits(size, baseline, level=level)
    else:
        interval = widened_limits(size, baseline, dispersion, level=level)
    return Extent(percent(interval.lower), percent(interval.upper))
