"""A funnel's limits are exact, printed, and as wide as they must be."""

from __future__ import annotations

from itertools import pairwise
from math import comb

import pytest

from dueregard.reports.charts import (
    Caption,
    Extent,
    Limit,
    Line,
    Peer,
    draw_funnel,
    funnel_lines,
)
from dueregard.statistics.funnel import Dispersion

CAPTION = Caption("key", "Title")
LIMIT = Limit("340", Extent("10.0%", "20.0%"), Extent("5.0%", "25.0%"))


def mid_p_below(count, people, share):
    """Return the chance of fewer than ``count``, and half of that of just so many."""

    def chance(events):
        return comb(people, events) * share**events * (1 - share) ** (people - events)

    return sum(map(chance, range(count))) + 0.5 * chance(count)


@pytest.mark.parametrize(("people", "share"), [(20, 0.81), (56, 0.2), (340, 0.14)])
def test_limits_hold_the_counts_that_chance_explains(people, share):
    """A whole count lies inside the printed limits exactly if its mid-p is large enough."""
    (limit,) = [one for one in funnel_lines(people, people + 1, share) if one.size == f"{people}"]
    for extent, tail in ((limit.inner, 0.025), (limit.outer, 0.001)):
        low, high = extent.ends
        for count in range(people + 1):
            below = mid_p_below(count, people, share)
            is_inside = tail <= below <= 1 - tail
            value = 100 * count / people
            if min(abs(value - low), abs(value - high)) > 0.05:
                assert (low < value < high) == is_inside


def test_limits_narrow_as_organisations_grow():
    """The larger the organisation, the less chance explains."""
    limits = funnel_lines(100, 10_000, 0.2)
    widths = [limit.outer.ends[1] - limit.outer.ends[0] for limit in limits]
    assert all(later <= earlier for earlier, later in pairwise(widths))
    assert all(limit.outer.ends[0] <= limit.inner.ends[0] for limit in limits)


def test_the_own_size_is_among_them():
    """So that the description can say where the organisation lies."""
    sizes = [limit.size for limit in funnel_lines(50, 5000, 0.2, own_size=1234)]
    assert "1,234" in sizes
    assert len(sizes) == len(set(sizes))


def test_over_dispersion_widens_them():
    """Where all organisations differ anyway, more lies inside."""
    plain = funnel_lines(500, 5000, 0.2)
    wide = funnel_lines(500, 5000, 0.2, dispersion=Dispersion(3.0, 0.002))
    for one, other in zip(plain, wide, strict=True):
        assert other.inner.ends[0] < one.inner.ends[0]
        assert other.inner.ends[1] > one.inner.ends[1]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("15.0%", "inside the 95% limits for its size (10.0% to 20.0%)"),
        ("20.0%", "inside the 95% limits for its size (10.0% to 20.0%)"),
        ("20.1%", "inside the 99.8% limits for its size (5.0% to 25.0%)"),
        ("4.9%", "outside the 99.8% limits for its size (5.0% to 25.0%)"),
    ],
)
def test_the_description_says_where_it_lies(share, words):
    """The standing is said in words, from the printed texts."""
    others = [LIMIT, Limit("900", LIMIT.inner, LIMIT.outer)]
    chart = draw_funnel(CAPTION, [], others, Line("All", "15.0%"), own=Peer("340", share))
    assert f"Your organisation: {share} of 340 people, {words}." in chart.description


def test_many_peers_are_summed_up():
    """A list of a hundred numbers helps nobody: how many, how large, from where to where."""
    peers = [Peer(str(100 + number), f"{10 + number / 10:.1f}%") for number in range(40)]
    chart = draw_funnel(CAPTION, peers, funnel_lines(90, 200, 0.12), Line("All", "12.0%"), own=None)
    assert "40 other organisations of 100 to 139 people: 10.0% to 13.9%." in chart.description
    assert "Your organisation: not shown." in chart.description


def test_a_funnel_without_limits_is_refused():
    with pytest.raises(ValueError, match="no limits"):
        draw_funnel(CAPTION, [], [], Line("All", "12.0%"), own=None)
