"""Faults that a sentence about a figure must not have, found in its words.

Each rule answers a mistake seen in published reports: a ratio printed as a percentage, "0.66 more
likely", a ratio below 1 called more, no events read as equality, small bodies called significant.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dueregard.figures import Figure, FigureState, Unit

_RATIO_PERCENT = re.compile(
    r"\b\d+(?:\.\d+)?%\s+(?:times|as likely|more likely)|\bratio (?:is|of) \d[\d.]*%"
)
_MORE_LIKELY = re.compile(r"\b(?:more|less) likely\b")
_EQUALITY = re.compile(r"\b(?:equal|equally|fair|no difference|no discrimination)\b")
_NEGATED = re.compile(r"not evidence of equality")
_NOT_A_NUMBER = re.compile(r"\b(?:nan|inf|None)\b")


def find_faults(text: str, figure: Figure) -> tuple[str, ...]:
    """Return what is wrong with a sentence about a figure, in words; empty where nothing is.

    Parameters
    ----------
    text
        One or more sentences.
    figure
        The figure that they are about.
    """
    return tuple(words for words, is_at_fault in _RULES.items() if is_at_fault(text, figure))


def _percent_on_ratio(text: str, figure: Figure) -> bool:
    if figure.unit is Unit.RATIO and figure.direction and "%" in figure.direction:
        return True
    return _RATIO_PERCENT.search(text) is not None


def _more_likely(text: str, _: Figure) -> bool:
    return _MORE_LIKELY.search(text) is not None


def _equality_from_nothing(text: str, figure: Figure) -> bool:
    if figure.state is not FigureState.NO_EVENTS:
        return False
    return _EQUALITY.search(_NEGATED.sub("", text)) is not None


def _not_a_number(text: str, _: Figure) -> bool:
    return _NOT_A_NUMBER.search(text) is not None


def _value_without_one(text: str, figure: Figure) -> bool:
    """Whether a figure that has no value is given one all the same."""
    return figure.value is None and figure.unit is Unit.RATIO and "times as likely" in text


_RULES: dict[str, Callable[[str, Figure], bool]] = {
    "A ratio carries a per cent sign.": _percent_on_ratio,
    "A ratio is called more or less likely; it is so many times as likely.": _more_likely,
    "No events are read as equality.": _equality_from_nothing,
    "Something that is no number is printed.": _not_a_number,
    "A ratio that could not be given is given.": _value_without_one,
}
