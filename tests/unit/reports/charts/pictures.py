"""Reading drawings back: their words with rough boxes, their marks, their axes."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

SVG = "{http://www.w3.org/2000/svg}"
_NARROW = set(" .,:;'!|()[]ijlft")
_WIDE = set("mwMW%&@+")


@dataclass(frozen=True)
class Words:
    """A line of text and the box it fills, estimated from its letters in three rough classes."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float

    def touches(self, other):
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0 and down > 0


def picture(chart):
    return ET.fromstring(chart.svg)  # noqa: S314 - our own drawing


def rough_width(words, size):
    def letter(one):
        if one in _WIDE:
            return 0.88
        if one in _NARROW:
            return 0.31
        return 0.7 if one.isupper() else 0.56

    return sum(map(letter, words)) * size


def words_of(chart):
    found = []
    for element in picture(chart).iter(f"{SVG}text"):
        size, x, y = (float(element.get(name)) for name in ("font-size", "x", "y"))
        width = rough_width(element.text, size)
        left = x - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor")]
        # Capitals reach about 0.72 of the size above the line of writing, tails 0.21 below it.
        found.append(
            Words(element.text, left, left + width, y - 0.72 * size, y + 0.21 * size, size)
        )
    return found


def outside_axis(chart):
    """Return the texts that are values, not numbers of a scale."""
    root = picture(chart)
    scale = {id(text) for axis in _axes(root) for text in axis.iter(f"{SVG}text")}
    return [text.text for text in root.iter(f"{SVG}text") if id(text) not in scale]


def _axes(root):
    return [one for one in root.iter(f"{SVG}g") if one.get("class") == "chart-axis"]


def ticks(chart, which="x", panel=0):
    """Return an axis's numbers with their places, across (``x``) or up (``y``)."""
    found = []
    for text in _axes(picture(chart))[panel].iter(f"{SVG}text"):
        number = re.fullmatch(r"([+-]?[\d.,]+)%?", text.text)
        is_up = text.get("text-anchor") == "end"
        if number and is_up == (which == "y"):
            place = float(text.get("x")) if which == "x" else float(text.get("y")) - 0.35 * 12
            found.append((float(number[1].replace(",", "")), place))
    return sorted(found)


def read_off(place, marked, *, is_log=False):
    """Read a value off an axis with a ruler, from its first and last number."""
    (low, first), (high, last) = marked[0], marked[-1]
    part = (place - first) / (last - first)
    if is_log:
        return low * (high / low) ** part
    return low + part * (high - low)


def per_pixel(marked, *, is_log=False):
    """Return what a pixel is worth: an amount, or a factor on a logarithmic axis."""
    (low, first), (high, last) = marked[0], marked[-1]
    length = abs(last - first)
    return math.log(high / low) / length if is_log else (high - low) / length


def squares(chart, fill="#d9661f"):
    """Return the middles of the compared group's marks; the key's stands at 11."""
    marks = [one for one in picture(chart).iter(f"{SVG}rect") if one.get("stroke")]
    return [_middle(one) for one in marks if one.get("fill") == fill and float(one.get("x")) > 12]


def _middle(rect):
    x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
    return x + width / 2, y + height / 2


def circles(chart, fill="#00264d"):
    marks = [one for one in picture(chart).iter(f"{SVG}circle") if one.get("fill") == fill]
    places = [(float(one.get("cx")), float(one.get("cy"))) for one in marks]
    return [place for place in places if place[0] > 12]


def shapes(chart, corners, fill="#00264d"):
    """Return the middles of diamonds (4 corners) or arrow heads (3) outside the key."""
    found = []
    for one in picture(chart).iter(f"{SVG}polygon"):
        places = _places(one)
        if len(places) == corners and one.get("fill") == fill:
            middle = sum(x for x, _ in places) / corners, sum(y for _, y in places) / corners
            found.append(middle)
    return [place for place in found if place[0] > 24]


def polylines(chart):
    return [_places(one) for one in picture(chart).iter(f"{SVG}polyline")]


def _places(element):
    return [tuple(map(float, pair.split(","))) for pair in element.get("points").split()]


def lines(chart, **wanted):
    """Return the ends of straight lines with the given attributes."""
    found = [
        one
        for one in picture(chart).iter(f"{SVG}line")
        if all(one.get(name.replace("_", "-")) == value for name, value in wanted.items())
    ]
    return [tuple(float(one.get(name)) for name in ("x1", "y1", "x2", "y2")) for one in found]
