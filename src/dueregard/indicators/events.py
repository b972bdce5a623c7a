"""Indicators 2 to 4: how likely each group is to meet an event, and the ratio of the two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dueregard.figures import Caution, CautionKind, Figure, FigureState, Name, Unit
from dueregard.indicators.context import Context, name_of
from dueregard.indicators.groups import GroupCounts
from dueregard.indicators.likelihoods import LikelihoodInputs, likelihood_figure, rate_figure
from dueregard.indicators.shares import absent_figure
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from collections.abc import Callable

    from dueregard.editions.schema import Indicator, RelativeLikelihood
    from dueregard.returns.data_return import Cell

WORDS = {
    Population.STAFF: "staff",
    Population.APPLICANTS: "applicants",
    Population.SHORTLISTED: "shortlisted applicants",
    Population.APPOINTED: "people appointed",
    Population.STARTERS: "new starters",
    Population.DISCIPLINARY: "people who entered the disciplinary process",
    Population.TRAINING: "people who had non-mandatory training",
    Population.LEAVERS: "leavers",
}


def relative_likelihood(
    context: Context, indicator: Indicator, method: RelativeLikelihood
) -> tuple[Figure, ...]:
    """Return the ratio first, then each group's rate, then the ratio without some routes."""
    missing = _missing(context, indicator, method)
    if missing is not None:
        return (missing,)
    whole = _figures(context, indicator, method, "")
    return (*whole, *_without_routes(context, indicator, method))


def _missing(context: Context, indicator: Indicator, method: RelativeLikelihood) -> Figure | None:
    name = _ratio_name(context, indicator, method, "")
    for key in (method.events, method.people):
        population = _population(context, key)
        if not context.tally.is_collected(population):
            return absent_figure(name, Unit.RATIO, context.tally.why_absent(population))
    wanted = [context.tally.year - back for back in range(method.years)]
    events = _population(context, method.events)
    looked_at = [year for year in wanted if context.tally.covers(events, year)]
    if len(looked_at) < method.years:
        reason = (
            f"The edition averages {method.years} years and the return covers "
            f"{len(looked_at)}: one year must not stand silently for two."
        )
        return absent_figure(name, Unit.RATIO, reason, FigureState.WINDOW_SHORT)
    return None


def _population(context: Context, key: str) -> Population:
    """Return the population; new starters stand for people appointed where the return says so."""
    population = Population(key)
    proxy = context.data_return.appointed_basis == "started_proxy"
    if population is Population.APPOINTED and proxy:
        return Population.STARTERS
    return population


def _figures(
    context: Context,
    indicator: Indicator,
    method: RelativeLikelihood,
    suffix: str,
    where: Callable[[Cell], bool] = lambda _: True,
) -> tuple[Figure, ...]:
    inputs = inputs_of(context, method, where)
    ratio = likelihood_figure(
        context.rules, inputs, _ratio_name(context, indicator, method, suffix)
    )
    rates = tuple(
        rate_figure(
            context.rules,
            inputs,
            group,
            name_of(
                indicator,
                f"{group.value}{suffix}",
                f"{context.rules.grouping.label(group)}: likelihood to {method.event_words}",
                inputs.people_words,
            ),
        )
        for group in (Group.REFERENCE, Group.COMPARED)
    )
    return (_with_proxy_caution(context, method, ratio), *rates)


def _ratio_name(
    context: Context, indicator: Indicator, method: RelativeLikelihood, suffix: str
) -> Name:
    over = Group(method.over)
    under = Group.COMPARED if over is Group.REFERENCE else Group.REFERENCE
    grouping = context.rules.grouping
    label = f"Relative likelihood, {grouping.label(over)} over {grouping.label(under)}"
    return name_of(indicator, f"ratio{suffix}", label, method.event_words)


def inputs_of(
    context: Context,
    method: RelativeLikelihood,
    where: Callable[[Cell], bool] = lambda _: True,
) -> LikelihoodInputs:
    """Return the events and people that a method compares."""
    tally = context.tally
    people = Population(method.people)
    events = _population(context, method.events)
    counts = [tally.count(events, where, year=tally.year - back) for back in range(method.years)]
    return LikelihoodInputs(
        events=sum(counts, GroupCounts()),
        people=tally.count(people, where),
        over=Group(method.over),
        event_words=method.event_words,
        event_people_words=WORDS[events],
        people_words=WORDS[people],
        years=method.years,
    )


def _with_proxy_caution(context: Context, method: RelativeLikelihood, ratio: Figure) -> Figure:
    if _population(context, method.events) is not Population.STARTERS:
        return ratio
    sentence = (
        "New starters stand for people appointed from the shortlist; "
        "they need not have come from these shortlists."
    )
    return replace(ratio, cautions=(*ratio.cautions, Caution(CautionKind.PROXY, sentence)))


def _without_routes(
    context: Context, indicator: Indicator, method: RelativeLikelihood
) -> tuple[Figure, ...]:
    """Return the ratio without, say, international recruits, where the return tells them apart."""
    left_out = frozenset(method.without_routes)
    people = Population(method.people)
    if not any(cell.route in left_out for cell in context.tally.cells(people)):
        return ()
    suffix = ".without_" + "_".join(sorted(left_out))
    return _figures(context, indicator, method, suffix, lambda cell: cell.route not in left_out)
