"""A figure's number as it is printed, and its counts beside it."""

from __future__ import annotations

import math
from collections.abc import Callable

from dueregard.figures import Base, Figure, FigureState, OnePerson, Unit
from dueregard.printing import half_up, people, percent, points, times


def _score(value: float) -> str:
    return half_up(value, 1)


def _points(value: float) -> str:
    return f"{points(value)} points"


_PRINT: dict[Unit, Callable[[float], str]] = {
    Unit.PEOPLE: people,
    Unit.SHARE: percent,
    Unit.RATIO: times,
    Unit.POINTS: _points,
    Unit.SCORE: _score,
}
_STATE_WORDS = {
    FigureState.ZERO_DENOMINATOR: "not calculable",
    FigureState.NO_EVENTS: "no events",
    FigureState.NO_GROUP: "nobody",
    FigureState.UNKNOWN_DOMINANT: "too many unknown",
    FigureState.WINDOW_SHORT: "a year is missing",
    FigureState.NOT_COLLECTED: "not collected",
    FigureState.NOT_APPLICABLE: "does not apply",
    FigureState.NOT_COMPARABLE: "not comparable",
}


def printed(figure: Figure) -> str:
    """Return the number in its unit, or in two or three words why there is none."""
    if figure.value is None:
        return _STATE_WORDS[figure.state]
    return printed_value(figure.unit, figure.value)


def printed_value(unit: Unit, value: float) -> str:
    """Return a number as its unit is printed."""
    return _PRINT[unit](value)


def printed_range(figure: Figure) -> str:
    """Return the bounds: "0.0% to 60.0%", "at least 0.90", or nothing where all is known."""
    if figure.bounds is None:
        return ""
    low, high = figure.bounds.low, figure.bounds.high
    if math.isinf(low):
        return "no ratio in any case"
    if math.isinf(high):
        return f"at least {printed_value(figure.unit, low)}" if low > 0 else "any size"
    return f"{printed_value(figure.unit, low)} to {printed_value(figure.unit, high)}"


def count_of(base: Base) -> str:
    """Return "3 of 41", or what is known of it."""
    if base.numerator is None:
        return "" if base.denominator is None else f"{base.denominator:,} people"
    if base.denominator is None:
        return f"{base.numerator:,}"
    return f"{base.numerator:,} of {base.denominator:,}"


def counts(figure: Figure) -> str:
    """Return the counts of a figure's bases, joined."""
    return "; ".join(text for text in map(count_of, figure.bases) if text)


def one_person(figure: Figure) -> str:
    """Say what one person more or fewer would make of the figure, or nothing."""
    change = figure.one_person
    if change is None:
        return ""
    ends = [
        printed_value(figure.unit, value)
        for value in (change.one_more, change.one_fewer)
        if value is not None
    ]
    return _one_person_sentence(change, ends)


def _one_person_sentence(change: OnePerson, ends: list[str]) -> str:
    if len(ends) == 2:
        return f"One person more or fewer would make this {ends[0]} or {ends[1]}."
    if change.one_more is not None:
        return f"One person more would make this {ends[0]}."
    if change.one_fewer is not None:
        return f"One person fewer would make this {ends[0]}."
    return ""
