"""How far a version of evidence has come, and who may not review it.

A document of a provider is accepted when a named person attests it (SC28.5) and a reviewer accepts
it who neither supplied nor obtained it and has no declared link with the provider.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dueregard.assurance.evidence import Evidence, Review
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import EvidenceKind, EvidenceState, Verdict, YesNo

ATTESTED = frozenset(
    {
        EvidenceKind.REPORT,
        EvidenceKind.PLAN,
        EvidenceKind.SURVEY_REPORT,
        EvidenceKind.DECLARATION,
        EvidenceKind.WEB_LINK,
    }
)
"""Kinds that are information given to another party, which SC28.5 wants accurate and complete."""


def conflicts(ledger: Ledger, evidence: Evidence, name: str, interest: str = "") -> tuple[str, ...]:
    """Return why somebody may not accept a version; empty where nothing stands against it.

    Parameters
    ----------
    ledger
        The records, with the reviewers' interests.
    evidence
        The version.
    name
        The reviewer.
    interest
        An interest declared for this review alone.
    """
    return tuple(_conflicts(ledger, evidence, name, interest))


def _conflicts(ledger: Ledger, evidence: Evidence, name: str, interest: str) -> Iterator[str]:
    who = name.casefold()
    if who in {evidence.supplied_by.casefold(), evidence.obtained_by.casefold()}:
        yield f"{name} supplied or obtained it."
    if any(who == one.by.casefold() for one in ledger.attestations_of.get(evidence.key, ())):
        yield f"{name} attests it."
    reviewer = ledger.reviewer.get(name)
    if reviewer is not None and evidence.party in reviewer.linked_providers:
        yield f"{name} is linked with {evidence.party}."
    if any(who == one.name.casefold() for one in ledger.contacts_of.get(evidence.party, ())):
        yield f"{name} is a contact of {evidence.party}."
    if interest:
        yield f"{name} declares an interest: {interest}"


def needs_attestation(evidence: Evidence, ledger: Ledger) -> bool:
    """Whether a version counts only once a named person attests it."""
    is_own = any(one.id == evidence.party for one in ledger.ours)
    return evidence.kind in ATTESTED and not is_own


def standing_reviews(ledger: Ledger, evidence: Evidence, as_of: date) -> tuple[Review, ...]:
    """Return the reviews of a version that count on a day, the latest last.

    An acceptance by somebody who may not accept does not count.
    """
    return tuple(
        sorted(
            (
                one
                for one in ledger.reviews_of.get(evidence.key, ())
                if one.on <= as_of
                and (
                    one.verdict is not Verdict.ACCEPTED
                    or not conflicts(ledger, evidence, one.by, one.interest)
                )
            ),
            key=lambda one: one.on,
        )
    )


def state_of(ledger: Ledger, evidence: Evidence, as_of: date) -> EvidenceState:
    """Return how far a version has come on a day."""
    if evidence.draft is YesNo.YES:
        return EvidenceState.DRAFT
    if evidence.expires_on is not None and evidence.expires_on < as_of:
        return EvidenceState.EXPIRED
    reviews = standing_reviews(ledger, evidence, as_of)
    if reviews and reviews[-1].verdict is not Verdict.ACCEPTED:
        return EvidenceState.REJECTED
    if _is_superseded(ledger, evidence, as_of):
        return EvidenceState.SUPERSEDED
    if needs_attestation(evidence, ledger) and not _attested(ledger, evidence, as_of):
        return EvidenceState.NOT_ATTESTED
    return EvidenceState.ACCEPTED if reviews else EvidenceState.RECEIVED


def _attested(ledger: Ledger, evidence: Evidence, as_of: date) -> bool:
    return any(one.on <= as_of for one in ledger.attestations_of.get(evidence.key, ()))


def _is_superseded(ledger: Ledger, evidence: Evidence, as_of: date) -> bool:
    """Whether a later version was accepted; until then the earlier one goes on showing."""
    for later in ledger.versions[evidence.id]:
        if later.version > evidence.version and later.received_on <= as_of:
            reviews = standing_reviews(ledger, later, as_of)
            if reviews and reviews[-1].verdict is Verdict.ACCEPTED:
                return True
    return False
