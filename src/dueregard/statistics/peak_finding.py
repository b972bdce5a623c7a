"""Where is a function with one peak highest, and how high? Golden section search.

Each step keeps the part of the bracket that holds the peak and needs one value (Kiefer 1953,
Proceedings of the American Mathematical Society 4:502, doi 10.1090/S0002-9939-1953-0055639-3).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0


class Peak(NamedTuple):
    """The middle of the last bracket, and the highest value that was seen."""

    place: float
    height: float


def find_peak(function: Callable[[float], float], low: float, high: float, width: float) -> Peak:
    """Return the highest point of a function with one peak between two numbers.

    Parameters
    ----------
    function
        Rises to its peak and falls after it.
    low, high
        The bracket.
    width
        Of the last bracket: the place is known to half of it.
    """
    a, b = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_a, at_b = function(a), function(b)
    while high - low > width:
        if at_a > at_b:
            high, b, at_b = b, a, at_a
            a = high - _GOLDEN * (high - low)
            at_a = function(a)
        else:
            low, a, at_a = a, b, at_b
            b = low + _GOLDEN * (high - low)
            at_b = function(b)
    return Peak(0.5 * (low + high), max(at_a, at_b))
