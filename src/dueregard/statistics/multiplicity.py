"""We looked at many lines: which still stand? Corrections for many looks.

Holm's method is for the few primary figures of one report, Benjamini and Hochberg's for screens
over many organisations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError
from dueregard.statistics.tallies import check_count

if TYPE_CHECKING:
    from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """Return Holm's adjusted p-values, in the order given.

    A line stands at a level if its adjusted value is below it; the chance that any line stands
    wrongly is then below that level, however the lines depend on each other.

    Raises
    ------
    ConfigurationError
        A number that is no p-value.

    References
    ----------
    Holm 1979, Scandinavian Journal of Statistics 6:65.
    """
    order = _ascending(p_values)
    adjusted = [0.0] * len(order)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return Benjamini and Hochberg's adjusted p-values, in the order given.

    Of the lines whose adjusted value is below a level, about that share stands wrongly.

    Raises
    ------
    ConfigurationError
        A number that is no p-value.

    References
    ----------
    Benjamini and Hochberg 1995, JRSS B 57:289, doi 10.1111/j.2517-6161.1995.tb02031.x.
    """
    order = _ascending(p_values)
    adjusted = [0.0] * len(order)
    lowest = 1.0
    for rank in range(len(order), 0, -1):
        place = order[rank - 1]
        lowest = min(lowest, len(order) / rank * p_values[place])
        adjusted[place] = lowest
    return adjusted


def expected_by_chance(lines: int, *, level: float = 0.95) -> float:
    """Return how many of so many unrelated lines would stand out with nothing behind them."""
    return check_count(lines, "The number of lines") * (1.0 - level)


def chance_of_any(lines: int, *, level: float = 0.95) -> float:
    """Return the chance that at least one of so many unrelated lines stands out by chance alone."""
    return 1.0 - level ** check_count(lines, "The number of lines")


def _ascending(p_values: Sequence[float]) -> list[int]:
    for value in p_values:
        if not 0.0 <= value <= 1.0:
            raise ConfigurationError(
                f"{value!r} is no p-value.", advice="A p-value lies between 0 and 1."
            )
    return sorted(range(len(p_values)), key=lambda place: p_values[place])
