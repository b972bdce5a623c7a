"""Odds ratios against scipy, and their open ends."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from dueregard.errors import ConfigurationError
from dueregard.statistics.odds import ODDS_METHODS, odds_ratio_interval
from dueregard.statistics.results import EstimateState
from dueregard.statistics.significance import score_test
from tests.unit.statistics.random_tables import random_tables


@pytest.mark.parametrize(("first", "second"), random_tables(25, 21, largest=30))
def test_cornfield_exact_agrees_with_scipy(first, second):
    """The exact conditional limits agree with scipy's."""
    table = [[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]]
    found = odds_ratio_interval(first, second, method="cornfield-exact")
    if not 0 < first[0] + second[0] < first[1] + second[1]:
        assert (found.lower, found.upper) == (0.0, math.inf)
        return
    theirs = stats.contingency.odds_ratio(table).confidence_interval(0.95)
    assert found.lower == pytest.approx(theirs.low, rel=1e-7)
    assert found.upper == pytest.approx(theirs.high, rel=1e-7)


@pytest.mark.parametrize(("first", "second"), random_tables(25, 22, largest=30))
@pytest.mark.parametrize(
    ("method", "test"), [("miettinen-nurminen", "miettinen-nurminen"), ("score", "uncorrected")]
)
def test_score_limits_are_where_the_score_test_says_5_per_cent(first, second, method, test):
    """At a closed end the p-value of the matching test is .05."""
    found = odds_ratio_interval(first, second, method=method)
    for end in (found.lower, found.upper):
        if 0 < end < math.inf:
            p = score_test(first, second, null=end, measure="odds-ratio", method=test).p_value
            assert p == pytest.approx(0.05, rel=1e-8)


@pytest.mark.parametrize("method", ODDS_METHODS)
def test_empty_cells_open_the_ends(method):
    """0 of 5 starts at 0, everybody of 5 has no upper end, and nothing is nan."""
    none = odds_ratio_interval((0, 5), (3, 9), method=method)
    everybody = odds_ratio_interval((5, 5), (3, 9), method=method)
    nothing = odds_ratio_interval((0, 5), (0, 9), method=method)
    assert (none.state, none.lower) == (EstimateState.ZERO, 0.0)
    assert (everybody.state, everybody.upper) == (EstimateState.INFINITE, math.inf)
    assert (nothing.state, nothing.estimate) == (EstimateState.UNDEFINED, None)
    assert (nothing.lower, nothing.upper) == (0.0, math.inf)


def test_woolf_and_refusal():
    """Woolf's limits are symmetric on the log scale; an unknown method is refused."""
    found = odds_ratio_interval((4, 16), (5, 79), method="woolf")
    assert found.lower * found.upper == pytest.approx(found.estimate**2)
    with pytest.raises(ConfigurationError, match="cornfield-exact"):
        odds_ratio_interval((4, 16), (5, 79), method="peto")
