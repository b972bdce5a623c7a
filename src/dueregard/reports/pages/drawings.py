"""Charts' drawings made ready for a writer: checked, labelled, given a font."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import escape

from dueregard.reports.pages.model import Chart
from dueregard.reports.pages.words import plain

_ROOT = re.compile(r"<svg\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_OWN_WORDS = re.compile(r"\s*(?:<(title|desc)\b[^>]*>[^<]*</\1>\s*)+")
_BOX = re.compile(r"""\sviewBox=["']\s*\S+[\s,]+\S+[\s,]+([0-9.]+)""")
_OWN_LABELS = re.compile(
    r"\s(?:role|aria-[a-z]+|class|font-family|width|height)=(?:\"[^\"]*\"|'[^']*')"
)
_FORBIDDEN = frozenset({"script", "foreignObject", "image", "a", "style", "iframe", "use"})


def check_drawing(chart: Chart) -> None:
    """Refuse a drawing that is no lone ``<svg>`` or holds what a drawing has no need of.

    Raises
    ------
    ValueError
        It is not well formed, or holds a script, a link, a style sheet or another file.
    """
    try:
        root = ET.fromstring(chart.svg)  # noqa: S314 - drawn by the program itself, no entities
    except ET.ParseError as fault:
        raise ValueError(f"The drawing {chart.key!r} is not well formed: {fault}.") from None
    if root.tag != "{http://www.w3.org/2000/svg}svg" or not _ROOT.match(chart.svg):
        raise ValueError(f"The drawing {chart.key!r} is not one svg element.")
    for element in root.iter():
        name = str(element.tag).rsplit("}", 1)[-1]
        active = [key for key in element.attrib if key.startswith("on") or key.endswith("href")]
        if name in _FORBIDDEN or active:
            raise ValueError(f"The drawing {chart.key!r} holds {active or name!r}.")


def inline_drawing(chart: Chart) -> str:
    """Return the drawing for an HTML page: a picture with a name and a description."""
    check_drawing(chart)
    title, words = f"{chart.key}-title", f"{chart.key}-words"
    opening = (
        f' class="chart" width="{width_pt(chart) / 0.75:g}" role="img" '
        f'aria-labelledby="{title}" aria-describedby="{words}">'
        f'<title id="{title}">{escape(plain(chart.title))}</title>'
        f'<desc id="{words}">{escape(plain(chart.description))}</desc>'
    )
    return _opened(chart.svg, opening)


def printed_drawing(chart: Chart, family: str) -> str:
    """Return the drawing with its words in a font family."""
    check_drawing(chart)
    return _opened(chart.svg, f' font-family="{escape(family)}">')


def _opened(svg: str, opening: str) -> str:
    root = _ROOT.match(svg)
    if root is None:
        raise ValueError("A drawing begins with its svg element.")
    # A title and a description of its own would be read out twice.
    attributes = _OWN_LABELS.sub("", root.group(1)).rstrip()
    return f"<svg{attributes}{opening}{_OWN_WORDS.sub('', svg[root.end() :], count=1)}"


def width_pt(chart: Chart) -> float:
    """Return how wide a drawing is by nature, in points: a pixel of its own is 1/96 inch."""
    root = _ROOT.match(chart.svg)
    box = _BOX.search(root.group(1)) if root else None
    if box is None:
        raise ValueError(f"The drawing {chart.key!r} does not say how large it is.")
    return float(box.group(1)) * 0.75


def alternative(chart: Chart) -> str:
    """Return what is read out in place of the picture."""
    return f"{plain(chart.title)}. {plain(chart.description)}"
