"""Bounds that follow from bounds: the part of an attack that a reader can follow on paper.

Each pass takes every sum and every percentage in turn and tightens each cell with what the others
leave to it. It is sound but not complete: what it settles is settled, and what it leaves open goes
to the solver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.facts import UNBOUNDED
from dueregard.errors import DueRegardError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dueregard.disclosure.facts import EnumeratedFact, ShareFact
    from dueregard.disclosure.system import FactSystem

    Integers = NDArray[np.int64]

PASSES = 60
"""Passes before the rest is left to the solver. A table settles in fewer than ten."""
WIDEST_SHARE = 5_000
"""Largest range of a hidden base whose values are tried one by one."""


class ContradictionError(DueRegardError):
    """No whole-number table prints what was published: something in it is wrong."""

    exit_code = 5


def tighten(
    system: FactSystem, passes: int = PASSES, *, settled: FactSystem | None = None
) -> FactSystem:
    """Return the system with the bounds that follow from its facts.

    Parameters
    ----------
    system
        Facts of one view.
    passes
        Passes before the rest is left to the solver.
    settled
        A part of these facts, as tight as they make it: its shares are looked at again only where
        a bound has moved since.

    Returns
    -------
    FactSystem
        The same facts; bounds at least as tight.

    Raises
    ------
    ContradictionError
        The facts admit no whole-number table.
    """
    lower, upper = system.lower.copy(), system.upper.copy()
    rows, weights = system.rows, system.coefficients
    seen = {} if settled is None else _bounds_of(settled.shares, settled.lower, settled.upper)
    for _ in range(passes):
        before = int(lower.sum()), int(upper.sum())
        _tighten_rows(system, rows, weights, lower, upper)
        _tighten_shares(system.shares, lower, upper, seen)
        for fact in system.enumerations:
            _tighten_enumeration(fact, lower, upper)
        if np.any(lower > upper):
            raise contradiction()
        if before == (int(lower.sum()), int(upper.sum())):
            break
    return system.with_bounds(lower, upper)


def contradiction() -> ContradictionError:
    """Return the error that says that nothing fits."""
    return ContradictionError(
        "No whole number of people fits all the published figures together.",
        advice="Look for a percentage with another base, a lost digit or a swapped column.",
    )


def _tighten_rows(
    system: FactSystem, rows: Integers, weights: Integers, lower: Integers, upper: Integers
) -> None:
    """Tighten each cell by what the other cells of its row leave to it."""
    if not len(rows):
        return
    low, high = lower[system.cells], upper[system.cells]
    positive = weights > 0
    least = np.where(positive, low, high) * weights
    most = np.where(positive, high, low) * weights
    open_low = np.where(positive, low, high) >= UNBOUNDED
    open_high = np.where(positive, high, low) >= UNBOUNDED
    spare = system.row_upper[rows] - _others(least, open_low, rows, sign=-1)
    need = system.row_lower[rows] - _others(most, open_high, rows, sign=1)
    spare[system.row_upper[rows] >= UNBOUNDED] = UNBOUNDED**2
    need[system.row_lower[rows] <= -UNBOUNDED] = -(UNBOUNDED**2)
    ceiling = np.where(positive, spare // weights, need // weights)
    floor = np.where(positive, -((-need) // weights), -((-spare) // weights))
    np.minimum.at(upper, system.cells, np.minimum(ceiling, UNBOUNDED))
    np.maximum.at(lower, system.cells, np.maximum(floor, 0))


def _others(terms: Integers, is_open: NDArray[np.bool_], rows: Integers, *, sign: int) -> Integers:
    """Return the sum of the row's other terms; hugely signed where one of them is unbounded."""
    finite = np.where(is_open, 0, terms)
    count = int(rows[-1]) + 1
    total = np.zeros(count, dtype=np.int64)
    np.add.at(total, rows, finite)
    opened = np.bincount(rows, weights=is_open, minlength=count).astype(np.int64)
    rest = total[rows] - finite
    unbounded = opened[rows] - is_open > 0
    return np.where(unbounded, sign * UNBOUNDED**2 // 4, rest)


def _tighten_shares(
    shares: Sequence[ShareFact],
    lower: Integers,
    upper: Integers,
    seen: dict[ShareFact, tuple[int, ...]],
) -> None:
    """Look at each share whose bounds moved: at the same bounds it says nothing new."""
    for share in shares:
        if seen.get(share) != _bounds(share, lower, upper):
            _tighten_share(share, lower, upper)
            seen[share] = _bounds(share, lower, upper)


def _bounds_of(
    shares: Sequence[ShareFact], lower: Integers, upper: Integers
) -> dict[ShareFact, tuple[int, ...]]:
    return {share: _bounds(share, lower, upper) for share in shares}


def _bounds(share: ShareFact, lower: Integers, upper: Integers) -> tuple[int, ...]:
    part, whole = share.part, share.whole
    return int(lower[part]), int(upper[part]), int(lower[whole]), int(upper[whole])


def _tighten_share(share: ShareFact, lower: Integers, upper: Integers) -> None:
    """Try each value of the whole: keep those for which some part prints alike."""
    part, whole = share.part, share.whole
    if upper[whole] - lower[whole] > WIDEST_SHARE or lower[whole] > upper[whole]:
        return
    wholes = np.arange(max(lower[whole], 1), upper[whole] + 1, dtype=np.int64)
    first = np.maximum(-((-share.low * wholes) // share.scale), lower[part])
    end = share.high * wholes - (0 if share.closed else 1)
    last = np.minimum(end // share.scale, upper[part])
    possible = first <= last
    if not possible.any():
        raise contradiction()
    lower[whole], upper[whole] = wholes[possible][[0, -1]]
    lower[part] = first[possible].min()
    upper[part] = last[possible].max()


def _tighten_enumeration(fact: EnumeratedFact, lower: Integers, upper: Integers) -> None:
    cells = np.array(fact.cells, dtype=np.int64)
    allowed = np.array(fact.allowed, dtype=np.int64).reshape(-1, len(cells))
    fits = ((allowed >= lower[cells]) & (allowed <= upper[cells])).all(axis=1)
    if not fits.any():
        raise contradiction()
    np.maximum.at(lower, cells, allowed[fits].min(axis=0))
    np.minimum.at(upper, cells, allowed[fits].max(axis=0))
