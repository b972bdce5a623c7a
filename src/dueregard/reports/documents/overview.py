"""The nine indicators on one table, and how sure they are: the first thing that is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import Figure, FigureState, Unit
from dueregard.reports.documents.tables import table
from dueregard.reports.wording.printed import printed
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from dueregard.indicators.annual import AnnualFigures
    from dueregard.indicators.results import IndicatorResult
    from dueregard.reports.pages.model import Table

STATE_WORDS = {
    FigureState.OK: "computed",
    FigureState.CAUTION: "computed; small numbers",
    FigureState.ZERO_NUMERATOR: "computed; none in one group",
    FigureState.ZERO_DENOMINATOR: "none in one group",
    FigureState.NO_EVENTS: "no events; not evidence of equality",
    FigureState.NO_GROUP: "nobody in a group",
    FigureState.UNKNOWN_DOMINANT: "too many unknown: bounds only",
    FigureState.WINDOW_SHORT: "a year is missing",
    FigureState.NOT_COLLECTED: "not collected",
    FigureState.NOT_APPLICABLE: "does not apply",
    FigureState.NOT_COMPARABLE: "not comparable",
}


def overview(annual: AnnualFigures) -> Table:
    """Return the nine indicators, always a line each."""
    return overview_of(annual, tuple(result.number for result in annual.indicators))


def overview_of(annual: AnnualFigures, numbers: tuple[int, ...]) -> Table:
    """Return some of the indicators, a line each."""
    rule = annual.edition.comparison
    return table(
        "The indicators on one table",
        (
            "Indicator",
            rule.reference.label,
            rule.compared.label,
            "Comparison",
            "Last year",
            "State",
        ),
        tuple(_row(result) for result in annual.indicators if result.number in numbers),
    )


def _row(result: IndicatorResult) -> tuple[str, ...]:
    headline = result.headline
    before = result.before(headline.key)
    return (
        f"{result.number}. {result.title}",
        _group_value(result, Group.REFERENCE),
        _group_value(result, Group.COMPARED),
        comparison(headline),
        "" if before is None else printed(before),
        STATE_WORDS[headline.state],
    )


def comparison(headline: Figure) -> str:
    """Return a headline as it stands in a table: a ratio as times, a share as nothing."""
    text = printed(headline)
    if headline.value is None:
        return text
    if headline.state is FigureState.ZERO_NUMERATOR:
        return f"{text}; none in one group"
    if headline.unit is Unit.RATIO:
        return f"{text} times"
    return "" if headline.unit is Unit.SHARE else text


def _group_value(result: IndicatorResult, group: Group) -> str:
    for figure in result.figures:
        if figure.group == group.value and figure.unit in {Unit.SHARE, Unit.SCORE}:
            return printed(figure)
    return ""
