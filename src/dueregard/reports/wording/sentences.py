"""Counts first, the figure second, a plain sentence third.

Every sentence is built from a typed figure, so that a report cannot say what was not computed.
"""

from __future__ import annotations

from dueregard.figures import Figure, FigureState, Unit
from dueregard.printing import points, times
from dueregard.reports.wording.printed import (
    count_of,
    one_person,
    printed,
    printed_range,
    printed_value,
)
from dueregard.statistics.results import Interval as Limits
from dueregard.statistics.sentences import say_range


def sentence(figure: Figure) -> str:
    """Say one figure to a reader who is no statistician."""
    parts = [_counts_sentence(figure), _main_sentence(figure), _bounds_sentence(figure)]
    if figure.unit is not Unit.PEOPLE:
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


def chance(figure: Figure) -> str:
    """Say what chance alone could do to a figure, or nothing where it is a fact.

    A count of everybody on one day has no interval: it is what it is.
    """
    if figure.interval is None:
        return ""
    parts = (spread(figure), _band_sentence(figure), _evidence_sentence(figure))
    return " ".join(part for part in parts if part)


def spread(figure: Figure) -> str:
    """Say what sizes the figures fit, or nothing where a figure is a fact."""
    interval = figure.interval
    if interval is None:
        return ""
    low, high = interval.low, interval.high
    if figure.unit is Unit.RATIO:
        return say_range(Limits(figure.value, low, high, interval.level, interval.method))
    if figure.unit is Unit.POINTS:
        unsure = ", so its direction is not sure" if low < 0 < high else ""
        ends = f"{points(low)} to {points(high)} points"
        return f"The answers fit a gap of anything from {ends}{unsure}."
    ends = f"{printed_value(figure.unit, low)} to {printed_value(figure.unit, high)}"
    return f"The answers fit anything from {ends}."


def _band_sentence(figure: Figure) -> str:
    """Place a ratio against the four-fifths band, and say at once what the band leaves out."""
    if figure.band is None:
        return ""
    place = "inside" if figure.band.is_inside else "outside"
    return (
        f"The ratio lies {place} the range {times(figure.band.low)} to {times(figure.band.high)} "
        "that is used as a rule of thumb; the rule takes no account of numbers."
    )


def _evidence_sentence(figure: Figure) -> str:
    evidence = figure.evidence
    if evidence is None:
        return ""
    said = [] if evidence.is_testable else ["No result with these numbers could be conclusive."]
    people = round(evidence.shortfall)
    if people < 0:
        said.append(
            f"At the other group's rate there would be {_more(-people)} in the smaller group."
        )
    elif people > 0:
        said.append(
            f"At the other group's rate there would be {_fewer(people)} in the smaller group."
        )
    if evidence.fragility:
        said.append(f"{_outcomes(evidence.fragility)} would make the groups level.")
    return " ".join(said)


def _more(people: int) -> str:
    return "1 more" if people == 1 else f"{people} more"


def _fewer(people: int) -> str:
    return "1 fewer" if people == 1 else f"{people} fewer"


def _outcomes(people: int) -> str:
    return "1 different outcome" if people == 1 else f"{people} different outcomes"
