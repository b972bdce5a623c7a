"""What holds for every drawing: it can be read, set in a page and heard, and hides nothing."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tests.unit.reports.charts.examples import drawings
from tests.unit.reports.charts.pictures import SVG, outside_axis, picture, words_of

ALL = {(key, width): chart for width in (680, 344) for key, chart in drawings(width).items()}
each = pytest.mark.parametrize("chart", ALL.values(), ids=[f"{key}-{w}" for key, w in ALL])
_COORDINATES = re.compile(r'\s(x|y|x1|y1|x2|y2|cx|cy|r|width|height|points|viewBox)="([^"]*)"')


@each
def test_it_is_one_picture_with_its_own_size_and_letters(chart):
    """A drawing can stand in a page, in a PDF or alone: name space, size and font are its own."""
    root = picture(chart)
    assert root.tag == f"{SVG}svg"
    size = root.get("width"), root.get("height")
    assert root.get("viewBox") == f"0 0 {size[0]} {size[1]}"
    assert root.get("font-family") == "Source Sans Pro, Arial, sans-serif"


@each
def test_it_holds_shapes_and_words_only(chart):
    """No script, style sheet, picture, link, data attribute or transformation."""
    names = {element.tag.removeprefix(SVG) for element in picture(chart).iter()}
    shapes = {"line", "circle", "rect", "polygon", "polyline", "g"}
    assert names <= {"svg", "title", "desc", "text"} | shapes
    attributes = {name for element in picture(chart).iter() for name in element.attrib}
    assert not {
        name
        for name in attributes
        if name.startswith(("data", "on", "style", "transform")) or "href" in name
    }
    assert "url(" not in chart.svg


@each
def test_places_have_one_decimal(chart):
    """No coordinate is finer than a tenth of a pixel."""
    numbers = " ".join(match[1] for match in _COORDINATES.findall(chart.svg))
    assert numbers
    assert not re.search(r"\.\d\d|e-?\d|nan|inf|-0\.0\b", numbers)


@each
def test_it_is_named_and_described(chart):
    """Its title and description are the page's, and its ids begin with its key."""
    root = picture(chart)
    title, words = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (title.text, words.text) == (chart.title, chart.description)
    assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
    assert title.get("id") == f"{chart.key}-t"
    assert chart.source == "returns/2016.json"


@each
def test_every_value_seen_is_also_said(chart):
    """Each number that the picture prints, its scale aside, is in the description."""
    number = r"[+-]?\d[\d,]*(?:\.\d+)?%?"
    seen = {found for words in outside_axis(chart) for found in re.findall(number, words)}
    said = set(re.findall(number, chart.description))
    assert seen
    assert seen <= said


@each
def test_letters_are_large_enough(chart):
    """No word is smaller than 11 pixels at the drawing's own size."""
    assert min(words.size for words in words_of(chart)) >= 11


@each
def test_no_words_touch(chart):
    """No two lines of text share any space, by a generous estimate of their width."""
    touching = [
        (one.words, other.words)
        for one, other in combinations(words_of(chart), 2)
        if one.touches(other)
    ]
    assert touching == []


@each
def test_no_words_are_cut_off(chart):
    """Every line of text lies on the paper."""
    width, height = (float(picture(chart).get(name)) for name in ("width", "height"))
    outside = [
        words.words
        for words in words_of(chart)
        if words.left < -1 or words.right > width + 1 or words.top < -1 or words.bottom > height
    ]
    assert outside == []


def test_drawing_again_gives_the_same_bytes():
    """The same texts give the same drawing."""
    assert {key: chart.svg for key, chart in drawings(680).items()} == {
        key: chart.svg for (key, width), chart in ALL.items() if width == 680
    }
