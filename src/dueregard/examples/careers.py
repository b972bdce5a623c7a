"""How an invented workforce passes through a year: some leave, some move up, some arrive.

The same people persist from year to year, so that last year's staff, less the leavers, plus the
starters, are this year's staff, number by number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dueregard.examples.people import Movement, Person, Post
from dueregard.examples.shape import LADDER
from dueregard.examples.workforce import Maker
from dueregard.vocabulary import Employment

REASONS = ("voluntary_resignation", "retirement", "end_of_fixed_term_contract", "redundancy")
DECLARING = 0.08
"""Chance that somebody of unknown ethnicity says within a year what it is."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A workforce at the end of a year, and who came and went during it."""

    staff: tuple[Person, ...]
    starters: tuple[Movement, ...]
    leavers: tuple[Movement, ...]


def pass_year(
    maker: Maker, staff: tuple[Person, ...], start: date, end: date, *, growth: int = 0
) -> Passage:
    """Let a year pass between two days, leavers replaced and ``growth`` people more."""
    staying, leavers = _part(maker, staff, start, end)
    posts = [movement.person.post for movement in leavers]
    posts += [maker.post() for _ in range(growth)]
    starters = tuple(_start(maker, post, start, end) for post in posts)
    stayed = tuple(_move_on(maker, person) for person in staying)
    return Passage(stayed + tuple(movement.person for movement in starters), starters, leavers)


def _part(
    maker: Maker, staff: tuple[Person, ...], start: date, end: date
) -> tuple[list[Person], tuple[Movement, ...]]:
    staying: list[Person] = []
    leavers: list[Movement] = []
    for person in staff:
        if maker.random.random() < maker.shape.leaving:
            reason = maker.random.choices(REASONS, (70, 15, 12, 3))[0]
            leavers.append(Movement(person, any_day(maker, start, end), reason))
        else:
            staying.append(person)
    return staying, tuple(leavers)


def _start(maker: Maker, post: Post, start: date, end: date) -> Movement:
    day = any_day(maker, start, end)
    return Movement(maker.person(post, day, end), day)


def _move_on(maker: Maker, person: Person) -> Person:
    return _declare(maker, _move_up(maker, person))


def _move_up(maker: Maker, person: Person) -> Person:
    post = person.post
    climbs = post.pay_band in LADDER[:-2] and post.employment == Employment.EMPLOYEE
    if not climbs or maker.random.random() >= maker.shape.moving_up:
        return person
    band = LADDER[LADDER.index(post.pay_band) + 1]
    return replace(person, post=replace(post, pay_band=band))


def _declare(maker: Maker, person: Person) -> Person:
    background = person.background
    if background.ethnic_category not in {"", "99"} or maker.random.random() >= DECLARING:
        return person
    said = maker.background(person.post, background.born_on).ethnic_category
    return replace(person, background=replace(background, ethnic_category=said))


def any_day(maker: Maker, start: date, end: date) -> date:
    """Draw a day of a period, both ends included."""
    return start + timedelta(days=maker.random.randrange((end - start).days + 1))
