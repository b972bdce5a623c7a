"""Indicators 5 to 8: what staff of each group answered, side by side, with the gap in points."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.figures import (
    Base,
    Caution,
    CautionKind,
    Figure,
    FigureState,
    Interval,
    Name,
    Range,
    Unit,
)
from dueregard.indicators.context import Context, name_of
from dueregard.indicators.gaps import difference, gap_figure
from dueregard.indicators.groups import GroupCounts
from dueregard.indicators.shares import absent_figure, one_person_share
from dueregard.indicators.uncertainty import Rate, gap_interval_of, share_interval_of, weigh
from dueregard.indicators.words import gap_direction
from dueregard.printing import percent
from dueregard.statistics.bounds import response_bounds
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from dueregard.editions.schema import Indicator, SurveyShare
    from dueregard.returns.data_return import Received

_COMPARED_GROUPS = (Group.REFERENCE, Group.COMPARED)


def survey_share(context: Context, indicator: Indicator, method: SurveyShare) -> tuple[Figure, ...]:
    """Return the gap (compared less reference) first, then each group's percentage."""
    reference, compared = (
        _group_share(context, indicator, method, group) for group in _COMPARED_GROUPS
    )
    return (_gap(context, indicator, method, reference, compared), reference, compared)


def _gap(
    context: Context,
    indicator: Indicator,
    method: SurveyShare,
    reference: Figure,
    compared: Figure,
) -> Figure:
    grouping = context.rules.grouping
    direction = ""
    if reference.state.has_value and compared.state.has_value:
        direction = gap_direction(
            f"The percentage of {grouping.adjective(Group.COMPARED)} staff who {method.statement}",
            f"that of {grouping.adjective(Group.REFERENCE)} staff",
            difference(compared, reference),
        )
    label = f"Gap: {grouping.label(Group.COMPARED)} less {grouping.label(Group.REFERENCE)}"
    name = name_of(indicator, "gap", label, "staff who answered the question")
    gap = gap_figure(compared, reference, name, direction)
    return _with_chance(context, gap, compared, reference)


def _with_chance(context: Context, gap: Figure, compared: Figure, reference: Figure) -> Figure:
    """Add what chance could do to the gap, where both percentages were counted."""
    first, second = (_rate(figure) for figure in (compared, reference))
    if not gap.state.has_value or first is None or second is None:
        return gap
    return replace(
        gap,
        interval=gap_interval_of(context.rules, first.tally, second.tally),
        evidence=weigh(context.rules, first, second),
    )


def _rate(figure: Figure) -> Rate | None:
    base = figure.bases[0] if figure.bases else None
    if base is None or base.numerator is None or not base.denominator:
        return None
    return Rate(base.numerator, base.denominator)


def _group_share(
    context: Context, indicator: Indicator, method: SurveyShare, group: Group
) -> Figure:
    grouping = context.rules.grouping
    words = f"{grouping.adjective(group)} staff who answered the question"
    name = name_of(indicator, group.value, grouping.label(group), words)
    received = _received(context, indicator, group)
    if received is not None:
        return _received_share(context, received, name, group)
    counted, answered = tallies_of(context, indicator, method)
    if answered.total == 0:
        reason = context.tally.why_absent(Population.SURVEY)
        return absent_figure(name, Unit.SHARE, reason)
    return _counted_share(context, counted, answered, name, group)


def _cells(context: Context, key: str, answers: tuple[str, ...]) -> GroupCounts:
    wanted = frozenset(answers)
    return context.tally.count(
        Population.SURVEY, lambda cell: cell.item == key and cell.answer in wanted
    )


def tallies_of(
    context: Context, indicator: Indicator, method: SurveyShare
) -> tuple[GroupCounts, GroupCounts]:
    """Return who gave one of the counted answers, and who answered at all."""
    return (
        _cells(context, indicator.key, method.counted_answers),
        _cells(context, indicator.key, method.base_answers),
    )


def _counted_share(
    context: Context, counted: GroupCounts, answered: GroupCounts, name: Name, group: Group
) -> Figure:
    """Return the percentage of one group's respondents; unknown respondents are in neither."""
    rules = context.rules
    numerator, denominator = counted.of(group), answered.of(group)
    state, reason = _state(context, numerator, answered, group)
    return Figure(
        key=name.key,
        label=name.label,
        value=float(Fraction(numerator, denominator)) if state.has_value else None,
        unit=Unit.SHARE,
        state=state,
        bases=(Base(numerator, denominator, name.words),),
        reason=reason,
        cautions=(
            *rules.unknown_caution(answered, "staff who answered"),
            *_few(context, denominator),
            *_silent(context, numerator, denominator, group),
        ),
        bounds=_bounds(numerator, denominator, counted.unknown, answered.unknown),
        one_person=one_person_share(numerator, denominator) if state.has_value else None,
        interval=_interval(context, numerator, denominator, group) if state.has_value else None,
        inference=name.inference,
        source=name.source,
        group=group.value,
    )


def _interval(context: Context, numerator: int, denominator: int, group: Group) -> Interval:
    """Return the interval; staff of the group who could have answered are its population."""
    staff = context.tally.total(Population.STAFF).of(group)
    return share_interval_of(context.rules, numerator, denominator, staff or None)


def _state(
    context: Context, numerator: int, answered: GroupCounts, group: Group
) -> tuple[FigureState, str]:
    rules = context.rules
    if rules.refuses(answered):
        reason = (
            f"{answered.unknown:,} of {answered.total:,} who answered are of unknown "
            f"{rules.grouping.characteristic}: only bounds are given."
        )
        return FigureState.UNKNOWN_DOMINANT, reason
    people = answered.of(group)
    if people == 0:
        return FigureState.NO_GROUP, f"No {rules.grouping.adjective(group)} staff answered."
    small = min(numerator, people - numerator) < rules.small_count
    return (FigureState.CAUTION if small else FigureState.OK), ""


def _few(context: Context, respondents: int) -> tuple[Caution, ...]:
    least = context.rules.respondents_at_least
    if respondents >= least:
        return ()
    sentence = (
        f"{respondents} answered: below the {least} from which a survey shows a group by itself."
    )
    return (Caution(CautionKind.SMALL_NUMBERS, sentence),)


def _silent(
    context: Context, numerator: int, denominator: int, group: Group
) -> tuple[Caution, ...]:
    """Say what those who did not answer could have made of the percentage."""
    staff = context.tally.total(Population.STAFF).of(group)
    if denominator == 0 or staff <= denominator:
        return ()
    ends = response_bounds((numerator, denominator), staff)
    adjective = context.rules.grouping.adjective(group)
    sentence = (
        f"{staff - denominator} of {staff} {adjective} staff did not answer; if all of them or "
        f"none had answered so, it would be {percent(ends.upper)} or {percent(ends.lower)}."
    )
    return (Caution(CautionKind.LOW_RESPONSE, sentence),)


def _bounds(counted: int, base: int, unknown_counted: int, unknown_base: int) -> Range | None:
    """Return the extremes if every unknown respondent with one kind of answer were of the group."""
    if unknown_base == 0:
        return None
    without = unknown_base - unknown_counted
    low = Fraction(counted, base + without) if base + without else Fraction(0)
    high = (
        Fraction(counted + unknown_counted, base + unknown_counted)
        if base + unknown_counted
        else Fraction(1)
    )
    return Range(float(low), float(high))


def _received(context: Context, indicator: Indicator, group: Group) -> Received | None:
    wanted = f"group:{group.value}"
    for received in context.data_return.received:
        if received.item == indicator.key and received.category == wanted:
            return received
    return None


def _received_share(context: Context, received: Received, name: Name, group: Group) -> Figure:
    """Return a percentage that came as a percentage: it is shown as received, and says so."""
    respondents = received.respondents
    few = () if respondents is None else _few(context, respondents)
    sentence = f"Received as {received.text} from {received.source}, not counted from records."
    return Figure(
        key=name.key,
        label=name.label,
        value=received.value,
        unit=Unit.SHARE,
        state=FigureState.CAUTION if few else FigureState.OK,
        bases=(Base(None, respondents, name.words),),
        cautions=(Caution(CautionKind.RECEIVED, sentence), *few),
        inference=name.inference,
        source=name.source,
        group=group.value,
    )
