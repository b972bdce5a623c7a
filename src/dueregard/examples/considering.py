"""What an invented organisation concluded, decided and kept as evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dueregard.examples.people import WorkingYear
from dueregard.examples.tallies import Tally, bme_by_seniority, least_recorded, shortlisted
from dueregard.records import Cause, Conclusion, Decision, Evidence
from dueregard.records.targets import WHOM
from dueregard.records.words import (
    Aim,
    CauseState,
    ConclusionState,
    DecisionState,
    Outcome,
    Principle,
)

Day = Callable[[int], date]
"""A day so many days after the snapshot."""


def days_after(snapshot: date) -> Day:
    """Return what counts days from the snapshot."""
    return lambda days: snapshot + timedelta(days=days)


def evidence(day: Day) -> tuple[Evidence, ...]:
    """Invent the evidence; nothing speaks to monitoring yet, which the report names as a gap."""
    return (
        Evidence(
            "E1",
            "Workforce and survey figures of the year",
            "All nine indicators, last year beside them, and how sure each is.",
            Principle.INFORMATION,
            day(12),
            "Internal annual report",
        ),
        Evidence(
            "E2",
            "Reading of shortlisting notes",
            "What shortlisters wrote down, read again by two people from outside the team.",
            Principle.CONSIDERATION,
            day(14),
            "Shared drive, HR, recruitment",
        ),
        Evidence(
            "E3",
            "Briefing on the Equality Duty and the standard",
            "The three aims, the nine indicators, and what the board has to decide.",
            Principle.KNOWLEDGE,
            day(5),
            "Board papers",
        ),
        Evidence(
            "E4",
            "Contract with the payroll and recruitment agency",
            "Clause on the Equality Duty, and the agency's own policy.",
            Principle.ACCOUNTABILITY,
            day(9),
            "Contract register",
        ),
        Evidence(
            "E5",
            "Board calendar for the year",
            "The figures come to the board before it settles next year's plans.",
            Principle.TIMELINESS,
            day(6),
            "Board papers",
        ),
        Evidence(
            "E6",
            "Notes of the staff forum",
            "Where staff see obstacles to senior posts.",
            Principle.CONSIDERATION,
            day(40),
            "Shared drive, staff forum",
        ),
    )


def conclusions(year: WorkingYear) -> tuple[Conclusion, ...]:
    """Invent three conclusions from the organisation's own counts."""
    white, bme = shortlisted(year)
    senior, junior = bme_by_seniority(year)
    population, detail, known = least_recorded(year)
    return (
        Conclusion(
            "C1",
            "White and BME applicants are not shortlisted alike, and we do not know why.",
            (2,),
            "ethnicity",
            "BME applicants",
            f"Shortlisted: {white} White applicants, {bme} BME applicants.",
            "One year by itself can mislead; it is worth finding out all the same.",
            (Aim.ELIMINATE, Aim.ADVANCE),
            ("E1", "E2"),
        ),
        Conclusion(
            "C2",
            f"We do not know the {detail} of all {WHOM[population]}, so no figure about them is "
            "whole.",
            (1, 2) if detail == "ethnicity" else (),
            detail,
            WHOM[population],
            f"{detail.capitalize()} is known of {known} {WHOM[population]}.",
            "The question is put on a form that nobody follows up.",
            (Aim.ADVANCE,),
            ("E1",),
        ),
        Conclusion(
            "C3",
            _seniority(senior, junior),
            (1, 7),
            "ethnicity",
            "BME staff in senior posts",
            f"From band 8a up: {senior} are BME staff; below: {junior}.",
            "Few senior posts fall vacant, so a change takes years to show.",
            (Aim.ADVANCE, Aim.FOSTER),
            ("E1", "E6"),
            ConclusionState.OPEN,
        ),
    )


def _seniority(senior: Tally, junior: Tally) -> str:
    if senior.n * junior.of < junior.n * senior.of:
        return "BME staff are fewer in senior posts than the pay bands below would let expect."
    return "BME staff are no fewer in senior posts than below; we want to be sure it stays so."


def causes(day: Day) -> tuple[Cause, ...]:
    """Invent possible causes in all three states."""
    return (
        Cause(
            "K1",
            "C1",
            "Applicants without the right to work in the UK are taken out before shortlisting.",
            CauseState.TESTED,
            "Counted in the recruitment system: some were, in both groups.",
            day(14),
            ("E2",),
        ),
        Cause(
            "K2",
            "C1",
            "Shortlisters draw conclusions from where somebody studied or worked.",
            CauseState.UNTESTED,
        ),
        Cause(
            "K3",
            "C2",
            "People are asked and prefer not to say.",
            CauseState.RULED_OUT,
            "Most of the blanks were never asked: their forms were not returned.",
            day(16),
            ("E2",),
        ),
        Cause("K4", "C3", "Acting-up posts are filled without being announced."),
    )


def decisions(day: Day) -> tuple[Decision, ...]:
    """Invent a decision that is settled, and one that is not."""
    return (
        Decision(
            "D1",
            "How to shortlist from now on.",
            ("C1",),
            (2,),
            "BME applicants",
            ("leave it as it is", "two people shortlist", "shortlist without names and places"),
            Outcome.ACT,
            "Two people shortlist for every post, and write down why.",
            "The recruitment policy was changed and managers were told.",
            "One member would have left out names and places as well.",
            "Staff right to be treated fairly and equally, section 4a.",
            (Aim.ELIMINATE, Aim.ADVANCE),
            ("E1", "E2"),
            ("the board",),
            day(20),
            day(385),
            DecisionState.CLOSED,
        ),
        Decision(
            "D2",
            "How acting-up posts are filled.",
            ("C3",),
            (1, 7),
            "BME staff in senior posts",
            ("announce all", "announce those over three months"),
            aims=(Aim.ADVANCE,),
            evidence=("E6",),
        ),
    )
