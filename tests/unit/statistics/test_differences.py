"""Intervals for a difference of rates against an inversion written another way."""

from __future__ import annotations

import math

import pytest
from scipy import optimize
from statsmodels.stats.proportion import confint_proportions_2indep

from dueregard.errors import ConfigurationError
from dueregard.statistics.differences import DIFFERENCE_METHODS, difference_interval
from tests.unit.statistics.random_tables import random_tables

SCORES = {
    "scas": (True, True),
    "gart-nam": (True, False),
    "miettinen-nurminen": (False, True),
    "mee": (False, False),
}
Z = 1.959963984540054


def likeliest_second(first, second, difference):
    """Maximise the likelihood under a difference numerically."""
    (x1, n1), (x2, n2) = first, second
    low, high = max(0.0, -difference), min(1.0, 1.0 - difference)

    def slope(q):
        p = q + difference
        total = 0.0
        for x, n, r in ((x1, n1, p), (x2, n2, q)):
            total += (x / r if x else 0.0) - ((n - x) / (1 - r) if n > x else 0.0)
        return total

    edge = 1e-13 * (high - low)
    if slope(low + edge) <= 0:
        return low
    if slope(high - edge) >= 0:
        return high
    return optimize.brentq(slope, low + edge, high - edge, xtol=1e-16, rtol=1e-15)


def brute_score(first, second, difference, method):
    skew, bias = SCORES[method]
    (x1, n1), (x2, n2) = first, second
    q = likeliest_second(first, second, difference)
    p = min(1.0, max(0.0, q + difference))
    factor = (n1 + n2) / (n1 + n2 - 1) if bias else 1.0
    variance = factor * (p * (1 - p) / n1 + q * (1 - q) / n2)
    score = (x1 / n1 - x2 / n2 - difference) / math.sqrt(variance)
    if not skew:
        return score
    third = p * (1 - p) * (1 - 2 * p) / n1**2 - q * (1 - q) * (1 - 2 * q) / n2**2
    a = third / (6 * variance**1.5)
    return (-1 + math.sqrt(1 + 4 * a * (score + a))) / (2 * a) if abs(a) > 1e-7 else score


@pytest.mark.parametrize("method", SCORES)
@pytest.mark.parametrize(("first", "second"), random_tables(60, 11))
def test_score_is_z_at_both_ends(first, second, method):
    """At each end inside -1 to 1 a score computed by numerical maximisation is z."""
    found = difference_interval(first, second, method=method)
    if found.lower > -1:
        assert brute_score(first, second, found.lower, method) == pytest.approx(Z, abs=5e-6)
    if found.upper < 1:
        assert brute_score(first, second, found.upper, method) == pytest.approx(-Z, abs=5e-6)


@pytest.mark.parametrize(
    ("ours", "theirs"), [("newcombe", "newcomb"), ("agresti-caffo", "agresti-caffo")]
)
@pytest.mark.parametrize(("first", "second"), random_tables(25, 5))
def test_closed_forms_agree_with_statsmodels(first, second, ours, theirs):
    """Newcombe's and Agresti and Caffo's intervals agree with statsmodels."""
    found = difference_interval(first, second, method=ours)
    lower, upper = confint_proportions_2indep(*first, *second, compare="diff", method=theirs)
    assert found.lower == pytest.approx(max(-1, lower), abs=1e-12)
    assert found.upper == pytest.approx(min(1, upper), abs=1e-12)


@pytest.mark.parametrize(
    "method", [m for m in DIFFERENCE_METHODS if m not in {"chan-zhang", "agresti-min"}]
)
def test_extremes_stay_between_minus_one_and_one(method):
    """All against none reaches 1, and nothing is nan."""
    found = difference_interval((10, 10), (0, 20), method=method)
    assert found.estimate == 1.0
    assert -1.0 <= found.lower <= found.upper <= 1.0
    none = difference_interval((0, 1), (0, 1), method=method)
    assert none.lower == pytest.approx(-none.upper)


def exact_coverage(ends, n1, n2, rate1, rate2):
    """Add up the probability of all tables whose interval holds the true difference."""
    first = [math.comb(n1, x) * rate1**x * (1 - rate1) ** (n1 - x) for x in range(n1 + 1)]
    second = [math.comb(n2, x) * rate2**x * (1 - rate2) ** (n2 - x) for x in range(n2 + 1)]
    return sum(
        first[x1] * second[x2]
        for (x1, x2), found in ends.items()
        if found.lower - 1e-9 <= rate1 - rate2 <= found.upper + 1e-9
    )


@pytest.mark.slow
@pytest.mark.parametrize("method", ["chan-zhang", "agresti-min"])
def test_exact_intervals_keep_their_promise(method):
    """Exact unconditional intervals cover at least 95 % at every pair of rates tried."""
    n1, n2 = 4, 5
    ends = {
        (x1, x2): difference_interval((x1, n1), (x2, n2), method=method)
        for x1 in range(n1 + 1)
        for x2 in range(n2 + 1)
    }
    for rate1 in (0.05, 0.1, 0.3, 0.5, 0.9):
        for rate2 in (0.05, 0.1, 0.4, 0.6, 0.8):
            assert exact_coverage(ends, n1, n2, rate1, rate2) >= 0.95


def test_exact_interval_of_the_book_example():
    """7 of 34 against 1 of 34: Chan and Zhang's interval is about .019 to .360."""
    found = difference_interval((7, 34), (1, 34), method="agresti-min")
    wider = difference_interval((7, 34), (1, 34), method="chan-zhang")
    assert wider.lower <= found.lower + 1e-6
    assert (wider.lower, wider.upper) == pytest.approx((0.019, 0.36), abs=5e-3)


def test_too_many_tables_are_refused():
    """Exact unconditional intervals refuse groups whose tables cannot be enumerated."""
    with pytest.raises(ConfigurationError, match="too many"):
        difference_interval((7, 340), (1, 340), method="chan-zhang")
