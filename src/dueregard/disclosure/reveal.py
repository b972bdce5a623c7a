"""Showing as much as is safe: figures are added one at a time, each under proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.release_plan import both_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from dueregard.disclosure.release_plan import Plan
    from dueregard.disclosure.witnesses import WitnessPool

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


class Selection:
    """A set of shown figures for which every unsafe cell has a witness.

    Parameters
    ----------
    pool
        The witnesses; shared by all selections of one plan.
    shown
        Figures to begin with. They must be safe.
    """

    def __init__(self, pool: WitnessPool, shown: Flags) -> None:
        self._pool = pool
        self.shown = shown.copy()
        self._valid = pool.printing(shown)

    @property
    def worth(self) -> float:
        """Total worth of the shown figures."""
        return float(self._pool.plan.weights[self.shown].sum())

    def fits(self, figure: int) -> bool:
        """Whether the tables at hand already prove the selection safe with this figure."""
        self._refresh()
        tables = self._valid & self._pool.prints[:, figure]
        return not len(self._pool.missing(tables))

    def show(self, figure: int) -> bool:
        """Show a figure if every unsafe cell keeps, or is found, a witness."""
        self._refresh()
        missing = self._pool.missing(self._valid & self._pool.prints[:, figure])
        if len(missing):
            asked = self.shown.copy()
            asked[figure] = True
            if len(self._pool.search(asked, missing)):
                return False
            self._refresh()
            if len(self._pool.missing(self._valid & self._pool.prints[:, figure])):
                return False
        self.shown[figure] = True
        self._valid &= self._pool.prints[:, figure]
        return True

    def _refresh(self) -> None:
        if len(self._valid) < len(self._pool.prints):
            fresh = self._pool.prints[len(self._valid) :][:, self.shown].all(axis=1)
            self._valid = np.concatenate([self._valid, fresh])


def show_free_shares(plan: Plan, shown: Flags) -> Flags:
    """Show, at the best precision, every percentage that follows from shown counts."""
    hidden = ~shown[: plan.cells] & plan.problem.candidates
    shown = shown.copy()
    shown[plan.cells : plan.cells + plan.shares] = both_shown(plan, hidden)
    return shown


def offers(plan: Plan, shown: Flags) -> list[int]:
    """Return the figures that could still be added, most worth and largest base first."""
    values = plan.problem.values
    counts = np.flatnonzero(plan.problem.candidates & ~plan.problem.unsafe & ~shown[: plan.cells])
    taken = shares_shown(plan, shown)
    found = [(-float(plan.weights[cell]), -int(values[cell]), int(cell)) for cell in counts]
    for level, worth in enumerate(plan.worth):
        for share in np.flatnonzero(~taken):
            figure = plan.figure(int(share), level)
            found.append((-worth, -int(values[plan.wholes[share]]), figure))
    return [figure for _, _, figure in sorted(found)]


def offers_small_bases_first(plan: Plan, shown: Flags) -> list[int]:
    """Return the same figures, percentages before counts and small bases before large ones.

    Where everybody is in a small cell, a share of a small base is the figure that costs least: its
    group can grow as a whole, and the share stays as it is.
    """
    values = plan.problem.values

    def rank(figure: int) -> tuple[int, int, int]:
        if figure < plan.cells:
            return len(plan.precisions), int(values[figure]), figure
        share, level = plan.share_of(figure)
        return level, int(values[plan.wholes[share]]), figure

    return sorted(offers(plan, shown), key=rank)


def shares_shown(plan: Plan, shown: Flags) -> Flags:
    """Return which percentages are shown at any precision."""
    levels = shown[plan.cells :].reshape(len(plan.precisions), plan.shares)
    found: Flags = np.logical_or.reduce(levels, axis=0)
    return found


def add_all(
    selection: Selection, plan: Plan, figures: Iterable[int], is_over: Callable[[], bool]
) -> None:
    """Show each figure in turn where it is safe, until the time is up."""
    for figure in figures:
        if is_over():
            return
        if figure >= plan.cells and shares_shown(plan, selection.shown)[plan.share_of(figure)[0]]:
            continue
        selection.show(figure)


def add_fitting(selection: Selection, plan: Plan, figures: Sequence[int]) -> None:
    """Show each figure that the witnesses at hand allow; no solver is asked."""
    for figure in figures:
        if figure >= plan.cells and shares_shown(plan, selection.shown)[plan.share_of(figure)[0]]:
            continue
        if selection.fits(figure):
            selection.show(figure)
