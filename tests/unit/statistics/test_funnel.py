"""Funnel limits and over-dispersion."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.funnel import (
    Dispersion,
    estimate_dispersion,
    funnel_limits,
    widened_limits,
    winsorise,
    z_scores,
)


@pytest.mark.parametrize("people", [1, 3, 10, 29, 200, 5000])
@pytest.mark.parametrize("baseline", [0.02, 0.3, 0.81])
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_a_count_is_outside_exactly_where_its_mid_p_is_small(people, baseline, level):
    """The limits part the counts as the mid-p tail does."""
    found = funnel_limits(people, baseline, level=level)
    tail = (1 - level) / 2
    for events in range(0, people + 1, max(1, people // 100)):
        point = stats.binom.pmf(events, people, baseline)
        low = stats.binom.cdf(events, people, baseline) - point / 2
        high = stats.binom.sf(events - 1, people, baseline) - point / 2
        assert (events / people < found.lower) == (low < tail)
        assert (events / people > found.upper) == (high < tail)


def test_ukhsa_limits_of_ten_people():
    """10 people around 81 %: 56.7 % to 100 % by the score, 51.9 % by the exact mid-p."""
    score = funnel_limits(10, 0.81, method="score")
    assert (score.lower, score.upper) == (pytest.approx(0.567, abs=5e-4), 1.0)
    assert funnel_limits(10, 0.81).lower == pytest.approx(0.519, abs=5e-4)


@pytest.mark.parametrize("method", ["score", "mid-p"])
def test_a_baseline_of_none_or_all_has_no_width(method):
    """Around 0 or 1 there is nothing to vary."""
    none, everybody = (funnel_limits(20, b, method=method) for b in (0.0, 1.0))
    assert (none.lower, none.upper) == (0.0, 0.0)
    assert (everybody.lower, everybody.upper) == (1.0, 1.0)


def test_winsorising_pulls_in_a_tenth_on_each_side():
    """Of ten values the smallest and the largest are pulled to their neighbours."""
    values = [9, -50, 1, 2, 3, 4, 5, 6, 7, 80]
    assert winsorise(values) == [9, 1, 1, 2, 3, 4, 5, 6, 7, 9]
    assert winsorise([]) == []


def test_dispersion_follows_the_formula():
    """Factor and added variance agree with Spiegelhalter's formulae written out."""
    tallies = [(5 + 2 * k, 40 + 5 * k) for k in range(12)] + [(40, 60), (2, 70)]
    baseline = sum(x for x, _ in tallies) / sum(n for _, n in tallies)
    z = sorted(z_scores(tallies, baseline))
    z = [z[1], *z[1:-1], z[-2]]
    factor = sum(v * v for v in z) / len(z)
    w = [n / (baseline * (1 - baseline)) for _, n in tallies]
    tau = (len(z) * factor - (len(z) - 1)) / (sum(w) - sum(v * v for v in w) / sum(w))
    found = estimate_dispersion(tallies, baseline)
    assert found.factor == pytest.approx(factor)
    assert found.added_variance == pytest.approx(tau)


def test_organisations_that_only_chance_parts_have_no_added_variance():
    """Alike organisations keep plain limits; others get wider ones, between 0 and 1."""
    alike = estimate_dispersion([(20, 100)] * 12, 0.2)
    assert alike.added_variance == 0.0
    plain, same = funnel_limits(50, 0.2), widened_limits(50, 0.2, alike)
    assert (same.lower, same.upper) == (pytest.approx(plain.lower), pytest.approx(plain.upper))
    wide = widened_limits(50, 0.2, Dispersion(3.0, 0.01))
    assert 0.0 <= wide.lower < plain.lower
    assert plain.upper < wide.upper <= 1.0
    assert math.isfinite(widened_limits(50, 0.0, Dispersion(1.0, 0.0)).upper)


def test_refusals():
    """Impossible bases, baselines, methods and shares are refused."""
    with pytest.raises(ReturnError):
        funnel_limits(0, 0.5)
    with pytest.raises(ConfigurationError, match="mid-p, score"):
        funnel_limits(10, 0.5, method="wald")
    with pytest.raises(ConfigurationError, match="baseline"):
        funnel_limits(10, 81.0)
    with pytest.raises(ConfigurationError, match="vary"):
        z_scores([(0, 5)], 0.0)
    with pytest.raises(ConfigurationError, match="two organisations"):
        estimate_dispersion([(1, 5)], 0.2)
    with pytest.raises(ConfigurationError, match="share"):
        winsorise([1, 2], 0.5)
