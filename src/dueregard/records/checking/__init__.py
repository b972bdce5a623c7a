"""What is missing, overdue or doubtful in the records, in the order in which to take it up."""

from __future__ import annotations

from datetime import date

from dueregard.records.checking.conclusions import (
    Answer,
    answer_to,
    check_conclusions,
    is_answered,
)
from dueregard.records.checking.consideration import (
    check_consideration,
    post_decision,
    unbriefed,
)
from dueregard.records.checking.plans import check_plans
from dueregard.records.checking.remarks import (
    Circumstances,
    LowerThanExpected,
    Remark,
    Weight,
)
from dueregard.records.checking.standing import check_standing
from dueregard.records.model import Records

__all__ = [
    "Answer",
    "Circumstances",
    "LowerThanExpected",
    "Remark",
    "Weight",
    "answer_to",
    "check_records",
    "in_order",
    "is_answered",
    "post_decision",
    "unbriefed",
]

_WEIGHTS = list(Weight)


def check_records(records: Records, circumstances: Circumstances) -> tuple[Remark, ...]:
    """Say what is missing, overdue or doubtful in the records.

    Parameters
    ----------
    records
        The records of the year.
    circumstances
        The day, the survey's source, what the figures show, and last year.

    Returns
    -------
    tuple of Remark
        The heaviest first, and of these what was due first.
    """
    checks = (check_conclusions, check_plans, check_consideration, check_standing)
    return in_order(tuple(one for check in checks for one in check(records, circumstances)))


def in_order(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Put remarks in the order in which a reader should see them."""
    return tuple(sorted(remarks, key=lambda one: (_WEIGHTS.index(one.weight), one.due or date.max)))
