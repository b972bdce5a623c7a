"""What shows that due regard was had: evidence, decisions, and who had read what before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.records.columns import column
from dueregard.records.words import Aim, DecisionState, HowFar, Outcome, Principle


@dataclass(frozen=True, slots=True)
class Evidence:
    """A paper, file or page that shows something, and when it was considered.

    Source: guidance, section 2.2.2 (the Brown principles).
    """

    id: str = column("A short name of its own.", "E1")
    title: str = column("What it is called.", "Workforce figures, year to March 2016")
    shows: str = column("What it shows.", "Gaps in shortlisting and in pay bands.", default="")
    principle: Principle | None = column(
        "The Brown principle it speaks to.", "information", default=None
    )
    considered_on: date | None = column(
        "The day it was considered by those who decide.", "2016-03-22", default=None
    )
    where: str = column(
        "Where it is: a web address, a place in your files, or a file in this folder.",
        "evidence/figures.pdf",
        default="",
    )
    sha256: str = column(
        "The SHA-256 hash of the file, where there is one.",
        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        default="",
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, from which options, on what evidence, and what changed because of it.

    Source: guidance, sections 2.1 (the Constitution) and 2.2.2 (timeliness, real consideration).
    """

    id: str = column("A short name of its own.", "D1")
    text: str = column("What was to be decided.", "How to shortlist for posts at band 8a and up.")
    conclusions: tuple[str, ...] = column(
        "Ids of the conclusions it answers.", "C1", default=(), names="conclusions"
    )
    indicators: tuple[int, ...] = column("The indicators it is about.", "2", default=())
    group: str = column("The group of people it is about.", "BME applicants", default="")
    options: tuple[str, ...] = column(
        "The options that were considered, each between semicolons.",
        "leave it as it is; two people shortlist; shortlist without names",
        default=(),
    )
    outcome: Outcome = column("What it comes to.", "act", default=Outcome.UNDECIDED)
    decision: str = column("What was decided, and why.", "Two people shortlist.", default="")
    changed: str = column(
        "What is different because of it.", "The recruitment policy was changed.", default=""
    )
    dissent: str = column(
        "Who saw it differently, and how; say 'none' where nobody did.", "none", default=""
    )
    constitution: str = column(
        "How the NHS Constitution was taken into account.",
        "Staff right to fair treatment, section 4a.",
        default="",
    )
    aims: tuple[Aim, ...] = column(
        "The aims of the Equality Duty that were considered.", "eliminate", default=()
    )
    evidence: tuple[str, ...] = column(
        "Ids of the evidence that was considered.", "E1", default=(), names="evidence"
    )
    decided_by: tuple[str, ...] = column("Who decided.", "Governing Body", default=())
    decided_on: date | None = column("The day it was decided.", "2016-03-24", default=None)
    review_on: date | None = column(
        "The day to look at what came of it.", "2017-03-31", default=None
    )
    status: DecisionState = column("Whether it is settled.", "closed", default=DecisionState.OPEN)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """That a named decision maker has read the briefing on the duty and the standard.

    Source: guidance, section 2.2.2 (knowledge).
    """

    name: str = column("The decision maker.", "A. Example")
    role: str = column("Their seat or office.", "Lay member", default="")
    briefing: str = column("The version of the briefing they read.", "2016-1", default="")
    acknowledged_on: date | None = column(
        "The day they said so; empty as long as they have not.", "2016-03-15", default=None
    )


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """A body that does something on the organisation's behalf, with three kinds of proof.

    Source: guidance, section 2.2.2 (accountability: able, required, and doing so in practice).
    """

    id: str = column("A short name of its own.", "P1")
    name: str = column("The body.", "Example Commissioning Support Unit")
    function: str = column("What it does for you.", "Recruitment and payroll", default="")
    able: tuple[str, ...] = column(
        "Ids of the evidence that it is able to comply with the duty.",
        "E3",
        default=(),
        names="evidence",
    )
    required: tuple[str, ...] = column(
        "Ids of the evidence that its contract requires it.", "E4", default=(), names="evidence"
    )
    in_practice: tuple[str, ...] = column(
        "Ids of the evidence that it does so in practice.", "E5", default=(), names="evidence"
    )
    owner: str = column("Who watches over it.", "Chief Finance Officer", default="")
    review_on: date | None = column("The day to look again.", "2017-03-31", default=None)


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """An answer to one of the six questions of the support unit's form.

    Source: guidance, Example 2: prepared, subject to the Data Protection Act, and shared.
    """

    item: int = column("The number of the question, 1 to 6.", "3", between=(1, 6))
    prepared: HowFar = column("Whether it was prepared.", "yes", default=HowFar.NOT_STATED)
    shared: HowFar = column("Whether it was shared.", "no", default=HowFar.NOT_STATED)
    evidence: tuple[str, ...] = column("Ids of the evidence.", "E6", default=(), names="evidence")
    data_protection: str = column(
        "What data protection allows to be shared, and what not.",
        "Numbers under 10 are not shared.",
        default="",
    )
