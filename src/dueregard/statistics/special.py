"""The special functions behind the intervals, on ``math`` alone.

Binomial and Poisson terms are computed by Loader's saddle-point expansion, which keeps full
precision for groups of a million (Loader 2000, "Fast and accurate computation of binomial
probabilities"). Tails come from the continued fractions of the incomplete beta and gamma
functions (DLMF 8.17.22, 8.9.2, 8.7.1).
"""

from __future__ import annotations

import math
from statistics import NormalDist

_LOG_ROOT_TWO_PI = 0.5 * math.log(2.0 * math.pi)
_ROUNDS = 200_000
_EPSILON = 1e-16
_TINY = 1e-300
_NORMAL = NormalDist()


def normal_quantile(probability: float) -> float:
    """Return the value that a standard normal variable falls below with this probability."""
    return _NORMAL.inv_cdf(probability)


def critical_value(level: float) -> float:
    """Return z for a two-sided interval at this confidence level, 1.96 for 0.95."""
    return _NORMAL.inv_cdf(0.5 + 0.5 * level)


def normal_tail(z: float) -> float:
    """Return the probability that a standard normal variable is larger than z."""
    return 0.5 * math.erfc(z / math.sqrt(2.0))


def two_sided_p(z: float) -> float:
    """Return the probability that a standard normal variable is further from 0 than z."""
    return math.erfc(abs(z) / math.sqrt(2.0))


def stirling_error(n: float) -> float:
    """Return the error of Stirling's formula for the logarithm of n factorial."""
    if n <= 15.0:
        if n == 0.0:
            return 0.0
        return math.lgamma(n + 1.0) - (n + 0.5) * math.log(n) + n - _LOG_ROOT_TWO_PI
    square = 1.0 / (n * n)
    series = 1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - square / 1188) * square) * square) * square
    return series / n


def deviance_part(observed: float, expected: float) -> float:
    """Return x log(x/m) + m - x without loss of digits where x is near m."""
    if observed == 0.0:
        return expected
    distance = observed - expected
    if abs(distance) >= 0.1 * (observed + expected):
        return observed * math.log(observed / expected) - distance
    ratio = distance / (observed + expected)
    total = distance * ratio
    term = 2.0 * observed * ratio
    for k in range(1, 1000):
        term *= ratio * ratio
        following = total + term / (2 * k + 1)
        if following == total:
            break
        total = following
    return total


def log_binomial_term(x: float, n: float, p: float) -> float:
    """Return the logarithm of the binomial probability of x among n; x and n need not be whole."""
    if p <= 0.0 or p >= 1.0:
        sure = x == 0.0 if p <= 0.0 else x == n
        return 0.0 if sure else -math.inf
    if x == 0.0:
        return n * math.log1p(-p)
    if x == n:
        return n * math.log(p)
    deviance = deviance_part(x, n * p) + deviance_part(n - x, n * (1.0 - p))
    errors = stirling_error(n) - stirling_error(x) - stirling_error(n - x)
    return errors - deviance + 0.5 * math.log(n / (2.0 * math.pi * x * (n - x)))


def binomial_term(x: float, n: float, p: float) -> float:
    """Return the binomial probability of x events among n."""
    return math.exp(log_binomial_term(x, n, p))


def regularised_beta(p: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_p(a, b) (DLMF 8.17)."""
    if p <= 0.0 or a == math.inf:
        return 0.0
    if p >= 1.0:
        return 1.0
    if p > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _lower_beta(1.0 - p, b, a)
    return _lower_beta(p, a, b)


def _lower_beta(p: float, a: float, b: float) -> float:
    """Return I_p(a, b) from its continued fraction, which converges fast for p below the mean."""
    # p^a (1-p)^b / (a B(a, b)) = b/(a+b) times the binomial term of a among a+b.
    front = math.exp(log_binomial_term(a, a + b, p)) * b / (a + b)
    c, d = 1.0, 1.0 - (a + b) * p / (a + 1.0)
    d = 1.0 / (d if abs(d) > _TINY else _TINY)
    total = d
    for m in range(1, _ROUNDS):
        even = m * (b - m) * p / ((a + 2 * m - 1.0) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * p / ((a + 2 * m) * (a + 2 * m + 1.0))
        c, d = 1.0 + even / c, 1.0 / (1.0 + even * d)
        total *= c * d
        c, d = 1.0 + odd / c, 1.0 / (1.0 + odd * d)
        total *= c * d
        if abs(c * d - 1.0) < _EPSILON:
            break
    return front * total


def binomial_upper(x: float, n: float, p: float) -> float:
    """Return the probability of x events or more among n."""
    return 1.0 if x <= 0.0 else regularised_beta(p, x, n - x + 1.0)


def binomial_lower(x: float, n: float, p: float) -> float:
    """Return the probability of x events or fewer among n."""
    return 1.0 if x >= n else regularised_beta(1.0 - p, n - x, x + 1.0)


def log_poisson_term(x: float, mean: float) -> float:
    """Return the logarithm of the Poisson probability of x events."""
    if mean <= 0.0:
        return 0.0 if x == 0.0 else -math.inf
    if x == 0.0:
        return -mean
    return -stirling_error(x) - deviance_part(x, mean) - 0.5 * math.log(2.0 * math.pi * x)


def poisson_upper(x: float, mean: float) -> float:
    """Return the probability of x events or more when so many are expected (DLMF 8.2)."""
    if x <= 0.0:
        return 1.0
    if mean <= 0.0:
        return 0.0
    return _gamma_series(x, mean) if mean < x + 1.0 else 1.0 - _gamma_fraction(x, mean)


def poisson_lower(x: float, mean: float) -> float:
    """Return the probability of x events or fewer when so many are expected."""
    shape = x + 1.0
    if mean <= 0.0:
        return 1.0
    return 1.0 - _gamma_series(shape, mean) if mean < shape + 1.0 else _gamma_fraction(shape, mean)


def _gamma_series(shape: float, at: float) -> float:
    """Return the lower regularised incomplete gamma function by its power series (DLMF 8.7.1)."""
    total = term = 1.0
    for k in range(1, _ROUNDS):
        term *= at / (shape + k)
        total += term
        if term < total * _EPSILON:
            break
    return total * math.exp(log_poisson_term(shape, at))


def _gamma_fraction(shape: float, at: float) -> float:
    """Return the upper regularised incomplete gamma function by Lentz's method (DLMF 8.9.2)."""
    b = at + 1.0 - shape
    c, d = 1.0 / _TINY, 1.0 / (b or _TINY)
    total = d
    for k in range(1, _ROUNDS):
        a = -k * (k - shape)
        b += 2.0
        d = a * d + b
        d = 1.0 / (d if abs(d) > _TINY else _TINY)
        c = b + a / c
        c = c if abs(c) > _TINY else _TINY
        total *= c * d
        if abs(c * d - 1.0) < _EPSILON:
            break
    return total * shape * math.exp(log_poisson_term(shape, at))


def chi_squared_tail(statistic: float, degrees: int) -> float:
    """Return the probability that a chi-squared variable is larger than the statistic."""
    if statistic <= 0.0:
        return 1.0
    shape, at = 0.5 * degrees, 0.5 * statistic
    return 1.0 - _gamma_series(shape, at) if at < shape + 1.0 else _gamma_fraction(shape, at)


def log_choose(n: int, k: int) -> float:
    """Return the logarithm of the number of ways to choose k of n."""
    if not 0 <= k <= n:
        return -math.inf
    return log_binomial_term(k, n, 0.5) + n * math.log(2.0)
