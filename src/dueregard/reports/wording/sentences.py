"""Counts first, the figure second, a plain sentence third.

Every sentence is built from a typed figure, so that a report cannot say what was not computed.
"""

from __future__ import annotations

from dueregard.figures import Figure, FigureState, Unit
from dueregard.reports.wording.printed import (
    count_of,
    one_person,
    printed,
    printed_range,
)


def sentence(figure: Figure) -> str:
    """Say one figure to a reader who is no statistician."""
    parts = [_counts_sentence(figure), _main_sentence(figure), _bounds_sentence(figure)]
    if figure.unit in {Unit.SHARE, Unit.RATIO}:
        parts.append(one_person(figure))
    return " ".join(part for part in parts if part)


def _counts_sentence(figure: Figure) -> str:
    """Say the counts: "18 of 180 BME applicants; 120 of 600 White applicants."."""
    told = [
        f"{count_of(base)} {base.words}" if base.numerator is not None else ""
        for base in figure.bases
    ]
    text = "; ".join(part for part in told if part)
    if not text:
        return ""
    if figure.unit is Unit.SHARE and figure.value is not None:
        return f"{text} ({printed(figure)})."
    return f"{text}."


def _main_sentence(figure: Figure) -> str:
    if figure.value is None:
        return figure.reason
    if figure.state is FigureState.ZERO_NUMERATOR and figure.unit is Unit.RATIO:
        return f"There was none in the first group; the ratio is {printed(figure)}."
    if figure.direction:
        return figure.direction
    return "" if figure.unit is Unit.SHARE else f"{figure.label}: {printed(figure)}."


def _bounds_sentence(figure: Figure) -> str:
    extent = printed_range(figure)
    if not extent:
        return ""
    return f"Whatever the unknown people are, it lies within these bounds: {extent}."
