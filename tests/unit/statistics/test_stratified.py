"""Pooled ratios, odds ratios and tests against statsmodels and against enumeration."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.pooled_significance import (
    STRATIFIED_TESTS,
    expected_first_events,
    homogeneity_test,
    ratio_homogeneity_test,
    smallest_expected_cell,
    stratified_test,
)
from dueregard.statistics.ratios import ratio_interval
from dueregard.statistics.results import EstimateState
from dueregard.statistics.strata import check_strata, compare_pooling
from dueregard.statistics.stratified import (
    STRATIFIED_RATIO_METHODS,
    mantel_haenszel_odds_ratio,
    stratified_odds_ratio_interval,
    stratified_ratio_interval,
)


def random_strata(number, seed, largest=40):
    chance = random.Random(seed)
    drawn = []
    for _ in range(number):
        n1, n2 = chance.randint(3, largest), chance.randint(3, largest)
        drawn.append(((chance.randint(1, n1 - 1), n1), (chance.randint(1, n2 - 1), n2)))
    return drawn


def peer(strata):
    return StratifiedTable([np.array([[a, n - a], [c, m - c]]) for (a, n), (c, m) in strata])


@pytest.mark.parametrize("seed", range(12))
def test_odds_ratio_and_tests_agree_with_statsmodels(seed):
    """Mantel-Haenszel odds ratio, its interval, CMH, Breslow-Day and Tarone agree."""
    strata = random_strata(4, seed)
    theirs = peer(strata)
    found = stratified_odds_ratio_interval(strata)
    assert found.estimate == pytest.approx(theirs.oddsratio_pooled)
    assert (found.lower, found.upper) == pytest.approx(theirs.oddsratio_pooled_confint())
    for method, correction in (("cmh", False), ("cmh-cc", True)):
        expected = theirs.test_null_odds(correction=correction).pvalue
        assert stratified_test(strata, method=method).p_value == pytest.approx(expected, rel=1e-9)
    for method, adjust in (("breslow-day", False), ("tarone", True)):
        expected = theirs.test_equal_odds(adjust=adjust).pvalue
        assert homogeneity_test(strata, method=method).p_value == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("method", ["exact", "mid-p"])
def test_exact_test_agrees_with_enumeration(seed, method):
    """All tables with the same margins, enumerated one by one in whole numbers."""
    strata = random_strata(3, seed, largest=7)
    choices = []
    for (x1, n1), (x2, n2) in strata:
        events = x1 + x2
        choices.append(
            [
                (k, math.comb(n1, k) * math.comb(n2, events - k))
                for k in range(max(0, events - n2), min(n1, events) + 1)
            ]
        )
    totals = {}
    for combination in itertools.product(*choices):
        total = sum(k for k, _ in combination)
        totals[total] = totals.get(total, 0) + math.prod(w for _, w in combination)
    seen = totals[sum(first[0] for first, _ in strata)]
    less = sum(w for w in totals.values() if w < seen)
    same = sum(w for w in totals.values() if w == seen)
    weight = 1.0 if method == "exact" else 0.5
    expected = (less + weight * same) / sum(totals.values())
    assert stratified_test(strata, method=method).p_value == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("stratified", "single"),
    [
        ("tang", "scas"),
        ("gart", "scas"),
        ("tang-skewness", "gart-nam"),
        ("tang-uncorrected", "koopman"),
    ],
)
@pytest.mark.parametrize("groups", [((4, 16), (5, 79)), ((0, 9), (3, 41)), ((3, 9), (0, 41))])
def test_one_stratum_is_the_plain_interval(groups, stratified, single):
    """Pooling a single organisation changes nothing."""
    pooled = stratified_ratio_interval([groups], method=stratified)
    plain = ratio_interval(*groups, method=single)
    assert pooled.lower == pytest.approx(plain.lower, rel=1e-9)
    assert pooled.upper == pytest.approx(plain.upper, rel=1e-9)
    assert pooled.state is plain.state


@pytest.mark.parametrize("method", STRATIFIED_RATIO_METHODS)
def test_swapping_groups_inverts_the_pooled_ratio(method):
    """White over BME is one over BME over White, pooled too."""
    strata = random_strata(5, 3)
    there = stratified_ratio_interval(strata, method=method)
    back = stratified_ratio_interval([(b, a) for a, b in strata], method=method)
    assert there.lower * back.upper == pytest.approx(1.0, rel=1e-8)
    assert there.estimate * back.estimate == pytest.approx(1.0, rel=1e-8)


@pytest.mark.parametrize("method", ["tang", "tang-skewness", "tang-uncorrected"])
def test_pooled_interval_excludes_1_exactly_where_its_test_rejects(method):
    """Interval and test agree for many sets of strata."""
    disagreeing = []
    for seed in range(60):
        strata = random_strata(4, seed, largest=15)
        found = stratified_ratio_interval(strata, method=method)
        p = stratified_test(strata, method=method).p_value
        if (p < 0.05) == found.contains(1.0):
            disagreeing.append(seed)
    assert disagreeing == []


@pytest.mark.parametrize("method", STRATIFIED_RATIO_METHODS)
def test_zero_cells_open_an_end(method):
    """No event in the first, the second or either group of all strata: states, never nan."""
    empty_first = stratified_ratio_interval([((0, 5), (2, 9)), ((0, 6), (1, 8))], method=method)
    empty_second = stratified_ratio_interval([((2, 9), (0, 5)), ((1, 8), (0, 6))], method=method)
    nothing = stratified_ratio_interval([((0, 5), (0, 9)), ((0, 6), (0, 8))], method=method)
    assert (empty_first.state, empty_first.estimate) == (EstimateState.ZERO, 0.0)
    assert (empty_second.state, empty_second.upper) == (EstimateState.INFINITE, math.inf)
    assert (nothing.state, nothing.estimate, nothing.upper) == (
        EstimateState.UNDEFINED,
        None,
        math.inf,
    )


def test_strata_without_information_change_nothing():
    """An organisation without BME staff, or without events, does not move the ratio."""
    strata = random_strata(3, 1)
    more = [*strata, ((0, 0), (3, 9)), ((0, 4), (0, 8))]
    assert stratified_ratio_interval(more) == stratified_ratio_interval(strata)
    for method in STRATIFIED_TESTS:
        assert stratified_test(more, method=method) == stratified_test(strata, method=method)


def test_everybody_in_a_stratum_has_the_event():
    """A stratum in which all had the event keeps a finite weight."""
    found = stratified_ratio_interval([((5, 5), (9, 9)), ((2, 10), (3, 9))])
    assert 0.0 < found.lower < 1.0 < found.upper < math.inf


def test_woolf_with_an_empty_cell_adds_halves_to_that_stratum_only():
    """With an empty cell half a person is added there; without information nothing is known."""
    found = stratified_odds_ratio_interval([((0, 5), (2, 9)), ((3, 6), (2, 8))], method="woolf")
    assert 0.0 < found.lower < found.upper < math.inf
    nothing = stratified_odds_ratio_interval([((0, 5), (0, 9))], method="woolf")
    assert nothing.state is EstimateState.UNDEFINED


def test_mantel_haenszel_odds_without_a_sum():
    """An odds ratio of 0, without limit or of nothing is a state."""
    zero = stratified_odds_ratio_interval([((0, 5), (2, 9))])
    infinite = stratified_odds_ratio_interval([((5, 5), (2, 9))])
    assert (zero.state, zero.upper) == (EstimateState.ZERO, math.inf)
    assert infinite.state is EstimateState.INFINITE
    assert stratified_odds_ratio_interval([((0, 5), (0, 9))]).state is EstimateState.UNDEFINED


def test_mixing_is_told_from_the_gap_within_organisations():
    """Two bodies without any gap inside show one when added up; the flag says so."""
    strata = [((2, 20), (18, 180)), ((40, 80), (10, 20))]
    found = compare_pooling(strata)
    assert found.within == pytest.approx(1.0)
    assert found.crude == pytest.approx(3.0)
    assert found.is_mixing_large
    alike = compare_pooling([((4, 16), (5, 79)), ((2, 16), (3, 87)), ((4, 18), (10, 90))])
    assert (alike.same_direction, alike.compared) == (3, 3)
    assert not alike.is_mixing_large


def test_pooling_without_events_has_no_flag():
    """Where a ratio is undefined nothing is said about mixing."""
    found = compare_pooling([((0, 5), (0, 9))])
    assert (found.crude, found.within, found.is_mixing_large) == (None, None, False)


def test_no_informative_stratum_gives_p_1():
    """Without any stratum that could tell, nothing is significant."""
    for method in STRATIFIED_TESTS:
        assert stratified_test([((0, 5), (0, 9))], method=method).p_value == 1.0
    assert homogeneity_test([((1, 5), (3, 9))]).p_value == 1.0
    assert ratio_homogeneity_test([((1, 5), (3, 9))]).p_value == 1.0
    assert smallest_expected_cell([((0, 5), (0, 9))]) == 0.0


def test_expected_cells_have_the_common_odds_ratio():
    """Cells expected in each stratum have its margins and the pooled odds ratio."""
    strata = check_strata([((4, 16), (5, 79)), ((2, 16), (3, 87))])
    common = mantel_haenszel_odds_ratio(strata)
    smallest = math.inf
    for stratum in strata:
        a = expected_first_events(stratum, common)
        b, c = stratum.first.people - a, stratum.events - a
        d = stratum.second.people - c
        assert a * d / (b * c) == pytest.approx(common)
        smallest = min(smallest, a, b, c, d)
    assert smallest_expected_cell(strata) == pytest.approx(smallest)


def test_refusals():
    """Unknown methods, groups of nobody and counts beyond an exact test are refused."""
    with pytest.raises(ConfigurationError, match="greenland-robins"):
        stratified_ratio_interval([((1, 5), (3, 9))], method="peto")
    with pytest.raises(ReturnError, match="first group"):
        stratified_ratio_interval([((0, 0), (3, 9))])
    with pytest.raises(ConfigurationError, match="too large"):
        stratified_test([((50_000, 100_000), (60_000, 110_000))] * 20, method="exact")
