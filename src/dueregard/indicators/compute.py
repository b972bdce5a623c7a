"""Counts and an edition to figures: one path for every indicator of every standard.

What does this file answer? Which function computes an indicator's method, and how last year's
return stands beside this year's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dueregard.editions.differences import comparability
from dueregard.editions.schema import (
    BoardComparison,
    MeanScore,
    RelativeLikelihood,
    SeniorBlock,
    ShareByRow,
    SurveyShare,
)
from dueregard.figures import Figure, FigureState, Unit
from dueregard.indicators.boards import board
from dueregard.indicators.context import Context, context_of, name_of
from dueregard.indicators.events import relative_likelihood
from dueregard.indicators.representation import by_row, senior_block
from dueregard.indicators.results import IndicatorResult, YearOnYear
from dueregard.indicators.scores import mean_score
from dueregard.indicators.shares import absent_figure
from dueregard.indicators.surveys import survey_share
from dueregard.vocabulary import Population

if TYPE_CHECKING:
    from collections.abc import Callable

    from dueregard.editions.schema import Edition, Indicator
    from dueregard.returns.data_return import DataReturn

_METHODS: dict[type, Callable[..., tuple[Figure, ...]]] = {
    ShareByRow: by_row,
    SeniorBlock: senior_block,
    RelativeLikelihood: relative_likelihood,
    SurveyShare: survey_share,
    MeanScore: mean_score,
    BoardComparison: board,
}
_NEEDS_STAFF = (ShareByRow, SeniorBlock)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier return and the edition it was made under."""

    data_return: DataReturn
    edition: Edition


def compute_indicators(
    data_return: DataReturn, edition: Edition, earlier: Earlier | None = None
) -> tuple[IndicatorResult, ...]:
    """Compute every indicator of an edition; each has a result, with a value or with a reason.

    Parameters
    ----------
    data_return
        The counts of one organisation.
    edition
        The rules; any standard that the schema can express.
    earlier
        Last year's counts, recounted here on this edition's definitions where their grain allows.

    Returns
    -------
    tuple of IndicatorResult
        In the edition's order, one for each of its indicators.
    """
    context = context_of(data_return, edition)
    before = None if earlier is None else context_of(earlier.data_return, edition)
    return tuple(_result(context, indicator, earlier, before) for indicator in edition.indicators)


def _result(
    context: Context, indicator: Indicator, earlier: Earlier | None, before: Context | None
) -> IndicatorResult:
    result = IndicatorResult(
        number=indicator.number,
        key=indicator.key,
        family=indicator.family,
        title=indicator.title,
        definition=indicator.definition,
        figures=figures_of(context, indicator),
    )
    if earlier is None or before is None:
        return result
    year_on_year = comparable(indicator, earlier, context.edition)
    if year_on_year.kind == "broken":
        previous = tuple(_refused(figure, year_on_year.reason) for figure in result.figures)
    else:
        previous = figures_of(before, indicator)
    return replace(result, previous=previous, year_on_year=year_on_year)


def figures_of(context: Context, indicator: Indicator) -> tuple[Figure, ...]:
    """Compute the figures of one indicator, the headline first."""
    method = indicator.method
    if isinstance(method, _NEEDS_STAFF) and not context.tally.is_collected(Population.STAFF):
        name = name_of(indicator, "all.compared", "Whole workforce", "staff in post")
        reason = context.tally.why_absent(Population.STAFF)
        return (absent_figure(name, Unit.SHARE, reason),)
    return _METHODS[type(method)](context, indicator, method)


def comparable(indicator: Indicator, earlier: Earlier, edition: Edition) -> YearOnYear:
    """Say whether an earlier year may stand beside a year of this edition, and why not.

    Survey answers that were counted one by one can be counted again on another base; percentages
    cannot.
    """
    kept = any(cell.item == indicator.key for cell in earlier.data_return.cells)
    found = comparability(indicator.number, earlier.edition, edition, answers_kept=kept)
    return YearOnYear(found.kind.value, found.reason)


def _refused(figure: Figure, reason: str) -> Figure:
    return Figure(
        key=figure.key,
        label=figure.label,
        value=None,
        unit=figure.unit,
        state=FigureState.NOT_COMPARABLE,
        bases=(),
        reason=reason,
        source=figure.source,
        group=figure.group,
        row=figure.row,
    )
