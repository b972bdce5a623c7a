"""The attacker, who asks for the least and the most that each hidden cell can be.

The system is propagated, split into components, and each component is pushed by the solver from the
last basis. Whole-number tables met on the way are kept: a table in which a cell reaches the
threshold settles that cell for good, because anybody can check it by adding up. What a limit leaves
open is reported as open, never as safe.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.facts import UNBOUNDED
from dueregard.disclosure.propagation import contradiction, tighten
from dueregard.disclosure.solver import TOLERANCE, Answer, Program, Rows, Status, stack_rows
from dueregard.disclosure.sweep import Sweep
from dueregard.disclosure.system import Component, split

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dueregard.disclosure.facts import EnumeratedFact
    from dueregard.disclosure.solver import Floats
    from dueregard.disclosure.system import FactSystem

    Integers = NDArray[np.int64]

LIFTS = 4
"""Tries to lift many cells at once before they are taken one by one."""
LIFT_NODES = 50
"""Branch-and-bound nodes for the whole-number lift."""
LIFT_GAP = 0.25
"""A lift need not be the best: what it leaves is lifted by the next."""
WIDE = 1_000
"""Cells in one component beyond which many are moved at once before any is moved alone."""
MIP_NODES = 20_000
"""Branch-and-bound nodes for one cell. What needs more is reported as undecided."""


@dataclass
class Bounds:
    """What is known of every cell of a system.

    Parameters
    ----------
    lower, upper
        Proven: no admissible table has the cell outside them.
    reached_low, reached_high
        Shown: an admissible table takes the cell there.
    open
        Cells for which a limit was met before a proof.
    """

    lower: Floats
    upper: Floats
    reached_low: Floats
    reached_high: Floats
    open: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=np.bool_))


def attack(
    system: FactSystem,
    targets: Integers,
    threshold: int,
    *,
    whole: bool = True,
    intervals: bool = True,
) -> Bounds:
    """Find out how far each target cell can be pinned down.

    Parameters
    ----------
    system
        Facts of one view.
    targets
        Cells that are asked about.
    threshold
        The count that a cell must be able to reach. For a cell that can, the question is settled.
    whole
        Whether the intruder knows that people come in whole numbers.
    intervals
        Whether the interval of every target is wanted, or only whether it reaches the threshold.

    Returns
    -------
    Bounds
        A cell with ``upper < threshold`` is provably unsafe; one with ``lower == upper`` is exact.

    Raises
    ------
    ContradictionError
        No table fits the facts.
    """
    tight = tighten(system) if whole else _relax(system)
    floats = tight.lower.astype(np.float64), tight.upper.astype(np.float64)
    bounds = Bounds(
        floats[0].copy(),
        floats[1].copy(),
        np.where(floats[0] == floats[1], floats[0], np.inf),
        np.where(floats[0] == floats[1], floats[1], -np.inf),
        np.zeros(len(floats[0]), dtype=np.bool_),
    )
    wanted = np.zeros(len(bounds.lower), dtype=np.bool_)
    wanted[targets] = True
    for component in split(tight):
        inside = np.flatnonzero(wanted[component.cells])
        if len(inside):
            pushed = _Pushed(component, bounds, threshold, whole=whole)
            pushed.settle(inside)
            if intervals:
                pushed.measure(inside)
    return bounds


def _relax(system: FactSystem) -> FactSystem:
    """Return the system as it stands: a continuous intruder gains nothing from rounding bounds."""
    if np.any(system.lower > system.upper):
        raise contradiction()
    return system


class _Pushed:
    """One component under attack."""

    def __init__(
        self, component: Component, bounds: Bounds, threshold: int, *, whole: bool
    ) -> None:
        self._component = component
        self._cells = component.cells
        self._bounds = bounds
        self._threshold = threshold
        self._whole = whole
        self._linear = Program(*program_parts(component))
        self._mip: Program | None = None
        self._sweep: Sweep | None = None
        if len(self._cells) > WIDE and not component.enumerations:
            self._sweep = Sweep(component, whole=whole)

    def settle(self, targets: Integers) -> None:
        """Decide for each target whether it reaches the threshold; pin down those that do not."""
        if self._sweep is None:
            self._lift(self._unreached(targets))
        else:
            for table in self._sweep.up(self._unreached(targets), self._threshold):
                self._record(table)
        for target in self._unreached(targets):
            self._push_up(int(target))
        low = self._bounds.upper[self._cells[targets]] < self._threshold
        for target in targets[low]:
            self._pin(int(target))

    def measure(self, targets: Integers) -> None:
        """Find the interval of each target by linear programming, rounded inwards."""
        if self._sweep is not None:
            above = [target for target in targets if not self._is_tight(int(target), up=False)]
            for table in self._sweep.down(np.array(above, dtype=np.int64)):
                self._record(table)
        for target in targets:
            for up in (False, True):
                if not self._is_tight(int(target), up=up):
                    self._push(self._linear, int(target), up=up)

    def _is_tight(self, target: int, *, up: bool) -> bool:
        cell, bounds = self._cells[target], self._bounds
        if up:
            return bool(bounds.reached_high[cell] >= bounds.upper[cell] - TOLERANCE)
        return bool(bounds.reached_low[cell] <= bounds.lower[cell] + TOLERANCE)

    def _unreached(self, targets: Integers) -> Integers:
        cells = self._cells[targets]
        possible = self._bounds.upper[cells] >= self._threshold
        return targets[possible & (self._bounds.reached_high[cells] < self._threshold)]

    def _lift(self, targets: Integers) -> None:
        """Lift many cells at once: one table may serve dozens of them."""
        nodes = None
        for _ in range(LIFTS):
            if len(targets) <= 1:
                return
            answer = lift(self._component, targets, self._threshold, nodes=nodes)
            if answer.status is Status.INFEASIBLE:
                raise contradiction()
            self._record(answer.solution)
            left = self._unreached(targets)
            if len(left) == len(targets):
                if nodes is not None or not self._whole:
                    return
                nodes = LIFT_NODES
            targets = left

    def _push_up(self, target: int) -> None:
        cell, bounds = self._cells[target], self._bounds
        if bounds.reached_high[cell] >= self._threshold:
            return
        answer = self._push(self._linear, target, up=True)
        if self._sweep is not None and self._whole and answer.has_solution:
            costs = np.zeros(len(self._cells))
            table = self._sweep.settle(answer.solution, costs, must=target, least=self._threshold)
            self._record(answer.solution[:0] if table is None else table)
        if not self._whole or not len(self._unreached(np.array([target]))):
            return
        program = self._whole_program()
        program.stop_at(float(self._threshold))
        self._push(program, target, up=True)
        bounds.open[cell] = bool(len(self._unreached(np.array([target]))))

    def _pin(self, target: int) -> None:
        """Find out whether a cell that is provably small is known exactly."""
        self._push(self._linear, target, up=False)
        self._push(self._linear, target, up=True)
        if not self._whole:
            return
        program = self._whole_program()
        for up in (False, True):
            program.stop_at(np.inf if up else -np.inf)
            if not self._is_tight(target, up=up):
                self._push(program, target, up=up)

    def _push(self, program: Program, target: int, *, up: bool) -> Answer:
        cell, bounds = self._cells[target], self._bounds
        answer = program.push(target, up=up)
        if answer.status is Status.INFEASIBLE:
            raise contradiction()
        if answer.status is Status.UNDECIDED:
            bounds.open[cell] = True
        if answer.status is Status.OPTIMAL:
            edge = self._round(answer.objective, up=up)
            if up:
                bounds.upper[cell] = min(bounds.upper[cell], edge)
            else:
                bounds.lower[cell] = max(bounds.lower[cell], edge)
        self._record(answer.solution)
        return answer

    def _round(self, value: float, *, up: bool) -> float:
        if not self._whole:
            return value
        return float(np.floor(value + TOLERANCE) if up else np.ceil(value - TOLERANCE))

    def _record(self, solution: Floats) -> None:
        """Keep what an admissible table shows to be possible; without a solution, nothing."""
        if not len(solution):
            return
        point = solution[: len(self._cells)]
        if self._whole:
            whole = np.round(point)
            if not is_admissible(self._component, whole, point):
                return
            point = whole
        bounds, cells = self._bounds, self._cells
        bounds.reached_high[cells] = np.maximum(bounds.reached_high[cells], point)
        bounds.reached_low[cells] = np.minimum(bounds.reached_low[cells], point)

    def _whole_program(self) -> Program:
        if self._mip is None:
            self._mip = Program(*program_parts(self._component), whole=True)
            self._mip.limit(nodes=MIP_NODES)
        return self._mip


def is_admissible(component: Component, whole: Floats, point: Floats) -> bool:
    """Whether the rounded point is near its original and keeps every row exactly."""
    if np.abs(whole - point).max(initial=0.0) > 1e-5:
        return False
    if np.any(whole < component.lower) or np.any(whole > component.upper):
        return False
    rows = component.rows
    owner = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    sums = np.bincount(owner, rows.coefficients * whole[rows.columns], minlength=len(rows))
    if np.any(sums < rows.lower - 0.5) or np.any(sums > rows.upper + 0.5):
        return False
    return all(_is_allowed(component, fact, whole) for fact in component.enumerations)


def _is_allowed(component: Component, fact: EnumeratedFact, whole: Floats) -> bool:
    place = {int(cell): column for column, cell in enumerate(component.cells)}
    inside = [(position, place[c]) for position, c in enumerate(fact.cells) if c in place]
    return any(
        all(combination[position] == whole[column] for position, column in inside)
        for combination in fact.allowed
    )


def program_parts(component: Component) -> tuple[Floats, Floats, Rows]:
    """Return bounds and rows of a component, with a switch for each allowed combination."""
    lower = component.lower.astype(np.float64)
    upper = component.upper.astype(np.float64)
    upper[component.upper >= UNBOUNDED] = np.inf
    switches = sum(len(fact.allowed) for fact in component.enumerations)
    lines: list[tuple[Integers, Floats, float, float]] = []
    first = len(lower)
    for fact in component.enumerations:
        lines.extend(_switch_rows(component, fact, first))
        first += len(fact.allowed)
    return (
        np.concatenate([lower, np.zeros(switches)]),
        np.concatenate([upper, np.ones(switches)]),
        stack_rows(component.rows, lines),
    )


def _switch_rows(
    component: Component, fact: EnumeratedFact, first: int
) -> list[tuple[Integers, Floats, float, float]]:
    count = len(fact.allowed)
    switches = np.arange(first, first + count, dtype=np.int64)
    lines = [(switches, np.ones(count), 1.0, 1.0)]
    place = {int(cell): column for column, cell in enumerate(component.cells)}
    for position, cell in enumerate(fact.cells):
        if cell in place:
            values = np.array([-combination[position] for combination in fact.allowed])
            columns = np.concatenate([[place[cell]], switches])
            lines.append((columns, np.concatenate([[1.0], values]), 0.0, 0.0))
    return lines


def lift(  # noqa: PLR0913 - what to lift, and three limits
    component: Component,
    targets: Integers,
    threshold: int,
    *,
    nodes: int | None,
    must: int | None = None,
    seconds: float | None = None,
) -> Answer:
    """Return a table that takes as many targets towards the threshold as it can.

    Parameters
    ----------
    component
        The part of the system.
    targets
        Columns to lift.
    threshold
        Height beyond which nothing more is gained.
    nodes
        Node limit of a whole-number solve; None solves the relaxation.
    must
        A column that has to reach the threshold in any case.
    seconds
        Time limit, as a backstop; None sets none. What meets it is undecided, never safe.
    """
    lower, upper, rows = program_parts(component)
    if must is not None:
        lower[must] = threshold
    count, width = len(targets), len(lower)
    extra = np.arange(width, width + count, dtype=np.int64)
    lines = [
        (np.array([target, column]), np.array([1.0, -1.0]), 0.0, np.inf)
        for target, column in zip(targets, extra, strict=True)
    ]
    program = Program(
        np.concatenate([lower, np.zeros(count)]),
        np.concatenate([upper, np.full(count, float(threshold))]),
        stack_rows(rows, lines),
        whole=nodes is not None,
    )
    if nodes is not None:
        program.limit(nodes=nodes)
        program.accept_share(LIFT_GAP)
    if seconds is not None:
        program.limit(seconds=seconds)
    program.set_costs(extra, np.ones(count))
    return program.solve(maximise=True)
