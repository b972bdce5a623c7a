"""What could the figure be if we knew everybody? Worst-case bounds for unknown people.

Nobody is imputed. The bounds hold whatever the unknown people are; a figure from the known people
alone assumes that not saying has nothing to do with ethnicity (Manski 2005, Int J Approx Reasoning
39:151, doi 10.1016/j.ijar.2004.10.006).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dueregard.errors import ReturnError
from dueregard.statistics.intervals import proportion_interval
from dueregard.statistics.ratios import plain_ratio, ratio_interval
from dueregard.statistics.tallies import Tally, check_count, check_tally

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN_LIMIT = 0.5
"""Where more than this share is unknown, a figure of the known people alone says too little."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest and the largest value that the unknown people leave possible.

    Parameters
    ----------
    known
        The value among the known people only; ``None`` where there is none.
    lower, upper
        The bounds; ``math.inf`` where the second group could be left without an event.
    can_be_undefined
        Whether some way to place the unknown people leaves no value at all (a group of nobody, or
        no event in either group).
    """

    known: float | None
    lower: float
    upper: float
    can_be_undefined: bool = False

    def is_robust(self, value: float) -> bool:
        """Whether both bounds lie on the same side of a value and no placing leaves none."""
        apart = self.lower > value or self.upper < value
        return apart and not self.can_be_undefined


def share_bounds(inside: int, outside: int, unknown: int) -> Bounds:
    """Return the share of a group among all people, whatever the unknown ones are.

    Parameters
    ----------
    inside, outside
        People known to be in the group, and known not to be.
    unknown
        People of whom it is not known.

    Raises
    ------
    ReturnError
        A broken count, or nobody at all.
    """
    counts = [
        check_count(number, f"The number {what}")
        for number, what in (
            (inside, "in the group"),
            (outside, "outside the group"),
            (unknown, "not known"),
        )
    ]
    people = sum(counts)
    if people == 0:
        raise ReturnError("There is nobody to count.", advice="Give at least one person.")
    known = inside / (inside + outside) if inside + outside else None
    return Bounds(known, inside / people, (inside + unknown) / people)


def response_bounds(answered: tuple[int, int], workforce: int) -> Bounds:
    """Return the share of a whole workforce, whatever those who did not answer would have said.

    Parameters
    ----------
    answered
        Answers of the kind asked about, and answers in all.
    workforce
        Everybody who was asked.

    Raises
    ------
    ReturnError
        An impossible tally, or more answers than people.
    """
    events, people = check_tally(answered, allow_nobody=True)
    check_tally((people, check_count(workforce, "The workforce")))
    return share_bounds(events, people - events, workforce - people)


def ratio_bounds(
    first: tuple[int, int], second: tuple[int, int], unknown: tuple[int, int]
) -> Bounds:
    """Return the first group's rate over the second's, wherever the unknown people belong.

    Parameters
    ----------
    first, second
        Events and people known to be of each group; a group may be empty.
    unknown
        Events and people whose group is not known.

    Returns
    -------
    Bounds
        Over all ways to give each unknown person to one of the groups.

    Raises
    ------
    ReturnError
        An impossible tally, or nobody whose ratio could be formed.
    """
    known = _Known(*(check_tally(t, allow_nobody=True) for t in (first, second, unknown)))
    ratios = [plain_ratio(*pair) for pair in known.extreme_placings()]
    defined = [ratio for ratio in ratios if ratio is not None]
    one, two, _ = known
    plain = plain_ratio(one, two) if one.people and two.people else None
    if not defined:
        return Bounds(plain, 0.0, math.inf, can_be_undefined=True)
    return Bounds(plain, min(defined), max(defined), can_be_undefined=known.can_be_undefined())


class _Known(NamedTuple):
    """What is known of the two groups, and the tally of the people whose group is not."""

    first: Tally
    second: Tally
    unknown: Tally

    def extreme_placings(self) -> Iterator[tuple[Tally, Tally]]:
        """Give the placings among which the smallest and the largest ratio are.

        The ratio rises with every event and falls with every other person given to the first
        group, so the extremes are corners, or next to one that leaves a group empty.
        """
        events, people = self.unknown
        others = people - events
        for moved in sorted({0, min(1, events), max(0, events - 1), events}):
            for also in sorted({0, min(1, others), max(0, others - 1), others}):
                one = Tally(self.first.events + moved, self.first.people + moved + also)
                two = Tally(
                    self.second.events + events - moved,
                    self.second.people + people - moved - also,
                )
                if one.people and two.people:
                    yield one, two

    def can_be_undefined(self) -> bool:
        """Whether a placing can leave a group empty, or both groups without an event."""
        no_events = not (self.first.events or self.second.events or self.unknown.events)
        return no_events or not self.first.people or not self.second.people


def share_bounds_interval(
    inside: int, outside: int, unknown: int, *, level: float = 0.95, method: str = "wilson"
) -> tuple[float, float]:
    """Return the ends that chance and unknown people together leave possible for a share.

    The union of the intervals at both bounds; it is never narrower than either.
    """
    people = inside + outside + unknown
    share_bounds(inside, outside, unknown)
    low = proportion_interval((inside, people), level=level, method=method)
    high = proportion_interval((inside + unknown, people), level=level, method=method)
    return low.lower, high.upper


def ratio_bounds_interval(
    first: tuple[int, int],
    second: tuple[int, int],
    unknown: tuple[int, int],
    *,
    level: float = 0.95,
    method: str = "scas",
) -> tuple[float, float]:
    """Return the ends that chance and unknown people together leave possible for a ratio.

    The union of the intervals at the extreme placings.
    """
    known = _Known(*(check_tally(t, allow_nobody=True) for t in (first, second, unknown)))
    found = [
        ratio_interval(one, two, level=level, method=method)
        for one, two in known.extreme_placings()
    ]
    if not found or known.can_be_undefined():
        return 0.0, math.inf
    return min(i.lower for i in found), max(i.upper for i in found)
