"""Charts as small SVG drawings, each with a title and a description in words.

A drawing holds only what its figures print: positions are computed from the printed (rounded)
values, so that nothing finer can be measured off the picture. No script, no font, no network.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

from dueregard.printing import percent, times

WIDTH = 680
_LABEL_WIDTH = 230
_ROW = 26
_TOP = 34
_PLOT = WIDTH - _LABEL_WIDTH - 70
REFERENCE_COLOUR = "#005eb8"
COMPARED_COLOUR = "#b5471b"
_GREY = "#768692"
_INK = "#212b32"


@dataclass(frozen=True, slots=True)
class Dot:
    """A line of a dot plot: a label, the reference and compared shares, ``None`` where absent."""

    label: str
    reference: float | None
    compared: float | None


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A line of a likelihood chart; the ends of its interval or bounds may be open."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


def _shown(share: float) -> float:
    """Return the share as it is printed, so that the picture holds nothing finer."""
    return float(percent(share).removesuffix("%")) / 100


def _text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = _INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
        f'font-size="13">{escape(words)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>'


def _square(x: float, y: float) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="12" height="12" fill="{COMPARED_COLOUR}"/>'


def _svg(height: float, title: str, description: str, body: list[str], key: str) -> str:
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg class="chart" role="img" aria-labelledby="{key}-t {key}-d" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{key}-t">{escape(title)}</title>'
        f'<desc id="{key}-d">{escape(description)}</desc>'
        f"{''.join(body)}</svg></figure>"
    )


def _share_axis(top_share: float, height: float) -> list[str]:
    """Draw light vertical lines at round percentages, labelled above."""
    steps = next(step for step in (0.02, 0.05, 0.1, 0.2, 0.25) if top_share / step <= 5.001)
    drawn = []
    for number in range(math.floor(top_share / steps + 1e-9) + 1):
        x = _LABEL_WIDTH + number * steps / top_share * _PLOT
        drawn.append(_line(x, _TOP - 6, x, height - 8, 'stroke="#d8dde0"'))
        drawn.append(
            _text(x, _TOP - 12, percent(number * steps, 0), anchor="middle", colour="#4c6272")
        )
    return drawn


def pairs(key: str, title: str, rows: list[Dot], labels: tuple[str, str]) -> str:
    """Draw each line's two shares as dots joined by a bar: how far apart the groups are.

    Parameters
    ----------
    key
        Unique in the document; the ids of title and description are made from it.
    labels
        What the reference and the compared dots are called.
    """
    shares = [share for row in rows for share in (row.reference, row.compared) if share is not None]
    top_share = min(1.0, max(0.1, math.ceil(max(shares, default=0.1) * 10 + 1e-9) / 10))
    height = _TOP + _ROW * len(rows) + 34
    body = _share_axis(top_share, height - 26)
    for number, row in enumerate(rows):
        body += _pair(row, _TOP + _ROW * (number + 0.5), top_share)
    body += _legend(height - 12, labels)
    return _svg(height, title, _describe_pairs(rows, labels), body, key)


def _pair(row: Dot, y: float, top_share: float) -> list[str]:
    drawn = [_text(0, y + 4, row.label)]
    places = [
        None if share is None else _LABEL_WIDTH + _shown(share) / top_share * _PLOT
        for share in (row.reference, row.compared)
    ]
    first, second = places
    if first is not None and second is not None:
        drawn.append(_line(first, y, second, y, f'stroke="{_GREY}" stroke-width="3"'))
    if first is not None:
        drawn.append(f'<circle cx="{first:.1f}" cy="{y:.1f}" r="6" fill="{REFERENCE_COLOUR}"/>')
    if second is not None:
        drawn.append(_square(second - 6, y - 6))
    if first is None and second is None:
        drawn.append(_text(_LABEL_WIDTH, y + 4, "no figure", colour="#4c6272"))
    return drawn


def _legend(y: float, labels: tuple[str, str]) -> list[str]:
    first, second = labels
    return [
        f'<circle cx="{_LABEL_WIDTH + 6}" cy="{y - 4:.1f}" r="6" fill="{REFERENCE_COLOUR}"/>',
        _text(_LABEL_WIDTH + 18, y, first),
        _square(_LABEL_WIDTH + 150, y - 10),
        _text(_LABEL_WIDTH + 168, y, second),
    ]


def _describe_pairs(rows: list[Dot], labels: tuple[str, str]) -> str:
    said = []
    for row in rows:
        told = [
            f"{label} {'no figure' if share is None else percent(share)}"
            for label, share in zip(labels, (row.reference, row.compared), strict=True)
        ]
        said.append(f"{row.label}: {', '.join(told)}.")
    return " ".join(said)


def representation(key: str, title: str, rows: list[Dot], overall: float | None) -> str:
    """Draw the compared group's share of each row, with its share of the workforce as a line."""
    shares = [row.compared for row in rows if row.compared is not None]
    highest = max([*shares, overall or 0.0, 0.1])
    top_share = min(1.0, math.ceil(highest * 10 + 1e-9) / 10)
    height = _TOP + _ROW * len(rows) + 14
    body = _share_axis(top_share, height)
    for number, row in enumerate(rows):
        body += _bar(row, _TOP + _ROW * (number + 0.5), top_share)
    if overall is not None:
        x = _LABEL_WIDTH + _shown(overall) / top_share * _PLOT
        style = f'stroke="{_INK}" stroke-width="2" stroke-dasharray="5 4"'
        body.append(_line(x, _TOP - 6, x, height - 8, style))
    said = " ".join(
        f"{row.label}: {'no figure' if row.compared is None else percent(row.compared)}."
        for row in rows
    )
    whole = "" if overall is None else f" Whole workforce, the dashed line: {percent(overall)}."
    return _svg(height, title, said + whole, body, key)


def _bar(row: Dot, y: float, top_share: float) -> list[str]:
    drawn = [_text(0, y + 4, row.label)]
    if row.compared is None:
        return [*drawn, _text(_LABEL_WIDTH + 4, y + 4, "no figure", colour="#4c6272")]
    width = _shown(row.compared) / top_share * _PLOT
    drawn.append(
        f'<rect x="{_LABEL_WIDTH}" y="{y - 8:.1f}" width="{max(width, 1):.1f}" height="16" '
        f'fill="{COMPARED_COLOUR}"/>'
    )
    drawn.append(_text(_LABEL_WIDTH + width + 6, y + 4, percent(row.compared)))
    return drawn


def likelihoods(key: str, title: str, rows: list[Likelihood]) -> str:
    """Draw ratios on a logarithmic scale around 1, each with the range it could lie in."""
    height = _TOP + _ROW * len(rows) + 14
    body = []
    for tick in (0.25, 0.5, 1.0, 2.0, 4.0):
        x = _log_place(tick)
        style = f'stroke="{_INK if tick == 1 else "#d8dde0"}"'
        body.append(_line(x, _TOP - 6, x, height - 8, style))
        body.append(_text(x, _TOP - 12, f"{tick:g}", anchor="middle", colour="#4c6272"))
    for number, row in enumerate(rows):
        body += _ratio(row, _TOP + _ROW * (number + 0.5))
    return _svg(height, title, " ".join(map(_describe_ratio, rows)), body, key)


def _log_place(value: float) -> float:
    held = min(max(value, 0.2), 5.0)
    return _LABEL_WIDTH + (math.log(held) - math.log(0.2)) / math.log(25) * _PLOT


def _ratio(row: Likelihood, y: float) -> list[str]:
    drawn = [_text(0, y + 4, row.label)]
    if row.low is not None and row.high is not None:
        ends = (_log_place(row.low), _log_place(row.high))
        drawn.append(_line(ends[0], y, ends[1], y, f'stroke="{_GREY}" stroke-width="3"'))
    if row.value is None:
        return [*drawn, _text(_LABEL_WIDTH + 4, y + 4, "no ratio", colour="#4c6272")]
    x = _log_place(float(times(row.value)))
    drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{COMPARED_COLOUR}"/>')
    return [*drawn, _text(WIDTH - 4, y + 4, times(row.value), anchor="end")]


def _describe_ratio(row: Likelihood) -> str:
    if row.value is None:
        return f"{row.label}: no ratio."
    extent = ""
    if row.low is not None and row.high is not None:
        ends = "any size above" if math.isinf(row.high) else f"{times(row.high)}"
        extent = f", within {times(row.low)} to {ends}"
    return f"{row.label}: {times(row.value)} times{extent}."
