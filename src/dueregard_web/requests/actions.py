"""What changes a request: entering, drafting with the audit, approving, answering."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from dueregard.assurance.calendar import foi_due
from dueregard.errors import DueRegardError
from dueregard.operations.answer_request import answer_request
from dueregard.operations.import_release import import_release
from dueregard.releases.register import EntryKind, head_of
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotAllowedError, NotNowError, TooLateError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, action, subject_of
from dueregard_web.releases.folders import entries_of, laid_out, register_of
from dueregard_web.releases.models import Proposal
from dueregard_web.requests.answers import Drafted, Given, draft, nearby
from dueregard_web.requests.models import Case
from dueregard_web.requests.policies import CASE_WORDS, CaseMove, CaseRule, case_rule
from dueregard_web.requests.queries import (
    find_case,
    knowing_proposal,
    numbers_of,
    public_proposal,
)
from dueregard_web.returns.queries import find_year


@action(Permission.ANSWER_REQUEST, Event.REQUEST_RECEIVED)
def enter_case(  # noqa: PLR0913 - what a request says
    acting: Acting,
    *,
    edition: str,
    reference: str,
    question: str,
    received_on: date,
    keys: Sequence[str],
) -> Done[Case]:  # fmt: skip
    """Enter a request; the clock runs from the working day after it was received."""
    year = find_year(acting, edition)
    if received_on > acting.today:
        raise DueRegardError("The day lies in the future.", advice="Enter the day it came.")
    unknown = set(keys) - set(numbers_of(acting, year))
    if unknown or not keys:
        raise DueRegardError("Choose at least one number from the list.")
    try:
        with transaction.atomic():
            made = Case.objects.add(
                acting.organisation,
                year=year,
                reference=reference,
                question=question,
                keys="\n".join(dict.fromkeys(keys)),
                received_on=received_on,
                due_on=foi_due(received_on),
                entered_at=acting.now,
                entered_by=acting.person,
            )
    except IntegrityError:
        raise TooLateError("There is a request with this reference already.") from None
    return Done(made, subject_of(made), reason=reference)


@action(Permission.ANSWER_REQUEST, Event.REQUEST_DRAFTED)
def draft_answer(acting: Acting, *, case_id: str) -> Done[Case]:
    """Draft the answer: each number is audited with everything that was ever said."""
    case = find_case(acting, case_id, lock=True)
    rule = _check(acting, case, CaseMove.DRAFT)
    proposal = knowing_proposal(acting, case.year)
    if proposal is None:
        raise NotNowError("No audit of this year has run.", advice="Have a release proposed first.")
    drafted = _audited(acting, case, proposal)
    case.draft, case.statements = drafted.text, drafted.statements
    case.refused = drafted.refused
    case.register_head = head_of(entries_of(acting.organisation))
    case.drafted_at, case.drafted_by = acting.now, acting.person
    case.approved_at = case.approved_by = None
    case.sent_back_for = ""
    _to(case, rule)
    return Done(case, subject_of(case), reason=f"{drafted.refused} refused")


@action(Permission.APPROVE_REQUEST, Event.REQUEST_APPROVED)
def approve_answer(acting: Acting, *, case_id: str, seen: str) -> Done[None]:
    """Approve a draft; never one's own."""
    case = find_case(acting, case_id, lock=True)
    rule = _check(acting, case, CaseMove.APPROVE)
    _check_seen(case, seen)
    case.approved_at, case.approved_by = acting.now, acting.person
    _to(case, rule)
    return Done(None, subject_of(case))


@action(Permission.APPROVE_REQUEST, Event.REQUEST_SENT_BACK)
def send_back(acting: Acting, *, case_id: str, seen: str, reason: str) -> Done[None]:
    """Send a draft back, with the reason."""
    case = find_case(acting, case_id, lock=True)
    rule = _check(acting, case, CaseMove.SEND_BACK)
    _check_seen(case, seen)
    case.sent_back_for = reason
    _to(case, rule)
    return Done(None, subject_of(case), reason=reason)


@action(Permission.ANSWER_REQUEST, Event.REQUEST_ANSWERED)
def answer(acting: Acting, *, case_id: str, seen: str) -> Done[None]:
    """Note that the answer goes out; what it tells is entered in the register first."""
    case = find_case(acting, case_id, lock=True)
    rule = _check(acting, case, CaseMove.ANSWER)
    _check_seen(case, seen)
    if case.statements:
        _enter(acting, case)
    case.answered_at, case.answered_by = acting.now, acting.person
    _to(case, rule)
    return Done(None, subject_of(case), reason=case.reference)


def _check(acting: Acting, case: Case, move: CaseMove) -> CaseRule:
    rule = case_rule(move, case.known_state)
    if rule is None:
        raise TooLateError(
            f"This request stands at: {CASE_WORDS[case.known_state].lower()}.",
            advice="Nothing was done. Open it again to see what can be done now.",
        )
    if rule.by_another and case.drafted_by_id == acting.person.pk:
        raise NotAllowedError(
            "Who drafted an answer does not approve it.", advice="Ask another approver."
        )
    return rule


def _check_seen(case: Case, seen: str) -> None:
    if case.drafted_at is None or seen != case.drafted_at.isoformat():
        raise TooLateError(
            "The draft was changed since you opened the page.",
            advice="Nothing was done. Read it as it is now.",
        )


def _to(case: Case, rule: CaseRule) -> None:
    case.state = rule.after.value
    case.save()


def _audited(acting: Acting, case: Case, proposal: Proposal) -> Drafted:
    """Ask the library for each number; what it refuses is not looked at any further."""
    with laid_out(acting.organisation, candidate=proposal.candidate) as folder:
        answers = answer_request(folder, case.asked, register=register_of(acting.organisation))
    words = proposal.numbers
    given = [
        Given(one.key, words.get(one.key, one.key), one.text) for one in answers if one.may_be_given
    ]
    kept_back = [one.key for one in answers if not one.may_be_given]
    public = public_proposal(acting, case.year)
    said = json.loads(public.candidate)["statements"] if public is not None else []
    return draft(
        case.reference,
        given=given,
        refused=[words.get(key, key) for key in kept_back],
        instead=nearby(kept_back, said),
        published_at=_address(acting, case) if public is not None else "",
    )


def _address(acting: Acting, case: Case) -> str:
    """Return the address of all that is published of a year, as everybody can open it."""
    parts = {"code": acting.organisation.code, "edition": case.year.edition}
    return f"{settings.CONFIGURATION.address}{reverse('public_record', kwargs=parts)}"


def _enter(acting: Acting, case: Case) -> None:
    """Enter what is told, once, and only on top of what the draft was audited with."""
    entries = entries_of(acting.organisation)
    source = f"{acting.organisation.code}: {case.reference}"
    if any(one.kind is EntryKind.ANSWERED and one.note == source for one in entries):
        return
    if head_of(entries) != case.register_head:
        raise NotNowError(
            "Something was released or answered since this was audited.",
            advice="Draft the answer again.",
        )
    with laid_out(acting.organisation) as folder:
        file = folder / "told.csv"
        file.write_text(case.statements, encoding="utf-8")
        import_release(
            folder,
            file,
            source=source,
            answered=True,
            as_of=acting.today,
            register=register_of(acting.organisation),
        )
