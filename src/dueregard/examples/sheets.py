"""The files of an invented organisation as tables of text, under our own column names.

A table stays a table until the last moment, so that :mod:`dueregard.examples.mess` can spoil it
in the ways that real files are spoilt.
"""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.examples.people import (
    Answers,
    Application,
    Background,
    Event,
    Movement,
    Person,
    Post,
    WorkingYear,
)
from dueregard.vocabulary import Part, Seat

Row = tuple[str, ...]

BACKGROUND: Row = (
    "ethnic_category",
    "sex",
    "disability",
    "sexual_orientation",
    "religion",
    "marital_status",
    "gender_reassignment",
    "pregnancy_maternity",
    "date_of_birth",
)
POST: Row = ("part", "pay_band", "medical_grade", "staff_group", "employment")
EVENT: Row = ("staff_number", "ethnic_category", "sex", "disability", "date")
MOVEMENT: Row = ("staff_number", "date", "reason", *BACKGROUND, *POST)
APPLICATION: Row = (
    "applicant_number",
    *BACKGROUND,
    "pay_band",
    "route",
    "date",
    "shortlisted",
    "appointed",
)
SEATED: Row = ("ethnic_category", "sex", "disability", "employment", "seat")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file as text: which people it holds, its columns, its rows."""

    population: str
    columns: Row
    rows: tuple[Row, ...]


def sheets_of(years: tuple[WorkingYear, ...]) -> tuple[Sheet, ...]:
    """Lay out the files of the last of some years.

    Disciplinary entries are listed for all of the years, because an edition may look at two of
    them; everything else is listed for the last year only.
    """
    last = years[-1]
    entries = tuple(_event(event) for year in years for event in year.disciplinary)
    seated = tuple(_seated(one) for one in last.staff if one.post.seat != Seat.NONE)
    applications = tuple(_application(one) for one in last.applications)
    return (
        Sheet("staff", ("staff_number", *BACKGROUND, *POST, "seat"), _staff(last)),
        Sheet("applicants", APPLICATION, applications),
        Sheet("disciplinary", EVENT, entries),
        Sheet("training", EVENT, tuple(_event(event) for event in last.training)),
        Sheet("starters", MOVEMENT, tuple(_movement(one) for one in last.starters)),
        Sheet("leavers", MOVEMENT, tuple(_movement(one) for one in last.leavers)),
        Sheet("board", SEATED, seated),
        _survey(last.answers),
    )


def _staff(year: WorkingYear) -> tuple[Row, ...]:
    return tuple(
        (one.number, *_background(one.background), *_post(one.post), one.post.seat)
        for one in year.staff
    )


def _background(background: Background) -> Row:
    return (
        background.ethnic_category,
        background.sex,
        background.disability,
        background.sexual_orientation,
        background.religion,
        background.marital_status,
        background.gender_reassignment,
        background.pregnancy_maternity,
        background.born_on.isoformat(),
    )


def _post(post: Post) -> Row:
    medical = post.part == Part.MEDICAL
    band, grade = ("", post.pay_band) if medical else (post.pay_band, "")
    return (post.part, band, grade, post.staff_group, post.employment)


def _application(one: Application) -> Row:
    return (
        one.number,
        *_background(one.background),
        "" if one.post.part == Part.MEDICAL else one.post.pay_band,
        one.route,
        one.applied_on.isoformat(),
        "yes" if one.shortlisted else "no",
        "yes" if one.appointed else "no",
    )


def _event(event: Event) -> Row:
    person = event.person
    return (person.number, *_briefly(person.background), event.on.isoformat())


def _briefly(background: Background) -> Row:
    return (background.ethnic_category, background.sex, background.disability)


def _movement(one: Movement) -> Row:
    person = one.person
    head = (person.number, one.on.isoformat(), one.reason)
    return (*head, *_background(person.background), *_post(person.post))


def _seated(person: Person) -> Row:
    return (*_briefly(person.background), person.post.employment, person.post.seat)


def _survey(answers: tuple[Answers, ...]) -> Sheet:
    items = tuple(name for name, _ in answers[0].given) if answers else ()
    rows = tuple(
        (*_briefly(one.background), *(answer for _, answer in one.given)) for one in answers
    )
    return Sheet("survey", ("ethnic_category", "sex", "disability", *items), rows)
