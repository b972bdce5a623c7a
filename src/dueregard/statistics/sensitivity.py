"""What would one person change? The same figure with one person more, fewer or moved.

It needs no model of chance, so it also stands for a full count of staff in post.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.statistics.ratios import plain_ratio
from dueregard.statistics.tallies import Tally, check_tally

if TYPE_CHECKING:
    from collections.abc import Iterator

FLIP_THRESHOLDS = (Fraction(4, 5), Fraction(1), Fraction(5, 4))
"""Crossing parity or either end of the four-fifths band (29 CFR 1607.4(D)) is a flip."""


class Change(StrEnum):
    """What happens to the one person."""

    ONE_MORE = "one more event in the smaller group"
    ONE_FEWER = "one event fewer in the smaller group"
    EVENT_TO_FIRST = "one event moved to the first group"
    EVENT_TO_SECOND = "one event moved to the second group"
    MEMBER_WITH_EVENT_TO_FIRST = "one member with the event moved to the first group"
    MEMBER_WITH_EVENT_TO_SECOND = "one member with the event moved to the second group"
    MEMBER_WITHOUT_EVENT_TO_FIRST = "one member without the event moved to the first group"
    MEMBER_WITHOUT_EVENT_TO_SECOND = "one member without the event moved to the second group"


@dataclass(frozen=True, slots=True)
class Scenario:
    """The two groups after one change.

    Parameters
    ----------
    change
        What happened.
    first, second
        Events and people afterwards.
    ratio
        The ratio afterwards: ``math.inf`` over a rate of 0, ``None`` where there is none.
    flips
        Whether it lies on the other side of 0.8, 1 or 1.25, or is defined where it was not, or the
        other way round.
    """

    change: Change
    first: Tally
    second: Tally
    ratio: float | None
    flips: bool


@dataclass(frozen=True, slots=True)
class OnePerson:
    """What one person could change about a ratio of two rates.

    Parameters
    ----------
    ratio
        The ratio as it is.
    scenarios
        Every possible change of one person.
    lower, upper
        The smallest and the largest ratio among them and the one as it is; ``None`` if none is
        defined.
    flips
        Whether any of them flips.
    shortfall
        Events in the smaller group, less those it would have at the other group's rate.
    fragility
        The smallest number of people whose outcome would have to differ for the ratio to reach or
        pass 1; ``None`` where there is no ratio.
    """

    ratio: float | None
    scenarios: tuple[Scenario, ...]
    lower: float | None
    upper: float | None
    flips: bool
    shortfall: Fraction
    fragility: int | None

    def after(self, change: Change) -> Scenario | None:
        """Return the scenario of one kind of change, if it is possible."""
        return next((s for s in self.scenarios if s.change is change), None)


def one_person(first: tuple[int, int], second: tuple[int, int]) -> OnePerson:
    """Return what one person more, fewer or moved would do to a ratio of two rates.

    Parameters
    ----------
    first, second
        Events and people; the ratio is the first group's rate over the second's.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    """
    one, two = check_tally(first), check_tally(second)
    ratio = plain_ratio(one, two)
    scenarios = tuple(_scenarios(one, two))
    values = [r for r in (ratio, *(s.ratio for s in scenarios)) if r is not None]
    return OnePerson(
        ratio,
        scenarios,
        min(values, default=None),
        max(values, default=None),
        any(scenario.flips for scenario in scenarios),
        shortfall(one, two),
        fragility(one, two),
    )


def _scenarios(first: Tally, second: Tally) -> Iterator[Scenario]:
    """Give every change of one person that leaves both groups possible."""
    seen = _position(first, second)
    for change, step in _STEPS.items():
        turned = change in _OF_SMALLER and first.people > second.people
        x1, n1, x2, n2 = (*step[2:], *step[:2]) if turned else step
        after = (
            Tally(first.events + x1, first.people + n1),
            Tally(second.events + x2, second.people + n2),
        )
        if all(0 <= t.events <= t.people and t.people for t in after):
            yield Scenario(change, *after, plain_ratio(*after), flips=_position(*after) != seen)


_OF_SMALLER = (Change.ONE_MORE, Change.ONE_FEWER)
_STEPS = {
    Change.ONE_MORE: (1, 0, 0, 0),
    Change.ONE_FEWER: (-1, 0, 0, 0),
    Change.EVENT_TO_FIRST: (1, 0, -1, 0),
    Change.EVENT_TO_SECOND: (-1, 0, 1, 0),
    Change.MEMBER_WITH_EVENT_TO_FIRST: (1, 1, -1, -1),
    Change.MEMBER_WITH_EVENT_TO_SECOND: (-1, -1, 1, 1),
    Change.MEMBER_WITHOUT_EVENT_TO_FIRST: (0, 1, 0, -1),
    Change.MEMBER_WITHOUT_EVENT_TO_SECOND: (0, -1, 0, 1),
}


def _position(first: Tally, second: Tally) -> tuple[int, ...] | str:
    """Return on which side of each threshold a ratio lies, or why it has no place."""
    over, under = first.events * second.people, second.events * first.people
    if under == 0:
        return "infinite" if over else "undefined"
    # A ratio of exactly 1 counts as a side of its own only for parity.
    return tuple(
        (over * t.denominator > under * t.numerator) - (over * t.denominator < under * t.numerator)
        for t in FLIP_THRESHOLDS
    )


def shortfall(first: tuple[int, int], second: tuple[int, int]) -> Fraction:
    """Return the smaller group's events, less those it would have at the other group's rate.

    Negative where the smaller group has fewer than parity. Round it to whole persons for readers.
    """
    smaller, larger = (first, second) if first[1] <= second[1] else (second, first)
    return smaller[0] - Fraction(smaller[1] * larger[0], larger[1])


def fragility(first: tuple[int, int], second: tuple[int, int]) -> int | None:
    """Return how few outcomes would have to differ for the ratio to reach or pass 1.

    Parameters
    ----------
    first, second
        Events and people.

    Returns
    -------
    int or None
        0 where the rates are equal; ``None`` where neither group has events.

    Notes
    -----
    An outcome in the smaller group moves its rate furthest, so those are changed first, as many as
    there are, and the rest in the other group.
    """
    gap = Fraction(*first) - Fraction(*second)
    if first[0] == 0 and second[0] == 0:
        return None
    higher, lower = (first, second) if gap > 0 else (second, first)
    rooms = ((higher[1], higher[0]), (lower[1], lower[1] - lower[0]))
    left, changed = abs(gap), 0
    for people, room in sorted(rooms):
        steps = min(room, math.ceil(left * people))
        changed += steps
        left -= Fraction(steps, people)
        if left <= 0:
            break
    return changed


def one_person_share(tally: tuple[int, int]) -> tuple[Fraction, Fraction, Fraction]:
    """Return a share with one event fewer, as it is, and with one event more.

    For 20 people one person is worth 5 percentage points. A share stays between 0 and 1.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    """
    events, people = check_tally(tally)
    return (
        Fraction(max(0, events - 1), people),
        Fraction(events, people),
        Fraction(min(people, events + 1), people),
    )
