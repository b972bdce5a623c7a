"""Rows of estimates around a level line: ratios around 1, gaps in points around 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dueregard.reports.charts.drawing import axis, bar, diamond, line, polygon, text
from dueregard.reports.charts.extents import draw_extent, ends_of
from dueregard.reports.charts.keys import Entry, Mark
from dueregard.reports.charts.lettering import wrap
from dueregard.reports.charts.palette import PAPER, QUIET, REFERENCE, SMALL
from dueregard.reports.charts.rows import (
    LEAST,
    Layout,
    Place,
    Row,
    centred,
    draw_row,
    draw_words,
    grid,
    height_of_words,
    lay_out,
    tick_texts,
)
from dueregard.reports.charts.scales import Scale, points_scale, ratio_scale
from dueregard.reports.charts.values import (
    Difference,
    Measure,
    Ratio,
    Sides,
    number_in,
    said,
)

LEVEL_WORDS = {Measure.RATIO: "equally likely", Measure.POINTS: "no gap"}
_LEVELS = {Measure.RATIO: 1.0, Measure.POINTS: 0.0}
_LEADING = 15
_GAP = 12


@dataclass(frozen=True, slots=True)
class Around:
    """Rows around a level; ``is_bar`` draws the distance from the level as a bar."""

    measure: Measure
    rows: tuple[Ratio | Difference, ...]
    sides: Sides
    is_bar: bool = False
    beside: tuple[Ratio | Difference, ...] = ()
    """Rows of every panel, with whose axes and level lines this one's are aligned."""
    alike: tuple[Ratio | Difference, ...] = ()
    """Rows of every panel in the same measure: their axes are the same."""

    @property
    def level(self) -> float:
        """The value at which the groups are alike."""
        return _LEVELS[self.measure]


def draw_around(part: Around, width: float, top: float) -> tuple[list[str], Scale, float]:
    """Draw rows around their level below ``top``.

    Returns
    -------
    tuple
        The drawing, its axis, and its lower edge.
    """
    rows = [_written(row) for row in part.rows]
    beside = [_written(row) for row in part.beside]
    columns = lay_out(rows, width, top, beside=beside)
    scale = columns.lay(_scale(part))
    heads, lower = _draw_sides(part, columns, scale, top)
    heights = [_height(row, columns) for row in part.rows]
    layout = lay_out(rows, width, lower + 20, least=heights, beside=beside)
    level, foot = scale.place(part.level), layout.bottom + 4
    frame = [
        *tick_texts(scale, lower + 9, first=part.level),
        *grid(scale, lower + 18, layout.bottom),
    ]
    drawn = [*heads, axis(frame), line(level, lower + 18, level, foot, thick=1.5)]
    written = [draw_row(row, place, layout) for row, place in zip(rows, layout.places, strict=True)]
    drawn += [piece for pieces in written for piece in pieces]
    for row, place in zip(part.rows, layout.places, strict=True):
        drawn += _draw_value(row, place, layout, scale, part)
    words = LEVEL_WORDS[part.measure]
    middle = centred(level, words, SMALL, layout.left - 10, layout.right + 10)
    drawn.append(text(middle, foot + 9, words, size=SMALL, anchor="middle", colour=QUIET))
    return drawn, scale, foot + 18


def _written(row: Ratio | Difference) -> Row:
    """Return what stands in a row; words that stand in the mark's place are not said twice."""
    if row.extent is not None:
        return Row(row.label, row.value, row.extent.words)
    return Row(row.label, row.value if number_in(row.value) is not None else "")


def _height(row: Ratio | Difference, across: Layout) -> float:
    is_in_words = number_in(row.value) is None and row.extent is None
    return height_of_words(said(row.value), across) if is_in_words else LEAST


def _scale(part: Around) -> Scale:
    rows = part.alike or part.rows
    read = [number_in(row.value) for row in rows]
    points = [value for value in read if value is not None]
    ends = ends_of(row.extent for row in rows)
    if part.measure is Measure.RATIO:
        return ratio_scale(points, ends, is_even=bool(part.beside))
    return points_scale([*points, *ends])


def _draw_sides(part: Around, layout: Layout, scale: Scale, top: float) -> tuple[list[str], float]:
    """Write what both sides mean, each on its own side of the level; return the lower edge."""
    level = scale.place(part.level)
    room_left = level - layout.left + 10 - _GAP
    room_right = layout.right + 10 - level - _GAP
    left = wrap(part.sides.left, room_left, SMALL)
    right = wrap(part.sides.right, room_right, SMALL)
    drawn = []
    for lines, x, anchor in ((left, level - _GAP, "end"), (right, level + _GAP, "start")):
        for number, words in enumerate(lines):
            y = top + _LEADING * (number + 0.5)
            drawn.append(text(x, y, words, size=SMALL, anchor=anchor, bold=False))
    return drawn, top + _LEADING * max(len(left), len(right), 0) + 4


def _draw_value(
    row: Ratio | Difference, place: Place, layout: Layout, scale: Scale, part: Around
) -> list[str]:
    value, y = number_in(row.value), place.middle
    if value is None and row.extent is None:
        return draw_words(said(row.value), place, layout)
    drawn, level = [], scale.place(part.level)
    if value is not None and part.is_bar:
        drawn.append(bar(level, scale.place(value), y, is_hollow=row.is_earlier))
    drawn += draw_extent(row.extent, scale, y)
    if value is not None and not part.is_bar:
        drawn.append(_draw_mark(value, scale, y, is_earlier=row.is_earlier))
    return drawn


def _draw_mark(value: float, scale: Scale, y: float, *, is_earlier: bool) -> str:
    x = scale.place(value)
    if scale.holds(value):
        return diamond(x, y, is_hollow=is_earlier)
    corners = [(x - 9, y), (x + 6, y - 7), (x + 6, y + 7)]
    fill, edge = (PAPER, REFERENCE) if is_earlier else (REFERENCE, PAPER)
    return polygon(corners, fill=fill, edge=edge)


def describe_around(rows: Sequence[Ratio | Difference], unit: str) -> str:
    """Say every row: its label, its value and how far it could lie."""
    return " ".join(f"{row.label}: {_described(row, unit)}." for row in rows)


def _described(row: Ratio | Difference, unit: str) -> str:
    value = said(row.value)
    if number_in(value) is not None and not value.endswith(unit):
        value = f"{value} {unit}"
    return value if row.extent is None else f"{value}, range {row.extent.words}"


def year_keys(rows: Iterable[Ratio | Difference], marks: tuple[Mark, Mark]) -> list[Entry]:
    """Return the key's lines for the marks, needed only where an earlier year stands by."""
    if not any(row.is_earlier for row in rows):
        return []
    return [(marks[0], "this year"), (marks[1], "an earlier year")]
