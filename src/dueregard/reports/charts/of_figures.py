"""Figures as the texts that a drawing may hold. For the internal report; a release has texts."""

from __future__ import annotations

import math

from dueregard.figures import Figure
from dueregard.reports.charts.values import Difference, Extent, Pair, Ratio, Share, Sides, Year
from dueregard.reports.wording.printed import count_of, printed, printed_value


def extent_of(figure: Figure) -> Extent | None:
    """Return a figure's interval as it is printed; ``None`` where it has none, or none that says.

    An interval from 0 to infinity says nothing and is not drawn.
    """
    interval = figure.interval
    if interval is None or (interval.low <= 0 and math.isinf(interval.high)):
        return None
    return Extent(*(_end(figure, end) for end in (interval.low, interval.high)))


def _end(figure: Figure, end: float) -> str:
    if math.isinf(end):
        return ""
    return printed_value(figure.unit, end).removesuffix(" points")


def share_of(figure: Figure, label: str) -> Share:
    """Return a band's share with its count, or in words why there is none."""
    count = count_of(figure.bases[0]) if figure.value is not None else ""
    return Share(label, printed(figure), count)


def pair_of(reference: Figure, compared: Figure, label: str) -> Pair:
    """Return both groups' shares with their intervals."""
    return Pair(
        label, printed(reference), printed(compared), extent_of(reference), extent_of(compared)
    )


def ratio_of(figure: Figure, label: str, *, is_earlier: bool = False) -> Ratio:
    """Return a relative likelihood with its interval."""
    return Ratio(label, printed(figure), extent_of(figure), is_earlier)


def difference_of(figure: Figure, label: str, *, is_earlier: bool = False) -> Difference:
    """Return a gap in points with its interval."""
    return Difference(label, printed(figure), extent_of(figure), is_earlier)


def year_of(figure: Figure, label: str) -> Year:
    """Return a year of a trend."""
    return Year(label, printed(figure), extent_of(figure))


def ratio_sides(over: str, under: str, words: str = "more likely") -> Sides:
    """Return what lies left and right of 1, after which group's rate is on top of the ratio.

    Parameters
    ----------
    over
        The group whose rate is the ratio's numerator, as the edition calls it.
    under
        The other group.
    words
        Ends the sentence: "staff more likely to be appointed".
    """
    return Sides(f"{under} {words}", f"{over} {words}")
