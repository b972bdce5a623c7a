"""Relative likelihoods on a logarithmic scale: how many times as likely, and how sure."""

from __future__ import annotations

from collections.abc import Sequence

from dueregard.reports.charts.around import Around, describe_around, draw_around, year_keys
from dueregard.reports.charts.drawing import chart
from dueregard.reports.charts.extents import INTERVAL_WORDS, extent_keys, range_words
from dueregard.reports.charts.keys import Mark, draw_keys
from dueregard.reports.charts.values import Caption, Measure, Ratio, Sides
from dueregard.reports.pages.model import Chart


def draw_likelihoods(
    caption: Caption, rows: Sequence[Ratio], sides: Sides, *, interval_words: str = INTERVAL_WORDS
) -> Chart:
    """Draw each ratio as a point with its interval around a line at 1, "equally likely".

    Twice as likely and half as likely stand equally far from 1. The axis holds every point; an
    interval's end that is open or far away is drawn as an arrow and printed at the right.

    Parameters
    ----------
    caption
        Key, title and source.
    rows
        This year overall, last year (``is_earlier``), by stage, ... in this order.
    sides
        What a ratio below 1 and one above 1 mean, after the edition's direction ("White staff more
        likely to be appointed").
    interval_words
        What the lines are, for the key.
    """
    part = Around(Measure.RATIO, tuple(rows), sides)
    body, scale, bottom = draw_around(part, caption.width, 2)
    entries = [
        *year_keys(rows, (Mark.ESTIMATE, Mark.EARLIER)),
        *extent_keys((row.extent for row in rows), scale, interval_words),
    ]
    keys, bottom = draw_keys(entries, bottom + 6, caption.width)
    told = (
        f"Left of the line at 1: {sides.left}. Right of it: {sides.right}. "
        f"{describe_around(rows, 'times')}"
        f"{range_words((row.extent for row in rows), interval_words)}"
    )
    return chart(caption, bottom + 4, told, body + keys)
