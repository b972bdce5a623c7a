"""What if the margins are not given? Exact tests and intervals that search the common rate.

Under equal rates the total of events is binomial and, given the total, the first group's count is
hypergeometric. A test's size at a common rate is therefore a binomial mixture of conditional sizes,
one per total; its p-value is the largest over all rates.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError
from dueregard.statistics.hypergeometric import Margins, hypergeometric_terms
from dueregard.statistics.peak_finding import find_peak
from dueregard.statistics.results import Alternative
from dueregard.statistics.score import difference_moments
from dueregard.statistics.special import binomial_term

if TYPE_CHECKING:
    from dueregard.statistics.tallies import Tally

_MOST_TABLES = 4_000_000
_MOST_TABLES_FOR_INTERVAL = 12_000
_FINE = 1e-12
_TIE = 1.0 + 1e-11
_NARROW, _NARROW_INTERVAL = 1e-8, 1e-5
"""Radians within which the worst common rate is found: of a test, and at each of an interval."""


def barnard_p(first: Tally, second: Tally, alternative: str) -> float:
    """Return the p-value of the exact unconditional test with the pooled statistic.

    References
    ----------
    Barnard 1947, Biometrika 34:123; Suissa and Shuster 1985, JRSS A 148:317, doi 10.2307/2981892.
    """
    _check_size(first, second, _MOST_TABLES)
    (x1, n1), (x2, n2) = first, second
    people, events = n1 + n2, x1 + x2
    seen = x1 * n2 - x2 * n1
    if alternative == Alternative.TWO_SIDED and seen == 0:
        return 1.0
    room = events * (people - events)
    side = -1 if alternative == Alternative.LESS else 1

    def is_as_far(total: int, count: int) -> bool:
        if total in (0, people):
            return alternative != Alternative.TWO_SIDED and seen * side <= 0
        # Whole numbers only: a squared pooled z is compared without rounding.
        gap = count * n2 - (total - count) * n1
        ours, theirs = gap * gap * room, seen * seen * total * (people - total)
        if alternative == Alternative.TWO_SIDED:
            return ours >= theirs
        gap, goal = gap * side, seen * side
        if (gap >= 0) != (goal >= 0):
            return gap >= 0
        return ours >= theirs if goal >= 0 else ours <= theirs

    def size_given(total: int) -> float:
        start, terms = hypergeometric_terms(Margins(n1, n2, total))
        return math.fsum(term for count, term in enumerate(terms, start) if is_as_far(total, count))

    return _largest_size([size_given(total) for total in range(people + 1)])


def boschloo_p(first: Tally, second: Tally, alternative: str) -> float:
    """Return the p-value of the unconditional test that orders tables by Fisher's one-sided p.

    References
    ----------
    Boschloo 1970, Statistica Neerlandica 24:1, doi 10.1111/j.1467-9574.1970.tb00104.x.
    """
    _check_size(first, second, _MOST_TABLES)
    if alternative == Alternative.TWO_SIDED:
        sides = (_boschloo_upper(first, second), _boschloo_upper(second, first))
        return min(1.0, 2.0 * min(sides))
    if alternative == Alternative.GREATER:
        return _boschloo_upper(first, second)
    return _boschloo_upper(second, first)


def _boschloo_upper(first: Tally, second: Tally) -> float:
    """Return the p-value against a higher rate in the first group."""
    n1, n2 = first.people, second.people
    seen = _upper_tails(Margins(n1, n2, first.events + second.events)).get(first.events, 1.0)

    def size_given(total: int) -> float:
        tails = _upper_tails(Margins(n1, n2, total)).values()
        return max((tail for tail in tails if tail <= seen * _TIE), default=0.0)

    return _largest_size([size_given(total) for total in range(n1 + n2 + 1)])


def _upper_tails(margins: Margins) -> dict[int, float]:
    """Return for each count of the first group the probability of it or more."""
    start, terms = hypergeometric_terms(margins)
    tails, total = {}, 0.0
    for place in range(len(terms) - 1, -1, -1):
        total += terms[place]
        tails[start + place] = total
    return tails


def _check_size(first: Tally, second: Tally, most: int) -> None:
    tables = (first.people + 1) * (second.people + 1)
    if tables > most:
        raise ConfigurationError(
            f"Groups of {first.people} and {second.people} give {tables:,} tables, too many for an "
            "exact unconditional method.",
            advice="Use fisher-mid-p for a test, scas for an interval; they differ little here.",
        )


def _largest_size(sizes: list[float]) -> float:
    """Return the largest binomial mixture of the conditional sizes over all common rates.

    The mixture is smooth on the scale of 1/sqrt(N) in the arcsine of the rate, so a grid ten times
    finer sees every peak; the best ones are then narrowed down.
    """
    people = len(sizes) - 1

    def size(angle: float) -> float:
        return _mixture(sizes, math.sin(angle) ** 2)

    steps = math.ceil(5.0 * math.pi * math.sqrt(people)) + 20
    width = 0.5 * math.pi / steps
    heights = [size(k * width) for k in range(steps + 1)]
    best = max(heights)
    for k, height in enumerate(heights):
        beside = heights[max(0, k - 1)], heights[min(steps, k + 1)]
        if height >= max(beside) and height > 0.98 * best:
            low, high = max(0.0, (k - 1) * width), min(0.5 * math.pi, (k + 1) * width)
            best = max(best, find_peak(size, low, high, _NARROW).height)
    return min(1.0, best)


def _mixture(sizes: list[float], rate: float) -> float:
    """Return the mean of the sizes when their index is binomial with this rate."""
    people = len(sizes) - 1
    mode = min(people, math.floor((people + 1) * rate))
    at_mode = binomial_term(mode, people, rate)
    total = at_mode * sizes[mode]
    odds = rate / (1.0 - rate) if rate < 1.0 else 0.0
    term, k = at_mode, mode
    while k < people and term > 1e-18:
        term *= odds * (people - k) / (k + 1)
        k += 1
        total += term * sizes[k]
    term, k = at_mode, mode
    while k > 0 and term > 1e-18:
        term *= k / (odds * (people - k + 1)) if odds else 0.0
        k -= 1
        total += term * sizes[k]
    return total


def exact_difference_limits(
    first: Tally, second: Tally, alpha: float, *, two_sided: bool
) -> tuple[float, float]:
    """Return exact unconditional limits for a difference of rates, ordered by the score.

    Parameters
    ----------
    first, second
        The two groups; together at most 12,000 possible tables.
    alpha
        How often the interval may miss.
    two_sided
        Invert one two-sided test (Agresti and Min 2001, Biometrics 57:963, doi
        10.1111/j.0006-341X.2001.00963.x), or two one-sided ones at half of alpha (Chan and Zhang
        1999, Biometrics 55:1202, doi 10.1111/j.0006-341X.1999.01202.x).

    Raises
    ------
    ConfigurationError
        Groups too large to enumerate.
    """
    _check_size(first, second, _MOST_TABLES_FOR_INTERVAL)
    allowed = alpha if two_sided else 0.5 * alpha
    upper = _upper_limit(first, second, allowed, two_sided=two_sided)
    lower = -_upper_limit(second, first, allowed, two_sided=two_sided)
    return lower, upper


def _upper_limit(first: Tally, second: Tally, allowed: float, *, two_sided: bool) -> float:
    """Return the difference above which the data are too improbable, by bisection."""
    inside = first.events / first.people - second.events / second.people
    outside = 1.0
    if inside >= 1.0:
        return 1.0
    while outside - inside > 1e-6:
        middle = 0.5 * (inside + outside)
        if _size_at(first, second, middle, two_sided=two_sided) > allowed:
            inside = middle
        else:
            outside = middle
    return 0.5 * (inside + outside)


def _size_at(first: Tally, second: Tally, difference: float, *, two_sided: bool) -> float:
    """Return the largest probability, over the second rate, of data as far below a difference."""
    seen = _plain_score(first, second, difference)
    region: list[list[int]] = []
    for x1 in range(first.people + 1):
        ours = first._replace(events=x1)
        row = []
        for x2 in range(second.people + 1):
            score = _plain_score(ours, second._replace(events=x2), difference)
            if score <= seen + _FINE or (two_sided and score >= -seen - _FINE):
                row.append(x2)
        region.append(row)
    low, high = max(0.0, -difference), min(1.0, 1.0 - difference)
    steps = 60

    def size(rate: float) -> float:
        return _region_probability(region, (first.people, second.people), (rate + difference, rate))

    width = (high - low) / steps
    heights = [size(low + k * width) for k in range(steps + 1)]
    best = heights.index(max(heights))
    around = (max(low, low + (best - 1) * width), min(high, low + (best + 1) * width))
    return max(heights[best], find_peak(size, *around, _NARROW_INTERVAL).height)


def _plain_score(first: Tally, second: Tally, difference: float) -> float:
    statistic, variance, _ = difference_moments(first, second, difference)
    if abs(statistic) < _FINE:
        return 0.0
    if variance <= 0.0:
        return math.copysign(math.inf, statistic)
    return statistic / math.sqrt(variance)


def _region_probability(
    region: list[list[int]], people: tuple[int, int], rates: tuple[float, float]
) -> float:
    """Return the probability that the two counts fall into a region."""
    second = [binomial_term(x, people[1], rates[1]) for x in range(people[1] + 1)]
    return math.fsum(
        binomial_term(x1, people[0], min(1.0, max(0.0, rates[0])))
        * math.fsum(second[x2] for x2 in row)
        for x1, row in enumerate(region)
        if row
    )
