"""Whatever a row is called, and whatever its value, no words touch and none leave the paper."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dueregard.reports.charts import (
    NOT_SHOWN,
    Break,
    Caption,
    Difference,
    Extent,
    Line,
    Measure,
    Pair,
    Ratio,
    Series,
    Share,
    Sides,
    Year,
    draw_differences,
    draw_likelihoods,
    draw_pairs,
    draw_representation,
    draw_trend,
)
from tests.unit.reports.charts.pictures import picture, words_of

WORDS = (
    "Band 8a",
    "All",
    "Very senior managers (executive board members and others)",
    "Harassment, bullying or abuse from patients, relatives or the public in the last 12 months",
    "Non-consultant career grades <M&W>",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
)
ABSENT = (NOT_SHOWN, "nobody", "no BME person was shortlisted", "not comparable")
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
label = st.sampled_from(WORDS)
absent = st.sampled_from(ABSENT)
percentage = st.integers(0, 1000).map(lambda number: f"{number / 10:.1f}%")
gap = st.integers(-1000, 1000).map(lambda number: f"{number / 10:+.1f}")
times = st.integers(0, 20000).map(lambda number: f"{number / 100:.2f}")
share = percentage | absent
width = st.sampled_from([320, 344, 480, 680, 900])
few = {"min_size": 1, "max_size": 4}


def assert_readable(chart):
    size = [float(picture(chart).get(name)) for name in ("width", "height")]
    # The estimate is about an eighth too wide for long lines of small letters.
    words = [
        replace(one, right=one.right - trim, left=one.left + trim)
        for one in words_of(chart)
        for trim in [0.065 * (one.right - one.left)]
    ]
    for one in words:
        assert one.left >= -1, one
        assert one.right <= size[0] + 1, one
        assert one.top >= -1, one
        assert one.bottom <= size[1], one
    for one, other in combinations(words, 2):
        assert not one.touches(other), (one, other)


def extents(values):
    pair = st.tuples(values, values).map(lambda ends: sorted(ends, key=float))
    return st.none() | st.builds(Extent) | pair.map(lambda ends: Extent(*ends))


def ranged(kind, values):
    """Return rows of a kind: a number or words, and an interval unless the value is hidden."""
    shown = st.builds(kind, label, values | st.just("no BME case"), extents(values), st.booleans())
    return st.lists(shown | st.builds(kind, label, absent), **few)


@settings(deadline=None, max_examples=40, phases=WITHOUT_SHRINKING)
@given(rows=st.lists(st.tuples(label, share), **few), level=label, value=percentage, width=width)
def test_bands(rows, level, value, width):
    bands = [Share(words, text, "12 of 345" if "%" in text else "") for words, text in rows]
    assert_readable(draw_representation(Caption("k", "t", "", width), bands, Line(level, value)))


@settings(deadline=None, max_examples=40, phases=WITHOUT_SHRINKING)
@given(rows=st.lists(st.builds(Pair, label, share, share), **few), width=width)
def test_pairs(rows, width):
    assert_readable(draw_pairs(Caption("k", "t", "", width), rows, ("White", "BME staff")))


@settings(deadline=None, max_examples=40, phases=WITHOUT_SHRINKING)
@given(rows=ranged(Ratio, times), left=label, right=label, width=width)
def test_likelihoods(rows, left, right, width):
    assert_readable(draw_likelihoods(Caption("k", "t", "", width), rows, Sides(left, right)))


@settings(deadline=None, max_examples=40, phases=WITHOUT_SHRINKING)
@given(rows=ranged(Difference, gap), left=label, right=label, width=width)
def test_differences(rows, left, right, width):
    assert_readable(draw_differences(Caption("k", "t", "", width), rows, Sides(left, right)))


@settings(deadline=None, max_examples=40, phases=WITHOUT_SHRINKING)
@given(
    values=st.lists(st.tuples(share, share), min_size=1, max_size=12),
    words=label,
    width=width,
    data=st.data(),
)
def test_trends(values, words, width, data):
    years = [f"{2010 + number}/{11 + number}" for number in range(len(values))]
    series = [
        Series(
            words, tuple(Year(year, pair[side]) for year, pair in zip(years, values, strict=True))
        )
        for side in (0, 1)
    ]
    named = data.draw(st.lists(st.sampled_from(years), unique=True, max_size=3))
    breaks = [Break(year, data.draw(label)) for year in sorted(named)]
    caption = Caption("k", "t", "", width)
    assert_readable(draw_trend(caption, series, Measure.SHARE, breaks=breaks))


def test_the_check_itself_sees_words_that_touch():
    """Were a label written over another, the check above would fail."""
    chart = draw_representation(Caption("k", "t"), [Share("Band 5", "10.0%")])
    last = chart.svg[chart.svg.rindex("<text") : chart.svg.rindex("</text>") + len("</text>")]
    doubled = chart.svg.replace(last, last + last)
    with pytest.raises(AssertionError):
        assert_readable(type(chart)("k", "t", "d", doubled))
