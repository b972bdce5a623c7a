"""On which side of equality a headline lies, seen from the compared group, and how far."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.editions.schema import MeanScore, RelativeLikelihood, SurveyShare
from dueregard.figures import FigureState

if TYPE_CHECKING:
    from dueregard.editions.schema import Indicator
    from dueregard.figures import Figure

_NO_RATIO = 3.0
"""The weight of a ratio of 0, or over 0, whose logarithm has no end."""
_POINTS_TO_LOGARITHM = 4.0
"""A gap of 17 points weighs about as much as a ratio of 2, whose logarithm is 0.7."""


def disadvantage(headline: Figure, rule: Indicator) -> float:
    """Return how much a headline is to the compared group's disadvantage; negative if to none.

    The scale only orders figures of different kinds for a reader; it is no measure of its own.
    """
    method = rule.method
    if headline.state is FigureState.ZERO_DENOMINATOR and isinstance(method, RelativeLikelihood):
        return _NO_RATIO if method.adverse == "above" else -_NO_RATIO
    value = headline.value
    if value is None or not headline.direction:
        return 0.0
    if isinstance(method, RelativeLikelihood):
        log = math.log(value) if value > 0 else -_NO_RATIO
        return log if method.adverse == "above" else -log
    good_is_low = isinstance(method, SurveyShare | MeanScore) and method.good == "low"
    return value * _POINTS_TO_LOGARITHM * (1 if good_is_low else -1)
