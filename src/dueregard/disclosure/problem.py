"""Which cells must be hidden, which may be, and how far each must be able to move.

The intruder is told that a hidden cell holds at least ``lowest`` people. Around the true table, a
hidden cell can therefore move down by its count less ``lowest``, and up without limit; a cell that
is shown cannot move. An unsafe cell is protected when the sums let it move up to the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.solver import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dueregard.disclosure.shape import TableShape

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Problem:
    """One table to protect.

    Parameters
    ----------
    shape
        Frame of the table.
    values
        True count of every cell.
    threshold
        Counts below it, down to ``lowest``, are unsafe.
    lowest
        Least number that a hidden cell can stand for: 1 when zeros are published, 0 when they are
        protected as well.
    total_is_known
        Whether the grand total is public anyway, so that it is shown wherever it is safe itself.
    """

    shape: TableShape
    values: Integers
    threshold: int
    lowest: int
    total_is_known: bool = True

    @cached_property
    def candidates(self) -> Flags:
        """Cells that may be hidden."""
        return self.values >= self.lowest

    @cached_property
    def unsafe(self) -> Flags:
        """Cells that must be hidden."""
        return self.candidates & (self.values < self.threshold)

    @cached_property
    def kept(self) -> Flags:
        """Cells that are shown whatever it costs."""
        kept = np.zeros(self.shape.size, dtype=np.bool_)
        kept[0] = self.total_is_known and not self.unsafe[0]
        return kept

    @cached_property
    def need(self) -> Integers:
        """How far up each unsafe cell must be able to move."""
        return self.threshold - self.values

    @cached_property
    def room(self) -> Integers:
        """How far down each cell can move once it is hidden."""
        return np.maximum(self.values - self.lowest, 0)

    @cached_property
    def entries(self) -> Flags:
        """Entries of the sums that belong to cells that may be hidden."""
        return self.candidates[self.shape.sums.cells]


@dataclass(frozen=True)
class Block:
    """The sums over some of the cells, cells renumbered from 0.

    Parameters
    ----------
    cells
        Numbers of the cells in the table.
    rows
        Sums of their movements: every row is 0.
    sums
        Number of each row among the table's sums.
    """

    cells: Integers
    rows: Rows
    sums: Integers


def cut_out(problem: Problem, members: Flags) -> Block:
    """Return the sums over these cells, as if all others stood still."""
    sums = problem.shape.sums
    mine = members[sums.cells]
    cells = np.flatnonzero(members)
    used, compact = np.unique(sums.rows[mine], return_inverse=True)
    starts = np.searchsorted(compact, np.arange(len(used) + 1)).astype(np.int64)
    still = np.zeros(len(used))
    columns = np.searchsorted(cells, sums.cells[mine])
    rows = Rows(starts, columns, sums.signs[mine].astype(np.float64), still, still)
    return Block(cells, rows, used)


def connected(problem: Problem, hidden: Flags) -> list[Flags]:
    """Split hidden cells into groups that share no sum."""
    sums = problem.shape.sums
    mine = hidden[sums.cells]
    rows, cells = sums.rows[mine], sums.cells[mine]
    names = np.where(hidden, np.arange(problem.shape.size), -1)
    while len(cells):
        least = np.full(len(sums), problem.shape.size, dtype=np.int64)
        np.minimum.at(least, rows, names[cells])
        before = names.copy()
        np.minimum.at(names, cells, least[rows])
        if np.array_equal(before, names):
            break
    return [names == name for name in np.unique(names[hidden])]
