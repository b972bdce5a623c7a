"""Reviews are closed, bound and by different people; a fault leaves nothing half done."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from dueregard.errors import DueRegardError
from dueregard.operations import decide_release as library
from dueregard.operations.decide_release import verify_release
from dueregard.releases.decision import Verdict
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.audit.queries import verify
from dueregard_web.core.refusals import NotAllowedError, NotNowError, TooLateError
from dueregard_web.organisations.policies import Role
from dueregard_web.releases import actions, incident_actions, queries
from dueregard_web.releases.folders import entries_of, folder_of, register_of
from dueregard_web.releases.models import Proposal, Review
from dueregard_web.releases.policies import State
from tests.integration.web.releases_house import CASE, EDITION, NARRATIVE, WHY, Desk, saying
from tests.web_people import House


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    yield Desk.set_up(house)
    shutil.rmtree(folder_of(house.organisation).parent, ignore_errors=True)


def submitted(desk: Desk) -> None:
    desk.check()
    desk.submit()


# --- closed reviews -----------------------------------------------------------------------------
def test_review_is_closed_to_everybody_else_until_there_are_two(desk: Desk) -> None:
    """The second reviewer, the preparer and the trail learn that there is one, and not what."""
    submitted(desk)
    said = "The head count gives it away."
    officer = desk.by(Role.IG_OFFICER)
    actions.review(officer, **desk.on(approves=False, comments=said, has_conflict=False))
    place = f"/o/EX016/{EDITION}/release/{desk.proposal.pk}/"
    for role in (Role.APPROVER, Role.HR_ANALYST, Role.SIGNATORY, Role.EQUALITY_LEAD):
        assert said not in desk.house.client(role).get(place).content.decode()
    assert said in desk.house.client(Role.IG_OFFICER).get(place).content.decode()
    row = AuditEvent.objects.get(event=Event.RELEASE_REVIEWED)
    assert (row.reason, row.before) == ("", "")
    desk.review(desk.by(Role.APPROVER), approves=False)
    for role in (Role.APPROVER, Role.HR_ANALYST):
        assert said in desk.house.client(role).get(place).content.decode()


def test_disagreement_goes_to_a_third(desk: Desk) -> None:
    """One for and one against: the third settles it, either way."""
    desk.bring_to(State.SPLIT)
    desk.review(desk.by(Role.IG_OFFICER))
    assert desk.proposal.known_state is State.TWO_REVIEWS
    desk.decide()
    assert desk.proposal.decision.text.count("[[reviewers]]") == 2


def test_two_objections_return_it_and_void_the_reviews(desk: Desk) -> None:
    """After two objections it has to be changed and reviewed from the start."""
    desk.bring_to(State.RETURNED)
    assert not queries.live_reviews(desk.proposal).exists()
    with pytest.raises(TooLateError):
        desk.submit()
    desk.say("We will listen to our staff and learn from them.")
    desk.submit()
    assert desk.proposal.known_state is State.SUBMITTED


# --- whose review counts ------------------------------------------------------------------------
@pytest.mark.parametrize("step", ["propose", "edit", "submit", "count"])
def test_whoever_prepared_does_not_review(step: str, desk: Desk) -> None:
    """Having started the audit, written the words, sent it in or counted is preparing."""
    lead = desk.by(Role.EQUALITY_LEAD)
    if step == "propose":
        actions.start_check(
            lead, edition=EDITION, seen="", wanted=actions.Wanted(actions.Way.COARSEN)
        )
        desk.keep()
    else:
        desk.check()
    if step == "edit":
        actions.edit_words(lead, **desk.on(words=actions.Words(NARRATIVE)))
    actions.submit(lead if step == "submit" else desk.by(Role.HR_ANALYST), **desk.on())
    if step == "count":
        from dataclasses import replace

        lead = replace(desk.by(Role.HR_ANALYST), roles=frozenset({Role.EQUALITY_LEAD}))
    with pytest.raises(NotAllowedError, match="helped to prepare"):
        desk.review(lead)
    assert not Review.unscoped.exists()
    assert AuditEvent.objects.filter(event=Event.REFUSED, reason="is_no_preparer").count() == 1


def test_nobody_reviews_twice_or_with_an_interest(desk: Desk) -> None:
    """A second review of one person, and one with a declared interest, are not kept."""
    submitted(desk)
    with pytest.raises(NotAllowedError, match="interest"):
        desk.review(desk.by(Role.IG_OFFICER), conflict=True)
    desk.review(desk.by(Role.IG_OFFICER))
    with pytest.raises(NotAllowedError, match="one say"):
        desk.review(desk.by(Role.IG_OFFICER))
    assert Review.unscoped.count() == 1
    refused = AuditEvent.objects.filter(event=Event.REFUSED).values_list("reason", flat=True)
    assert list(refused) == ["has_no_conflict", "is_no_reviewer"]


def test_one_reviewer_may_be_from_outside_and_no_more(desk: Desk) -> None:
    """A small body may borrow one reviewer; the other is its own."""
    submitted(desk)
    desk.review(desk.another(Role.OUTSIDE_REVIEWER, "Olu Redmond"))
    with pytest.raises(NotAllowedError, match="from outside"):
        desk.review(desk.another(Role.OUTSIDE_REVIEWER, "Omar Other"))
    desk.review(desk.by(Role.APPROVER))
    assert desk.proposal.known_state is State.TWO_REVIEWS


def test_reviewer_does_not_decide(desk: Desk) -> None:
    """A third person signs."""
    from dataclasses import replace

    submitted(desk)
    both = replace(desk.by(Role.SIGNATORY), roles=frozenset({Role.SIGNATORY, Role.APPROVER}))
    desk.review(both)
    desk.review(desk.by(Role.IG_OFFICER))
    with pytest.raises(NotAllowedError, match="one say"):
        actions.decide(both, **desk.on(saying=saying(Verdict.WITHHOLD)))


# --- what is approved ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    "state", [State.SUBMITTED, State.ONE_REVIEW, State.SPLIT, State.TWO_REVIEWS]
)
def test_any_edit_voids_the_reviews(state: State, desk: Desk) -> None:
    """One letter of the narrative is another content."""
    desk.bring_to(state)
    before = desk.proposal.content_sha256
    desk.say(NARRATIVE + ".")
    assert desk.proposal.known_state is State.CHECKED
    assert desk.proposal.content_sha256 != before
    assert not queries.live_reviews(desk.proposal).exists()


@pytest.mark.parametrize("field", ["candidate", "narrative", "public_note"])
def test_byte_that_changed_in_the_database_stops_everything(field: str, desk: Desk) -> None:
    """The hash is taken of what is there, not of what once was: tampering is no approval."""
    desk.bring_to(State.DECIDED)
    value = getattr(desk.proposal, field)
    Proposal.unscoped.filter(pk=desk.proposal.pk).update(**{field: value + " "})
    with pytest.raises(TooLateError):
        desk.carry_out()
    assert entries_of(desk.house.organisation) == ()


def test_new_counts_stop_what_was_reviewed(desk: Desk) -> None:
    """When the year was counted again, the old audit is no answer."""
    desk.bring_to(State.TWO_REVIEWS)
    desk.count("two")
    with pytest.raises(NotNowError, match="changed since the audit"):
        desk.decide()


def test_audit_that_has_not_passed_cannot_be_overruled(desk: Desk) -> None:
    """One small number found out by one reader, and there is nothing to send in."""
    desk.check(found_out=1)
    with pytest.raises(NotNowError, match="gives nobody away"):
        desk.submit()


def test_everything_is_published_only_where_it_is_safe(desk: Desk) -> None:
    """``publish`` is refused when the audit says that all of it would tell."""
    desk.bring_to(State.TWO_REVIEWS)
    with pytest.raises(DueRegardError, match="give people away"):
        desk.decide(Verdict.PUBLISH)
    assert desk.proposal.known_state is State.TWO_REVIEWS


@pytest.mark.requirement("R-048")
@pytest.mark.parametrize(
    "state", [one for one in State if one not in {State.RELEASED, State.CORRECTED, State.WITHDRAWN}]
)
def test_nothing_is_public_without_a_decision(state: State, desk: Desk) -> None:
    """By default everything is withheld: there is no file before a decision was carried out."""
    desk.bring_to(state)
    public = folder_of(desk.house.organisation) / "public"
    assert [one for one in public.rglob("*") if one.is_file()] == []


@pytest.mark.requirement("R-162")
def test_page_says_why_a_figure_is_withheld(desk: Desk) -> None:
    """The public reads beside the hidden figures for which reason they are hidden."""
    desk.bring_to(State.RELEASED)
    page = (folder_of(desk.house.organisation) / "public/2016/v1/index.html").read_text()
    assert "[c]" in page
    assert "some figures are replaced by [c]. That one sign stands whatever the reason is" in page
    assert WHY in page


def test_reason_for_withholding_is_kept_in_the_register(desk: Desk) -> None:
    """Who asks why nothing is out finds the reason in the register, with its day."""
    desk.bring_to(State.WITHHELD)
    (entry,) = entries_of(desk.house.organisation)
    assert (entry.kind, entry.note, entry.version) == ("withheld", WHY, 0)


# --- the board ----------------------------------------------------------------------------------
@pytest.mark.requirement("R-054")
def test_board_exception_needs_two_people_of_two_roles_and_members_told_before(desk: Desk) -> None:
    """Without both agreements the board stays hidden; with them the page says why."""
    desk.check()
    today = desk.by(Role.HR_ANALYST).today
    with pytest.raises(DueRegardError, match="future"):
        desk.say(
            exception_reason=WHY,
            exception_told_on=today.replace(year=today.year + 1),
            exception_case=CASE,
        )
    for name in CASE:
        with pytest.raises(DueRegardError, match="too short"):
            desk.say(exception_reason=WHY, exception_told_on=today,
                     exception_case={**CASE, name: "Yes."})  # fmt: skip
    desk.say(exception_reason=WHY, exception_told_on=today, exception_case=CASE)
    desk.submit()
    for name in ("First One", "Second Two"):
        desk.review(desk.another(Role.APPROVER, name))
    with pytest.raises(NotNowError, match="have not agreed"):
        desk.decide(uses_exception=True)
    actions.allow_exception(desk.by(Role.IG_OFFICER), **desk.on(reason=WHY))
    with pytest.raises(NotAllowedError):
        actions.allow_exception(desk.another(Role.IG_OFFICER, "Ivy"), **desk.on(reason=WHY))
    with pytest.raises(NotNowError, match="have not agreed"):
        desk.decide(uses_exception=True)
    actions.allow_exception(desk.another(Role.SIGNATORY, "Sid"), **desk.on(reason=WHY))
    desk.decide(uses_exception=True)
    desk.carry_out()
    page = (folder_of(desk.house.organisation) / "public/2016/v1/index.html").read_text()
    assert "5.8% (7 of 120)" in page
    assert WHY in page
    assert not [words for words in CASE.values() if words in page], "what was weighed stays inside"


# --- two at once --------------------------------------------------------------------------------
@pytest.mark.parametrize("second", ["same", "other"])
def test_of_two_who_decide_at_once_one_wins(second: str, desk: Desk) -> None:
    """Both saw the same page; the later one is told and nothing is decided twice."""
    desk.bring_to(State.TWO_REVIEWS)
    later = desk.by(Role.SIGNATORY) if second == "same" else desk.another(Role.SIGNATORY, "Sid")
    desk.read()
    on = desk.on(saying=saying())
    actions.decide(desk.by(Role.SIGNATORY), **on)
    with pytest.raises(TooLateError, match="too late"):
        actions.decide(later, **{**on, "saying": saying(Verdict.WITHHOLD)})
    assert desk.proposal.decision.known_verdict is Verdict.PUBLISH_SAFE


def test_edit_wins_against_a_review_of_what_was_before(desk: Desk) -> None:
    """A review that was written while the words were changed is of other words."""
    submitted(desk)
    on = desk.on(approves=True, comments="Fine.", has_conflict=False)
    desk.say("We will listen to our staff and learn from them.")
    with pytest.raises(TooLateError):
        actions.review(desk.by(Role.IG_OFFICER), **on)


# --- broken off ---------------------------------------------------------------------------------
STEPS = {
    "edit": (State.CHECKED, lambda desk: desk.say()),
    "submit": (State.CHECKED, lambda desk: desk.submit()),
    "review": (State.ONE_REVIEW, lambda desk: desk.review(desk.by(Role.IG_OFFICER))),
    "decide": (State.TWO_REVIEWS, lambda desk: desk.decide()),
    "carry_out": (State.DECIDED, lambda desk: desk.carry_out()),
}


@pytest.mark.parametrize("name", STEPS)
def test_without_its_row_in_the_trail_nothing_is_done(
    name: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No approval, decision or release is stored when the trail cannot be written."""
    state, step = STEPS[name]
    desk.bring_to(state)
    before = Proposal.unscoped.values_list("state", "content_sha256").get(pk=desk.proposal.pk)
    reviews = Review.unscoped.count()

    def fail(_: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr("dueregard_web.organisations.recorded.append", fail)
        with pytest.raises(DatabaseError):
            step(desk)
    now = Proposal.unscoped.values_list("state", "content_sha256").get(pk=desk.proposal.pk)
    assert (now, Review.unscoped.count()) == (before, reviews)
    step(desk)
    assert verify()[1] == ()


@pytest.mark.parametrize("where", ["enter", "publish"])
def test_release_broken_off_is_brought_to_its_end_by_the_same_button(
    where: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before or after the register's line: pressing again gives one whole version."""
    desk.bring_to(State.DECIDED)

    def fail(*_: object, **__: object) -> None:
        raise OSError("broken off")

    with monkeypatch.context() as broken:
        broken.setattr(library, where, fail)
        with pytest.raises(OSError, match="broken off"):
            desk.carry_out()
    assert desk.proposal.known_state is State.DECIDED
    assert len(entries_of(desk.house.organisation)) == (1 if where == "publish" else 0)
    desk.carry_out()
    assert desk.proposal.known_state is State.RELEASED
    found = verify_release(
        folder_of(desk.house.organisation), register=register_of(desk.house.organisation)
    )
    assert (len(found.entries), len(found.bundles)) == (1, 1)


# --- afterwards ---------------------------------------------------------------------------------
def test_correction_stands_in_place_of_what_it_corrects(desk: Desk) -> None:
    """Version 2 is out with a note, version 1 is marked, and both stay in the register."""
    first = desk.bring_to(State.CORRECTED)
    assert first.known_state is State.CORRECTED
    second = desk.proposal
    assert (second.known_state, second.version, second.corrects_id) == (State.RELEASED, 2, first.pk)
    text = desk.house.client(Role.GOVERNING_BODY_READER).get(f"/o/EX016/{EDITION}/release/").content
    assert b"A table was drawn from the wrong list." in text
    assert [one.version for one in entries_of(desk.house.organisation)] == [1, 2]
    page = (folder_of(desk.house.organisation) / "public/2016/v2/index.html").read_text()
    assert "A table was drawn from the wrong list." in page


def test_correction_says_why_in_public(desk: Desk) -> None:
    """A correction without a note, or with one that tells a number, is not begun."""
    desk.bring_to(State.RELEASED)
    for note in ("", "There were only 3 BME staff."):
        with pytest.raises(DueRegardError):
            desk.draft(note)
    assert Proposal.unscoped.count() == 1


def test_withdrawal_is_entered_once_and_the_folder_goes(desk: Desk) -> None:
    """What was public once stays known to every audit; the folder is not public any more."""
    desk.bring_to(State.RELEASED)
    actions.withdraw(desk.by(Role.SIGNATORY), **desk.on(public_note=WHY))
    kinds = [one.kind for one in entries_of(desk.house.organisation)]
    assert kinds == ["released", "withdrawn"]
    folder = folder_of(desk.house.organisation)
    assert not (folder / "public/2016/v1").exists()
    assert (folder / "taken-down/2016/v1/index.html").exists()
    with pytest.raises(TooLateError):
        actions.withdraw(desk.by(Role.SIGNATORY), **desk.on(public_note=WHY))


def test_incident_freezes_and_its_close_needs_the_commissioner_noted(desk: Desk) -> None:
    """While one is open a decision is neither made nor carried out."""
    desk.bring_to(State.DECIDED)
    officer = desk.by(Role.IG_OFFICER)
    made = incident_actions.open_incident(officer, what="A page was wrong.", aware_at=officer.now)
    assert (made.due_at - made.aware_at).total_seconds() == 72 * 3600
    with pytest.raises(NotNowError, match="frozen"):
        desk.carry_out()
    number = str(made.pk)
    with pytest.raises(NotNowError, match="Commissioner"):
        incident_actions.close_incident(desk.by(Role.IG_OFFICER), incident_id=number, learnt=WHY)
    incident_actions.note_telling(
        officer, incident_id=number, kind="not_commissioner", words=WHY, told_at=officer.now
    )
    incident_actions.close_incident(desk.by(Role.IG_OFFICER), incident_id=number, learnt=WHY)
    desk.carry_out()
    assert desk.proposal.known_state is State.RELEASED


def test_internal_content_opens_to_named_roles_and_leaves_its_row(desk: Desk) -> None:
    """What would be published, with what is hidden, is for those who may see small numbers."""
    desk.check()
    place = f"/o/EX016/{EDITION}/release/{desk.proposal.pk}/content/"
    assert desk.house.client(Role.AUDITOR).get(place).status_code == 403
    response = desk.house.client(Role.IG_OFFICER).get(place)
    assert b"Internal" in response.content
    assert AuditEvent.objects.filter(event=Event.PROPOSAL_READ).count() == 1
