"""How numbers are printed: halves up, one decimal for shares, two for ratios.

Rounding happens once, on the number itself, and in decimal: publishers round 6.25 to 6.3, and
binary rounding would make it 6.2.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

SHARE_DECIMALS = 1
RATIO_DECIMALS = 2


def half_up(value: float, decimals: int) -> str:
    """Round to a fixed number of decimals, halves away from zero.

    ``repr`` of a correctly rounded quotient gives back the decimal a person would write, so that a
    tie is seen as the tie it is. A negative zero loses its sign.
    """
    return _quantize(Decimal(repr(value)), decimals)


def percent(value: float, decimals: int = SHARE_DECIMALS) -> str:
    """Print a share from 0 to 1 as a percentage: 0.0625 gives "6.3%"."""
    return f"{_quantize(Decimal(repr(value)) * 100, decimals)}%"


def points(value: float, decimals: int = SHARE_DECIMALS) -> str:
    """Print a difference of shares in percentage points, with its sign: "+3.1", "-0.6", "0.0"."""
    text = _quantize(Decimal(repr(value)) * 100, decimals)
    return text if text.startswith("-") or Decimal(text) == 0 else f"+{text}"


def points_size(value: float, decimals: int = SHARE_DECIMALS) -> str:
    """Print the size of a difference in percentage points, without its sign."""
    return points(value, decimals).lstrip("+-")


def times(value: float, decimals: int = RATIO_DECIMALS) -> str:
    """Print a ratio; never with a per cent sign."""
    return "infinity" if math.isinf(value) else half_up(value, decimals)


def people(value: float) -> str:
    """Print a number of people, with commas from a thousand."""
    return f"{round(value):,}"


def _quantize(value: Decimal, decimals: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return format(abs(rounded) if rounded == 0 else rounded, "f")
