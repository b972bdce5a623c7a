"""What stands for years: policies, programmes, accreditations; and what is measured beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.records.columns import column
from dueregard.records.words import (
    AccreditationState,
    EdsGrade,
    Kept,
    Measured,
    MeasuredGroup,
    PolicyKind,
)


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy or a programme that addresses equality.

    Source: guidance, Example 2, question 6.
    """

    id: str = column("A short name of its own.", "L1")
    title: str = column("What it is called.", "Recruitment and Selection Policy")
    kind: PolicyKind = column("Policy or programme.", "policy", default=PolicyKind.POLICY)
    about: str = column("What it does for equality.", "Panels of two or more.", default="")
    owner: str = column("Who answers for it.", "Head of Human Resources", default="")
    version: str = column("Its version.", "3", default="")
    review_on: date | None = column(
        "The day it is due to be looked at.", "2017-01-31", default=None
    )
    where: str = column("Where it is.", "policies/recruitment.pdf", default="")
    sha256: str = column("The SHA-256 hash of the file, where there is one.", "", default="")
    status: Kept = column("Whether it is in force.", "open", default=Kept.OPEN)


@dataclass(frozen=True, slots=True)
class Accreditation:
    """A mark of good practice with a day on which it ends.

    Source: guidance, Appendix 1 ("Two Ticks", since 2016 Disability Confident).
    """

    id: str = column("A short name of its own.", "M1")
    name: str = column("What it is called.", "Disability Confident: Committed")
    status: AccreditationState = column(
        "How far it has come.", "held", default=AccreditationState.WANTED
    )
    awarded_on: date | None = column("The day it was given.", "2016-02-01", default=None)
    expires_on: date | None = column("The day it ends.", "2018-01-31", default=None)
    owner: str = column("Who answers for it.", "Head of Human Resources", default="")
    evidence: tuple[str, ...] = column("Ids of the evidence.", "E7", default=(), names="evidence")


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A count of the organisation's own, beside the nine indicators: so many of so many.

    Source: guidance, Example 2, questions 4 (training) and 5 (violence).
    """

    measure: Measured = column("What was counted.", "equality_training")
    group: MeasuredGroup = column("Among whom.", "all", default=MeasuredGroup.ALL)
    n: int | None = column("How many.", "49", default=None)
    of: int | None = column("Of how many.", "56", default=None)
    measured_on: date | None = column("The day it was counted.", "2016-03-31", default=None)
    source: str = column("Where it comes from.", "Electronic Staff Record", default="")
    evidence: tuple[str, ...] = column("Ids of the evidence.", "E8", default=(), names="evidence")


@dataclass(frozen=True, slots=True)
class EdsOutcome:
    """What the organisation itself can show for an outcome of EDS2.

    Source: guidance, section 5; NHS England, EDS2 (2013). Reported beside the standard, never in
    it.
    """

    outcome: str = column("The number of the outcome.", "3.1")
    grade: EdsGrade = column("The grade you gave it.", "developing", default=EdsGrade.NOT_STATED)
    graded_on: date | None = column("The day it was graded.", "2016-02-28", default=None)
    shows: str = column("What you can show for it.", "Figures of indicators 2 and 4.", default="")
    evidence: tuple[str, ...] = column("Ids of the evidence.", "E9", default=(), names="evidence")
