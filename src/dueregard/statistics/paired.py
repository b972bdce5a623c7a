"""Did the same people change? Tests and an interval for two answers of one group of people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from dueregard.errors import ReturnError
from dueregard.statistics.results import Interval, Significance
from dueregard.statistics.root_finding import find_crossing
from dueregard.statistics.special import (
    binomial_lower,
    binomial_term,
    critical_value,
    two_sided_p,
)
from dueregard.statistics.tallies import check_count, check_level, check_method

if TYPE_CHECKING:
    from collections.abc import Callable


class PairedCounts(NamedTuple):
    """How many people had the event both times, only first, only second, and neither time.

    Functions take a plain tuple of four whole numbers in this order too.
    """

    both: int
    first_only: int
    second_only: int
    neither: int


def mcnemar(first_only: int, second_only: int, *, method: str = "mid-p") -> Significance:
    """Test whether as many people changed one way as the other.

    Parameters
    ----------
    first_only, second_only
        People with the event the first time only, and the second time only.
    method
        One of ``MCNEMAR_METHODS``: ``mid-p`` (default), ``exact``, ``asymptotic`` and
        ``asymptotic-cc`` (with Edwards' continuity correction).

    Returns
    -------
    Significance
        With nobody changed, p is 1.

    References
    ----------
    Fagerland, Lydersen and Laake 2013, BMC Med Res Methodol 13:91, doi 10.1186/1471-2288-13-91.
    """
    check_method(method, MCNEMAR_METHODS)
    one = check_count(first_only, "The number of people changed one way")
    other = check_count(second_only, "The number of people changed the other way")
    p_value, statistic = MCNEMAR_METHODS[method](one, other)
    return Significance(min(1.0, p_value), statistic, method)


def _exact(one: int, other: int) -> tuple[float, float | None]:
    return 2.0 * binomial_lower(min(one, other), one + other, 0.5), None


def _mid_p(one: int, other: int) -> tuple[float, float | None]:
    fewer, people = min(one, other), one + other
    if one == other:
        return 1.0, None
    return 2.0 * binomial_lower(fewer, people, 0.5) - binomial_term(fewer, people, 0.5), None


def _asymptotic(correction: float) -> Callable[[int, int], tuple[float, float | None]]:
    def test(one: int, other: int) -> tuple[float, float | None]:
        if one + other == 0:
            return 1.0, 0.0
        gap = max(0.0, abs(one - other) - correction)
        z = math.copysign(gap / math.sqrt(one + other), one - other)
        return two_sided_p(z), z

    return test


MCNEMAR_METHODS: dict[str, Callable[[int, int], tuple[float, float | None]]] = {
    "mid-p": _mid_p,
    "exact": _exact,
    "asymptotic": _asymptotic(0.0),
    "asymptotic-cc": _asymptotic(1.0),
}
"""The tests for two answers of the same people, by name."""


def paired_difference_interval(
    cells: tuple[int, int, int, int], *, level: float = 0.95
) -> Interval:
    """Return Tango's score interval for the first time's rate minus the second's.

    Parameters
    ----------
    cells
        People with the event both times, first only, second only, neither time.
    level
        Confidence level, 0 to 1.

    Raises
    ------
    ReturnError
        A broken count, or nobody at all.

    References
    ----------
    Tango 1998, Stat Med 17:891, doi
    10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B.
    """
    counts = PairedCounts(*(check_count(cell, "A paired count") for cell in cells))
    people = sum(counts)
    if people == 0:
        raise ReturnError("There is nobody in the pairs.", advice="Give four counts of people.")
    z = critical_value(check_level(level))
    estimate = (counts.first_only - counts.second_only) / people
    spread = z * math.sqrt(counts.first_only + counts.second_only + 1.0) / people

    def score(difference: float) -> float:
        return tango_score(counts, difference)

    ends = (-1.0, 1.0)
    step = 0.2 * spread
    lower = upper = None
    if estimate > -1.0:
        lower = find_crossing(lambda d: score(d) - z, start=estimate - spread, step=step, ends=ends)
    if estimate < 1.0:
        upper = find_crossing(lambda d: score(d) + z, start=estimate + spread, step=step, ends=ends)
    return Interval(
        estimate,
        -1.0 if lower is None else lower,
        1.0 if upper is None else upper,
        level=level,
        method="tango",
    )


def tango_score(cells: tuple[int, int, int, int], difference: float) -> float:
    """Return the score of a supposed difference, standard normal, about, if it is the true one."""
    counts = PairedCounts(*cells)
    if difference > 0.0:
        turned = counts._replace(first_only=counts.second_only, second_only=counts.first_only)
        return -tango_score(turned, -difference)
    people, discordant = sum(counts), counts.first_only + counts.second_only
    b = (2 * people - counts.first_only + counts.second_only) * difference - discordant
    c = -counts.second_only * difference * (1.0 - difference)
    root = math.sqrt(max(0.0, b * b - 8.0 * people * c))
    # The likeliest share of "second only", from the root that does not cancel.
    share = (root - b) / (4.0 * people) if b <= 0.0 else -2.0 * c / (root + b)
    gap = counts.first_only - counts.second_only - people * difference
    variance = people * (2.0 * share + difference * (1.0 - difference))
    if gap == 0.0:
        return 0.0
    return gap / math.sqrt(variance) if variance > 0.0 else math.copysign(math.inf, gap)
