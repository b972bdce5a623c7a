"""Drawings go into pages checked and named."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from dueregard.reports.pages.drawings import alternative, inline_drawing, printed_drawing, width_pt
from tests.unit.reports.pages.whole import SVG, chart

NAME_SPACE = "{http://www.w3.org/2000/svg}"


def test_a_drawing_on_a_page_is_named_and_described():
    """A reader who cannot see it hears its title and its description, escaped."""
    drawn = inline_drawing(replace(chart(), title="A < B & C"))
    svg = ET.fromstring(drawn)  # noqa: S314 - our own drawing
    assert svg.get("role") == "img"
    title, words = svg.find(f"{NAME_SPACE}title"), svg.find(f"{NAME_SPACE}desc")
    assert (svg.get("aria-labelledby"), title.text) == (title.get("id"), "A < B & C")
    assert (svg.get("aria-describedby"), words.text) == (words.get("id"), "Bands 5 to 7: 22.4%.")


def test_labels_of_its_own_are_not_read_twice():
    labelled = SVG.replace("<svg ", '<svg role="img" aria-label="x" ').replace(
        '90">', '90"><title id="x-t">Old</title><desc id="x-d">Older</desc>'
    )
    drawn = inline_drawing(replace(chart(), svg=labelled))
    assert (drawn.count("<title"), drawn.count("<desc"), drawn.count("role=")) == (1, 1, 1)
    assert "Old" not in drawn


def test_a_printed_drawing_is_in_the_documents_font():
    assert 'font-family="Source Sans Pro"' in printed_drawing(chart(), "Source Sans Pro")


def test_the_alternative_says_title_and_description():
    assert alternative(chart()) == "Share of each band. Bands 5 to 7: 22.4%."


def test_a_small_drawing_stays_small():
    """A drawing is as wide as it says, 96 to the inch, and not blown up to the page."""
    assert width_pt(replace(chart(), svg=SVG.replace("0 0 680 90", "0 0 320 90"))) == 240
    with pytest.raises(ValueError, match="how large"):
        width_pt(replace(chart(), svg=SVG.replace("viewBox", "data-box")))


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<p/>",
        "<svg/>",
        SVG + SVG,
        SVG.replace("</svg>", ""),
        SVG.replace("<rect", '<rect onclick="x()"'),
        SVG.replace("</svg>", "<script>x</script></svg>"),
        SVG.replace("</svg>", '<a href="https://example.org">x</a></svg>'),
        SVG.replace("</svg>", "<style>@import 'x'</style></svg>"),
    ],
)
def test_what_is_no_plain_drawing_is_refused(svg):
    """Nothing that runs, links or fetches gets into a page by way of a chart."""
    with pytest.raises(ValueError, match="drawing"):
        inline_drawing(replace(chart(), svg=svg))
