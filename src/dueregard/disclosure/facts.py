"""What a published figure tells: constraints on whole numbers of people.

Every figure of a release - a count, a rounded count, a star, a zero, a percentage with a shown or a
hidden base, a ratio, a pool's total - says something about the counts of atomic cells. Three kinds
of fact are enough for all of them:

``LinearFact``
    a weighted sum lies between two numbers;
``ShareFact``
    a part over its whole rounds to what was printed, whether or not the whole is known;
``EnumeratedFact``
    a few counts together take one of the listed combinations (ratios of ratios, intervals).

A ``Published`` figure joins its facts with the words that a reader would use for it, so that a
proof can name what was printed. Facts know nothing of documents, dates or readers: a view of many
releases is one list of published figures over a common numbering of cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

UNBOUNDED = 10**9
"""More people than any table holds: read as "no upper bound"."""


@dataclass(frozen=True, slots=True)
class LinearFact:
    """``lower <= sum of coefficient x cell <= upper`` over whole numbers; None is no bound."""

    cells: tuple[int, ...]
    coefficients: tuple[int, ...]
    lower: int | None
    upper: int | None


@dataclass(frozen=True, slots=True)
class ShareFact:
    """``low x whole <= scale x part < high x whole``: the half-open interval that prints alike.

    ``closed`` makes the upper end part of the interval (the top band, which holds 100 %).
    """

    part: int
    whole: int
    low: int
    high: int
    scale: int
    closed: bool = False

    def as_linear(self) -> tuple[LinearFact, ...]:
        """Return the same fact as linear ones; exact, because counts are whole numbers."""
        pair = (self.part, self.whole)
        top = LinearFact(pair, (self.scale, -self.high), None, 0 if self.closed else -1)
        if self.low == 0:
            return (top,)
        return (LinearFact(pair, (self.scale, -self.low), 0, None), top)

    def admits(self, part: int, whole: int) -> bool:
        """Whether these two counts print the same figure."""
        if whole <= 0:
            return False
        scaled = self.scale * part
        return self.low * whole <= scaled and (
            scaled < self.high * whole or (self.closed and scaled == self.high * whole)
        )


@dataclass(frozen=True, slots=True)
class EnumeratedFact:
    """The listed cells together take one of these combinations."""

    cells: tuple[int, ...]
    allowed: tuple[tuple[int, ...], ...]


Fact = LinearFact | ShareFact | EnumeratedFact


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as a reader meets it, with all that it tells.

    Parameters
    ----------
    words
        The figure in words, for proofs: ``band=8a, clin=T is 12``.
    facts
        Its consequences for the counts.
    is_rule
        Whether this is the publisher's stated rule (a star stands for at least one person)
        and not a printed number.
    """

    words: str
    facts: tuple[Fact, ...]
    is_rule: bool = False


def count_fact(cell: int, value: int) -> LinearFact:
    """Return the fact of a printed count (a printed zero included)."""
    return LinearFact((cell,), (1,), value, value)


def range_fact(cell: int, lower: int, upper: int | None = None) -> LinearFact:
    """Return the fact of a symbol, or of a rounded count: the cell lies in this range."""
    return LinearFact((cell,), (1,), lower, upper)


def rounded_count_fact(cell: int, printed: int, base: int) -> LinearFact:
    """Return the fact of a count rounded to the nearest multiple of ``base``, halves up.

    Parameters
    ----------
    cell, printed
        The cell, and the multiple printed for it.
    base
        5 for counts to the nearest five.

    Raises
    ------
    ValueError
        ``printed`` is no multiple of ``base``.
    """
    if printed % base:
        raise ValueError(f"{printed} is not a multiple of {base}")
    lower = max(0, -((base - 2 * printed) // 2))
    return LinearFact((cell,), (1,), lower, printed + (base - 1) // 2)


def pool_fact(cells: Iterable[int], total: int) -> LinearFact:
    """Return the fact of a pool's printed total: the members add up to it."""
    members = tuple(cells)
    return LinearFact(members, (1,) * len(members), total, total)


def ratio_fact(  # noqa: PLR0913 - a relative likelihood has two parts, two wholes and a precision
    first: int,
    second: int,
    *,
    first_base: int,
    second_base: int,
    printed: Fraction,
    decimals: int,
) -> EnumeratedFact:
    """Return the fact of a printed relative likelihood whose two bases are known.

    Parameters
    ----------
    first, second
        Cells with the numbers who succeeded in the upper and in the lower group.
    first_base, second_base
        People who could have succeeded.
    printed
        The ratio as printed, exact.
    decimals
        Decimals of the print.

    Returns
    -------
    EnumeratedFact
        Every pair of counts whose ratio, rounded half up, is the printed one.
    """
    half = Fraction(1, 2 * 10**decimals)
    low, high = printed - half, printed + half
    allowed = tuple(
        (upper, lower)
        for upper, lower in product(range(first_base + 1), range(1, second_base + 1))
        if low <= Fraction(upper * second_base, lower * first_base) < high
    )
    return EnumeratedFact((first, second), allowed)
