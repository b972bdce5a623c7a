"""Whole tables that move many cells of a large group at once.

A linear program over thousands of cells is quick as long as it has few binding sums, and nearly all
of its answer is whole. So the cells that are asked about are pushed all together, each no further
than is wanted; what stays fractional is made whole together with the cells around it, while the
rest stands still; and the cells that stayed behind are pushed again with other weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.facts import UNBOUNDED
from dueregard.disclosure.problem import Block
from dueregard.disclosure.solver import TOLERANCE, Program, Status
from dueregard.disclosure.surroundings import Surroundings
from dueregard.disclosure.system import restrict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from dueregard.disclosure.solver import Floats
    from dueregard.disclosure.system import Component

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

FEW = 40
"""Cells that are no longer pushed together but lifted one by one, each in its surroundings."""
NEARBY_SUMS = (200, 400, 800)
"""Sums of those surroundings: a small circle, then larger ones."""
NEARBY_NODES = 20
PATIENCE = 4
"""Pushes without gain before the cells that are left are left to others."""
CIRCLES = 3
"""How far around the fractional cells others may move to make them whole, in sums."""
SETTLE_NODES = 10
SETTLE_GAP = 0.25
"""What a table leaves behind is moved by the next one."""
SLACK = 2
"""How far a cell moves when a table is made whole."""


class Sweep:
    """Pushes many cells of one component at once.

    Parameters
    ----------
    component
        The component. It has no enumerated facts.
    start
        A table that fits; None looks for one, whole or not.
    whole
        Whether only whole tables count.
    """

    def __init__(
        self, component: Component, start: Floats | None = None, *, whole: bool = True
    ) -> None:
        self._component = component
        self._rows = component.rows
        self._owner = np.repeat(np.arange(len(component.rows)), np.diff(component.rows.starts))
        self._lower = component.lower.astype(np.float64)
        self._upper = component.upper.astype(np.float64)
        self._upper[component.upper >= UNBOUNDED] = np.inf
        self._columns = np.arange(len(self._lower), dtype=np.int64)
        self._program = Program(self._lower, self._upper, self._rows)
        self._start = self._program.solve().solution if start is None else start
        self._base = self._start
        self._whole = whole
        self._rng = np.random.default_rng(0)

    def up(self, targets: Integers, threshold: float | Floats) -> Iterator[Floats]:
        """Yield tables until every target reached the threshold, or pushes are in vain.

        Parameters
        ----------
        targets
            Columns.
        threshold
            Height beyond which nothing more is gained, for all targets or for each.
        """
        if not len(self._start):
            return
        ceiling = self._upper.copy()
        ceiling[targets] = np.minimum(ceiling[targets], np.maximum(threshold, self._start[targets]))
        heights = np.zeros(len(self._lower))
        heights[targets] = threshold - TOLERANCE
        left = targets
        for table in self._sweep(targets, ceiling, heights, sign=1.0):
            yield table
            left = left[table[left] < heights[left]]
        if self._whole:
            yield from self._each(left, heights)

    def down(self, targets: Integers) -> Iterator[Floats]:
        """Yield tables until every target reached its lower bound, or pushes are in vain."""
        if len(self._start):
            yield from self._sweep(targets, self._upper, -self._lower - TOLERANCE, sign=-1.0)

    def _sweep(
        self, targets: Integers, ceiling: Floats, heights: Floats, *, sign: float
    ) -> Iterator[Floats]:
        left, idle = targets, 0
        weights = np.ones(len(left))
        enough = FEW if self._whole and sign > 0 else 0
        while len(left) > enough and idle < PATIENCE:
            caps = self._upper.copy()
            caps[left] = ceiling[left]
            costs = np.zeros(len(caps))
            costs[left] = sign * weights
            idle += 1
            table = self._push(caps, costs)
            if table is not None:
                yield table
                self._base = table
                behind = left[sign * table[left] < heights[left]]
                idle = idle if len(behind) == len(left) else 0
                left = behind
            weights = self._rng.random(len(left)) + TOLERANCE

    def _each(self, targets: Integers, heights: Floats) -> Iterator[Floats]:
        """Lift cells one by one while all cells far from each stand as in the last whole table."""
        if np.any(np.abs(self._base - np.round(self._base)) > TOLERANCE):
            return
        surroundings = Surroundings(Block(self._columns, self._rows, np.arange(len(self._rows))))
        left = dict.fromkeys(targets.tolist())
        for target in targets.tolist():
            if target not in left:
                continue
            for reach in NEARBY_SUMS:
                near = surroundings.around(target, reach).cells
                table = self._lift_near(target, np.ceil(heights[target]), near)
                if table is not None:
                    yield table
                    left = {one: None for one in left if table[one] < heights[one]}
                    break

    def _lift_near(self, target: int, height: float, near: Integers) -> Floats | None:
        part = restrict(self._component, near, np.round(self._base))
        lower = part.lower.astype(np.float64)
        upper = self._upper[near]
        lower[np.searchsorted(near, target)] = height
        program = Program(lower, upper, part.rows, whole=True)
        program.limit(nodes=NEARBY_NODES)
        answer = program.solve()
        if not answer.has_solution:
            return None
        table = np.round(self._base)
        table[near] = np.round(answer.solution)
        return table

    def _push(self, caps: Floats, costs: Floats) -> Floats | None:
        self._program.set_bounds(self._columns, self._lower, caps)
        self._program.set_costs(self._columns, costs)
        answer = self._program.solve(maximise=True)
        if answer.status is not Status.OPTIMAL:
            return None
        return self.settle(answer.solution, costs) if self._whole else answer.solution

    def settle(
        self, point: Floats, costs: Floats, *, must: int | None = None, least: float = 0.0
    ) -> Floats | None:
        """Return a whole table near a fractional one, or None.

        Parameters
        ----------
        point
            A table that fits, perhaps with fractions.
        costs
            Worth of each column.
        must, least
            A column that has to reach this height in any case.
        """
        fixed = np.round(point)
        broken = np.abs(point - fixed) > TOLERANCE
        if not broken.any():
            return fixed
        for _ in range(CIRCLES):
            broken = self._with_neighbours(broken)
            lower = np.where(broken, np.maximum(self._lower, fixed - SLACK), fixed)
            upper = np.where(broken, np.minimum(self._upper, fixed + SLACK), fixed)
            if must is not None:
                lower[must] = max(lower[must], least)
                upper[must] = max(upper[must], least)
            program = Program(lower, upper, self._rows, whole=True)
            program.limit(nodes=SETTLE_NODES)
            program.accept_share(SETTLE_GAP)
            program.set_costs(self._columns, np.where(broken, costs, 0.0))
            answer = program.solve(maximise=True)
            if answer.has_solution:
                return np.round(answer.solution)
        return None

    def _with_neighbours(self, cells: Flags) -> Flags:
        """Return the cells with all that share a sum with one of them."""
        hit = np.zeros(len(self._rows), dtype=np.bool_)
        hit[self._owner[cells[self._rows.columns]]] = True
        wider = cells.copy()
        wider[self._rows.columns[hit[self._owner]]] = True
        return wider
