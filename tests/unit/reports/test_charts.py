"""Drawings hold what is printed and nothing finer, and say in words what they show."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from dueregard.reports import charts

ROWS = [charts.Dot("Band 7 <x>", 0.31234, 0.12345), charts.Dot("Band 8a", None, None)]


def drawing(figure):
    return ET.fromstring(figure).find("{http://www.w3.org/2000/svg}svg")  # noqa: S314 - our own drawing


def test_every_drawing_has_a_title_and_a_description():
    """A reader who cannot see the picture hears its title and every number printed in it."""
    svg = drawing(charts.pairs("k", "Shares & more", ROWS, ("White", "BME")))
    names = {child.tag.rsplit("}", 1)[1]: child for child in svg}
    assert names["title"].text == "Shares & more"
    assert "White 31.2%, BME 12.3%" in names["desc"].text
    assert "Band 8a: White no figure" in names["desc"].text
    assert svg.get("aria-labelledby") == "k-t k-d"


def test_two_shares_that_print_alike_are_drawn_alike():
    """Nothing finer than the printed number can be measured off the picture."""
    first = charts.pairs("k", "t", [charts.Dot("a", 0.12341, 0.2)], ("White", "BME"))
    second = charts.pairs("k", "t", [charts.Dot("a", 0.12339, 0.2)], ("White", "BME"))
    assert first == second


def test_likelihoods_beyond_the_scale_stay_on_the_paper():
    svg = charts.likelihoods("k", "t", [charts.Likelihood("2.", 66.0, 0.01, float("inf"))])
    widest = max(float(circle.get("cx")) for circle in drawing(svg).iter() if circle.get("cx"))
    assert widest <= charts.WIDTH
    assert "any size above" in svg


def test_the_workforce_share_is_named_beside_its_line():
    svg = charts.representation("k", "t", ROWS, 0.2)
    assert "Whole workforce, the dashed line: 20.0%." in svg
