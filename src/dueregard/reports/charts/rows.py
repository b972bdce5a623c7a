"""Rows of a drawing: labels at the left, or above on a narrow page; marks; printed values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from dueregard.reports.charts.drawing import backed, line, text
from dueregard.reports.charts.lettering import width_of, wrap
from dueregard.reports.charts.palette import GRID, INK, QUIET, SMALL, TEXT
from dueregard.reports.charts.scales import Scale

NARROW = 480
LEADING = 17
LEAST = 30
"""The height of a row of marks with nothing written among them."""
WORDS_LEADING = 15
"""From line to line of the words that stand where a mark would."""
EDGE = 10
"""Room at both ends of an axis for half a mark."""
_TAIL = 0.3
"""The widest that values at the right may be, as a part of the drawing."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is written in a row: its label, and at the right the value over its small print."""

    label: str
    value: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its upper edge, its height, the middle of its marks, its label."""

    top: float
    height: float
    middle: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands; ``left`` and ``right`` are the ends of the axis."""

    left: float
    right: float
    width: float
    places: tuple[Place, ...]
    bottom: float

    def lay(self, scale: Scale) -> Scale:
        """Lay an axis between the two ends."""
        return scale.along(self.left, self.right - self.left)


def lay_out(
    rows: Sequence[Row],
    width: float,
    top: float,
    *,
    least: Sequence[float] = (),
    beside: Sequence[Row] = (),
) -> Layout:
    """Place rows below ``top``: labels wrapped to their room, rows as tall as they need.

    Parameters
    ----------
    rows
        In the order in which they are drawn.
    width
        Of the whole drawing.
    least
        The height that each row's marks need; :data:`LEAST` where nothing is said.
    beside
        Rows of other panels whose axes are to begin and end at the same places.

    Raises
    ------
    ValueError
        There is no row.
    """
    if not rows:
        raise ValueError("A chart without rows has nothing to show: leave it out.")
    every = [*rows, *beside]
    tail = max((_tail(row, width) for row in every), default=0.0)
    is_narrow = width < NARROW
    room = width - 4 if is_narrow else _label_room(every, width)
    left = EDGE if is_narrow else room + EDGE + 8
    places, lower = [], top
    for row, needed in zip(rows, least or [LEAST] * len(rows), strict=True):
        lines = wrap(row.label, room, TEXT)
        marks = max(needed, LEADING * len(_tail_lines(row, width)) + 6)
        words = LEADING * len(lines)
        height = marks + words + 4 if is_narrow else max(marks, words + 8)
        middle = lower + (height - marks / 2 if is_narrow else height / 2)
        places.append(Place(lower, height, middle, lines))
        lower += height
    return Layout(left, width - tail - EDGE, width, tuple(places), lower)


def _label_room(rows: Sequence[Row], width: float) -> float:
    widest = max((width_of(row.label, TEXT) for row in rows), default=0.0)
    return min(max(widest, 40.0), 0.34 * width)


def _tail(row: Row, width: float) -> float:
    return max((width_of(*one) for one in _tail_lines(row, width)), default=0.0) + 14


def _tail_lines(row: Row, width: float) -> list[tuple[str, int]]:
    """Return what stands at the right of a row, line by line with its size."""
    return [
        (part, size)
        for words, size in ((row.value, TEXT), (row.small, SMALL))
        for part in wrap(words, _TAIL * width, size)
    ]


def draw_row(row: Row, place: Place, layout: Layout) -> list[str]:
    """Write a row's label and its printed value, with a fine line below."""
    is_narrow = layout.width < NARROW
    first = place.middle - LEADING * (len(place.lines) - 1) / 2
    if is_narrow:
        first = place.top + 4 + LEADING / 2
    write = partial(backed, colour=INK) if is_narrow else text
    drawn = [write(2, first + LEADING * n, words) for n, words in enumerate(place.lines)]
    lower = place.top + place.height
    drawn.insert(0, line(0, lower, layout.width, lower, colour=GRID, thick=0.5))
    tail = _tail_lines(row, layout.width)
    for number, (words, size) in enumerate(tail):
        y = place.middle + LEADING * (number - (len(tail) - 1) / 2)
        colour = INK if size == TEXT else QUIET
        drawn.append(text(layout.width - 2, y, words, size=size, anchor="end", colour=colour))
    return drawn


def draw_words(words: str, place: Place, layout: Layout) -> list[str]:
    """Say in words, where the mark would stand, why there is none."""
    lines = wrap(words, layout.right - layout.left, SMALL)
    return [
        backed(layout.left, y, part, size=SMALL)
        for y, part in zip(spread(len(lines), place.middle), lines, strict=True)
    ]


def spread(lines: int, middle: float) -> list[float]:
    """Return the heights of lines of words about a middle."""
    first = middle - WORDS_LEADING * (lines - 1) / 2
    return [first + WORDS_LEADING * number for number in range(lines)]


def height_of(lines: Sequence[str]) -> float:
    """Return the height that a row needs for lines of words."""
    return max(LEAST, WORDS_LEADING * len(lines) + 4)


def height_of_words(words: str, across: Layout) -> float:
    """Return the height that a row needs for what :func:`draw_words` writes in it."""
    return height_of(wrap(words, across.right - across.left, SMALL))


def tick_texts(scale: Scale, y: float, *, first: float | None = None) -> list[str]:
    """Write an axis's numbers in a line; one that would touch another is left out.

    ``first`` is the value whose number is kept in any case.
    """
    kept: list[tuple[float, float, str]] = []
    for value, words in sorted(scale.ticks, key=lambda tick: tick[0] != first):
        half = width_of(words, SMALL) / 2 + 3
        x = max(scale.place(value), half)
        if all(abs(x - other) > half + far for other, far, _ in kept):
            kept.append((x, half, words))
    return [
        text(x, y, words, size=SMALL, anchor="middle", colour=QUIET) for x, _, words in sorted(kept)
    ]


def grid(scale: Scale, top: float, bottom: float) -> list[str]:
    """Draw fine upright lines at the marked values."""
    return [
        line(scale.place(value), top, scale.place(value), bottom, colour=GRID)
        for value, _ in scale.ticks
    ]


def centred(x: float, words: str, size: int, low: float, high: float) -> float:
    """Return the middle nearest to ``x`` at which words stay between two edges."""
    half = width_of(words, size) / 2
    return min(max(x, low + half), high - half)
