"""The pen: elements of SVG with coordinates of one decimal, and the frame around them."""

from __future__ import annotations

from xml.sax.saxutils import escape

from dueregard.reports.charts.lettering import width_of
from dueregard.reports.charts.palette import BAR, COMPARED, FONT, INK, PAPER, QUIET, REFERENCE, TEXT
from dueregard.reports.charts.values import Caption
from dueregard.reports.pages.model import Chart

DASHES = {"": "", "dashed": ' stroke-dasharray="6 4"', "dotted": ' stroke-dasharray="2 3"'}


def at(place: float) -> str:
    """Return a coordinate to a tenth of a pixel."""
    return f"{round(place, 1) + 0.0:.1f}"


def text(  # noqa: PLR0913 - a pen has these settings
    x: float,
    y: float,
    words: str,
    *,
    size: int = TEXT,
    anchor: str = "start",
    colour: str = INK,
    bold: bool = False,
) -> str:
    """Write a line of words; ``y`` is the middle of its height, not its foot."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{at(x)}" y="{at(y + 0.35 * size)}" text-anchor="{anchor}" '
        f'font-size="{size}" fill="{colour}"{weight}>{escape(words)}</text>'
    )


def backed(  # noqa: PLR0913 - a pen has these settings
    x: float,
    y: float,
    words: str,
    *,
    size: int = TEXT,
    anchor: str = "start",
    colour: str = QUIET,
) -> str:
    """Write words on a white ground, so that no line runs through them."""
    width = width_of(words, size)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor] - 2
    ground = (
        f'<rect x="{at(left)}" y="{at(y - 0.6 * size)}" width="{at(width + 4)}" '
        f'height="{at(1.2 * size)}" fill="{PAPER}"/>'
    )
    return ground + text(x, y, words, size=size, anchor=anchor, colour=colour)


def line(  # noqa: PLR0913 - two ends and a pen
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    colour: str = INK,
    thick: float = 1,
    dash: str = "",
) -> str:
    """Draw a straight line."""
    return (
        f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}" '
        f'stroke="{colour}" stroke-width="{thick:g}"{DASHES[dash]}/>'
    )


def path(places: list[tuple[float, float]], *, colour: str, thick: float, dash: str = "") -> str:
    """Draw a line through several places."""
    through = " ".join(f"{at(x)},{at(y)}" for x, y in places)
    return (
        f'<polyline points="{through}" fill="none" stroke="{colour}" '
        f'stroke-width="{thick:g}"{DASHES[dash]}/>'
    )


def circle(x: float, y: float, *, fill: str = REFERENCE, edge: str = PAPER, r: float = 6) -> str:
    """Draw the reference group's mark, or a peer's: small and hollow."""
    return f'<circle cx="{at(x)}" cy="{at(y)}" r="{r:g}" fill="{fill}" stroke="{edge}"/>'


def square(x: float, y: float, *, fill: str = COMPARED, half: float = 6) -> str:
    """Draw the compared group's mark around a centre."""
    return (
        f'<rect x="{at(x - half)}" y="{at(y - half)}" width="{2 * half:g}" '
        f'height="{2 * half:g}" fill="{fill}" stroke="{PAPER}"/>'
    )


def bar(x1: float, x2: float, y: float, *, half: float = 7, is_hollow: bool = False) -> str:
    """Draw a level bar between two places, hollow for an earlier year."""
    left, width = min(x1, x2), abs(x2 - x1)
    fill = PAPER if is_hollow else BAR
    return (
        f'<rect x="{at(left)}" y="{at(y - half)}" width="{at(width)}" '
        f'height="{2 * half:g}" fill="{fill}" stroke="{BAR}"/>'
    )


def polygon(places: list[tuple[float, float]], *, fill: str, edge: str = PAPER) -> str:
    """Draw a closed shape."""
    around = " ".join(f"{at(x)},{at(y)}" for x, y in places)
    return f'<polygon points="{around}" fill="{fill}" stroke="{edge}"/>'


def diamond(x: float, y: float, *, is_hollow: bool = False) -> str:
    """Draw the mark of a ratio or a gap, hollow for an earlier year."""
    corners = [(x - 7, y), (x, y - 7), (x + 7, y), (x, y + 7)]
    fill, edge = (PAPER, REFERENCE) if is_hollow else (REFERENCE, PAPER)
    return polygon(corners, fill=fill, edge=edge)


def arrow(x: float, y: float, toward: int, *, colour: str = INK) -> str:
    """Draw an arrow head with its tip at ``x``: to the left (-1) or the right (1)."""
    corners = [(x, y), (x - 8 * toward, y - 4.5), (x - 8 * toward, y + 4.5)]
    return polygon(corners, fill=colour, edge=colour)


def axis(drawn: list[str]) -> str:
    """Group an axis, so that the numbers of its scale can be told from the values."""
    return f'<g class="chart-axis">{"".join(drawn)}</g>'


def chart(caption: Caption, height: float, description: str, body: list[str]) -> Chart:
    """Frame a drawing; its title and description are read out in its place."""
    key, width = caption.key, caption.width
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-t {key}-d" '
        f'width="{width}" height="{height:.0f}" viewBox="0 0 {width} {height:.0f}" '
        f'font-family="{FONT}">'
        f'<title id="{key}-t">{escape(caption.title)}</title>'
        f'<desc id="{key}-d">{escape(description)}</desc>'
        f"{''.join(body)}</svg>"
    )
    return Chart(key, caption.title, description, svg, caption.source)
