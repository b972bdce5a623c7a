"""How far do two groups lie from a supposed ratio of their rates? Scores, to be inverted or read.

Each function here returns a score: a number that is standard normal, about, if the supposed value
is the true one. Everything else (intervals, tests) comes from inverting or reading these scores.

References
----------
Farrington and Manning 1990, Stat Med 9:1447, doi 10.1002/sim.4780091208 (restricted estimates).
Gart and Nam 1988, Biometrics 44:323, doi 10.2307/2531848 (skewness correction).
Miettinen and Nurminen 1985, Stat Med 4:213, doi 10.1002/sim.4780040211 (N/(N-1)).
Laud 2017, Pharmaceutical Statistics 16:334, doi 10.1002/pst.1813 (both corrections together).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from dueregard.statistics.tallies import Tally

    Moments = tuple[float, float, float]

_NO_VARIANCE = 1e-200
_ROUNDING = 1e-12


class Correction(NamedTuple):
    """Which refinements a score method makes.

    Parameters
    ----------
    skewness
        Correct for the third moment, so that both tails keep their promise.
    bias
        Multiply the variance by N/(N-1).
    """

    skewness: bool
    bias: bool


SCORE_METHODS: dict[str, Correction] = {
    "scas": Correction(skewness=True, bias=True),
    "gart-nam": Correction(skewness=True, bias=False),
    "miettinen-nurminen": Correction(skewness=False, bias=True),
    "uncorrected": Correction(skewness=False, bias=False),
}
"""The score methods that ratio, difference and odds ratio share."""


def score_from_moments(statistic: float, variance: float, third: float, z: float = 1.96) -> float:
    """Return the score with skewness correction: the z that solves a z^2 + z = s + a.

    ``s`` is the plain score and ``a`` a sixth of the skewness; the root is written so that nothing
    cancels when the skewness is near 0. Where strata disagree so much that there is no root, the
    correction is taken at the quantile ``z`` that is looked for, which changes no limit.
    """
    if statistic == 0.0 and third == 0.0:
        return 0.0
    if variance <= _NO_VARIANCE:
        # Next to a certain outcome both vanish together, and so does the score.
        return math.copysign(math.inf, statistic) if abs(statistic) > _ROUNDING else 0.0
    plain = statistic / math.sqrt(variance)
    a = third / (6.0 * variance * math.sqrt(variance))
    under_root = 1.0 + 4.0 * a * (plain + a)
    if under_root < 0.0:
        return plain - (z * z - 1.0) * a
    return 2.0 * (plain + a) / (1.0 + math.sqrt(under_root))


def ratio_moments(first: Tally, second: Tally, ratio: float) -> Moments:
    """Return p1 - ratio * p2, its variance and its third moment under that ratio (at most 1)."""
    x1, n1 = first
    x2, n2 = second
    b = n1 * ratio + x1 + n2 + x2 * ratio
    root = math.sqrt(max(0.0, b * b - 4.0 * (n1 + n2) * ratio * (x1 + x2)))
    q2 = min(1.0, 2.0 * (x1 + x2) / (b + root))
    q1 = q2 * ratio
    v1 = q1 * (1.0 - q1) / n1
    v2 = ratio * ratio * q2 * (1.0 - q2) / n2
    third = v1 * (1.0 - 2.0 * q1) / n1 - ratio * v2 * (1.0 - 2.0 * q2) / n2
    return x1 / n1 - ratio * (x2 / n2), v1 + v2, third


def difference_moments(first: Tally, second: Tally, difference: float) -> Moments:
    """Return p1 - p2 - difference, its variance and its third moment under that difference."""
    x1, n1 = first
    x2, n2 = second
    q2 = _restricted_second_rate(first, second, difference)
    q1 = min(1.0, max(0.0, q2 + difference))
    v1, v2 = q1 * (1.0 - q1) / n1, q2 * (1.0 - q2) / n2
    third = v1 * (1.0 - 2.0 * q1) / n1 - v2 * (1.0 - 2.0 * q2) / n2
    return (x1 * n2 - x2 * n1) / (n1 * n2) - difference, v1 + v2, third


def _restricted_second_rate(first: Tally, second: Tally, difference: float) -> float:
    """Return the second rate's likeliest value if the first lies ``difference`` above it.

    It is the middle root of a cubic (Farrington and Manning 1990), sharpened by Newton's method,
    because the cosine loses digits where two roots nearly meet.
    """
    x1, n1 = first
    x2, n2 = second
    people, events = n1 + n2, x1 + x2
    b = (n1 + 2 * n2) * difference - people - events
    c = (n2 * difference - people - 2 * x2) * difference + events
    d = x2 * difference * (1.0 - difference)
    shift = b / people / 3.0
    v = shift**3 - b * c / (6.0 * people * people) + d / people / 2.0
    u = math.copysign(math.sqrt(max(0.0, shift * shift - c / people / 3.0)), v)
    angle = 1.0 if u == 0.0 else max(-1.0, min(1.0, v / u**3))
    low, high = max(0.0, -difference), min(1.0, 1.0 - difference)
    rate = 2.0 * u * math.cos((math.pi + math.acos(angle)) / 3.0) - shift
    rate = min(high, max(low, rate))
    return _sharpen((people, b, c, d), rate, (low, high))


def _sharpen(
    cubic: tuple[float, float, float, float], root: float, ends: tuple[float, float]
) -> float:
    """Return the root after two Newton steps, as far as they stay between the ends."""
    a, b, c, d = cubic
    for _ in range(2):
        slope = (3.0 * a * root + 2.0 * b) * root + c
        if slope == 0.0:
            break
        step = (((a * root + b) * root + c) * root + d) / slope
        if abs(step) > 1e-6:
            break
        root = min(ends[1], max(ends[0], root - step))
    return root


def odds_moments(first: Tally, second: Tally, odds_ratio: float) -> Moments:
    """Return the efficient score of the log odds ratio, its variance, and no third moment."""
    x1, n1 = first
    x2, n2 = second
    q1, q2 = _restricted_odds_rates(first, second, odds_ratio)
    i1, i2 = n1 * q1 * (1.0 - q1), n2 * q2 * (1.0 - q2)
    if i1 == 0.0 or i2 == 0.0:
        return 0.0, 0.0, 0.0
    statistic = (x1 - n1 * q1) / i1 - (x2 - n2 * q2) / i2
    return statistic, 1.0 / i1 + 1.0 / i2, 0.0


def _restricted_odds_rates(first: Tally, second: Tally, odds_ratio: float) -> tuple[float, float]:
    """Return both rates' likeliest values under an odds ratio of at most 1."""
    x1, n1 = first
    x2, n2 = second
    events = x1 + x2
    a = n2 * (1.0 - odds_ratio)
    b = n1 * odds_ratio + n2 + events * (1.0 - odds_ratio)
    root = math.sqrt(max(0.0, b * b - 4.0 * a * events))
    q2 = min(1.0, 2.0 * events / (b + root)) if events else 0.0
    return q2 * odds_ratio / (1.0 - q2 * (1.0 - odds_ratio)), q2


def bias_factor(first: Tally, second: Tally, correction: Correction) -> float:
    """Return N/(N-1) where the method uses it, else 1."""
    people = first.people + second.people
    return people / (people - 1.0) if correction.bias else 1.0


def ratio_score(first: Tally, second: Tally, correction: Correction) -> Callable[[float], float]:
    """Return the score of a ratio of rates as a decreasing function of its logarithm."""
    return _score_of_log(ratio_moments, first, second, correction)


def odds_score(first: Tally, second: Tally, correction: Correction) -> Callable[[float], float]:
    """Return the score of an odds ratio as a decreasing function of its logarithm."""
    return _score_of_log(odds_moments, first, second, correction)


def _score_of_log(
    moments: Callable[[Tally, Tally, float], Moments],
    first: Tally,
    second: Tally,
    correction: Correction,
) -> Callable[[float], float]:
    """Return a score of a log ratio; above 0 the groups change places, which keeps precision."""
    factor = bias_factor(first, second, correction)

    def score(log_ratio: float) -> float:
        if log_ratio > 0.0:
            statistic, variance, third = moments(second, first, math.exp(-log_ratio))
            statistic, third = -statistic, -third
        else:
            statistic, variance, third = moments(first, second, math.exp(log_ratio))
        skewness = third if correction.skewness else 0.0
        return score_from_moments(statistic, variance * factor, skewness)

    return score


def difference_score(
    first: Tally, second: Tally, correction: Correction
) -> Callable[[float], float]:
    """Return the score of a difference of rates as a decreasing function of it."""
    factor = bias_factor(first, second, correction)

    def score(difference: float) -> float:
        if difference > 0.0:
            statistic, variance, third = difference_moments(second, first, -difference)
            statistic, third = -statistic, -third
        else:
            statistic, variance, third = difference_moments(first, second, difference)
        skewness = third if correction.skewness else 0.0
        return score_from_moments(statistic, variance * factor, skewness)

    return score
