"""What can be compared between organisations: one pair of tallies for each indicator.

Which question does this file answer? How many of how many, in each group, so that a rate, a ratio
and a gap can be made of any number of organisations added up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import structs

from dueregard.editions.schema import (
    BoardComparison,
    RelativeLikelihood,
    SeniorBlock,
    ShareByRow,
    SurveyShare,
)
from dueregard.indicators.context import context_of
from dueregard.indicators.events import inputs_of
from dueregard.indicators.surveys import tallies_of
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.editions.schema import Edition, Indicator
    from dueregard.indicators.context import Context
    from dueregard.indicators.groups import GroupCounts
    from dueregard.returns.data_return import DataReturn

Pair = tuple[int, int]
"""Events and people."""


class Measure(StrEnum):
    """What is made of a pair of tallies."""

    SHARE = "share"
    """The compared group's share of everybody: indicators 1 and 9, and stages of recruitment."""
    LIKELIHOOD = "likelihood"
    """Each group's rate, and the ratio of the two: indicators 2 to 4, and shortlisting."""
    ANSWER = "answer"
    """Each group's percentage of answers, and the gap: indicators 5 to 8."""


@dataclass(frozen=True, slots=True)
class Tallied:
    """One measure of one organisation in one year.

    Parameters
    ----------
    key
        Stable name: the indicator's key, or ``recruitment.`` and a stage.
    title
        What it is, in words.
    measure
        What is made of it.
    year
        The reporting year.
    reference, compared
        Events and people of each group; of a share the reference pair is ``(0, 0)`` and the
        compared pair is over everybody, unknown included.
    over
        Which group's rate stands above in a ratio: ``reference`` or ``compared``.
    edition
        By whose rules it was counted.
    """

    key: str
    title: str
    measure: Measure
    year: int
    reference: Pair
    compared: Pair
    over: str = Group.COMPARED.value
    edition: str = ""

    @property
    def has_both(self) -> bool:
        """Whether both groups have people."""
        return bool(self.reference[1] and self.compared[1])

    def pair(self) -> tuple[Pair, Pair]:
        """Return the tallies in the order of the ratio."""
        both = (self.reference, self.compared)
        return both if self.over == Group.REFERENCE.value else both[::-1]


_STAGES = {
    Population.APPLICANTS: "BME share of applicants",
    Population.SHORTLISTED: "BME share of people shortlisted",
    Population.APPOINTED: "BME share of people appointed",
}


def measures_of(data_return: DataReturn, edition: Edition) -> tuple[Tallied, ...]:
    """Return every measure that a return has counts for, in the edition's order.

    A measure of which too much is unknown for a figure is left out, as the indicator itself is.

    Parameters
    ----------
    data_return, edition
        The counts, and the rules they are read by.
    """
    context = context_of(data_return, edition)
    found = [
        tallied
        for indicator in edition.indicators
        if (tallied := _tallied(context, indicator)) is not None
    ]
    every = (*found, *_recruitment(context))
    return tuple(replace(one, edition=edition.edition) for one in every)


def _tallied(context: Context, indicator: Indicator) -> Tallied | None:
    method = indicator.method
    if isinstance(method, ShareByRow | SeniorBlock):
        return _share(context, Population.STAFF, indicator.key, "BME share of staff in post")
    if isinstance(method, BoardComparison):
        board = context.data_return.organisation.board_name
        return _share(context, Population.BOARD, indicator.key, f"BME share of the {board}")
    if isinstance(method, RelativeLikelihood):
        inputs = inputs_of(context, structs.replace(method, years=1))
        if not _is_collected(context, Population(method.people), Population(method.events)):
            return None
        counts = (inputs.events, inputs.people)
        one_year = structs.replace(indicator, title=f"{indicator.title} (one year)")
        named = one_year if method.years > 1 else indicator
        return _pair(context, named, Measure.LIKELIHOOD, counts, method.over)
    if isinstance(method, SurveyShare):
        counted = tallies_of(context, indicator, method)
        return _pair(context, indicator, Measure.ANSWER, counted, Group.COMPARED.value)
    return None


def _is_collected(context: Context, *populations: Population) -> bool:
    return all(context.tally.is_collected(one) for one in populations)


def _share(context: Context, population: Population, key: str, title: str) -> Tallied | None:
    counts = context.tally.total(population)
    if not counts.total or context.rules.refuses(counts):
        return None
    title = title.replace("BME", context.rules.grouping.label(Group.COMPARED))
    year = context.tally.year
    return Tallied(key, title, Measure.SHARE, year, (0, 0), (counts.compared, counts.total))


def _pair(
    context: Context,
    indicator: Indicator,
    measure: Measure,
    counts: tuple[GroupCounts, GroupCounts],
    over: str,
) -> Tallied | None:
    events, people = counts
    pairs = [(events.of(group), people.of(group)) for group in (Group.REFERENCE, Group.COMPARED)]
    refused = any(context.rules.refuses(one) for one in counts)
    if refused or not people.known or any(x > n for x, n in pairs):
        return None
    title = indicator.title
    return Tallied(indicator.key, title, measure, context.tally.year, pairs[0], pairs[1], over)


def _recruitment(context: Context) -> Iterator[Tallied]:
    """Yield the measures of recruitment that the example of the guidance compares (Appendix 1)."""
    tally = context.tally
    for stage, title in _STAGES.items():
        if tally.is_counted(stage):
            found = _share(context, stage, f"recruitment.{stage.value}", title)
            if found is not None:
                yield found
    if not _is_collected(context, Population.APPLICANTS, Population.SHORTLISTED):
        return
    people, events = tally.total(Population.APPLICANTS), tally.total(Population.SHORTLISTED)
    pairs = [(events.of(group), people.of(group)) for group in (Group.REFERENCE, Group.COMPARED)]
    if people.known and not context.rules.refuses(people) and all(x <= n for x, n in pairs):
        title = "Being shortlisted after applying"
        measure, over = Measure.LIKELIHOOD, Group.REFERENCE.value
        key = "recruitment.success"
        yield Tallied(key, title, measure, tally.year, pairs[0], pairs[1], over)
