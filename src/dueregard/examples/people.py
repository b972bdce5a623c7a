"""Who is in an invented organisation: people, applications, events, answers, seats.

Everything here is made up. A person has a number and attributes, never a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Background:
    """What a person may have said about themselves; blank where nothing was recorded."""

    ethnic_category: str
    sex: str
    disability: str
    sexual_orientation: str
    religion: str
    marital_status: str
    gender_reassignment: str
    pregnancy_maternity: str
    born_on: date


@dataclass(frozen=True, slots=True)
class Post:
    """What a person does: the words are those of :mod:`dueregard.vocabulary`."""

    part: str
    pay_band: str
    staff_group: str
    employment: str
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in post, with the number that follows them through the years."""

    number: str
    background: Background
    post: Post
    started_on: date


@dataclass(frozen=True, slots=True)
class Movement:
    """Somebody who started or left, with the day."""

    person: Person
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """One application for one post."""

    number: str
    background: Background
    post: Post
    route: str
    applied_on: date
    shortlisted: bool
    appointed: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a person in post: a disciplinary entry or a course."""

    person: Person
    on: date
    what: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """One answered questionnaire: a background and the answers by survey item."""

    number: str
    background: Background
    given: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WorkingYear:
    """All that an organisation records about one reporting year."""

    year: int
    period_start: date
    snapshot_date: date
    staff: tuple[Person, ...]
    starters: tuple[Movement, ...]
    leavers: tuple[Movement, ...]
    applications: tuple[Application, ...]
    disciplinary: tuple[Event, ...]
    training: tuple[Event, ...]
    answers: tuple[Answers, ...]
    invited: int
