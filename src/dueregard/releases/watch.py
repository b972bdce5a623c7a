"""One reader who must not find out: what this reader holds, and whole-number tables that protect.

A number is safe from a reader when a table of whole numbers exists that prints everything the
reader holds and in which that number is not small. Such tables are kept: a further figure may be
shown only while every number still has one. What is not proved within the effort counts as unsafe.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.attack import is_admissible, lift
from dueregard.disclosure.facts import LinearFact, Published, ShareFact
from dueregard.disclosure.propagation import ContradictionError, tighten
from dueregard.disclosure.solver import Status
from dueregard.disclosure.system import FactSystem, append_lines, build_system, split
from dueregard.releases.statements import Line, Numbering, Statement, exactly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dueregard.disclosure.solver import Answer
    from dueregard.disclosure.system import Component

    Integers = NDArray[np.int64]
    Tables = NDArray[np.int64]

RELAXED = 4
"""Tries to lift many numbers at once before they are taken one by one."""
TOGETHER = 40
"""Numbers that one table is asked to lift; the first of them in any case."""
NODES = 200
"""Branch-and-bound nodes for one table; what needs more counts as unsafe."""
SECONDS = 20.0
"""A backstop for one table, far above what the nodes take; what meets it counts as unsafe."""


@dataclass
class Watch:
    """What one reader holds, and what must stay hidden from this reader.

    Parameters
    ----------
    name
        Who it is, in words.
    numbering
        Keys and cells.
    truth
        The table that is really there; every statement is true of it.
    held
        What the reader holds already: relations, earlier releases, own knowledge.
    targets
        Cells of sensitive numbers that are small.
    threshold
        A number below it is small.
    tables
        Whole-number tables that print all that is held; the first is the truth.
    exposed
        Targets that were known before.
    given_away
        The number that the last refused statement would have given away.
    found
        Every table found by this watch and its twins.
    effort
        Searches and the solver's steps in them.
    """

    name: str
    numbering: Numbering
    truth: Integers
    held: list[Statement]
    targets: list[int]
    threshold: int
    tables: Tables = field(init=False)
    exposed: list[int] = field(init=False, default_factory=list)
    given_away: list[int] = field(init=False, default_factory=list)
    found: list[Integers] = field(init=False, default_factory=list, repr=False)
    effort: int = field(init=False, default=0)
    _cells: dict[Statement, Published] = field(init=False, default_factory=dict, repr=False)
    _tight: FactSystem | None = field(init=False, default=None, repr=False)
    _fallen: set[int] = field(init=False, default_factory=set, repr=False)

    def __post_init__(self) -> None:
        self.tables = self.truth[None, :].copy()
        self._settle()

    def _settle(self) -> None:
        """Set aside what this reader can find out already, whatever is released now."""
        tight = tighten(self.holding())
        left = [cell for cell in self.targets if tight.upper[cell] >= self.threshold]
        for component in split(tight, left):
            self._lift(component, left, self.threshold, stop=False)
        self.exposed = self._missing(self.tables)
        self.targets = [cell for cell in self.targets if cell not in set(self.exposed)]

    def twin(self) -> Watch:
        """Return the same reader once more, so that another way can be tried from here.

        It starts with the tables that its twins have found, as far as they print what is held here.
        """
        other = copy(self)
        other.held, other.targets, other.exposed = [*self.held], [*self.targets], [*self.exposed]
        tables = np.concatenate([self.tables, *(table[None, :] for table in self.found)])
        alike = np.ones(len(tables), dtype=np.bool_)
        for statement in self.held:
            alike &= self.numbering.prints(statement, tables)
        other.tables = tables[alike]
        return other

    def admits(self, statement: Statement) -> bool:
        """Whether every number stays safe when this is shown as well; if so, it is held."""
        if self._prints_a_target(statement):
            return False
        kept = self.tables[self.numbering.prints(statement, self.tables)]
        missing = self._suspects_first(self._missing(kept), statement)
        system = self.with_one_more(statement)
        if missing and not self.find(system, missing, self.threshold):
            return False
        self.held.append(statement)
        self._tight = tighten(system, settled=self._tight)
        self.tables = self.tables[self.numbering.prints(statement, self.tables)]
        return True

    def _prints_a_target(self, statement: Statement) -> bool:
        """Whether a small number would simply be printed."""
        printed = {
            self.numbering.place[fact.terms[0][0]]
            for fact in statement.facts
            if isinstance(fact, Line) and len(fact.terms) == 1 and fact.lower == fact.upper
        }
        self.given_away = [cell for cell in self.targets if cell in printed][:1]
        return bool(self.given_away)

    def _suspects_first(self, missing: list[int], statement: Statement) -> list[int]:
        """Put first what the statement speaks of, and what fell last: a refusal comes sooner."""
        near = {self.numbering.place[key] for key in statement.keys} | self._fallen
        return sorted(missing, key=lambda cell: cell not in near)

    def withdraw(self, statement: Statement) -> None:
        """Take back what was admitted; the tables stay true of the rest."""
        self.held.remove(statement)
        self._tight = None

    def _missing(self, tables: Tables) -> list[int]:
        if not len(tables):
            return list(self.targets)
        highest = tables.max(axis=0)
        return [cell for cell in self.targets if highest[cell] < self.threshold]

    def holding(self, *further: Statement) -> FactSystem:
        """Return the facts of what is held and of further statements as one system."""
        return build_system(len(self.truth), None, map(self._published, (*self.held, *further)))

    def with_one_more(self, statement: Statement) -> FactSystem:
        """Return the held facts, as tight as they are, with one statement more."""
        if self._tight is None:
            self._tight = tighten(self.holding())
        more = build_system(len(self.truth), None, [self._published(statement)])
        lines = [
            line
            for fact in self._published(statement).facts
            for line in (fact.as_linear() if isinstance(fact, ShareFact) else (fact,))
            if isinstance(line, LinearFact) and len(line.cells) > 1
        ]
        lower = np.maximum(self._tight.lower, more.lower)
        upper = np.minimum(self._tight.upper, more.upper)
        system = append_lines(self._tight, lines).with_bounds(lower, upper)
        return replace(system, shares=(*self._tight.shares, *more.shares))

    def _published(self, statement: Statement) -> Published:
        if statement not in self._cells:
            self._cells[statement] = self.numbering.published(statement)
        return self._cells[statement]

    def find(self, system: FactSystem, missing: list[int], threshold: int) -> bool:
        """Find a table in a system that takes each missing cell to a threshold."""
        try:
            tight = tighten(system, settled=self._tight)
        except ContradictionError:
            return False
        short = [cell for cell in missing if tight.upper[cell] < threshold]
        self.given_away = short[:1]
        if short:
            return False
        parts = split(tight, missing)
        if not self._first_can_rise(parts, missing[0], threshold):
            return False
        return all(self._lift(one, missing, threshold) for one in parts)

    def _first_can_rise(self, parts: list[Component], first: int, threshold: int) -> bool:
        """Ask the relaxation about the first cell alone: where it says no, that is a proof."""
        part = next((one for one in parts if first in one.cells), None)
        if part is None:
            return True
        column = int(np.searchsorted(part.cells, first))
        nothing = np.empty(0, dtype=np.int64)
        answer = lift(part, nothing, threshold, nodes=None, must=column, seconds=SECONDS)
        self.effort += 1 + answer.effort
        if answer.status is Status.INFEASIBLE:
            self.given_away, self._fallen = [first], {first}
            return False
        return True

    def _lift(
        self, component: Component, missing: list[int], threshold: int, *, stop: bool = True
    ) -> bool:
        """Find tables for the missing cells of a component; many at once where that is enough."""
        own = set(component.cells.tolist())
        inside = [cell for cell in missing if cell in own]
        for _ in range(RELAXED):
            table = self._table(component, inside, None) if len(inside) > 1 else None
            if table is None:
                break
            left = self._keep(table, inside, threshold)
            if len(left) == len(inside):
                break
            inside = left
        while inside:
            table = self._table(component, inside, threshold)
            if table is None and stop:
                self.given_away, self._fallen = inside[:1], set(inside[:1])
                return False
            inside = inside[1:] if table is None else self._keep(table, inside, threshold)
        return True

    def _keep(self, table: Integers, inside: list[int], threshold: int) -> list[int]:
        self.tables = np.concatenate([self.tables, table[None, :]])
        self.found.append(table)
        return [cell for cell in inside if table[cell] < threshold]

    def _table(
        self, component: Component, inside: list[int], threshold: int | None
    ) -> Integers | None:
        """Return a table in which the first cell reaches the threshold, and others where it can.

        Without a threshold the relaxation is solved, which is quick and often whole.
        """
        columns = np.searchsorted(component.cells, np.array(inside[:TOGETHER]))
        must = None if threshold is None else int(columns[0])
        height = threshold or self.threshold
        relaxed = lift(component, columns, height, nodes=None, must=must, seconds=SECONDS)
        self.effort += 1 + relaxed.effort
        table = self._whole(component, relaxed)
        if table is not None or must is None or relaxed.status is Status.INFEASIBLE:
            return table
        for others, nodes in ((columns[1:], NODES), (columns[:0], 10 * NODES)):
            answer = lift(component, others, height, nodes=nodes, must=must, seconds=SECONDS)
            self.effort += 1 + answer.effort
            table = self._whole(component, answer)
            if table is not None:
                return table
        return None

    def _whole(self, component: Component, answer: Answer) -> Integers | None:
        """Return the answer as a whole table where it is one, true of everything."""
        if not answer.has_solution:
            return None
        point = answer.solution[: len(component.cells)]
        if not is_admissible(component, np.round(point), point):
            return None
        table = self.truth.copy()
        table[component.cells] = np.round(point).astype(np.int64)
        return table


def admit_all(watches: Sequence[Watch], statement: Statement) -> bool:
    """Tell a statement to every reader, or to none of them."""
    for number, watch in enumerate(watches):
        if not watch.admits(statement):
            for earlier in watches[:number]:
                earlier.withdraw(statement)
            return False
    return True


def complete(numbering: Numbering, known: dict[str, int], held: list[Statement]) -> Integers | None:
    """Return a table that prints what is held and has the known numbers; None if there is none.

    Numbers of other bodies are not known here; any whole numbers that fit will do.
    """
    facts = [Statement(key, (exactly(key, value),)) for key, value in known.items()]
    published = [numbering.published(one) for one in (*facts, *held)]
    try:
        tight = tighten(build_system(len(numbering.keys), None, published))
    except ContradictionError:
        return None
    table = tight.lower.copy()
    for component in split(tight):
        answer = lift(component, np.array([0]), 1, nodes=NODES, seconds=SECONDS)
        point = answer.solution[: len(component.cells)] if answer.has_solution else None
        if point is None or not is_admissible(component, np.round(point), point):
            return None
        table[component.cells] = np.round(point).astype(np.int64)
    return table
