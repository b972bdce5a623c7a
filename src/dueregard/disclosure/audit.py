"""What a release gives away: every hidden cell is attacked with all published figures at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.attack import attack
from dueregard.disclosure.facts import UNBOUNDED
from dueregard.disclosure.solver import TOLERANCE
from dueregard.disclosure.system import build_system

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dueregard.disclosure.attack import Bounds
    from dueregard.disclosure.view import View

    Integers = NDArray[np.int64]


class Verdict(StrEnum):
    """What an intruder can say of a hidden cell."""

    EXACT = "exact"
    UNSAFE = "provably unsafe"
    SAFE = "safe"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one hidden cell.

    Parameters
    ----------
    cell
        Number of the cell.
    verdict
        ``EXACT`` or ``UNSAFE`` for a cell that is known to be small; ``SAFE`` for one that may
        well reach the threshold; ``UNDECIDED`` when a limit was met, which is never safe.
    lower, upper
        Interval that the cell is proved to lie in; ``upper`` is None when nothing limits it.
    is_small
        Whether the cell is known to be unsafe: below the threshold, and not empty where zeros are
        published anyway.
    """

    cell: int
    verdict: Verdict
    lower: float
    upper: float | None
    is_small: bool


@dataclass(frozen=True)
class Audit:
    """Verdicts on all hidden cells of a view."""

    view: View
    threshold: int
    findings: tuple[Finding, ...]

    @property
    def leaks(self) -> tuple[Finding, ...]:
        """Cells known to be small, exact ones first."""
        small = [finding for finding in self.findings if finding.is_small]
        return tuple(sorted(small, key=lambda f: (f.verdict is not Verdict.EXACT, f.cell)))

    @property
    def exact(self) -> int:
        """Number of small cells whose count is known."""
        return sum(finding.verdict is Verdict.EXACT for finding in self.leaks)

    @property
    def undecided(self) -> int:
        """Number of cells for which a limit was met."""
        return sum(finding.verdict is Verdict.UNDECIDED for finding in self.findings)

    @property
    def is_safe(self) -> bool:
        """Whether no cell is known to be small and none is undecided."""
        return not self.leaks and not self.undecided


def audit(
    view: View,
    threshold: int,
    *,
    targets: Integers | None = None,
    whole: bool = True,
    intervals: bool = True,
) -> Audit:
    """Attack a view.

    Parameters
    ----------
    view
        What the intruder holds.
    threshold
        Counts below it are unsafe.
    targets
        Hidden cells to ask about; None asks about all of them.
    whole
        Whether the intruder knows that people come in whole numbers.
    intervals
        Whether the interval of cells that are safe is wanted too.

    Returns
    -------
    Audit
        One finding for each target. Intervals of safe cells are those of linear programming,
        rounded inwards: never too narrow.

    Raises
    ------
    ContradictionError
        No table prints what was published.
    """
    cells = view.hidden if targets is None else targets
    system = build_system(view.size, view.sums, view.figures)
    bounds = attack(system, cells, threshold, whole=whole, intervals=intervals)
    findings = tuple(_judge(bounds, int(cell), threshold, view.lowest) for cell in cells)
    return Audit(view, threshold, findings)


def _judge(bounds: Bounds, cell: int, threshold: int, lowest: int) -> Finding:
    low, high = float(bounds.lower[cell]), float(bounds.upper[cell])
    open_end = high >= UNBOUNDED or not np.isfinite(high)
    small = high < threshold - TOLERANCE and low > lowest - 1 + TOLERANCE
    verdict = Verdict.SAFE
    if high - low < TOLERANCE:
        verdict = Verdict.EXACT
    elif small:
        verdict = Verdict.UNSAFE
    elif bounds.open[cell]:
        verdict = Verdict.UNDECIDED
    return Finding(cell, verdict, low, None if open_end else high, small)
