"""Halves go up, a ratio has no per cent sign, and zero has no sign at all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.printing import half_up, people, percent, points, points_size, times


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1 / 16, "6.3%"),
        (57 / 2000, "2.9%"),
        (0.5, "50.0%"),
        (0.0, "0.0%"),
        (1.0, "100.0%"),
        (23 / 364, "6.3%"),
        (25 / 361, "6.9%"),
        (0.00049, "0.0%"),
    ],
)
def test_shares_are_rounded_half_up_to_one_decimal(value, printed):
    """6.25 becomes 6.3, as publishers print it; binary rounding would make it 6.2."""
    assert percent(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(3.125, "3.13"), (2.0, "2.00"), (0.66, "0.66"), (1.005, "1.01"), (float("inf"), "infinity")],
)
def test_ratios_have_two_decimals_and_no_per_cent_sign(value, printed):
    assert times(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [(0.031, "+3.1"), (-0.0064, "-0.6"), (0.0, "0.0"), (-0.0001, "0.0")]
)
def test_points_carry_their_sign_and_zero_none(value, printed):
    assert points(value) == printed
    assert points_size(value) == printed.lstrip("+-")


def test_people_are_whole_and_have_commas():
    assert people(5000.0) == "5,000"


@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(0, 3))
def test_rounding_agrees_with_exact_arithmetic(whole, part, decimals):
    """The printed text is the exact fraction rounded half up, for every share of whole people."""
    part = min(part, whole)
    exact = Fraction(100 * part, whole) * 10**decimals
    expected = Fraction((2 * exact.numerator + exact.denominator) // (2 * exact.denominator))
    assert Fraction(percent(part / whole, decimals).removesuffix("%")) * 10**decimals == expected


@given(st.floats(-1000, 1000, allow_nan=False), st.integers(0, 4))
def test_no_negative_zero_is_ever_printed(value, decimals):
    printed = half_up(value, decimals)
    assert not (printed.startswith("-") and float(printed) == 0)
