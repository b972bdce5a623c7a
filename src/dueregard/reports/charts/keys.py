"""The key below a drawing: each mark and what it stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from dueregard.reports.charts.drawing import arrow, bar, circle, diamond, line, square, text
from dueregard.reports.charts.lettering import wrap
from dueregard.reports.charts.palette import INK, PAPER, QUIET, SMALL


class Mark(StrEnum):
    """A mark that a key explains."""

    REFERENCE = "reference"
    COMPARED = "compared"
    ESTIMATE = "estimate"
    EARLIER = "earlier"
    BAR = "bar"
    EARLIER_BAR = "earlier_bar"
    RANGE = "range"
    OPEN = "open"
    PEER = "peer"
    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


Entry = tuple[Mark, str]
_ROOM = 30
_LEADING = 16


def draw_keys(entries: Sequence[Entry], top: float, width: float) -> tuple[list[str], float]:
    """Draw a key, one entry in a line, and return it with its lower edge."""
    drawn, y = [], top
    for mark, words in entries:
        drawn.append(_draw_mark(mark, y + _LEADING / 2))
        for part in wrap(words, width - _ROOM, SMALL):
            drawn.append(text(_ROOM, y + _LEADING / 2, part, size=SMALL, colour=QUIET))
            y += _LEADING
        y += 2
    return drawn, y


def _draw_mark(mark: Mark, y: float) -> str:
    if mark in {Mark.RANGE, Mark.OPEN}:
        end = cap(21, y) if mark is Mark.RANGE else arrow(22, y, 1)
        return line(1, y, 21, y, thick=1.5) + cap(1, y) * (mark is Mark.RANGE) + end
    if mark in {Mark.SOLID, Mark.DASHED, Mark.DOTTED}:
        return line(0, y, 22, y, thick=1.5, dash="" if mark is Mark.SOLID else mark.value)
    if mark in {Mark.BAR, Mark.EARLIER_BAR}:
        return bar(1, 21, y, half=5, is_hollow=mark is Mark.EARLIER_BAR)
    return _SHAPES[mark](11.0, y)


def cap(x: float, y: float, *, colour: str = INK) -> str:
    """Draw the closed end of an interval."""
    return line(x, y - 4, x, y + 4, colour=colour, thick=1.5)


def peer(x: float, y: float) -> str:
    """Draw another organisation: small, hollow, without a name."""
    return circle(x, y, fill=PAPER, edge=INK, r=3.5)


_SHAPES: dict[Mark, Callable[[float, float], str]] = {
    Mark.REFERENCE: circle,
    Mark.COMPARED: square,
    Mark.PEER: peer,
    Mark.ESTIMATE: diamond,
    Mark.EARLIER: partial(diamond, is_hollow=True),
}
