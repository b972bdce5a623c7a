"""How an invented workforce comes to be: backgrounds, posts, a board, and the people in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random

from dueregard.examples import shape as shapes
from dueregard.examples.people import Background, Person, Post
from dueregard.examples.shape import Shape, draw
from dueregard.vocabulary import Employment, Part, Seat

BOARD_NEEDS = 40
"""Below this many people a body has a smaller board, so that it is not all board."""


@dataclass(slots=True)
class Maker:
    """What makes people: one stream of chance, one make-up, one run of numbers."""

    random: Random
    shape: Shape
    staff_numbers: Iterator[int] = field(default_factory=lambda: count(20_000_001))
    application_numbers: Iterator[int] = field(default_factory=lambda: count(700_001))

    def background(self, post: Post, today: date, *, keenness: float = 1.0) -> Background:
        """Invent a background that suits a post; ``keenness`` scales the compared group."""
        random = self.random
        age = int(min(69, max(18, random.gauss(45, 11))))
        sex = draw(random, shapes.SEX)
        return Background(
            ethnic_category=self._ethnic_category(post, keenness),
            sex=sex,
            disability=draw(random, shapes.DISABILITY),
            sexual_orientation=draw(random, shapes.ORIENTATION),
            religion=draw(random, shapes.RELIGION),
            marital_status=draw(random, shapes.MARITAL),
            gender_reassignment=draw(random, shapes.REASSIGNMENT),
            pregnancy_maternity="N" if sex == "M" else draw(random, shapes.PREGNANCY),
            born_on=today - timedelta(days=age * 365 + random.randrange(365)),
        )

    def _ethnic_category(self, post: Post, keenness: float) -> str:
        unknown = self.shape.unknown_share
        if post.employment == Employment.OFFICE_HOLDER:
            unknown = 0.6 if post.part == Part.MEDICAL else 0.3
        if self.random.random() < unknown:
            return draw(self.random, shapes.UNKNOWN)
        share = self.shape.compared_share * shapes.SENIORITY[post.pay_band] * keenness
        return draw(self.random, shapes.BME if self.random.random() < share else shapes.WHITE)

    def post(self) -> Post:
        """Invent an ordinary post."""
        parts, weights = zip(*self.shape.parts, strict=True)
        part = self.random.choices(parts, weights)[0]
        band = draw(self.random, self.shape.bands[part])
        return Post(part, band, self._staff_group(part, band), Employment.EMPLOYEE)

    def _staff_group(self, part: str, band: str) -> str:
        if part == Part.MEDICAL:
            return "medical_dental"
        if part == Part.NON_CLINICAL:
            if band in shapes.LADDER[5:]:
                return "administrative_clerical"
            return draw(self.random, shapes.NON_CLINICAL_GROUPS)
        if band in {"2", "3", "4"}:
            return "additional_clinical_services"
        return draw(self.random, shapes.CLINICAL_GROUPS)

    def person(self, post: Post, started_on: date, today: date) -> Person:
        """Invent somebody for a post."""
        number = str(next(self.staff_numbers))
        return Person(number, self.background(post, today), post, started_on)


def found(maker: Maker, size: int, on: date) -> tuple[Person, ...]:
    """Invent a workforce of ``size`` people in post on a day, board and bank staff included."""
    board = board_posts(maker.shape, size)
    ordinary = [maker.post() for _ in range(size - len(board))]
    bank = [_bank_post(maker) for _ in range(round(size * maker.shape.bank_share))]
    return tuple(
        maker.person(post, on - timedelta(days=int(maker.random.expovariate(1 / 1900)) + 1), on)
        for post in (*board, *ordinary, *bank)
    )


def board_posts(shape: Shape, size: int) -> tuple[Post, ...]:
    """List the posts that carry a seat, cut to a size that the body can bear."""
    bearable = size if size >= BOARD_NEEDS else size // 4
    posts = [
        _board_post(seat, employment, part)
        for seat, employment, part, holders in shape.board
        for _ in range(holders)
    ]
    return tuple(posts[:bearable])


def _board_post(seat: Seat, employment: Employment, part: Part) -> Post:
    group = "medical_dental" if part is Part.MEDICAL else "administrative_clerical"
    if part is Part.CLINICAL:
        group = "nursing_midwifery"
    return Post(part, _board_band(employment, part), group, employment, seat)


def _board_band(employment: Employment, part: Part) -> str:
    """Give an executive very senior manager's pay; an office holder is on no pay scale."""
    if employment is Employment.EMPLOYEE:
        return "vsm"
    return "other_medical" if part is Part.MEDICAL else ""


def _bank_post(maker: Maker) -> Post:
    post = maker.post()
    return Post(post.part, post.pay_band, post.staff_group, Employment.BANK)
