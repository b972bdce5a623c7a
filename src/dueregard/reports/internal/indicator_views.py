"""Each indicator's section: sentence, tables, chart, cautions and last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.editions.schema import RelativeLikelihood, ShareByRow, SurveyShare
from dueregard.figures import Figure, FigureState, Unit
from dueregard.reports import charts
from dueregard.reports.charts.of_figures import ratio_of, share_of
from dueregard.reports.internal.drawn import html_figure, likelihood_sides
from dueregard.reports.internal.model import IndicatorView, TableView, table
from dueregard.reports.wording.printed import counts, one_person, printed, printed_range
from dueregard.reports.wording.sentences import chance, sentence
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition, Indicator
    from dueregard.indicators.results import IndicatorResult

PART_TITLES = {
    "non_clinical": "Non-clinical",
    "clinical": "Clinical",
    "medical": "Medical and dental",
}


def indicator_view(
    result: IndicatorResult, indicator: Indicator, edition: Edition
) -> IndicatorView:
    """Return the section of one indicator."""
    by_row = isinstance(indicator.method, ShareByRow) and result.headline.bases
    tables = _row_tables(result, edition) if by_row else (_figure_table(result),)
    return IndicatorView(
        number=result.number,
        title=result.title,
        family=result.family,
        definition=result.definition,
        sentence=sentence(result.headline),
        chance=chance(result.headline),
        last_year=last_year(result, result.headline.key),
        cautions=tuple(caution.sentence for caution in result.headline.cautions),
        tables=tables,
        charts=_charts(result, indicator, edition),
        source=_source_words(indicator, edition),
        pledge=indicator.pledge,
    )


def last_year(result: IndicatorResult, key: str) -> str:
    """Say last year's figure beside this year's, or why it may not stand there."""
    year = result.year_on_year
    if year.kind == "none":
        return "There is no earlier return to compare with."
    if year.kind == "broken":
        return f"Not compared with last year: {year.reason}"
    before = result.before(key)
    if before is None:
        return "Last year has no such figure."
    note = " (counted again on this year's definition)" if year.kind == "recount" else ""
    return f"Last year{note}: {printed(before)}."


def _source_words(indicator: Indicator, edition: Edition) -> str:
    """Say where an indicator is defined, by the document's title, and whether it was read."""
    unread = {"yes": "", "partly": " (read in part)", "no": " (not yet read)"}
    clause = indicator.source
    title = next(item.title for item in edition.documents if item.id == clause.document)
    mark = "" if "not read" in clause.section else unread[clause.verified]
    return f"{title}, {clause.section}{mark}"


def _figure_table(result: IndicatorResult) -> TableView:
    """Return every figure of an indicator, a line each, with last year's beside it."""
    return table(
        caption=f"Indicator {result.number}: every figure",
        columns=(
            "Figure",
            "Counts",
            "This year",
            "Last year",
            "If unknown were known",
            "One person",
        ),
        rows=tuple(_figure_row(result, figure) for figure in result.figures),
    )


def _figure_row(result: IndicatorResult, figure: Figure) -> tuple[str, ...]:
    before = result.before(figure.key)
    return (
        figure.label,
        "" if figure.state is FigureState.NOT_COLLECTED else counts(figure),
        printed(figure),
        "" if before is None else printed(before),
        printed_range(figure),
        one_person(figure),
    )


def _row_tables(result: IndicatorResult, edition: Edition) -> tuple[TableView, ...]:
    """Return one table for each part of the workforce, rows with nobody in post left out."""
    rows: dict[str, list[str]] = {}
    for figure in result.figures:
        if figure.row and figure.row not in rows.setdefault(_part(figure.row), []):
            rows[_part(figure.row)].append(figure.row)
    titles = {**PART_TITLES, "": "Whole workforce and posts outside the rows"}
    return tuple(
        _matrix(result, edition, titles[part], [row for row in keys if _people(result, row)])
        for part, keys in sorted(rows.items())
        if any(_people(result, row) for row in keys)
    )


def _part(row: str) -> str:
    part = row.split(".", 1)[0]
    return part if part in PART_TITLES else ""


def _people(result: IndicatorResult, row: str) -> int:
    denominator = _cell(result, row, Group.COMPARED).bases[0].denominator
    return denominator or 0


def _cell(result: IndicatorResult, row: str, group: Group) -> Figure:
    return next(
        figure for figure in result.figures if figure.row == row and figure.group == group.value
    )


def _matrix(result: IndicatorResult, edition: Edition, title: str, rows: list[str]) -> TableView:
    rule = edition.comparison
    compared = rule.compared.label
    return table(
        caption=f"Indicator {result.number}, {title.lower()}: people by {rule.characteristic}",
        columns=(
            "Posts",
            rule.reference.label,
            compared,
            rule.unknown.label,
            f"{compared} share",
            "Points from workforce",
            "Last year",
        ),
        rows=tuple(_matrix_row(result, row) for row in rows),
        note="Rows with nobody in post are left out." if title in PART_TITLES.values() else "",
    )


def _matrix_row(result: IndicatorResult, row: str) -> tuple[str, ...]:
    numbers = [str(_cell(result, row, group).bases[0].numerator) for group in Group]
    share = _cell(result, row, Group.COMPARED)
    label = share.label.rsplit(":", 1)[0]
    distance = next(
        (figure for figure in result.figures if figure.row == row and figure.unit is Unit.POINTS),
        None,
    )
    before = result.before(share.key)
    return (
        label,
        *numbers,
        printed(share),
        "" if distance is None else printed(distance),
        "" if before is None else printed(before),
    )


def _charts(result: IndicatorResult, indicator: Indicator, edition: Edition) -> tuple[str, ...]:
    method = indicator.method
    if isinstance(method, ShareByRow) and result.headline.bases:
        return _representation_charts(result, edition)
    if isinstance(method, SurveyShare):
        return ()
    if isinstance(method, RelativeLikelihood) and result.headline.value is not None:
        return (_likelihood_chart(result, edition, method),)
    return ()


def _representation_charts(result: IndicatorResult, edition: Edition) -> tuple[str, ...]:
    compared = edition.comparison.compared.label
    overall = charts.Line("Whole workforce", printed(result.headline))
    drawn = []
    for part, title in PART_TITLES.items():
        rows = [
            share_of(figure, figure.label.rsplit(":", 1)[0])
            for figure in result.figures
            if figure.group == Group.COMPARED.value
            and _part(figure.row) == part
            and figure.state is not FigureState.NO_GROUP
        ]
        if len(rows) > 1:
            words = f"{title}: {compared} share of each band, and of the whole workforce (dashed)"
            caption = charts.Caption(f"chart-{result.number}-{part.replace('_', '-')}", words)
            drawn.append(html_figure(charts.draw_representation(caption, rows, overall)))
    return tuple(drawn)


def _likelihood_chart(result: IndicatorResult, edition: Edition, method: RelativeLikelihood) -> str:
    rows = [
        ratio_of(figure, figure.label) for figure in result.figures if figure.unit is Unit.RATIO
    ]
    title = f"Indicator {result.number}: relative likelihood (1 is equally likely)"
    caption = charts.Caption(f"chart-{result.number}", title)
    sides = likelihood_sides(edition, method.over)
    return html_figure(charts.draw_likelihoods(caption, rows, sides))
