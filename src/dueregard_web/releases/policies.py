"""How a release comes about: one table of states, moves, who may make them, on which conditions.

What is not in the table is refused. The diagram ``docs/reference/generated/release-states.md`` is
drawn from it, and the test that tries every role on every move in every state reads it too.
Nothing here knows Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from dueregard.releases.decision import Verdict
from dueregard_web.organisations.policies import BY_GRANT, TABLE, Permission, Role


class State(StrEnum):
    """Where a proposal stands; the value is stored."""

    DRAFT = "draft"
    CHECKED = "sdc_checked"
    SUBMITTED = "submitted"
    ONE_REVIEW = "one_review"
    SPLIT = "split"
    TWO_REVIEWS = "two_reviews"
    RETURNED = "returned"
    DECIDED = "decided"
    RELEASED = "released"
    WITHHELD = "withheld"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


STATE_WORDS: dict[State, str] = {
    State.DRAFT: "Not audited yet",
    State.CHECKED: "Audited",
    State.SUBMITTED: "Waiting for two reviews",
    State.ONE_REVIEW: "Waiting for the second review",
    State.SPLIT: "The reviewers disagree: waiting for a third",
    State.TWO_REVIEWS: "Waiting for the decision",
    State.RETURNED: "Sent back to be changed",
    State.DECIDED: "Decided, not carried out yet",
    State.RELEASED: "Released",
    State.WITHHELD: "Withheld",
    State.CORRECTED: "Replaced by a corrected version",
    State.WITHDRAWN: "Withdrawn",
}

REVIEWING = frozenset({State.SUBMITTED, State.ONE_REVIEW, State.SPLIT})
"""States in which reviews are given; what they say is closed until there are two."""
OPEN = frozenset({State.DRAFT, State.CHECKED, *REVIEWING, State.TWO_REVIEWS, State.RETURNED,
                  State.DECIDED})  # fmt: skip
"""States with something still to come; a year has at most one proposal in them."""
ENDED = frozenset(State) - OPEN
OUT = frozenset({State.RELEASED, State.CORRECTED})
"""States in which a version is public."""


class Move(StrEnum):
    """What somebody does with a proposal."""

    CHECK = "check"
    EDIT = "edit"
    SUBMIT = "submit"
    REVIEW = "review"
    SIGN_RISK = "sign_risk"
    ALLOW_EXCEPTION = "allow_exception"
    RETURN = "return"
    DECIDE = "decide"
    CARRY_OUT = "carry_out"
    CORRECT = "correct"
    TAKE_BACK = "take_back"
    WITHDRAW = "withdraw"
    TAKE_DOWN = "take_down"


MOVE_WORDS: dict[Move, str] = {
    Move.CHECK: "run the disclosure audit",
    Move.EDIT: "change the words",
    Move.SUBMIT: "send it to be reviewed",
    Move.REVIEW: "review it",
    Move.SIGN_RISK: "sign that a phrase is safe",
    Move.ALLOW_EXCEPTION: "agree to the board exception",
    Move.RETURN: "send it back",
    Move.DECIDE: "decide",
    Move.CARRY_OUT: "carry the decision out",
    Move.CORRECT: "release a corrected version",
    Move.TAKE_BACK: "take it back",
    Move.WITHDRAW: "withdraw it from the public",
    Move.TAKE_DOWN: "take it down because of an incident",
}


class Condition(StrEnum):
    """What has to hold besides the state and the role; the value names a field of Facts."""

    IS_AUDITED_SAFE = "is_audited_safe"
    IS_CURRENT = "is_current"
    IS_NOT_FROZEN = "is_not_frozen"
    IS_NO_PREPARER = "is_no_preparer"
    IS_NO_REVIEWER = "is_no_reviewer"
    HAS_NO_CONFLICT = "has_no_conflict"
    LEAVES_ONE_FROM_INSIDE = "leaves_one_from_inside"
    IS_FROM_INSIDE = "is_from_inside"
    IS_OF_THE_BODY = "is_of_the_body"
    HAS_TWO_APPROVALS = "has_two_approvals"
    HAS_EXCEPTION = "has_exception"
    IS_NEW_APPROVER = "is_new_approver"
    IS_NOT_BEGUN = "is_not_begun"
    HAS_RISKS = "has_risks"
    HAS_SIGNED_RISKS = "has_signed_risks"
    DECIDERS_HAVE_READ = "deciders_have_read"


REFUSALS: dict[Condition, tuple[str, str]] = {
    Condition.IS_AUDITED_SAFE: (
        "The audit has not shown that this release gives nobody away.",
        "Run the audit again, or choose another way of publishing. The audit cannot be overruled.",
    ),
    Condition.IS_CURRENT: (
        "The counts, or what was released before, have changed since the audit.",
        "Run the audit again. What was reviewed has to be reviewed again then.",
    ),
    Condition.IS_NOT_FROZEN: (
        "Releases are frozen because of a disclosure incident.",
        "The information governance officer ends the freeze by closing the incident.",
    ),
    Condition.IS_NO_PREPARER: (
        "Who helped to prepare a release neither reviews nor decides it.",
        "Ask somebody who had no part in it.",
    ),
    Condition.IS_NO_REVIEWER: (
        "Each person has one say in a release, and you have had yours.",
        "Ask somebody else.",
    ),
    Condition.HAS_NO_CONFLICT: (
        "Who has an interest in the outcome does not review.",
        "Nothing was kept of the review. Ask somebody else to review.",
    ),
    Condition.LEAVES_ONE_FROM_INSIDE: (
        "One reviewer from outside has reviewed this already.",
        "The other reviewer has to be somebody of the organisation.",
    ),
    Condition.IS_FROM_INSIDE: (
        "Somebody who works here by a grant from outside never decides.",
        "Due regard is not delegated: ask the accountable officer.",
    ),
    Condition.IS_OF_THE_BODY: (
        "A support unit prepares releases and does not decide on them.",
        "The commissioner or provider itself decides.",
    ),
    Condition.HAS_TWO_APPROVALS: (
        "Two different people have not approved what would be released now.",
        "Have it reviewed.",
    ),
    Condition.HAS_EXCEPTION: (
        "This proposal asks for no board exception.",
        "Whoever prepares it can ask for one.",
    ),
    Condition.IS_NEW_APPROVER: (
        "An information governance officer and a signatory agree, and your part is taken.",
        "Ask the other to agree.",
    ),
    Condition.IS_NOT_BEGUN: (
        "The register has this release already: it was broken off in the middle.",
        "Carry the decision out once more, which brings it to its end.",
    ),
    Condition.HAS_RISKS: (
        "No phrase of this release was found that may give somebody away.",
        "There is nothing to sign.",
    ),
    Condition.HAS_SIGNED_RISKS: (
        "A phrase that would be printed may give somebody away, and nobody has signed for it.",
        "Say it otherwise, leave it out, or have a reviewer sign that it is safe.",
    ),
    Condition.DECIDERS_HAVE_READ: (
        "Not everybody who decides has acknowledged the briefing in force.",
        "Each of them reads the briefing and acknowledges it. Who has, stands on its page.",
    ),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a proposal and of who wants to do something with it.

    One field for each :class:`Condition`; what nobody has made sure of does not hold.
    """

    is_audited_safe: bool = False
    is_current: bool = False
    is_not_frozen: bool = False
    is_no_preparer: bool = False
    is_no_reviewer: bool = False
    has_no_conflict: bool = False
    leaves_one_from_inside: bool = False
    is_from_inside: bool = False
    is_of_the_body: bool = False
    has_two_approvals: bool = False
    has_exception: bool = False
    is_new_approver: bool = False
    is_not_begun: bool = False
    has_risks: bool = False
    has_signed_risks: bool = False
    deciders_have_read: bool = False

    def but(self, **changes: bool) -> Facts:
        """Return the facts with some of them different."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the table: in these states this move may be made, and leads to one of those.

    Parameters
    ----------
    after
        The states it can lead to; none where it leaves the state as it is.
    """

    move: Move
    states: frozenset[State]
    permission: Permission
    after: tuple[State, ...] = ()
    conditions: tuple[Condition, ...] = ()


_SAFE = (Condition.IS_AUDITED_SAFE, Condition.IS_CURRENT)
_DECIDER = (Condition.IS_FROM_INSIDE, Condition.IS_OF_THE_BODY)
_CHANGEABLE = OPEN - {State.DECIDED}

RULES: tuple[Rule, ...] = (
    Rule(Move.CHECK, _CHANGEABLE, Permission.PROPOSE_RELEASE, (State.CHECKED,)),
    Rule(Move.EDIT, _CHANGEABLE - {State.DRAFT}, Permission.PROPOSE_RELEASE, (State.CHECKED,)),
    Rule(
        Move.SUBMIT,
        frozenset({State.CHECKED}),
        Permission.PROPOSE_RELEASE,
        (State.SUBMITTED,),
        _SAFE,
    ),
    Rule(
        Move.REVIEW,
        REVIEWING,
        Permission.REVIEW_RELEASE,
        (State.ONE_REVIEW, State.TWO_REVIEWS, State.SPLIT, State.RETURNED),
        (
            *_SAFE,
            Condition.IS_NO_PREPARER,
            Condition.IS_NO_REVIEWER,
            Condition.HAS_NO_CONFLICT,
            Condition.LEAVES_ONE_FROM_INSIDE,
        ),
    ),
    Rule(
        Move.SIGN_RISK,
        REVIEWING | {State.TWO_REVIEWS},
        Permission.REVIEW_RELEASE,
        (),
        (*_SAFE, Condition.HAS_RISKS, Condition.IS_NO_PREPARER),
    ),
    Rule(
        Move.ALLOW_EXCEPTION,
        REVIEWING | {State.TWO_REVIEWS},
        Permission.ALLOW_EXCEPTION,
        (),
        (
            *_SAFE,
            Condition.HAS_EXCEPTION,
            Condition.IS_NO_PREPARER,
            Condition.IS_FROM_INSIDE,
            Condition.IS_NEW_APPROVER,
        ),
    ),
    Rule(
        Move.RETURN,
        frozenset({State.TWO_REVIEWS}),
        Permission.DECIDE_RELEASE,
        (State.RETURNED,),
        _DECIDER,
    ),
    Rule(
        Move.DECIDE,
        frozenset({State.TWO_REVIEWS}),
        Permission.DECIDE_RELEASE,
        (State.DECIDED,),
        (
            *_SAFE,
            *_DECIDER,
            Condition.HAS_TWO_APPROVALS,
            Condition.IS_NO_PREPARER,
            Condition.IS_NO_REVIEWER,
            Condition.IS_NOT_FROZEN,
            Condition.HAS_SIGNED_RISKS,
            Condition.DECIDERS_HAVE_READ,
        ),
    ),
    Rule(
        Move.CARRY_OUT,
        frozenset({State.DECIDED}),
        Permission.DECIDE_RELEASE,
        (State.RELEASED, State.WITHHELD),
        (*_DECIDER, Condition.HAS_TWO_APPROVALS, Condition.IS_NOT_FROZEN),
    ),
    Rule(Move.CORRECT, frozenset({State.RELEASED}), Permission.PROPOSE_RELEASE, (State.CORRECTED,)),
    Rule(Move.TAKE_BACK, OPEN - {State.DECIDED}, Permission.PROPOSE_RELEASE, (State.WITHDRAWN,)),
    Rule(Move.TAKE_BACK, frozenset({State.DECIDED}), Permission.DECIDE_RELEASE,
         (State.WITHDRAWN,), (*_DECIDER, Condition.IS_NOT_BEGUN)),
    Rule(Move.WITHDRAW, OUT, Permission.DECIDE_RELEASE, (State.WITHDRAWN,), _DECIDER),
    Rule(Move.TAKE_DOWN, OUT, Permission.HANDLE_INCIDENT, (State.WITHDRAWN,)),
)  # fmt: skip
"""The state machine. A correction is a proposal of its own; the version before is CORRECTED when
the new one is released. Only audit, two approvals and a decision lead to RELEASED."""

EXCEPTION_ROLES = frozenset({Role.IG_OFFICER, Role.SIGNATORY})
"""A board exception is agreed to by one of each, who are different people."""


def rule_of(move: Move, state: State) -> Rule | None:
    """Return the line of the table for a move in a state."""
    return next((one for one in RULES if one.move is move and state in one.states), None)


def rules_for(state: State, roles: frozenset[Role]) -> Iterator[Rule]:
    """Yield what somebody with these roles may do in a state, if its conditions hold."""
    held = frozenset().union(*(TABLE[role] for role in roles))
    return (one for one in RULES if state in one.states and one.permission in held)


def unmet(rule: Rule, facts: Facts) -> Condition | None:
    """Return the first condition of a rule that does not hold."""
    return next((one for one in rule.conditions if not getattr(facts, one.value)), None)


def after_review(approvals: int, objections: int) -> State:
    """Return the state that so many approvals and objections lead to.

    Two that agree are enough; where two differ a third settles it.
    """
    if approvals >= 2:
        return State.TWO_REVIEWS
    if objections >= 2:
        return State.RETURNED
    return State.SPLIT if approvals and objections else State.ONE_REVIEW


def after_carrying_out(verdict: Verdict) -> State:
    """Return the state that carrying out a decision leads to."""
    return State.WITHHELD if verdict is Verdict.WITHHOLD else State.RELEASED


def is_outsider(roles: frozenset[Role], permission: Permission) -> bool:
    """Say whether somebody may do this only by a grant from outside."""
    return not any(permission in TABLE[role] for role in roles - BY_GRANT)


def exception_role(roles: frozenset[Role], taken: frozenset[Role]) -> Role | None:
    """Return the role in which somebody can agree to an exception, beside those who have."""
    return next(iter(sorted((roles & EXCEPTION_ROLES) - taken)), None)
