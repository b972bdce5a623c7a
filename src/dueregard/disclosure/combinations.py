"""Which counts together print one figure: ratios, gaps, intervals and tests, tried one by one.

A ratio of two likelihoods, a confidence interval and a p-value are not linear in the counts. Within
the bounds that everything else leaves, the combinations that print alike are few, and they are
listed. Where they are not few the figure cannot be used, and the caller is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from dueregard.errors import FileNotUsableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Range = tuple[int, int]
    Combination = tuple[int, ...]

MOST_TRIED = 400_000
"""Combinations that are tried for one figure."""
MOST_TESTED = 20_000
"""The same where each takes a statistical test."""
MOST_LISTED = 20_000
"""Combinations that one figure may leave."""
LARGEST_BASE = 4_000
"""People up to which a base that nothing limits is tried."""
TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Between:
    """What rounds to one printed number: from ``low``, to below ``high``."""

    low: Fraction
    high: Fraction

    def holds(self, value: float) -> bool:
        """Whether a computed number prints so; a tie at either end may."""
        return float(self.low) - TIE <= value <= float(self.high) + TIE


def ratios(
    first: Range, wholes: tuple[Range, Range], second: Range, printed: Between
) -> list[Combination]:
    """Return (part, whole, other part, other whole) whose relative likelihood prints so.

    Parameters
    ----------
    first, second
        Least and most of the two parts.
    wholes
        Least and most of the two wholes.
    printed
        The ratio.

    Raises
    ------
    FileNotUsableError
        Too many would have to be tried, or listed.
    """

    def limits(whole: int, other: int, other_whole: int) -> tuple[Fraction, Fraction]:
        unit = Fraction(other * whole, other_whole)
        return printed.low * unit, printed.high * unit

    return _solve(first, wholes, (max(second[0], 1), second[1]), limits)


def gaps(
    first: Range, wholes: tuple[Range, Range], second: Range, printed: Between
) -> list[Combination]:
    """Return the same four numbers for a gap between two shares, in percentage points."""

    def limits(whole: int, other: int, other_whole: int) -> tuple[Fraction, Fraction]:
        share = Fraction(other, other_whole)
        return (printed.low / 100 + share) * whole, (printed.high / 100 + share) * whole

    return _solve(first, wholes, second, limits)


def _solve(
    first: Range,
    wholes: tuple[Range, Range],
    second: Range,
    limits: Callable[[int, int, int], tuple[Fraction, Fraction]],
) -> list[Combination]:
    found: list[Combination] = []
    for whole, other_whole, other in _triples(wholes, second, MOST_TRIED):
        low, high = limits(whole, other, other_whole)
        least = max(first[0], -((-low.numerator) // low.denominator))
        below = -((-high.numerator) // high.denominator)
        most = min(first[1], whole, below - 1)
        found.extend((part, whole, other, other_whole) for part in range(least, most + 1))
        _check_listed(found)
    return found


def _triples(
    wholes: tuple[Range, Range], second: Range, most: int
) -> Iterator[tuple[int, int, int]]:
    """Yield whole, other whole and other part within their bounds."""
    sizes = [high - low + 1 for low, high in (*wholes, second)]
    if sizes[0] * sizes[1] * sizes[2] > most:
        raise FileNotUsableError(
            "A ratio, gap or p-value has too many solutions to try them all.",
            advice="Give the counts of its bases, or a row of kind range that limits them.",
        )
    for whole, other_whole in product(*(range(max(low, 1), high + 1) for low, high in wholes)):
        for other in range(second[0], min(second[1], other_whole) + 1):
            yield whole, other_whole, other


def _check_listed(found: list[Combination]) -> None:
    if len(found) > MOST_LISTED:
        raise FileNotUsableError(
            f"More than {MOST_LISTED} combinations of counts print one of the figures.",
            advice="Give the counts of its bases, or a row of kind range that limits them.",
        )


def tests(
    first: Range,
    wholes: tuple[Range, Range],
    second: Range,
    printed: Between,
    p_value: Callable[[tuple[int, int], tuple[int, int]], float],
) -> list[Combination]:
    """Return the same four numbers for a printed p-value.

    Raises
    ------
    FileNotUsableError
        Too many would have to be tried, or listed.
    """
    most = MOST_TESTED // (min(first[1], wholes[0][1]) - first[0] + 1)
    found: list[Combination] = []
    for whole, other_whole, other in _triples(wholes, second, most):
        found.extend(
            (part, whole, other, other_whole)
            for part in range(first[0], min(first[1], whole) + 1)
            if printed.holds(p_value((part, whole), (other, other_whole)))
        )
        _check_listed(found)
    return found


def intervals(
    part: Range,
    whole: Range,
    ends: tuple[Between, Between],
    limits: Callable[[int, int], tuple[float, float]],
) -> list[Combination]:
    """Return (part, whole) whose confidence interval prints so.

    Parameters
    ----------
    part, whole
        Least and most of each.
    ends
        The printed ends, in per cent.
    limits
        Lower and upper end for a part and a whole, as proportions.

    Raises
    ------
    FileNotUsableError
        Nothing limits the whole and the interval is so narrow that very large ones fit.
    """
    largest = min(whole[1], LARGEST_BASE)
    found: list[Combination] = []
    for people in range(max(whole[0], 1), largest + 1):
        start = _first_with_lower(people, float(ends[0].low) / 100 - TIE, limits)
        for events in range(max(part[0], start), min(part[1], people) + 1):
            low, high = limits(events, people)
            if not ends[0].holds(100 * low):
                break
            if ends[1].holds(100 * high):
                found.append((events, people))
        _check_listed(found)
    if whole[1] > largest and (not found or found[-1][1] > 0.9 * largest):
        raise FileNotUsableError(
            "A confidence interval is so narrow that nothing limits the people behind it.",
            advice="Give the count of its base, or a row of kind range that limits it.",
        )
    return found


def _first_with_lower(
    people: int, least: float, limits: Callable[[int, int], tuple[float, float]]
) -> int:
    """Return the fewest events whose lower end is at least so high; the end rises with them."""
    low, high = 0, people
    while low < high:
        middle = (low + high) // 2
        if limits(middle, people)[0] >= least:
            high = middle
        else:
            low = middle + 1
    return low
