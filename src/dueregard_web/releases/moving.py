"""What every move has in common: the content that was seen, the table's answer, the new state."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from dueregard.errors import DueRegardError
from dueregard.releases.decision import LEAST_REASON
from dueregard.releases.narrative import check_narrative
from dueregard.releases.surroundings import STRICTEST, Surroundings
from dueregard_web.core.refusals import NotNowError, TooLateError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.recorded import check_may, subject_of
from dueregard_web.releases.fact_queries import facts_of
from dueregard_web.releases.folders import withdraw_version
from dueregard_web.releases.models import Incident, Proposal
from dueregard_web.releases.policies import (
    MOVE_WORDS,
    REFUSALS,
    STATE_WORDS,
    Condition,
    Move,
    State,
    rule_of,
    unmet,
)
from dueregard_web.releases.printed import risks_of
from dueregard_web.releases.queries import content_of, find_incident, find_proposal
from dueregard_web.releases.recorded import UnfitError

_OF_PERSONS = frozenset({
    Condition.IS_NO_PREPARER, Condition.IS_NO_REVIEWER, Condition.HAS_NO_CONFLICT,
    Condition.LEAVES_ONE_FROM_INSIDE, Condition.IS_FROM_INSIDE, Condition.IS_OF_THE_BODY,
    Condition.IS_NEW_APPROVER,
})  # fmt: skip
"""Conditions about who somebody is: a refusal is kept in the trail."""


def check_words(
    text: str, what: str, near: Surroundings = STRICTEST, *, is_kept: bool = False
) -> None:
    """Refuse words for the public that tell a number of people, unless somebody is to sign them.

    Parameters
    ----------
    text, what
        The words, and what they are called.
    near
        The release that they would stand beside, as the command line reckons with it.
    is_kept
        Whether whoever wrote them keeps them for a reviewer to sign.

    Raises
    ------
    DueRegardError
        Names the phrases.
    """
    found = () if is_kept else check_narrative(text, near)
    if found:
        raise DueRegardError(
            f"{what} may tell numbers of people: {', '.join(found)}.",
            advice="Say it without numbers and without 'only', 'no' or 'all' of a group. If you "
            "are sure that it is safe, keep the words: a reviewer has to sign for them.",
        )


def check_reason(text: str, what: str = "The reason") -> None:
    """Refuse a reason that is only a word.

    Raises
    ------
    DueRegardError
        When it is too short.
    """
    if len(text.strip()) < LEAST_REASON:
        raise DueRegardError(
            f"{what} is too short to be understood later.",
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
    facts = facts_of(acting, proposal, rule.conditions)
    missing = unmet(rule, facts.but(has_no_conflict=has_no_conflict))
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
        proposal.risks = risks_of(proposal)
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
