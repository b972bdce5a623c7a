"""The smallest set of cells to hide: exact by cutting planes, or repaired with its gap stated."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.cuts import Separator, sum_cuts
from dueregard.disclosure.problem import Block, Problem, cut_out
from dueregard.disclosure.solver import Answer, Program, Rows, Status, join_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dueregard.disclosure.effort import Deadline
    from dueregard.disclosure.solver import Floats

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Line = tuple[Integers, Floats, float, float]

ROOT_PUSHES = 20_000_000
"""Unsafe cells times cells beyond which the fractional root is left to the plain sums."""
ROOT_ROUNDS = 30
LOOSE_GAP = 2.99
"""Cells from the optimum at which a proposal is good enough to learn inequalities from."""
PROVEN_GAP = 0.99
CUTTING_SHARE = 0.6
"""Share of the time for cutting planes; the rest is for the repair of what they leave."""
WIDE_CUTTING_SHARE = 0.45
"""The same for a table in which each round is long and the repair as well."""
REPAIR_EVERY = 4
"""Rounds of cutting planes between two repairs, which may close the gap early."""
REPAIRS = 6
TIE_ROUNDS = 20
"""Choices tried among those that hide equally few cells."""
TIE_NODES = 400
TIE_GAP = 0.02
"""People, relatively, from the fewest at which a choice among equals is good enough."""
PARTY = 40
"""Failing cells that are moved up together in one step of a repair."""


@dataclass(frozen=True)
class Pattern:
    """A choice of hidden cells and what is proved of it.

    Parameters
    ----------
    hidden
        For each cell of the table, whether it is hidden.
    secondaries
        Cells hidden only to protect others.
    bound
        No choice that protects every unsafe cell hides fewer secondaries.
    """

    hidden: Flags
    secondaries: int
    bound: int

    @property
    def is_optimal(self) -> bool:
        """Whether no smaller choice exists."""
        return self.secondaries <= self.bound


def find_pattern(
    problem: Problem,
    deadline: Deadline,
    *,
    also: Sequence[Flags] = (),
    fewest_people: bool = False,
) -> Pattern:
    """Choose the cells to hide, as few secondaries as can be proved in the time.

    Parameters
    ----------
    problem
        The table.
    deadline
        Time for the search. What is found at its end is repaired until it is safe.
    also
        Choices that were found wanting by whole numbers: at least one cell beyond each is hidden.
    fewest_people
        Whether, of the choices that hide the same proven number of cells, one with few people in
        them is looked for: many small cells are a smaller loss than as many large ones.

    Returns
    -------
    Pattern
        Safe against the continuous intruder; whole numbers are the witnesses' part.
    """
    search = _Search(problem, deadline, also)
    search.strengthen()
    pattern = search.run()
    return search.settle_ties(pattern) if fewest_people and pattern.is_optimal else pattern


class _Search:
    def __init__(self, problem: Problem, deadline: Deadline, also: Sequence[Flags]) -> None:
        self._problem = problem
        self._deadline = deadline
        self._block = cut_out(problem, problem.candidates)
        self._separator = Separator(problem, self._block)
        cells = self._block.cells
        self._lower = problem.unsafe[cells].astype(np.float64)
        self._upper = (~problem.kept[cells]).astype(np.float64)
        self._lines = sum_cuts(problem, self._block)
        self._lines.extend(_beyond(choice[cells]) for choice in also)
        self._unsafe_count = int(problem.unsafe.sum())
        self._bound = 0
        self._gap = LOOSE_GAP
        self._best: Flags | None = None

    def strengthen(self) -> None:
        """Add inequalities at the fractional root while they are cheap to find."""
        if self._is_wide:
            return
        master = self._master(whole=False)
        for _ in range(ROOT_ROUNDS):
            if self._deadline.is_over:
                return
            answer = master.solve()
            if answer.status is not Status.OPTIMAL:
                return
            fresh = self._separator.fractional(np.clip(answer.solution, 0.0, 1.0))
            if not fresh:
                return
            self._lines.extend(fresh)
            for columns, weights, low, high in fresh:
                master.add_row(low, high, columns, weights)

    def run(self) -> Pattern:
        """Solve, attack, add what the attack teaches, until nothing fails or time is up."""
        cutting = self._deadline.part(WIDE_CUTTING_SHARE if self._is_wide else CUTTING_SHARE)
        for turn in itertools.count(1):
            answer = self._solve()
            if not answer.has_solution:
                break
            hidden = self._choice(answer.solution)
            lines, failing, decided = self._separator.whole(hidden)
            self._lines.extend(lines)
            if not failing and decided:
                self._keep(hidden)
                if self._is_closed or not self._insist():
                    break
                continue
            if not lines:
                self._lines.append(_beyond(hidden[self._block.cells]))
            last = cutting.is_over
            if last or (turn % REPAIR_EVERY == 0 and not self._is_wide):
                self._repair(hidden, failing)
            if last or self._is_closed:
                break
        best = self._best if self._best is not None else self._everything()
        count = int(best.sum()) - self._unsafe_count
        return Pattern(best, count, min(self._bound, count))

    def settle_ties(self, pattern: Pattern) -> Pattern:
        """Return a choice as small as an optimal one, with as few people hidden as is soon found.

        The number of rounds and of nodes is bounded, not the time: the same table gives the same
        choice on a slow machine, as long as the deadline is not met.
        """
        best = pattern.hidden
        people = self._problem.values[self._block.cells].astype(np.float64)
        master = self._master(whole=True)
        width = len(people)
        master.set_costs(np.arange(width), people)
        master.add_row(-np.inf, float(best.sum()), np.arange(width), np.ones(width))
        master.accept_share(TIE_GAP)
        for _ in range(TIE_ROUNDS):
            if self._deadline.is_over:
                break
            master.limit(seconds=self._deadline.left, nodes=TIE_NODES)
            master.suggest(best[self._block.cells].astype(np.float64))
            answer = master.solve()
            if not answer.has_solution:
                break
            hidden = self._choice(answer.solution)
            if self._people(hidden) >= self._people(best):
                break
            lines, failing, decided = self._separator.whole(hidden)
            if not failing and decided:
                best = hidden
            for columns, weights, low, high in lines or [_beyond(hidden[self._block.cells])]:
                master.add_row(low, high, columns, weights)
        return Pattern(best, pattern.secondaries, pattern.bound)

    def _people(self, hidden: Flags) -> int:
        return int(self._problem.values[hidden].sum())

    def _repair(self, hidden: Flags, failing: Sequence[int]) -> None:
        """Repair a choice until it is safe, and keep it when it is the best so far."""
        for _ in range(REPAIRS):
            hidden = repair(self._problem, self._block, hidden, failing)
            if self._best is not None and hidden.sum() >= self._best.sum():
                return
            lines, failing, decided = self._separator.whole(hidden)
            self._lines.extend(lines)
            if not failing and decided:
                self._keep(hidden)
                return

    def _solve(self) -> Answer:
        master = self._master(whole=True)
        master.accept_gap(self._gap)
        master.limit(seconds=self._deadline.left)
        if self._best is not None:
            master.suggest(self._best[self._block.cells].astype(np.float64))
        answer = master.solve()
        if answer.has_solution and math.isfinite(answer.bound):
            bound = math.ceil(answer.bound - 1e-6) - self._unsafe_count
            self._bound = max(self._bound, bound)
        return answer

    @property
    def _is_closed(self) -> bool:
        return self._best is not None and (
            int(self._best.sum()) - self._unsafe_count <= self._bound
        )

    def _insist(self) -> bool:
        """Ask for a proven optimum from now on; False when that was asked for already."""
        was_loose = self._gap > PROVEN_GAP
        self._gap = PROVEN_GAP
        return was_loose

    @property
    def _is_wide(self) -> bool:
        return self._unsafe_count * len(self._block.cells) > ROOT_PUSHES

    def _keep(self, hidden: Flags) -> None:
        if self._best is None or hidden.sum() < self._best.sum():
            self._best = hidden

    def _master(self, *, whole: bool) -> Program:
        program = Program(self._lower, self._upper, join_rows(self._lines), whole=whole)
        width = len(self._lower)
        program.set_costs(np.arange(width), np.ones(width))
        return program

    def _choice(self, solution: Floats) -> Flags:
        hidden = np.zeros(self._problem.shape.size, dtype=np.bool_)
        hidden[self._block.cells] = solution > 0.5
        return hidden

    def _everything(self) -> Flags:
        return self._problem.candidates & ~self._problem.kept


def _beyond(choice: Flags) -> Line:
    others = np.flatnonzero(~choice)
    return others, np.ones(len(others)), 1.0, np.inf


def repair(problem: Problem, block: Block, hidden: Flags, failing: Sequence[int]) -> Flags:
    """Hide the cheapest further cells that let each failing cell reach the threshold.

    The failing cells, a party at a time, are moved up by their need at the least cost, where moving
    a hidden cell costs next to nothing; every cell that moves is then hidden.

    Parameters
    ----------
    problem, block
        The table, and its sums over the cells that may be hidden.
    hidden
        The choice to repair.
    failing
        Unsafe cells that do not reach the threshold yet.
    """
    width = len(block.cells)
    free = ~problem.kept[block.cells]
    down = np.where(free, problem.room[block.cells], 0).astype(np.float64)
    up = np.where(free, np.inf, 0.0)
    limits = np.concatenate([up, down])
    program = Program(np.zeros(2 * width), limits, _both_ways(block.rows, width))
    hidden = hidden.copy()
    waiting = np.searchsorted(block.cells, np.array(sorted(failing), dtype=np.int64))
    parties = max(1, -(-len(waiting) // PARTY)) if width > PARTY**2 else max(len(waiting), 1)
    for start in range(parties):
        _move_up(program, problem, block, hidden, waiting[start::parties])
    return hidden


def _move_up(
    program: Program, problem: Problem, block: Block, hidden: Flags, party: Integers
) -> None:
    """Move the party up at least cost and hide every cell that moves; one by one if it must be."""
    width = len(block.cells)
    price = np.where(hidden[block.cells], 1e-4, 1.0)
    program.set_costs(np.arange(2 * width), np.concatenate([price, price]))
    pair = np.concatenate([party, party + width])
    need = problem.need[block.cells[party]].astype(np.float64)
    held = np.concatenate([need, np.zeros(len(party))])
    before = program.upper[pair]
    program.set_bounds(pair, held, held)
    answer = program.solve()
    program.set_bounds(pair, np.zeros(len(pair)), before)
    if answer.status is Status.OPTIMAL:
        moved = np.abs(answer.solution[:width] - answer.solution[width:]) > 1e-6
        hidden[block.cells[moved]] = True
    elif len(party) > 1:
        for half in (party[: len(party) // 2], party[len(party) // 2 :]):
            _move_up(program, problem, block, hidden, half)


def _both_ways(rows: Rows, width: int) -> Rows:
    """Give every column a twin that moves the other way."""
    owner = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    order = np.argsort(np.concatenate([owner, owner]), kind="stable")
    columns = np.concatenate([rows.columns, rows.columns + width])[order]
    weights = np.concatenate([rows.coefficients, -rows.coefficients])[order]
    return Rows(2 * rows.starts, columns, weights, rows.lower, rows.upper)
