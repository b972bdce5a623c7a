"""Worst-case bounds against full enumeration."""

from __future__ import annotations

import math
import random

import pytest

from dueregard.errors import ReturnError
from dueregard.statistics.bounds import (
    ratio_bounds,
    ratio_bounds_interval,
    response_bounds,
    share_bounds,
    share_bounds_interval,
)
from dueregard.statistics.intervals import proportion_interval
from dueregard.statistics.ratios import plain_ratio, ratio_interval


@pytest.mark.requirement("R-226")
def test_sixty_per_cent_unknown_leave_0_to_60_per_cent():
    """20 starters, 12 not known, no known BME: the share is somewhere from 0 % to 60 %."""
    found = share_bounds(0, 8, 12)
    assert (found.known, found.lower, found.upper) == (0.0, 0.0, 0.6)


def test_everybody_or_nobody_known():
    """Without unknown people the bounds are the share; without known ones they are 0 and 1."""
    sure = share_bounds(3, 17, 0)
    assert sure.lower == sure.upper == sure.known == 0.15
    unsure = share_bounds(0, 0, 7)
    assert (unsure.known, unsure.lower, unsure.upper) == (None, 0.0, 1.0)


def test_silence_of_35_of_55():
    """12 of 20 answers agree and 35 did not answer: 22 % to 85 %."""
    found = response_bounds((12, 20), 55)
    assert (found.lower, found.upper) == pytest.approx((12 / 55, 47 / 55))


def every_ratio(first, second, unknown):
    """Give each unknown person to either group, in every way."""
    events, people = unknown
    for moved in range(events + 1):
        for also in range(people - events + 1):
            one = (first[0] + moved, first[1] + moved + also)
            two = (second[0] + events - moved, second[1] + people - moved - also)
            yield plain_ratio(one, two) if one[1] and two[1] else None


def unknown_cases(number):
    chance = random.Random(8)
    cases = []
    for _ in range(number):
        tallies = []
        for largest in (6, 9, 5):
            people = chance.randint(0, largest)
            tallies.append((chance.randint(0, people), people))
        cases.append(tuple(tallies))
    return cases


@pytest.mark.parametrize(("first", "second", "unknown"), unknown_cases(150))
def test_ratio_bounds_are_those_of_full_enumeration(first, second, unknown):
    """Corners and their neighbours hold the extremes; undefined placings are noticed."""
    ratios = list(every_ratio(first, second, unknown))
    defined = [ratio for ratio in ratios if ratio is not None]
    found = ratio_bounds(first, second, unknown)
    assert found.can_be_undefined == (len(defined) < len(ratios))
    if defined:
        assert (found.lower, found.upper) == (min(defined), max(defined))
    else:
        assert (found.lower, found.upper) == (0.0, math.inf)


def test_robust_only_where_both_bounds_agree():
    """A conclusion is robust if no placing of the unknown people turns it round."""
    assert ratio_bounds((30, 60), (10, 90), (1, 4)).is_robust(1.0)
    assert not ratio_bounds((4, 10), (10, 30), (3, 12)).is_robust(1.0)
    assert not ratio_bounds((0, 0), (10, 30), (3, 12)).is_robust(1.0)


def test_chance_and_unknown_people_together_are_wider_than_either():
    """The union of intervals over the bounds holds both the bounds and the known-only interval."""
    lower, upper = share_bounds_interval(3, 27, 5)
    bounds = share_bounds(3, 27, 5)
    plain = proportion_interval((3, 30))
    assert lower < min(bounds.lower, plain.lower)
    assert upper > max(bounds.upper, plain.upper)
    low, high = ratio_bounds_interval((30, 60), (10, 90), (1, 4))
    known = ratio_interval((30, 60), (10, 90))
    assert low < known.lower < known.upper < high
    assert ratio_bounds_interval((0, 0), (3, 9), (1, 4)) == (0.0, math.inf)


def test_refusals():
    """Nobody to count and more answers than people are refused."""
    with pytest.raises(ReturnError, match="nobody"):
        share_bounds(0, 0, 0)
    with pytest.raises(ReturnError):
        share_bounds(1, -2, 0)
    with pytest.raises(ReturnError):
        response_bounds((12, 20), 19)
