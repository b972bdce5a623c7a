"""A picture gives away nothing that is not printed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.figures import Base, Figure, FigureState, Interval, Unit
from dueregard.reports.charts import (
    NOT_SHOWN,
    Caption,
    Difference,
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
from dueregard.reports.charts.of_figures import (
    difference_of,
    pair_of,
    ratio_of,
    share_of,
    year_of,
)
from dueregard.reports.wording.printed import printed
from tests.unit.reports.charts.examples import SAID, SIDES, peers
from tests.unit.reports.charts.pictures import lines, words_of

CAPTION = Caption("key", "Title")
HIDDEN = ("[c]", "withheld", "suppressed", NOT_SHOWN, "")


def figure(unit, value, low, high):
    return Figure(
        "key",
        "label",
        value,
        unit,
        FigureState.OK,
        (Base(3, 12, "staff in post"), Base(5, 40, "staff in post")),
        interval=Interval(low, high, 0.95, "score"),
    )


def svgs(share, ratio, gap):
    """Draw a share, a ratio and a gap in every kind of drawing that can hold them."""
    year = Series("BME", (year_of(share, "2016"),))
    level = Line("Whole workforce", printed(share))
    return (
        draw_representation(CAPTION, [share_of(share, "Band 5")], level).svg,
        draw_pairs(CAPTION, [pair_of(share, share, "7.")], ("White", "BME")).svg,
        draw_likelihoods(CAPTION, [ratio_of(ratio, "2.")], SIDES).svg,
        draw_differences(CAPTION, [difference_of(gap, "5.")], SAID).svg,
        draw_trend(CAPTION, [year], Measure.SHARE).svg,
        draw_trend(CAPTION, [Series("R", (year_of(ratio, "2016"),))], Measure.RATIO).svg,
        draw_trend(CAPTION, [Series("G", (year_of(gap, "2016"),))], Measure.POINTS).svg,
    )


@settings(max_examples=40, deadline=None)
@given(
    per_mille=st.lists(st.integers(1, 998), min_size=3, max_size=3),
    hundredths=st.lists(st.integers(2, 5000), min_size=3, max_size=3),
    within=st.lists(st.floats(-0.49, 0.49), min_size=6, max_size=6),
)
def test_figures_that_print_alike_are_drawn_alike(per_mille, hundredths, within):
    """What is rounded away cannot be measured off the picture: the bytes are the same."""

    def at(numbers, noise, unit):
        return [(number + part) / unit for number, part in zip(numbers, noise, strict=True)]

    pictures = [
        svgs(
            figure(Unit.SHARE, *at(per_mille, noise[:3], 1000)),
            figure(Unit.RATIO, *at(hundredths, noise[3:], 100)),
            figure(Unit.POINTS, *at([n - 500 for n in per_mille], noise[:3], 1000)),
        )
        for noise in (within, [0.0] * 6)
    ]
    assert pictures[0] == pictures[1]


def test_figures_that_print_otherwise_are_drawn_otherwise():
    """The sameness above is not that of pictures which show nothing."""
    one = figure(Unit.SHARE, 0.312, 0.2, 0.4)
    drawn = {svgs(changed, one, one)[0] for changed in (one, replace(one, value=0.313))}
    assert len(drawn) == 2


def hidden_drawings(words):
    year = (Year("2015", "10.0%"), Year("2016", words))
    return (
        draw_representation(CAPTION, [Share("Band 5", words), Share("Band 6", "10.0%")]),
        draw_pairs(CAPTION, [Pair("7.", words, "10.0%"), Pair("8.", words, words)], ("W", "B")),
        draw_likelihoods(CAPTION, [Ratio("2.", words)], SIDES),
        draw_differences(CAPTION, [Difference("5.", words)], SAID),
        draw_trend(CAPTION, [Series("BME", year)], Measure.SHARE),
    )


@pytest.mark.parametrize("words", HIDDEN)
def test_hidden_rows_are_drawn_alike_whatever_they_hide(words):
    """Suppressed, withheld or simply absent: one picture, one description, "not shown"."""
    for chart, same in zip(hidden_drawings(words), hidden_drawings(NOT_SHOWN), strict=True):
        assert chart == same
        assert NOT_SHOWN in " ".join(line.words for line in words_of(chart))
        assert NOT_SHOWN in chart.description


def test_hidden_rows_are_as_tall_as_one_another():
    """The room of a hidden row says nothing: three of them stand at equal distances."""
    rows = [Share(f"Band {number}", words) for number, words in enumerate(HIDDEN, 2)]
    chart = draw_representation(CAPTION, rows)
    edges = sorted({y for _, y, _, _ in lines(chart, stroke_width="0.5")})
    assert len({round(lower - upper, 1) for upper, lower in pairwise(edges)}) == 1


def test_peers_have_no_names_and_no_order():
    """The order in which peers are given, which could be by name, does not show."""

    def draw(given):
        limits = funnel_lines(40, 9000, 0.14)
        return draw_funnel(CAPTION, given, limits, Line("All", "14.0%"), own=None)

    some = peers(40)
    assert draw(some) == draw(some[::-1])


def test_a_peer_without_a_number_is_refused():
    """A hidden peer cannot be placed, and must not be placed by guess."""
    limits = funnel_lines(40, 900, 0.14)
    with pytest.raises(ValueError, match="no place in a funnel"):
        draw_funnel(CAPTION, [Peer("100", NOT_SHOWN)], limits, Line("All", "14.0%"), own=None)
