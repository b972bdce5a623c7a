"""Relative likelihood: one group's rate over the other's, with every state a zero can bring.

Unknown people are in neither group's rate; what they could have been bounds the ratio. The
direction (which group's rate is on top) is the edition's, so it is always said in words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.figures import (
    BandPlace,
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
from dueregard.indicators.shares import NOT_SEPARATED
from dueregard.indicators.uncertainty import (
    Rate,
    one_person_ratio,
    ratio_interval_of,
    weigh,
)
from dueregard.indicators.words import ratio_direction
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from dueregard.indicators.groups import GroupCounts
    from dueregard.indicators.rules import Rules


@dataclass(frozen=True, slots=True)
class LikelihoodInputs:
    """What a relative likelihood is made from.

    ``over`` is the group on top of the ratio; ``event_words`` completes "as likely to ...";
    ``event_people_words`` names those who met the event ("people appointed").
    """

    events: GroupCounts
    people: GroupCounts
    over: Group
    event_words: str
    event_people_words: str
    people_words: str
    years: int = 1

    def rate(self, group: Group) -> Rate:
        """Return one group's events among its people."""
        return Rate(self.events.of(group), self.people.of(group), self.years)

    @property
    def under(self) -> Group:
        """The group below the line."""
        return Group.COMPARED if self.over is Group.REFERENCE else Group.REFERENCE

    @property
    def unknown_rate(self) -> Rate:
        """Events among people of unknown group."""
        return Rate(self.events.unknown, self.people.unknown, self.years)


def likelihood_figure(rules: Rules, inputs: LikelihoodInputs, name: Name) -> Figure:
    """Return the relative likelihood as a figure whose state says what kind of answer it is."""
    top, bottom = inputs.rate(inputs.over), inputs.rate(inputs.under)
    state, reason = _state(rules, inputs, top, bottom)
    value = float(top.value / bottom.value) if state.has_value else None
    return Figure(
        key=name.key,
        label=name.label,
        value=value,
        unit=Unit.RATIO,
        state=state,
        bases=tuple(_base(rules, inputs, group) for group in (inputs.over, inputs.under)),
        direction=ratio_direction(rules.grouping, inputs, value) if value is not None else "",
        reason=reason,
        cautions=_cautions(rules, inputs, state),
        bounds=_bounds(inputs, top, bottom),
        one_person=one_person_ratio(top, bottom) if value is not None else None,
        interval=ratio_interval_of(rules, top, bottom) if _is_answer(state) else None,
        evidence=weigh(rules, top, bottom) if _is_answer(state) else None,
        inference=name.inference,
        source=name.source,
        row=name.row,
        band=_band(rules, value) if state is FigureState.OK and value is not None else None,
    )


def _band(rules: Rules, value: float) -> BandPlace:
    """Place an unrounded ratio against the four-fifths band."""
    low, high = rules.band
    return BandPlace(low, high, is_inside=low <= value <= high)


def rate_figure(rules: Rules, inputs: LikelihoodInputs, group: Group, name: Name) -> Figure:
    """Return one group's own rate, so that a ratio never stands without the two it is made of."""
    rate = inputs.rate(group)
    state, reason = _rate_state(rules, inputs, group)
    value = float(rate.value) if state.has_value else None
    return Figure(
        key=name.key,
        label=name.label,
        value=value,
        unit=Unit.SHARE,
        state=state,
        bases=(_base(rules, inputs, group),),
        reason=reason,
        bounds=_rate_bounds(inputs, rate),
        one_person=None if value is None else _one_person_rate(rate),
        inference=name.inference,
        source=name.source,
        group=group.value,
        row=name.row,
    )


def _rate_state(rules: Rules, inputs: LikelihoodInputs, group: Group) -> tuple[FigureState, str]:
    refusal = _refusal(rules, inputs)
    if refusal is not None:
        return refusal
    rate = inputs.rate(group)
    if rate.people == 0:
        return FigureState.NO_GROUP, _nobody(rules, inputs, group)
    small = min(rate.events, rate.most_events - rate.events) < rules.small_count
    return (FigureState.CAUTION if small else FigureState.OK), ""


def _rate_bounds(inputs: LikelihoodInputs, rate: Rate) -> Range | None:
    """Return the extremes of one group's rate whatever the unknown people are."""
    unknown = inputs.unknown_rate
    if unknown.events == unknown.people == 0:
        return None
    raised, _ = _corner(rate, rate, unknown)
    _, lowered = _corner(rate, rate, unknown)
    ends = [float(end.value) if end.people else 0.0 for end in (lowered, raised)]
    return Range(min(ends), max(ends))


def _is_answer(state: FigureState) -> bool:
    """Whether chance can be weighed: a zero in one group has one open end, and says so."""
    return state.has_value or state is FigureState.ZERO_DENOMINATOR


def _base(rules: Rules, inputs: LikelihoodInputs, group: Group) -> Base:
    rate = inputs.rate(group)
    window = f" over {rate.years} years" if rate.years > 1 else ""
    words = f"{rules.grouping.adjective(group)} {inputs.people_words}{window}"
    return Base(rate.events, rate.most_events, words)


def _state(
    rules: Rules, inputs: LikelihoodInputs, top: Rate, bottom: Rate
) -> tuple[FigureState, str]:
    """Unknown first: "there are no BME staff" must not be said of people who are unknown."""
    refusal = _refusal(rules, inputs)
    if refusal is not None:
        return refusal
    for group in (inputs.over, inputs.under):
        if inputs.people.of(group) == 0:
            return FigureState.NO_GROUP, _nobody(rules, inputs, group)
    if top.events == bottom.events == 0:
        return FigureState.NO_EVENTS, (
            "There were no events in either group, so no ratio exists. "
            "This is not evidence of equality."
        )
    if bottom.events == 0:
        whom = f"{bottom.people} {rules.grouping.adjective(inputs.under)} {inputs.people_words}"
        return (
            FigureState.ZERO_DENOMINATOR,
            f"A ratio cannot be given: there was no event among the {whom}.",
        )
    if top.events == 0:
        return FigureState.ZERO_NUMERATOR, ""
    return (FigureState.CAUTION if _is_small(rules, top, bottom) else FigureState.OK), ""


def _refusal(rules: Rules, inputs: LikelihoodInputs) -> tuple[FigureState, str] | None:
    """Return why neither rate nor ratio can be given, or nothing."""
    if inputs.people.not_separated or inputs.events.not_separated:
        return FigureState.NOT_COLLECTED, NOT_SEPARATED
    if rules.refuses(inputs.people) or rules.refuses(inputs.events):
        return FigureState.UNKNOWN_DOMINANT, _unknown_reason(rules, inputs)
    return None


def _nobody(rules: Rules, inputs: LikelihoodInputs, group: Group) -> str:
    return f"There are no {rules.grouping.adjective(group)} {inputs.people_words}."


def _unknown_reason(rules: Rules, inputs: LikelihoodInputs) -> str:
    counts = inputs.people if rules.refuses(inputs.people) else inputs.events
    what = inputs.people_words if counts is inputs.people else inputs.event_people_words
    return (
        f"Insufficient information: {counts.unknown:,} of {counts.total:,} {what} "
        f"({float(Fraction(100 * counts.unknown, counts.total)):.0f}%) are of unknown "
        f"{rules.grouping.characteristic}. No ratio is given, only its bounds."
    )


def _is_small(rules: Rules, top: Rate, bottom: Rate) -> bool:
    """Whether any cell, or the events expected in a group if both were alike, is small."""
    overall = Fraction(top.events + bottom.events, top.most_events + bottom.most_events)
    cells = [
        count
        for rate in (top, bottom)
        for count in (rate.events, rate.most_events - rate.events, overall * rate.most_events)
    ]
    return min(cells) < rules.small_count


def _cautions(rules: Rules, inputs: LikelihoodInputs, state: FigureState) -> tuple[Caution, ...]:
    found = rules.unknown_caution(inputs.people, inputs.people_words)
    if not found:
        found = rules.unknown_caution(inputs.events, inputs.event_people_words)
    if state in {FigureState.CAUTION, FigureState.ZERO_NUMERATOR}:
        compared = inputs.rate(Group.COMPARED)
        whom = f"{rules.grouping.adjective(Group.COMPARED)} {inputs.people_words}"
        sentence = (
            f"{compared.events:,} of {compared.most_events:,} {whom}: "
            "numbers this small move a ratio a long way."
        )
        return (*found, Caution(CautionKind.SMALL_NUMBERS, sentence))
    return found


def _ratio(top: Rate, bottom: Rate) -> float | None:
    """Return the ratio, infinity over zero, or ``None`` where it is undefined."""
    if top.people == 0 or bottom.people == 0 or top.events == bottom.events == 0:
        return None
    if bottom.events == 0:
        return math.inf
    return float(top.value / bottom.value)


def _bounds(inputs: LikelihoodInputs, top: Rate, bottom: Rate) -> Range | None:
    """Return the extremes over every way the unknown people could belong to the two groups.

    The ratio is monotone in both rates, so the extremes lie at two corners: every unknown event
    with one group and every unknown person without an event with the other, and the reverse.
    """
    unknown = inputs.unknown_rate
    if unknown.events == unknown.people == 0:
        return None
    highest = _ratio(*_corner(top, bottom, unknown))
    second, first = _corner(bottom, top, unknown)
    lowest = _ratio(first, second)
    return Range(
        low=0.0 if lowest is None else lowest, high=math.inf if highest is None else highest
    )


def _corner(raised: Rate, lowered: Rate, unknown: Rate) -> tuple[Rate, Rate]:
    """Give one group the unknown events and the other the unknown people without an event."""
    without = max(unknown.people - math.ceil(unknown.events / unknown.years), 0)
    with_event = unknown.people - without
    people = raised.people + with_event
    events = min(raised.events + unknown.events, people * raised.years)
    return replace(raised, events=events, people=people), replace(
        lowered, people=lowered.people + without
    )


def _one_person_rate(rate: Rate) -> OnePerson:
    more = rate.with_events(rate.events + 1).value if rate.events < rate.most_events else None
    fewer = rate.with_events(rate.events - 1).value if rate.events > 0 else None
    return OnePerson(
        one_more=None if more is None else float(more),
        one_fewer=None if fewer is None else float(fewer),
    )
