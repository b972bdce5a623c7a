"""The sums around one cell of a large group, nearest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.problem import Block
from dueregard.disclosure.solver import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


class Surroundings:
    """Finds the neighbourhood of any cell in a block of sums."""

    def __init__(self, block: Block) -> None:
        self._block = block
        rows = block.rows
        owner = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
        order = np.argsort(rows.columns, kind="stable")
        edges = np.searchsorted(rows.columns[order], np.arange(1, len(block.cells)))
        self._sums_of = np.split(owner[order], edges)

    def around(self, cell: int, reach: int) -> Block:
        """Return the block of at least ``reach`` sums nearest to a cell (a column of the block)."""
        near = np.array(self._nearest(cell, reach), dtype=np.int64)
        rows = self._block.rows
        lengths = rows.starts[near + 1] - rows.starts[near]
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
        entries = np.repeat(rows.starts[near] - starts[:-1], lengths) + np.arange(starts[-1])
        met, columns = np.unique(rows.columns[entries], return_inverse=True)
        still = np.zeros(len(near))
        part = Rows(starts, columns, rows.coefficients[entries], still, still)
        return Block(self._block.cells[met], part, self._block.sums[near])

    def _nearest(self, cell: int, reach: int) -> list[int]:
        rows = self._block.rows
        met, waiting, near = {cell}, [cell], dict[int, None]()
        while waiting and len(near) < reach:
            for row in self._sums_of[waiting.pop(0)].tolist():
                if row not in near:
                    near[row] = None
                    fresh = rows.columns[rows.starts[row] : rows.starts[row + 1]].tolist()
                    waiting.extend(c for c in fresh if c not in met)
                    met.update(fresh)
        return list(near)
