"""How far could one percentage move by chance? Intervals for x of n.

The default is Wilson's score interval, the choice of the UK Health Security Agency for proportions
(Fingertips technical guidance; APHO Technical Briefing 3).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.results import ALTERNATIVES, Alternative, Interval
from dueregard.statistics.root_finding import find_crossing, find_root
from dueregard.statistics.special import (
    binomial_lower,
    binomial_upper,
    critical_value,
    regularised_beta,
)
from dueregard.statistics.tallies import check_count, check_level, check_method, check_tally

if TYPE_CHECKING:
    from collections.abc import Callable

_TIE = 1e-12
_HALF = 0.5
_FEW = 5


def proportion_interval(
    tally: tuple[int, int],
    *,
    level: float = 0.95,
    method: str = "wilson",
    population: int | None = None,
    alternative: str = Alternative.TWO_SIDED,
) -> Interval:
    """Return a confidence interval for the proportion behind x of n.

    Parameters
    ----------
    tally
        Events and people.
    level
        Confidence level, 0 to 1.
    method
        One of ``PROPORTION_METHODS``: ``wilson`` (score; Wilson 1927), ``wilson-cc`` (with
        continuity correction), ``mid-p``, ``clopper-pearson`` (exact), ``jeffreys`` (modified at
        the ends, Brown, Cai and DasGupta 2001), ``blaker`` (exact; Blaker 2000), ``scas``
        (skewness-corrected score; Laud 2017).
    population
        How many people could have answered. With it the answers weigh as n (N-1)/(N-n) people,
        the finite-population correction; ``None`` for an unlimited population.
    alternative
        ``two-sided``; ``greater`` for a lower bound only, ``less`` for an upper bound only.

    Raises
    ------
    ReturnError
        An impossible tally, or a population smaller than the people counted.
    ConfigurationError
        An unknown method or level.

    References
    ----------
    Newcombe 1998, Stat Med 17:857, doi
    10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
    Brown, Cai and DasGupta 2001, Statistical Science 16:101, doi 10.1214/ss/1009213286.
    """
    events, people = check_tally(tally)
    check_method(method, PROPORTION_METHODS)
    level_used = two_sided_level(level, alternative)
    estimate = events / people
    weight = 1.0 if population is None else effective_weight(people, population)
    if math.isinf(weight):
        lower = upper = estimate
    elif method == "blaker" and (weight != 1.0 or alternative != Alternative.TWO_SIDED):
        raise ConfigurationError(
            "Blaker's interval is for whole people and has two sides.",
            advice="Leave the population and the alternative out, or choose mid-p.",
        )
    else:
        limits = PROPORTION_METHODS[method]
        lower, upper = limits(events * weight, people * weight, level_used)
    ends = open_ends((lower, upper), alternative, (0.0, 1.0))
    return Interval(estimate, *ends, level=level, method=method, alternative=alternative)


def sensible_proportion_method(tally: tuple[int, int]) -> str:
    """Return ``wilson``, or ``mid-p`` where fewer than 5 people have the event or lack it."""
    events, people = check_tally(tally)
    return "mid-p" if min(events, people - events) < _FEW else "wilson"


def effective_weight(people: int, population: int) -> float:
    """Return by how much each answer weighs more because the population is finite.

    The standard error shrinks by sqrt((N-n)/(N-1)), which is the same as having n (N-1)/(N-n)
    answers; ``math.inf`` when everybody answered.

    Raises
    ------
    ReturnError
        Fewer people in the population than were counted.
    """
    check_count(population, "The population")
    if population < people:
        raise ReturnError(
            f"{people} people out of a population of {population} cannot be.",
            advice="The population counts everybody who could have answered.",
        )
    return math.inf if population == people else (population - 1) / (population - people)


def two_sided_level(level: float, alternative: str) -> float:
    """Return the level of the two-sided interval whose one end is the bound asked for."""
    check_level(level)
    check_method(alternative, ALTERNATIVES, what="alternative")
    if alternative == Alternative.TWO_SIDED:
        return level
    return 2.0 * check_level(level if level > _HALF else -level) - 1.0


def open_ends(
    limits: tuple[float, float], alternative: str, ends: tuple[float, float]
) -> tuple[float, float]:
    """Return the limits with the end that a one-sided interval leaves open put to its extreme."""
    lower, upper = limits
    if alternative == Alternative.GREATER:
        return lower, ends[1]
    if alternative == Alternative.LESS:
        return ends[0], upper
    return lower, upper


def wilson_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Return Wilson's score limits (Wilson 1927; Newcombe 1998, method 3)."""
    z = critical_value(level)
    square = z * z
    spread = z * math.sqrt(square + 4.0 * x * (n - x) / n)
    # Each root is written so that nothing cancels for tiny and for full counts.
    lower = 0.0 if x <= 0.0 else 2.0 * x * x / n / (2.0 * x + square + spread)
    misses = n - x
    above = 0.0 if misses <= 0.0 else 2.0 * misses * misses / n / (2.0 * misses + square + spread)
    return lower, 1.0 - above


def _wilson_corrected_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Return Wilson's limits with continuity correction (Newcombe 1998, method 4)."""
    z = critical_value(level)

    def lower(events: float) -> float:
        p, q = events / n, 1.0 - events / n
        inside = z * z - 2.0 - 1.0 / n + 4.0 * p * (n * q + 1.0)
        found = (2.0 * events + z * z - 1.0 - z * math.sqrt(max(0.0, inside))) / (2.0 * (n + z * z))
        return 0.0 if events <= 0.0 else max(0.0, found)

    return lower(x), 1.0 - lower(n - x)


def _mid_p_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Return the limits at which half the observed term and all beyond it are alpha/2."""
    tail = 0.5 * (1.0 - level)

    def lower(events: float) -> float:
        if events <= 0.0:
            return 0.0
        if events >= n:
            return float((2.0 * tail) ** (1.0 / n))
        return _search(
            lambda p: mid_p_upper(events, n, p) - tail, wilson_limits(events, n, level)[0]
        )

    return lower(x), 1.0 - lower(n - x)


def mid_p_upper(x: float, n: float, p: float) -> float:
    """Return the probability of more than x events plus half the probability of exactly x."""
    beyond = 0.0 if x >= n else regularised_beta(p, x + 1.0, n - x)
    return 0.5 * (binomial_upper(x, n, p) + beyond)


def _clopper_pearson_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Return the exact limits (Clopper and Pearson 1934, Biometrika 26:404)."""
    tail = 0.5 * (1.0 - level)

    def lower(events: float) -> float:
        if events <= 0.0:
            return 0.0
        if events >= n:
            return float(tail ** (1.0 / n))
        return _search(
            lambda p: binomial_upper(events, n, p) - tail, wilson_limits(events, n, level)[0]
        )

    return lower(x), 1.0 - lower(n - x)


def _jeffreys_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Return the quantiles of a Beta(x + 1/2, n - x + 1/2), with 0 and 1 at the extreme counts."""
    tail = 0.5 * (1.0 - level)

    def lower(events: float) -> float:
        if events <= 0.0:
            return 0.0
        shape = (events + 0.5, n - events + 0.5)
        return _search(
            lambda p: regularised_beta(p, *shape) - tail, wilson_limits(events, n, level)[0]
        )

    return lower(x), 1.0 - lower(n - x)


def _scas_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Return the skewness-corrected score limits, in closed form (Laud 2017, appendix S3)."""
    z = critical_value(level)

    def lower(events: float) -> float:
        if events <= 0.0:
            return 0.0
        # (p - theta) = z sd + (z^2 - 1)(1 - 2 theta)/(6n) squared is a quadratic in theta.
        shift = (z * z - 1.0) / (6.0 * n)
        centre, slope = events / n - shift, 1.0 - 2.0 * shift
        a = slope * slope + z * z / n
        b = 2.0 * centre * slope + z * z / n
        root = math.sqrt(max(0.0, b * b - 4.0 * a * centre * centre))
        return max(0.0, 2.0 * centre * centre / (b + root)) if centre > 0.0 else 0.0

    return lower(x), 1.0 - lower(n - x)


def _search(excess: Callable[[float], float], guess: float) -> float:
    """Return where a function that rises with p is 0, looking first at a guess, on the log scale.

    An end so small that it cannot be found is 0.
    """
    found = find_crossing(
        lambda u: -excess(math.exp(u)), start=math.log(guess), step=0.1, ends=(-700.0, 0.0)
    )
    return 0.0 if found is None else math.exp(found)


def _blaker_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Return the ends of the set of p whose Blaker acceptability exceeds 1 - level."""
    events, people = round(x), round(n)
    alpha = 1.0 - level
    lower = _blaker_lower(events, people, alpha)
    return lower, 1.0 - _blaker_lower(people - events, people, alpha)


def _blaker_lower(events: int, people: int, alpha: float) -> float:
    """Return the smallest p that Blaker's function accepts.

    The acceptability jumps where a further count joins the other tail and rises in between, so
    the search goes from jump to jump, upwards from the exact limit.
    """
    if events == 0:
        return 0.0
    here, _ = _clopper_pearson_limits(events, people, 1.0 - alpha)
    estimate = events / people
    here *= 1.0 - _TIE

    def excess(p: float) -> float:
        return blaker_acceptability(events, people, p) - alpha

    while here < estimate:
        jump = _next_jump(events, people, here)
        top = jump * (1.0 - _TIE)
        if excess(here) > 0.0:
            return here
        if excess(top) > 0.0:
            return find_root(excess, (here, top), scale=top)
        here = jump * (1.0 + _TIE)
    return estimate


def _next_jump(events: int, people: int, p: float) -> float:
    """Return the next p above this one at which the opposite tail loses a count."""
    opposite = _opposite_count(events, people, p, binomial_upper(events, people, p))
    return _balance(events, people, opposite + 1, p)


def _opposite_count(events: int, people: int, p: float, tail: float) -> int:
    """Return the largest count whose lower tail is no larger than the tail given, or -1."""
    fits, fails = -1, events
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if binomial_lower(middle, people, p) <= tail * (1.0 + _TIE):
            fits = middle
        else:
            fails = middle
    return fits


def _balance(events: int, people: int, count: int, start: float) -> float:
    """Return the p above ``start`` at which a count's lower tail equals the seen upper one."""
    if count >= events:
        return 1.0

    def gap(p: float) -> float:
        return binomial_upper(events, people, p) - binomial_lower(count, people, p)

    return find_root(gap, (start, 1.0), scale=start) if gap(start) < 0.0 else 1.0


def blaker_acceptability(events: int, people: int, p: float) -> float:
    """Return the two-sided p-value of Blaker's test at p.

    It is the smaller tail of the observed count, plus the largest tail on the other side that is
    no larger.

    References
    ----------
    Blaker 2000, Canadian Journal of Statistics 28:783, doi 10.2307/3315916.
    """
    upper = binomial_upper(events, people, p)
    lower = binomial_lower(events, people, p)
    if upper > lower:
        events, p, upper, lower = people - events, 1.0 - p, lower, upper
    opposite = _opposite_count(events, people, p, upper)
    other = binomial_lower(opposite, people, p) if opposite >= 0 else 0.0
    return min(1.0, upper + other)


PROPORTION_METHODS: dict[str, Callable[[float, float, float], tuple[float, float]]] = {
    "wilson": wilson_limits,
    "wilson-cc": _wilson_corrected_limits,
    "mid-p": _mid_p_limits,
    "clopper-pearson": _clopper_pearson_limits,
    "jeffreys": _jeffreys_limits,
    "blaker": _blaker_limits,
    "scas": _scas_limits,
}
"""The intervals for one proportion, by name."""
