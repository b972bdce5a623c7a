"""What an organisation records during a year: applications, disciplinary entries, courses."""

from __future__ import annotations

from datetime import date, timedelta

from dueregard.examples.careers import any_day
from dueregard.examples.people import Application, Background, Event, Movement, Person
from dueregard.examples.shape import WHITE, draw
from dueregard.examples.workforce import Maker
from dueregard.vocabulary import Employment, Route

ROUTES = ((Route.EXTERNAL.value, 72), (Route.INTERNAL.value, 24), (Route.INTERNATIONAL.value, 4))
COURSES = (
    ("leadership_programme", 20), ("accredited_course", 30), ("conference", 28), ("coaching", 22),
)  # fmt: skip
_WHITE_CODES = frozenset(code for code, _ in WHITE)

PER_POST = 7
"""Applications for a post; about one in five is shortlisted."""


def applications(
    maker: Maker, starters: tuple[Movement, ...], start: date
) -> tuple[Application, ...]:
    """Invent a year's recruitment: each starter who competed, and those they competed with."""
    made: list[Application] = []
    for movement in starters:
        if movement.person.post.employment != Employment.EMPLOYEE:
            continue
        winner = _winner(maker, movement, start)
        made.append(winner)
        made.extend(_rival(maker, winner) for _ in range(maker.random.randrange(2 * PER_POST - 1)))
    return tuple(made)


def _winner(maker: Maker, movement: Movement, start: date) -> Application:
    return Application(
        number=str(next(maker.application_numbers)),
        background=movement.person.background,
        post=movement.person.post,
        route=draw(maker.random, ROUTES),
        applied_on=max(start, movement.on - timedelta(days=maker.random.randrange(20, 90))),
        shortlisted=True,
        appointed=True,
    )


def _rival(maker: Maker, winner: Application) -> Application:
    post = winner.post
    background = maker.background(post, winner.applied_on, keenness=1.5)
    return Application(
        number=str(next(maker.application_numbers)),
        background=background,
        post=post,
        route=draw(maker.random, ROUTES),
        applied_on=winner.applied_on,
        shortlisted=maker.random.random() < (0.24 if is_white(background) else 0.17),
        appointed=False,
    )


def disciplinary(
    maker: Maker, staff: tuple[Person, ...], start: date, end: date
) -> tuple[Event, ...]:
    """Invent the entries into the formal disciplinary process during a year."""
    return tuple(
        Event(person, any_day(maker, max(start, person.started_on), end), "formal_investigation")
        for person in _employed(staff)
        if maker.random.random() < (0.011 if is_white(person.background) else 0.014)
    )


def training(maker: Maker, staff: tuple[Person, ...], start: date, end: date) -> tuple[Event, ...]:
    """Invent the non-mandatory courses during a year; a keen person may take several."""
    events: list[Event] = []
    for person in _employed(staff):
        chance = 0.34 if is_white(person.background) else 0.30
        while maker.random.random() < chance:
            day = any_day(maker, max(start, person.started_on), end)
            events.append(Event(person, day, draw(maker.random, COURSES)))
    return tuple(events)


def _employed(staff: tuple[Person, ...]) -> tuple[Person, ...]:
    return tuple(person for person in staff if person.post.employment == Employment.EMPLOYEE)


def is_white(background: Background) -> bool:
    """Whether the recorded category is one of the invented White ones."""
    return background.ethnic_category in _WHITE_CODES
