"""What an organisation concludes from its figures, and what may lie behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.records.columns import column
from dueregard.records.words import Aim, CauseState, ConclusionState


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion, which the guidance calls a finding: a figure and what is made of it.

    Source: guidance, Appendix 1, "Conclusions and recommendations"; section 2.2.2.
    """

    id: str = column("A short name of its own.", "C1")
    text: str = column(
        "The conclusion in a sentence or two.",
        "People from Black and minority ethnic groups apply, and few are shortlisted.",
    )
    indicators: tuple[int, ...] = column(
        "The indicators of the standard it comes from.", "2", default=()
    )
    characteristic: str = column(
        "The protected characteristic it is about.", "ethnicity", default=""
    )
    group: str = column("The group of people it is about.", "BME applicants", default="")
    figure: str = column(
        "The figure it rests on, with its base.", "14.1% of 161 applicants", default=""
    )
    interpretation: str = column(
        "What the figure may mean, and how sure it is.",
        "A gap of this size is unlikely to be chance alone.",
        default="",
    )
    aims: tuple[Aim, ...] = column(
        "The aims of the Equality Duty that it touches.", "eliminate; advance", default=()
    )
    evidence: tuple[str, ...] = column(
        "Ids of the evidence it rests on.", "E1; E2", default=(), names="evidence"
    )
    status: ConclusionState = column(
        "How far it has been taken.", "open", default=ConclusionState.OPEN
    )
    closed_on: date | None = column("The day it was closed.", "2016-03-24", default=None)


@dataclass(frozen=True, slots=True)
class Cause:
    """A possible cause of a conclusion: another explanation to test before settling on one."""

    id: str = column("A short name of its own.", "K1")
    conclusion: str = column("Id of the conclusion it may explain.", "C1", names="conclusions")
    text: str = column("The possible cause.", "Applicants without the right to work in the UK.")
    state: CauseState = column("What is known of it.", "untested", default=CauseState.UNTESTED)
    done: str = column(
        "What was done to test it, and what came of it.",
        "Applications were read again by a second panel.",
        default="",
    )
    done_on: date | None = column("The day it was settled.", "2016-02-10", default=None)
    evidence: tuple[str, ...] = column(
        "Ids of the evidence of the test.", "E2", default=(), names="evidence"
    )
