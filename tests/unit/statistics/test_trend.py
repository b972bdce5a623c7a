"""Trends against enumeration, and the watch that never claims significance."""

from __future__ import annotations

import itertools
import math

import pytest

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.trend import (
    Direction,
    fits_exact_test,
    trend_slope,
    trend_test,
    watch,
)

SERIES = [
    [(4, 12), (3, 10), (2, 11)],
    [(0, 5), (1, 6), (3, 7), (2, 4)],
    [(1, 9), (1, 9), (1, 9)],
    [(2, 3), (0, 8), (1, 4)],
]


@pytest.mark.parametrize("years", SERIES)
@pytest.mark.parametrize("scores", [None, (1, 2, 4, 8), (0.5, 0.75, 1.5, 3.0)])
@pytest.mark.parametrize("method", ["exact", "mid-p"])
def test_exact_trend_agrees_with_enumeration(years, scores, method):
    """Every split of the events over the years, counted in whole numbers."""
    used = (scores or range(1, 9))[: len(years)]
    events = sum(x for x, _ in years)
    seen = sum(s * x for s, (x, _) in zip(used, years, strict=True))
    sums = {}
    for split in itertools.product(*(range(n + 1) for _, n in years)):
        if sum(split) == events:
            weight = math.prod(math.comb(n, k) for k, (_, n) in zip(split, years, strict=True))
            total = sum(s * k for s, k in zip(used, split, strict=True))
            sums[total] = sums.get(total, 0) + weight
    everything = sum(sums.values())
    share = 1.0 if method == "exact" else 0.5
    above = sum(w for t, w in sums.items() if t > seen) + share * sums[seen]
    below = sum(w for t, w in sums.items() if t < seen) + share * sums[seen]
    for alternative, expected in (
        ("two-sided", min(1.0, 2 * min(above, below) / everything)),
        ("greater", above / everything),
        ("less", below / everything),
    ):
        found = trend_test(years, scores=scores and used, method=method, alternative=alternative)
        assert found.p_value == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("years", SERIES)
def test_plain_trend_is_the_correlation_in_a_table_of_people(years):
    """The plain statistic is sqrt(N) times the correlation over people, Mantel's sqrt(N-1)."""
    pairs = [(score, int(k < x)) for score, (x, n) in enumerate(years, 1) for k in range(n)]
    people = len(pairs)
    mean_s = sum(s for s, _ in pairs) / people
    mean_y = sum(y for _, y in pairs) / people
    cov = sum((s - mean_s) * (y - mean_y) for s, y in pairs)
    var = sum((s - mean_s) ** 2 for s, _ in pairs) * sum((y - mean_y) ** 2 for _, y in pairs)
    correlation = cov / math.sqrt(var)
    plain = trend_test(years, method="cochran-armitage").statistic
    mantel = trend_test(years, method="mantel").statistic
    assert plain == pytest.approx(correlation * math.sqrt(people))
    assert mantel == pytest.approx(correlation * math.sqrt(people - 1))


@pytest.mark.parametrize("method", ["exact", "mid-p", "cochran-armitage", "mantel"])
def test_two_directions_and_no_events(method):
    """Reversing the years swaps the sides; without events p is 1 (mid-p: its half, doubled)."""
    years = SERIES[1]
    up = trend_test(years, method=method, alternative="greater").p_value
    down = trend_test(years[::-1], method=method, alternative="less").p_value
    assert up == pytest.approx(down)
    assert trend_test([(0, 5), (0, 6), (0, 7)], method=method).p_value == pytest.approx(1.0)


def test_slope_is_the_weighted_least_squares_line():
    """Shares on a straight line have its slope, and people of one kind leave no width."""
    found = trend_slope([(2, 20), (4, 20), (6, 20)])
    assert found.estimate == pytest.approx(0.1)
    assert found.lower < 0.1 < found.upper
    certain = trend_slope([(0, 20), (0, 20), (20, 20)])
    assert certain.lower == pytest.approx(certain.upper)


@pytest.mark.requirement("R-045")
def test_four_falls_of_one_person_raise_the_watch_and_are_not_significant():
    """6, 5, 4, 3, 2 of about 50: watch, although chance gives as much one time in nine."""
    years = [(6, 52), (5, 52), (4, 52), (3, 51), (2, 51)]
    found = watch(years)
    assert found.is_raised
    assert found.direction is Direction.FALLING
    assert (found.changes, found.is_of_single_persons) == (4, True)
    assert trend_test(years).p_value > 0.05


@pytest.mark.requirement("R-045")
@pytest.mark.parametrize("people", [5, 20, 52, 400])
@pytest.mark.parametrize("last", range(1, 4))
def test_single_persons_over_four_years_are_never_significant(people, last):
    """Whatever the base, one person fewer each year for four years is watched, not significant."""
    years = [(last + k, people + 20) for k in (3, 2, 1, 0)]
    assert watch(years).is_raised
    assert trend_test(years).p_value > 0.05


@pytest.mark.parametrize(
    ("years", "changes", "direction"),
    [
        ([(4, 52), (3, 50), (2, 51)], 2, Direction.FALLING),
        ([(4, 50), (3, 50), (3, 50)], 0, None),
        ([(9, 50), (3, 50), (4, 50), (6, 50)], 2, Direction.RISING),
        ([(4, 50), (3, 30)], 0, None),
        ([(4, 50), (4, 60)], 1, Direction.FALLING),
    ],
)
def test_a_short_or_contradictory_run_is_no_watch(years, changes, direction):
    """Runs are counted back from the last year; count and share must not contradict each other."""
    found = watch(years)
    assert not found.is_raised
    assert (found.changes, found.direction) == (changes, direction)


def test_the_run_asked_for_can_be_longer():
    """A stricter reader may ask for more changes in a row."""
    years = [(5, 50), (4, 50), (3, 50), (2, 50)]
    assert watch(years).is_raised
    assert not watch(years, run=4).is_raised


def test_refusals():
    """One year is no trend; scores must fit; too many people are sent to the other test."""
    with pytest.raises(ReturnError, match="two years"):
        trend_test([(3, 50)])
    for scores in ((1, 2), (1, 1, 1)):
        with pytest.raises(ConfigurationError, match="do not fit"):
            trend_test(SERIES[0], scores=scores)
    with pytest.raises(ConfigurationError, match="cochran-armitage"):
        trend_test(SERIES[0], method="jonckheere")
    large = [(4000, 9000)] * 6
    assert not fits_exact_test(large)
    assert fits_exact_test(SERIES[0])
    with pytest.raises(ConfigurationError, match="too large"):
        trend_test(large, method="exact")
