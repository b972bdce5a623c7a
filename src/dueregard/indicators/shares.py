"""Share of a group in a number of people, with its bounds and one-person swing.

Unknown people stay in the denominator of a share of the workforce or the board: leaving them out
would be a guess about them (WRES reports print White, BME and not known adding to the whole).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import (
    Base,
    Caution,
    CautionKind,
    Figure,
    FigureState,
    Name,
    OnePerson,
    Range,
    Unit,
)
from dueregard.printing import points_size
from dueregard.statistics.bounds import share_bounds as worst_case_share
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from dueregard.indicators.groups import GroupCounts
    from dueregard.indicators.rules import Rules


NOT_SEPARATED = "The source does not tell this group from the people it does not know."


def share_figure(rules: Rules, counts: GroupCounts, group: Group, name: Name) -> Figure:
    """Return the share of ``group`` among everybody counted, unknown people included."""
    state, reason = _state(rules, counts, group)
    numerator = counts.of(group)
    defined = state.has_value
    return Figure(
        key=name.key,
        label=name.label,
        value=numerator / counts.total if defined else None,
        unit=Unit.SHARE,
        state=state,
        bases=(Base(numerator, counts.total, name.words),),
        reason=reason,
        cautions=_cautions(rules, counts, group, name.words) if counts.total else (),
        bounds=share_bounds(counts, group),
        one_person=one_person_share(numerator, counts.total) if defined else None,
        inference=name.inference,
        source=name.source,
        group=group.value,
        row=name.row,
    )


def _state(rules: Rules, counts: GroupCounts, group: Group) -> tuple[FigureState, str]:
    if counts.total == 0:
        return FigureState.NO_GROUP, "There is nobody in this base."
    if counts.not_separated and group is not Group.COMPARED:
        return FigureState.NOT_COLLECTED, NOT_SEPARATED
    if group is not Group.UNKNOWN and rules.refuses(counts):
        reason = (
            f"{counts.unknown:,} of {counts.total:,} are of unknown "
            f"{rules.grouping.characteristic}: too many for a figure, so only bounds are given."
        )
        return FigureState.UNKNOWN_DOMINANT, reason
    small = counts.of(group) < rules.small_count
    return (FigureState.CAUTION if small else FigureState.OK), ""


def _cautions(rules: Rules, counts: GroupCounts, group: Group, words: str) -> tuple[Caution, ...]:
    found = () if group is Group.UNKNOWN else rules.unknown_caution(counts, words)
    if counts.of(group) >= rules.small_count:
        return found
    swing = points_size(1 / counts.total)
    sentence = f"One person is {swing} percentage points of the {counts.total:,} {words}."
    return (*found, Caution(CautionKind.SMALL_NUMBERS, sentence))


def share_bounds(counts: GroupCounts, group: Group) -> Range | None:
    """Return the lowest and highest share whatever the unknown people are; none if all known."""
    if group is Group.UNKNOWN or counts.unknown == 0 or counts.total == 0:
        return None
    inside = counts.of(group)
    outside = counts.total - inside - counts.unknown
    found = worst_case_share(inside, outside, counts.unknown)
    return Range(found.lower, found.upper)


def one_person_share(numerator: int, denominator: int) -> OnePerson:
    """Return the share with one person more or fewer in its numerator; the base stays."""
    return OnePerson(
        one_more=(numerator + 1) / denominator if numerator < denominator else None,
        one_fewer=(numerator - 1) / denominator if numerator > 0 else None,
    )


def people_figure(count: int, name: Name, group: str = "") -> Figure:
    """Return a number of people as a figure."""
    return Figure(
        key=name.key,
        label=name.label,
        value=float(count),
        unit=Unit.PEOPLE,
        state=FigureState.OK,
        bases=(Base(count, None, name.words),),
        source=name.source,
        group=group,
        row=name.row,
    )


def absent_figure(
    name: Name, unit: Unit, reason: str, state: FigureState = FigureState.NOT_COLLECTED
) -> Figure:
    """Return the figure that stands where there is nothing to compute, with the reason."""
    return Figure(
        key=name.key,
        label=name.label,
        value=None,
        unit=unit,
        state=state,
        bases=(),
        reason=reason,
        inference=name.inference,
        source=name.source,
        row=name.row,
    )
