"""The race disparity ratio: how one group thins out from tier to tier beside the other.

It compares stocks of people in post, not promotions; each figure says so.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
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
from dueregard.indicators.rules import cite
from dueregard.indicators.shares import absent_figure
from dueregard.printing import times
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from dueregard.editions.schema import Disparity, DisparityTier
    from dueregard.indicators.context import Context
    from dueregard.indicators.groups import GroupCounts

_STOCK = Caution(
    CautionKind.STOCK_NOT_FLOW,
    "This compares people in post on one day; it is not a rate of promotion.",
)


def disparity_ratios(context: Context) -> tuple[Figure, ...]:
    """Return the ratios of every part and pair of tiers; empty where the edition has none."""
    rule = context.edition.disparity
    if rule is None:
        return ()
    return tuple(
        _ratio(context, rule, part, lower, upper)
        for part in rule.parts
        for lower, upper in combinations(rule.tiers, 2)
    )


def _count(context: Context, part: str, tier: DisparityTier) -> GroupCounts:
    bands = frozenset(tier.pay_bands)
    return context.tally.count(
        Population.STAFF, lambda cell: cell.part == part and cell.pay_band in bands
    )


def _ratio(
    context: Context, rule: Disparity, part: str, lower: DisparityTier, upper: DisparityTier
) -> Figure:
    below, above = _count(context, part, lower), _count(context, part, upper)
    label = f"{part.replace('_', '-').capitalize()}: {lower.label} to {upper.label}"
    name = Name(
        f"RDR.{part}.{lower.key}_{upper.key}", label, context.staff_words, cite(rule.source)
    )
    state, reason = _state(context, below, above)
    if not state.has_value:
        return absent_figure(name, Unit.RATIO, reason, state)
    value = _value(below, above)
    return Figure(
        key=name.key,
        label=label,
        value=float(value),
        unit=Unit.RATIO,
        state=state,
        bases=tuple(_base(context, group, below, above) for group in _GROUPS),
        direction=_words(context, float(value), lower, upper),
        cautions=(_STOCK, *context.rules.unknown_caution(below + above, "staff in these tiers")),
        bounds=_bounds(below, above),
        one_person=_one_person(below, above),
        source=name.source,
        row=part,
    )


_GROUPS = (Group.REFERENCE, Group.COMPARED)


def _value(below: GroupCounts, above: GroupCounts) -> Fraction:
    return Fraction(above.reference * below.compared, below.reference * above.compared)


def _bounds(below: GroupCounts, above: GroupCounts) -> Range | None:
    """Return the extremes: the unknown of one tier all in one group, of the other in the other."""
    if below.unknown == above.unknown == 0:
        return None
    highest = _times(
        replace(below, compared=below.compared + below.unknown),
        replace(above, reference=above.reference + above.unknown),
    )
    lowest = _times(
        replace(below, reference=below.reference + below.unknown),
        replace(above, compared=above.compared + above.unknown),
    )
    return Range(lowest, highest)


def _times(below: GroupCounts, above: GroupCounts) -> float:
    if below.reference * above.compared == 0:
        return math.inf
    return float(_value(below, above))


def _one_person(below: GroupCounts, above: GroupCounts) -> OnePerson:
    """Return the ratio with one of the compared group more or fewer in the upper tier."""
    more = _times(below, replace(above, compared=above.compared + 1))
    fewer = _times(below, replace(above, compared=above.compared - 1))
    now = _times(below, above)
    flips = math.isinf(fewer) or (more - 1) * (now - 1) < 0 or (fewer - 1) * (now - 1) < 0
    return OnePerson(more, None if math.isinf(fewer) else fewer, flips=flips)


def _base(context: Context, group: Group, below: GroupCounts, above: GroupCounts) -> Base:
    words = f"{context.rules.grouping.adjective(group)} staff in the upper of the two tiers"
    return Base(above.of(group), below.of(group), f"{words}, beside those in the lower")


def _state(context: Context, below: GroupCounts, above: GroupCounts) -> tuple[FigureState, str]:
    grouping = context.rules.grouping
    both = below + above
    if context.rules.refuses(both):
        return FigureState.UNKNOWN_DOMINANT, (
            f"{both.unknown:,} of {both.total:,} in these tiers are of unknown "
            f"{grouping.characteristic}."
        )
    for group in _GROUPS:
        if below.of(group) == 0:
            words = f"There are no {grouping.adjective(group)} staff in the lower tier."
            return FigureState.NO_GROUP, words
    if above.compared == 0:
        words = f"There are no {grouping.adjective(Group.COMPARED)} staff in the upper tier."
        return FigureState.ZERO_DENOMINATOR, words
    cells = (below.reference, below.compared, above.reference, above.compared)
    if above.reference == 0:
        return FigureState.ZERO_NUMERATOR, ""
    small = min(cells) < context.rules.small_count
    return (FigureState.CAUTION if small else FigureState.OK), ""


def _words(context: Context, value: float, lower: DisparityTier, upper: DisparityTier) -> str:
    grouping = context.rules.grouping
    reference, compared = (grouping.adjective(group) for group in _GROUPS)
    if times(value) == "1.00":
        return (
            f"{reference} and {compared} staff are alike between {lower.label} and {upper.label}."
        )
    return (
        f"From {lower.label} to {upper.label}, {reference} staff are {times(value)} times as "
        f"strongly represented as {compared} staff."
    )
