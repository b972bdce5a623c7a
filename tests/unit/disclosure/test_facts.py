"""Published figures say exactly what they say about counts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dueregard.disclosure.facts import (
    Published,
    count_fact,
    pool_fact,
    range_fact,
    ratio_fact,
    rounded_count_fact,
)
from dueregard.disclosure.percentages import exact_precision, read_percentage
from dueregard.disclosure.propagation import ContradictionError, tighten
from dueregard.disclosure.system import build_system


def bounds(size: int, *facts: object) -> list[tuple[int, int]]:
    tight = tighten(build_system(size, None, [Published("", (fact,)) for fact in facts]))
    return list(zip(tight.lower.tolist(), tight.upper.tolist(), strict=True))


@pytest.mark.parametrize(("printed", "low", "high"), [(0, 0, 2), (5, 3, 7), (20, 18, 22)])
def test_a_count_to_the_nearest_five_is_a_range(printed: int, low: int, high: int) -> None:
    """Five to the nearest five is anything from three to seven."""
    fact = rounded_count_fact(0, printed, 5)
    assert (fact.lower, fact.upper) == (low, high)


def test_a_rounded_count_must_be_a_multiple() -> None:
    """Seven is not a count to the nearest five."""
    with pytest.raises(ValueError, match="not a multiple"):
        rounded_count_fact(0, 7, 5)


def test_a_member_of_a_pool_takes_itself_away() -> None:
    """Whoever knows a pool's total and two of three members knows the third."""
    assert bounds(3, pool_fact([0, 1, 2], 11), count_fact(0, 4), count_fact(1, 5))[2] == (2, 2)


def test_a_hidden_base_is_found_from_its_percentage() -> None:
    """7.7 % of an unknown group of at most 20 people is one of 13."""
    share = exact_precision(1).fact(0, 1, 77)
    assert bounds(2, share, range_fact(1, 1, 20)) == [(1, 1), (13, 13)]


@pytest.mark.parametrize(
    ("ratio", "bases", "pairs"), [("9.33", (900, 210), 22), ("1.50", (40, 12), 8)]
)
def test_a_relative_likelihood_leaves_few_pairs(
    ratio: str, bases: tuple[int, int], pairs: int
) -> None:
    """A ratio at two decimals over two known bases has this many solutions."""
    fact = ratio_fact(
        0, 1, first_base=bases[0], second_base=bases[1], printed=Fraction(ratio), decimals=2
    )
    with_success = [pair for pair in fact.allowed if pair[0]]
    assert len(with_success) == pairs


def test_a_ratio_and_its_total_have_one_solution() -> None:
    """1.50 over 40 and 12 shortlisted, with 12 appointed in all, is ten and two."""
    ratio = ratio_fact(0, 1, first_base=40, second_base=12, printed=Fraction("1.50"), decimals=2)
    assert bounds(2, ratio, pool_fact([0, 1], 12)) == [(10, 10), (2, 2)]


def test_an_impossible_percentage_is_a_contradiction() -> None:
    """14.1 % of 161 is no number of people."""
    precision, slot = read_percentage("14.1")
    with pytest.raises(ContradictionError, match="No whole number"):
        bounds(2, precision.fact(0, 1, slot), count_fact(1, 161))
