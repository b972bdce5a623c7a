"""What an invented organisation plans: actions from the library, objectives and targets."""

from __future__ import annotations

from dataclasses import replace

from dueregard.examples.considering import Day
from dueregard.examples.people import WorkingYear
from dueregard.examples.tallies import bme_on_the_board, recorded
from dueregard.records import Action, Objective, RecordingTarget, Target
from dueregard.records.library import LIBRARY, RECORDING_FIELDS
from dueregard.records.words import ActionState, Aim, Recorded

HEAD = "Head of Human Resources"
_PLANNED = (
    ("record-starters", "C2", HEAD, 90),
    ("person-specifications", "C1", HEAD, 180),
    ("open-development", "C3", "Director of Operations", 45),
    ("interview-feedback", "C1", HEAD, 270),
    ("equality-competencies", "C1", HEAD, 330),
    ("structured-interviews", "C1", HEAD, 365),
)
_A_YEAR = 3
"""How many actions are new in a year."""


def actions(day: Day, carried: tuple[Action, ...], place: int) -> tuple[Action, ...]:
    """Invent a year's actions: what was carried over has moved on, some are new.

    Parameters
    ----------
    day
        Days after the year's snapshot.
    carried
        The actions that rollover carried over from the year before.
    place
        The place of the year in the series, from 0.
    """
    moved = [_moved(action, day, number) for number, action in enumerate(carried)]
    new = []
    for number in range(_A_YEAR):
        rank = place * _A_YEAR + number
        name, conclusion, owner, days = _PLANNED[rank % len(_PLANNED)]
        action = replace(
            LIBRARY[name].action(f"A{rank + 1}"),
            owner=owner,
            due=day(days),
            conclusions=(conclusion,),
            review_on=day(days + 180),
        )
        new.append(replace(action, status=ActionState.STARTED) if number == 0 else action)
    new[-1] = replace(new[-1], review_on=None)
    return (*moved, *new)


def _moved(action: Action, day: Day, number: int) -> Action:
    """Finish the first of last year's actions, and give the others a new day."""
    if number == 0:
        return replace(
            action,
            status=ActionState.DONE,
            progress="Done as planned; the form is now part of the first day.",
            done_on=day(-60),
            review_on=day(150),
        )
    return replace(
        action,
        status=ActionState.STARTED,
        progress="Begun later than planned, for want of time.",
        due=day(120),
        review_on=day(300),
    )


def objectives(day: Day) -> tuple[Objective, ...]:
    """Invent an objective that stands, and one whose review is overdue."""
    return (
        Objective(
            "O1",
            "A board and senior posts as diverse as the people we serve.",
            "Share of BME members and of BME staff from band 8a up, each year.",
            "Chair",
            day(-700),
            day(365),
            (1, 9),
            (Aim.ADVANCE,),
            progress="No change yet: hardly a post fell vacant.",
        ),
        Objective(
            "O2",
            "Staff who are treated alike, and say so.",
            "The gap between the groups in the survey, each year.",
            HEAD,
            day(-700),
            day(10),
            (5, 6, 7, 8),
            (Aim.ELIMINATE, Aim.FOSTER),
        ),
    )


def targets(year: WorkingYear, day: Day) -> tuple[Target, ...]:
    """Invent a target for the board, from the people who sit on it."""
    board = bme_on_the_board(year)
    return (
        Target(
            "T1",
            "BME members",
            "the board",
            board.n,
            board.of,
            25.0,
            day(1095),
            max(2, board.of // 3),
            "Chair",
            "O1",
            year.snapshot_date,
        ),
    )


def recording_targets(
    year: WorkingYear, day: Day, acting: tuple[Action, ...]
) -> tuple[RecordingTarget, ...]:
    """Invent targets for each detail but one: the disability of leavers is left as a gap."""
    asked = [
        (population, detail)
        for population, details in RECORDING_FIELDS.items()
        for detail in details
        if (population, detail) != (Recorded.LEAVERS, "disability")
    ]
    asking = next((one.id for one in acting if one.library == "record-starters"), "")
    made = []
    for number, (population, detail) in enumerate(asked, start=1):
        known = recorded(year, population, detail)
        action = asking if population is Recorded.STARTERS else ""
        made.append(
            RecordingTarget(
                f"R{number}", population, detail, known.n, known.of, 95.0, day(365), HEAD, action
            )
        )
    return tuple(made)
