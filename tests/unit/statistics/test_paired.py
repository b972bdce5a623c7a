"""Changes among the same people: McNemar's tests and Tango's interval."""

from __future__ import annotations

import math

import pytest
from scipy import optimize, stats

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.paired import mcnemar, paired_difference_interval, tango_score


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 7), (3, 3), (59, 41), (0, 0), (16, 2)])
def test_mcnemar_is_a_sign_test(one, other):
    """The exact test is binomial at one half; the mid-p test takes half of the seen count."""
    exact = stats.binomtest(one, one + other).pvalue if one + other else 1.0
    assert mcnemar(one, other, method="exact").p_value == pytest.approx(exact)
    point = stats.binom.pmf(one, one + other, 0.5)
    mid = 1.0 if one == other else exact - point
    assert mcnemar(one, other).p_value == pytest.approx(mid)


def test_mcnemar_of_a_published_table():
    """59 and 41 discordant pairs in the literature's airway example: .0330, .0550, .0525, .0347."""
    # Cavo et al. 2012: 6 against 16 patients changed (Fagerland, Lydersen and Laake 2017, ch. 8).
    expected = {
        "asymptotic": 0.033006,
        "asymptotic-cc": 0.055009,
        "exact": 0.052479,
        "mid-p": 0.034690,
    }
    for method, p in expected.items():
        assert mcnemar(6, 16, method=method).p_value == pytest.approx(p, abs=5e-7)


def brute_tango(cells, difference):
    """Maximise the paired likelihood numerically, with the shares of the discordant pairs free."""
    _, b, c, _ = cells
    n = sum(cells)

    def loss(q21):
        q12 = q21 + difference
        rest = 1.0 - q12 - q21
        return -sum(k * math.log(p) for k, p in ((b, q12), (c, q21), (n - b - c, rest)) if k)

    low, high = max(0.0, -difference), (1.0 - difference) / 2.0
    found = optimize.minimize_scalar(
        loss, bounds=(low + 1e-13, high - 1e-13), method="bounded", options={"xatol": 1e-13}
    )
    variance = n * (2 * found.x + difference * (1 - difference))
    return (b - c - n * difference) / math.sqrt(variance)


@pytest.mark.parametrize("cells", [(4, 9, 3, 16), (1, 1, 7, 12), (5, 3, 3, 9), (20, 12, 2, 16)])
@pytest.mark.parametrize("difference", [-0.4, -0.05, 0.0, 0.1, 0.35])
def test_tango_score_maximises_the_likelihood(cells, difference):
    """The closed form agrees with numerical maximisation."""
    assert tango_score(cells, difference) == pytest.approx(brute_tango(cells, difference), abs=1e-5)


@pytest.mark.parametrize(
    "cells", [(4, 9, 3, 16), (1, 1, 7, 12), (43, 0, 1, 0), (0, 3, 0, 0), (0, 0, 0, 5)]
)
def test_tango_interval_mirrors_and_holds_its_estimate(cells):
    """Exchanging first and second time changes the sign; the estimate lies inside."""
    a, b, c, d = cells
    found = paired_difference_interval(cells)
    turned = paired_difference_interval((a, c, b, d))
    assert found.lower == pytest.approx(-turned.upper, abs=1e-10)
    assert found.contains(found.estimate)
    assert -1.0 <= found.lower < found.upper <= 1.0


def test_refusals():
    """Nobody, broken counts and unknown methods are refused."""
    with pytest.raises(ReturnError, match="nobody"):
        paired_difference_interval((0, 0, 0, 0))
    with pytest.raises(ReturnError):
        mcnemar(-1, 3)
    with pytest.raises(ConfigurationError, match="mid-p"):
        mcnemar(1, 3, method="edwards")
