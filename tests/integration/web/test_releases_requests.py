"""A request is answered in time, audited with all that was said, never with what is hidden."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dueregard.releases.register import EntryKind
from dueregard_web.core.refusals import NotAllowedError, NotNowError, TooLateError
from dueregard_web.organisations.policies import Role, roles_with
from dueregard_web.releases import actions as releases
from dueregard_web.releases.folders import entries_of, folder_of
from dueregard_web.releases.policies import State
from dueregard_web.requests import actions
from dueregard_web.requests.models import Case
from dueregard_web.requests.policies import CASE_RULES, CASE_WORDS, CaseMove, CaseState, case_rule
from tests.integration.web.releases_house import ALL, BME, EDITION, TRUTH, WHY, Desk, undone
from tests.web_people import House


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    desk = Desk.set_up(house)
    desk.bring_to(State.RELEASED)
    yield desk
    shutil.rmtree(folder_of(house.organisation).parent, ignore_errors=True)


def enter(desk: Desk, *keys: str, received: date | None = None) -> Case:
    officer = desk.by(Role.IG_OFFICER)
    return actions.enter_case(
        officer,
        edition=EDITION,
        reference="FOI 16/1",
        question="How many?",
        received_on=received or officer.today,
        keys=keys,
    )


def drafted(desk: Desk, *keys: str) -> Case:
    case = enter(desk, *keys)
    return actions.draft_answer(desk.by(Role.IG_OFFICER), case_id=str(case.pk))


def on(case: Case) -> dict[str, str]:
    now = Case.unscoped.get(pk=case.pk)
    return {"case_id": str(case.pk), "seen": now.drafted_at.isoformat() if now.drafted_at else ""}


@pytest.mark.requirement("R-055")
def test_clock_counts_working_days_across_easter(desk: Desk) -> None:
    """Received on Maundy Thursday 2016: Good Friday, Easter Monday and May Day do not count."""
    later = replace(desk.house.acting(Role.IG_OFFICER), now=datetime(2026, 11, 20, tzinfo=UTC))
    case = enter(desk, BME, received=date(2016, 3, 24))
    # Counted by hand on a calendar: 29-31 March (3), 1, 4-8, 11-15, 18-22 April (16), 25 April.
    assert case.due_on == date(2016, 4, 25)
    assert later.today > case.due_on
    assert b"Overdue" in desk.house.client(Role.AUDITOR).get("/o/EX016/requests/").content


@pytest.mark.requirement("R-053")
def test_hidden_number_is_refused_with_reason_and_what_can_be_had_instead(desk: Desk) -> None:
    """The draft names section 40(2) and the published figures, and never the number."""
    case = drafted(desk, BME)
    assert case.refused == 1
    assert "section 40(2)" in case.draft
    assert "Head count is 120" in case.draft
    assert not [word for word in case.draft.replace(":", " ").split() if word == str(TRUTH[BME])]
    assert case.statements == ""


@pytest.mark.requirement("R-053")
def test_refusal_leads_to_what_is_published_or_says_that_it_is_being_prepared(desk: Desk) -> None:
    """With a version out, its public page; once it is withdrawn, no address of what is gone."""
    place = f"/public/EX016/{EDITION}/"
    case = drafted(desk, BME)
    assert place in case.draft
    assert "being prepared" not in case.draft
    releases.withdraw(desk.by(Role.SIGNATORY), **desk.on(public_note=WHY))
    again = actions.draft_answer(desk.by(Role.IG_OFFICER), case_id=str(case.pk))
    assert place not in again.draft
    assert "being prepared" in again.draft


def test_public_number_is_given(desk: Desk) -> None:
    """What the release tells already may be told again; the register learns of it when it goes."""
    case = drafted(desk, ALL)
    assert case.refused == 0
    assert "Head count: 120" in case.draft
    actions.approve_answer(desk.by(Role.APPROVER), **on(case))
    before = len(entries_of(desk.house.organisation))
    actions.answer(desk.by(Role.IG_OFFICER), **on(case))
    entries = entries_of(desk.house.organisation)
    assert len(entries) == before + 1
    assert (entries[-1].kind, entries[-1].note) == (EntryKind.ANSWERED, "EX016: FOI 16/1")


def test_answer_broken_off_is_entered_once(desk: Desk) -> None:
    """The register has the answer, the database was rolled back: pressing again adds nothing."""
    case = drafted(desk, ALL)
    actions.approve_answer(desk.by(Role.APPROVER), **on(case))
    with undone():
        actions.answer(desk.by(Role.IG_OFFICER), **on(case))
    assert Case.unscoped.get(pk=case.pk).known_state is CaseState.APPROVED
    actions.answer(desk.by(Role.IG_OFFICER), **on(case))
    answered = [e for e in entries_of(desk.house.organisation) if e.kind is EntryKind.ANSWERED]
    assert len(answered) == 1


def test_answer_audited_before_another_is_drafted_again(desk: Desk) -> None:
    """Two answers that are each safe may tell together: the second is held against the first."""
    case = drafted(desk, ALL)
    actions.approve_answer(desk.by(Role.APPROVER), **on(case))
    desk.correct()
    with pytest.raises(NotNowError, match="since this was audited"):
        actions.answer(desk.by(Role.IG_OFFICER), **on(case))


def test_own_draft_is_not_approved(desk: Desk) -> None:
    """Drafting and approving are two people, also where one has both roles."""
    case = drafted(desk, BME)
    both = replace(
        desk.house.acting(Role.IG_OFFICER), roles=frozenset({Role.IG_OFFICER, Role.APPROVER})
    )
    with pytest.raises(NotAllowedError, match="drafted"):
        actions.approve_answer(both, **on(case))


def test_draft_that_changed_is_not_approved(desk: Desk) -> None:
    """Approval is of the draft that was read."""
    case = drafted(desk, BME)
    seen = on(case)
    actions.draft_answer(desk.by(Role.IG_OFFICER), case_id=str(case.pk))
    with pytest.raises(TooLateError, match="changed since"):
        actions.approve_answer(desk.by(Role.APPROVER), **seen)


def test_everything_has_words() -> None:
    assert set(CASE_WORDS) == set(CaseState)
    assert {rule.move for rule in CASE_RULES} == set(CaseMove)


ACTS = {
    CaseMove.DRAFT: lambda acting, about: actions.draft_answer(acting, case_id=about["case_id"]),
    CaseMove.APPROVE: lambda acting, about: actions.approve_answer(acting, **about),
    CaseMove.SEND_BACK: lambda acting, about: actions.send_back(acting, **about, reason=WHY),
    CaseMove.ANSWER: lambda acting, about: actions.answer(acting, **about),
}


def bring_to(desk: Desk, state: CaseState) -> Case:
    case = enter(desk, BME)
    if state is not CaseState.RECEIVED:
        actions.draft_answer(desk.by(Role.IG_OFFICER), case_id=str(case.pk))
    if state in {CaseState.APPROVED, CaseState.ANSWERED}:
        actions.approve_answer(desk.by(Role.APPROVER), **on(case))
    if state is CaseState.ANSWERED:
        actions.answer(desk.by(Role.IG_OFFICER), **on(case))
    return case


@pytest.mark.parametrize("state", CaseState)
def test_every_role_makes_the_moves_of_the_table_and_no_other(state: CaseState, desk: Desk) -> None:
    """A cell of the table leads where it says; any other does nothing."""
    case = bring_to(desk, state)
    for role in Role:
        for move, act in ACTS.items():
            rule = case_rule(move, state)
            with undone():
                if rule is not None and role in roles_with(rule.permission):
                    act(desk.by(role), on(case))
                    assert Case.unscoped.get(pk=case.pk).known_state is rule.after
                    continue
                with pytest.raises((NotAllowedError, TooLateError)):
                    act(desk.by(role), on(case))
                assert Case.unscoped.get(pk=case.pk).known_state is state
