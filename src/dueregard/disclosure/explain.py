"""Why a cell is known: the smallest set of published figures that still gives it away.

The figures that carry a price in the attacker's linear program are tried first; then each of the
set is left out in turn, and stays out when the cell is given away without it (the deletion filter
for irreducible infeasible subsets: Chinneck and Dravnieks, ORSA Journal on Computing 3 (1991),
157-168, doi:10.1287/ijoc.3.2.157). What remains is irreducible: drop any one of it and the cell is
no longer known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.attack import attack
from dueregard.disclosure.audit import Audit, Finding, Verdict
from dueregard.disclosure.facts import UNBOUNDED
from dueregard.disclosure.solver import TOLERANCE, Program, Rows, Status
from dueregard.disclosure.system import build_system
from dueregard.disclosure.view import fact_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dueregard.disclosure.facts import Published
    from dueregard.disclosure.view import View


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
    search = _Search(audit, finding)
    figures = search.reduce(search.priced())
    name = audit.view.name(finding.cell)
    return Proof(finding, figures, f"Together with the table's sums: {name} {_claim(finding)}.")


def _claim(finding: Finding) -> str:
    if finding.verdict is Verdict.EXACT:
        return f"is exactly {finding.lower:.0f}"
    if finding.upper is None:
        return f"is at least {finding.lower:.0f}"
    return f"lies between {finding.lower:.0f} and {finding.upper:.0f}"


class _Search:
    def __init__(self, audit: Audit, finding: Finding) -> None:
        self._view: View = audit.view
        self._finding = finding
        self._threshold = audit.threshold

    def priced(self) -> list[Published]:
        """Return the figures with a price in the attack, or all of them if those do not suffice."""
        figures = list(self._view.figures)
        cells, rows = self._prices()
        chosen = [
            figure
            for figure in figures
            if any(
                (len(fact_cells(fact)) == 1 and fact_cells(fact)[0] in cells)
                or (len(fact_cells(fact)) > 1 and frozenset(fact_cells(fact)) in rows)
                for fact in figure.facts
            )
        ]
        return chosen if self._follows(chosen) else figures

    def _prices(self) -> tuple[set[int], set[frozenset[int]]]:
        """Return the cells and the rows that the linear attack leans on."""
        system = build_system(self._view.size, self._view.sums, self._view.figures)
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
            answer = program.push(self._finding.cell, up=up)
            if answer.status is Status.OPTIMAL:
                cells.update(np.flatnonzero(np.abs(answer.column_prices) > TOLERANCE).tolist())
                for row in np.flatnonzero(np.abs(answer.row_prices) > TOLERANCE):
                    first, end = system.starts[row], system.starts[row + 1]
                    used.add(frozenset(system.cells[first:end].tolist()))
        return cells, used

    def reduce(self, figures: list[Published]) -> tuple[Published, ...]:
        """Leave out, in ever smaller chunks, whatever is not needed."""
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
                return tuple(figures)
            size = max(size // 2, 1)

    def _follows(self, figures: Sequence[Published]) -> bool:
        """Whether these figures alone say as much of the cell."""
        finding = self._finding
        system = build_system(self._view.size, self._view.sums, figures)
        target = np.array([finding.cell])
        bounds = attack(system, target, self._threshold, intervals=False)
        low, high = float(bounds.lower[finding.cell]), float(bounds.upper[finding.cell])
        if finding.verdict is Verdict.EXACT:
            return low == finding.lower and high == finding.upper
        return high < self._threshold and low > self._view.lowest - 1
