"""How do several organisations look side by side, before anything is pooled? Strata."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dueregard.errors import ReturnError
from dueregard.statistics.ratios import plain_ratio
from dueregard.statistics.tallies import Tally, check_tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Pair = tuple[tuple[int, int], tuple[int, int]]

MIXING_MATTERS = 0.10
"""Crude and Mantel-Haenszel ratios further apart than this share are flagged."""


class Stratum(NamedTuple):
    """The two groups of one organisation or year, to be compared within it."""

    first: Tally
    second: Tally

    @property
    def people(self) -> int:
        """Everybody in the stratum."""
        return self.first.people + self.second.people

    @property
    def events(self) -> int:
        """All events in the stratum."""
        return self.first.events + self.second.events

    @property
    def is_informative(self) -> bool:
        """Whether both groups have people, some with the event and some without."""
        some_of_each = 0 < self.events < self.people
        return bool(self.first.people and self.second.people) and some_of_each

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """First with the event and without it, second with it and without it."""
        (x1, n1), (x2, n2) = self
        return x1, n1 - x1, x2, n2 - x2


def check_strata(strata: Iterable[Pair]) -> list[Stratum]:
    """Return the pairs of tallies as strata; a group may be empty in some, not in all.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody in all strata together.
    """
    checked = [
        Stratum(*(check_tally(tally, allow_nobody=True) for tally in pair)) for pair in strata
    ]
    for place, group in enumerate(("first", "second")):
        if not sum(stratum[place].people for stratum in checked):
            raise ReturnError(
                f"There is nobody in the {group} group of any stratum.",
                advice="Give ((events, people), (events, people)) for each stratum.",
            )
    return checked


@dataclass(frozen=True, slots=True)
class Pooling:
    """A pooled ratio beside the one that compares within organisations only.

    Parameters
    ----------
    crude
        Ratio of the rates of all organisations added up.
    within
        Mantel-Haenszel ratio.
    same_direction
        In how many strata the ratio lies on the same side of 1 as ``within``.
    compared
        In how many strata both groups have people and there is some event.
    """

    crude: float | None
    within: float | None
    same_direction: int
    compared: int

    @property
    def is_mixing_large(self) -> bool:
        """Whether the mixture of organisations alone moves the ratio by more than a tenth."""
        if not self.crude or not self.within or math.isinf(self.crude) or math.isinf(self.within):
            return False
        return abs(self.crude / self.within - 1.0) > MIXING_MATTERS


def mantel_haenszel_parts(strata: Sequence[Stratum]) -> tuple[float, float]:
    """Return the two sums whose quotient is the Mantel-Haenszel ratio of rates."""
    filled = [s for s in strata if s.people]
    return (
        math.fsum(s.first.events * s.second.people / s.people for s in filled),
        math.fsum(s.second.events * s.first.people / s.people for s in filled),
    )


def compare_pooling(strata: Iterable[Pair]) -> Pooling:
    """Return crude and within-stratum ratios, and in how many strata the direction agrees.

    A crude ratio far from the other means that organisations differ in both make-up and rate
    (Simpson's paradox).

    Parameters
    ----------
    strata
        ((events, people), (events, people)) of each stratum, the first group over the second.

    Raises
    ------
    ReturnError
        An impossible tally.
    """
    checked = check_strata(strata)
    totals = [[sum(s[g][i] for s in checked) for i in (0, 1)] for g in (0, 1)]
    over, under = mantel_haenszel_parts(checked)
    within = over / under if under else (math.inf if over else None)
    usable = [s for s in checked if s.first.people and s.second.people and s.events]
    signs = [_side(plain_ratio(*s)) for s in usable]
    return Pooling(
        plain_ratio((totals[0][0], totals[0][1]), (totals[1][0], totals[1][1])),
        within,
        sum(sign == _side(within) for sign in signs),
        len(usable),
    )


def _side(ratio: float | None) -> int:
    """Return -1, 0 or 1 for a ratio below, at or above 1; 0 where there is none."""
    return 0 if ratio is None else (ratio > 1.0) - (ratio < 1.0)
