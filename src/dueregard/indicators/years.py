"""Several years together: what each year counted, the years pooled, and whether they keep a course.

Only flows and surveys are pooled: those are other people or other answers each year. Staff in post
and board members are the same people from year to year; their counts stand side by side, and only
the direction is looked at (guidance 03764, section 2.2.2: heed small changes that signify a trend).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import structs

from dueregard.editions.schema import RelativeLikelihood, SurveyShare
from dueregard.figures import Figure, Name
from dueregard.indicators.compute import Earlier, comparable
from dueregard.indicators.context import Context, context_of
from dueregard.indicators.events import WORDS, inputs_of
from dueregard.indicators.groups import GroupCounts
from dueregard.indicators.likelihoods import LikelihoodInputs, likelihood_figure
from dueregard.indicators.rules import cite
from dueregard.indicators.shares import share_figure
from dueregard.indicators.surveys import tallies_of
from dueregard.statistics.trend import fits_exact_test, trend_test, watch
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition, Indicator
    from dueregard.returns.data_return import DataReturn

MOST_POOLED = 3
_FEWEST_FOR_TREND = 3
_FEWEST_FOR_WATCH = 4


@dataclass(frozen=True, slots=True)
class Year:
    """One year of one indicator: the compared group's events among its people."""

    year: int
    reference: tuple[int, int]
    compared: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Course:
    """An indicator over the years.

    ``years`` are those that may stand beside each other on the present definition, oldest first;
    ``left_out`` says which may not, and why. ``words`` says what direction they show.
    """

    number: int
    title: str
    years: tuple[Year, ...]
    left_out: tuple[str, ...]
    pooled: Figure | None
    words: str
    is_watched: bool = False


def courses(
    data_return: DataReturn, edition: Edition, history: tuple[Earlier, ...]
) -> tuple[Course, ...]:
    """Return the course of each indicator that has at least two comparable years.

    Parameters
    ----------
    data_return, edition
        This year.
    history
        Earlier years, oldest first.
    """
    if not history:
        return ()
    found = (_course(indicator, data_return, edition, history) for indicator in edition.indicators)
    return tuple(course for course in found if course is not None and len(course.years) > 1)


def _course(
    indicator: Indicator, data_return: DataReturn, edition: Edition, history: tuple[Earlier, ...]
) -> Course | None:
    kept, left_out = [], []
    for earlier in history:
        found = comparable(indicator, earlier, edition)
        if found.kind == "broken":
            left_out.append(f"{earlier.data_return.reporting_year}: {found.reason}")
        else:
            kept.append(context_of(earlier.data_return, edition))
    contexts = [*kept, context_of(data_return, edition)]
    years = [_year(context, indicator) for context in contexts]
    used = tuple(year for year in years if year is not None)
    words, watched = _words(indicator, used)
    return Course(
        number=indicator.number,
        title=indicator.title,
        years=used,
        left_out=tuple(left_out),
        pooled=_pooled(contexts, indicator),
        words=words,
        is_watched=watched,
    )


def _year(context: Context, indicator: Indicator) -> Year | None:
    """Return both groups' tallies of one year, or nothing where one of them has nobody."""
    events, people = _counts(context, indicator)
    pairs = [(events.of(group), people.of(group)) for group in (Group.REFERENCE, Group.COMPARED)]
    if any(base == 0 or count > base for count, base in pairs):
        return None
    return Year(context.tally.year, *pairs)


def _counts(context: Context, indicator: Indicator) -> tuple[GroupCounts, GroupCounts]:
    method = indicator.method
    if isinstance(method, RelativeLikelihood):
        inputs = inputs_of(context, _single_year(method))
        return inputs.events, inputs.people
    if isinstance(method, SurveyShare):
        return tallies_of(context, indicator, method)
    population = Population.BOARD if indicator.family == "board" else Population.STAFF
    counts = context.tally.total(population)
    everybody = GroupCounts(counts.total, counts.total, counts.total)
    return counts, everybody


def _single_year(method: RelativeLikelihood) -> RelativeLikelihood:
    """Return the method for a single year: windows that overlap would count events twice."""
    return structs.replace(method, years=1)


def _words(indicator: Indicator, years: tuple[Year, ...]) -> tuple[str, bool]:
    tallies = [year.compared for year in years]
    if len(tallies) < _FEWEST_FOR_TREND:
        return "Two years are a comparison, not a trend.", False
    if len(tallies) >= _FEWEST_FOR_WATCH:
        seen = watch(tallies)
        if seen.is_raised and seen.direction is not None:
            ones = ", by one person each time" if seen.is_of_single_persons else ""
            return (
                f"{seen.changes} changes in a row, each {seen.direction.value}{ones}: watch.",
                True,
            )
    if indicator.inference == "fact":
        return "No steady direction. These are the same people from year to year.", False
    return _trend_words(tallies), False


def _trend_words(tallies: list[tuple[int, int]]) -> str:
    method = "mid-p" if fits_exact_test(tallies) else "cochran-armitage"
    p_value = trend_test(tallies, method=method).p_value
    return f"No steady direction that chance could not give (trend, {method}, p = {p_value:.2f})."


def _pooled(contexts: list[Context], indicator: Indicator) -> Figure | None:
    """Return the last years together for a flow or a survey; nothing for a stock."""
    if indicator.inference == "fact" or len(contexts) < 2:
        return None
    last = contexts[-MOST_POOLED:]
    events, people = GroupCounts(), GroupCounts()
    for context in last:
        more_events, more_people = _counts(context, indicator)
        events, people = events + more_events, people + more_people
    label = f"{len(last)} years together"
    method = indicator.method
    name = Name(f"{indicator.key}.pooled", label, label, cite(indicator.source))
    if isinstance(method, RelativeLikelihood):
        return likelihood_figure(last[-1].rules, _pooled_inputs(method, events, people), name)
    return _pooled_share(last[-1], people, events, name)


def _pooled_inputs(
    method: RelativeLikelihood, events: GroupCounts, people: GroupCounts
) -> LikelihoodInputs:
    return LikelihoodInputs(
        events=events,
        people=people,
        over=Group(method.over),
        event_words=method.event_words,
        event_people_words=WORDS[Population(method.events)],
        people_words=WORDS[Population(method.people)],
    )


def _pooled_share(
    context: Context, people: GroupCounts, events: GroupCounts, name: Name
) -> Figure | None:
    group = Group.COMPARED
    if people.of(group) == 0:
        return None
    compared = GroupCounts(reference=people.of(group) - events.of(group), compared=events.of(group))
    words = f"{context.rules.grouping.adjective(group)} answers of the years together"
    return share_figure(context.rules, compared, group, replace(name, words=words))
