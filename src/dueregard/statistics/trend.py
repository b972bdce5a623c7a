"""Is a share moving steadily over the years? Trend tests, a slope, and the watch.

A trend of one person a year is never significant in a small body, and must not be ignored for that:
section 2.2.2 of the 2015 guidance asks for caution, but also that small changes be heeded where
they signify a trend. The watch is the answer: it looks at direction only and claims nothing more.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.statistics.results import ALTERNATIVES, Alternative, Interval, Significance
from dueregard.statistics.special import binomial_term, critical_value, normal_tail, two_sided_p
from dueregard.statistics.tallies import Tally, check_level, check_method, check_tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST_STEPS = 20_000_000
_NEGLIGIBLE = 1e-25


def trend_test(
    years: Sequence[tuple[int, int]],
    *,
    scores: Sequence[float] | None = None,
    method: str = "mid-p",
    alternative: str = Alternative.TWO_SIDED,
) -> Significance:
    """Test whether a share rises or falls steadily over three or more groups in order.

    Parameters
    ----------
    years
        Events and people of each year, oldest first. They must be different people (hires, cases,
        answers), not the same staff counted again.
    scores
        A number per year; 1, 2, 3, ... by default.
    method
        One of ``TREND_METHODS``: ``mid-p`` and ``exact`` (conditional on the total of events, by
        convolution; two-sided p doubles the smaller tail), ``cochran-armitage`` (1954, 1955) and
        ``mantel`` (the same with (N-1)/N).
    alternative
        ``two-sided``; ``greater`` if only a rise counts, ``less`` if only a fall does.

    Raises
    ------
    ReturnError
        Fewer than two years, or an impossible tally.
    ConfigurationError
        An unknown method, scores that do not fit, or counts too large for an exact method.

    References
    ----------
    Armitage 1955, Biometrics 11:375, doi 10.2307/3001775. Mantel 1963, JASA 58:690, doi
    10.1080/01621459.1963.10500879.
    """
    tallies, used = _check_years(years, scores)
    check_method(method, TREND_METHODS)
    check_method(alternative, ALTERNATIVES, what="alternative")
    p_value, statistic = TREND_METHODS[method](tallies, used, alternative)
    return Significance(min(1.0, max(0.0, p_value)), statistic, method, alternative)


def fits_exact_test(
    years: Sequence[tuple[int, int]], scores: Sequence[float] | None = None
) -> bool:
    """Return whether the counts are small enough for the exact and the mid-p test.

    Parameters
    ----------
    years, scores
        As for `trend_test`.
    """
    tallies, used = _check_years(years, scores)
    return _steps_needed(tallies, _whole_steps(used)) <= _MOST_STEPS


def _check_years(
    years: Sequence[tuple[int, int]], scores: Sequence[float] | None
) -> tuple[list[Tally], list[Fraction]]:
    tallies = [check_tally(year) for year in years]
    if len(tallies) < 2:
        raise ReturnError("A trend needs at least two years.", advice="Give one x/n for each year.")
    used = [Fraction(score) for score in (scores or range(1, len(tallies) + 1))]
    if len(used) != len(tallies) or len(set(used)) == 1:
        raise ConfigurationError(
            f"{len(used)} scores do not fit {len(tallies)} years, or are all the same.",
            advice="Give one score for each year, or none.",
        )
    return tallies, used


def _asymptotic(*, mantel: bool) -> Callable[..., tuple[float, float | None]]:
    """Return the normal test; Mantel's form takes the variance given the margins."""

    def test(
        tallies: list[Tally], scores: list[Fraction], alternative: str
    ) -> tuple[float, float | None]:
        people = sum(tally.people for tally in tallies)
        rate = Fraction(sum(tally.events for tally in tallies), people)
        mean = (
            sum((s * t.people for s, t in zip(scores, tallies, strict=True)), Fraction()) / people
        )
        gap = sum(((s - mean) * t.events for s, t in zip(scores, tallies, strict=True)), Fraction())
        squares = sum(
            (t.people * (s - mean) ** 2 for s, t in zip(scores, tallies, strict=True)), Fraction()
        )
        variance = rate * (1 - rate) * squares
        if mantel:
            variance *= Fraction(people, people - 1)
        z = float(gap) / math.sqrt(variance) if variance else 0.0
        if alternative == Alternative.TWO_SIDED:
            return two_sided_p(z), z
        return normal_tail(z if alternative == Alternative.GREATER else -z), z

    return test


def _conditional(weight: float) -> Callable[..., tuple[float, float | None]]:
    """Return the exact test in which the statistic seen weighs 1 (exact) or 1/2 (mid-p)."""

    def test(
        tallies: list[Tally], scores: list[Fraction], alternative: str
    ) -> tuple[float, float | None]:
        steps = _whole_steps(scores)
        seen = sum(s * t.events for s, t in zip(steps, tallies, strict=True))
        below, here, above = _conditional_tails(tallies, steps, seen)
        upper, lower = above + weight * here, below + weight * here
        if alternative == Alternative.TWO_SIDED:
            return 2.0 * min(upper, lower), None
        return (upper if alternative == Alternative.GREATER else lower), None

    return test


def _whole_steps(scores: list[Fraction]) -> list[int]:
    """Return the scores as whole numbers in the same proportions, starting from 0."""
    lowest = min(scores)
    common = math.lcm(*(score.denominator for score in scores))
    whole = [int((score - lowest) * common) for score in scores]
    shared = math.gcd(*whole)
    return [number // shared for number in whole]


def _conditional_tails(
    tallies: list[Tally], steps: list[int], seen: int
) -> tuple[float, float, float]:
    """Return the probabilities of a smaller, the same and a larger statistic, given the total.

    States (events so far, statistic so far) are convolved year by year. Binomial weights at the
    common rate cancel in the end and keep every number within range.
    """
    if _steps_needed(tallies, steps) > _MOST_STEPS:
        raise ConfigurationError(
            "These counts are too large for an exact trend test.",
            advice="Use the method cochran-armitage or mantel; it is precise for such counts.",
        )
    events, rate = _events_and_rate(tallies)
    left = sum(tally.people for tally in tallies)
    states: dict[tuple[int, int], float] = {(0, 0): 1.0}
    for step, tally in zip(steps, tallies, strict=True):
        left -= tally.people
        following: dict[tuple[int, int], float] = {}
        counts = _likely_counts(tally.people, rate)
        terms = [(count, binomial_term(count, tally.people, rate)) for count in counts]
        for (total, statistic), probability in states.items():
            for count, term in terms:
                if total + count <= events <= total + count + left:
                    key = (total + count, statistic + step * count)
                    following[key] = following.get(key, 0.0) + probability * term
        states = {key: value for key, value in following.items() if value > _NEGLIGIBLE}
    whole = math.fsum(states.values())
    below = math.fsum(p for (_, statistic), p in states.items() if statistic < seen)
    above = math.fsum(p for (_, statistic), p in states.items() if statistic > seen)
    here = math.fsum(p for (_, statistic), p in states.items() if statistic == seen)
    return below / whole, here / whole, above / whole


def _steps_needed(tallies: list[Tally], steps: list[int]) -> int:
    """Return at most how many steps the convolution takes: states before a year, times counts."""
    events, rate = _events_and_rate(tallies)
    totals = statistics = highest = 1
    needed = 0
    for step, tally in zip(steps, tallies, strict=True):
        width = len(_likely_counts(tally.people, rate))
        needed += min(totals, events + 1) * min(statistics, highest * (events + 1)) * width
        totals += width
        statistics += step * width
        highest = max(highest, step)
    return needed


def _events_and_rate(tallies: list[Tally]) -> tuple[int, float]:
    events = sum(tally.events for tally in tallies)
    return events, events / sum(tally.people for tally in tallies)


def _likely_counts(people: int, rate: float) -> range:
    """Return the counts of one year within ten standard deviations of their mean, and some more."""
    mean = people * rate
    reach = 10.0 * math.sqrt(mean * (1.0 - rate)) + 10.0
    return range(max(0, math.floor(mean - reach)), min(people, math.ceil(mean + reach)) + 1)


TREND_METHODS: dict[str, Callable[..., tuple[float, float | None]]] = {
    "mid-p": _conditional(0.5),
    "exact": _conditional(1.0),
    "cochran-armitage": _asymptotic(mantel=False),
    "mantel": _asymptotic(mantel=True),
}
"""The trend tests, by name."""


def trend_slope(
    years: Sequence[tuple[int, int]],
    *,
    scores: Sequence[float] | None = None,
    level: float = 0.95,
) -> Interval:
    """Return the change of the share per step of the score, with its interval.

    Parameters
    ----------
    years, scores
        As for `trend_test`.
    level
        Confidence level, 0 to 1.

    Notes
    -----
    Least squares weighted by the people of each year; the variance is that of the observed shares.
    """
    tallies, used = _check_years(years, scores)
    z = critical_value(check_level(level))
    people = sum(tally.people for tally in tallies)
    mean = sum((s * t.people for s, t in zip(used, tallies, strict=True)), Fraction()) / people
    squares = covariance = variance = Fraction()
    for score, (x, n) in zip(used, tallies, strict=True):
        distance = score - mean
        squares += n * distance**2
        covariance += distance * x
        variance += distance**2 * Fraction(x * (n - x), n)
    slope = float(covariance / squares)
    spread = z * math.sqrt(variance) / float(squares)
    return Interval(slope, slope - spread, slope + spread, level=level, method="linear-slope")


class Direction(StrEnum):
    """Which way a run of years goes."""

    RISING = "rising"
    FALLING = "falling"


@dataclass(frozen=True, slots=True)
class Watch:
    """A run of changes in one direction up to the last year, however small they are.

    Parameters
    ----------
    is_raised
        Whether the run is long enough to be worth watching.
    direction
        Which way, or ``None`` where the last two years are alike.
    changes
        How many changes in a row go that way, counted back from the last year.
    is_of_single_persons
        Whether each of those changes was one person.
    """

    is_raised: bool
    direction: Direction | None
    changes: int
    is_of_single_persons: bool


WATCH_FROM = 3
"""So many changes in a row, that is, four years each beyond the last, raise the watch."""


def watch(years: Sequence[tuple[int, int]], *, run: int = WATCH_FROM) -> Watch:
    """Look for a run in one direction that ends in the last year.

    Parameters
    ----------
    years
        Events and people of each year, oldest first; the same staff may be counted again.
    run
        How many changes in a row raise the watch. If nothing were changing, four years would come
        out in strict order by chance about once in 12 (once in 24 for each direction).

    Notes
    -----
    A year counts as lower if either its events or its share went down and neither went up. It says
    nothing on significance: a watch is a reason to look, not a result.

    Raises
    ------
    ReturnError
        Fewer than two years, or an impossible tally.
    """
    tallies, _ = _check_years(years, None)
    pairs = list(itertools.pairwise(tallies))[::-1]
    direction = _direction(*pairs[0])
    changes = 0
    for before, after in pairs:
        if direction is None or _direction(before, after) is not direction:
            break
        changes += 1
    singles = all(abs(after.events - before.events) == 1 for before, after in pairs[:changes])
    return Watch(changes >= run, direction, changes, singles and changes > 0)


def _direction(before: Tally, after: Tally) -> Direction | None:
    """Return which way both count and share went, where neither contradicts the other."""
    count = after.events - before.events
    share = after.events * before.people - before.events * after.people
    if count >= 0 and share >= 0 and (count or share):
        return Direction.RISING
    if count <= 0 and share <= 0 and (count or share):
        return Direction.FALLING
    return None
