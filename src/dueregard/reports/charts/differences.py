"""Gaps in percentage points as bars to both sides of "no gap"."""

from __future__ import annotations

from collections.abc import Sequence

from dueregard.reports.charts.around import Around, describe_around, draw_around, year_keys
from dueregard.reports.charts.drawing import chart
from dueregard.reports.charts.extents import INTERVAL_WORDS, extent_keys, range_words
from dueregard.reports.charts.keys import Mark, draw_keys
from dueregard.reports.charts.values import Caption, Difference, Measure, Sides
from dueregard.reports.pages.model import Chart


def draw_differences(
    caption: Caption,
    rows: Sequence[Difference],
    sides: Sides,
    *,
    interval_words: str = INTERVAL_WORDS,
) -> Chart:
    """Draw each gap as a bar from 0, with its interval as a line over it.

    Parameters
    ----------
    caption
        Key, title and source.
    rows
        Survey indicators, board against workforce, ... in their own order.
    sides
        What a gap below 0 and one above 0 mean ("White staff said so more often").
    interval_words
        What the lines are, for the key.
    """
    part = Around(Measure.POINTS, tuple(rows), sides, is_bar=True)
    body, scale, bottom = draw_around(part, caption.width, 2)
    entries = [
        *year_keys(rows, (Mark.BAR, Mark.EARLIER_BAR)),
        *extent_keys((row.extent for row in rows), scale, interval_words),
    ]
    keys, bottom = draw_keys(entries, bottom + 6, caption.width)
    told = (
        f"Left of the line at 0: {sides.left}. Right of it: {sides.right}. "
        f"{describe_around(rows, 'points')}"
        f"{range_words((row.extent for row in rows), interval_words)}"
    )
    return chart(caption, bottom + 4, told, body + keys)
