"""Percentages that whole people can and cannot give."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

import pytest

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.feasibility import (
    neighbours,
    possible_bases,
    possible_numerators,
    read_percentage,
    smallest_sensible_base,
)

MODES = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "truncated": ROUND_DOWN}


def printed(events, people, decimals, rounding):
    """Print a percentage in decimal arithmetic of 60 digits."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(100 * events) / Decimal(people)
        return exact.quantize(Decimal(1).scaleb(-decimals), rounding=MODES[rounding])


@pytest.mark.parametrize("rounding", MODES)
@pytest.mark.parametrize("decimals", [0, 1, 2])
@pytest.mark.parametrize("people", [1, 7, 8, 16, 40, 161, 2000])
def test_numerators_are_exactly_those_that_print_so(people, decimals, rounding):
    """For every percentage some count prints, and some none prints, the counts are found."""
    by_text = {}
    for events in range(people + 1):
        by_text.setdefault(str(printed(events, people, decimals, rounding)), []).append(events)
    for text in [*by_text, "14.1", "3.33", "62.5", "100"]:
        if len(text.partition(".")[2]) == decimals:
            found = possible_numerators(text, people, rounding=rounding)
            assert found == by_text.get(text, [])


@pytest.mark.requirement("T-08")
def test_14_1_per_cent_of_161_is_nobody():
    """22 of 161 is 13.7 % and 23 is 14.3 %: no whole number gives 14.1 %."""
    assert possible_numerators("14.1%", 161, rounding="any") == []
    assert neighbours("14.1%", 161) == (22, 23)


@pytest.mark.requirement("T-08")
def test_bases_that_can_give_14_1_per_cent():
    """Between 100 and 161 only 128, 135, 142, 149 and 156 can."""
    found = possible_bases("14.1 %", smallest_sensible_base(161), 161)
    assert found == [(128, [18]), (135, [19]), (142, [20]), (149, [21]), (156, [22])]


def test_decimals_count_as_printed():
    """1 of 16 is 6.3 % or 6.25 %; 12 % and 12.0 % allow different counts."""
    assert possible_numerators("6.3", 16) == possible_numerators("6.25", 16) == [1]
    assert possible_numerators("6.2", 16, rounding="half-even") == [1]
    assert possible_numerators("6.2", 16, rounding="truncated") == [1]
    assert possible_numerators("12", 2000) == list(range(230, 250))
    assert possible_numerators("12.0", 2000) == [239, 240]
    assert possible_numerators("12", 2000, rounding="any") == list(range(230, 260))


def test_neighbours_at_the_ends():
    """A percentage that fits exactly is its own neighbour; 100 % has none above."""
    assert neighbours("25", 8) == (2, 2)
    assert neighbours("100", 8) == (8, 8)
    assert neighbours("99.9", 8) == (7, 8)


@pytest.mark.parametrize("text", ["", "x", "-1", "100.1", "nan", "14,1", "inf"])
def test_no_percentage_is_refused(text):
    """Words, negative numbers and more than 100 are no percentages."""
    with pytest.raises(ReturnError, match="no percentage"):
        read_percentage(text)


@pytest.mark.parametrize("text", ["14.1", "0.05", "7", "14.10", "100"])
def test_a_percentage_says_itself_as_printed(text):
    """Reading and saying keep the decimals."""
    assert str(read_percentage(f"{text}%")) == text


def test_other_refusals():
    """Unknown roundings and bases of nobody are refused."""
    with pytest.raises(ConfigurationError, match="half-up"):
        possible_numerators("14.1", 161, rounding="up")
    with pytest.raises(ReturnError, match="nobody"):
        possible_numerators("14.1", 0)
