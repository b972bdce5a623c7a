"""The first page's picture: all indicators, aligned, without rank or rating."""

from __future__ import annotations

import pytest

from dueregard.reports.charts import (
    Caption,
    Difference,
    Extent,
    Measure,
    Panel,
    Ratio,
    Sides,
    draw_differences,
    draw_likelihoods,
    draw_overview,
    draw_pairs,
    draw_representation,
    draw_trend,
)
from tests.unit.reports.charts.examples import SAID, SIDES
from tests.unit.reports.charts.pictures import picture, shapes, ticks

CAPTION = Caption("key", "Title")
PANELS = (
    Panel("Likelihood", Measure.RATIO, (Ratio("2.", "3.70", Extent("0.83", "66.00")),), SIDES),
    Panel("Survey", Measure.POINTS, (Difference("5.", "+14.0"), Difference("6.", "-40.0")), SAID),
    Panel("Board", Measure.POINTS, (Difference("9.", "-8.9"),), Sides("fewer", "more")),
)


def test_the_level_lines_stand_in_one_line():
    """Equally likely and no gap are at the same place in every panel."""
    chart = draw_overview(CAPTION, PANELS)
    places = [dict(ticks(chart, panel=number))[level] for number, level in enumerate((1, 0, 0))]
    assert places == pytest.approx([places[0]] * 3, abs=0.2)


def test_gaps_of_two_panels_can_be_compared():
    """Two panels in points have one scale: a small gap does not look large beside another."""
    chart = draw_overview(CAPTION, PANELS)
    assert ticks(chart, panel=1) == ticks(chart, panel=2)
    zero = dict(ticks(chart, panel=1))[0]
    (five, six, nine) = (x - zero for x, _ in shapes(chart, 4)[1:])
    assert five / 14.0 == pytest.approx(six / -40.0, rel=0.02)
    assert nine / -8.9 == pytest.approx(six / -40.0, rel=0.02)


def test_every_row_has_the_same_mark_and_colour():
    """No indicator is marked as better or worse than another."""
    chart = draw_overview(CAPTION, PANELS)
    marks = [one for one in picture(chart).iter() if one.tag.endswith("polygon")]
    diamonds = [one.get("fill") for one in marks if len(one.get("points").split()) == 4]
    assert diamonds == ["#00264d"] * 4


def test_rows_keep_their_order():
    """Indicators are never ranked by size."""
    said = draw_overview(CAPTION, PANELS).description
    assert [said.index(label) for label in ("2.:", "5.:", "6.:", "9.:")] == sorted(
        said.index(label) for label in ("2.:", "5.:", "6.:", "9.:")
    )


@pytest.mark.parametrize(
    "draw",
    [
        lambda: draw_overview(CAPTION, []),
        lambda: draw_overview(CAPTION, [Panel("a", Measure.RATIO, (), SIDES)]),
        lambda: draw_likelihoods(CAPTION, [], SIDES),
        lambda: draw_differences(CAPTION, [], SAID),
        lambda: draw_representation(CAPTION, []),
        lambda: draw_pairs(CAPTION, [], ("White", "BME")),
        lambda: draw_trend(CAPTION, [], Measure.SHARE),
    ],
)
def test_a_picture_of_nothing_is_refused(draw):
    """An empty drawing would look like a finding."""
    with pytest.raises(ValueError, match=r"nothing to show|has none"):
        draw()
