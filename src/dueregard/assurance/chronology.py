"""What happened with a provider, in the order of its days, from every kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dueregard.assurance.ledger import Ledger
from dueregard.editions.schema import Inspection


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened on a day, with the id of its record."""

    on: date
    kind: str
    words: str
    record: str = ""


def chronology(
    ledger: Ledger, provider: str, as_of: date, inspection: Inspection | None = None
) -> tuple[Entry, ...]:
    """Return what happened with a provider up to a day, the earliest first.

    Parameters
    ----------
    ledger
        The records.
    provider
        ODS code.
    as_of
        The last day looked at.
    inspection
        From when the regulator always considers the standard; says the phase of each inspection.
    """
    found = [
        *_documents(ledger, provider),
        *_said(ledger, provider),
        *_events(ledger, provider, inspection),
        *_letters(ledger, provider),
        *_declared(ledger, provider),
    ]
    past = (one for one in found if one.on <= as_of)
    return tuple(sorted(past, key=lambda one: (one.on, one.kind, one.record, one.words)))


def phase_of(day: date, inspection: Inspection | None) -> str:
    """Say whether an inspection on a day looked at the standard in pilot or always."""
    if inspection is None:
        return "not known"
    return "live" if day >= inspection.always_from else "pilot"


def _documents(ledger: Ledger, provider: str) -> Iterator[Entry]:
    for one in ledger.evidence:
        if one.party != provider:
            continue
        which = "" if one.version == 1 else f", version {one.version}"
        yield Entry(one.received_on, "received", f"{one.title}{which}.", one.id)
        for signed in ledger.attestations_of.get(one.key, ()):
            words = f"{signed.by} attests {one.id}{which}."
            yield Entry(signed.on, "attested", words, one.id)
        for review in ledger.reviews_of.get(one.key, ()):
            verdict = review.verdict.value.replace("_", " ")
            note = f": {review.note}" if review.note else "."
            yield Entry(review.on, "reviewed", f"{review.by}: {verdict}{note}", one.id)


def _said(ledger: Ledger, provider: str) -> Iterator[Entry]:
    for contact in ledger.contact_log:
        if contact.provider == provider:
            people = f" ({contact.people})" if contact.people else ""
            yield Entry(contact.on, contact.kind.value, f"{contact.said}{people}", contact.id)
    for query in ledger.queries:
        if query.provider == provider:
            yield Entry(query.asked_on, "query", query.question, query.id)
            if query.answered_on is not None:
                yield Entry(query.answered_on, "answer", query.answer, query.id)
            if query.closed_on is not None:
                yield Entry(query.closed_on, "query closed", query.question, query.id)
    for step in ledger.escalations:
        if step.provider == provider:
            name = step.step.value.replace("_", " ")
            yield Entry(step.proposed_on, "step proposed", f"{name}: {step.obligation}", step.id)
            if step.approved_on is not None:
                words = f"{name}, by {step.approved_by}"
                yield Entry(step.approved_on, "step approved", words, step.id)


def _events(ledger: Ledger, provider: str, inspection: Inspection | None) -> Iterator[Entry]:
    for event in ledger.events:
        if event.provider == provider:
            phase = phase_of(event.on, inspection)
            words = f"Care Quality Commission, {event.kind.value} ({phase}): {event.summary}"
            yield Entry(event.on, "regulator", words, event.id)
            if event.closed_on is not None:
                yield Entry(event.closed_on, "regulator closed", event.closed_why, event.id)


def _letters(ledger: Ledger, provider: str) -> Iterator[Entry]:
    for letter in ledger.letters:
        if letter.provider == provider:
            words = f"{letter.kind.label} to {letter.to}."
            yield Entry(letter.prepared_on, "letter prepared", words, letter.id)
            if letter.sent_on is not None:
                yield Entry(letter.sent_on, "letter sent", words, letter.id)


def _declared(ledger: Ledger, provider: str) -> Iterator[Entry]:
    for one in ledger.declarations_of.get(provider, ()):
        says = one.says.value.replace("_", " ")
        yield Entry(one.declared_on, "declared", f"{one.declared_by}: {says}.", one.id)
        if one.approved_on is not None:
            words = f"{one.approved_by} approves that it is {says} in {one.contract_year}."
            yield Entry(one.approved_on, "approved", words, one.id)
