"""What would a steadier figure be, for maps and rankings only? Empirical-Bayes estimates.

A steadied estimate borrows from the other organisations. It never replaces an organisation's own
count and never enters a statutory figure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError
from dueregard.statistics.peak_finding import find_peak
from dueregard.statistics.root_finding import find_root
from dueregard.statistics.tallies import check_tally

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_ORGANISATIONS = 10
"""With fewer, the spread between organisations cannot be told from chance."""

_PRECISION = 1e-4
"""Of logarithms and logits: nothing printed depends on more."""


@dataclass(frozen=True, slots=True)
class Steadied:
    """Estimates pulled towards the common value, in the order given.

    Parameters
    ----------
    centre
        The common value.
    spread
        Standard deviation between organisations; 0 where chance explains all differences.
    estimates
        One steadied estimate for each organisation.
    """

    centre: float
    spread: float
    estimates: tuple[float, ...]


def steady_shares(tallies: Sequence[tuple[int, int]]) -> Steadied:
    """Return beta-binomial empirical-Bayes shares, fitted by maximum likelihood.

    Parameters
    ----------
    tallies
        Events and people of each organisation, 10 or more.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        Fewer than 10 organisations.

    References
    ----------
    Griffiths 1973, Biometrics 29:637, doi 10.2307/2529131.
    """
    checked = [check_tally(tally) for tally in tallies]
    _check_number(len(checked))
    pooled = sum(x for x, _ in checked) / sum(n for _, n in checked)
    if not 0.0 < pooled < 1.0:
        return Steadied(pooled, 0.0, tuple(pooled for _ in checked))

    def fit(log_size: float) -> float:
        return _best_mean(checked, math.exp(log_size))[1]

    log_size = find_peak(fit, math.log(0.05), math.log(1e7), _PRECISION).place
    size = math.exp(log_size)
    mean, likelihood = _best_mean(checked, size)
    if likelihood <= _binomial_likelihood(checked, pooled) + 1e-6:
        return Steadied(pooled, 0.0, tuple(pooled for _ in checked))
    estimates = tuple((x + size * mean) / (n + size) for x, n in checked)
    return Steadied(mean, math.sqrt(mean * (1.0 - mean) / (1.0 + size)), estimates)


def _best_mean(tallies: Sequence[tuple[int, int]], size: float) -> tuple[float, float]:
    """Return the likeliest mean for a given prior size, and its log likelihood."""

    def likelihood(logit: float) -> float:
        mean = 1.0 / (1.0 + math.exp(-logit))
        a, b = size * mean, size * (1.0 - mean)
        return math.fsum(_log_term(x, n, a, b) for x, n in tallies)

    logit = find_peak(likelihood, -14.0, 14.0, _PRECISION).place
    return 1.0 / (1.0 + math.exp(-logit)), likelihood(logit)


def _log_term(x: int, n: int, a: float, b: float) -> float:
    """Return the log beta-binomial probability of x of n, without the binomial coefficient."""
    return _log_rising(a, x) + _log_rising(b, n - x) - _log_rising(a + b, n)


def _log_rising(start: float, steps: int) -> float:
    """Return log(start (start+1) ... ), in full precision also for huge starts."""
    if start > 1e4 * (steps + 1):
        return steps * math.log(start) + math.log1p(0.5 * steps * (steps - 1) / start)
    return math.lgamma(start + steps) - math.lgamma(start)


def _binomial_likelihood(tallies: Sequence[tuple[int, int]], rate: float) -> float:
    return math.fsum(x * math.log(rate) + (n - x) * math.log1p(-rate) for x, n in tallies)


def steady_values(values: Sequence[float], errors: Sequence[float]) -> Steadied:
    """Return normal empirical-Bayes estimates, as for logarithms of ratios.

    Parameters
    ----------
    values
        One value for each organisation, 10 or more.
    errors
        Their standard errors, above 0.

    Raises
    ------
    ConfigurationError
        Fewer than 10 organisations, or values and errors that do not fit.

    References
    ----------
    Paule and Mandel 1982, J Res NBS 87:377, doi 10.6028/jres.087.022.
    """
    _check_number(len(values))
    finite = all(math.isfinite(v) for v in values) and all(0.0 < e < math.inf for e in errors)
    if len(values) != len(errors) or not finite:
        raise ConfigurationError(
            "Each organisation needs one finite value and one standard error above 0.",
            advice="Leave organisations without a ratio out.",
        )
    variances = [error * error for error in errors]
    between = _between_variance(values, variances)
    centre = _weighted_mean(values, variances, between)
    estimates = tuple(
        centre + (value - centre) * between / (between + variance)
        for value, variance in zip(values, variances, strict=True)
    )
    return Steadied(centre, math.sqrt(between), estimates)


def _between_variance(values: Sequence[float], variances: Sequence[float]) -> float:
    """Return the variance at which the weighted squares equal their degrees of freedom."""

    def excess(between: float) -> float:
        centre = _weighted_mean(values, variances, between)
        squares = math.fsum(
            (value - centre) ** 2 / (variance + between)
            for value, variance in zip(values, variances, strict=True)
        )
        return squares - (len(values) - 1)

    if excess(0.0) <= 0.0:
        return 0.0
    largest = max(variances)
    while excess(largest) > 0.0:
        largest *= 4.0
    return find_root(excess, (0.0, largest), scale=largest)


def _weighted_mean(values: Sequence[float], variances: Sequence[float], between: float) -> float:
    weights = [1.0 / (variance + between) for variance in variances]
    products = (weight * value for weight, value in zip(weights, values, strict=True))
    return math.fsum(products) / math.fsum(weights)


def _check_number(organisations: int) -> None:
    if organisations < FEWEST_ORGANISATIONS:
        raise ConfigurationError(
            f"{organisations} organisations are too few to steady figures by each other; "
            f"{FEWEST_ORGANISATIONS} are needed.",
            advice="Show the organisations' own counts.",
        )
