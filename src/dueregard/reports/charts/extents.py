"""Intervals as lines: closed ends have caps, open ends and ends beyond the axis have arrows."""

from __future__ import annotations

from collections.abc import Iterable

from dueregard.reports.charts.drawing import arrow, line, polygon
from dueregard.reports.charts.keys import Entry, Mark, cap
from dueregard.reports.charts.palette import INK
from dueregard.reports.charts.scales import Scale
from dueregard.reports.charts.values import Extent

INTERVAL_WORDS = "95% interval: how far chance alone could have moved the value"


def draw_extent(
    extent: Extent | None, scale: Scale, y: float, *, colour: str = INK, thick: float = 1.5
) -> list[str]:
    """Draw a level line from end to end of an interval, or nothing where there is none."""
    if extent is None:
        return []
    low, high = extent.ends
    left = scale.low if low is None else low
    right = scale.high if high is None else high
    x1, x2 = scale.place(left), scale.place(right)
    is_cut = (low is None or low < scale.low, high is None or high > scale.high)
    if is_cut == (False, False) or x2 - x1 >= 4:
        drawn = [line(x1, y, x2, y, colour=colour, thick=thick)]
    else:
        drawn = []
    drawn.append(arrow(x1 - 6, y, -1, colour=colour) if is_cut[0] else cap(x1, y, colour=colour))
    drawn.append(arrow(x2 + 6, y, 1, colour=colour) if is_cut[1] else cap(x2, y, colour=colour))
    return drawn


def ends_of(extents: Iterable[Extent | None]) -> list[float]:
    """Return every closed end, for an axis that is to hold them."""
    return [
        end for extent in extents if extent is not None for end in extent.ends if end is not None
    ]


def extent_keys(extents: Iterable[Extent | None], scale: Scale, words: str) -> list[Entry]:
    """Return the lines of a key that explain the intervals: none where there is none."""
    found = [extent for extent in extents if extent is not None]
    if not found:
        return []
    ends = [end for extent in found for end in extent.ends]
    if all(end is not None and scale.holds(end) for end in ends):
        return [(Mark.RANGE, words)]
    return [(Mark.RANGE, words), (Mark.OPEN, "It goes on beyond the scale, or has no end")]


def with_extent(value: str, extent: Extent | None) -> str:
    """Return a value in words with its interval: "3.70 (0.83 to 66.00)"."""
    return value if extent is None else f"{value} ({extent.words})"


def range_words(extents: Iterable[Extent | None], words: str) -> str:
    """End a description with what its ranges are; nothing where there is none."""
    return f" Ranges are: {words}." if any(extent is not None for extent in extents) else ""


def draw_upright_extent(
    extent: Extent | None, scale: Scale, x: float, *, colour: str = INK
) -> list[str]:
    """Draw an interval on an upright axis; an end that is open or off the axis has an arrow."""
    if extent is None:
        return []
    low, high = extent.ends
    foot, head = (
        scale.place(scale.low if low is None else low),
        scale.place(scale.high if high is None else high),
    )
    drawn = [line(x, foot, x, head, colour=colour, thick=1.5)]
    for end, y, toward in ((low, foot, 1), (high, head, -1)):
        if end is None or not scale.holds(end):
            corners = [(x, y), (x - 4.5, y - 8 * toward), (x + 4.5, y - 8 * toward)]
            drawn.append(polygon(corners, fill=colour, edge=colour))
        else:
            drawn.append(line(x - 4, y, x + 4, y, colour=colour, thick=1.5))
    return drawn
