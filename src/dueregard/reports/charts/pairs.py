"""Both groups' shares as pairs: what staff answered, and how far apart the groups are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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
    height_of,
    height_of_words,
    lay_out,
    spread,
    tick_texts,
)
from dueregard.reports.charts.scales import Scale, share_scale
from dueregard.reports.charts.values import Caption, Extent, Pair, number_in, said
from dueregard.reports.pages.model import Chart

_HEAD = 24
_ROOM = 52
"""Room beside a mark for its value."""


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
    extents = [extent for row in rows for extent in (row.reference_extent, row.compared_extent)]
    across = lay_out(written, caption.width, _HEAD)
    scale = _scale(rows, extents, across)
    heights = [_height(row, scale, across, labels, 48 if has_ranges else 32) for row in rows]
    layout = lay_out(written, caption.width, _HEAD, least=heights)
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


def _scale(rows: Sequence[Pair], extents: Sequence[Extent | None], across: Layout) -> Scale:
    """Lay the axis so that a value has room at both ends of it."""
    read = [number_in(text) for row in rows for text in (row.reference, row.compared)]
    numbers = [value for value in read if value is not None]
    ends = across.left + _ROOM - 10, across.right - _ROOM + 10
    inner = Layout(*ends, across.width, (), across.bottom)
    return inner.lay(share_scale([*numbers, *ends_of(extents), 5.0]))


def _height(
    row: Pair, scale: Scale, across: Layout, labels: tuple[str, str], least: float
) -> float:
    """Return the height of a row's marks, and of the words where a mark is missing."""
    shares = [number_in(row.reference), number_in(row.compared)]
    known = [share for share in shares if share is not None]
    if len(known) == 2:
        return least
    if not known:
        return max(least, height_of_words(_absent(row, labels), across))
    missing, value = _only_one(row, labels)
    return max(least, height_of(_beside(missing, value, scale, scale.place(known[0])).lines))


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
    missing, value = _only_one(row, labels)
    x = scale.place(first[0])
    beside = _beside(missing, value, scale, x)
    return [
        *drawn,
        *(
            text(beside.x, height, part, size=SMALL, anchor=beside.anchor)
            for height, part in zip(spread(len(beside.lines), y), beside.lines, strict=True)
        ),
    ]


def _only_one(row: Pair, labels: tuple[str, str]) -> tuple[str, str]:
    """Return what is said of the group that has no mark, and the value of the one that has."""
    (one, first), (other, second) = zip(labels, (row.reference, row.compared), strict=True)
    if number_in(first) is None:
        return f"{one}: {said(first)}", second
    return f"{other}: {said(second)}", first


class _Beside(NamedTuple):
    """Where the words stand that say why a group has no mark, and their lines."""

    x: float
    anchor: str
    lines: tuple[str, ...]


def _beside(words: str, value: str, scale: Scale, x: float) -> _Beside:
    """Place the words on the side of the only mark, at ``x``, that has more room."""
    right = scale.start + scale.length + _ROOM - 10 - (x + 10)
    start = x - 16 - width_of(value, SMALL)
    left = start - (scale.start - _ROOM + 10)
    lines = wrap(words, max(right, left), SMALL)
    return _Beside(x + 10, "start", lines) if right >= left else _Beside(start, "end", lines)


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
