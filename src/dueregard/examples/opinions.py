"""What the staff of an invented organisation answer, item by item of an edition's survey."""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.editions.schema import Edition, Indicator, SurveyShare
from dueregard.examples.events import is_white
from dueregard.examples.people import Answers, Background, Person
from dueregard.examples.workforce import Maker
from dueregard.vocabulary import Employment

SKIPPING = 0.03
"""Chance that somebody leaves one item out."""

CHANCES = {5: (0.24, 0.27), 6: (0.17, 0.22), 7: (0.80, 0.64), 8: (0.06, 0.13)}
"""Chance of a counted answer by indicator number: those of the reference group, all others."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a survey: what may be answered, and how likely a counted answer is."""

    name: str
    counted: tuple[str, ...]
    other: tuple[str, ...]
    chances: tuple[float, float]


def items_of(edition: Edition) -> tuple[Item, ...]:
    """List the items that an edition's survey indicators read."""
    return tuple(
        item for indicator in edition.indicators for item in _items_of_indicator(indicator)
    )


def _items_of_indicator(indicator: Indicator) -> tuple[Item, ...]:
    method = indicator.method
    if not isinstance(method, SurveyShare):
        return ()
    white, other = CHANCES.get(indicator.number, (0.3, 0.3))
    share = len(method.items)
    rest = tuple(word for word in method.base_answers if word not in method.counted_answers)
    chances = (white / share, other / share)
    return tuple(Item(name, method.counted_answers, rest, chances) for name in method.items)


def answers(
    maker: Maker, staff: tuple[Person, ...], items: tuple[Item, ...]
) -> tuple[tuple[Answers, ...], int]:
    """Ask everybody employed; return the answered questionnaires and how many were asked.

    The numbers on the questionnaires have nothing to do with staff numbers, and their order has
    nothing to do with the staff file: nobody can be followed from one to the other.
    """
    asked = [person for person in staff if person.post.employment == Employment.EMPLOYEE]
    answering = [person for person in asked if maker.random.random() < maker.shape.answering]
    maker.random.shuffle(answering)
    given = tuple(
        _questionnaire(maker, str(place), person.background, items)
        for place, person in enumerate(answering, start=1)
    )
    return given, len(asked)


def _questionnaire(
    maker: Maker, number: str, background: Background, items: tuple[Item, ...]
) -> Answers:
    return Answers(
        number, background, tuple((item.name, _answer(maker, item, background)) for item in items)
    )


def _answer(maker: Maker, item: Item, background: Background) -> str:
    random = maker.random
    if random.random() < SKIPPING:
        return ""
    chance = item.chances[0] if is_white(background) else item.chances[1]
    if not item.other or random.random() < chance:
        return random.choice(item.counted)
    return random.choices(item.other, range(len(item.other), 0, -1))[0]
