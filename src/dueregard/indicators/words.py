"""Directions in words: which way a figure points, said so that it cannot be read backwards."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dueregard.indicators.groups import Grouping
    from dueregard.indicators.likelihoods import LikelihoodInputs


def half_up(value: float, decimals: int) -> str:
    """Round to a fixed number of decimals, halves away from zero, as publishers do.

    ``repr`` of a correctly rounded quotient gives back the decimal a person would write, so a tie
    such as 6.25 is seen as the tie it is; binary rounding would make it 6.2.
    """
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP)
    return format(abs(rounded) if rounded == 0 else rounded, "f")


def percent(value: float, decimals: int = 1) -> str:
    """Print a share as a percentage, halves up: 0.0625 gives "6.3%"."""
    hundredfold = Decimal(repr(value)) * 100
    step = Decimal(1).scaleb(-decimals)
    rounded = hundredfold.quantize(step, rounding=ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:f}%"


def points(value: float, decimals: int = 1) -> str:
    """Print a difference of shares in percentage points, signed."""
    text = percent(value, decimals).removesuffix("%")
    sign = "" if text.startswith("-") or Decimal(text) == 0 else "+"
    return f"{sign}{text}"


def times(value: float, decimals: int = 2) -> str:
    """Print a ratio; never with a per cent sign."""
    return half_up(value, decimals)


def ratio_direction(grouping: Grouping, inputs: LikelihoodInputs, value: float) -> str:
    """Say a ratio in words; below 1 it stays "times as likely", never "more likely"."""
    top = f"{grouping.adjective(inputs.over)} {inputs.people_words}"
    bottom = f"{grouping.adjective(inputs.under)} {inputs.people_words}"
    if times(value) == "1.00":
        return f"{top} and {bottom} were equally likely to {inputs.event_words}."
    return f"{top} were {times(value)} times as likely as {bottom} to {inputs.event_words}."


def gap_direction(first: str, second: str, value: float) -> str:
    """Say a gap in words: which is higher, and by how many points."""
    size = half_up(abs(float(Decimal(repr(value)) * 100)), 1)
    if Decimal(size) == 0:
        return f"{first} is the same as {second}."
    return f"{first} is {size} percentage points {'above' if value > 0 else 'below'} {second}."
