"""Marks can be told apart by those who see colours otherwise, and in a grey print.

How colours look with protanopia and deuteranopia: matrices for linear RGB, severity 1.0, of
Machado, Oliveira and Fernandes 2009, IEEE Trans Vis Comput Graph 15:1291,
doi 10.1109/TVCG.2009.113. Contrast: relative luminance as in WCAG 2.2.
"""

from __future__ import annotations

import pytest

from dueregard.reports.charts import palette
from tests.unit.reports.charts.examples import drawings
from tests.unit.reports.charts.pictures import picture

SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
MARKS = (palette.REFERENCE, palette.COMPARED, palette.BAR, palette.INK)


def linear(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour, sight):
    seen = [
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True))))
        for row in SIGHT[sight]
    ]
    return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]


def contrast(one, other, sight):
    low, high = sorted((luminance(one, sight), luminance(other, sight)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself():
    """Black on white is 21:1, and protanopia darkens red."""
    assert contrast("#000000", "#ffffff", "usual") == pytest.approx(21)
    assert luminance("#ff0000", "protanopia") < luminance("#ff0000", "usual")


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("colour", MARKS)
def test_marks_stand_out_from_the_paper(colour, sight):
    assert contrast(colour, palette.PAPER, sight) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_the_groups_stand_out_from_each_other(sight):
    assert contrast(palette.REFERENCE, palette.COMPARED, sight) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_an_interval_is_seen_over_its_bar(sight):
    assert contrast(palette.INK, palette.BAR, sight) >= 3


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("colour", [palette.INK, palette.QUIET])
def test_words_can_be_read(colour, sight):
    """Text has 4.5:1 on white."""
    assert contrast(colour, palette.PAPER, sight) >= 4.5


def test_no_other_colour_is_drawn():
    """What was checked here is all that is used; no red and no green passes a judgement."""
    known = {*MARKS, palette.QUIET, palette.PAPER, palette.GRID, "none"}
    used = {
        element.get(name)
        for chart in drawings(680).values()
        for element in picture(chart).iter()
        for name in ("fill", "stroke")
    } - {None}
    assert used <= known
