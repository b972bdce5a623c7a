"""Which measures the form asks of each indicator: from the edition alone, never from the data.

So that the form has the same lines in the same order for readers inside the organisation and for
the public, and a line that is there says nothing about who is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dueregard.editions.schema import (
    BoardComparison,
    Edition,
    Indicator,
    MeanScore,
    RelativeLikelihood,
    SeniorBlock,
    ShareByRow,
    SurveyShare,
)

_PARTS = {
    "non_clinical": "Non-clinical",
    "clinical": "Clinical",
    "medical": "Medical and dental",
}
_SEATS = {
    "total": "all members",
    "voting": "voting members",
    "non_voting": "non-voting members",
    "executive": "executive members",
    "non_executive": "non-executive members",
}
_OTHERS = {"workforce": "Workforce", "population": "Population served"}
HEAD_COUNT = "workforce.headcount"
DECLARED = "completeness.staff.all.declared"


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of data: the key of its figure, and its words."""

    key: str
    words: str


def measures_of(edition: Edition, indicator: Indicator) -> tuple[Measure, ...]:
    """Return the lines of data of one indicator, in order."""
    compared = edition.comparison.compared.label
    reference = edition.comparison.reference.label
    found = _LINES[type(indicator.method)](indicator.method, (reference, compared))
    return tuple(Measure(f"{indicator.key}.{part}", words) for part, words in found)


def compared_share(edition: Edition) -> str:
    """Return the key of the compared group's share of the whole workforce."""
    for indicator in edition.indicators:
        if isinstance(indicator.method, ShareByRow | SeniorBlock):
            return f"{indicator.key}.all.compared"
    return ""


Lines = Iterator[tuple[str, str]]
Labels = tuple[str, str]


def _senior(method: SeniorBlock, labels: Labels) -> Lines:
    compared = labels[1]
    yield "senior.compared", f"{method.label}: {compared}"
    yield "all.compared", f"Whole workforce: {compared}"
    yield "senior.difference", f"Difference: {compared} share of senior posts less of all"


def _rows(method: ShareByRow, labels: Labels) -> Lines:
    compared = labels[1]
    yield "all.compared", f"Whole workforce: {compared}"
    for row in method.rows:
        part = _PARTS.get(row.part, row.part)
        yield f"{row.key}.compared", f"{part}, {row.label[0].lower()}{row.label[1:]}: {compared}"


def _likelihood(method: RelativeLikelihood, labels: Labels) -> Lines:
    reference, compared = labels
    over, under = (reference, compared) if method.over == "reference" else (compared, reference)
    yield "ratio", f"Relative likelihood, {over} over {under}"
    yield "reference", f"{reference}: likelihood to {method.event_words}"
    yield "compared", f"{compared}: likelihood to {method.event_words}"


def _pair(_: object, labels: Labels) -> Lines:
    yield "reference", labels[0]
    yield "compared", labels[1]


def _board(method: BoardComparison, labels: Labels) -> Lines:
    compared = labels[1]
    for seats in method.seats:
        words = f"Board, {_SEATS[seats]}"
        yield f"{seats}.compared", f"{words}: {compared}"
        other = _OTHERS[method.leads].lower()
        yield f"{seats}.vs_{method.leads}", f"{words}, less {other}: {compared}"
    yield method.leads, f"{_OTHERS[method.leads]}: {compared}"


_LINES: dict[type, Callable[[Any, Labels], Lines]] = {
    SeniorBlock: _senior,
    ShareByRow: _rows,
    RelativeLikelihood: _likelihood,
    SurveyShare: _pair,
    MeanScore: _pair,
    BoardComparison: _board,
}
