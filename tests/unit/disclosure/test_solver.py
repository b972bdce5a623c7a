"""The solver's answers are read for what they prove and no more."""

from __future__ import annotations

import numpy as np
import pytest

from dueregard.disclosure.solver import Program, Status, join_rows


def knapsack(*, whole: bool) -> Program:
    row = (np.array([0, 1]), np.array([2.0, 2.0]), -np.inf, 7.0)
    return Program(np.zeros(2), np.full(2, 9.0), join_rows([row]), whole=whole)


def test_whole_numbers_are_no_fractions() -> None:
    """Twice a whole number stays below seven at three, twice a fraction at three and a half."""
    assert knapsack(whole=False).push(0, up=True).objective == pytest.approx(3.5)
    assert knapsack(whole=True).push(0, up=True).objective == pytest.approx(3.0)


def test_a_solve_that_stops_early_proves_no_optimum() -> None:
    """With a target reached, the solution counts and the optimum is not claimed."""
    program = knapsack(whole=True)
    program.stop_at(np.inf)
    assert program.push(0, up=True).objective == pytest.approx(3.0)


def test_what_cannot_be_is_infeasible_not_undecided() -> None:
    """Contradicting rows are a proof of infeasibility."""
    rows = [(np.array([0]), np.array([1.0]), 2.0, 2.0), (np.array([0]), np.array([1.0]), 3.0, 3.0)]
    program = Program(np.zeros(1), np.full(1, 9.0), join_rows(rows))
    assert program.solve().status is Status.INFEASIBLE


def test_no_time_is_no_proof() -> None:
    """A solve without time is undecided or has a solution; it is never read as infeasible."""
    rng = np.random.default_rng(1)
    rows = [
        (np.arange(60), rng.integers(1, 50, 60).astype(float), -np.inf, 400.0) for _ in range(40)
    ]
    program = Program(np.zeros(60), np.ones(60), join_rows(rows), whole=True)
    program.set_costs(np.arange(60), rng.integers(1, 50, 60).astype(float))
    program.limit(seconds=0.0, nodes=1)
    answer = program.solve(maximise=True)
    assert answer.status in {Status.UNDECIDED, Status.FEASIBLE}
    assert answer.bound >= answer.objective or not answer.has_solution
