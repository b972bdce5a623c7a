"""The figures that a release may hold: counts and percentages, each shown or not.

A plan numbers every figure that could be printed. For counts that is every cell; for percentages it
is the share of each category in its parent total, at each precision that the policy offers. Which
of them are shown is a set of those numbers; whether a table prints the same is a row of booleans.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dueregard.disclosure.facts import ShareFact
    from dueregard.disclosure.percentages import Precision
    from dueregard.disclosure.problem import Problem

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Plan:
    """All figures that could be printed of one table.

    Parameters
    ----------
    problem
        The table and its rule.
    parts, wholes
        Cells of each percentage: the category's count and its parent's. Percentages that follow
        from published zeros (0 % and 100 %) are not among them.
    precisions
        What a percentage may be printed as, the best first.
    worth
        Worth of a percentage at each precision; a count is worth 1.
    """

    problem: Problem
    parts: Integers
    wholes: Integers
    precisions: tuple[Precision, ...]
    worth: tuple[float, ...]

    @property
    def cells(self) -> int:
        """Number of count figures; they come first."""
        return self.problem.shape.size

    @property
    def shares(self) -> int:
        """Number of percentages, each of which has one figure per precision."""
        return len(self.parts)

    @cached_property
    def size(self) -> int:
        """Number of figures."""
        return self.cells + self.shares * len(self.precisions)

    @cached_property
    def weights(self) -> Floats:
        """Worth of each figure; zeros that follow from the rule are worth nothing."""
        counts = (self.problem.values > 0).astype(np.float64)
        return np.concatenate([counts, np.repeat(np.array(self.worth), self.shares)])

    def figure(self, share: int, level: int) -> int:
        """Return the number of a percentage at a precision."""
        return self.cells + level * self.shares + share

    def share_of(self, figure: int) -> tuple[int, int]:
        """Return the percentage and the precision of a figure that is no count."""
        level, share = divmod(figure - self.cells, self.shares)
        return share, level

    @cached_property
    def truth(self) -> Integers:
        """Slot in which each percentage really falls, by precision and share."""
        return self._slots(self.problem.values)

    def _slots(self, table: Integers) -> Integers:
        whole, part = table[self.wholes], table[self.parts]
        base = np.maximum(whole, 1)
        rows = [_slot(precision, part, base) for precision in self.precisions]
        slots = np.array(rows, dtype=np.int64).reshape(len(self.precisions), self.shares)
        slots[:, whole <= 0] = -1
        return slots

    def prints(self, table: Integers) -> Flags:
        """Return which figures this table prints just as the true one does."""
        same = self._slots(table) == self.truth
        return np.concatenate([table == self.problem.values, same.ravel()])

    def facts(self, figures: Sequence[int]) -> list[ShareFact]:
        """Return the facts of the percentages among these figures."""
        found = []
        for figure in figures:
            if figure >= self.cells:
                share, level = self.share_of(figure)
                slot = int(self.truth[level, share])
                part, whole = int(self.parts[share]), int(self.wholes[share])
                found.append(self.precisions[level].fact(part, whole, slot))
        return found


def _slot(precision: Precision, part: Integers, whole: Integers) -> Integers:
    step, scale = precision.step_units, precision.scale
    if precision.is_band:
        bands: Integers = np.minimum(scale * part // (step * whole), scale // step - 1)
        return bands
    slots: Integers = (2 * scale * part + step * whole) // (2 * step * whole)
    return slots


def informative(problem: Problem, parts: Integers, wholes: Integers) -> Flags:
    """Return which shares say more than the published zeros do."""
    part, whole = problem.values[parts], problem.values[wholes]
    if problem.lowest == 0:
        return whole > 0
    return (part > 0) & (part < whole)


def both_shown(plan: Plan, hidden: Flags) -> Flags:
    """Return which percentages follow from shown counts."""
    return ~(hidden[plan.parts] | hidden[plan.wholes])
