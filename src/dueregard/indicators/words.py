"""Directions in words: which way a figure points, said so that it cannot be read backwards."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dueregard.printing import points_size, times

if TYPE_CHECKING:
    from dueregard.indicators.groups import Grouping
    from dueregard.indicators.likelihoods import LikelihoodInputs


def ratio_direction(grouping: Grouping, inputs: LikelihoodInputs, value: float) -> str:
    """Say a ratio in words; below 1 it stays "times as likely", never "more likely"."""
    top = f"{grouping.adjective(inputs.over)} {inputs.people_words}"
    bottom = f"{grouping.adjective(inputs.under)} {inputs.people_words}"
    if times(value) == "1.00":
        return f"{top} and {bottom} were equally likely to {inputs.event_words}."
    return f"{top} were {times(value)} times as likely as {bottom} to {inputs.event_words}."


def gap_direction(first: str, second: str, value: float) -> str:
    """Say a gap in words: which is higher, and by how many points."""
    size = points_size(value)
    if Decimal(size) == 0:
        return f"{first} is the same as {second}."
    return f"{first} is {size} percentage points {'above' if value > 0 else 'below'} {second}."
