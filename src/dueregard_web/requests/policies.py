"""How a request is answered: one table of states and moves. Nothing here knows Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dueregard_web.organisations.policies import Permission


class CaseState(StrEnum):
    """Where a request stands; the value is stored."""

    RECEIVED = "received"
    DRAFTED = "drafted"
    APPROVED = "approved"
    ANSWERED = "answered"


CASE_WORDS: dict[CaseState, str] = {
    CaseState.RECEIVED: "Waiting for a draft",
    CaseState.DRAFTED: "Waiting for approval",
    CaseState.APPROVED: "Approved, not sent yet",
    CaseState.ANSWERED: "Answered",
}


class CaseMove(StrEnum):
    """What somebody does with a request."""

    DRAFT = "draft"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class CaseRule:
    """A line of the table. ``by_another``: not whoever drafted the answer."""

    move: CaseMove
    states: frozenset[CaseState]
    permission: Permission
    after: CaseState
    by_another: bool = False


CASE_RULES: tuple[CaseRule, ...] = (
    CaseRule(
        CaseMove.DRAFT,
        frozenset({CaseState.RECEIVED, CaseState.DRAFTED, CaseState.APPROVED}),
        Permission.ANSWER_REQUEST,
        CaseState.DRAFTED,
    ),
    CaseRule(
        CaseMove.APPROVE,
        frozenset({CaseState.DRAFTED}),
        Permission.APPROVE_REQUEST,
        CaseState.APPROVED,
        by_another=True,
    ),
    CaseRule(
        CaseMove.SEND_BACK,
        frozenset({CaseState.DRAFTED}),
        Permission.APPROVE_REQUEST,
        CaseState.RECEIVED,
    ),
    CaseRule(
        CaseMove.ANSWER,
        frozenset({CaseState.APPROVED}),
        Permission.ANSWER_REQUEST,
        CaseState.ANSWERED,
    ),
)


def case_rule(move: CaseMove, state: CaseState) -> CaseRule | None:
    """Return the line of the table for a move in a state."""
    return next((one for one in CASE_RULES if one.move is move and state in one.states), None)
