"""Intervals for one proportion: closed forms, brute force, finite populations, refusals."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.intervals import (
    PROPORTION_METHODS,
    blaker_acceptability,
    proportion_interval,
    sensible_proportion_method,
)

TALLIES = [(x, n) for n in (1, 2, 3, 8, 20, 57) for x in {0, 1, n // 3, n // 2, n - 1, n}]
TALLIES += [(3, 10_000), (500_000, 1_000_000), (1, 1_000_000), (1_000_000, 1_000_000)]


@pytest.mark.parametrize("tally", TALLIES)
@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
@pytest.mark.parametrize(("method", "theirs"), [("wilson", "wilson"), ("clopper-pearson", "beta")])
def test_agrees_with_statsmodels_where_that_is_right(tally, level, method, theirs):
    """Wilson and Clopper-Pearson agree with statsmodels to nine digits."""
    found = proportion_interval(tally, level=level, method=method)
    lower, upper = proportion_confint(*tally, alpha=1 - level, method=theirs)
    assert found.lower == pytest.approx(max(0.0, lower), rel=1e-9, abs=1e-12)
    assert found.upper == pytest.approx(min(1.0, upper), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("tally", [(0, 9), (1, 9), (4, 9), (9, 9), (2, 40), (17, 40)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_mid_p_ends_have_half_of_alpha_beyond_them(tally, level):
    """At each end half the seen count and all beyond it, added up in fractions, are alpha/2."""
    x, n = tally
    found = proportion_interval(tally, level=level, method="mid-p")

    def tail(p, counts):
        q = Fraction(p)
        return float(sum(math.comb(n, k) * q**k * (1 - q) ** (n - k) * w for k, w in counts))

    if x:
        above = [(x, Fraction(1, 2)), *((k, 1) for k in range(x + 1, n + 1))]
        assert tail(found.lower, above) == pytest.approx((1 - level) / 2, rel=1e-9)
    if x < n:
        below = [(x, Fraction(1, 2)), *((k, 1) for k in range(x))]
        assert tail(found.upper, below) == pytest.approx((1 - level) / 2, rel=1e-9)


@pytest.mark.parametrize("tally", [(1, 6), (3, 12), (7, 12), (2, 30), (14, 30)])
def test_blaker_interval_is_the_set_of_accepted_rates(tally):
    """On a fine grid Blaker's test accepts inside the interval's hull and never outside it."""
    found = proportion_interval(tally, method="blaker")
    x, n = tally
    accepted = []
    for k in range(1, 600):
        p = k / 600
        upper, lower = stats.binom.sf(x - 1, n, p), stats.binom.cdf(x, n, p)
        seen = min(upper, lower)
        other = stats.binom.cdf if seen == upper else stats.binom.sf
        tails = other(list(range(-1, n + 1)), n, p)
        total = seen + max((t for t in tails if t <= seen * (1 + 1e-12)), default=0.0)
        assert blaker_acceptability(x, n, p) == pytest.approx(min(1, total), rel=1e-9)
        if total > 0.05:
            accepted.append(p)
    assert found.lower <= accepted[0] <= found.lower + 1 / 600
    assert found.upper - 1 / 600 <= accepted[-1] <= found.upper


@pytest.mark.parametrize("tally", [(0, 20), (20, 20), (3, 41), (12, 20)])
def test_blaker_lies_within_clopper_pearson(tally):
    """Blaker's interval is never wider than Clopper and Pearson's."""
    blaker = proportion_interval(tally, method="blaker")
    exact = proportion_interval(tally, method="clopper-pearson")
    assert exact.lower - 1e-9 <= blaker.lower
    assert blaker.upper <= exact.upper + 1e-9


def test_scas_solves_its_score_equation():
    """At each end the skewness-corrected score of one proportion is exactly z."""
    x, n, z = 4, 30, 1.959963984540054
    found = proportion_interval((x, n), method="scas")
    for end, sign in ((found.lower, 1), (found.upper, -1)):
        plain = (x / n - end) / math.sqrt(end * (1 - end) / n)
        skew = (1 - 2 * end) / (6 * math.sqrt(n * end * (1 - end)))
        assert plain - (z * z - 1) * skew == pytest.approx(sign * z, rel=1e-9)


def test_everybody_counted_leaves_no_interval():
    """With 20 of 20 answers the interval is the share; with 20 of a million it is nearly Wilson."""
    full = proportion_interval((12, 20), population=20)
    assert (full.lower, full.upper) == (0.6, 0.6)
    endless, vast = proportion_interval((12, 20)), proportion_interval((12, 20), population=10**6)
    assert vast.lower == pytest.approx(endless.lower, rel=1e-4)


@pytest.mark.parametrize("method", [m for m in PROPORTION_METHODS if m != "blaker"])
def test_finite_population_narrows_as_its_standard_error_does(method):
    """With half the people the width shrinks as sqrt((N-n)/(N-1))."""
    wide = proportion_interval((2000, 5000), method=method)
    narrow = proportion_interval((2000, 5000), method=method, population=10_000)
    shrunk = (narrow.upper - narrow.lower) / (wide.upper - wide.lower)
    assert shrunk == pytest.approx(math.sqrt(5000 / 9999), rel=5e-3)


@pytest.mark.parametrize("method", [m for m in PROPORTION_METHODS if m != "blaker"])
def test_one_sided_bound_is_the_end_of_a_wider_promise(method):
    """A one-sided 97.5 % bound is the lower end at 95 %, and the other end is open."""
    both = proportion_interval((4, 30), method=method)
    lower = proportion_interval((4, 30), method=method, level=0.975, alternative="greater")
    upper = proportion_interval((4, 30), method=method, level=0.975, alternative="less")
    assert (lower.lower, lower.upper) == (pytest.approx(both.lower), 1.0)
    assert (upper.lower, upper.upper) == (0.0, pytest.approx(both.upper))


def test_unknown_method_is_refused_with_the_list():
    """A method that does not exist is refused, and those that do are named."""
    with pytest.raises(ConfigurationError, match=r"'wald'(.|\n)*blaker, clopper-pearson"):
        proportion_interval((3, 41), method="wald")


@pytest.mark.parametrize("tally", [(5, 3), (-1, 3), (0, 0), (1.5, 3), (True, 3), ("1", 3)])
def test_impossible_counts_are_refused(tally):
    """More events than people, negative or broken counts and empty groups are refused."""
    with pytest.raises(ReturnError):
        proportion_interval(tally)


@pytest.mark.parametrize(
    "options",
    [
        {"level": 0.0},
        {"level": 1.0},
        {"level": 95},
        {"level": 0.3, "alternative": "less"},
        {"alternative": "upper"},
        {"method": "blaker", "alternative": "less"},
        {"method": "blaker", "population": 90},
    ],
)
def test_impossible_options_are_refused(options):
    """Levels outside 0 to 1 and options that do not go together are refused."""
    with pytest.raises(ConfigurationError):
        proportion_interval((3, 41), **options)


def test_population_smaller_than_the_answers_is_refused():
    """Nobody can answer who was not asked."""
    with pytest.raises(ReturnError):
        proportion_interval((3, 41), population=40)


def test_sensible_method_follows_the_smaller_cell():
    """Below 5 with or without the event the mid-p interval is taken, else Wilson's."""
    assert sensible_proportion_method((4, 40)) == "mid-p"
    assert sensible_proportion_method((36, 40)) == "mid-p"
    assert sensible_proportion_method((5, 40)) == "wilson"
