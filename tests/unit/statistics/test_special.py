"""The special functions agree with another implementation over the whole range that is used."""

from __future__ import annotations

import math
import random

import pytest
from scipy import special as peer
from scipy import stats

from dueregard.statistics.special import (
    binomial_lower,
    binomial_term,
    binomial_upper,
    chi_squared_tail,
    critical_value,
    log_choose,
    normal_tail,
    poisson_lower,
    poisson_upper,
    regularised_beta,
    two_sided_p,
)


def cases(number, seed):
    chance = random.Random(seed)
    drawn = []
    for _ in range(number):
        people = int(10 ** chance.uniform(0, 6))
        events = chance.randint(0, people)
        centre = (events + 0.5) / (people + 1)
        spread = 4 * math.sqrt(centre * (1 - centre) / people)
        drawn.append((events, people, min(1 - 1e-9, max(1e-9, chance.gauss(centre, spread)))))
    return drawn


@pytest.mark.parametrize(("events", "people", "p"), cases(300, 1))
def test_binomial_tails_agree(events, people, p):
    """Tails from 1 to a million people agree to ten digits, also where they are tiny."""
    upper, lower = (
        peer.betainc(events or 1, people - events + 1, p),
        stats.binom.cdf(events, people, p),
    )
    if events:
        assert binomial_upper(events, people, p) == pytest.approx(upper, rel=1e-8, abs=1e-290)
    assert binomial_lower(events, people, p) == pytest.approx(lower, rel=1e-8, abs=1e-290)
    beta = peer.betainc(events + 0.5, people - events + 0.5, p)
    assert regularised_beta(p, events + 0.5, people - events + 0.5) == pytest.approx(
        beta, rel=1e-8, abs=1e-290
    )


def test_binomial_term_is_exact_for_whole_numbers():
    """Terms of 60 people agree with whole-number arithmetic to 14 digits."""
    for events in range(61):
        exact = math.comb(60, events) * 3**events * 7 ** (60 - events) / 10**60
        assert binomial_term(events, 60, 0.3) == pytest.approx(exact, rel=1e-13)


@pytest.mark.parametrize("events", [0, 1, 7, 9, 10, 200, 50_000])
@pytest.mark.parametrize("factor", [0.5, 0.95, 1.0, 1.02, 2.0])
def test_poisson_tails_agree(events, factor):
    """Poisson tails agree with another implementation."""
    mean = max(0.2, events * factor)
    assert poisson_lower(events, mean) == pytest.approx(
        peer.gammaincc(events + 1, mean), rel=1e-10, abs=1e-200
    )
    if events:
        assert poisson_upper(events, mean) == pytest.approx(
            peer.gammainc(events, mean), rel=1e-10, abs=1e-200
        )


@pytest.mark.parametrize("degrees", [1, 2, 3, 10, 40])
@pytest.mark.parametrize("statistic", [0.0, 0.01, 1.0, 3.84, 25.0, 200.0])
def test_chi_squared_tail_agrees(statistic, degrees):
    """Chi-squared tails agree to eleven digits."""
    assert chi_squared_tail(statistic, degrees) == pytest.approx(
        stats.chi2.sf(statistic, degrees), rel=1e-11
    )


def test_normal_functions():
    """z for 95 % is 1.95996, and tails are those of the normal distribution."""
    assert critical_value(0.95) == pytest.approx(1.959963984540054, rel=1e-15)
    assert normal_tail(1.5) == pytest.approx(stats.norm.sf(1.5), rel=1e-14)
    assert two_sided_p(-8.0) == pytest.approx(2 * stats.norm.sf(8.0), rel=1e-13)


def test_edges_are_certain():
    """With a rate of 0 or 1 the count is certain."""
    assert binomial_term(0, 5, 0.0) == 1.0
    assert binomial_term(3, 5, 1.0) == 0.0
    assert binomial_upper(0, 5, 0.3) == 1.0
    assert binomial_lower(5, 5, 0.3) == 1.0
    assert poisson_upper(3, 0.0) == 0.0
    assert poisson_lower(3, 0.0) == 1.0
    assert log_choose(10, 3) == pytest.approx(math.log(120))
    assert log_choose(3, 10) == -math.inf
