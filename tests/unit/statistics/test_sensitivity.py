"""What one person changes, against recounting in every possible way."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import pytest

from dueregard.statistics.sensitivity import (
    Change,
    fragility,
    one_person,
    one_person_share,
    shortfall,
)
from tests.unit.statistics.random_tables import random_tables


@pytest.mark.requirement("R-044")
def test_one_person_of_twenty_is_five_points():
    """With 20 people one person is worth 5.0 percentage points either way."""
    fewer, seen, more = one_person_share((12, 20))
    assert more - seen == seen - fewer == Fraction(5, 100)
    assert one_person_share((0, 20))[0] == 0
    assert one_person_share((20, 20))[2] == 1


@pytest.mark.requirement("R-044")
def test_one_more_person_shortlisted():
    """21 of 129 against 1 of 23: one more BME person makes 3.7 times 1.9, one fewer leaves none."""
    found = one_person((21, 129), (1, 23))
    assert found.after(Change.ONE_MORE).ratio == pytest.approx(1.872, abs=5e-4)
    assert found.after(Change.ONE_FEWER).ratio == math.inf
    assert found.flips
    assert found.fragility == 3
    assert round(found.shortfall) == -3
    assert (found.lower, found.upper) == (pytest.approx(1.783, abs=5e-4), math.inf)


def test_none_of_five_against_four_of_fifty_one():
    """One case among the 5 would make it 2.55 times."""
    found = one_person((0, 5), (4, 51))
    assert found.after(Change.ONE_MORE).ratio == 2.55
    assert found.after(Change.ONE_FEWER) is None


def moves(first, second):
    """Change one person in every way the engine promises, by hand."""
    (x1, n1), (x2, n2) = first, second
    small = (1, 0) if n1 <= n2 else (0, 1)
    for sign in (1, -1):
        yield (x1 + sign * small[0], n1), (x2 + sign * small[1], n2)
        yield (x1 + sign, n1), (x2 - sign, n2)
        yield (x1 + sign, n1 + sign), (x2 - sign, n2 - sign)
        yield (x1, n1 + sign), (x2, n2 - sign)


def side(first, second):
    (x1, n1), (x2, n2) = first, second
    if x2 == 0:
        return "none" if x1 == 0 else "infinite"
    ratio = Fraction(x1, n1) / Fraction(x2, n2)
    return [
        (ratio > line) - (ratio < line) for line in (Fraction(4, 5), Fraction(1), Fraction(5, 4))
    ]


@pytest.mark.parametrize(("first", "second"), random_tables(60, 31, largest=9))
def test_scenarios_are_all_possible_moves(first, second):
    """Every possible move is there once, impossible ones are left out, flips are seen."""
    expected = sorted(
        (one, two, side(one, two) != side(first, second))
        for one, two in moves(first, second)
        if all(0 <= x <= n and n for x, n in (one, two))
    )
    found = one_person(first, second)
    assert sorted((tuple(s.first), tuple(s.second), s.flips) for s in found.scenarios) == expected
    assert found.flips == any(flips for _, _, flips in expected)


def fewest_changes(first, second):
    """Try every number of changed outcomes in both groups."""
    (x1, n1), (x2, n2) = first, second
    if x1 == x2 == 0:
        return None
    gap = Fraction(x1, n1) - Fraction(x2, n2)
    best = n1 + n2
    for y1, y2 in itertools.product(range(n1 + 1), range(n2 + 1)):
        after = Fraction(y1, n1) - Fraction(y2, n2)
        if gap * after <= 0:
            best = min(best, abs(y1 - x1) + abs(y2 - x2))
    return best


@pytest.mark.parametrize(("first", "second"), random_tables(80, 32, largest=9))
def test_fragility_is_the_fewest_changed_outcomes(first, second):
    """No smaller set of changed outcomes reaches or passes parity."""
    assert fragility(first, second) == fewest_changes(first, second)


def test_shortfall_is_seen_from_the_smaller_group():
    """At the rate of the 129, 23 people would have 3.74; there is 1."""
    assert shortfall((21, 129), (1, 23)) == 1 - Fraction(23 * 21, 129)
    assert shortfall((1, 23), (21, 129)) == 1 - Fraction(23 * 21, 129)
