"""Steadied estimates: the likelihood is at its top, and shrinkage goes the right way."""

from __future__ import annotations

import math
import random

import pytest
from scipy import stats

from dueregard.errors import ConfigurationError
from dueregard.statistics.shrinkage import steady_shares, steady_values


def organisations(seed, number=40, size=(6, 24)):
    chance = random.Random(seed)
    drawn = []
    for _ in range(number):
        people = chance.randint(20, 200)
        rate = chance.betavariate(*size)
        drawn.append((sum(chance.random() < rate for _ in range(people)), people))
    return drawn


def likelihood(tallies, mean, size):
    return sum(stats.betabinom.logpmf(x, n, size * mean, size * (1 - mean)) for x, n in tallies)


@pytest.mark.parametrize("seed", [2, 5])
def test_fit_is_at_the_top_of_the_likelihood(seed):
    """No mean and spread on a grid around the fit are likelier, by another implementation."""
    tallies = organisations(seed)
    found = steady_shares(tallies)
    size = found.centre * (1 - found.centre) / found.spread**2 - 1
    top = likelihood(tallies, found.centre, size)
    for shift in (-0.02, 0.0, 0.02):
        for factor in (0.8, 1.0, 1.25):
            assert likelihood(tallies, found.centre + shift, size * factor) <= top + 1e-6


def test_small_organisations_move_furthest():
    """A small organisation is pulled further towards the centre than a large one alike."""
    tallies = [*organisations(2), (6, 10), (120, 200)]
    found = steady_shares(tallies)
    small, large = found.estimates[-2:]
    assert found.centre < small < large < 0.6


def test_organisations_that_only_chance_parts_get_the_common_value():
    """Without a spread beyond chance everybody gets the pooled share; the same at 0 and 1."""
    found = steady_shares([(20, 100), (19, 100), (21, 100)] * 5)
    assert found.spread == 0.0
    assert set(found.estimates) == {found.centre}
    assert steady_shares([(0, 9)] * 12).estimates == (0.0,) * 12
    assert steady_shares([(9, 9)] * 12).estimates == (1.0,) * 12


def test_normal_spread_solves_its_equation():
    """The weighted squares at the estimated spread equal their degrees of freedom."""
    chance = random.Random(1)
    errors = [chance.uniform(0.1, 0.6) for _ in range(20)]
    values = [chance.gauss(0.3, 0.5) + chance.gauss(0, e) for e in errors]
    found = steady_values(values, errors)
    weights = [1 / (e * e + found.spread**2) for e in errors]
    centre = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    squares = sum(w * (v - centre) ** 2 for w, v in zip(weights, values, strict=True))
    assert found.centre == pytest.approx(centre)
    assert squares == pytest.approx(19)
    for value, estimate in zip(values, found.estimates, strict=True):
        assert abs(estimate - centre) < abs(value - centre)


def test_no_normal_spread_leaves_one_value():
    """Values closer than their errors explain all get one estimate."""
    found = steady_values([0.1, 0.11] * 5, [0.5] * 10)
    assert found.spread == 0.0
    assert set(found.estimates) == {found.centre}


def test_fewer_than_ten_are_refused():
    """With 9 organisations, and with broken values, nothing is steadied."""
    with pytest.raises(ConfigurationError, match="too few"):
        steady_shares([(2, 9)] * 9)
    with pytest.raises(ConfigurationError, match="too few"):
        steady_values([0.1] * 9, [0.1] * 9)
    with pytest.raises(ConfigurationError, match="finite"):
        steady_values([math.inf] * 10, [0.1] * 10)
    with pytest.raises(ConfigurationError, match="finite"):
        steady_values([0.1] * 10, [0.1] * 11)
