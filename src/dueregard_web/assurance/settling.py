"""What people settle about providers, as changes from one state of the records to the next.

Nothing here asks the database: each function takes the ledger and who acts, and gives the ledger
that is to hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dueregard.assurance.board import Board
from dueregard.assurance.catalogue import BY_NAME
from dueregard.assurance.evidence import Answer, Attestation, Evidence, Review
from dueregard.assurance.files import read_rows
from dueregard.assurance.judging import conflicts
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register import Commissioner, Declaration
from dueregard.assurance.standing import Standing
from dueregard.assurance.words import (
    AskedOf,
    Disclosure,
    ItemAnswer,
    LadderStep,
    Says,
    Verdict,
    YesNo,
)
from dueregard.errors import FileNotUsableError
from dueregard.operations.query_received import waits_for_hosting
from dueregard.records.faults import Fault, refuse
from dueregard_web.assurance.policies import SET_HERE
from dueregard_web.core.refusals import NotAllowedError, NotNowError

CONTRACTUAL = frozenset({LadderStep.CONTRACT_MEETING, LadderStep.CONTRACT_MANAGEMENT})
"""Steps under the contract: nobody takes one that another person has not approved."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, in the name that stands in the records, and on which day."""

    name: str
    on: date


def with_own(ledger: Ledger, code: str, name: str) -> Ledger:
    """Enter the organisation itself among the commissioners, where it is not there yet."""
    if any(one.id == code for one in ledger.commissioners):
        return ledger
    return replace(ledger, commissioners=(Commissioner(code, name), *ledger.commissioners))


def record_typed(kind: str, cells: Mapping[str, str]) -> Any:  # noqa: ANN401 - a record of the kind
    """Read a record from the texts that somebody typed.

    Raises
    ------
    FileNotUsableError
        One of them cannot be used.
    """
    faults: list[Fault] = []
    file = BY_NAME[kind]
    found = read_rows(Path(file.file), file, [(0, cells)], faults)
    refuse(faults)
    return found[0]


def set_by_program(
    kind: str, typed: Mapping[str, str], before: Mapping[str, str], code: str, on: date
) -> dict[str, str]:
    """Return the cells of a record with what no form offers filled in."""
    cells = {**typed, **{name: before.get(name, "") for name in SET_HERE.get(kind, ())}}
    if kind == "commissioners":
        cells["ours"] = "yes" if cells.get("id") == code else "no"
        is_new = cells.get("guidance_read", "") != before.get("guidance_read", "")
        if is_new:
            cells["guidance_read_on"] = on.isoformat() if cells["guidance_read"] else ""
    if kind == "reviewers":
        cells["declared_on"] = on.isoformat()
    if kind == "queries":
        cells["asked_on"] = before.get("asked_on") or on.isoformat()
        if cells.get("answer") and not before.get("answer"):
            cells["answered_on"] = on.isoformat()
    return cells


def put_record(ledger: Ledger, kind: str, record: Any, before: Any = None) -> Ledger:  # noqa: ANN401 - records of the kind
    """Add a record, or put it in the place of another."""
    there = getattr(ledger, kind)
    if before is None:
        return replace(ledger, **{kind: (*there, record)})
    return replace(ledger, **{kind: tuple(record if one is before else one for one in there)})


def without(ledger: Ledger, kind: str, record: object) -> Ledger:
    """Take a record out."""
    kept = tuple(one for one in getattr(ledger, kind) if one is not record)
    return replace(ledger, **{kind: kept})


# --- declarations -----------------------------------------------------------------------------
def decided(one: Declaration, by: By, *, approve: bool, why: str) -> Declaration:
    """Approve or refuse a declaration of income, by somebody other than who declared it."""
    if one.approved_on or one.refused_on:
        raise NotNowError("This declaration is decided already.")
    if by.name.casefold() == one.declared_by.casefold():
        raise NotAllowedError("Nobody approves a declaration of their own.")
    if not why.strip():
        raise FileNotUsableError("There is no reason.", advice="Say what was looked at.")
    if approve:
        return replace(one, approved_by=by.name, approved_on=by.on, why=why.strip())
    return replace(one, refused_on=by.on, why=why.strip())


def declaration_of(ledger: Ledger, provider: str, year: str, by: By, **said: Any) -> Declaration:  # noqa: ANN401 - what it says
    """Return a provider's declaration of its income in a contract year."""
    number = len(ledger.declarations) + 1
    return Declaration(
        id=f"D{number}",
        provider=provider,
        contract_year=year,
        says=Says(said["says"]),
        expected_income=said.get("income"),
        declared_by=by.name,
        declared_on=by.on,
    )


# --- evidence ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Judgement:
    """A reviewer's verdict with the answers on each item that was asked for."""

    verdict: Verdict
    note: str = ""
    interest: str = ""
    answers: tuple[tuple[str, str, ItemAnswer, str], ...] = ()
    """Obligation, item, answer and page of each."""


def reviewed(ledger: Ledger, evidence: Evidence, judgement: Judgement, by: By) -> Ledger:
    """Note a verdict; who is linked to the provider, or brought the thing, cannot accept it.

    Raises
    ------
    NotNowError
        The reviewer may not accept it.
    """
    against = conflicts(ledger, evidence, by.name, judgement.interest)
    if judgement.verdict is Verdict.ACCEPTED and against:
        raise NotNowError(
            f"You cannot accept this. {' '.join(against)}", advice="Ask another reviewer."
        )
    review = Review(
        evidence.id, evidence.version, by.name, by.on, judgement.verdict, judgement.interest,
        judgement.note,
    )  # fmt: skip
    key = (review.evidence, review.version, review.by, review.on, review.verdict)
    others = tuple(
        one for one in ledger.reviews
        if (one.evidence, one.version, one.by, one.on, one.verdict) != key
    )  # fmt: skip
    return answered(replace(ledger, reviews=(*others, review)), evidence, judgement, by)


def answered(ledger: Ledger, evidence: Evidence, judgement: Judgement, by: By) -> Ledger:
    """Put the answers on items beside those of other versions."""
    new = {
        (obligation, item): Answer(
            evidence.id, evidence.version, obligation, item, answer, page, by=by.name, on=by.on
        )
        for obligation, item, answer, page in judgement.answers
    }
    kept = tuple(
        one for one in ledger.answers
        if (one.evidence, one.version) != evidence.key or (one.obligation, one.item) not in new
    )  # fmt: skip
    return replace(ledger, answers=(*kept, *new.values()))


def hosted(ledger: Ledger, evidence: Evidence, verdict: Disclosure, by: By) -> Ledger:
    """Note whether a copy may be hosted; a question about small numbers must be closed first."""
    if verdict is Disclosure.ACCEPTED and waits_for_hosting(ledger, evidence):
        raise NotNowError(
            "A question about small numbers in this report is open.",
            advice="Close it first, or ask for another version.",
        )
    return put_record(
        ledger, "evidence", replace(evidence, disclosure=verdict, disclosure_by=by.name), evidence
    )


def attested(ledger: Ledger, evidence: Evidence, by: By, post: str) -> Ledger:
    """Note that a named person says a version is accurate and complete (SC28.5)."""
    if any(one.by == by.name for one in ledger.attestations_of.get(evidence.key, ())):
        raise NotNowError("You have attested this version already.")
    if not post.strip():
        raise FileNotUsableError("There is no post.", advice="Say in which post you attest it.")
    signed = Attestation(evidence.id, evidence.version, by.name, by.on, post.strip())
    return replace(ledger, attestations=(*ledger.attestations, signed))


# --- questions and steps ----------------------------------------------------------------------
def answer_given(ledger: Ledger, query: Any, text: str, by: By) -> Ledger:  # noqa: ANN401 - a query
    """Note a provider's answer; what is settled stays as it is."""
    if query.closed_on is not None:
        raise NotNowError("This question is closed.")
    if query.asked_of is not AskedOf.PROVIDER or not text.strip():
        raise FileNotUsableError("There is no answer.", advice="Write one.")
    told = replace(query, answer=f"{text.strip()} ({by.name})", answered_on=by.on)
    return put_record(ledger, "queries", told, query)


def closed(ledger: Ledger, query: Any, by: By) -> Ledger:  # noqa: ANN401 - as above
    """Settle a question."""
    if query.closed_on is not None:
        raise NotNowError("This question is closed already.")
    return put_record(ledger, "queries", replace(query, closed_on=by.on), query)


def step_approved(ledger: Ledger, step: Any, by: By) -> Ledger:  # noqa: ANN401 - an escalation
    """Approve a step of the ladder."""
    if step.approved_on is not None or step.done_on is not None:
        raise NotNowError("This step is approved or done already.")
    return put_record(
        ledger, "escalations", replace(step, approved_by=by.name, approved_on=by.on), step
    )


def step_done(ledger: Ledger, step: Any, by: By) -> Ledger:  # noqa: ANN401 - as above
    """Note that a step was done; one under the contract needs somebody else's approval first."""
    if step.done_on is not None:
        raise NotNowError("This step is done already.")
    if step.step in CONTRACTUAL:
        if step.approved_on is None:
            raise NotNowError("A step under the contract needs approval first.")
        if step.approved_by.casefold() == by.name.casefold():
            raise NotAllowedError("Whoever approved the step does not take it.")
    return put_record(ledger, "escalations", replace(step, done_on=by.on), step)


# --- what comes late --------------------------------------------------------------------------
def check_reason_for_lateness(
    standings: Iterable[Standing], obligations: Iterable[str], on: date, reason: str
) -> None:
    """Refuse what comes after its day without a reason; a day before the rule was known is none.

    Raises
    ------
    FileNotUsableError
        Says which is late.
    """
    wanted = set(obligations)
    for one in standings:
        due = one.obligation.due
        if one.obligation.id not in wanted or due is None or one.obligation.was_due_before_known:
            continue
        if on > due and not one.evidence and not reason.strip():
            raise FileNotUsableError(
                f"It comes {(on - due).days} days after its day, {due.day} {due:%B %Y}.",
                advice="Say why it comes late: the reason is kept with it.",
            )


def own_obligations_of(board: Board, provider: str) -> dict[str, str]:
    """Return what a provider can send something for: names with what they are called."""
    found = {}
    for one in board.of(provider):
        due = one.obligation.due
        when = f", due {due.day} {due:%B %Y}" if due else ""
        found[one.obligation.id] = f"{one.obligation.title}{when}"
    return found


def is_shown_to_provider(one: Evidence, provider: str) -> bool:
    """Whether a provider's own people see a piece of evidence: their own, never our notes."""
    return one.party == provider and one.internal is not YesNo.YES
