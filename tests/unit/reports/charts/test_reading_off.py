"""A mark stands where its printed value belongs: values are read off the axes with a ruler."""

from __future__ import annotations

import math

import pytest

from dueregard.reports.charts import (
    Caption,
    Difference,
    Extent,
    Line,
    Measure,
    Pair,
    Peer,
    Ratio,
    Series,
    Share,
    Year,
    draw_differences,
    draw_funnel,
    draw_likelihoods,
    draw_pairs,
    draw_representation,
    draw_trend,
    funnel_lines,
)
from tests.unit.reports.charts.examples import SAID, SIDES
from tests.unit.reports.charts.pictures import (
    SVG,
    circles,
    lines,
    per_pixel,
    picture,
    polylines,
    read_off,
    shapes,
    squares,
    ticks,
)

CAPTION = Caption("key", "Title")


def near(marked, *, is_log=False):
    """Return how much half a pixel is worth on an axis: the most that rounding may move a mark."""
    return 0.5 * per_pixel(marked, is_log=is_log)


@pytest.mark.parametrize("shares", [("25.0%", "6.7%", "50.0%"), ("0.4%", "1.2%", "0.0%")])
def test_bands_and_workforce(shares):
    """Each band's mark, and the workforce line, can be read off the axis of percentages."""
    rows = [Share(f"Band {number}", share) for number, share in enumerate(shares, 2)]
    chart = draw_representation(CAPTION, rows, Line("Whole workforce", "14.3%"))
    marked = ticks(chart)
    found = [read_off(x, marked) for x, _ in squares(chart)]
    assert found == pytest.approx([float(share[:-1]) for share in shares], abs=near(marked))
    (level,) = lines(chart, stroke_dasharray="6 4")
    assert read_off(level[0], marked) == pytest.approx(14.3, abs=near(marked))


@pytest.mark.parametrize("ratios", [("3.70", "0.25"), ("66.00", "0.02"), ("1.02", "1.05")])
def test_ratios(ratios):
    """Each ratio can be read off the logarithmic axis, however far it lies."""
    rows = [Ratio(f"Row {ratio}", ratio) for ratio in ratios]
    chart = draw_likelihoods(CAPTION, rows, SIDES)
    marked = ticks(chart)
    found = [math.log(read_off(x, marked, is_log=True)) for x, _ in shapes(chart, 4)]
    wanted = [math.log(float(ratio)) for ratio in ratios]
    assert found == pytest.approx(wanted, abs=near(marked, is_log=True))


def test_twice_and_half_as_likely_stand_equally_far_from_level():
    """On the scale of ratios 2 and 0.5 are as far from 1."""
    chart = draw_likelihoods(CAPTION, [Ratio("a", "2.00"), Ratio("b", "0.50")], SIDES)
    places = dict(ticks(chart))
    (twice, _), (half, _) = shapes(chart, 4)
    assert twice - places[1.0] == pytest.approx(places[1.0] - half, abs=0.2)


def test_the_ends_of_an_interval():
    """Closed ends have caps where they belong, an open end has an arrow and no cap."""
    closed = Ratio("a", "2.00", Extent("0.50", "4.00"))
    chart = draw_likelihoods(CAPTION, [closed, Ratio("b", "2.00", Extent("0.70"))], SIDES)
    marked = ticks(chart)
    caps = [
        read_off(x1, marked, is_log=True)
        for x1, y1, x2, y2 in lines(chart, stroke_width="1.5")
        if x1 == x2 and y2 - y1 == 8 and x1 > 24
    ]
    assert sorted(caps) == pytest.approx([0.5, 0.7, 4.0], rel=0.01)
    ((tip, _),) = shapes(chart, 3, fill="#212b32")
    assert tip > max(x for _, x in marked)


def test_an_end_beyond_the_scale_is_an_arrow():
    """An interval that reaches far beyond the points does not squeeze them; it is printed."""
    chart = draw_likelihoods(CAPTION, [Ratio("a", "1.10", Extent("0.90", "4000.00"))], SIDES)
    assert len(shapes(chart, 3, fill="#212b32")) == 1
    assert max(value for value, _ in ticks(chart)) < 20
    assert "0.90 to 4000.00" in chart.svg


def test_a_ratio_of_nothing_is_an_arrow_at_the_edge():
    """0.00 has no place on a logarithmic axis: a triangle points off its left end."""
    chart = draw_likelihoods(CAPTION, [Ratio("a", "0.00")], SIDES)
    assert shapes(chart, 4) == []
    ((x, _),) = shapes(chart, 3)
    assert x < min(place for _, place in ticks(chart))


def test_pairs():
    """Both groups' marks can be read off, the lower value printed left and the higher right."""
    chart = draw_pairs(CAPTION, [Pair("7.", "88.4%", "62.0%")], ("White", "BME"))
    marked = ticks(chart)
    ((white, _),), ((bme, _),) = circles(chart), squares(chart)
    found = [read_off(white, marked), read_off(bme, marked)]
    assert found == pytest.approx([88.4, 62.0], abs=near(marked))
    values = {text.text: float(text.get("x")) for text in picture(chart).iter(f"{SVG}text")}
    assert values["62.0%"] < bme < white < values["88.4%"]


def test_marks_of_equal_shares_do_not_hide_one_another():
    """Where both groups answered alike, both marks are seen."""
    chart = draw_pairs(CAPTION, [Pair("7.", "50.0%", "50.3%")], ("White", "BME"))
    ((_, white),), ((_, bme),) = circles(chart), squares(chart)
    assert bme - white >= 12


@pytest.mark.parametrize("gaps", [("+14.0", "-26.4"), ("-0.3", "+0.2"), ("-100.0", "+3.0")])
def test_gaps_are_bars_from_zero(gaps):
    """A bar begins at 0 and ends at the gap, to the side of its sign."""
    rows = [Difference(f"Row {gap}", gap) for gap in gaps]
    chart = draw_differences(CAPTION, rows, SAID)
    marked = ticks(chart)
    level = dict(marked)[0.0]
    bars = [one for one in picture(chart).iter(f"{SVG}rect") if one.get("stroke") == "#768692"]
    for gap, one in zip(map(float, gaps), bars, strict=True):
        left, width = float(one.get("x")), float(one.get("width"))
        ends = (left, left + width) if gap > 0 else (left + width, left)
        assert one.get("fill") == "#768692"
        assert ends[0] == pytest.approx(level, abs=0.2)
        assert read_off(ends[1], marked) == pytest.approx(gap, abs=near(marked))


def test_years_on_an_upright_axis():
    """A trend's marks can be read off its axis, and stand in the order of the years."""
    years = tuple(Year(str(2015 + n), share) for n, share in enumerate(("29.0%", "3.1%", "11.0%")))
    chart = draw_trend(CAPTION, [Series("BME", years)], Measure.SHARE)
    marked = ticks(chart, "y")
    assert [read_off(y, marked) for _, y in squares(chart)] == pytest.approx(
        [29.0, 3.1, 11.0], abs=near(marked)
    )
    assert sorted(squares(chart)) == squares(chart)


@pytest.mark.parametrize("is_log", [True, False])
def test_a_funnel(is_log):
    """Peers, the own organisation and the limits can be read off both axes."""
    limits = funnel_lines(50, 5000, 0.2)
    peers = [Peer("100", "30.0%"), Peer("1,000", "12.5%")]
    own, all_people = Peer("340", "4.1%"), Line("All", "20.0%")
    chart = draw_funnel(CAPTION, peers, limits, all_people, own=own, is_log=is_log)
    across, up = ticks(chart), ticks(chart, "y")
    marks = [*shapes(chart, 4), *circles(chart, fill="#ffffff")]
    shares = [read_off(y, up) for _, y in marks]
    assert shares == pytest.approx([4.1, 30.0, 12.5], abs=near(up))
    sizes = [read_off(x, across, is_log=is_log) for x, _ in marks]
    assert sizes == pytest.approx([340, 100, 1000], abs=8 if not is_log else 3, rel=0.01)
    upper = polylines(chart)[1]
    assert len(upper) == len(limits)
    found = [f"{read_off(y, up):.1f}" for _, y in upper]
    wanted = [float(limit.inner.high[:-1]) for limit in limits]
    assert list(map(float, found)) == pytest.approx(wanted, abs=near(up) + 0.05)


@pytest.mark.parametrize("draw", [draw_likelihoods, draw_differences])
def test_an_earlier_year_is_hollow_and_the_key_says_so(draw):
    """Last year's mark has the paper's colour inside; without one the key is not needed."""
    kind = Ratio if draw is draw_likelihoods else Difference
    rows = [kind("This year", "1.5"), kind("Last year", "1.2", is_earlier=True)]
    both, one = draw(CAPTION, rows, SIDES), draw(CAPTION, rows[:1], SIDES)
    assert ">an earlier year</text>" in both.svg
    assert ">an earlier year</text>" not in one.svg
    hollow = [
        element
        for element in picture(both).iter()
        if element.get("fill") == "#ffffff" and element.get("stroke") in {"#00264d", "#768692"}
    ]
    assert len(hollow) == 2
