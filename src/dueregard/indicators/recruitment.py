"""Recruitment by group: share of each stage, and success from one stage to the next.

Two measures that published reports confuse, named apart. *Share*: of those shortlisted, how many
are of this group. *Success rate*: of this group's applicants, how many were shortlisted. The local
view splits the reference group into its first category and the rest (White British, other White),
as the guidance's example does; it is never the standard's own figure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dueregard.figures import (
    Base,
    Caution,
    CautionKind,
    Figure,
    FigureState,
    Inference,
    Name,
    Range,
    Unit,
)
from dueregard.indicators.events import WORDS
from dueregard.indicators.shares import NOT_SEPARATED, absent_figure, one_person_share
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from dueregard.indicators.context import Context
    from dueregard.indicators.groups import GroupCounts
    from dueregard.returns.data_return import Received

STAGES = (
    Population.APPLICANTS,
    Population.SHORTLISTED,
    Population.APPOINTED,
    Population.STARTERS,
)


@dataclass(frozen=True, slots=True)
class Band:
    """A line of the recruitment tables: a group, or a part of one."""

    key: str
    label: str
    categories: frozenset[str]


def bands_of(context: Context, stage: Population | None = None) -> tuple[Band, ...]:
    """Return the three groups, and before them the parts of the reference group.

    The parts are left out for a stage whose counts know only the group as a whole.
    """
    grouping = context.rules.grouping
    groups = [Band(group.value, grouping.label(group), _members(context, group)) for group in Group]
    reference = [code for code, group in grouping.members.items() if group is Group.REFERENCE]
    by_group = stage is not None and any(
        cell.category == f"group:{Group.REFERENCE.value}" for cell in context.tally.cells(stage)
    )
    if by_group or grouping.characteristic != "ethnicity" or len(reference) < 2:
        return tuple(groups)
    white = grouping.label(Group.REFERENCE)
    return (
        Band("reference_first", f"{white} British", frozenset(reference[:1])),
        Band("reference_other", f"Other {white}", frozenset(reference[1:])),
        *groups,
    )


def _members(context: Context, group: Group) -> frozenset[str]:
    grouping = context.rules.grouping
    named = {code for code, member in grouping.members.items() if member is group}
    extra = {"99", "Z", "blank"} if group is Group.UNKNOWN else set()
    return frozenset(named | extra | {f"group:{group.value}"})


def recruitment(context: Context) -> tuple[Figure, ...]:
    """Return shares of each stage collected, and success rates between stages both collected."""
    stages = [stage for stage in STAGES if context.tally.is_counted(stage)]
    figures = [
        _share(context, stage, band) for stage in stages for band in bands_of(context, stage)
    ]
    if {Population.APPLICANTS, Population.SHORTLISTED} <= set(stages):
        both = [bands_of(context, stage) for stage in STAGES[:2]]
        figures += [_success(context, band) for band in min(both, key=len)]
    return (*figures, *_received(context))


def _count(context: Context, stage: Population, band: Band) -> int:
    return sum(cell.n for cell in context.tally.cells(stage) if cell.category in band.categories)


def _share(context: Context, stage: Population, band: Band) -> Figure:
    counts = context.tally.total(stage)
    name = Name(
        f"recruitment.{stage}.share.{band.key}",
        f"Share of {WORDS[stage]}: {band.label}",
        f"all {WORDS[stage]}, unknown included",
        row=stage.value,
    )
    reason = _why_no_share(context, stage, band, counts)
    if reason is not None:
        return replace(
            absent_figure(name, Unit.SHARE, *reason), bounds=_bounds(context, stage, band)
        )
    return replace(
        _proportion(context, name, _count(context, stage, band), counts.total),
        bounds=_bounds(context, stage, band),
    )


def _why_no_share(
    context: Context, stage: Population, band: Band, counts: GroupCounts
) -> tuple[str, FigureState] | None:
    if counts.total == 0:
        return f"There were no {WORDS[stage]}.", FigureState.NO_GROUP
    if counts.not_separated and band.key != Group.COMPARED.value:
        return NOT_SEPARATED, FigureState.NOT_COLLECTED
    if band.key != Group.UNKNOWN.value and context.rules.refuses(counts):
        words = (
            f"{counts.unknown:,} of {counts.total:,} {WORDS[stage]} are of unknown "
            f"{context.rules.grouping.characteristic}: only bounds are given."
        )
        return words, FigureState.UNKNOWN_DOMINANT
    return None


def _bounds(context: Context, stage: Population, band: Band) -> Range | None:
    counts = context.tally.total(stage)
    if band.key == Group.UNKNOWN.value or counts.unknown == 0:
        return None
    low = _count(context, stage, band)
    return Range(low / counts.total, (low + counts.unknown) / counts.total)


def _success(context: Context, band: Band) -> Figure:
    applied = _count(context, Population.APPLICANTS, band)
    shortlisted = _count(context, Population.SHORTLISTED, band)
    name = Name(
        f"recruitment.success.{band.key}",
        f"Shortlisting success rate: {band.label}",
        f"{band.label} applicants",
        row="success",
        inference=Inference.PROCESS,
    )
    separated = not context.tally.total(Population.APPLICANTS).not_separated
    if not separated and band.key != Group.COMPARED.value:
        return absent_figure(name, Unit.SHARE, NOT_SEPARATED)
    if applied == 0:
        reason = f"There were no {band.label} applicants."
        return absent_figure(name, Unit.SHARE, reason, FigureState.NO_GROUP)
    return _proportion(context, name, shortlisted, applied)


def _proportion(context: Context, name: Name, count: int, total: int) -> Figure:
    small = count < context.rules.small_count
    return Figure(
        key=name.key,
        label=name.label,
        value=count / total,
        unit=Unit.SHARE,
        state=FigureState.CAUTION if small else FigureState.OK,
        bases=(Base(count, total, name.words),),
        one_person=one_person_share(count, total),
        inference=name.inference,
        row=name.row,
    )


def _received(context: Context) -> tuple[Figure, ...]:
    characteristic = context.rules.grouping.characteristic
    return tuple(
        _received_figure(context, received)
        for received in context.data_return.received
        if received.population in STAGES and received.characteristic == characteristic
    )


def _received_figure(context: Context, received: Received) -> Figure:
    """Return a published percentage as it was received; a base in doubt is said to be in doubt."""
    stage = Population(received.population)
    doubt = (
        f"The source prints {received.text}; over which base it does not say."
        if received.base_kind == "unknown"
        else f"Received as {received.text}, not counted from records."
    )
    label = _received_label(context, received.category)
    return Figure(
        key=f"recruitment.{stage}.received.{received.category}",
        label=f"Share of {WORDS[stage]}, as received: {label}",
        value=received.value,
        unit=Unit.SHARE,
        state=FigureState.CAUTION,
        bases=(Base(None, received.base, f"{WORDS[stage]} ({received.base_kind} base)"),),
        cautions=(Caution(CautionKind.BASE_UNKNOWN, doubt),),
        source=received.source,
        row=stage.value,
    )


def _received_label(context: Context, category: str) -> str:
    for band in bands_of(context):
        if category in band.categories:
            return band.label
    return category
