"""Mean scores: the average of a score in each group, and the difference."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.figures import Base, Figure, FigureState, Unit
from dueregard.indicators.context import Context, name_of
from dueregard.indicators.shares import absent_figure
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from dueregard.editions.schema import Indicator, MeanScore


def mean_score(context: Context, indicator: Indicator, method: MeanScore) -> tuple[Figure, ...]:
    """Return the difference of the means (compared less reference), then each group's mean."""
    reference, compared = (
        _mean(context, indicator, method, group) for group in (Group.REFERENCE, Group.COMPARED)
    )
    return (_difference(context, indicator, reference, compared), reference, compared)


def _mean(context: Context, indicator: Indicator, method: MeanScore, group: Group) -> Figure:
    grouping = context.rules.grouping
    words = f"{grouping.adjective(group)} staff who gave a score"
    name = name_of(indicator, group.value, grouping.label(group), words)
    scores = [
        (Fraction(cell.answer), cell.n)
        for cell in context.tally.cells(Population.SURVEY)
        if cell.item == method.item and _is_score(cell.answer, method)
        if grouping.group_of(cell.category) is group
    ]
    people = sum(n for _, n in scores)
    if people == 0:
        reason = f"No {words}."
        return absent_figure(name, Unit.SCORE, reason, FigureState.NO_GROUP)
    mean = sum((score * n for score, n in scores), Fraction(0)) / people
    small = people < context.rules.respondents_at_least
    return Figure(
        key=name.key,
        label=name.label,
        value=float(mean),
        unit=Unit.SCORE,
        state=FigureState.CAUTION if small else FigureState.OK,
        bases=(Base(None, people, words),),
        inference=name.inference,
        source=name.source,
        group=group.value,
    )


def _is_score(answer: str, method: MeanScore) -> bool:
    try:
        return method.lowest <= float(answer) <= method.highest
    except ValueError:
        return False


def _difference(
    context: Context, indicator: Indicator, reference: Figure, compared: Figure
) -> Figure:
    grouping = context.rules.grouping
    label = f"Difference: {grouping.label(Group.COMPARED)} less {grouping.label(Group.REFERENCE)}"
    name = name_of(indicator, "difference", label, "staff who gave a score")
    for figure in (reference, compared):
        if figure.value is None:
            return absent_figure(name, Unit.SCORE, figure.reason, figure.state)
    return Figure(
        key=name.key,
        label=label,
        value=float(Fraction(repr(compared.value)) - Fraction(repr(reference.value))),
        unit=Unit.SCORE,
        state=FigureState.CAUTION
        if FigureState.CAUTION in {reference.state, compared.state}
        else FigureState.OK,
        bases=(*compared.bases, *reference.bases),
        inference=name.inference,
        source=name.source,
    )
