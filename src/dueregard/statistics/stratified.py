"""What do several organisations say together, compared only within each? Stratified ratios.

The score intervals weight each organisation by the information it carries at the ratio that is
tried, so that zero cells need no invented halves.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from dueregard.statistics.results import EstimateState, Interval, ratio_state
from dueregard.statistics.root_finding import find_crossing
from dueregard.statistics.score import Correction, ratio_moments, score_from_moments
from dueregard.statistics.special import critical_value
from dueregard.statistics.strata import Stratum, check_strata, mantel_haenszel_parts
from dueregard.statistics.tallies import Tally, check_level, check_method

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dueregard.statistics.score import Moments
    from dueregard.statistics.strata import Pair

_FURTHEST = 60.0


class Weighting(NamedTuple):
    """How a stratified score is built.

    Parameters
    ----------
    correction
        Which refinements the score has.
    bias_in_weights
        Whether the weights include N/(N-1) (Tang's IVS) or not (Gart's INV).
    """

    correction: Correction
    bias_in_weights: bool


STRATIFIED_SCORES: dict[str, Weighting] = {
    "tang": Weighting(Correction(skewness=True, bias=True), bias_in_weights=True),
    "tang-skewness": Weighting(Correction(skewness=True, bias=False), bias_in_weights=True),
    "tang-uncorrected": Weighting(Correction(skewness=False, bias=False), bias_in_weights=True),
    "gart": Weighting(Correction(skewness=True, bias=True), bias_in_weights=False),
    "gart-skewness": Weighting(Correction(skewness=True, bias=False), bias_in_weights=False),
    "gart-uncorrected": Weighting(Correction(skewness=False, bias=False), bias_in_weights=False),
}
"""The stratified score methods, by name."""

STRATIFIED_RATIO_METHODS = (*STRATIFIED_SCORES, "greenland-robins")
"""The intervals for a common ratio of rates."""


def stratified_ratio_interval(
    strata: Iterable[Pair], *, level: float = 0.95, method: str = "tang"
) -> Interval:
    """Return an interval for a ratio of rates that is the same in all strata.

    Parameters
    ----------
    strata
        ((events, people), (events, people)) of each stratum, the first group over the second.
    level
        Confidence level, 0 to 1.
    method
        One of ``STRATIFIED_RATIO_METHODS``: ``tang`` (score weighted by inverse variance, with
        skewness and bias correction, default), ``gart`` (the weights without bias correction),
        either with ``-skewness`` (no bias correction: Gart and Nam 1988) or ``-uncorrected``
        (neither: Gart 1985, Tang 2020), and ``greenland-robins`` (Mantel-Haenszel ratio, 1985).

    Returns
    -------
    Interval
        The estimate is the Mantel-Haenszel ratio for ``greenland-robins``, and the ratio at which
        the plain score is 0 for the others.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        An unknown method or level.

    References
    ----------
    Tang 2020, Stat Med 39:3427, doi 10.1002/sim.8674. Gart and Nam 1988, Biometrics 44:323, doi
    10.2307/2531848. Greenland and Robins 1985, Biometrics 41:55, doi 10.2307/2530643.
    """
    checked = check_strata(strata)
    check_method(method, STRATIFIED_RATIO_METHODS)
    z = critical_value(check_level(level))
    if method == "greenland-robins":
        return _greenland_robins(checked, level, z)
    return _score_interval(checked, level, method)


def _score_interval(strata: Sequence[Stratum], level: float, method: str) -> Interval:
    """Return the interval that inverts a stratified score test."""
    z = critical_value(level)
    state = _ratio_state(strata)
    if state is EstimateState.UNDEFINED:
        return Interval(None, 0.0, math.inf, level, method, state)
    score = stratified_score(strata, method, z=z)
    plain = stratified_score(strata, "tang-uncorrected")
    over, under = (part + 0.5 for part in mantel_haenszel_parts(strata))
    guess = math.log(over / under)

    def crossing(function: Callable[[float], float]) -> float | None:
        found = find_crossing(function, start=guess, step=0.5, ends=(-_FURTHEST, _FURTHEST))
        return None if found is None else math.exp(found)

    has_first = state is not EstimateState.ZERO
    has_second = state is not EstimateState.INFINITE
    lower = crossing(lambda u: score(u) - z) if has_first else None
    upper = crossing(lambda u: score(u) + z) if has_second else None
    estimate = crossing(plain) if state is EstimateState.ESTIMATED else None
    if estimate is None:
        estimate = 0.0 if state is EstimateState.ZERO else math.inf
    return Interval(
        estimate, lower or 0.0, math.inf if upper is None else upper, level, method, state
    )


def _ratio_state(strata: Sequence[Stratum]) -> EstimateState:
    """Return the state of a common ratio; strata without one of the groups say nothing."""
    usable = [s for s in strata if s.first.people and s.second.people]
    return ratio_state(sum(s.first.events for s in usable), sum(s.second.events for s in usable))


def stratified_score(
    strata: Sequence[Stratum], method: str, *, z: float = 1.96
) -> Callable[[float], float]:
    """Return the stratified score as a decreasing function of the logarithm of the common ratio.

    Strata with an empty group or with no event carry no information and are left out. In a stratum
    in which everybody had the event, half a person is added to each cell, because its variance at
    a ratio of 1 would be 0 and its weight without limit.
    """
    weighting = STRATIFIED_SCORES[method]
    prepared = [_padded(s) for s in strata if s.first.people and s.second.people and s.events]

    def score(log_ratio: float) -> float:
        sign = 1.0
        pairs = prepared
        if log_ratio > 0.0:
            sign, log_ratio = -1.0, -log_ratio
            pairs = [Stratum(s.second, s.first) for s in prepared]
        ratio = math.exp(log_ratio)
        statistic, variance, third = _weighted_moments(pairs, ratio, weighting)
        skewness = third if weighting.correction.skewness else 0.0
        return sign * score_from_moments(statistic, variance, skewness, z)

    return score


def _padded(stratum: Stratum) -> Stratum:
    if stratum.events < stratum.people:
        return stratum
    return Stratum(*(Tally(t.events + 0.5, t.people + 1) for t in stratum))  # type: ignore[arg-type]  # half people on purpose


def _weighted_moments(strata: Sequence[Stratum], ratio: float, weighting: Weighting) -> Moments:
    """Return the weighted mean of the strata's scores with its variance and third moment."""
    weight_sum = statistic = variance_sum = third_sum = 0.0
    for stratum in strata:
        gap, variance, third = ratio_moments(*stratum, ratio)
        factor = stratum.people / (stratum.people - 1.0) if weighting.correction.bias else 1.0
        rate = _restricted_rate(stratum, ratio)
        # Tang's score: each stratum is divided by its own restricted second rate.
        gap, spread, third = gap / rate, variance / (rate * rate), third / rate**3
        spread = max(spread, 1e-300)
        weight = 1.0 / (spread * factor) if weighting.bias_in_weights else 1.0 / spread
        weight_sum += weight
        statistic += weight * gap
        variance_sum += weight * weight * spread * factor
        third_sum += weight**3 * third
    return statistic / weight_sum, variance_sum / weight_sum**2, third_sum / weight_sum**3


def _restricted_rate(stratum: Stratum, ratio: float) -> float:
    """Return the second rate's likeliest value under a ratio (as in `ratio_moments`)."""
    (x1, n1), (x2, n2) = stratum
    b = n1 * ratio + x1 + n2 + x2 * ratio
    root = math.sqrt(max(0.0, b * b - 4.0 * (n1 + n2) * ratio * (x1 + x2)))
    return min(1.0, 2.0 * (x1 + x2) / (b + root))


def _greenland_robins(strata: Sequence[Stratum], level: float, z: float) -> Interval:
    """Return the Mantel-Haenszel ratio with the limits of Greenland and Robins."""
    over, under = mantel_haenszel_parts(strata)
    state = _ratio_state(strata)
    if not over or not under:
        estimate = {EstimateState.ZERO: 0.0, EstimateState.INFINITE: math.inf}.get(state)
        return Interval(estimate, 0.0, math.inf, level, "greenland-robins", state)
    spread = math.fsum(
        (s.first.people * s.second.people * s.events - s.first.events * s.second.events * s.people)
        / s.people**2
        for s in strata
        if s.people
    )
    return _log_interval(over / under, spread / (over * under), z, (level, "greenland-robins"))


def _log_interval(estimate: float, variance: float, z: float, named: tuple[float, str]) -> Interval:
    width = math.exp(z * math.sqrt(max(0.0, variance)))
    return Interval(estimate, estimate / width, estimate * width, *named)


def stratified_odds_ratio_interval(
    strata: Iterable[Pair], *, level: float = 0.95, method: str = "mantel-haenszel"
) -> Interval:
    """Return an interval for an odds ratio that is the same in all strata.

    Parameters
    ----------
    strata
        ((events, people), (events, people)) of each stratum.
    level
        Confidence level, 0 to 1.
    method
        ``mantel-haenszel`` (variance of Robins, Breslow and Greenland 1986) or ``woolf`` (inverse
        variance of the log odds ratios; half a person is added to each cell of a stratum that has
        an empty one, and strata without information are left out).

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        An unknown method or level.

    References
    ----------
    Robins, Breslow and Greenland 1986, Biometrics 42:311, doi 10.2307/2531052.
    Woolf 1955, Annals of Human Genetics 19:251, doi 10.1111/j.1469-1809.1955.tb01348.x.
    """
    checked = [s for s in check_strata(strata) if s.is_informative]
    check_method(method, ("mantel-haenszel", "woolf"))
    z = critical_value(check_level(level))
    return (_mantel_haenszel_odds if method == "mantel-haenszel" else _woolf)(checked, level, z)


def mantel_haenszel_odds_ratio(strata: Sequence[Stratum]) -> float | None:
    """Return the Mantel-Haenszel odds ratio; ``math.inf`` or ``None`` where a sum is 0."""
    over = math.fsum(a * d / s.people for s in strata for a, _, _, d in [s.cells])
    under = math.fsum(b * c / s.people for s in strata for _, b, c, _ in [s.cells])
    if not under:
        return math.inf if over else None
    return over / under


def _mantel_haenszel_odds(strata: Sequence[Stratum], level: float, z: float) -> Interval:
    estimate = mantel_haenszel_odds_ratio(strata)
    if estimate is None or not 0.0 < estimate < math.inf:
        state = {None: EstimateState.UNDEFINED, 0.0: EstimateState.ZERO}.get(
            estimate, EstimateState.INFINITE
        )
        return Interval(estimate, 0.0, math.inf, level, "mantel-haenszel", state)
    sums = [0.0] * 5
    for stratum in strata:
        a, b, c, d = stratum.cells
        n = stratum.people
        agree, differ = (a + d) / n, (b + c) / n
        over, under = a * d / n, b * c / n
        parts = (over, under, agree * over, agree * under + differ * over, differ * under)
        sums = [total + part for total, part in zip(sums, parts, strict=True)]
    over, under, pr, mixed, qs = sums
    variance = pr / (2.0 * over**2) + mixed / (2.0 * over * under) + qs / (2.0 * under**2)
    return _log_interval(estimate, variance, z, (level, "mantel-haenszel"))


def _woolf(strata: Sequence[Stratum], level: float, z: float) -> Interval:
    weights = total = 0.0
    for stratum in strata:
        extra = 0.0 if all(stratum.cells) else 0.5
        a, b, c, d = (cell + extra for cell in stratum.cells)
        weight = 1.0 / (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d)
        weights += weight
        total += weight * math.log(a * d / (b * c))
    if not weights:
        return Interval(None, 0.0, math.inf, level, "woolf", EstimateState.UNDEFINED)
    return _log_interval(math.exp(total / weights), 1.0 / weights, z, (level, "woolf"))
