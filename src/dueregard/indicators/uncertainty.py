"""What chance could have done to a figure, and what one person would.

The one place where indicators meet :mod:`dueregard.statistics`: which interval and which test
belong to which figure is decided here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.figures import Evidence, Interval, OnePerson
from dueregard.statistics.differences import difference_interval
from dueregard.statistics.intervals import proportion_interval
from dueregard.statistics.ratios import ratio_interval
from dueregard.statistics.sensitivity import Change, one_person
from dueregard.statistics.significance import is_testable, two_group_test

if TYPE_CHECKING:
    from dueregard.indicators.rules import Rules
    from dueregard.statistics.results import Interval as Limits

RATIO_METHOD = "scas"
SHARE_METHOD = "wilson"
TEST = "fisher-mid-p"


@dataclass(frozen=True, slots=True)
class Rate:
    """Events among people. ``years`` is the window that the events are the sum of."""

    events: int
    people: int
    years: int = 1

    @property
    def value(self) -> Fraction:
        """Events a year over people."""
        return Fraction(self.events, self.people * self.years)

    @property
    def most_events(self) -> int:
        """The most events these people could have had."""
        return self.people * self.years

    @property
    def tally(self) -> tuple[int, int]:
        """Events and the most there could have been."""
        return self.events, self.most_events

    @property
    def is_possible(self) -> bool:
        """Whether events fit their people; counts from two sources need not."""
        return 0 < self.most_events >= self.events

    def with_events(self, events: int) -> Rate:
        """Return the same people with another number of events."""
        return replace(self, events=events)


def ratio_interval_of(rules: Rules, top: Rate, bottom: Rate) -> Interval | None:
    """Return the interval of a ratio of rates; an open end is infinite."""
    if not (top.is_possible and bottom.is_possible):
        return None
    limits = ratio_interval(top.tally, bottom.tally, level=rules.level, method=RATIO_METHOD)
    return _interval(limits)


def share_interval_of(rules: Rules, events: int, people: int, population: int | None) -> Interval:
    """Return the interval of a survey percentage.

    ``population`` is the number of staff the respondents are part of; where it is known the
    respondents count for more than their number (finite population correction).
    """
    known = population if population is not None and population >= people else None
    limits = proportion_interval(
        (events, people), level=rules.level, method=SHARE_METHOD, population=known
    )
    return _interval(limits)


def gap_interval_of(rules: Rules, first: tuple[int, int], second: tuple[int, int]) -> Interval:
    """Return the interval of a difference of two percentages, as proportions from -1 to 1."""
    return _interval(difference_interval(first, second, level=rules.level, method=RATIO_METHOD))


def _interval(limits: Limits) -> Interval:
    return Interval(limits.lower, limits.upper, limits.level, limits.method)


def weigh(rules: Rules, top: Rate, bottom: Rate) -> Evidence | None:
    """Return how strongly two rates differ; nothing where the counts do not fit their people."""
    if not (top.is_possible and bottom.is_possible):
        return None
    change = one_person(top.tally, bottom.tally)
    return Evidence(
        p_value=two_group_test(top.tally, bottom.tally, method=TEST).p_value,
        test=TEST,
        is_testable=is_testable(top.tally, bottom.tally, level=rules.level, method=TEST),
        fragility=change.fragility,
        shortfall=float(change.shortfall),
    )


def one_person_ratio(top: Rate, bottom: Rate) -> OnePerson | None:
    """Return the ratio with one event more or fewer in the smaller group, and whether it flips."""
    if not (top.is_possible and bottom.is_possible):
        return None
    change = one_person(top.tally, bottom.tally)
    more, fewer = change.after(Change.ONE_MORE), change.after(Change.ONE_FEWER)
    steps = [step for step in (more, fewer) if step is not None]
    return OnePerson(
        one_more=None if more is None else _finite(more.ratio),
        one_fewer=None if fewer is None else _finite(fewer.ratio),
        flips=any(step.flips for step in steps),
    )


def _finite(ratio: float | None) -> float | None:
    return None if ratio is None or ratio == float("inf") else ratio
