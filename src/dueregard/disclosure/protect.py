"""From a table of counts to a release in which nobody can be worked out.

The steps: the cells to hide, as few as can be proved; a whole-number witness for every unsafe cell;
as many percentages as the witnesses allow; and at the end a gate that believes none of the above
and adds every witness up again from its leaf cells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.effort import Deadline
from dueregard.disclosure.improve import improve
from dueregard.disclosure.pattern import Pattern, find_pattern
from dueregard.disclosure.percentages import NEAREST_FIVE, TEN_POINT_BAND, exact_precision
from dueregard.disclosure.problem import Problem
from dueregard.disclosure.release_plan import Plan, informative
from dueregard.disclosure.reveal import (
    Selection,
    add_all,
    offers,
    offers_small_bases_first,
    shares_shown,
    show_free_shares,
)
from dueregard.disclosure.witnesses import WitnessPool
from dueregard.errors import ConfigurationError, UnsafeReleaseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dueregard.disclosure.policy import Policy
    from dueregard.disclosure.reading import CountTable

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SECONDS = 70.0
"""Default time for the choice of the cells to hide. Most tables need a small part of it."""
WHOLE_NUMBER_RETRIES = 12
SMALL_TABLE = 400
"""Cells up to which shown figures are traded against each other."""
TRADE_EFFORT = 13_000
"""Effort of that trade. A machine of 2026 needs about three seconds for a commissioner."""
FIGURE_EFFORT = 60
"""Effort for each figure of a table so small that less is enough."""
FRESH_START = 0.7
"""Share of it for a release that begins with percentages."""
MANY_UNSAFE = 0.25
"""Share of unsafe cells from which such a release may be worth more."""


@dataclass(frozen=True)
class Protection:
    """A protected table with its proof.

    Parameters
    ----------
    plan
        Every figure that could have been shown.
    shown
        Those that are.
    pattern
        The choice of cells to hide that the search began from, with its bound.
    pool
        Whole-number tables that print the release; at least one for each unsafe cell.
    column
        The dimension whose shares are printed, or None.
    """

    plan: Plan
    shown: Flags
    pattern: Pattern
    pool: WitnessPool
    column: str | None

    @property
    def hidden(self) -> Flags:
        """Which cells are hidden."""
        return self.plan.problem.candidates & ~self.shown[: self.plan.cells]

    @property
    def secondaries(self) -> int:
        """Cells hidden only to protect others."""
        return int((self.hidden & ~self.plan.problem.unsafe).sum())

    @property
    def hidden_value(self) -> int:
        """People in hidden cells that are not unsafe themselves."""
        return int(self.plan.problem.values[self.hidden & ~self.plan.problem.unsafe].sum())

    @property
    def status(self) -> str:
        """``optimal`` when no smaller choice of cells exists, else ``gap``."""
        if self.column is not None:
            return "gap"
        return "optimal" if self.secondaries <= self.pattern.bound else "gap"

    @property
    def objective(self) -> float:
        """What was minimised (secondaries) or, with percentages, maximised (worth)."""
        return float(self.secondaries) if self.column is None else round(self.worth, 2)

    @property
    def objective_bound(self) -> float:
        """No release is better than this. With percentages it takes all of them for shown."""
        if self.column is None:
            return float(min(self.pattern.bound, self.secondaries))
        problem = self.plan.problem
        safe = int((problem.values > 0).sum()) - int(problem.unsafe[problem.values > 0].sum())
        return float(safe - self.pattern.bound + self.plan.shares * self.plan.worth[0])

    @property
    def gap(self) -> float:
        """Distance from the bound, as a share of the larger of the two."""
        larger = max(self.objective, self.objective_bound, 1.0)
        return round(abs(self.objective - self.objective_bound) / larger, 4)

    @property
    def witnesses(self) -> int:
        """Number of whole-number tables at hand that print the release."""
        return int(self.pool.printing(self.shown).sum())

    @property
    def worth(self) -> float:
        """Counts and percentages shown, by their worth; zeros count nothing."""
        return float(self.plan.weights[self.shown].sum())


def protect(  # noqa: PLR0913 - one table, one rule, and what may be printed of it
    table: CountTable,
    policy: Policy,
    *,
    threshold: int,
    lowest: int,
    percentages: str | None = None,
    decimals: int = 0,
    seconds: float = SECONDS,
) -> Protection:
    """Choose what of a table may be shown.

    Parameters
    ----------
    table
        True counts.
    policy
        The publisher's decision.
    threshold, lowest
        Counts from ``lowest`` to below ``threshold`` are unsafe.
    percentages
        Dimension whose categories are also printed as shares of their parent's total.
    decimals
        Decimals of those shares.
    seconds
        Time for the search; what it leaves open is stated as a gap.

    Returns
    -------
    Protection
        Every unsafe cell of it has a witness that has been added up again.

    Raises
    ------
    ConfigurationError
        There is no such dimension.
    UnsafeReleaseError
        No safe release was found, or a witness does not print the release.
    """
    deadline = Deadline(seconds)
    problem = Problem(table.shape, table.values, threshold, lowest, policy.total_is_known)
    for known in (problem, replace(problem, total_is_known=False)):
        plan = make_plan(known, policy, percentages, decimals)
        found = _hide(plan, deadline)
        if found is not None:
            break
    else:
        raise UnsafeReleaseError(
            "No safe way to print this table was found in the time.",
            advice="Merge categories, or pool with other organisations, and try again.",
        )
    pattern, pool = found
    shown = np.concatenate([~pattern.hidden, np.zeros(plan.size - plan.cells, dtype=np.bool_)])
    if percentages is not None:
        shown = _reveal(plan, pool, shown, deadline)
    check_witnesses(plan, pool, shown)
    return Protection(plan, shown, pattern, pool, percentages)


def make_plan(problem: Problem, policy: Policy, column: str | None, decimals: int) -> Plan:
    """Return the plan of all figures that could be printed.

    Raises
    ------
    ConfigurationError
        There is no such dimension.
    """
    precisions = (exact_precision(decimals), NEAREST_FIVE, TEN_POINT_BAND)
    if column is None:
        nothing = np.empty(0, dtype=np.int64)
        return Plan(problem, nothing, nothing, precisions, policy.worth)
    names = [dimension.name for dimension in problem.shape.dimensions]
    if column not in names:
        raise ConfigurationError(
            f"There is no dimension {column!r} to take percentages of.",
            advice=f"Choose one of: {', '.join(names)}.",
        )
    parts, wholes = problem.shape.shares(column)
    telling = informative(problem, parts, wholes)
    return Plan(problem, parts[telling], wholes[telling], precisions, policy.worth)


def _hide(plan: Plan, deadline: Deadline) -> tuple[Pattern, WitnessPool] | None:
    """Choose the cells to hide; where whole numbers betray one, ask for more."""
    pool = WitnessPool(plan)
    pool.add(plan.problem.values)
    refuted: list[Flags] = []
    for _ in range(WHOLE_NUMBER_RETRIES):
        pattern = find_pattern(plan.problem, deadline, also=refuted, fewest_people=not plan.shares)
        shown = np.concatenate([~pattern.hidden, np.zeros(plan.size - plan.cells, dtype=np.bool_)])
        missing = pool.missing(pool.printing(shown))
        if not len(pool.search(shown, missing)):
            return pattern, pool
        refuted.append(pattern.hidden)
        if bool((pattern.hidden | plan.problem.kept | ~plan.problem.candidates).all()):
            return None
    return None


def _reveal(plan: Plan, pool: WitnessPool, shown: Flags, deadline: Deadline) -> Flags:
    """Add percentages to the chosen counts; for small tables, look for better trades too."""
    best = Selection(pool, show_free_shares(plan, shown))
    add_all(best, plan, offers(plan, best.shown), lambda: deadline.is_over)
    if plan.cells > SMALL_TABLE:
        return best.shown
    start, most = pool.effort, min(TRADE_EFFORT, FIGURE_EFFORT * plan.size)

    def is_over(share: float = 1.0) -> bool:
        return deadline.is_over or pool.effort - start > most * share

    if plan.problem.unsafe.sum() > MANY_UNSAFE * (plan.problem.values > 0).sum():
        other = _from_nothing(plan, pool, lambda: is_over(FRESH_START))
        if other is not None and other.worth > best.worth:
            best = other
    return improve(pool, plan, best, is_over, seed=0).shown


def _from_nothing(plan: Plan, pool: WitnessPool, is_over: Callable[[], bool]) -> Selection | None:
    """Begin with zeros and what is public anyway, and put percentages before counts."""
    bare = np.zeros(plan.size, dtype=np.bool_)
    bare[: plan.cells] = plan.problem.kept | ~plan.problem.candidates
    if len(pool.search(bare, pool.missing(pool.printing(bare)))):
        return None
    selection = Selection(pool, bare)
    add_all(selection, plan, offers_small_bases_first(plan, bare), is_over)
    return selection


def check_witnesses(plan: Plan, pool: WitnessPool, shown: Flags) -> None:
    """Refuse the release unless every unsafe cell has a witness that prints it.

    Each witness is rebuilt from its leaf cells: no solver, and none of the search, is believed.

    Raises
    ------
    UnsafeReleaseError
        An unsafe cell has no such witness, or an unsafe cell is shown.
    """
    problem = plan.problem
    proved = np.zeros(plan.cells, dtype=np.bool_)
    for number in np.flatnonzero(pool.printing(shown)):
        leaves = pool.table(int(number))[problem.shape.leaf_cells]
        table = problem.shape.add_up(leaves)
        hidden = ~shown[: plan.cells] & problem.candidates
        is_whole = bool(
            leaves.min() >= 0 and table[hidden].min(initial=problem.lowest) >= problem.lowest
        )
        if is_whole and bool(plan.prints(table)[shown].all()):
            proved |= table >= problem.threshold
    if np.any(problem.unsafe & (shown[: plan.cells] | ~proved)):
        raise UnsafeReleaseError(
            "The release was refused: a small cell in it has no proof of safety.",
            advice="Give the search more time, merge categories, or pool.",
        )


def count_shares(protection: Protection) -> tuple[int, int, int]:
    """Return how many percentages are shown, coarsened and hidden, among those that tell."""
    plan = protection.plan
    if not plan.shares:
        return 0, 0, 0
    levels = protection.shown[plan.cells :].reshape(len(plan.precisions), plan.shares)
    exact, any_level = int(levels[0].sum()), int(shares_shown(plan, protection.shown).sum())
    return exact, any_level - exact, plan.shares - any_level
