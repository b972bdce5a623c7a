"""Axes: where a printed value stands, and which round values are marked along the way."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dueregard.printing import half_up

_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0)
_FINE = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
_STRETCH = 8.0
"""How many times the farthest point an interval may widen a logarithmic axis."""
_SIDE = 0.6
"""The least room on one side of 1, as a part of the other side's."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``start`` over ``length`` pixels (negative: to the left or upwards).

    Parameters
    ----------
    low, high
        Its ends in the unit of the printed values.
    ticks
        Marked values with their texts.
    is_log
        Whether equal steps are equal ratios.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    start: float = 0.0
    length: float = 1.0
    is_log: bool = False

    def place(self, value: float) -> float:
        """Return the coordinate of a value; what lies beyond an end is held at that end."""
        held = min(max(value, self.low), self.high)
        return self.start + self._part(held) * self.length

    def _part(self, value: float) -> float:
        if self.is_log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def along(self, start: float, length: float) -> Scale:
        """Return the same axis laid along other pixels."""
        return Scale(self.low, self.high, self.ticks, start, length, self.is_log)

    def holds(self, value: float) -> bool:
        """Whether a value lies on the axis."""
        return self.low <= value <= self.high


def _decimals(step: float) -> int:
    return 0 if step >= 1 else 1


def _step(extent: float, most: int) -> float:
    return next((step for step in _STEPS if extent / step <= most + 1e-9), extent)


def share_scale(values: Iterable[float], *, from_zero: bool = True, most: int = 6) -> Scale:
    """Return an axis of percentages that holds the values, from 0 unless told otherwise."""
    found = list(values) or [0.0]
    low = 0.0 if from_zero else min(found)
    step = _step(max(max(found) - low, 0.5), most)
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(max(found) / step - 1e-9), first + 1)
    ticks = [number * step for number in range(first, last + 1)]
    if ticks[-1] > 100.0 >= max(found):
        ticks = [*ticks[:-1], 100.0]
    named = tuple((tick, f"{half_up(tick, _decimals(step))}%") for tick in ticks)
    return Scale(ticks[0], ticks[-1], named)


def points_scale(values: Iterable[float], most: int = 3) -> Scale:
    """Return an axis of percentage points around 0, as far to the one side as to the other."""
    reach = max((abs(value) for value in values), default=1.0)
    step = _step(max(reach, 1.0), most)
    count = max(1, math.ceil(reach / step - 1e-9))
    named = tuple(
        (number * step, _signed(number * step, step)) for number in range(-count, count + 1)
    )
    return Scale(-count * step, count * step, named)


def _signed(value: float, step: float) -> str:
    words = half_up(value, _decimals(step))
    return f"+{words}" if value > 0 else words


def ratio_scale(
    points: Sequence[float], ends: Sequence[float] = (), *, is_even: bool = False
) -> Scale:
    """Return a logarithmic axis around 1 that holds all points, and the ends where they fit.

    Ends far beyond the points are left off the axis: their lines run out in arrows. Each side of 1
    keeps room for the words that say what it means: the same room, if ``is_even``.
    """
    above = [math.log(value) for value in points if value > 0]
    stretch = math.log(_STRETCH)
    beyond = [math.log(value) for value in ends if value > 0]
    left = max([math.log(2.0), *(-value for value in above)])
    right = max([math.log(2.0), *above])
    left = max([left, *(min(-value, left + stretch) for value in beyond)])
    right = max([right, *(min(value, right + stretch) for value in beyond)])
    least = max(left, right) * (1.0 if is_even else _SIDE)
    left, right = max(left, least) * 1.05, max(right, least) * 1.05
    low, high = math.exp(-left), math.exp(right)
    return Scale(low, high, _ratio_ticks(low, high), is_log=True)


def _ratio_ticks(low: float, high: float) -> tuple[tuple[float, str], ...]:
    if high / low <= 20:
        chosen = [value for value in _FINE if low <= value <= high]
    else:
        chosen = round_values(low, high)
    return tuple((value, f"{value:,.10g}") for value in chosen)


def round_values(low: float, high: float) -> list[float]:
    """Return the values 1, 2, 5, 10 and so on between two positive ends."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    tens = range(first, last + 1)
    every = [float(f"{lead}e{ten}") for ten in tens for lead in (1, 2, 5)]
    return [value for value in every if low <= value <= high]


def size_scale(sizes: Sequence[float], *, is_log: bool) -> Scale:
    """Return an axis of numbers of people that holds the sizes."""
    low, high = min(sizes), max(sizes)
    if is_log:
        low, high = low / 1.15, high * 1.15
        chosen = round_values(low, high)
        return Scale(low, high, _sizes(chosen), is_log=True)
    step = max(float(f"1e{math.floor(math.log10(high))}") / 2, 1.0)
    last = math.ceil(high / step - 1e-9)
    gap = max(1, math.ceil(last / 6))
    return Scale(0.0, last * step, _sizes([n * step for n in range(0, last + 1, gap)]))


def _sizes(values: list[float]) -> tuple[tuple[float, str], ...]:
    return tuple((value, f"{value:,.10g}") for value in values)
