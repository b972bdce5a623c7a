"""Preview a round of letters, write letters about a report, and note which a person has sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from dueregard.assurance.contract_years import ContractYear
from dueregard.assurance.evidence import Evidence
from dueregard.assurance.happenings import Letter
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.letters import Addressed, Preview, addressee
from dueregard.assurance.obligations import provider_obligations
from dueregard.assurance.schedule import shipped_schedule
from dueregard.assurance.standing import standing_of
from dueregard.assurance.steps import Round, Step, preview_of, steps_now
from dueregard.assurance.words import LetterKind, LetterState
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.operations.assess_providers import load, year_for
from dueregard.operations.desk import Place, desk_of
from dueregard.operations.keep_evidence import problem_of
from dueregard.operations.write_letters import (
    Subject,
    letter_pdf,
    make_letter,
    merge,
    templates_in,
)
from dueregard.placing import place as put_in_place


def preview_letters(
    place: Place,
    kind: LetterKind,
    *,
    as_of: date,
    commissioner: str = "",
    year: ContractYear | None = None,
) -> Preview:
    """Say who would be written to now, and who would not and why; nothing is written."""
    return preview_of(kind, _round(load(place), as_of, commissioner, year))


def _round(
    ledger: Ledger, as_of: date, commissioner: str, year: ContractYear | None = None
) -> Round:
    schedule = shipped_schedule(year_for(ledger, as_of, year))
    return Round(ledger, schedule, ledger.own(commissioner), as_of)


def prepare_letters(  # noqa: PLR0913 - the last four are asked by name
    place: Place,
    kind: LetterKind,
    *,
    as_of: date,
    commissioner: str = "",
    year: ContractYear | None = None,
    providers: Collection[str] | None = None,
) -> tuple[Letter, ...]:
    """Prepare the letters of a preview, for whom a person has looked at it; nothing is sent.

    Parameters
    ----------
    place
        The commissioner's folder, or the desk.
    kind
        L1 to L4.
    as_of
        The day they are prepared.
    commissioner, year
        Whose letters, about which contract year.
    providers
        Only these; all of the preview if ``None``.

    Raises
    ------
    ConfigurationError
        A letter asks for something that is not known; none is prepared then.
    """
    desk = desk_of(place)
    with desk.held():
        ledger = desk.load()
        this = _round(ledger, as_of, commissioner, year)
        template = templates_in(desk.folder)[kind]
        rules = this.schedule.rules
        made = [
            make_letter(step, ledger, rules, template, as_of=as_of)
            for step in steps_now(kind, this)
            if providers is None or step.addressed.scope.provider.ods in providers
        ]
        after = replace(
            ledger,
            letters=(*ledger.letters, *(one.letter for one in made)),
            evidence=(*ledger.evidence, *(one.evidence for one in made)),
        )
        desk.put(after, "letters", "evidence", files=merge(made))
    return tuple(one.letter for one in made)


def write_about_report(
    place: Place, kind: LetterKind, evidence: str, *, as_of: date, commissioner: str = ""
) -> Letter:
    """Write the questions on a report (L5) or its acceptance (L6).

    Parameters
    ----------
    place
        The commissioner's folder, or the desk.
    kind
        L5 or L6.
    evidence
        The report's id.
    as_of
        The day it is prepared.
    commissioner
        Whose letter, where the folder has several.

    Raises
    ------
    ConfigurationError
        There is no such report, nobody to write to, nothing to ask, or the letter is there.
    """
    desk = desk_of(place)
    with desk.held():
        ledger = desk.load()
        this = _round(ledger, as_of, commissioner)
        report = _report(ledger, evidence)
        step = Step(
            kind, this.commissioner, _addressed(this, report), f"evidence/{report.id}", as_of
        )
        if any(one.id == step.id for one in ledger.letters):
            raise ConfigurationError(f"The letter {step.id} is there already.")
        rules = this.schedule.rules
        subject = _subject(kind, this, report)
        template = templates_in(desk.folder)[kind]
        made = make_letter(step, ledger, rules, template, as_of=as_of, subject=subject)
        after = replace(
            ledger,
            letters=(*ledger.letters, made.letter),
            evidence=(*ledger.evidence, made.evidence),
        )
        desk.put(after, "letters", "evidence", files=made.files)
    return made.letter


def _report(ledger: Ledger, evidence: str) -> Evidence:
    versions = ledger.versions.get(evidence)
    if not versions:
        raise ConfigurationError(
            f"There is no evidence {evidence!r}.", advice="Name it as it stands in evidence.csv."
        )
    return versions[-1]


def _addressed(this: Round, report: Evidence) -> Addressed:
    scope = next((one for one in this.scopes if one.provider.ods == report.party), None)
    contact = addressee(this.ledger, report.party)
    if scope is None or contact is None:
        raise ConfigurationError(
            f"There is nobody at {report.party} to write to.",
            advice="Enter the provider in register.csv and a contact in contacts.csv.",
        )
    return Addressed(scope, contact)


def _subject(kind: LetterKind, this: Round, report: Evidence) -> Subject:
    if kind is LetterKind.L5:
        queries = tuple(
            one for one in this.ledger.queries if one.evidence == report.id and not one.closed_on
        )
        if not queries:
            raise ConfigurationError(f"There is no open question on {report.id}.")
        return Subject(report, queries)
    standings = [
        standing_of(one, this.ledger, this.as_of)
        for scope in this.scopes
        for one in provider_obligations(scope, this.schedule, this.ledger)
        if one.id in report.obligations
    ]
    return Subject(report, (), standings[0] if standings else None)


def withdraw_letter(place: Place, letter: str) -> Letter:
    """Take back a letter that was prepared and not sent; what was written stays as evidence.

    Raises
    ------
    ConfigurationError
        There is no such letter, or it was sent already.
    """
    desk = desk_of(place)
    with desk.held():
        ledger = desk.load()
        found = next((one for one in ledger.letters if one.id == letter), None)
        if found is None or found.state is not LetterState.PREPARED:
            raise ConfigurationError(f"The letter {letter!r} cannot be taken back.")
        taken = replace(found, state=LetterState.WITHDRAWN)
        letters = tuple(taken if one.id == letter else one for one in ledger.letters)
        desk.put(replace(ledger, letters=letters), "letters")
    return taken


def write_letter_pdf(place: Place, letter: str, out: Path) -> None:
    """Write a prepared letter as PDF, from its kept files.

    Raises
    ------
    ConfigurationError
        There is no such letter.
    FileNotUsableError
        What was kept of it is not as it was kept, or ``out`` cannot be written.
    """
    desk = desk_of(place)
    ledger = desk.load()
    found = next((one for one in ledger.letters if one.id == letter), None)
    kept = next((one for one in ledger.evidence if found and one.id == found.evidence), None)
    if found is None or kept is None:
        raise ConfigurationError(
            f"There is no letter {letter!r}.", advice="letters.csv lists them."
        )
    problem = problem_of(kept, desk.folder)
    if problem:
        raise FileNotUsableError(f"{kept.path} {problem}.")
    try:
        message = (desk.folder / kept.path).with_suffix(".eml").read_bytes()
    except OSError as fault:
        raise FileNotUsableError(f"The message of {letter} cannot be read: {fault}.") from None
    content = letter_pdf(found, ledger, message)
    try:
        put_in_place(out, content)
    except OSError as fault:
        raise FileNotUsableError(f"{out} cannot be written: {fault.strerror}.") from None


def mark_sent(place: Place, letter: str, *, on: date, by: str) -> Letter:
    """Note that a person sent a letter.

    Raises
    ------
    ConfigurationError
        There is no such letter, or it was sent already.
    """
    desk = desk_of(place)
    with desk.held():
        ledger = desk.load()
        found = next((one for one in ledger.letters if one.id == letter), None)
        if found is None or found.state is not LetterState.PREPARED:
            state = "there is none" if found is None else f"it is {found.state.value}"
            raise ConfigurationError(
                f"The letter {letter!r} cannot be marked as sent: {state}.",
                advice="letters.csv lists them.",
            )
        sent = replace(found, state=LetterState.SENT, sent_on=on, sent_by=by)
        letters = tuple(sent if one.id == letter else one for one in ledger.letters)
        desk.put(replace(ledger, letters=letters), "letters")
    return sent
