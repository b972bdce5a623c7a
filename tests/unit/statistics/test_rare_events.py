"""Charts for rare events against the quantiles of their distributions."""

from __future__ import annotations

import pytest
from scipy import stats

from dueregard.errors import ConfigurationError
from dueregard.statistics.rare_events import (
    chance_of_longer_gap,
    count_chart,
    gap_chart,
    time_chart,
)


@pytest.mark.parametrize("mean", [0.4, 3.0, 40.0, 900.0])
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_gap_chart_has_geometric_quantiles(mean, level):
    """Limits and centre are quantiles of the geometric distribution."""
    found = gap_chart(mean, level=level)
    law = stats.geom(1 / (1 + mean), loc=-1)
    tail = (1 - level) / 2
    assert [found.lower, found.centre, found.upper] == [law.ppf(q) for q in (tail, 0.5, 1 - tail)]


def test_time_chart_has_exponential_quantiles():
    """Limits and centre are quantiles of the exponential distribution."""
    found, law = time_chart(120.0), stats.expon(scale=120.0)
    assert (found.lower, found.centre, found.upper) == pytest.approx(
        tuple(law.ppf([0.001, 0.5, 0.999]))
    )


@pytest.mark.parametrize("mean", [0.2, 1.0, 3.0, 25.0])
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_count_chart_parts_counts_by_their_mid_p(mean, level):
    """A count is outside exactly where its mid-p tail is below half of what may be missed."""
    found, tail = count_chart(mean, level=level), (1 - level) / 2
    for events in range(80):
        point = stats.poisson.pmf(events, mean)
        low = stats.poisson.cdf(events, mean) - point / 2
        high = stats.poisson.sf(events - 1, mean) - point / 2
        assert found.is_outside(events) == (low < tail or high < tail)


def test_a_gap_of_seven_months_in_four_years_is_ordinary():
    """3 cases in 48 months and 7 since the last: such a gap comes up 6 times in 10."""
    assert chance_of_longer_gap(7, 3, 48) == pytest.approx((41 / 48) ** 3)


def test_refusals():
    """Means of 0 and gaps longer than the time observed are refused."""
    for chart in (gap_chart, time_chart, count_chart):
        with pytest.raises(ConfigurationError, match="no chart"):
            chart(0.0)
    for since, events, time in ((50, 3, 48), (7, 0, 48), (-1, 3, 48)):
        with pytest.raises(ConfigurationError, match="gap"):
            chance_of_longer_gap(since, events, time)
