"""The state machine of releases, held against the design written here another way."""

from __future__ import annotations

from dataclasses import fields

import pytest

from dueregard.releases.decision import Verdict
from dueregard_web.organisations.policies import BY_GRANT, Permission, Role, roles_with
from dueregard_web.releases.policies import (
    ENDED,
    EXCEPTION_ROLES,
    MOVE_WORDS,
    OPEN,
    REFUSALS,
    RULES,
    STATE_WORDS,
    Condition,
    Facts,
    Move,
    State,
    after_carrying_out,
    after_review,
    exception_role,
    is_outsider,
    rule_of,
    rules_for,
    unmet,
)

DESIGN = """
              check edit submit review sign_risk allow_exception return decide carry_out correct take_back withdraw take_down
draft         Y     -    -      -      -         -               -      -      -         -       Y         -        -
sdc_checked   Y     Y    Y      -      -         -               -      -      -         -       Y         -        -
submitted     Y     Y    -      Y      Y         Y               -      -      -         -       Y         -        -
one_review    Y     Y    -      Y      Y         Y               -      -      -         -       Y         -        -
split         Y     Y    -      Y      Y         Y               -      -      -         -       Y         -        -
two_reviews   Y     Y    -      -      Y         Y               Y      Y      -         -       Y         -        -
returned      Y     Y    -      -      -         -               -      -      -         -       Y         -        -
decided       -     -    -      -      -         -               -      -      Y         -       Y         -        -
released      -     -    -      -      -         -               -      -      -         Y       -         Y        Y
withheld      -     -    -      -      -         -               -      -      -         -       -         -        -
corrected     -     -    -      -      -         -               -      -      -         -       -         Y        Y
withdrawn     -     -    -      -      -         -               -      -      -         -       -         -        -
"""  # noqa: E501 - a table


def test_table_is_the_designs() -> None:
    """Each state allows the moves that the design says, and no other."""
    head, *rows = (row.split() for row in DESIGN.strip().splitlines())
    assert head == [move.value for move in Move]
    assert [row[0] for row in rows] == [state.value for state in State]
    for name, *cells in rows:
        for move, cell in zip(Move, cells, strict=True):
            assert (rule_of(move, State(name)) is not None) == (cell == "Y"), (name, move)


def test_everything_has_words() -> None:
    """Every state, move and condition can be read by people, and each condition is a fact."""
    assert set(STATE_WORDS) == set(State)
    assert set(MOVE_WORDS) == set(Move)
    assert set(REFUSALS) == set(Condition)
    assert {one.name for one in fields(Facts)} == {one.value for one in Condition}
    assert set(State) == OPEN | ENDED


@pytest.mark.requirement("R-037", "T-09")
def test_support_unit_prepares_and_never_decides() -> None:
    """The moves that decide are in no role from outside; preparing is in the support unit's."""
    deciding = {Move.RETURN, Move.DECIDE, Move.CARRY_OUT, Move.WITHDRAW, Move.ALLOW_EXCEPTION}
    for state in State:
        for role in BY_GRANT:
            assert not {rule.move for rule in rules_for(state, frozenset({role}))} & deciding
    prepared = {rule.move for rule in rules_for(State.CHECKED, frozenset({Role.SUPPORT_ANALYST}))}
    assert prepared == {Move.CHECK, Move.EDIT, Move.SUBMIT, Move.TAKE_BACK}
    assert set(roles_with(Permission.DECIDE_RELEASE)) == {Role.SIGNATORY}


def test_released_is_reached_by_one_way_only() -> None:
    """Every way to RELEASED goes through two reviews, a decision and the audit."""
    into = {state: {r.move for r in RULES if state in r.after} for state in State}
    assert into[State.RELEASED] == {Move.CARRY_OUT}
    assert into[State.DECIDED] == {Move.DECIDE}
    assert into[State.TWO_REVIEWS] == {Move.REVIEW}
    assert into[State.SUBMITTED] == {Move.SUBMIT}
    decide = rule_of(Move.DECIDE, State.TWO_REVIEWS)
    assert decide is not None
    assert {Condition.IS_AUDITED_SAFE, Condition.HAS_TWO_APPROVALS} <= set(decide.conditions)


@pytest.mark.parametrize(
    ("approvals", "objections", "state"),
    [
        (1, 0, State.ONE_REVIEW),
        (0, 1, State.ONE_REVIEW),
        (2, 0, State.TWO_REVIEWS),
        (0, 2, State.RETURNED),
        (1, 1, State.SPLIT),
        (2, 1, State.TWO_REVIEWS),
        (1, 2, State.RETURNED),
    ],
)
def test_reviews_lead_to_a_state(approvals: int, objections: int, state: State) -> None:
    """The first alone says nothing of itself; two that agree settle it; a third breaks a tie."""
    assert after_review(approvals, objections) is state


def test_every_condition_of_a_rule_is_asked() -> None:
    """With all facts there is no refusal; with any one of a rule's missing there is that one."""
    everything = Facts(**{one.value: True for one in Condition})
    for rule in RULES:
        assert unmet(rule, everything) is None
        for condition in rule.conditions:
            assert unmet(rule, everything.but(**{condition.value: False})) is condition
        assert unmet(rule, Facts()) == (rule.conditions[0] if rule.conditions else None)


def test_only_withholding_ends_without_a_version() -> None:
    """The three ways to publish release something, and withholding does not."""
    published = {one for one in Verdict if after_carrying_out(one) is State.RELEASED}
    assert published == set(Verdict) - {Verdict.WITHHOLD}


@pytest.mark.requirement("R-054")
def test_exception_is_agreed_to_by_one_of_each_role() -> None:
    """Somebody who holds both roles has one say, in the role that is free."""
    both = frozenset(EXCEPTION_ROLES)
    first = exception_role(both, frozenset())
    assert first in EXCEPTION_ROLES
    assert exception_role(both, frozenset({first})) in EXCEPTION_ROLES - {first}
    assert exception_role(both, both) is None
    assert exception_role(frozenset({Role.APPROVER}), frozenset()) is None


def test_outsider_is_who_may_only_by_grant() -> None:
    """Somebody of the organisation who also holds a grant reviews from inside."""
    outside = frozenset({Role.OUTSIDE_REVIEWER})
    assert is_outsider(outside, Permission.REVIEW_RELEASE)
    assert not is_outsider(outside | {Role.APPROVER}, Permission.REVIEW_RELEASE)
