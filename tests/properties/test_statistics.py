"""What holds for every table: signs, order, agreement of intervals and tests, and no nan."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from benchmarks.statistics_coverage import METHODS, SIZES, small_groups, summary
from dueregard.statistics.bounds import ratio_bounds
from dueregard.statistics.differences import DIFFERENCE_METHODS, difference_interval
from dueregard.statistics.intervals import PROPORTION_METHODS, proportion_interval
from dueregard.statistics.odds import ODDS_METHODS, odds_ratio_interval
from dueregard.statistics.ratios import RATIO_METHODS, ratio_interval
from dueregard.statistics.results import EstimateState
from dueregard.statistics.significance import TWO_GROUP_TESTS, score_test, two_group_test

SCORES = {
    "scas": "scas",
    "gart-nam": "gart-nam",
    "miettinen-nurminen": "miettinen-nurminen",
    "koopman": "uncorrected",
    "mee": "uncorrected",
}
EXACT = {"chan-zhang", "agresti-min"}
UNCONDITIONAL = {"boschloo", "barnard", "suissa-shuster"}
QUICK_DIFFERENCES = sorted(set(DIFFERENCE_METHODS) - EXACT)


@st.composite
def tallies(draw, largest=200):
    people = draw(st.integers(1, largest))
    return draw(st.integers(0, people)), people


levels = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.998])
huge = tallies(1_000_000)


@given(tallies(), tallies(), levels, st.sampled_from(sorted(RATIO_METHODS)))
@example((0, 5), (0, 9), 0.95, "scas")
@example((5, 5), (9, 9), 0.95, "scas")
@example((1, 1), (0, 1), 0.998, "scas")
def test_swapping_groups_inverts_a_ratio(first, second, level, method):
    """White over BME is one over BME over White, at both ends."""
    there = ratio_interval(first, second, level=level, method=method)
    back = ratio_interval(second, first, level=level, method=method)
    for end, other in ((there.lower, back.upper), (there.upper, back.lower)):
        if end == 0.0 or math.isinf(end):
            assert other == (math.inf if end == 0.0 else 0.0)
        else:
            assert end * other == pytest.approx(1.0, rel=1e-7)


@given(tallies(), tallies(), levels, st.sampled_from(QUICK_DIFFERENCES))
@example((0, 1), (1, 1), 0.95, "scas")
def test_swapping_groups_turns_a_difference_round(first, second, level, method):
    """A gap seen from the other side has the other sign."""
    there = difference_interval(first, second, level=level, method=method)
    back = difference_interval(second, first, level=level, method=method)
    assert there.lower == pytest.approx(-back.upper, abs=1e-9)
    assert there.upper == pytest.approx(-back.lower, abs=1e-9)


@given(huge, huge, levels, st.sampled_from(sorted(RATIO_METHODS)))
def test_a_ratio_lies_in_its_interval_and_nothing_is_nan(first, second, level, method):
    """Every interval for a ratio holds the plain ratio, up to groups of a million."""
    found = ratio_interval(first, second, level=level, method=method)
    assert 0.0 <= found.lower <= found.upper
    if found.estimate is None:
        assert found.state is EstimateState.UNDEFINED
    elif method not in {"adjusted-log", "price-bonett"}:  # these are centred elsewhere on purpose
        assert found.lower <= found.estimate * (1 + 1e-9)
        assert found.estimate <= found.upper * (1 + 1e-9)


@given(huge, huge, levels, st.sampled_from(QUICK_DIFFERENCES))
def test_a_difference_lies_in_its_interval_and_nothing_is_nan(first, second, level, method):
    """Every interval for a difference holds the plain one and stays between -1 and 1."""
    found = difference_interval(first, second, level=level, method=method)
    assert -1.0 <= found.lower <= found.upper <= 1.0
    if method != "agresti-caffo":  # centred elsewhere on purpose
        assert found.lower - 1e-9 <= found.estimate <= found.upper + 1e-9


@given(huge, levels, st.sampled_from(sorted(set(PROPORTION_METHODS) - {"blaker"})))
def test_a_share_lies_in_its_interval(tally, level, method):
    """Every interval for a share holds it and mirrors when the outcome is turned round."""
    found = proportion_interval(tally, level=level, method=method)
    assert found.lower <= found.estimate + 1e-12
    assert found.estimate <= found.upper + 1e-12
    turned = proportion_interval((tally[1] - tally[0], tally[1]), level=level, method=method)
    assert found.lower == pytest.approx(1.0 - turned.upper, abs=1e-12)


@given(tallies(60), levels)
def test_blaker_mirrors_and_holds_its_share(tally, level):
    """Blaker's interval holds the share and mirrors too."""
    found = proportion_interval(tally, level=level, method="blaker")
    turned = proportion_interval((tally[1] - tally[0], tally[1]), level=level, method="blaker")
    assert found.lower <= found.estimate <= found.upper
    assert found.lower == pytest.approx(1.0 - turned.upper, abs=1e-11)


@given(tallies(80), tallies(80), levels, st.sampled_from(sorted(ODDS_METHODS)))
def test_an_odds_ratio_inverts_and_is_never_nan(first, second, level, method):
    """Odds ratios invert under exchange of the groups, open ends included."""
    there = odds_ratio_interval(first, second, level=level, method=method)
    back = odds_ratio_interval(second, first, level=level, method=method)
    assert 0.0 <= there.lower <= there.upper
    if there.lower > 0.0:
        assert there.lower * back.upper == pytest.approx(1.0, rel=1e-6)
    else:
        assert back.upper == math.inf


@given(
    tallies(),
    tallies(),
    levels,
    st.sampled_from(["scas", "gart-nam", "miettinen-nurminen", "koopman"]),
)
def test_a_ratio_interval_excludes_1_exactly_where_its_test_rejects(first, second, level, method):
    """Interval and p-value of the same method never contradict each other."""
    p = score_test(first, second, null=1.0, method=SCORES[method]).p_value
    assume(abs(p - (1 - level)) > 1e-9)
    found = ratio_interval(first, second, level=level, method=method)
    assert (p < 1 - level) == (not found.contains(1.0))


@given(
    tallies(),
    tallies(),
    levels,
    st.sampled_from(["scas", "gart-nam", "miettinen-nurminen", "mee"]),
    st.floats(-0.9, 0.9),
)
def test_a_difference_interval_excludes_exactly_what_its_test_rejects(
    first, second, level, method, null
):
    """The same at any supposed difference, not only at none."""
    p = score_test(first, second, null=null, measure="difference", method=SCORES[method]).p_value
    assume(abs(p - (1 - level)) > 1e-7)
    found = difference_interval(first, second, level=level, method=method)
    assert (p < 1 - level) == (not found.contains(null))


@given(
    tallies(60),
    tallies(60),
    levels,
    st.sampled_from(["scas", "gart-nam", "miettinen-nurminen", "koopman", "mover-r-wilson"]),
)
def test_one_more_event_never_lowers_a_ratio(first, second, level, method):
    """Both ends rise, or stay, when the first group has one event more."""
    assume(first[0] < first[1])
    here = ratio_interval(first, second, level=level, method=method)
    more = ratio_interval((first[0] + 1, first[1]), second, level=level, method=method)
    assert more.lower >= here.lower * (1 - 1e-9)
    assert more.upper >= here.upper * (1 - 1e-9)


@given(
    tallies(60),
    tallies(60),
    st.sampled_from([0.8, 0.9, 0.95]),
    st.sampled_from(["scas", "gart-nam", "miettinen-nurminen", "mee", "newcombe"]),
)
def test_one_more_event_never_lowers_a_difference(first, second, level, method):
    """Both ends rise, or stay; up to 95 %, beyond which the skewness-corrected ones may not."""
    assume(first[0] < first[1])
    here = difference_interval(first, second, level=level, method=method)
    more = difference_interval((first[0] + 1, first[1]), second, level=level, method=method)
    assert more.lower >= here.lower - 1e-9
    assert more.upper >= here.upper - 1e-9


@given(tallies(), tallies(), st.sampled_from(sorted(RATIO_METHODS)))
def test_a_higher_level_never_narrows_a_ratio(first, second, method):
    """Intervals at 80, 95 and 99.8 % lie inside one another."""
    found = [ratio_interval(first, second, level=x, method=method) for x in (0.8, 0.95, 0.998)]
    assert found[0].lower >= found[1].lower >= found[2].lower
    assert found[0].upper <= found[1].upper <= found[2].upper


@given(
    st.integers(1, 19),
    st.integers(1, 19),
    st.sampled_from(["scas", "miettinen-nurminen", "koopman"]),
)
def test_score_limits_come_to_katz_in_large_groups(a, b, method):
    """With 100,000 people in each group the score limits are the logarithmic ones."""
    first, second = (a * 5000, 100_000), (b * 5000, 100_000)
    score = ratio_interval(first, second, method=method)
    katz = ratio_interval(first, second, method="katz")
    assert score.lower == pytest.approx(katz.lower, rel=2e-4)
    assert score.upper == pytest.approx(katz.upper, rel=2e-4)


@given(tallies(40), tallies(40), st.sampled_from(sorted(set(TWO_GROUP_TESTS) - UNCONDITIONAL)))
def test_p_values_are_probabilities_and_ignore_which_group_is_first(first, second, method):
    """p lies between 0 and 1 and is the same with the groups exchanged."""
    p = two_group_test(first, second, method=method).p_value
    assert 0.0 <= p <= 1.0
    assert p == pytest.approx(two_group_test(second, first, method=method).p_value, rel=1e-7)


@given(tallies(9), tallies(9), st.sampled_from(sorted(UNCONDITIONAL)))
def test_unconditional_p_values_ignore_which_group_is_first(first, second, method):
    """The same for the tests that search all common rates."""
    p = two_group_test(first, second, method=method).p_value
    assert 0.0 <= p <= 1.0
    assert p == pytest.approx(two_group_test(second, first, method=method).p_value, abs=1e-8)


@given(tallies(40), tallies(40))
def test_mid_p_is_never_above_fisher(first, second):
    """Half weight for the tables as likely as the one seen can only lower p."""
    fisher = two_group_test(first, second, method="fisher").p_value
    assert two_group_test(first, second).p_value <= fisher * (1 + 1e-12)


@given(tallies(30), tallies(30), tallies(12))
def test_bounds_hold_every_known_only_ratio(first, second, unknown):
    """Giving all unknown people to either group stays within the bounds."""
    found = ratio_bounds(first, second, unknown)
    for one, two in (
        ((first[0] + unknown[0], first[1] + unknown[1]), second),
        (first, (second[0] + unknown[0], second[1] + unknown[1])),
    ):
        ratio = ratio_interval(one, two).estimate
        if ratio is not None:
            assert found.lower <= ratio <= found.upper


@pytest.mark.slow
@pytest.mark.parametrize("sizes", SIZES)
def test_default_ratio_interval_keeps_its_promise_in_small_groups(sizes):
    """Over 25 settings its exact coverage is never below .94, and no other method's is higher."""
    worst, mean = summary(*sizes, "scas")
    published = {(3, 40): (0.960, 0.976), (5, 50): (0.948, 0.975), (10, 50): (0.948, 0.973),
                 (25, 50): (0.947, 0.965)}  # fmt: skip
    assert worst >= 0.94
    assert (worst, mean) == pytest.approx(published[sizes], abs=5.1e-4)


@pytest.mark.slow
def test_coverage_of_all_groups_up_to_twelve_is_as_published():
    """The worst exact coverage of each method for all sizes up to 12, over the same settings."""
    published = {"scas": 0.932, "miettinen-nurminen": 0.901, "koopman": 0.875,
                 "mover-r-wilson": 0.870, "katz": 0.600, "adjusted-log": 0.600}  # fmt: skip
    for method in METHODS:
        assert small_groups(method)[0][0] == pytest.approx(published[method], abs=5.1e-4)
