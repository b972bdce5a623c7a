"""Tests for one and two proportions against scipy and against sums in whole numbers."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from scipy import optimize, stats

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.significance import (
    TWO_GROUP_TESTS,
    is_testable,
    proportion_test,
    score_test,
    smallest_attainable_p,
    two_group_test,
)
from tests.unit.statistics.random_tables import random_tables


def both(first, second):
    return [[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]]


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
@pytest.mark.parametrize(("first", "second"), random_tables(60, 3))
def test_fisher_agrees_with_scipy(first, second, alternative):
    """Fisher's test agrees with scipy on each side."""
    found = two_group_test(first, second, method="fisher", alternative=alternative)
    theirs = stats.fisher_exact(both(first, second), alternative=alternative).pvalue
    assert found.p_value == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize(("first", "second"), random_tables(60, 4, largest=25))
def test_fisher_mid_p_halves_the_tables_as_likely(first, second):
    """Whole-number arithmetic: the less likely tables, and half of those as likely."""
    (x1, n1), (x2, n2) = first, second
    events = x1 + x2
    weights = {
        k: math.comb(n1, k) * math.comb(n2, events - k)
        for k in range(max(0, events - n2), min(n1, events) + 1)
    }
    seen = weights[x1]
    less = sum(w for w in weights.values() if w < seen)
    same = sum(w for w in weights.values() if w == seen)
    expected = Fraction(2 * less + same, 2 * math.comb(n1 + n2, events))
    if len(weights) == 1:
        expected = Fraction(1)
    assert two_group_test(first, second).p_value == pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize("correction", [False, True])
@pytest.mark.parametrize(("first", "second"), random_tables(25, 5))
def test_pearson_agrees_with_scipy(first, second, correction):
    """The chi-squared test agrees with scipy wherever both outcomes occur."""
    if 0 < first[0] + second[0] < first[1] + second[1]:
        method = "pearson-cc" if correction else "pearson"
        theirs = stats.chi2_contingency(both(first, second), correction=correction)
        assert two_group_test(first, second, method=method).p_value == pytest.approx(
            theirs.pvalue, rel=1e-9
        )


@pytest.mark.parametrize("method", TWO_GROUP_TESTS)
@pytest.mark.parametrize("tallies", [((0, 5), (0, 9)), ((5, 5), (9, 9))])
def test_without_any_difference_of_outcomes_p_is_1(tallies, method):
    """Where all, or none, had the event every test says 1, also the mid-p test."""
    assert two_group_test(*tallies, method=method).p_value == 1.0


def largest_over_rates(sizes):
    """Return the largest binomial mixture by a dense grid and scipy's bounded search."""
    people = len(sizes) - 1

    def size(rate):
        return -sum(s * stats.binom.pmf(k, people, rate) for k, s in enumerate(sizes) if s)

    grid = [k / 200 for k in range(201)]
    start = min(grid, key=size)
    found = optimize.minimize_scalar(
        size, bounds=(max(0, start - 0.005), min(1, start + 0.005)), options={"xatol": 1e-9}
    )
    return max(-size(start), -found.fun)


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
@pytest.mark.parametrize(("first", "second"), random_tables(8, 9, largest=8))
def test_barnard_is_the_largest_size_over_all_rates(first, second, alternative):
    """Barnard's p-value is what enumeration of all tables over all rates gives."""
    (x1, n1), (x2, n2) = first, second

    def distance(a, b):
        pooled = Fraction(a + b, n1 + n2)
        variance = pooled * (1 - pooled) * (Fraction(1, n1) + Fraction(1, n2))
        gap = Fraction(a, n1) - Fraction(b, n2)
        sign = (gap > 0) - (gap < 0)
        return sign * (gap * gap / variance if variance else 0)

    def far(a, b):
        ours, seen = distance(a, b), distance(x1, x2)
        if alternative == "two-sided":
            return abs(ours) >= abs(seen)
        return ours >= seen if alternative == "greater" else ours <= seen

    sizes = []
    for total in range(n1 + n2 + 1):
        weight = sum(
            math.comb(n1, a) * math.comb(n2, total - a)
            for a in range(max(0, total - n2), min(n1, total) + 1)
            if far(a, total - a)
        )
        sizes.append(weight / math.comb(n1 + n2, total))
    found = two_group_test(first, second, method="barnard", alternative=alternative)
    assert found.p_value == pytest.approx(largest_over_rates(sizes), abs=1e-7)


def test_a_table_exactly_as_far_out_counts():
    """5/11 against 10/21 and 6/11 against 11/21 tie; rounding would lose one and give .930."""
    found = two_group_test((5, 11), (10, 21), method="barnard")
    assert found.p_value == pytest.approx(0.9644063664600253, abs=1e-9)
    mirrored = two_group_test((6, 11), (11, 21), method="barnard")
    assert mirrored.p_value == pytest.approx(found.p_value, abs=1e-9)


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
@pytest.mark.parametrize(("first", "second"), random_tables(8, 10, largest=9))
def test_boschloo_agrees_with_scipy(first, second, alternative):
    """Boschloo's test agrees with scipy (whose samples are columns)."""
    table = [[first[0], second[0]], [first[1] - first[0], second[1] - second[0]]]
    if 0 < first[0] + second[0] < first[1] + second[1]:
        theirs = stats.boschloo_exact(table, alternative=alternative, n=64).pvalue
        found = two_group_test(first, second, method="boschloo", alternative=alternative)
        # scipy samples the rate and may miss the top by a little, never exceed it.
        assert found.p_value >= theirs - 1e-7
        assert found.p_value == pytest.approx(theirs, abs=2e-4)


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
@pytest.mark.parametrize(
    ("tally", "null"), [((13, 16), 0.5), ((0, 9), 0.1), ((3, 41), 0.2), ((9, 9), 0.7)]
)
def test_exact_binomial_agrees_with_scipy(tally, null, alternative):
    """The exact binomial test agrees with scipy on each side."""
    found = proportion_test(tally, null, method="exact-binomial", alternative=alternative)
    theirs = stats.binomtest(*tally, null, alternative=alternative).pvalue
    assert found.p_value == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("events", range(13))
def test_one_sided_mid_p_values_add_up_to_one(events):
    """Each side takes half of the seen count, so both sides together take all."""
    sides = [
        proportion_test((events, 12), 0.3, method="mid-p", alternative=side).p_value
        for side in ("greater", "less")
    ]
    assert sum(sides) == pytest.approx(1.0)


@pytest.mark.parametrize("null", [0.0, 1.0])
def test_a_sure_null_is_either_certain_or_impossible(null):
    """Against a rate of 0 or 1 the score test has p 1 or 0, and nothing divides by 0."""
    sure = proportion_test((round(5 * null), 5), null, method="score")
    wrong = proportion_test((2, 5), null, method="score")
    assert (sure.p_value, wrong.p_value) == (1.0, 0.0)


def test_five_of_a_hundred_and_one_case_is_untestable():
    """5 of 100 staff and one case: .05 by Fisher, .025 by mid-p at best."""
    assert smallest_attainable_p(5, 95, 1, method="fisher") == pytest.approx(0.05)
    assert smallest_attainable_p(5, 95, 1) == pytest.approx(0.025)
    assert not is_testable((0, 5), (1, 95), method="fisher")
    assert is_testable((0, 5), (1, 95))
    assert not is_testable((0, 5), (1, 20))


def test_smallest_p_is_the_smallest_over_all_splits():
    """No split of 4 events between 9 and 14 people gives a smaller p-value."""
    every = [two_group_test((k, 9), (4 - k, 14)).p_value for k in range(5)]
    assert smallest_attainable_p(9, 14, 4) == pytest.approx(min(every))


def test_change_from_one_of_twenty_to_three_of_twenty_two():
    """A change of this size comes up about every second time by chance: mid-p .47."""
    assert two_group_test((1, 20), (3, 22)).p_value == pytest.approx(0.47, abs=0.005)


def test_score_tests_of_ratio_and_difference_are_one_at_equal_rates():
    """At a ratio of 1 and at a difference of 0 the same score is read."""
    for method in ("scas", "gart-nam", "miettinen-nurminen", "uncorrected"):
        ratio = score_test((5, 20), (9, 60), null=1.0, method=method)
        difference = score_test((5, 20), (9, 60), null=0.0, measure="difference", method=method)
        assert ratio.p_value == pytest.approx(difference.p_value, rel=1e-9)
    plain = score_test((5, 20), (9, 60), null=1.0, measure="odds-ratio", method="uncorrected")
    assert plain.p_value == pytest.approx(
        two_group_test((5, 20), (9, 60), method="pearson").p_value
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"null": 0.0},
        {"null": -1.0, "measure": "difference"},
        {"null": math.inf},
        {"null": 1.0, "measure": "hazard"},
        {"null": 1.0, "measure": "odds-ratio", "method": "scas"},
        {"null": 1.0, "method": "fisher"},
    ],
)
def test_impossible_score_tests_are_refused(wrong):
    """A null that the measure cannot have, and unknown names, are refused."""
    with pytest.raises(ConfigurationError):
        score_test((5, 20), (9, 60), **wrong)


def test_other_refusals():
    """Unknown methods, nulls that are no proportions and impossible margins are refused."""
    with pytest.raises(ConfigurationError, match="barnard, boschloo"):
        two_group_test((1, 2), (2, 3), method="t-test")
    with pytest.raises(ConfigurationError, match="not between"):
        proportion_test((1, 2), 50.0)
    with pytest.raises(ConfigurationError, match="two sides"):
        proportion_test((1, 2), 0.5, method="blaker", alternative="less")
    with pytest.raises(ConfigurationError, match="too many"):
        two_group_test((1, 20_000), (2, 30_000), method="boschloo")
    with pytest.raises(ReturnError):
        smallest_attainable_p(5, 5, 11)
