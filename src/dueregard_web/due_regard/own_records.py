"""Records that only the workspace keeps, declared as the library declares its own.

The command line has no file for them; an exported year carries them beside its own files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.records.catalogue import RecordFile
from dueregard.records.columns import column


@dataclass(frozen=True, slots=True)
class Query:
    """A question to somebody who knows the rules, and the answer.

    Source: guidance, section 6 (queries to NHS England's mailbox).
    """

    id: str = column("A short name of its own.", "Q1")
    text: str = column("What was asked.", "Do we count members without a contract?")
    asked_of: str = column("Who was asked.", "NHS England, WRES team", default="")
    asked_on: date | None = column("The day it was asked.", "2016-02-01", default=None)
    answer: str = column("What they answered.", "Yes, and say so in the report.", default="")
    answered_on: date | None = column("The day of the answer.", "2016-02-12", default=None)
    decisions: tuple[str, ...] = column(
        "The decisions that it supports.", "D1", default=(), names="decisions"
    )


@dataclass(frozen=True, slots=True)
class CaseStudy:
    """What was tried and what came of it, for others to learn from.

    Source: guidance, section 6 (good practice and case studies).
    """

    id: str = column("A short name of its own.", "S1")
    title: str = column("What it is called.", "Two people shortlist")
    why: str = column("What was to be changed, and how you knew.", "", default="")
    done: str = column("What was done.", "", default="")
    result: str = column("What came of it, without any small number.", "", default="")
    learnt: str = column("What others should know.", "", default="")
    indicators: tuple[int, ...] = column(
        "The indicators of the standard it is about.", "2", default=()
    )
    actions: tuple[str, ...] = column("The actions it tells of.", "A1", default=(), names="actions")
    evidence: tuple[str, ...] = column("Ids of the evidence.", "E1", default=(), names="evidence")


@dataclass(frozen=True, slots=True)
class Engagement:
    """Whom the organisation asked to review an outcome of EDS2, or why it asked nobody.

    Source: guidance, section 4 (EDS2 is reviewed in discussion with local stakeholders).
    """

    id: str = column("A short name of its own.", "G1")
    outcomes: tuple[str, ...] = column(
        "The outcomes of EDS2 that were looked at; 'all' for every one.", "3.1; 3.4", default=()
    )
    who: str = column("Who took part: groups, never a person.", "The staff network", default="")
    held_on: date | None = column("The day.", "2016-02-20", default=None)
    about: str = column("What they said, and what came of it.", "", default="")
    why_nobody: str = column("Why nobody from outside took part, where nobody did.", "", default="")
    evidence: tuple[str, ...] = column("Ids of the evidence.", "E9", default=(), names="evidence")


OWN_FILES: tuple[RecordFile, ...] = (
    RecordFile("queries", Query, "Questions about the rules, and the answers to them."),
    RecordFile("engagements", Engagement, "Who reviewed your outcomes of EDS2 with you."),
    RecordFile("case_studies", CaseStudy, "What was tried here, for others to learn from."),
)
