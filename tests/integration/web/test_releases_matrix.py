"""Every state, every role, every move: done and on the trail, or refused. Generated from tables."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from dueregard.releases.decision import Verdict
from dueregard.releases.narrative import text_digest
from dueregard.releases.ways import Way
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotAllowedError, NotNowError, TooLateError
from dueregard_web.jobs.models import Job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import TABLE, Permission, Role
from dueregard_web.releases import actions, incident_actions, text_actions
from dueregard_web.releases.folders import folder_of
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.policies import RULES, Condition, Move, Rule, State
from dueregard_web.releases.printed import risks_of
from dueregard_web.releases.queries import content_of
from tests.integration.web.releases_house import (
    CASE,
    EDITION,
    NARRATIVE,
    NUMBERS,
    WHY,
    Desk,
    candidate_text,
    saying,
    undone,
)
from tests.web_people import House

TELLING = "The only BME director will lead this work."
"""Words that may give somebody away: somebody has to sign for them."""
Act = Callable[[Acting, Desk, dict[str, str]], object]


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    yield Desk.set_up(house)
    shutil.rmtree(folder_of(house.organisation).parent, ignore_errors=True)


def check(acting: Acting, desk: Desk, on: dict[str, str]) -> object:
    """Keep a candidate: what the audit does at its end."""
    about = {key: on[key] for key in ("edition", "proposal_id")}
    return actions.keep_candidate(acting, **about, text=candidate_text(desk.house), numbers=NUMBERS)


def review(acting: Acting, _: Desk, on: dict[str, str]) -> object:
    said = {"approves": True, "comments": "I looked.", "has_conflict": False}
    return actions.review(acting, **on, **said)


def take_back(acting: Acting, desk: Desk, on: dict[str, str]) -> object:
    known = desk.proposal.known_state
    act = actions.take_decision_back if known is State.DECIDED else actions.take_back
    return act(acting, **on, reason=WHY)


def take_down(acting: Acting, _: Desk, on: dict[str, str]) -> object:
    made = incident_actions.open_incident(
        acting, what="A page was wrong.", aware_at=acting.now, proposal_id=on["proposal_id"]
    )
    return incident_actions.take_down_release(acting, incident_id=str(made.pk))


def correct(acting: Acting, desk: Desk, on: dict[str, str]) -> object:
    """Begin a correction; a proposal that corrects nothing, or another version, is none of this."""
    wanted = actions.Wanted(Way.COARSEN, public_note=WHY)
    actions.start_check(acting, edition=on["edition"], seen="", wanted=wanted)
    if str(desk.proposal.corrects_id) != on["proposal_id"]:
        raise NotNowError("This began another proposal.")
    return desk.proposal


ACTS: dict[Move, Act] = {
    Move.CHECK: check,
    Move.EDIT: lambda acting, _, on: actions.edit_words(
        acting, **on, words=actions.Words(NARRATIVE)
    ),
    Move.SUBMIT: lambda acting, _, on: actions.submit(acting, **on),
    Move.REVIEW: review,
    Move.ALLOW_EXCEPTION: lambda acting, _, on: actions.allow_exception(acting, **on, reason=WHY),
    Move.RETURN: lambda acting, _, on: actions.send_back(acting, **on, reason=WHY),
    Move.SIGN_RISK: lambda acting, _, on: text_actions.sign_risk(
        acting, **on, text_sha256=text_digest(TELLING), reason=WHY
    ),
    Move.DECIDE: lambda acting, _, on: actions.decide(acting, **on, saying=saying()),
    Move.CARRY_OUT: lambda acting, _, on: actions.carry_out(acting, **on),
    Move.CORRECT: correct,
    Move.TAKE_BACK: take_back,
    Move.WITHDRAW: lambda acting, _, on: actions.withdraw(acting, **on, public_note=WHY),
    Move.TAKE_DOWN: take_down,
}


def expected(state: State, role: Role, move: Move) -> Rule | None:
    """Look the cell up in the tables of states and of permissions."""
    found = [one for one in RULES if one.move is move and state in one.states]
    return next((one for one in found if one.permission in TABLE[role]), None)


def test_every_move_has_an_act() -> None:
    assert set(ACTS) == set(Move)


@pytest.mark.requirement("R-037", "R-048")
@pytest.mark.parametrize("state", State)
def test_every_role_makes_the_moves_of_the_table_and_no_other(state: State, desk: Desk) -> None:
    """A cell of the table is done and leads where it says; any other does nothing."""
    desk.bring_to(state)
    done = 0
    first = Proposal.objects.of(desk.house.organisation).get(state=state.value)
    for role in Role:
        for move, act in ACTS.items():
            rule = expected(state, role, move)
            with undone():
                done += cell(desk, first, role, act, rule)
            if state is State.DECIDED:
                # What was undone in the database is still in the register: take that back, too.
                shutil.rmtree(folder_of(desk.house.organisation), ignore_errors=True)
    wanted = sum(expected(state, role, move) is not None for role in Role for move in Move)
    assert done == wanted, "every cell of the table was really done"


def cell(desk: Desk, first: Proposal, role: Role, act: Act, rule: Rule | None) -> int:
    """Try one cell; say whether it was done."""
    now = Proposal.objects.of(desk.house.organisation).get(pk=first.pk)
    on = {"edition": EDITION, "proposal_id": str(now.pk), "seen": now.content_sha256}
    acting = newcomer(desk, role)
    rows = AuditEvent.objects.count()
    if rule is None:
        with pytest.raises((NotAllowedError, TooLateError, NotNowError)):
            act(acting, desk, on)
        after = Proposal.objects.of(desk.house.organisation).get(pk=first.pk)
        assert (after.state, after.content_sha256) == (now.state, now.content_sha256)
        harmless = {Event.REFUSED, Event.INCIDENT_OPENED, Event.RELEASE_PROPOSED}
        assert set(new_events(rows)) <= harmless
        return 0
    if rule.move is Move.SIGN_RISK:
        change(now, narrative=TELLING)
        on["seen"] = now.content_sha256
    if rule.move is Move.DECIDE:
        desk.read()
    if rule.move is Move.ALLOW_EXCEPTION:
        change(now, exception_reason=WHY, exception_told_on=acting.today, exception_case=CASE)
        on["seen"] = now.content_sha256
    act(acting, desk, on)
    after = Proposal.objects.of(desk.house.organisation).get(pk=first.pk)
    if rule.move is Move.CORRECT:
        assert after.known_state is State.RELEASED
    else:
        assert after.known_state in (rule.after or (State(now.state),))
    assert new_events(rows)
    return 1


def newcomer(desk: Desk, role: Role) -> Acting:
    """Return the person of a role, who has had no part in the proposal but for the analyst."""
    return desk.another(role, f"new {role.value}")


def new_events(rows: int) -> list[str]:
    return list(AuditEvent.objects.order_by("seq").values_list("event", flat=True)[rows:])


def change(proposal: Proposal, **told: object) -> None:
    """Have something else in the content, and the reviews given of just that."""
    for name, value in told.items():
        setattr(proposal, name, value)
    proposal.risks = risks_of(proposal)
    proposal.content_sha256 = content_of(proposal).sha256
    proposal.save()
    proposal.reviews.update(content_sha256=proposal.content_sha256)


@pytest.mark.requirement("R-037", "T-09")
def test_support_unit_is_refused_and_the_trail_shows_who_decided(desk: Desk) -> None:
    """A support unit's account gets 403 on deciding and releasing; a person of the body decides."""
    desk.bring_to(State.TWO_REVIEWS)
    client = desk.house.client(Role.SUPPORT_ANALYST)
    place = f"/o/EX016/{EDITION}/release/{desk.proposal.pk}/"
    desk.read()
    typed = {
        "verdict": "publish_safe",
        "reasons": WHY,
        "attests": "on",
        "seen": desk.proposal.content_sha256,
    }
    assert client.post(f"{place}decide/", typed).status_code == 403
    assert client.post(f"{place}carry-out/", typed).status_code == 403
    assert AuditEvent.objects.filter(event=Event.REFUSED, reason="decide_release").count() == 2
    desk.decide()
    desk.carry_out()
    row = AuditEvent.objects.get(event=Event.RELEASE_DECIDED)
    assert row.actor == str(desk.house.person(Role.SIGNATORY).pk)
    assert row.roles == Role.SIGNATORY.value


def test_grant_from_outside_spoils_a_signatory(desk: Desk) -> None:
    """Somebody who is signatory and works here by a grant as well does not decide."""
    desk.bring_to(State.TWO_REVIEWS)
    acting = replace(
        desk.by(Role.SIGNATORY), roles=frozenset({Role.SIGNATORY, Role.SUPPORT_ANALYST})
    )
    assert acting.may(Permission.DECIDE_RELEASE)
    with pytest.raises(NotAllowedError, match="never decides"):
        actions.decide(acting, **desk.on(saying=saying(Verdict.WITHHOLD)))
    assert AuditEvent.objects.filter(event=Event.REFUSED, reason="is_from_inside").count() == 1
    assert Job.unscoped.count() == 1


@pytest.mark.requirement("R-030")
def test_decision_waits_for_everybody_who_decides_to_read_the_briefing(desk: Desk) -> None:
    """No briefing, one who has not read it, a new one: each time the page says who is waited for.

    What is refused is the decision alone: nothing else waits for a briefing.
    """
    desk.bring_to(State.TWO_REVIEWS)
    signatory, now = desk.by(Role.SIGNATORY), {"saying": saying()}
    place = f"/o/EX016/{EDITION}/release/{desk.proposal.pk}/"

    def refused() -> str:
        with pytest.raises(NotNowError, match="acknowledged the briefing"):
            actions.decide(signatory, **desk.on(**now))
        assert desk.proposal.known_state is State.TWO_REVIEWS
        return desk.house.client(Role.SIGNATORY).get(f"{place}decide/").content.decode()

    assert "acknowledged the briefing in force" in refused()
    desk.brief()
    desk.acknowledge(signatory)
    text = refused()
    assert "First One" in text
    assert "Second Two" in text
    assert signatory.person.name not in text.split("These have not acknowledged it:")[1][:200]
    assert "First One" in desk.house.client(Role.SIGNATORY).get(place).content.decode()
    desk.read()
    desk.brief("Another text, that nobody has read yet.")
    refused()
    desk.read()
    actions.decide(signatory, **desk.on(**now))
    assert desk.proposal.known_state is State.DECIDED


def test_only_the_decision_waits_for_the_briefing() -> None:
    """The table has the condition once: at the decision."""
    waiting = {one.move for one in RULES if Condition.DECIDERS_HAVE_READ in one.conditions}
    assert waiting == {Move.DECIDE}
