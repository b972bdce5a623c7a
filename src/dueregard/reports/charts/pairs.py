"""Both groups' shares as pairs: what staff answered, and how far apart the groups are."""

from __future__ import annotations

from collections.abc import Sequence

from dueregard.reports.charts.drawing import axis, chart, circle, line, square, text
from dueregard.reports.charts.extents import (
    INTERVAL_WORDS,
    draw_extent,
    ends_of,
    extent_keys,
    range_words,
)
from dueregard.reports.charts.keys import Mark, draw_keys
from dueregard.reports.charts.lettering import width_of, wrap
from dueregard.reports.charts.palette import BAR, COMPARED, REFERENCE, SMALL
from dueregard.reports.charts.rows import (
    Layout,
    Place,
    Row,
    draw_row,
    draw_words,
    grid,
    lay_out,
    tick_texts,
)
from dueregard.reports.charts.scales import Scale, share_scale
from dueregard.reports.charts.values import Caption, Extent, Pair, number_in, said
from dueregard.reports.pages.model import Chart

_HEAD = 24
_ROOM = 52
"""Room beside a mark for its value."""
_LEADING = 15


def draw_pairs(
    caption: Caption,
    rows: Sequence[Pair],
    labels: tuple[str, str],
    *,
    interval_words: str = INTERVAL_WORDS,
) -> Chart:
    """Draw each indicator's two shares as marks joined by a bar, each value beside its mark.

    Parameters
    ----------
    caption
        Key, title and source.
    rows
        One for each indicator, in their own order.
    labels
        What the reference and the compared group are called.
    interval_words
        What the thin lines are, for the key.
    """
    has_ranges = any(row.reference_extent or row.compared_extent for row in rows)
    written = [Row(row.label, "") for row in rows]
    layout = lay_out(written, caption.width, _HEAD, least=48 if has_ranges else 32)
    inner = Layout(
        layout.left + _ROOM - 10, layout.right - _ROOM + 10, layout.width, (), layout.bottom
    )
    extents = [extent for row in rows for extent in (row.reference_extent, row.compared_extent)]
    read = [number_in(text) for row in rows for text in (row.reference, row.compared)]
    numbers = [value for value in read if value is not None]
    scale = inner.lay(share_scale([*numbers, *ends_of(extents), 5.0]))
    body = [axis([*tick_texts(scale, _HEAD - 10), *grid(scale, _HEAD, layout.bottom)])]
    for row, words, place in zip(rows, written, layout.places, strict=True):
        body += [*draw_row(words, place, layout), *_draw_pair(row, place, scale, layout, labels)]
    keys, bottom = draw_keys(
        [
            (Mark.REFERENCE, labels[0]),
            (Mark.COMPARED, labels[1]),
            *extent_keys(extents, scale, interval_words),
        ],
        layout.bottom + 8,
        caption.width,
    )
    told = " ".join(_describe(row, labels) for row in rows)
    told += range_words(extents, interval_words)
    return chart(caption, bottom + 4, told, body + keys)


def _draw_pair(
    row: Pair, place: Place, scale: Scale, layout: Layout, labels: tuple[str, str]
) -> list[str]:
    y = place.middle
    first, second = number_in(row.reference), number_in(row.compared)
    drawn = [
        *draw_extent(row.reference_extent, scale, y - 17, colour=REFERENCE),
        *draw_extent(row.compared_extent, scale, y + 17, colour=COMPARED),
    ]
    if first is None and second is None:
        return drawn + draw_words(_absent(row, labels), place, layout)
    return [*drawn, *_draw_marks(first, second, scale, y), *_draw_values(row, scale, y, labels)]


def _draw_marks(first: float | None, second: float | None, scale: Scale, y: float) -> list[str]:
    """Draw the marks joined by a bar; where one would hide the other they stand apart in height."""
    drawn, aside = [], 0.0
    if first is not None and second is not None:
        x1, x2 = scale.place(first), scale.place(second)
        aside = 6.5 if abs(x1 - x2) < 12 else 0.0
        drawn.append(line(x1, y, x2, y, colour=BAR, thick=3))
    if first is not None:
        drawn.append(circle(scale.place(first), y - aside))
    if second is not None:
        drawn.append(square(scale.place(second), y + aside))
    return drawn


def _draw_values(row: Pair, scale: Scale, y: float, labels: tuple[str, str]) -> list[str]:
    """Write the lower value left of its mark and the higher one right of its own."""
    pairs = ((row.reference, labels[0]), (row.compared, labels[1]))
    read = [(number_in(words), words, label) for words, label in pairs]
    known = sorted((value, words) for value, words, _ in read if value is not None)
    first = known[0]
    drawn = [text(scale.place(first[0]) - 10, y, first[1], size=SMALL, anchor="end")]
    if len(known) == 2:
        last = known[1]
        return [*drawn, text(scale.place(last[0]) + 10, y, last[1], size=SMALL)]
    missing = next(f"{label}: {said(words)}" for value, words, label in read if value is None)
    return [*drawn, *_draw_beside(missing, first[1], scale, (scale.place(first[0]), y))]


def _draw_beside(words: str, value: str, scale: Scale, spot: tuple[float, float]) -> list[str]:
    """Say why the other group has no mark, on the side of the only mark that has more room."""
    x, y = spot
    right = scale.start + scale.length + _ROOM - 10 - (x + 10)
    start = x - 16 - width_of(value, SMALL)
    left = start - (scale.start - _ROOM + 10)
    is_right = right >= left
    lines = wrap(words, max(right, left), SMALL)
    first = y - _LEADING * (len(lines) - 1) / 2
    place, anchor = (x + 10, "start") if is_right else (start, "end")
    return [
        text(place, first + _LEADING * number, part, size=SMALL, anchor=anchor)
        for number, part in enumerate(lines)
    ]


def _absent(row: Pair, labels: tuple[str, str]) -> str:
    first, second = said(row.reference), said(row.compared)
    return first if first == second else f"{labels[0]}: {first}. {labels[1]}: {second}."


def _describe(row: Pair, labels: tuple[str, str]) -> str:
    sides = (
        (labels[0], row.reference, row.reference_extent),
        (labels[1], row.compared, row.compared_extent),
    )
    told = [f"{label} {_described(value, extent)}" for label, value, extent in sides]
    return f"{row.label}: {', '.join(told)}."


def _described(value: str, extent: Extent | None) -> str:
    return said(value) if extent is None else f"{said(value)} (range {extent.words})"
