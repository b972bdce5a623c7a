"""Inequalities that every safe choice of hidden cells keeps.

The method is the cutting-plane scheme of Fischetti and Salazar, "Solving the cell suppression
problem on tabular data with linear constraints", Management Science 47 (2001), 1008-1027,
doi:10.1287/mnsc.47.7.1008.9805: the intruder's linear program over a proposed choice is solved, and
when a cell cannot reach the threshold its dual prices say which further cells would let it. A
coefficient is never larger than the need, because more than the need helps nobody.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.facts import UNBOUNDED
from dueregard.disclosure.problem import Block, Problem, connected, cut_out
from dueregard.disclosure.solver import TOLERANCE, Answer, Program, Status
from dueregard.disclosure.surroundings import Surroundings
from dueregard.disclosure.sweep import Sweep
from dueregard.disclosure.system import Component

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dueregard.disclosure.solver import Floats

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Line = tuple[Integers, Floats, float, float]

WIDE = 1_000
"""Hidden cells in one group beyond which suspects are attacked in their surroundings first."""
NEARBY_SUMS = (30, 120)
"""Sums in the surroundings in which a suspect is attacked: a small circle, then a larger."""
FAR = 1_200
"""Sums in the surroundings within which a suspect is lifted."""
FULL_PUSHES = 40
"""Failing cells of a wide group that are learnt from in one round."""
PARTIES = (1, 4, 16, 64)
"""Into how many parties the unsafe cells of a group are split, one try after the other."""
SMALLEST_PARTY = 4
PRICE = 1e-7
"""Dual prices nearer to zero than this are taken for zero."""


def sum_cuts(problem: Problem, block: Block) -> list[Line]:
    """Return what each single sum asks for.

    An unsafe cell needs company in each of its sums that can make room for it; any other hidden
    cell needs at least one companion, or hiding it would be in vain.

    Parameters
    ----------
    problem
        The table.
    block
        Sums over all cells that may be hidden.
    """
    lines: list[Line] = []
    unsafe = problem.unsafe[block.cells]
    starts, rows = block.rows.starts, block.rows
    for first, end in pairwise(starts):
        columns, signs = rows.columns[first:end], rows.coefficients[first:end]
        for place in range(len(columns)):
            line = _company(problem, block, columns, signs, place, unsafe)
            if line is not None:
                lines.append(line)
    return lines


def _company(  # noqa: PLR0913, PLR0917 - one sum, one cell in it, and the table around them
    problem: Problem, block: Block, columns: Integers, signs: Floats, place: int, unsafe: Flags
) -> Line | None:
    cell, others = columns[place], np.delete(columns, place)
    if not unsafe[cell]:
        if unsafe[others].any():
            return None
        return np.append(others, cell), np.append(np.ones(len(others)), -1.0), 0.0, np.inf
    need = float(problem.need[block.cells[cell]])
    room = np.minimum(problem.room[block.cells[others]], need)
    follows = np.delete(signs, place) != signs[place]
    weight = np.where(follows, need, room).astype(np.float64)
    if weight[unsafe[others]].sum() >= need:
        return None
    useful = weight > 0
    return others[useful], weight[useful], need, np.inf


class Separator:
    """Finds violated inequalities for a fractional or a whole choice of hidden cells."""

    def __init__(self, problem: Problem, block: Block) -> None:
        self._problem = problem
        self._block = block
        self._unsafe = np.flatnonzero(problem.unsafe[block.cells])
        self._need = problem.need[block.cells].astype(np.float64)
        self._room = problem.room[block.cells].astype(np.float64)
        self._full: Program | None = None
        self._seen: set[bytes] = set()

    def fractional(self, choice: Floats) -> list[Line]:
        """Return inequalities that the fractional choice breaks; none is no proof of safety."""
        width = len(choice)
        if self._full is None:
            self._full = Program(np.zeros(width), np.zeros(width), self._block.rows)
        lines: list[Line] = []
        for need in np.unique(self._need[self._unsafe]):
            down, up = np.minimum(self._room, need) * choice, need * choice
            self._full.set_bounds(np.arange(width), -down, up)
            for cell in self._unsafe[self._need[self._unsafe] == need]:
                answer = self._full.push(int(cell), up=True)
                if answer.status is Status.OPTIMAL and answer.objective < need - 1e-6:
                    lines.extend(self._inequality(int(cell), answer.column_prices, choice))
        return lines

    def whole(self, hidden: Flags) -> tuple[list[Line], list[int], bool]:
        """Attack a whole choice of hidden cells.

        Parameters
        ----------
        hidden
            For each cell of the table, whether it is hidden.

        Returns
        -------
        tuple
            Inequalities that the choice breaks; the unsafe cells (numbers in the table) that do
            not reach the threshold, or were not seen to; and whether every solve ended in a proof.
            No failing cell and every solve proved: the choice is safe.
        """
        lines: list[Line] = []
        failing: list[int] = []
        decided = True
        choice = hidden[self._block.cells].astype(np.float64)
        for group in connected(self._problem, hidden):
            if np.any(self._problem.unsafe & group):
                more, cells, fully = self._attack(cut_out(self._problem, group), choice)
                lines.extend(more)
                failing.extend(cells)
                decided = decided and fully
        return lines, failing, decided

    def _attack(self, group: Block, choice: Floats) -> tuple[list[Line], list[int], bool]:
        unsafe = np.flatnonzero(self._problem.unsafe[group.cells])
        need = self._problem.need[group.cells].astype(np.float64)
        program, left = self._lift(group, unsafe, need)
        if len(group.cells) > WIDE:
            lines: list[Line] = []
            for reach in NEARBY_SUMS:
                lines.extend(self._attack_nearby(group, left, need, choice, reach))
            if lines:
                return lines, [int(group.cells[cell]) for cell in left], True
            left = self._lift_nearby(group, left, need, FAR)
        return self._push_each(group, program, left, need, choice)

    def _push_each(
        self, group: Block, program: Program, suspects: list[int], need: Floats, choice: Floats
    ) -> tuple[list[Line], list[int], bool]:
        lines: list[Line] = []
        failing: list[int] = []
        decided = True
        for cell in suspects:
            if len(group.cells) > WIDE and len(lines) >= FULL_PUSHES:
                failing.append(int(group.cells[cell]))
                continue
            answer = _reach(program, cell, need[cell])
            decided = decided and answer.status is Status.OPTIMAL
            if answer.status is not Status.OPTIMAL or answer.objective < need[cell] - 1e-6:
                failing.append(int(group.cells[cell]))
                lines.extend(self._line(group, cell, group.sums, answer.row_prices, choice))
        return lines, failing, decided

    def _lift(self, group: Block, unsafe: Integers, need: Floats) -> tuple[Program, list[int]]:
        """Move many unsafe cells up together: most of them are settled at once.

        Cells that lie far apart hinder each other least, so those that stay behind are tried again
        in ever smaller parties, spread over the table.
        """
        down = -self._problem.room[group.cells].astype(np.float64)
        program = Program(down, np.full(len(down), np.inf), group.rows)
        if len(group.cells) > WIDE:
            return program, self._sweep(group, unsafe, need)
        left = unsafe
        for parties in PARTIES:
            if len(left) < SMALLEST_PARTY * parties:
                break
            lifted = [self._lift_party(program, left[p::parties], need) for p in range(parties)]
            left = np.sort(np.concatenate(lifted))
        return program, [int(cell) for cell in left]

    def _sweep(self, group: Block, unsafe: Integers, need: Floats) -> list[int]:
        """Return the unsafe cells of a wide group that many pushes at once left behind."""
        down = -self._problem.room[group.cells]
        free = np.full(len(down), UNBOUNDED, dtype=np.int64)
        part = Component(group.cells, down, free, group.rows, ())
        sweep = Sweep(part, np.zeros(len(down)), whole=False)
        left = unsafe
        for point in sweep.up(unsafe, need[unsafe]):
            left = left[point[left] < need[left] - TOLERANCE]
        return [int(cell) for cell in left]

    def _lift_party(self, program: Program, party: Integers, need: Floats) -> Integers:
        """Return those of the party that stay short of their need."""
        down, up = program.lower[party], program.upper[party]
        program.set_bounds(party, down, need[party])
        program.set_costs(party, 1.0 / need[party])
        answer = program.solve(maximise=True)
        program.set_costs(party, np.zeros(len(party)))
        program.set_bounds(party, down, up)
        if answer.status is not Status.OPTIMAL:
            return party
        return party[answer.solution[party] < need[party] - 1e-7]

    def _lift_nearby(self, group: Block, suspects: list[int], need: Floats, sums: int) -> list[int]:
        """Lift each suspect while all cells far from it stand still; return those left behind."""
        surroundings = Surroundings(group)
        left = dict.fromkeys(suspects)
        for cell in suspects:
            if cell not in left:
                continue
            members = np.zeros(self._problem.shape.size, dtype=np.bool_)
            members[surroundings.around(cell, sums).cells] = True
            part = cut_out(self._problem, members)
            near = np.searchsorted(group.cells, part.cells)
            company = np.flatnonzero([int(c) in left for c in near])
            down = -self._problem.room[part.cells].astype(np.float64)
            program = Program(down, np.full(len(down), np.inf), part.rows)
            # The suspect itself counts far more than the company that may rise with it.
            costs = np.where(near[company] == cell, 100.0, 1.0) / need[near[company]]
            for settled in self._rise(program, company, need[near[company]], costs):
                left.pop(int(near[settled]))
        return list(left)

    @staticmethod
    def _rise(program: Program, party: Integers, need: Floats, costs: Floats) -> Integers:
        program.set_bounds(party, program.lower[party], need)
        program.set_costs(party, costs)
        answer = program.solve(maximise=True)
        if answer.status is not Status.OPTIMAL:
            return party[:0]
        return party[answer.solution[party] >= need - 1e-7]

    def _attack_nearby(
        self, group: Block, suspects: list[int], need: Floats, choice: Floats, reach: int
    ) -> list[Line]:
        """Attack with the sums near each suspect only: fewer sums bind less.

        A cell that cannot move far enough under a few of the sums cannot under all of them, and
        the few give the same kind of inequality at a small part of the cost.
        """
        lines: list[Line] = []
        surroundings = Surroundings(group)
        for cell in suspects:
            near = surroundings.around(cell, reach)
            down = -self._problem.room[near.cells].astype(np.float64)
            program = Program(down, np.full(len(down), np.inf), near.rows)
            column = int(np.searchsorted(near.cells, group.cells[cell]))
            answer = _reach(program, column, need[cell])
            if answer.status is Status.OPTIMAL and answer.objective < need[cell] - 1e-6:
                lines.extend(self._line(near, column, near.sums, answer.row_prices, choice))
        return lines

    def _prices(self, sums: Integers, row_prices: Floats) -> Floats:
        """Price every cell that may be hidden, also those outside the attacked group."""
        table = self._problem.shape.sums
        price_of_sum = np.zeros(len(table))
        price_of_sum[sums] = row_prices
        prices = np.zeros(len(self._block.cells))
        for number in sums[np.abs(row_prices) > PRICE]:
            first, end = table.starts[number], table.starts[number + 1]
            cells, signs = table.cells[first:end], table.signs[first:end]
            mine = self._problem.candidates[cells]
            columns = np.searchsorted(self._block.cells, cells[mine])
            prices[columns] -= price_of_sum[number] * signs[mine]
        return prices

    def _line(
        self, group: Block, cell: int, sums: Integers, row_prices: Floats, choice: Floats
    ) -> list[Line]:
        if not len(row_prices):
            return []
        column = int(np.searchsorted(self._block.cells, group.cells[cell]))
        return self._inequality(column, self._prices(sums, row_prices), choice)

    def _inequality(self, cell: int, prices: Floats, choice: Floats) -> list[Line]:
        need = self._need[cell]
        down = np.minimum(-prices * self._room, need)
        weight = np.where(prices > PRICE, need, np.where(prices < -PRICE, down, 0.0))
        weight[cell] = 0.0
        if weight @ choice >= need * (1 - 1e-4):
            return []
        useful = np.flatnonzero(weight > PRICE)
        key = useful.tobytes() + np.round(weight[useful], 6).tobytes() + bytes([int(need)])
        if key in self._seen:
            return []
        self._seen.add(key)
        return [(useful, weight[useful], need, np.inf)]


def _reach(program: Program, cell: int, need: float) -> Answer:
    """Push one cell up to its need, and leave the program as it was."""
    where = np.array([cell])
    down, up = program.lower[where], program.upper[where]
    program.set_bounds(where, down, np.array([need]))
    answer = program.push(cell, up=True)
    program.set_bounds(where, down, up)
    return answer
