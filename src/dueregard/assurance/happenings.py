"""What happened between a commissioner and its providers, and what was arranged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.assurance.words import (
    Asked,
    AskedOf,
    ContactKind,
    EventKind,
    LadderStep,
    LetterKind,
    LetterState,
    YesNo,
)
from dueregard.records.columns import column


@dataclass(frozen=True, slots=True)
class Survey:
    """A staff survey that a provider carried out: each calls for a written report (SC12.4)."""

    id: str = column("A short name of its own.", "S1")
    provider: str = column("ODS code of the provider.", "RXX")
    contract_year: str = column("The contract year.", "2015/16")
    name: str = column("What it is called.", "NHS Staff Survey 2015")
    national: YesNo = column("Whether it is the NHS survey.", "yes", default=YesNo.NOT_STATED)
    results_on: date | None = column("The day its results came.", "2016-02-23", default=None)
    report_due: date | None = column("The day agreed for the report.", "", default=None)


@dataclass(frozen=True, slots=True)
class LocalDate:
    """A day agreed locally for a duty that has none of its own, such as EDS2."""

    provider: str = column("ODS code of the provider.", "RXX")
    contract_year: str = column("The contract year.", "2015/16")
    duty: str = column("The duty.", "eds")
    due: date = column("The day.", "2016-05-01")
    agreed: str = column("Where it was agreed.", "Contract meeting, May 2015", default="")


@dataclass(frozen=True, slots=True)
class Event:
    """Something the Care Quality Commission did or said about a provider."""

    id: str = column("A short name of its own.", "Q1")
    provider: str = column("ODS code of the provider.", "RXX")
    kind: EventKind = column("An inspection or a concern.", "inspection")
    on: date = column("The day.", "2015-11-10")
    raises_race_equality: YesNo = column(
        "Whether it raises readiness for the standard or race equality.", "yes", default=YesNo.NO
    )
    summary: str = column("In a sentence.", "No plan for indicator 3 was seen.", default="")
    asked_for: tuple[Asked, ...] = column(
        "What the provider is asked for.", "plans; copy", default=(Asked.PLANS, Asked.COPY)
    )
    reply: str = column("Id of the reply.", "E9", default="", names="evidence")
    closed_on: date | None = column("The day it was closed.", "", default=None)
    closed_why: str = column("Why.", "Plans were received and are good.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question about what came, or to NHS England about the guidance."""

    id: str = column("A short name of its own.", "F1")
    asked_of: AskedOf = column("Who is asked.", "provider", default=AskedOf.PROVIDER)
    provider: str = column("ODS code of the provider, where one is asked.", "RXX", default="")
    evidence: str = column("Id of the evidence it is about.", "E1", default="", names="evidence")
    version: int | None = column("Its version.", "1", default=None)
    code: str = column("What kind of fault it is.", "percentage_impossible", default="")
    where: str = column("Where in the document.", "sheet Report, cell C20", default="")
    question: str = column("The question, in a sentence.", "Which base was used?")
    asked_on: date = column("The day.", "2015-08-03")
    answer: str = column("The answer.", "The base is 128.", default="")
    answered_on: date | None = column("The day it came.", "", default=None)
    closed_on: date | None = column("The day it was settled.", "", default=None)
    decision: str = column("Id of the decision that rests on it.", "D2", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """A meeting, a call or another contact with a provider."""

    id: str = column("A short name of its own.", "N1")
    provider: str = column("ODS code of the provider.", "RXX")
    on: date = column("The day.", "2015-09-14")
    kind: ContactKind = column("How.", "meeting")
    people: str = column("Who took part.", "A. Example, C. Example", default="")
    said: str = column("What was said or agreed.", "Interim report in November.")
    evidence: str = column("Id of the evidence.", "E5", default="", names="evidence")


@dataclass(frozen=True, slots=True)
class ProviderAction:
    """What a provider will do about an indicator, and the analysis it rests on."""

    id: str = column("A short name of its own.", "A1")
    provider: str = column("ODS code of the provider.", "RXX")
    indicator: int = column("Number of the indicator.", "2")
    text: str = column("What will be done.", "Mixed panels for every post.")
    analysis: str = column(
        "Id of the analysis of causes it rests on.", "E6", default="", names="evidence"
    )
    owner: str = column("Who will.", "Director of Workforce", default="")
    due: date | None = column("By when.", "2016-09-30", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that was prepared; nothing here was sent by the program.

    ``id`` is made of what it is about, its kind and the day of its step, so that preparing it
    again finds it there.
    """

    id: str = column(
        "Made of what it is about, its kind and its step.", "RXX/2015-16/L1/l1b/2015-07-20"
    )
    kind: LetterKind = column("Which letter.", "l1b")
    provider: str = column("ODS code of the provider.", "RXX")
    commissioner: str = column("ODS code of the commissioner.", "00C")
    about: str = column("The obligation, event or evidence.", "RXX/2015-16/M1")
    step_on: date = column("The day of its step.", "2015-07-20")
    to: str = column("Who it is addressed to.", "C. Example, Director of Workforce")
    email: str = column("Where.", "c.example@example.org", default="")
    prepared_on: date = column("The day it was prepared.", "2015-07-21")
    state: LetterState = column("Prepared or sent.", "prepared", default=LetterState.PREPARED)
    sent_on: date | None = column("The day a person sent it.", "", default=None)
    sent_by: str = column("Who sent it.", "A. Example", default="")
    evidence: str = column("Id of the kept letter.", "W1", default="", names="evidence")


@dataclass(frozen=True, slots=True)
class Escalation:
    """A step that is proposed when nothing came; contractual ones need a person's approval."""

    id: str = column("Made of the obligation and the step.", "RXX/2015-16/M3/contract_meeting")
    provider: str = column("ODS code of the provider.", "RXX")
    obligation: str = column("Id of the obligation.", "RXX/2015-16/M3", names="obligations")
    step: LadderStep = column("The step.", "contract_meeting")
    proposed_on: date = column("The day it was proposed.", "2016-05-16")
    proposed_by: str = column("Who proposed it.", "dueregard", default="")
    approved_by: str = column("Who approved it.", "A. Example", default="")
    approved_on: date | None = column("The day.", "", default=None)
    done_on: date | None = column("The day it was done.", "", default=None)


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice about how this folder is worked; what is not there has its usual value."""

    name: str = column("The choice.", "letters_by")
    value: str = column("Its value.", "co_ordinating")
