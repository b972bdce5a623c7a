"""A figure over the years: broken where the definition changed, open where a year is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dueregard.reports.charts.drawing import (
    axis,
    backed,
    chart,
    circle,
    diamond,
    line,
    path,
    polygon,
    square,
    text,
)
from dueregard.reports.charts.extents import (
    INTERVAL_WORDS,
    draw_upright_extent,
    ends_of,
    extent_keys,
    range_words,
    with_extent,
)
from dueregard.reports.charts.keys import Entry, Mark, draw_keys
from dueregard.reports.charts.lettering import width_of, wrap
from dueregard.reports.charts.palette import COMPARED, GRID, INK, QUIET, REFERENCE, SMALL, TEXT
from dueregard.reports.charts.rows import centred
from dueregard.reports.charts.scales import Scale, points_scale, ratio_scale, share_scale
from dueregard.reports.charts.values import Break, Caption, Measure, Series, number_in, said
from dueregard.reports.pages.model import Chart

_PLOT = 200.0
_LEFT = 50.0
_LEADING = 15.0
_BESIDE = 14.0
"""Between the marks of two series in one year."""
_LEVELS = {Measure.RATIO: (1.0, "equally likely"), Measure.POINTS: (0.0, "no gap")}


@dataclass(frozen=True, slots=True)
class _Columns:
    """The years side by side between two edges."""

    right: float
    years: tuple[str, ...]

    @property
    def each(self) -> float:
        """The width of a year."""
        return (self.right - _LEFT) / len(self.years)

    def x(self, number: int) -> float:
        """Return the middle of a year."""
        return _LEFT + self.each * (number + 0.5)


@dataclass(frozen=True, slots=True)
class _Head:
    """The words of a break above the plot: where its line stands and where they begin."""

    x: float
    top: float
    lines: tuple[str, ...]
    is_right: bool


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a series is drawn: its colour and its mark around a centre."""

    colour: str
    mark: Callable[[float, float], str]


def draw_trend(
    caption: Caption,
    series: Sequence[Series],
    measure: Measure,
    *,
    breaks: Sequence[Break] = (),
    interval_words: str = INTERVAL_WORDS,
) -> Chart:
    """Draw one or two series over the years, each value printed below its year.

    Nothing is joined over a break or a missing year.

    Parameters
    ----------
    caption
        Key, title and source.
    series
        The compared group alone, or the reference group too; or one ratio or gap. All name the
        same years.
    measure
        Shares stand on an axis from 0, ratios on a logarithmic one around 1, gaps around 0.
    breaks
        From which years on something else was measured, and what.
    interval_words
        What the upright thin lines are, for the key.

    Raises
    ------
    ValueError
        The series name different years, or none, or a break names none of them.
    """
    years = _years(caption, series, breaks)
    columns = _Columns(caption.width - 4.0, years)
    heads, top = _place_heads(breaks, columns)
    upright = _scale(series, measure)
    scale = upright.along(top + 8 + _PLOT, -_PLOT)
    body = [axis(_draw_axis(scale, columns, measure)), *_draw_heads(heads, top + 8 + _PLOT)]
    starts = frozenset(gap.before for gap in breaks)
    pens = [_pen(one, measure) for one in series]
    for number, (one, pen) in enumerate(zip(series, pens, strict=True)):
        aside = _BESIDE * (number - (len(series) - 1) / 2)
        places = [columns.x(year) + aside for year in range(len(years))]
        body += _join(one, places, scale, pen.colour, starts)
        body += _draw_series(one, places, scale, pen)
    table, bottom = _draw_values(series, pens, columns, top + _PLOT + 14)
    extents = [year.extent for one in series for year in one.years]
    entries = [*_level_keys(measure), *extent_keys(extents, scale, interval_words)]
    keys, bottom = draw_keys(entries, bottom + 6, caption.width)
    told = _describe(series, measure, breaks) + range_words(extents, interval_words)
    return chart(caption, bottom + 4, told, [*body, *table, *keys])


def _years(caption: Caption, series: Sequence[Series], breaks: Sequence[Break]) -> tuple[str, ...]:
    years = tuple(year.label for year in series[0].years) if series else ()
    if any(tuple(year.label for year in one.years) != years for one in series):
        raise ValueError(f"The series of the chart {caption.key!r} name different years.")
    if not years or any(gap.before not in years for gap in breaks):
        raise ValueError(
            f"A break of the chart {caption.key!r} names none of its years, or it has none."
        )
    return years


def _scale(series: Sequence[Series], measure: Measure) -> Scale:
    read = [number_in(year.value) for one in series for year in one.years]
    points = [value for value in read if value is not None]
    ends = ends_of(year.extent for one in series for year in one.years)
    if measure is Measure.RATIO:
        return ratio_scale(points, ends)
    if measure is Measure.POINTS:
        return points_scale([*points, *ends])
    return share_scale([*points, *ends, 5.0], most=5)


def _place_heads(breaks: Sequence[Break], columns: _Columns) -> tuple[list[_Head], float]:
    """Give each break lines of its own above the plot; return them and their lower edge."""
    heads, top = [], 0.0
    for gap in breaks:
        x = columns.x(columns.years.index(gap.before)) - columns.each / 2
        is_right = columns.right - x >= x
        room = (columns.right - x if is_right else x) - 8
        lines = wrap(gap.words, room, SMALL)
        heads.append(_Head(x, top, lines, is_right))
        top += _LEADING * len(lines)
    return heads, top


def _draw_heads(heads: Sequence[_Head], foot: float) -> list[str]:
    lines = [line(head.x, head.top + 1, head.x, foot, thick=1.5, dash="dashed") for head in heads]
    return lines + [
        backed(
            head.x + (6 if head.is_right else -6),
            head.top + _LEADING * (number + 0.5),
            words,
            size=SMALL,
            anchor="start" if head.is_right else "end",
        )
        for head in heads
        for number, words in enumerate(head.lines)
    ]


def _draw_axis(scale: Scale, columns: _Columns, measure: Measure) -> list[str]:
    drawn = []
    level, _ = _LEVELS.get(measure, (0.0, ""))
    for value, name in _apart(scale, level):
        y = scale.place(value)
        drawn.append(line(_LEFT, y, columns.right, y, colour=GRID))
        drawn.append(text(_LEFT - 6, y, name, size=SMALL, anchor="end", colour=QUIET))
    y = scale.place(level)
    drawn.append(line(_LEFT, y, columns.right, y, thick=1.5, colour=INK))
    return drawn


def _level_keys(measure: Measure) -> list[Entry]:
    if measure is Measure.SHARE:
        return []
    level, words = _LEVELS[measure]
    return [(Mark.SOLID, f"The line at {level:g}: {words}")]


def _apart(scale: Scale, level: float) -> list[tuple[float, str]]:
    """Return the marked values whose numbers do not touch one another, the level's in any case."""
    kept: list[tuple[float, str]] = []
    for value, words in sorted(scale.ticks, key=lambda tick: tick[0] != level):
        y = scale.place(value)
        if all(abs(y - scale.place(other)) >= SMALL + 4 for other, _ in kept):
            kept.append((value, words))
    return sorted(kept)


def _pen(one: Series, measure: Measure) -> _Pen:
    """Return a group's mark for shares, and the mark of estimates for ratios and gaps."""
    if measure is not Measure.SHARE:
        return _Pen(REFERENCE, diamond)
    return _Pen(COMPARED, square) if one.is_compared else _Pen(REFERENCE, circle)


def _draw_series(one: Series, places: Sequence[float], scale: Scale, pen: _Pen) -> list[str]:
    marks = []
    for year, x in zip(one.years, places, strict=True):
        value = number_in(year.value)
        marks += draw_upright_extent(year.extent, scale, x, colour=pen.colour)
        if value is not None and scale.holds(value):
            marks.append(pen.mark(x, scale.place(value)))
        elif value is not None:
            foot = scale.place(value)
            below = [(x - 7, foot - 9), (x + 7, foot - 9), (x, foot + 3)]
            marks.append(polygon(below, fill=pen.colour))
    return marks


def _join(
    one: Series, places: Sequence[float], scale: Scale, colour: str, starts: frozenset[str]
) -> list[str]:
    """Join the marks of years that follow one another and can be compared."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for year, x in zip(one.years, places, strict=True):
        value = number_in(year.value)
        if year.label in starts or value is None or not scale.holds(value):
            pieces.append([])
        if value is not None and scale.holds(value):
            pieces[-1].append((x, scale.place(value)))
    return [path(piece, colour=colour, thick=2) for piece in pieces if piece[1:]]


def _draw_values(
    series: Sequence[Series], pens: Sequence[_Pen], columns: _Columns, top: float
) -> tuple[list[str], float]:
    """Write the years, and under them each series with its values; return the lower edge."""
    drawn, y = _write_across(columns.years, columns, top, TEXT - 1)
    for one, pen in zip(series, pens, strict=True):
        drawn.append(line(0, y + 1, columns.right, y + 1, colour=GRID))
        drawn.append(pen.mark(9, y + 12))
        for part in wrap(one.label, columns.right - 28, SMALL):
            drawn.append(text(24, y + 12, part, size=SMALL))
            y += _LEADING
        words, y = _write_across([said(year.value) for year in one.years], columns, y + 7, SMALL)
        drawn += words
    return drawn, y


def _write_across(
    words: Sequence[str], columns: _Columns, top: float, size: int
) -> tuple[list[str], float]:
    """Write a text under each year, by turns on several lines where the columns are narrow."""
    widest = max(width_of(word, size) for entry in words for word in entry.split())
    turns, room = 1, columns.each - 5
    while room < widest and turns <= len(columns.years):
        turns += 1
        # Words at an edge are moved in from their year, towards the next ones on their line.
        room = (columns.each * (turns + 0.5) - 5) / 1.5
    wrapped = [wrap(entry, room, size) for entry in words]
    height = _LEADING * max(len(lines) for lines in wrapped)
    drawn = [
        text(
            centred(columns.x(number), part, size, 0, columns.right + 4),
            top + height * (number % turns) + _LEADING * (row + 0.5),
            part,
            size=size,
            anchor="middle",
        )
        for number, lines in enumerate(wrapped)
        for row, part in enumerate(lines)
    ]
    return drawn, top + height * turns + 2


def _describe(series: Sequence[Series], measure: Measure, breaks: Sequence[Break]) -> str:
    told = [
        f"{one.label}: "
        + ", ".join(
            f"{year.label} {with_extent(said(year.value), year.extent)}" for year in one.years
        )
        + "."
        for one in series
    ]
    told += [f"{words}." for _, words in _level_keys(measure)]
    told += [f"Not comparable before and from {gap.before}: {gap.words}." for gap in breaks]
    return " ".join(told)
