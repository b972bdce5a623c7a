"""Intervals for a count against the chi-squared form of the exact limits."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.counts import COUNT_METHODS, count_interval
from dueregard.statistics.results import EstimateState


@pytest.mark.parametrize("events", [0, 1, 2, 9, 10, 57, 100_000])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
def test_exact_limits_are_chi_squared_quantiles(events, level):
    """The exact limits are halves of chi-squared quantiles."""
    found = count_interval(events, level=level, method="exact")
    tail = (1 - level) / 2
    lower = stats.chi2.ppf(tail, 2 * events) / 2 if events else 0.0
    assert found.lower == pytest.approx(lower, rel=1e-9)
    assert found.upper == pytest.approx(stats.chi2.isf(tail, 2 * events + 2) / 2, rel=1e-9)


@pytest.mark.parametrize("events", [0, 1, 4, 9, 30])
def test_mid_p_limits_have_half_of_the_seen_count_outside(events):
    """At each end half the seen count and all beyond it are 2.5 %."""
    found = count_interval(events, method="mid-p")
    below = stats.poisson.cdf(events, found.upper) - 0.5 * stats.poisson.pmf(events, found.upper)
    assert below == pytest.approx(0.025, rel=1e-9)
    if events:
        above = stats.poisson.sf(events, found.lower)
        above += 0.5 * stats.poisson.pmf(events, found.lower)
        assert above == pytest.approx(0.025, rel=1e-9)


def test_ukhsa_changes_from_exact_to_byar_at_ten():
    """Below 10 events the limits are exact, from 10 on Byar's."""
    for events, method in ((9, "exact"), (10, "byar")):
        rule, own = count_interval(events), count_interval(events, method=method)
        assert (rule.lower, rule.upper) == (own.lower, own.upper)


@pytest.mark.parametrize("method", COUNT_METHODS)
def test_no_events_still_have_an_upper_end(method):
    """None seen is not none possible."""
    found = count_interval(0, method=method)
    assert found.state is EstimateState.ZERO
    assert found.lower == 0.0
    assert 2.9 < found.upper < 3.8


def test_one_sided_and_refusals():
    """A one-sided bound leaves the other end open; broken counts and names are refused."""
    assert count_interval(4, alternative="greater").upper == math.inf
    assert count_interval(4, alternative="less").lower == 0.0
    with pytest.raises(ReturnError):
        count_interval(-1)
    with pytest.raises(ConfigurationError, match="byar, exact, mid-p, ukhsa"):
        count_interval(3, method="garwood")
