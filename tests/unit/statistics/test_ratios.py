"""Intervals for a ratio of rates against an inversion written another way, and their zero cells."""

from __future__ import annotations

import math

import pytest
from scipy import optimize

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.ratios import RATIO_METHODS, plain_ratio, ratio_interval
from dueregard.statistics.results import EstimateState
from tests.unit.statistics.random_tables import random_tables

SCORES = {
    "scas": (True, True),
    "gart-nam": (True, False),
    "miettinen-nurminen": (False, True),
    "koopman": (False, False),
}


def likeliest_rates(first, second, ratio):
    """Maximise the likelihood under a ratio numerically, over the second rate."""
    (x1, n1), (x2, n2) = first, second
    top = min(1.0, 1.0 / ratio)

    def slope(q):
        p = min(ratio * q, 1.0)
        total = (x1 + x2) / q
        total -= ratio * (n1 - x1) / (1 - p) if n1 > x1 else 0.0
        total -= (n2 - x2) / (1 - q) if n2 > x2 else 0.0
        return total

    low, high = 1e-14 * top, top * (1 - 1e-14)
    rate = high if slope(high) > 0 else optimize.brentq(slope, low, high, xtol=1e-17, rtol=1e-15)
    return min(1.0, ratio * rate), rate


def brute_score(first, second, ratio, method):
    skew, bias = SCORES[method]
    (x1, n1), (x2, n2) = first, second
    p, q = likeliest_rates(first, second, ratio)
    factor = (n1 + n2) / (n1 + n2 - 1) if bias else 1.0
    variance = factor * (p * (1 - p) / n1 + ratio**2 * q * (1 - q) / n2)
    score = (x1 / n1 - ratio * x2 / n2) / math.sqrt(variance)
    if not skew:
        return score
    third = p * (1 - p) * (1 - 2 * p) / n1**2 - ratio**3 * q * (1 - q) * (1 - 2 * q) / n2**2
    a = third / (6 * variance**1.5)
    # a z^2 + z - (score + a) = 0, by the textbook formula.
    return (-1 + math.sqrt(1 + 4 * a * (score + a))) / (2 * a) if abs(a) > 1e-7 else score


@pytest.mark.parametrize("method", SCORES)
@pytest.mark.parametrize(("first", "second"), random_tables(60, 7))
def test_score_is_z_at_both_ends(first, second, method):
    """At each closed end a score computed by numerical maximisation is z."""
    found = ratio_interval(first, second, method=method)
    z = 1.959963984540054
    if found.lower > 0:
        assert brute_score(first, second, found.lower, method) == pytest.approx(z, abs=2e-6)
    if math.isfinite(found.upper):
        assert brute_score(first, second, found.upper, method) == pytest.approx(-z, abs=2e-6)


@pytest.mark.parametrize("method", RATIO_METHODS)
def test_no_event_in_one_group_leaves_an_open_end(method):
    """No nan: an empty numerator starts at 0, an empty denominator has no upper end."""
    none_first = ratio_interval((0, 5), (4, 51), method=method)
    none_second = ratio_interval((4, 51), (0, 5), method=method)
    assert none_first.state is EstimateState.ZERO
    assert none_first.estimate == 0.0
    assert none_second.state is EstimateState.INFINITE
    assert none_second.estimate == math.inf
    if method not in {"adjusted-log", "price-bonett"}:  # these add part of a person on purpose
        assert none_first.lower == 0.0
        assert none_second.is_open


@pytest.mark.parametrize("method", RATIO_METHODS)
def test_no_events_at_all_is_undefined(method):
    """Without events the ratio is undefined, which is a state and not a number."""
    found = ratio_interval((0, 5), (0, 9), method=method)
    assert found.state is EstimateState.UNDEFINED
    assert found.estimate is None
    if method not in {"adjusted-log", "price-bonett"}:
        assert (found.lower, found.upper) == (0.0, math.inf)


def test_two_of_two_against_seven_of_forty():
    """The case on which statsmodels gives 4.67 to 11.4: Koopman's interval is 1.70 to 11.4."""
    found = ratio_interval((2, 2), (7, 40), method="koopman")
    assert (found.lower, found.upper) == pytest.approx((1.70, 11.4), abs=0.05)


def test_shortlisting_of_the_appendix():
    """21 of 129 against 1 of 23: 3.7 times, 0.8 to 66; Miettinen-Nurminen 0.7 to 22."""
    scas = ratio_interval((21, 129), (1, 23))
    assert scas.estimate == pytest.approx(3.74, abs=0.005)
    assert (scas.lower, scas.upper) == pytest.approx((0.787, 66.16), abs=0.005)
    conventional = ratio_interval((21, 129), (1, 23), method="miettinen-nurminen")
    assert (conventional.lower, conventional.upper) == pytest.approx((0.732, 21.79), abs=0.005)


def test_scas_at_a_high_level_can_leave_the_upper_end_open():
    """With one event below, the score stays above -sqrt(7): at 99.8 % no ratio is excluded."""
    assert ratio_interval((5, 20), (1, 20), level=0.998).upper == math.inf
    assert ratio_interval((5, 20), (1, 20), level=0.99).upper < math.inf


def test_huge_groups_are_no_trouble():
    """A million people in each group give a narrow, finite interval."""
    found = ratio_interval((500_000, 1_000_000), (499_000, 1_000_000))
    assert found.lower < found.estimate < found.upper
    assert found.upper / found.lower < 1.01


def test_one_sided_bounds():
    """A one-sided 97.5 % bound is one end of the 95 % interval."""
    both = ratio_interval((21, 129), (1, 23))
    lower = ratio_interval((21, 129), (1, 23), level=0.975, alternative="greater")
    upper = ratio_interval((21, 129), (1, 23), level=0.975, alternative="less")
    assert (lower.lower, lower.upper) == (pytest.approx(both.lower), math.inf)
    assert (upper.lower, upper.upper) == (0.0, pytest.approx(both.upper))


def test_plain_ratio_has_no_nan():
    """0 over 0 is None, anything else over 0 infinite."""
    assert plain_ratio((0, 3), (0, 4)) is None
    assert plain_ratio((1, 3), (0, 4)) == math.inf
    assert plain_ratio((1, 5), (4, 51)) == 2.55


def test_refusals():
    """Unknown methods are refused with the list; empty groups with a sentence."""
    with pytest.raises(ConfigurationError, match=r"'wald'(.|\n)*koopman, mee|koopman"):
        ratio_interval((1, 5), (2, 9), method="wald")
    with pytest.raises(ReturnError, match="nobody"):
        ratio_interval((0, 0), (2, 9))
