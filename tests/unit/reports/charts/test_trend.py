"""A trend joins only what may be compared."""

from __future__ import annotations

import pytest

from dueregard.reports.charts import (
    NOT_SHOWN,
    Break,
    Caption,
    Extent,
    Measure,
    Series,
    Year,
    draw_trend,
)
from tests.unit.reports.charts.pictures import lines, polylines, shapes, squares

CAPTION = Caption("key", "Title")


def years(*values):
    return tuple(Year(str(2015 + number), value) for number, value in enumerate(values))


def test_no_line_crosses_a_break():
    """Where the definition changed there is a gap, and a dashed line with its words."""
    series = Series("BME", years("10.0%", "12.0%", "30.0%", "31.0%"))
    chart = draw_trend(CAPTION, [series], Measure.SHARE, breaks=[Break("2017", "new question")])
    (gap,) = lines(chart, stroke_dasharray="6 4")
    spans = [(line[0][0], line[-1][0]) for line in polylines(chart)]
    assert len(spans) == 2
    assert spans[0][1] < gap[0] < spans[1][0]
    assert ">new question</text>" in chart.svg
    assert "Not comparable before and from 2017: new question." in chart.description


@pytest.mark.parametrize("absent", ["no figure", NOT_SHOWN, "[c]"])
def test_no_line_crosses_a_missing_year(absent):
    """A year without a number is left open, and its place is kept."""
    series = Series("BME", years("10.0%", "12.0%", absent, "30.0%", "31.0%"))
    chart = draw_trend(CAPTION, [series], Measure.SHARE)
    assert [len(line) for line in polylines(chart)] == [2, 2]
    places = [x for x, _ in squares(chart)]
    assert places[2] - places[1] == pytest.approx(2 * (places[1] - places[0]), abs=0.3)


def test_a_year_between_two_breaks_stands_alone():
    """A single comparable year has a mark and no line."""
    chart = draw_trend(
        CAPTION,
        [Series("BME", years("10.0%", "12.0%", "30.0%"))],
        Measure.SHARE,
        breaks=[Break("2016"), Break("2017")],
    )
    assert polylines(chart) == []
    assert len(squares(chart)) == 3


def test_a_ratio_of_nothing_points_off_the_axis():
    """0.00 has no place among ratios: an arrow at the foot, joined to nothing."""
    chart = draw_trend(CAPTION, [Series("R", years("2.00", "0.00", "1.50"))], Measure.RATIO)
    assert len(shapes(chart, 4)) == 2
    assert len(shapes(chart, 3)) == 1
    assert polylines(chart) == []


def test_an_open_interval_has_an_arrow():
    """An interval without an end points upwards beyond the axis."""
    year = Year("2015", "2.00", Extent("0.50"))
    chart = draw_trend(CAPTION, [Series("R", (year,))], Measure.RATIO)
    assert len(shapes(chart, 3)) == 1
    assert "2015 2.00 (at least 0.50)" in chart.description


def test_series_name_the_same_years():
    """Two series over different years have no common axis."""
    with pytest.raises(ValueError, match="different years"):
        draw_trend(
            CAPTION,
            [Series("a", years("1.0%")), Series("b", years("1.0%", "2.0%"))],
            Measure.SHARE,
        )


def test_a_break_names_a_year_that_is_drawn():
    """A break that would not be seen is refused."""
    with pytest.raises(ValueError, match="break"):
        draw_trend(CAPTION, [Series("a", years("1.0%"))], Measure.SHARE, breaks=[Break("1999")])
