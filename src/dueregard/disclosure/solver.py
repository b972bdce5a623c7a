"""One door to HiGHS: every answer carries a status, and only a proof is read as a proof.

HiGHS keeps one scheduler for the process, and two objects with different thread counts fail without
a word; so the thread count is set once, to one, for all of them. Whatever is neither optimal nor
infeasible - a limit, a numerical fault - is ``UNDECIDED``, never "safe".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

INFINITY = float(highspy.kHighsInf)
TOLERANCE = 1e-6
DUAL, PRIMAL = 1, 4
"""The solver's names of the two ways to go from one vertex to the next."""
OPTIONS = (
    ("output_flag", False),
    ("threads", 1),
    ("parallel", "off"),
    # A heuristic that takes most of the time of a small program and gains nothing here.
    ("mip_heuristic_run_feasibility_jump", False),
)


class Status(Enum):
    """What the solver proved."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Answer:
    """Outcome of one solve.

    Parameters
    ----------
    status
        What was proved. ``FEASIBLE``: a whole solution is at hand, its optimality is not proved.
    objective
        Value of the solution at hand; NaN when there is none.
    bound
        No solution is better than this; infinite when nothing is known.
    solution
        Value of each column; empty when there is none.
    row_prices, column_prices
        Dual values of a linear program; empty otherwise.
    effort
        Simplex iterations that it took: a measure of work that is the same on every machine.
    """

    status: Status
    objective: float
    bound: float
    solution: Floats
    row_prices: Floats
    column_prices: Floats
    effort: int = 0

    @property
    def has_solution(self) -> bool:
        """Whether a feasible solution is at hand."""
        return self.status in {Status.OPTIMAL, Status.FEASIBLE}


@dataclass(frozen=True)
class Rows:
    """Linear rows ``lower <= coefficients . columns <= upper``, in compressed form."""

    starts: Integers
    columns: Integers
    coefficients: Floats
    lower: Floats
    upper: Floats

    def __len__(self) -> int:
        return len(self.lower)


class Program:
    """A linear or whole-number program that is built once and solved many times.

    Parameters
    ----------
    lower, upper
        Bounds of the columns.
    rows
        The constraints.
    whole
        Whether every column takes whole numbers only. An array marks them one by one.
    """

    def __init__(
        self, lower: Floats, upper: Floats, rows: Rows, *, whole: bool | NDArray[np.bool_] = False
    ) -> None:
        self._highs: Any = highspy.Highs()
        self.lower, self.upper = lower.copy(), upper.copy()
        for option, value in OPTIONS:
            self._highs.setOptionValue(option, value)
        self._highs.passModel(_model(lower, upper, rows, whole))
        self._whole = bool(np.any(whole))

    def limit(self, *, seconds: float | None = None, nodes: int | None = None) -> None:
        """Bound the effort of the next solves."""
        if seconds is not None:
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(seconds, 0.01))
        if nodes is not None:
            self._highs.setOptionValue("mip_max_nodes", nodes)

    def stop_at(self, objective: float) -> None:
        """End a whole-number solve as soon as a solution is at least this good.

        An infinite target of the sense's own sign lifts the limit.
        """
        self._highs.setOptionValue("objective_target", objective)

    def accept_gap(self, absolute: float) -> None:
        """Read a whole-number solution as optimal when the bound is this near."""
        self._highs.setOptionValue("mip_abs_gap", absolute)
        self._highs.setOptionValue("mip_rel_gap", 0.0)

    def accept_share(self, share: float) -> None:
        """Read a whole-number solution as good enough when it is this near, relatively."""
        self._highs.setOptionValue("mip_rel_gap", share)

    def set_bounds(self, columns: Integers, lower: Floats, upper: Floats) -> None:
        """Replace the bounds of some columns."""
        self.lower[columns], self.upper[columns] = lower, upper
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def set_costs(self, columns: Integers, costs: Floats) -> None:
        """Replace the costs of some columns."""
        self._highs.changeColsCost(len(columns), columns.astype(np.int32), costs)

    def add_row(self, lower: float, upper: float, columns: Integers, values: Floats) -> None:
        """Add one constraint."""
        self._highs.addRow(lower, upper, len(columns), columns.astype(np.int32), values)

    def suggest(self, solution: Floats) -> None:
        """Offer a solution to start from."""
        offered = highspy.HighsSolution()
        offered.col_value = solution.tolist()
        self._highs.setSolution(offered)

    def solve(self, *, maximise: bool = False) -> Answer:
        """Solve and say what was proved."""
        sense = highspy.ObjSense.kMaximize if maximise else highspy.ObjSense.kMinimize
        self._highs.changeObjectiveSense(sense)
        if self._highs.run() == highspy.HighsStatus.kError:
            return _nothing(Status.UNDECIDED)
        return replace(self._answer(), effort=int(self._highs.getInfo().simplex_iteration_count))

    def push(self, column: int, *, up: bool) -> Answer:
        """Find the largest (or smallest) value of one column, from the last basis.

        The last solution stays feasible when only the cost changes, so the primal simplex goes on
        from it, where the dual one would begin anew.
        """
        self._highs.changeColCost(column, 1.0)
        self._highs.setOptionValue("simplex_strategy", PRIMAL)
        answer = self.solve(maximise=up)
        self._highs.setOptionValue("simplex_strategy", DUAL)
        self._highs.changeColCost(column, 0.0)
        return answer

    def _answer(self) -> Answer:
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return _nothing(Status.INFEASIBLE)
        if status in {
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        }:
            return _nothing(Status.UNBOUNDED)
        info = self._highs.getInfo()
        if info.primal_solution_status != 2:
            return _nothing(Status.UNDECIDED)
        optimal = status == highspy.HighsModelStatus.kOptimal
        if not (optimal or self._whole):
            return _nothing(Status.UNDECIDED)
        return self._solution(info, Status.OPTIMAL if optimal else Status.FEASIBLE)

    def _solution(self, info: Any, status: Status) -> Answer:  # noqa: ANN401 - highspy is untyped
        solution = self._highs.getSolution()
        objective = float(info.objective_function_value)
        return Answer(
            status,
            objective,
            float(info.mip_dual_bound) if self._whole else objective,
            np.array(solution.col_value, dtype=np.float64),
            np.array(solution.row_dual, dtype=np.float64),
            np.array(solution.col_dual, dtype=np.float64),
        )


def _nothing(status: Status) -> Answer:
    empty = np.empty(0, dtype=np.float64)
    return Answer(status, float("nan"), INFINITY, empty, empty, empty)


def _model(lower: Floats, upper: Floats, rows: Rows, whole: Any) -> Any:  # noqa: ANN401 - highspy is untyped
    program = highspy.HighsLp()
    program.num_col_ = len(lower)
    program.num_row_ = len(rows)
    program.col_cost_ = np.zeros(len(lower))
    program.col_lower_, program.col_upper_ = lower, upper
    program.row_lower_, program.row_upper_ = rows.lower, rows.upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = rows.starts.astype(np.int32)
    program.a_matrix_.index_ = rows.columns.astype(np.int32)
    program.a_matrix_.value_ = rows.coefficients
    if np.any(whole):
        kinds = np.broadcast_to(np.asarray(whole), (len(lower),))
        integer, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        program.integrality_ = [integer if kind else real for kind in kinds]
    return program


def join_rows(lines: Sequence[tuple[Integers, Floats, float, float]]) -> Rows:
    """Join single rows (columns, coefficients, lower, upper) into one block."""
    nothing = np.empty(0, dtype=np.float64)
    empty = Rows(np.zeros(1, np.int64), np.empty(0, np.int64), nothing, nothing, nothing)
    return stack_rows(empty, lines)


def stack_rows(rows: Rows, lines: Sequence[tuple[Integers, Floats, float, float]]) -> Rows:
    """Return the block with these single rows below it."""
    if not lines:
        return rows
    lengths = np.array([len(line[0]) for line in lines], dtype=np.int64)
    return Rows(
        np.concatenate([rows.starts, rows.starts[-1] + np.cumsum(lengths)]),
        np.concatenate([rows.columns, *(line[0] for line in lines)]).astype(np.int64),
        np.concatenate([rows.coefficients, *(line[1] for line in lines)]),
        np.concatenate([rows.lower, np.array([line[2] for line in lines])]),
        np.concatenate([rows.upper, np.array([line[3] for line in lines])]),
    )
