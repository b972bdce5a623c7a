"""Why a cell is known: a smallest set of published figures that still gives it away.

The proof is looked for near the cell first, among the figures that share a sum with it, then in
wider circles. The figures that carry a price in the attacker's linear program are tried first; then
each of the set is left out in turn, the farthest first, and stays out when the cell is given away
without it (the deletion filter for irreducible infeasible subsets: Chinneck and Dravnieks, ORSA
Journal on Computing 3 (1991), 157-168, doi:10.1287/ijoc.3.2.157). What remains is irreducible: drop
any one of it and the cell is no longer known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.attack import attack
from dueregard.disclosure.audit import Audit, Finding, Verdict
from dueregard.disclosure.facts import UNBOUNDED, Published, ShareFact
from dueregard.disclosure.shape import Sums
from dueregard.disclosure.solver import TOLERANCE, Program, Rows, Status
from dueregard.disclosure.system import build_system
from dueregard.disclosure.view import fact_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dueregard.disclosure.facts import Fact
    from dueregard.disclosure.system import FactSystem
    from dueregard.disclosure.view import View

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Proof:
    """A readable proof that a cell is known.

    Parameters
    ----------
    finding
        What is known.
    figures
        An irreducible set of published figures from which it follows, with the table's own sums.
    sentence
        The conclusion in words.
    """

    finding: Finding
    figures: tuple[Published, ...]
    sentence: str


def explain(audit: Audit, finding: Finding) -> Proof:
    """Return the figures that give a cell away.

    Parameters
    ----------
    audit
        The audit that found it.
    finding
        One of its leaks.
    """
    figures = _Search(audit, finding).figures()
    name = audit.view.name(finding.cell)
    return Proof(finding, figures, f"Together with the table's sums: {name} {_claim(finding)}.")


def _claim(finding: Finding) -> str:
    if finding.verdict is Verdict.EXACT:
        return f"is exactly {finding.lower:.0f}"
    if finding.upper is None:
        return f"is at least {finding.lower:.0f}"
    return f"lies between {finding.lower:.0f} and {finding.upper:.0f}"


class _Search:
    """Looks for the proof near the cell first: fewer sums, fewer figures, easier to follow."""

    def __init__(self, audit: Audit, finding: Finding) -> None:
        self._view: View = audit.view
        self._finding = finding
        self._threshold = audit.threshold
        self._near = np.zeros(self._view.size, dtype=np.bool_)
        self._near[finding.cell] = True
        self._distance = np.where(self._near, 0, self._view.size)

    def figures(self) -> tuple[Published, ...]:
        """Return an irreducible set of figures from which the finding follows."""
        while self._widen():
            inside = [f for f in self._view.figures if self._holds(f)]
            if self._follows(inside):
                return self._reduce(self._priced(inside))
        return self._reduce(list(self._view.figures))

    def _widen(self) -> bool:
        """Take in the cells that share a sum or a figure with those at hand; False if none does."""
        wider = self._near.copy()
        sums = self._view.sums
        if sums is not None:
            met = np.zeros(len(sums), dtype=np.bool_)
            met[sums.rows[self._near[sums.cells]]] = True
            wider[sums.cells[met[sums.rows]]] = True
        for cells in (fact_cells(fact) for figure in self._view.figures for fact in figure.facts):
            if len(cells) > 1 and self._near[list(cells)].any():
                wider[list(cells)] = True
        fresh = wider & ~self._near
        self._distance[fresh] = self._distance[self._near].max() + 1
        self._near = wider
        return bool(fresh.any())

    def _holds(self, figure: Published) -> bool:
        return all(self._near[list(fact_cells(fact))].all() for fact in figure.facts)

    def _priced(self, figures: list[Published]) -> list[Published]:
        """Return the figures with a price in the attack, or all if those do not suffice."""
        system = self._system(figures)
        cells, rows = _prices(system, self._column)
        place = self._places
        chosen = [
            figure
            for figure in figures
            if any(_is_priced(_renumbered(fact, place), cells, rows) for fact in figure.facts)
        ]
        return chosen if self._follows(chosen) else figures

    def _reduce(self, figures: list[Published]) -> tuple[Published, ...]:
        """Leave out, the farthest first and in ever smaller chunks, whatever is not needed."""
        figures = sorted(figures, key=self._remoteness)
        size = max(len(figures) // 2, 1)
        while True:
            start = 0
            while start < len(figures):
                rest = figures[:start] + figures[start + size :]
                if self._follows(rest):
                    figures = rest
                else:
                    start += size
            if size == 1:
                needed = {id(figure) for figure in figures}
                return tuple(f for f in self._view.figures if id(f) in needed)
            size = max(size // 2, 1)

    def _remoteness(self, figure: Published) -> int:
        cells = [cell for fact in figure.facts for cell in fact_cells(fact)]
        return -int(self._distance[cells].max(initial=0))

    @property
    def _column(self) -> int:
        return int(self._near[: self._finding.cell].sum())

    @property
    def _places(self) -> Integers:
        places: Integers = np.cumsum(self._near) - 1
        return places

    def _system(self, figures: Sequence[Published]) -> FactSystem:
        """Write down these figures over the cells at hand, with the sums among them."""
        place = self._places
        facts = [
            Published("", tuple(_renumbered(fact, place) for fact in figure.facts))
            for figure in figures
        ]
        sums = self._view.sums
        within = None if sums is None else _sums_within(sums, self._near, place)
        return build_system(int(self._near.sum()), within, facts)

    def _follows(self, figures: Sequence[Published]) -> bool:
        """Whether these figures alone say as much of the cell."""
        finding, column = self._finding, self._column
        target = np.array([column])
        bounds = attack(self._system(figures), target, self._threshold, intervals=False)
        low, high = float(bounds.lower[column]), float(bounds.upper[column])
        if finding.verdict is Verdict.EXACT:
            return low == finding.lower and high == finding.upper
        return high < self._threshold and low > self._view.lowest - 1


def _renumbered(fact: Fact, place: Integers) -> Fact:
    if isinstance(fact, ShareFact):
        return replace(fact, part=int(place[fact.part]), whole=int(place[fact.whole]))
    return replace(fact, cells=tuple(int(place[cell]) for cell in fact.cells))


def _sums_within(sums: Sums, near: Flags, place: Integers) -> Sums | None:
    """Return the sums all of whose cells are at hand."""
    outside = np.bincount(sums.rows, ~near[sums.cells], minlength=len(sums)) > 0
    kept = ~outside[sums.rows]
    if not kept.any():
        return None
    widths = np.diff(sums.starts)[~outside]
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(widths)])
    return Sums(starts, place[sums.cells[kept]])


def _is_priced(fact: Fact, cells: set[int], rows: set[frozenset[int]]) -> bool:
    mine = fact_cells(fact)
    return mine[0] in cells if len(mine) == 1 else frozenset(mine) in rows


def _prices(system: FactSystem, column: int) -> tuple[set[int], set[frozenset[int]]]:
    """Return the cells and the rows that the linear attack on a column leans on."""
    upper = system.upper.astype(np.float64)
    upper[system.upper >= UNBOUNDED] = np.inf
    low, high = system.row_lower.astype(np.float64), system.row_upper.astype(np.float64)
    low[low <= -UNBOUNDED], high[high >= UNBOUNDED] = -np.inf, np.inf
    weights = system.coefficients.astype(np.float64)
    rows = Rows(system.starts, system.cells, weights, low, high)
    program = Program(system.lower.astype(np.float64), upper, rows)
    cells: set[int] = set()
    used: set[frozenset[int]] = set()
    for up in (True, False):
        answer = program.push(column, up=up)
        if answer.status is Status.OPTIMAL:
            cells.update(np.flatnonzero(np.abs(answer.column_prices) > TOLERANCE).tolist())
            for row in np.flatnonzero(np.abs(answer.row_prices) > TOLERANCE):
                first, end = system.starts[row], system.starts[row + 1]
                used.add(frozenset(system.cells[first:end].tolist()))
    return cells, used
