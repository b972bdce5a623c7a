"""Representation by pay band: the compared group's share of each, against the whole workforce."""

from __future__ import annotations

from collections.abc import Sequence

from dueregard.reports.charts.drawing import axis, chart, line, square, text
from dueregard.reports.charts.lettering import wrap
from dueregard.reports.charts.palette import BAR, SMALL
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
from dueregard.reports.charts.scales import Scale, share_scale
from dueregard.reports.charts.values import Caption, Line, Share, number_in, said
from dueregard.reports.pages.model import Chart

_LEADING = 15


def draw_representation(
    caption: Caption, rows: Sequence[Share], workforce: Line | None = None
) -> Chart:
    """Draw each band's share as a mark on a stem, with the workforce share as an upright line.

    Parameters
    ----------
    caption
        Key, title and source.
    rows
        The bands in their own order, those without people included.
    workforce
        What the bands are read against, with its words ("Whole workforce"); left out where it
        has no number.
    """
    written = [Row(row.label, said(row.value) if _read(row) else "", row.count) for row in rows]
    read = [value for value in (number_in(row.value) for row in rows) if value is not None]
    level = None if workforce is None else number_in(workforce.value)
    named = _named(workforce, caption.width)
    top = 26.0 + _LEADING * len(named) + 3.0 * bool(named)
    across = lay_out(written, caption.width, top)
    heights = [LEAST if _read(row) else height_of_words(said(row.value), across) for row in rows]
    layout = lay_out(written, caption.width, top, least=heights)
    scale = layout.lay(share_scale([*read, level or 0.0, 5.0]))
    frame = [*tick_texts(scale, top - 10), *grid(scale, top, layout.bottom)]
    body = [axis(frame)]
    if level is not None:
        body += _draw_level(named, scale.place(level), layout, top)
    for row, words, place in zip(rows, written, layout.places, strict=True):
        body += [*draw_row(words, place, layout), *_draw_share(row, place, layout, scale)]
    return chart(caption, layout.bottom + 4, _describe(rows, workforce), body)


def _read(row: Share) -> bool:
    return number_in(row.value) is not None


def _named(workforce: Line | None, width: float) -> tuple[str, ...]:
    """Return the words of the upright line, in as many lines as they need."""
    if workforce is None or number_in(workforce.value) is None:
        return ()
    return wrap(f"{workforce.label} {workforce.value}", width - 4, SMALL)


def _draw_level(named: Sequence[str], x: float, layout: Layout, top: float) -> list[str]:
    foot = 2.0 + _LEADING * len(named)
    words = [
        text(
            centred(x, part, SMALL, 0, layout.width),
            9.0 + _LEADING * number,
            part,
            size=SMALL,
            anchor="middle",
        )
        for number, part in enumerate(named)
    ]
    return [
        *words,
        line(x, foot, x, foot + 9, thick=1.5),
        line(x, top, x, layout.bottom, thick=1.5, dash="dashed"),
    ]


def _draw_share(row: Share, place: Place, layout: Layout, scale: Scale) -> list[str]:
    value = number_in(row.value)
    if value is None:
        return draw_words(said(row.value), place, layout)
    x, y = scale.place(value), place.middle
    return [line(scale.place(0.0), y, x, y, colour=BAR, thick=3), square(x, y)]


def _describe(rows: Sequence[Share], workforce: Line | None) -> str:
    told = [f"{row.label}: {_with_count(row)}." for row in rows]
    if workforce is not None:
        told.insert(0, f"{workforce.label}: {said(workforce.value)}.")
    return " ".join(told)


def _with_count(row: Share) -> str:
    return f"{said(row.value)}, {row.count}" if row.count else said(row.value)
