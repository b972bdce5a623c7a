"""Released texts by the key of their figure, taken apart for sentences, tables and drawings.

Nothing is computed: a number that is compared or placed is the one that was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dueregard.disclosure.released import SYMBOL, ReleasedFigure, ReleasedState
from dueregard.editions.schema import (
    BoardComparison,
    Edition,
    Indicator,
    MeanScore,
    RelativeLikelihood,
    SeniorBlock,
    SurveyShare,
)
from dueregard.reports.charts.values import number_in
from dueregard.reports.publication.model import Publication, figures_of

_COUNTED = re.compile(r"(?P<value>[^()]+) \((?P<count>(?:about )?[\d,]+ of [\d,]+)\)")
NOT_COLLECTED = ReleasedState.NOT_COLLECTED.value


@dataclass(frozen=True)
class Told:
    """A publication with the edition that names its figures.

    ``place`` leads from the document to the bundle's own files.
    """

    publication: Publication
    edition: Edition
    place: str = "../"

    @cached_property
    def _found(self) -> dict[tuple[str, str], ReleasedFigure]:
        return {(one.key, one.year): one for _, one in figures_of(self.publication)}

    def figure(self, key: str, year: str = "this") -> ReleasedFigure | None:
        """Return a released figure, or None where the release has no such line."""
        return self._found.get((key, year))

    def text(self, key: str, year: str = "this") -> str:
        """Return what is printed of a figure, or nothing."""
        figure = self.figure(key, year)
        return "" if figure is None else figure.printed

    def value(self, key: str, year: str = "this") -> str:
        """Return a figure's printed value without the counts behind it."""
        return split(self.text(key, year))[0]

    def number(self, key: str, year: str = "this") -> float | None:
        """Return the single number that is printed of a figure, or None."""
        return number_in(self.value(key, year))

    def is_absent(self, indicator: Indicator) -> bool:
        """Whether nothing of an indicator was collected."""
        found = list(self.of(indicator.key))
        return bool(found) and all(one.state is ReleasedState.NOT_COLLECTED for one in found)

    def of(self, *subjects: str) -> Iterator[ReleasedFigure]:
        """Yield this year's figures whose keys begin with one of these words."""
        for _, figure in figures_of(self.publication):
            is_of = any(figure.key == s or figure.key.startswith(f"{s}.") for s in subjects)
            if figure.year == "this" and is_of:
                yield figure

    @property
    def is_narrative(self) -> bool:
        """Whether it was published without any figure."""
        return not self.publication.tables

    @property
    def hides(self) -> bool:
        """Whether something is hidden to protect people."""
        return any(one.printed == SYMBOL for _, one in figures_of(self.publication))

    @property
    def labels(self) -> tuple[str, str]:
        """What the reference and the compared group are called."""
        rule = self.edition.comparison
        return rule.reference.label, rule.compared.label


def split(text: str) -> tuple[str, str]:
    """Take "8.9% (5 of 56)" apart into the value and the count; a text without counts is whole."""
    found = _COUNTED.fullmatch(text)
    return (text, "") if found is None else (found["value"], found["count"])


def headline_key(rule: Indicator) -> str:
    """Return the key of the figure that an indicator is about."""
    match rule.method:
        case RelativeLikelihood():
            return f"{rule.key}.ratio"
        case SurveyShare() | MeanScore():
            return f"{rule.key}.gap"
        case BoardComparison(leads=leads, seats=seats):
            return f"{rule.key}.{seats[0]}.vs_{leads}"
        case SeniorBlock():
            return f"{rule.key}.senior.difference"
        case _:
            return f"{rule.key}.all.compared"


def group_key(rule: Indicator, group: str) -> str:
    """Return the key of one group's share under an indicator's headline."""
    match rule.method:
        case BoardComparison(seats=seats):
            return f"{rule.key}.{seats[0]}.{group}"
        case SeniorBlock():
            return f"{rule.key}.senior.{group}"
        case RelativeLikelihood() | SurveyShare() | MeanScore():
            return f"{rule.key}.{group}"
        case _:
            return f"{rule.key}.all.{group}"
