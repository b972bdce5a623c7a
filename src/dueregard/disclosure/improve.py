"""Trading shown figures against each other: take a few away, and more may fit in their place.

The search is seeded and counts its moves, so that the same table gives the same release on a slow
and on a fast machine, as long as the deadline is not met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.reveal import Selection, add_fitting, offers, shares_shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dueregard.disclosure.release_plan import Plan
    from dueregard.disclosure.witnesses import WitnessPool

    Flags = NDArray[np.bool_]

MOVE_EFFORT = 15
"""What a move costs apart from its searches, in the effort of a pool."""
PROBES = 4
"""Offers beyond the witnesses at hand for which a new one is sought, in each move."""
TAKEN_AWAY = 4
"""At most so many figures are taken away in one move."""
PATIENCE = 12
"""Moves without gain after which the search returns to the best selection."""
WANDER = 0.6
"""Worth that a move may lose before it is undone."""


def improve(
    pool: WitnessPool, plan: Plan, start: Selection, is_over: Callable[[], bool], *, seed: int
) -> Selection:
    """Return a selection of at least the same worth.

    Parameters
    ----------
    pool, plan
        Witnesses and figures.
    start
        A safe selection.
    is_over
        Whether the search has to end.
    seed
        Seed of the random choices.
    """
    rng = np.random.default_rng(seed)
    best = current = start
    idle = 0
    while not is_over():
        pool.effort += MOVE_EFFORT
        trial = _move(pool, plan, current, rng)
        idle += 1
        if trial.worth > best.worth + 1e-9:
            best, idle = trial, 0
        if trial.worth >= current.worth - WANDER * rng.random():
            current = trial
        if idle >= PATIENCE:
            current, idle = best, 0
    return best


def _move(pool: WitnessPool, plan: Plan, current: Selection, rng: np.random.Generator) -> Selection:
    shown = current.shown.copy()
    fixed = np.concatenate([plan.problem.kept, np.zeros(plan.size - plan.cells, dtype=np.bool_)])
    loose = np.flatnonzero(shown & ~fixed & (plan.weights > 0))
    count = min(int(rng.integers(1, TAKEN_AWAY + 1)), len(loose))
    taken = rng.choice(loose, size=count, replace=False)
    shown[taken] = False
    trial = Selection(pool, shown)
    offered = [figure for figure in _shuffled(plan, shown, rng) if figure not in set(taken)]
    add_fitting(trial, plan, offered)
    _probe(trial, plan, offered)
    add_fitting(trial, plan, [*offered, *_upgrades(plan, taken)])
    return trial


def _shuffled(plan: Plan, shown: Flags, rng: np.random.Generator) -> list[int]:
    offered = np.array(offers(plan, shown), dtype=np.int64)
    luck = plan.weights[offered] * rng.random(len(offered))
    return [int(figure) for figure in offered[np.argsort(-luck, kind="stable")]]


def _probe(trial: Selection, plan: Plan, offered: list[int]) -> None:
    left = PROBES
    for figure in offered:
        is_count = figure < plan.cells
        if trial.shown[figure] or (
            not is_count and shares_shown(plan, trial.shown)[plan.share_of(figure)[0]]
        ):
            continue
        trial.show(figure)
        left -= 1
        if not left:
            return


def _upgrades(plan: Plan, taken: np.ndarray) -> list[int]:
    return sorted((int(figure) for figure in taken), key=lambda f: -float(plan.weights[f]))
