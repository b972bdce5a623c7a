"""Turn a step into a letter: its fields, its words, its files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dueregard.assurance.applicability import WRES
from dueregard.assurance.catalogue import LETTERS_FOLDER, TEMPLATES_FOLDER
from dueregard.assurance.contract_years import read_contract_year
from dueregard.assurance.evidence import Evidence
from dueregard.assurance.happenings import Letter, Query
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.letters import Template, Written, day_words, read_template, write_letter
from dueregard.assurance.standing import Standing
from dueregard.assurance.steps import Step
from dueregard.assurance.words import Asked, EvidenceKind, LetterKind
from dueregard.editions.schema import Edition
from dueregard.records.sheets import text_of
from dueregard.reports.letters.document import (
    Envelope,
    letter_document,
    letter_message,
    read_message,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished letter: its record, the record of the kept letter, and its files by path."""

    letter: Letter
    evidence: Evidence
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a letter is about beside its step: a report, the questions on it, what is to come."""

    report: Evidence | None = None
    queries: tuple[Query, ...] = ()
    standing: Standing | None = None


def templates_in(folder: Path) -> dict[LetterKind, Template]:
    """Read the wording of every letter: the folder's own where it has one.

    Raises
    ------
    ConfigurationError
        A wording cannot be used.
    """
    found = {}
    for kind in LetterKind:
        own = folder / TEMPLATES_FOLDER / f"{kind.label}.md"
        found[kind] = read_template(kind, text_of(own) if own.is_file() else None)
    return found


def make_letter(  # noqa: PLR0913 - the two last are asked by name
    step: Step,
    ledger: Ledger,
    rules: Edition,
    template: Template,
    *,
    as_of: date,
    subject: Subject | None = None,
) -> Made:
    """Write the letter of a step.

    Parameters
    ----------
    step
        Who writes to whom, about what, on which day.
    ledger
        The records.
    rules
        The edition of the contract year.
    template
        The wording.
    as_of
        The day it is prepared.
    subject
        What letters about a report need beside.

    Raises
    ------
    ConfigurationError
        The wording asks for something that is not known.
    """
    about = subject or Subject()
    values = {**_values(step, rules), **_event_values(step, ledger), **_report_values(about)}
    written = write_letter(template, values, _options(step, ledger, about, as_of))
    return _made(step, written, as_of)


def _values(step: Step, rules: Edition) -> dict[str, str]:
    ours, scope = step.commissioner, step.addressed.scope
    sender = "\n".join(filter(None, (ours.lead, ours.lead_post, ours.name)))
    return {
        "clause": scope.of(WRES).duty.clause,
        "contract_year": str(scope.year),
        "due": day_words(step.due) if step.due else "",
        "known_from": day_words(step.known_from) if step.known_from else "",
        "help_email": rules.contact.email,
        "help_name": rules.contact.name,
        "limit": f"{rules.thresholds.small_provider_income_at_most_gbp.value:,.0f}",
        "provider": scope.provider.name,
        "sender": sender.replace("\n", ", "),
        "to": step.addressed.contact.name,
    }


def _event_values(step: Step, ledger: Ledger) -> dict[str, str]:
    event = next((one for one in ledger.events if step.about == f"event/{one.id}"), None)
    if event is None:
        return {}
    summary = event.summary or "Race equality among staff."
    return {"event": summary, "event_on": day_words(event.on)}


def _report_values(subject: Subject) -> dict[str, str]:
    if subject.report is None:
        return {}
    points = [f"- {one.where}: {one.question}" if one.where else f"- {one.question}"
              for one in subject.queries]  # fmt: skip
    left = () if subject.standing is None else subject.standing.outstanding
    return {
        "title": subject.report.title,
        "received_on": day_words(subject.report.received_on),
        "queries": "\n".join(points),
        "outstanding": "; ".join(item.words.lower() for item in left),
    }


def _options(step: Step, ledger: Ledger, subject: Subject, as_of: date) -> set[str]:
    """Name the optional paragraphs that are wanted.

    The duty on public functions is cited to a provider only where it carries out one.
    """
    options = set()
    if step.addressed.scope.provider.carries_out_public_function:
        options.add("psed")
    if ledger.ways.template_encouraged:
        options.add("template")
    if step.due is not None:
        options.add("past" if as_of > step.due else "ahead")
    if subject.standing is not None and subject.standing.outstanding:
        options.add("outstanding")
    event = next((one for one in ledger.events if step.about == f"event/{one.id}"), None)
    for asked in () if event is None else event.asked_for:
        options.add({Asked.PLANS: "plans", Asked.COPY: "copy"}[asked])
    return options


def _made(step: Step, written: Written, as_of: date) -> Made:
    from dueregard.reports.pages.word import word_bytes  # noqa: PLC0415 - loads lxml

    envelope = _envelope(step, as_of)
    stem = f"{LETTERS_FOLDER}/{as_of.isoformat()}/{step.id.replace('/', '_')}"
    word = word_bytes(letter_document(written, envelope))
    files = {f"{stem}.docx": word, f"{stem}.eml": letter_message(written, envelope)}
    name = f"letter/{step.id}"
    contact, ours = step.addressed.contact, step.commissioner
    letter = Letter(
        id=step.id,
        kind=step.kind,
        provider=step.addressed.scope.provider.ods,
        commissioner=ours.id,
        about=step.about,
        step_on=step.on,
        to=step.addressed.to,
        email=contact.email,
        prepared_on=as_of,
        evidence=name,
    )
    evidence = Evidence(
        id=name,
        version=1,
        party=ours.id,
        title=f"{step.kind.label} to {step.addressed.scope.provider.name}: {written.subject}",
        kind=EvidenceKind.LETTER,
        path=f"{stem}.docx",
        sha256=hashlib.sha256(word).hexdigest(),
        size=len(word),
        received_on=as_of,
        dated=as_of,
        supplied_by=ours.name,
        obtained_by="dueregard",
        owner=ours.lead,
    )
    return Made(letter, evidence, files)


def _envelope(step: Step, as_of: date) -> Envelope:
    ours, contact = step.commissioner, step.addressed.contact
    provider = step.addressed.scope.provider
    return Envelope(
        ours.name,
        ours.email,
        step.addressed.to,
        contact.name,
        contact.email,
        provider.name,
        step.id,
        as_of,
    )


def merge(made: Sequence[Made]) -> dict[str, bytes]:
    """Return the files of several letters together."""
    return {name: content for one in made for name, content in one.files.items()}


def letter_pdf(letter: Letter, ledger: Ledger, message: bytes) -> bytes:
    """Return a prepared letter as PDF, set from the words of its kept message.

    Parameters
    ----------
    letter
        Its record.
    ledger
        The records, for the names of both sides.
    message
        The kept ``.eml`` file.
    """
    from dueregard.reports.pages.pdf import pdf_bytes  # noqa: PLC0415 - loads the typesetter

    written = read_message(message)
    year = read_contract_year(letter.about.split("/")[1]) if letter.about.count("/") > 1 else None
    names = {one.provider: one.name for one in ledger.register}
    if year is not None:
        names |= {one.ods: one.name for one in ledger.providers(year)}
    sender = ledger.commissioner(letter.commissioner)
    envelope = Envelope(
        sender.name, sender.email, letter.to, "", letter.email,
        names.get(letter.provider, letter.provider), letter.id, letter.prepared_on,
    )  # fmt: skip
    return pdf_bytes(letter_document(written, envelope))
