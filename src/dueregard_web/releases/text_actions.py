"""Choosing which of the organisation's own words are printed, and signing for a phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import IntegrityError, transaction

from dueregard.errors import DueRegardError
from dueregard.formulas import unguarded
from dueregard.releases.texts import Part
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError, TooLateError
from dueregard_web.due_regard.queries import living_of
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, action, subject_of
from dueregard_web.releases.models import Proposal, SignedText
from dueregard_web.releases.moving import bring_to, check_move, check_reason, found_as_seen
from dueregard_web.releases.part_actions import prepared_by, void_reviews
from dueregard_web.releases.policies import Move, State
from dueregard_web.releases.printed import completed, find_text, texts_of
from dueregard_web.releases.queries import record_files
from dueregard_web.releases.recorded import keeping_refusals
from dueregard_web.releases.text_plan import STUDY_TEXTS, TextPlan, is_of


@action(Permission.PROPOSE_RELEASE, Event.RELEASE_EDITED)
def choose_texts(  # noqa: PLR0913 - which proposal, as it was seen, and what is printed
    acting: Acting,
    *,
    edition: str,
    proposal_id: str,
    seen: str,
    parts: Sequence[Part],
    studies: Sequence[str],
) -> Done[None]:  # fmt: skip
    """Choose which records and case studies are printed; they are kept as they are now.

    What was left out or said otherwise stays so where the record is still there.
    """
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.EDIT)
    living = living_of(acting, proposal.year)
    known = {cells["id"]: cells for cells in living.cells("case_studies")}
    if set(studies) - set(known):
        raise NotHereError("There is no such case study.")
    before = TextPlan.of(proposal.texts)
    shared = tuple(
        {name: unguarded(known[one].get(name, "")) for name in ("id", *STUDY_TEXTS, "indicators")}
        for one in studies
    )
    plan = TextPlan(
        publish=tuple(part.value for part in parts),
        studies=shared,
        records=record_files(acting, proposal.year) if parts else {},
    )
    return _keep(acting, proposal, _carried_over(proposal, before, plan))


def _carried_over(proposal: Proposal, before: TextPlan, plan: TextPlan) -> TextPlan:
    """Take over what was left out and said otherwise, as far as there is still something there."""
    texts = texts_of(proposal.organisation, plan)
    places, records = {one.place for one in texts}, {one.record for one in texts}
    left_out = tuple(one for one in before.leave_out if one in records)
    words = {
        place: said
        for place, said in before.words.items()
        if place in places and not any(is_of(place, one) for one in left_out)
    }
    return replace(plan, leave_out=left_out, words=words)


@action(Permission.PROPOSE_RELEASE, Event.RELEASE_EDITED)
def say_otherwise(  # noqa: PLR0913 - which text, as it was seen, and what it says for the public
    acting: Acting, *, edition: str, proposal_id: str, seen: str, place: str, words: str
) -> Done[None]:
    """Give a text other words for the public; none are the record's own again."""
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.EDIT)
    find_text(proposal, place)
    return _keep(acting, proposal, TextPlan.of(proposal.texts).saying(place, words.strip()))


@action(Permission.PROPOSE_RELEASE, Event.RELEASE_EDITED)
def leave_out(  # noqa: PLR0913 - which record, as it was seen, and whether it is printed
    acting: Acting, *, edition: str, proposal_id: str, seen: str, place: str, out: bool
) -> Done[None]:
    """Leave the record of a text out, or take it in again."""
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.EDIT)
    plan = TextPlan.of(proposal.texts)
    record = place if place in plan.leave_out else find_text(proposal, place).record
    if any(record == f"case_studies.csv {one['id']}" for one in plan.studies):
        raise DueRegardError(
            "A case study is shared whole or not at all.", advice="Choose again which are shared."
        )
    return _keep(acting, proposal, plan.leaving_out(record, out=out))


@keeping_refusals
@action(Permission.REVIEW_RELEASE, Event.RISK_SIGNED)
def sign_risk(  # noqa: PLR0913 - which text, as it was seen, and why it is safe
    acting: Acting, *, edition: str, proposal_id: str, seen: str, text_sha256: str, reason: str
) -> Done[SignedText]:
    """Answer for the phrases of exactly one text; one letter more, and it counts no more."""
    check_reason(reason)
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.SIGN_RISK)
    if text_sha256 not in {one["text_sha256"] for one in proposal.risks}:
        raise NotHereError("No phrase of this text needs a signature.")
    try:
        with transaction.atomic():
            made = SignedText.objects.add(
                acting.organisation,
                proposal=proposal,
                text_sha256=text_sha256,
                reason=" ".join(reason.split()),
                signed_at=acting.now,
                signed_by=acting.person,
            )
    except IntegrityError:
        raise TooLateError("Somebody has signed for this text already.") from None
    return Done(made, subject_of(made), after=text_sha256, reason=reason)


def _keep(acting: Acting, proposal: Proposal, plan: TextPlan) -> Done[None]:
    before = proposal.content_sha256
    proposal.texts = completed(proposal.organisation, plan).document
    void_reviews(acting, proposal)
    bring_to(proposal, State.CHECKED)
    prepared_by(acting, proposal, acting.person)
    return Done(None, subject_of(proposal), before=before, after=proposal.content_sha256)
