"""Whole-number tables that print the identical release: proofs of safety that anybody can add up.

An unsafe cell is safe in a release when a table exists that prints every published figure alike and
in which that cell is at least the threshold. Tables found on the way are kept: one table often
serves many cells, and a figure may be added only while every unsafe cell keeps such a table.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.attack import is_admissible, lift
from dueregard.disclosure.facts import UNBOUNDED
from dueregard.disclosure.propagation import ContradictionError, tighten
from dueregard.disclosure.sweep import Sweep
from dueregard.disclosure.system import FactSystem, append_lines, split, sums_system

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dueregard.disclosure.release_plan import Plan
    from dueregard.disclosure.solver import Answer, Floats
    from dueregard.disclosure.system import Component

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

FIND_NODES = 400
"""Branch-and-bound nodes for one table. What needs more is not found, and its figure is hidden."""


SEARCH_EFFORT = 5
SOLVE_EFFORT = 15
"""Iterations that cost as much as setting up a search, or a solve."""
SEARCH_PASSES = 4
"""Passes of propagation before a search; the solver does the rest faster."""
WIDE = 1_000
"""Hidden cells in one component beyond which many are moved at once before any is moved alone."""
SETTLE_NODES = 20
"""Nodes for making a relaxed table whole; when they do not suffice it is dropped."""
SLACK = 2
"""How far a cell with a broken count may be rounded."""


class WitnessPool:
    """The tables found so far and what each of them prints.

    Parameters
    ----------
    plan
        The figures that could be shown.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.unsafe = np.flatnonzero(plan.problem.unsafe)
        self.effort = 0
        """Work done so far, in simplex iterations or what costs as much."""
        self._refusals = np.zeros(plan.cells, dtype=np.int64)
        self._refused = np.empty((0, plan.size), dtype=np.bool_)
        self._count = 0
        self._tables = np.empty((16, plan.cells), dtype=np.int32)
        self._prints = np.empty((16, plan.size), dtype=np.bool_)
        self._reaches = np.empty((16, len(self.unsafe)), dtype=np.bool_)
        self._base = sums_system(plan.cells, plan.problem.shape.sums)

    @property
    def prints(self) -> Flags:
        """Which figures each table prints alike."""
        return self._prints[: self._count]

    @property
    def reaches(self) -> Flags:
        """Which unsafe cells each table takes to the threshold."""
        return self._reaches[: self._count]

    def table(self, number: int) -> Integers:
        """Return one table, all cells."""
        table: Integers = self._tables[number].astype(np.int64)
        return table

    def add(self, table: Integers) -> None:
        """Keep a table."""
        if self._count == len(self._tables):
            self._tables = np.concatenate([self._tables, np.empty_like(self._tables)])
            self._prints = np.concatenate([self._prints, np.empty_like(self._prints)])
            self._reaches = np.concatenate([self._reaches, np.empty_like(self._reaches)])
        self._tables[self._count] = table
        self._prints[self._count] = self.plan.prints(table)
        self._reaches[self._count] = table[self.unsafe] >= self.plan.problem.threshold
        self._count += 1

    def printing(self, shown: Flags) -> Flags:
        """Return which tables print every shown figure alike."""
        same: Flags = self.prints[:, shown]
        every: Flags = np.logical_and.reduce(same, axis=1)
        return every

    def missing(self, tables: Flags) -> Integers:
        """Return the unsafe cells that none of these tables takes to the threshold."""
        return self.unsafe[~self.reaches[tables].any(axis=0)]

    def search(self, shown: Flags, missing: Integers) -> Integers:
        """Look for tables that print the shown figures and lift the missing cells.

        Parameters
        ----------
        shown
            Figures of the release.
        missing
            Unsafe cells without a witness.

        Returns
        -------
        Integers
            The first cell found to have no witness (or none within the effort); empty when every
            cell has one now.
        """
        if bool((self._refused <= shown).all(axis=1).any()):
            return missing[:1]
        self.effort += SEARCH_EFFORT
        failed = self._search(shown, missing)
        if len(failed):
            self._refusals[failed] += 1
            self._refused = np.concatenate([self._refused, shown[None]])
        return failed

    def _search(self, shown: Flags, missing: Integers) -> Integers:
        try:
            tight = tighten(self._system(shown), SEARCH_PASSES)
        except ContradictionError:  # pragma: no cover - the true table always fits
            return missing
        short = missing[tight.upper[missing] < self.plan.problem.threshold]
        if len(short):
            return short
        # What was refused before is asked first: a refusal ends the search.
        missing = missing[np.argsort(-self._refusals[missing], kind="stable")]
        for component in self._by_trouble(split(tight)):
            inside = missing[np.isin(missing, component.cells)]
            failed = self._search_component(component, inside)
            if len(failed):
                return failed
        return missing[:0]

    def _by_trouble(self, components: list[Component]) -> list[Component]:
        return sorted(components, key=lambda part: -int(self._refusals[part.cells].max(initial=0)))

    def _system(self, shown: Flags) -> FactSystem:
        problem = self.plan.problem
        known = shown[: self.plan.cells] | ~problem.candidates
        lower = np.where(known, problem.values, problem.lowest)
        upper = np.where(known, problem.values, UNBOUNDED)
        facts = self.plan.facts(np.flatnonzero(shown).tolist())
        wanted = [f for f in facts if not (known[f.part] and known[f.whole])]
        # A share is printed of somebody, also where zeros are hidden.
        bases = [fact.whole for fact in wanted]
        lower[bases] = np.maximum(lower[bases], 1)
        lines = [line for fact in wanted for line in fact.as_linear()]
        return append_lines(self._base, lines).with_bounds(lower, upper)

    def _search_component(self, component: Component, cells: Integers) -> Integers:
        start = self._count
        if len(component.cells) > WIDE:
            self._sweep(component, np.sort(cells))
        elif len(cells) > 1 and not self._refusals[cells[0]]:
            self._try(component, cells, nodes=None, must=None)
        for cell in cells:
            left = self._left(cells, start)
            if cell not in left:
                continue
            others = left[left != cell]
            if not self._try(component, others, nodes=FIND_NODES, must=int(cell)):
                return np.array([cell])
        return cells[:0]

    def _sweep(self, component: Component, cells: Integers) -> None:
        """Look for tables that move many cells of a wide component at once."""
        problem = self.plan.problem
        sweep = Sweep(component, problem.values[component.cells].astype(np.float64))
        columns = np.searchsorted(component.cells, cells)
        for point in sweep.up(columns, float(problem.threshold)):
            if is_admissible(component, point, point):
                self._keep(component, point)

    def _keep(self, component: Component, point: Floats) -> None:
        table = self.plan.problem.values.copy()
        table[component.cells] = np.round(point).astype(np.int64)
        self.add(table)

    def _left(self, cells: Integers, start: int) -> Integers:
        """Return those of the cells that no table found since ``start`` takes to the threshold."""
        tables = self._tables[start : self._count, cells]
        return cells[~(tables >= self.plan.problem.threshold).any(axis=0)]

    def _try(
        self, component: Component, cells: Integers, *, nodes: int | None, must: int | None
    ) -> bool:
        columns = np.searchsorted(component.cells, cells)
        column = None if must is None else int(np.searchsorted(component.cells, must))
        threshold = self.plan.problem.threshold
        answer = lift(component, columns, threshold, nodes=nodes, must=column)
        self.effort += answer.effort + SOLVE_EFFORT
        if answer.has_solution and nodes is None:
            answer = self._settle(component, columns, answer)
        if not answer.has_solution:
            return False
        point = answer.solution[: len(component.cells)]
        if not is_admissible(component, np.round(point), point):
            return False
        self._keep(component, point)
        return True

    def _settle(self, component: Component, columns: Integers, answer: Answer) -> Answer:
        """Keep the whole part of a relaxed table and look for whole numbers for the rest."""
        point = answer.solution[: len(component.cells)]
        whole = np.abs(point - np.round(point)) < 1e-6
        if whole.all():
            return answer
        fixed = np.round(point).astype(np.int64)
        part = replace(
            component,
            lower=np.where(whole, fixed, np.maximum(component.lower, fixed - SLACK)),
            upper=np.where(whole, fixed, np.minimum(component.upper, fixed + SLACK)),
        )
        return lift(part, columns, self.plan.problem.threshold, nodes=SETTLE_NODES)
