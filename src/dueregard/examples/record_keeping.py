"""The records of an invented organisation: enough for every part of a report, with some gaps."""

from __future__ import annotations

from dueregard.examples.considering import (
    Day,
    causes,
    conclusions,
    days_after,
    decisions,
    evidence,
)
from dueregard.examples.people import WorkingYear
from dueregard.examples.planning import (
    HEAD,
    actions,
    objectives,
    recording_targets,
    targets,
)
from dueregard.examples.tallies import employed
from dueregard.records import (
    Accreditation,
    Acknowledgement,
    EdsOutcome,
    Facts,
    FormAnswer,
    Narrative,
    OwnMeasure,
    Policy,
    Records,
    ThirdParty,
)
from dueregard.records.carrying import carry_forward
from dueregard.records.narratives import read_narrative
from dueregard.records.words import (
    AccreditationState,
    EdsGrade,
    HowFar,
    Measured,
    PolicyKind,
)

_TEXTS = {
    "summary": "We looked at all nine indicators. Three things stood out: who is shortlisted, "
    "whose details we do not know, and who gets into senior posts.\n",
    "completeness": "Some details are missing because they were never asked for. New starters "
    "and members of the board are the largest part of it.\n",
    "comparison": "The same systems and the same reading of the standard were used as last "
    "year. With so few people, a change of one or two is no trend.\n",
    "self-reporting-taken": "- The reason for the question was explained in the staff letter.\n"
    "- Staff were shown how to change their own entry.\n",
    "self-reporting-planned": "- Every starter is asked in the first week.\n"
    "- Members of the board are asked once a year.\n",
    "indicator-1": "Senior posts seldom fall vacant. We look at who acts up in them, because "
    "that is where careers are made.\n",
    "indicator-2": "We have read the notes of shortlisters again. They were **short**, and "
    "seldom gave a reason.\n\nFrom now on two people shortlist.\n",
    "recommendation": "The board is asked to agree the plan of action, and to decide how "
    "acting-up posts are filled.\n",
    "public": "We are a small employer. Figures about few people could point to somebody, so we "
    "say in words what we found and what we do about it.\n\n"
    "- We ask every new starter for their details, and say why.\n"
    "- Two people shortlist for every post.\n"
    "- We will look at how people get into senior posts.\n",
}


def keep_records(
    year: WorkingYear, edition: str, place: int, before: tuple[Records, str] | None
) -> Records:
    """Invent a year's records.

    Parameters
    ----------
    year
        The people, whose counts the conclusions name.
    edition
        The edition of the year.
    place
        The place of the year in the series, from 0.
    before
        Last year's records and their edition, which the year starts from.
    """
    day = days_after(year.snapshot_date)
    carried = carry_forward(*before) if before else Records()
    acting = actions(day, carried.actions, place)
    return Records(
        acknowledgements=_acknowledgements(day, edition),
        evidence=evidence(day),
        conclusions=conclusions(year),
        causes=causes(day),
        decisions=decisions(day),
        actions=acting,
        objectives=objectives(day),
        targets=targets(year, day),
        recording_targets=recording_targets(year, day, acting),
        policies=_policies(day),
        third_parties=_third_parties(day),
        accreditations=_accreditations(day),
        own_measures=_own_measures(year),
        form_answers=_form_answers(),
        eds2=_eds2(day),
        facts=_facts(edition, day),
        narratives=_narratives(),
    )


def _acknowledgements(day: Day, edition: str) -> tuple[Acknowledgement, ...]:
    version = f"{edition}-1"
    return (
        Acknowledgement("A. Invented", "Chair", version, day(8)),
        Acknowledgement("B. Invented", "Chief Officer", version, day(9)),
        Acknowledgement("C. Invented", "Lay member", version, day(15)),
        Acknowledgement("D. Invented", "Clinical lead", version),
    )


def _policies(day: Day) -> tuple[Policy, ...]:
    return (
        Policy(
            "L1",
            "Recruitment and Selection Policy",
            about="Two people shortlist, and every interview is scored.",
            owner=HEAD,
            version="4",
            review_on=day(700),
            where="Shared drive, policies",
        ),
        Policy(
            "L2",
            "Equality, Diversity and Inclusion Policy",
            about="What the duty asks of everybody who works here.",
            owner="Chief Officer",
            version="2",
            review_on=day(14),
            where="Shared drive, policies",
        ),
        Policy(
            "L3",
            "Mentoring between staff of different backgrounds",
            PolicyKind.PROGRAMME,
            "Senior staff and BME staff learn from each other for a year.",
            HEAD,
            "1",
            day(300),
        ),
    )


def _third_parties(day: Day) -> tuple[ThirdParty, ...]:
    return (
        ThirdParty(
            "P1",
            "Invented Payroll and Recruitment Agency",
            "Payroll, and the handling of applications",
            ("E4",),
            ("E4",),
            (),
            "Chief Finance Officer",
            day(200),
        ),
    )


def _accreditations(day: Day) -> tuple[Accreditation, ...]:
    held = AccreditationState.HELD
    return (
        Accreditation("M1", "National mark for employers of disabled people", held, day(-340),
                      day(25), HEAD),
        Accreditation("M2", "Invented Charter for Fair Employers", owner=HEAD),
    )  # fmt: skip


def _own_measures(year: WorkingYear) -> tuple[OwnMeasure, ...]:
    """Invent the training figure; nobody has asked about violence yet, which is a gap."""
    staff = len(employed(year))
    trained = staff - staff // 8
    return (
        OwnMeasure(
            Measured.TRAINING,
            n=trained,
            of=staff,
            measured_on=year.snapshot_date,
            source="Electronic Staff Record",
        ),
    )


def _form_answers() -> tuple[FormAnswer, ...]:
    yes, part, no = HowFar.YES, HowFar.PART, HowFar.NO
    whole = "Shared as percentages from ten people up."
    return (
        FormAnswer(1, yes, yes, ("E1",), whole),
        FormAnswer(2, yes, part, ("E1", "E2"), "Shortlisting by group was kept back."),
        FormAnswer(3, yes, no, (), "The target names a board so small that members are known."),
        FormAnswer(4, yes, yes),
        FormAnswer(5, part, no, (), "The survey has no question on violence yet."),
        FormAnswer(6, yes, yes),
    )


def _eds2(day: Day) -> tuple[EdsOutcome, ...]:
    return (
        EdsOutcome(
            "3.1",
            EdsGrade.DEVELOPING,
            day(-30),
            "Figures on shortlisting and on starters, and what was decided about them.",
            ("E1", "E2"),
        ),
        EdsOutcome("3.3", EdsGrade.UNDEVELOPED, day(-30), "Take-up of training by group."),
        EdsOutcome("4.1", shows="Board papers that name the duty.", evidence=("E5",)),
    )


def _facts(edition: str, day: Day) -> Facts:
    """Say who leads; the report is written and not signed off yet."""
    return Facts(
        board_lead="A. Invented, Chair",
        lead_manager="E. Invented, Head of Human Resources",
        commissioners=("Invented Commissioner",),
        coordinating_commissioner="Invented Commissioner, equality team",
        report_date=day(24),
        briefing=f"{edition}-1",
    )


def _narratives() -> dict[str, Narrative]:
    return {name: read_narrative(name, text) for name, text in _TEXTS.items()}
