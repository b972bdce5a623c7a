"""All facts of a release as one system of whole numbers, ready to be attacked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.facts import (
    UNBOUNDED,
    EnumeratedFact,
    LinearFact,
    Published,
    ShareFact,
)
from dueregard.disclosure.solver import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from dueregard.disclosure.shape import Sums

    Integers = NDArray[np.int64]


@dataclass(frozen=True)
class FactSystem:
    """Bounds, linear rows, shares and enumerations over the cells of one view.

    Parameters
    ----------
    lower, upper
        Bounds of each cell; ``UNBOUNDED`` is no upper bound.
    starts, cells, coefficients, row_lower, row_upper
        Linear rows over two cells or more, in compressed form. Sums first.
    shares, enumerations
        The facts that say more over whole numbers than their linear rows do. Each share is among
        the rows as well.
    """

    lower: Integers
    upper: Integers
    starts: Integers
    cells: Integers
    coefficients: Integers
    row_lower: Integers
    row_upper: Integers
    shares: tuple[ShareFact, ...] = ()
    enumerations: tuple[EnumeratedFact, ...] = ()

    @property
    def rows(self) -> Integers:
        """Row number of each entry."""
        return np.repeat(np.arange(len(self.row_lower), dtype=np.int64), np.diff(self.starts))

    def with_bounds(self, lower: Integers, upper: Integers) -> FactSystem:
        """Return the same system with other bounds."""
        return replace(self, lower=lower, upper=upper)


def build_system(size: int, sums: Sums | None, published: Iterable[Published]) -> FactSystem:
    """Write the facts of a view down as one system.

    Parameters
    ----------
    size
        Number of cells.
    sums
        The table's own sums, which hold whatever is printed; None when there are none.
    published
        The figures. Their order makes no difference to what follows from them.
    """
    bare = _bare(size, sums)
    lower, upper = bare.lower, bare.upper
    lines: list[LinearFact] = []
    shares: list[ShareFact] = []
    enumerations: list[EnumeratedFact] = []
    for fact in (fact for figure in published for fact in figure.facts):
        if isinstance(fact, ShareFact):
            shares.append(fact)
            lines.extend(fact.as_linear())
            lower[fact.whole] = max(lower[fact.whole], 1)
        elif isinstance(fact, EnumeratedFact):
            enumerations.append(fact)
        elif len(fact.cells) == 1 and fact.coefficients[0] == 1:
            _tighten(fact, lower, upper)
        else:
            lines.append(fact)
    system = append_lines(bare, lines)
    return replace(system, shares=tuple(shares), enumerations=tuple(enumerations))


def sums_system(size: int, sums: Sums) -> FactSystem:
    """Return the system of a table's sums alone, every cell unbounded."""
    return build_system(size, sums, ())


def append_lines(system: FactSystem, lines: Sequence[LinearFact]) -> FactSystem:
    """Return the system with further linear facts."""
    if not lines:
        return system
    widths = np.array([len(line.cells) for line in lines], dtype=np.int64)
    lows = [-UNBOUNDED if line.lower is None else line.lower for line in lines]
    highs = [UNBOUNDED if line.upper is None else line.upper for line in lines]
    cells = [cell for line in lines for cell in line.cells]
    weights = [weight for line in lines for weight in line.coefficients]
    return replace(
        system,
        starts=np.concatenate([system.starts, system.starts[-1] + np.cumsum(widths)]),
        cells=np.concatenate([system.cells, np.array(cells, dtype=np.int64)]),
        coefficients=np.concatenate([system.coefficients, np.array(weights, dtype=np.int64)]),
        row_lower=np.concatenate([system.row_lower, np.array(lows, dtype=np.int64)]),
        row_upper=np.concatenate([system.row_upper, np.array(highs, dtype=np.int64)]),
    )


def _tighten(fact: LinearFact, lower: Integers, upper: Integers) -> None:
    cell = fact.cells[0]
    if fact.lower is not None:
        lower[cell] = max(lower[cell], fact.lower)
    if fact.upper is not None:
        upper[cell] = min(upper[cell], fact.upper)


def _bare(size: int, sums: Sums | None) -> FactSystem:
    empty = np.empty(0, dtype=np.int64)
    zeros = np.zeros(0 if sums is None else len(sums), dtype=np.int64)
    return FactSystem(
        lower=np.zeros(size, dtype=np.int64),
        upper=np.full(size, UNBOUNDED, dtype=np.int64),
        starts=np.zeros(1, dtype=np.int64) if sums is None else sums.starts,
        cells=empty if sums is None else sums.cells,
        coefficients=empty if sums is None else sums.signs,
        row_lower=zeros,
        row_upper=zeros,
    )


@dataclass(frozen=True)
class Component:
    """A part of the system that shares no free cell with any other part.

    Parameters
    ----------
    cells
        Numbers of its free cells in the whole system.
    lower, upper
        Their bounds.
    rows
        Linear rows over these cells only; the settled cells are folded into the limits.
    enumerations
        Enumerated facts over at least one of these cells, in the whole system's numbering.
    """

    cells: Integers
    lower: Integers
    upper: Integers
    rows: Rows
    enumerations: tuple[EnumeratedFact, ...]


def split(system: FactSystem, wanted: Sequence[int] | None = None) -> list[Component]:
    """Split a propagated system into its connected components.

    Parameters
    ----------
    system
        Bounds as tight as propagation makes them; a cell whose bounds meet is settled.
    wanted
        Only components that hold one of these cells; all of them if left out.
    """
    free = system.lower < system.upper
    open_entries = free[system.cells]
    rows = system.rows
    roots = _connect(system, rows[open_entries], system.cells[open_entries])
    settled = np.where(free, 0, system.lower)
    folded = np.zeros(len(system.row_lower), dtype=np.int64)
    np.add.at(folded, rows, system.coefficients * settled[system.cells])
    entry_root = np.where(open_entries, roots[system.cells], -1)
    asked = free.copy()
    if wanted is not None:
        asked[:] = False
        asked[list(wanted)] = free[list(wanted)]
    return [
        _component(system, np.flatnonzero(free & (roots == root)), folded, entry_root == root)
        for root in np.unique(roots[asked])
    ]


def restrict(component: Component, columns: Integers, values: Integers) -> Component:
    """Return the part of a component in which all other cells stand at given values.

    Parameters
    ----------
    component
        The component.
    columns
        Columns that stay free, ascending.
    values
        Values of all columns, which keep every row.
    """
    rows = component.rows
    owner = np.repeat(np.arange(len(rows), dtype=np.int64), np.diff(rows.starts))
    free = np.zeros(len(component.cells), dtype=np.bool_)
    free[columns] = True
    mine = free[rows.columns]
    terms = rows.coefficients[~mine] * values[rows.columns[~mine]]
    fixed = np.bincount(owner[~mine], terms, minlength=len(rows))
    used, compact = np.unique(owner[mine], return_inverse=True)
    block = Rows(
        np.searchsorted(compact, np.arange(len(used) + 1)).astype(np.int64),
        np.searchsorted(columns, rows.columns[mine]),
        rows.coefficients[mine],
        (rows.lower - fixed)[used],
        (rows.upper - fixed)[used],
    )
    return Component(
        component.cells[columns],
        component.lower[columns],
        component.upper[columns],
        block,
        component.enumerations,
    )


def _connect(system: FactSystem, rows: Integers, cells: Integers) -> Integers:
    roots = np.arange(len(system.lower), dtype=np.int64)

    def find(cell: int) -> int:
        while roots[cell] != cell:
            roots[cell] = roots[roots[cell]]
            cell = int(roots[cell])
        return cell

    def join(members: Integers) -> None:
        first = find(int(members[0]))
        for member in members[1:]:
            roots[find(int(member))] = first

    for group in np.split(cells, np.flatnonzero(np.diff(rows)) + 1):
        if len(group) > 1:
            join(group)
    for fact in system.enumerations:
        join(np.array(fact.cells, dtype=np.int64))
    return np.array([find(cell) for cell in range(len(roots))], dtype=np.int64)


def _component(
    system: FactSystem, members: Integers, folded: Integers, mine: NDArray[np.bool_]
) -> Component:
    rows, entries = system.rows[mine], system.cells[mine]
    used, compact = np.unique(rows, return_inverse=True)
    starts = np.searchsorted(compact, np.arange(len(used) + 1)).astype(np.int64)
    lows = system.row_lower[used].astype(np.float64) - folded[used]
    highs = system.row_upper[used].astype(np.float64) - folded[used]
    lows[system.row_lower[used] <= -UNBOUNDED] = -np.inf
    highs[system.row_upper[used] >= UNBOUNDED] = np.inf
    local = np.searchsorted(members, entries)
    block = Rows(starts, local, system.coefficients[mine].astype(np.float64), lows, highs)
    inside = set(members.tolist())
    enumerations = tuple(f for f in system.enumerations if inside & set(f.cells))
    return Component(members, system.lower[members], system.upper[members], block, enumerations)
