"""What every move has in common: the content that was seen, the table's answer, the new state."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from dueregard.errors import DueRegardError
from dueregard.releases.decision import LEAST_REASON, Verdict
from dueregard.releases.narrative import check_narrative
from dueregard_web.accounts.models import Person
from dueregard_web.core.clock import day_of
from dueregard_web.core.refusals import NotNowError, TooLateError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.recorded import check_may, subject_of
from dueregard_web.releases.content import AgreedException, DecisionFile, Signature
from dueregard_web.releases.folders import withdraw_version
from dueregard_web.releases.models import Incident, Proposal
from dueregard_web.releases.policies import (
    EXCEPTION_ROLES,
    MOVE_WORDS,
    REFUSALS,
    STATE_WORDS,
    Condition,
    Move,
    State,
    rule_of,
    unmet,
)
from dueregard_web.releases.queries import (
    agreements_of,
    approvals_of,
    content_of,
    facts_of,
    find_incident,
    find_proposal,
)
from dueregard_web.releases.recorded import UnfitError

_OF_PERSONS = frozenset({
    Condition.IS_NO_PREPARER, Condition.IS_NO_REVIEWER, Condition.HAS_NO_CONFLICT,
    Condition.LEAVES_ONE_FROM_INSIDE, Condition.IS_FROM_INSIDE, Condition.IS_OF_THE_BODY,
    Condition.IS_NEW_APPROVER,
})  # fmt: skip
"""Conditions about who somebody is: a refusal is kept in the trail."""


def check_words(text: str, what: str) -> None:
    """Refuse words for the public that tell a number of people.

    Raises
    ------
    DueRegardError
        Names the phrases.
    """
    found = check_narrative(text)
    if found:
        raise DueRegardError(
            f"{what} tells of numbers: {', '.join(found)}.",
            advice="Say it without numbers and without 'only', 'no' or 'all' of a group.",
        )


def check_reason(text: str) -> None:
    """Refuse a reason that is only a word.

    Raises
    ------
    DueRegardError
        When it is too short.
    """
    if len(text.strip()) < LEAST_REASON:
        raise DueRegardError(
            "The reason is too short to be understood later.",
            advice=f"Write a sentence of at least {LEAST_REASON} characters.",
        )


def found_as_seen(acting: Acting, edition: str, proposal_id: str, seen: str) -> Proposal:
    """Return a proposal, locked, if it is what the person saw."""
    proposal = find_proposal(acting, edition, proposal_id, lock=True)
    check_seen(proposal, seen)
    return proposal


def check_seen(proposal: Proposal, seen: str) -> None:
    """Refuse to act on a content that the person has not seen, or that is not as it was kept."""
    kept = proposal.content_sha256
    if seen != kept or (kept and content_of(proposal).sha256 != kept):
        raise TooLateError(
            "This release was changed since you opened the page.",
            advice="Nothing was done. Open it again and look at it as it is now.",
        )


def check_move(
    acting: Acting, proposal: Proposal, move: Move, *, has_no_conflict: bool = True
) -> None:
    """Ask the table; say no with its words."""
    rule = rule_of(move, proposal.known_state)
    if rule is None:
        raise moved_on(proposal, move)
    check_may(acting, rule.permission, subject_of(proposal))
    if not rule.conditions:
        return
    missing = unmet(rule, facts_of(acting, proposal, has_no_conflict=has_no_conflict))
    if missing in _OF_PERSONS:
        raise UnfitError(missing, subject_of(proposal))
    if missing is not None:
        message, advice = REFUSALS[missing]
        raise NotNowError(message, advice=advice)


def moved_on(proposal: Proposal, move: Move) -> TooLateError:
    """Return the refusal of a move that the state does not allow."""
    return TooLateError(
        f"It is too late, or too early, to {MOVE_WORDS[move]}. This release stands at: "
        f"{STATE_WORDS[proposal.known_state].lower()}.",
        advice="Nothing was done. Open it again to see what can be done now.",
    )


def bring_to(proposal: Proposal, state: State) -> None:
    """Store a proposal in a state; what is approved is fixed when it is drafted and audited."""
    proposal.state = state.value
    if state in {State.DRAFT, State.CHECKED}:
        proposal.content_sha256 = content_of(proposal).sha256
        proposal.returned_for = ""
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        raise TooLateError("Somebody else has begun a release of this year.") from None


def take_down(acting: Acting, proposal: Proposal, note: str) -> None:
    """Enter the withdrawal once, however often this was broken off, and move the folder."""
    organisation, edition = acting.organisation, proposal.year.edition
    withdraw_version(organisation, edition, proposal.version, note=note, as_of=acting.today)
    proposal.withdrawal_note, proposal.taken_down_at = note, acting.now
    bring_to(proposal, State.WITHDRAWN)


def still_open(acting: Acting, incident_id: str) -> Incident:
    """Return an incident that was not closed."""
    incident = find_incident(acting, incident_id, lock=True)
    if incident.closed_at is not None:
        raise TooLateError("This incident was closed.", advice="Open another, if there is one.")
    return incident


def decision_text(
    acting: Acting, proposal: Proposal, verdict: Verdict, reasons: str, *, uses_exception: bool
) -> str:
    """Return the decision as the command line's file."""
    reviews = [_signature(one.reviewed_by, one.reviewed_at) for one in approvals_of(proposal)]
    return DecisionFile(
        verdict=verdict,
        candidate_sha256=proposal.candidate_sha256,
        reasons=[" ".join(reasons.split())],
        narrative=proposal.narrative,
        author=_signature(proposal.proposed_by, proposal.proposed_at),
        reviewers=reviews,
        signatory=_signature(acting.person, acting.now),
        organisation=acting.organisation.name,
        organisation_kind=acting.organisation.kind,
        exception=_exception(acting, proposal) if uses_exception else None,
        correction=proposal.public_note,
    ).text


def _exception(acting: Acting, proposal: Proposal) -> AgreedException:
    agreed = list(agreements_of(proposal))
    told_on = proposal.exception_told_on
    if len(agreed) < len(EXCEPTION_ROLES) or told_on is None:
        raise NotNowError(
            "Two people have not agreed to the board exception.",
            advice="Decide without it, or wait until an information governance officer and a "
            "signatory have agreed.",
        )
    signatures = [_signature(one.agreed_by, one.agreed_at) for one in agreed]
    return AgreedException(proposal.exception_reason, acting.today, told_on, signatures)


def _signature(person: Person, moment: datetime) -> Signature:
    return Signature(person.name, person.email, day_of(moment))
