"""Could this percentage come from whole people? Possible numerators and possible bases.

A printed percentage over a known base allows only certain whole numbers, sometimes none: then the
base is another one, or there is a slip (such a check is called GRIM: Brown and Heathers 2017, Soc
Psychol Personal Sci 8:363, doi 10.1177/1948550616673876).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from dueregard.errors import ReturnError
from dueregard.statistics.tallies import check_method, check_tally

ROUNDINGS = ("half-up", "half-even", "truncated", "any")
"""How a percentage was cut to its decimals: ``any`` accepts each of the others."""

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class PrintedPercentage:
    """A percentage as printed, with the range of true percentages that print so.

    Parameters
    ----------
    value
        The number printed, 0 to 100.
    decimals
        Its decimals, as printed: 14.10 has two.
    """

    value: Fraction
    decimals: int

    def __str__(self) -> str:
        whole, rest = divmod(self.value * 10**self.decimals, 10**self.decimals)
        return f"{whole}.{int(rest):0{self.decimals}d}" if self.decimals else f"{whole}"

    @property
    def unit(self) -> Fraction:
        """The last decimal's worth, in percentage points."""
        return Fraction(1, 10**self.decimals)

    def numerators(self, people: int, rounding: str) -> range:
        """Return the whole numbers out of a base that print so, cut in one of the three ways."""
        whole = int(self.value / self.unit)
        scale = _HUNDRED * 10**self.decimals
        if rounding == "truncated":
            return range(
                -(-whole * people // scale), min(people, _below((whole + 1) * people, scale)) + 1
            )
        # Twice everything, so that halves are whole.
        low, high = (2 * whole - 1) * people, (2 * whole + 1) * people
        ties_fit = rounding == "half-up" or whole % 2 == 0
        first = -(-low // (2 * scale)) if ties_fit else low // (2 * scale) + 1
        ties_above_fit = rounding == "half-even" and whole % 2 == 0
        last = high // (2 * scale) if ties_above_fit else _below(high, 2 * scale)
        return range(max(0, first), min(people, last) + 1)


def _below(numerator: int, denominator: int) -> int:
    """Return the largest whole number below a fraction."""
    return -(-numerator // denominator) - 1


def read_percentage(text: str) -> PrintedPercentage:
    """Read a percentage as printed: ``14.1``, ``14.1%`` or ``14.1 %``; its decimals count.

    Raises
    ------
    ReturnError
        Anything else, and numbers outside 0 to 100.
    """
    bare = text.strip().removesuffix("%").strip()
    try:
        number = Decimal(bare)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= _HUNDRED:
        raise ReturnError(
            f"{text!r} is no percentage between 0 and 100.", advice="Write it as printed: 14.1%."
        )
    exponent = number.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return PrintedPercentage(Fraction(number), decimals)


def possible_numerators(
    percentage: str | PrintedPercentage, people: int, *, rounding: str = "half-up"
) -> list[int]:
    """Return every whole number of people that this base would print as this percentage.

    Parameters
    ----------
    percentage
        As printed, with its decimals.
    people
        The base, 1 or more.
    rounding
        One of ``ROUNDINGS``.

    Returns
    -------
    list of int
        Ascending; empty if no whole number fits, so that base or percentage must be another.

    Raises
    ------
    ReturnError
        A broken percentage, or a base that is no whole number from 1.
    ConfigurationError
        An unknown way of rounding.
    """
    check_method(rounding, ROUNDINGS, what="rounding")
    check_tally((0, people))
    printed = _as_printed(percentage)
    ways = ROUNDINGS[:-1] if rounding == "any" else (rounding,)
    return sorted({events for way in ways for events in printed.numerators(people, way)})


def possible_bases(
    percentage: str | PrintedPercentage,
    smallest: int,
    largest: int,
    *,
    rounding: str = "half-up",
) -> list[tuple[int, list[int]]]:
    """Return every base in a range for which some whole number prints as this percentage.

    Parameters
    ----------
    percentage
        As printed, with its decimals.
    smallest, largest
        The range of bases, both ends included.
    rounding
        One of ``ROUNDINGS``.

    Returns
    -------
    list of (base, whole numbers that fit)
    """
    printed = _as_printed(percentage)
    found = (
        (people, possible_numerators(printed, people, rounding=rounding))
        for people in range(max(1, smallest), largest + 1)
    )
    return [(people, events) for people, events in found if events]


def neighbours(percentage: str | PrintedPercentage, people: int) -> tuple[int, int]:
    """Return the whole numbers whose percentages of this base lie just below and just above."""
    check_tally((0, people))
    exact = _as_printed(percentage).value * people / _HUNDRED
    below = exact.numerator // exact.denominator
    above = below if below == exact else below + 1
    return below, min(people, above)


def smallest_sensible_base(people: int) -> int:
    """Return the smallest base worth trying when this one does not fit.

    Five eighths of it: a base shrinks when people whose group is not known are left out, and beyond
    three people in eight left out the percentage would say little anyway.
    """
    return max(1, people * 5 // 8)


def _as_printed(percentage: str | PrintedPercentage) -> PrintedPercentage:
    return read_percentage(percentage) if isinstance(percentage, str) else percentage
