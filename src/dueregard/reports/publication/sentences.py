"""Sentences for the public, each made from released texts and from nothing else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.editions.schema import (
    BoardComparison,
    Indicator,
    MeanScore,
    RelativeLikelihood,
    SeniorBlock,
    SurveyShare,
)
from dueregard.reports.charts.values import is_hidden, number_in
from dueregard.reports.publication.told import (
    NOT_COLLECTED,
    Told,
    group_key,
    headline_key,
    split,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 3
HIDDEN = "The figure that compares the groups is not shown."
ABSENT = "This was not collected."
NOTHING_STANDS_OUT = (
    "No figure that can be shown points to a disadvantage. That is not proof that there is none."
)
NOTHING_COMPARED = (
    "The figures that compare the groups cannot be shown, so this report cannot say which "
    "differences matter most. The organisation has them and uses them inside."
)
CHANCE = (
    "Chance alone can also make groups differ. What stands first is ordered by size, not by how "
    "unlikely chance would make it."
)
_LONG_NAMES = {"BME": "BME (Black and minority ethnic)"}
_POINTS_TO_LOGARITHM = 4.0


def indicator_sentences(told: Told, rule: Indicator) -> tuple[str, ...]:
    """Say what the release shows of an indicator."""
    if told.is_absent(rule):
        return (ABSENT,)
    main = headline_sentence(told, rule)
    said = (main, *_group_sentences(told, rule))
    if not any(said):
        return (HIDDEN,)
    return tuple(part for part in (main or HIDDEN, *said[1:]) if part)


def headline_sentence(told: Told, rule: Indicator) -> str:
    """Say the figure that an indicator is about; nothing where no single number is printed."""
    text = told.value(headline_key(rule))
    if number_in(text) is None:
        return ""
    match rule.method:
        case RelativeLikelihood():
            return _ratio_sentence(told, rule.method, text)
        case SurveyShare() | MeanScore():
            return f"{_less(told)}: {_signed(text)}."
        case BoardComparison(leads=leads):
            whom = "the workforce" if leads == "workforce" else "the population served"
            return f"{told.labels[1]} share of the board less that of {whom}: {_signed(text)}."
        case SeniorBlock():
            label = told.labels[1]
            return f"{label} share of these posts less that of the workforce: {_signed(text)}."
        case _:
            people = told.text(headline_key(rule))
            return f"{told.labels[1]} share of the whole workforce: {people}."


def _less(told: Told) -> str:
    reference, compared = told.labels
    return f"The gap between what the groups said ({compared} less {reference})"


def _signed(text: str) -> str:
    bare = text.removesuffix(" points").removesuffix(" point")
    return f"{bare} percentage points"


def _ratio_sentence(told: Told, method: RelativeLikelihood, text: str) -> str:
    reference, compared = told.labels
    over, under = (reference, compared) if method.over == "reference" else (compared, reference)
    if number_in(text) == 1:
        return f"{over} and {under} people were about as likely to {method.event_words}: {text}."
    return (
        f"{over} people were {text} times as likely as {under} people to {method.event_words}. "
        "Level would be 1."
    )


def _group_sentences(told: Told, rule: Indicator) -> Iterator[str]:
    shares = []
    for group, label in zip(("reference", "compared"), told.labels, strict=True):
        text = told.text(group_key(rule, group))
        if text and not is_hidden(text) and text != NOT_COLLECTED:
            shares.append(f"{label} {_in_words(text)}")
    if shares and headline_key(rule) != group_key(rule, "compared"):
        yield f"{'; '.join(shares)}."


def _in_words(text: str) -> str:
    low, _, high = text.removesuffix("%").partition("-")
    if low.isdigit() and high.isdigit():
        return f"between {low}% and {high}%"
    return text


def matters(told: Told) -> tuple[str, ...]:
    """Return what the release shows to the compared group's disadvantage, largest first."""
    weighed = [(_disadvantage(told, rule), rule) for rule in told.edition.indicators]
    found = sorted((pair for pair in weighed if pair[0] > 0), key=lambda one: -one[0])
    return tuple(
        f"Indicator {rule.number}, {rule.title.lower()}: "
        f"{' '.join(indicator_sentences(told, rule))}"
        for _, rule in found[:MOST]
    )


def nothing_to_tell(told: Told) -> str:
    """Say why nothing is named as mattering most."""
    comparing = [
        rule
        for rule in told.edition.indicators
        if headline_key(rule) != group_key(rule, "compared")
        and told.number(headline_key(rule)) is not None
    ]
    return NOTHING_STANDS_OUT if comparing else NOTHING_COMPARED


def groups_sentence(told: Told) -> str:
    """Say which groups are compared."""
    reference, compared = (_LONG_NAMES.get(label, label) for label in told.labels)
    what = told.edition.comparison.characteristic
    return (
        f"The standard compares two groups by {what}: {reference}, and {compared}. People whose "
        f"{what} is not known stand apart and are never left out."
    )


def _disadvantage(told: Told, rule: Indicator) -> float:
    """Return how far a printed headline lies to the compared group's disadvantage."""
    value = told.number(headline_key(rule))
    method = rule.method
    if value is None:
        return 0.0
    if isinstance(method, RelativeLikelihood):
        log = math.log(value) if value > 0 else 0.0
        return log if method.adverse == "above" else -log
    if isinstance(method, SurveyShare):
        return value / 100 * _POINTS_TO_LOGARITHM * (1 if method.good == "low" else -1)
    if isinstance(method, BoardComparison | SeniorBlock):
        return -value / 100 * _POINTS_TO_LOGARITHM
    return 0.0


def sureness(told: Told) -> tuple[str, ...]:
    """Say how far the figures bear: size, people of unknown group, indicators without a figure."""
    said = [_size(told), _unknown(told), CHANCE if matters(told) else "", _silence(told)]
    return tuple(words for words in said if words)


def _size(told: Told) -> str:
    people = told.number("workforce.headcount")
    limit = told.edition.thresholds.cautious_profile_below_people.value
    if people is None:
        return ""
    text = told.text("workforce.headcount")
    if people >= limit:
        return f"There are {text} staff."
    return (
        f"There are {text} staff. In a body this small a change of a single person can move a "
        "percentage a lot, so a year by itself shows little."
    )


def _unknown(told: Told) -> str:
    text = told.text("representation.all.unknown")
    if not text or is_hidden(text) or text == NOT_COLLECTED:
        return ""
    value, count = split(text)
    counted = f" ({count})" if count else ""
    what = told.edition.comparison.characteristic
    return f"Staff whose {what} is not known: {_in_words(value)}{counted}."


def _silence(told: Told) -> str:
    silent = [
        str(rule.number)
        for rule in told.edition.indicators
        if number_in(told.value(headline_key(rule))) is None
    ]
    if not silent:
        return ""
    named = silent[0] if len(silent) == 1 else f"{', '.join(silent[:-1])} and {silent[-1]}"
    word = "indicator" if len(silent) == 1 else "indicators"
    return f"No single number is shown for {word} {named}. The sections say why."
