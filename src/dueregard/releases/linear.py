"""Printed ratios and gaps as whole-number rows, exact where both bases are printed beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from dueregard.releases.statements import Line

LARGEST = 4 * 10**8
"""A row with larger limits would be read as having none; such a form is not offered."""


def rounded_away(value: Fraction, decimals: int) -> tuple[int, str]:
    """Return a number in steps of its last decimal, halves away from zero, and as printed."""
    scale = 10**decimals
    size = (2 * abs(value) * scale + 1) // 2
    slot = int(size) if value >= 0 else -int(size)
    text = f"{abs(slot) // scale}"
    if decimals:
        text += f".{abs(slot) % scale:0{decimals}d}"
    return slot, f"-{text}" if slot < 0 else text


def ratio_lines(
    parts: tuple[str, str], wholes: tuple[int, int], slot: int, decimals: int
) -> tuple[Line, ...]:
    """Return the rows of a printed relative likelihood.

    Parameters
    ----------
    parts, wholes
        Keys of those who met the event above and below the line, and the people of each group.
    slot
        The printed ratio in steps of ``10 ** -decimals``.
    """
    doubled = 2 * 10**decimals
    above = doubled * wholes[1]
    low = _row([(parts[0], above), (parts[1], -(2 * slot - 1) * wholes[0])], 0, None)
    high = _row([(parts[0], above), (parts[1], -(2 * slot + 1) * wholes[0])], None, -1)
    return (low, high, Line(((parts[1], 1),), 1, None))


def gap_line_pair(
    parts: Sequence[str],
    wholes: Sequence[int],
    constant: Fraction | None,
    slot: int,
    scale: int,
) -> tuple[Line, ...] | None:
    """Return the rows of a printed gap; None where its numbers are too large to be exact.

    Parameters
    ----------
    parts, wholes
        Keys of the two parts, and their bases; one of each where the second is a given share.
    constant
        The given share, or None.
    slot, scale
        The printed gap in steps of ``1 / scale`` of one.
    """
    if constant is None:
        factor = wholes[0] * wholes[1]
        terms = [(parts[0], 2 * scale * wholes[1]), (parts[1], -2 * scale * wholes[0])]
        offset = 0
    else:
        factor = wholes[0] * constant.denominator
        terms = [(parts[0], 2 * scale * constant.denominator)]
        offset = 2 * scale * constant.numerator * wholes[0]
    low, high = (2 * slot - 1) * factor + offset, (2 * slot + 1) * factor + offset
    row = _row(terms, low + (1 if slot <= 0 else 0), high - (1 if slot >= 0 else 0))
    ends = [abs(end) for end in (row.lower, row.upper) if end is not None]
    return (row,) if max(ends) < LARGEST else None


def _row(terms: Sequence[tuple[str, int]], lower: int | None, upper: int | None) -> Line:
    """Return a row in its smallest whole numbers, each key once."""
    joined: dict[str, int] = {}
    for key, weight in terms:
        joined[key] = joined.get(key, 0) + weight
    kept = [(key, weight) for key, weight in joined.items() if weight]
    divisor = math.gcd(*(weight for _, weight in kept)) or 1
    low = None if lower is None else -((-lower) // divisor)
    high = None if upper is None else upper // divisor
    return Line(tuple((key, weight // divisor) for key, weight in kept), low, high)
