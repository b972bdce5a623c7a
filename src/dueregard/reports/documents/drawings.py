"""Which figures are drawn, and as what: the one place that calls for charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.editions.schema import (
    BoardComparison,
    MeanScore,
    RelativeLikelihood,
    SeniorBlock,
    ShareByRow,
    SurveyShare,
)
from dueregard.figures import Figure, FigureState, Unit
from dueregard.printing import percent
from dueregard.reports.charts import (
    Caption,
    Difference,
    Line,
    Measure,
    Pair,
    Panel,
    Ratio,
    Series,
    Share,
    Sides,
    Year,
    draw_differences,
    draw_likelihoods,
    draw_overview,
    draw_pairs,
    draw_representation,
    draw_trend,
)
from dueregard.reports.charts.of_figures import (
    difference_of,
    pair_of,
    ratio_of,
    ratio_sides,
    share_of,
)
from dueregard.reports.documents.outline import PART_TITLES
from dueregard.reports.documents.sources import source_of
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dueregard.editions.schema import Edition, Indicator
    from dueregard.indicators.annual import AnnualFigures
    from dueregard.indicators.results import IndicatorResult
    from dueregard.indicators.years import Course
    from dueregard.reports.pages.model import Chart

_OF_YEARS = "Source: the returns of these years."
_STAGES = {
    "applicants": "Applicants",
    "shortlisted": "Shortlisted",
    "appointed": "Appointed",
    "starters": "New starters",
}


def overview_charts(annual: AnnualFigures) -> tuple[Chart, ...]:
    """Draw all indicators that compare two groups in one picture, the board apart."""
    pairs = list(zip(annual.indicators, annual.edition.indicators, strict=True))
    compared = annual.edition.comparison.compared
    panels = [
        *_ratio_panels(pairs, compared.adjective),
        *_gap_panels(pairs, compared.label),
        *_board_panels(pairs, compared.label),
    ]
    if not panels:
        return ()
    source = source_of(annual.data_return, *Population)
    caption = Caption("overview", "Which way the indicators point, and how sure that is", source)
    return (draw_overview(caption, panels),)


_Pairs = list[tuple["IndicatorResult", "Indicator"]]


def _ratio_panels(pairs: _Pairs, adjective: str) -> Iterator[Panel]:
    worse, better = f"worse for {adjective} staff", f"better for {adjective} staff"
    for adverse, sides in (("above", Sides(better, worse)), ("below", Sides(worse, better))):
        rows = tuple(
            ratio_of(result.headline, _named(result))
            for result, rule in pairs
            if isinstance(rule.method, RelativeLikelihood) and rule.method.adverse == adverse
        )
        if any(row.value for row in rows):
            yield Panel("How many times as likely", Measure.RATIO, rows, sides)


def _gap_panels(pairs: _Pairs, label: str) -> Iterator[Panel]:
    rows = tuple(
        difference_of(result.headline, _named(result))
        for result, rule in pairs
        if isinstance(rule.method, SurveyShare) and result.headline.unit is Unit.POINTS
    )
    if rows:
        title = f"What staff said: {label} less the other group, in points"
        yield Panel(title, Measure.POINTS, rows, Sides(f"lower for {label}", f"higher for {label}"))


def _board_panels(pairs: _Pairs, label: str) -> Iterator[Panel]:
    rows = tuple(
        difference_of(result.headline, _named(result))
        for result, rule in pairs
        if isinstance(rule.method, BoardComparison) and result.headline.unit is Unit.POINTS
    )
    if rows:
        sides = Sides(f"fewer {label} on the board", f"more {label} on the board")
        yield Panel(f"Representation on the board: {label}, in points", Measure.POINTS, rows, sides)


def _named(result: IndicatorResult) -> str:
    return f"{result.number}. {result.title}"


def indicator_charts(
    result: IndicatorResult, rule: Indicator, annual: AnnualFigures
) -> tuple[Chart, ...]:
    """Draw an indicator in the form that fits its question; nothing where it has no figure."""
    if not any(figure.value is not None for figure in result.figures):
        return ()
    source = source_of(annual.data_return, *_populations(rule))
    return _DRAW[type(rule.method)](result, rule, annual.edition, source)


def _populations(rule: Indicator) -> tuple[Population, ...]:
    method = rule.method
    if isinstance(method, RelativeLikelihood):
        return Population(method.people), Population(method.events)
    if isinstance(method, SurveyShare | MeanScore):
        return (Population.SURVEY,)
    if isinstance(method, BoardComparison):
        return Population.BOARD, Population.STAFF
    return (Population.STAFF,)


def _bands(
    result: IndicatorResult, _: Indicator, edition: Edition, source: str
) -> tuple[Chart, ...]:
    """Draw each part of the workforce that has more than one band with people."""
    if not result.headline.bases:
        return ()
    compared = edition.comparison.compared.label
    drawn = []
    for part, title in PART_TITLES.items():
        rows = [
            share_of(figure, figure.label.rsplit(":", 1)[0])
            for figure in result.figures
            if figure.group == Group.COMPARED.value
            and figure.row.split(".", 1)[0] == part
            and figure.state is not FigureState.NO_GROUP
        ]
        if len(rows) > 1:
            key = f"indicator-{result.number}-{part.replace('_', '-')}"
            caption = Caption(f"chart-{key}", f"{title}: {compared} share of each band", source)
            drawn.append(draw_representation(caption, rows, _workforce(result)))
    return tuple(drawn)


def _workforce(result: IndicatorResult) -> Line:
    share = share_of(result.headline, "Whole workforce")
    return Line("Whole workforce", share.value)


def _likelihood(
    result: IndicatorResult, rule: Indicator, edition: Edition, source: str
) -> tuple[Chart, ...]:
    method = rule.method
    if not isinstance(method, RelativeLikelihood):
        return ()
    groups = edition.comparison
    labels = (groups.reference.adjective, groups.compared.adjective)
    over, under = labels if method.over == "reference" else labels[::-1]
    sides = ratio_sides(f"{over} people", f"{under} people", f"more likely to {method.event_words}")
    rows: list[Ratio] = [ratio_of(result.headline, "This year")]
    before = result.before(result.headline.key)
    if before is not None:
        rows.append(ratio_of(before, "Last year", is_earlier=True))
    rows += [
        ratio_of(figure, figure.label) for figure in result.figures[1:] if figure.unit is Unit.RATIO
    ]
    caption = Caption(f"chart-indicator-{result.number}", "How many times as likely", source)
    return (draw_likelihoods(caption, rows, sides),)


def _survey(
    result: IndicatorResult, _: Indicator, edition: Edition, source: str
) -> tuple[Chart, ...]:
    rows = [*_pair(result.figures, "This year"), *_pair(result.previous, "Last year")]
    if not rows:
        return ()
    labels = (edition.comparison.reference.label, edition.comparison.compared.label)
    caption = Caption(f"chart-indicator-{result.number}", "What both groups answered", source)
    return (draw_pairs(caption, rows, labels),)


def _pair(figures: tuple[Figure, ...], label: str) -> Iterator[Pair]:
    shares = {figure.group: figure for figure in figures if figure.unit is Unit.SHARE}
    groups = Group.REFERENCE.value, Group.COMPARED.value
    if all(group in shares for group in groups):
        reference, compared = (shares[group] for group in groups)
        if reference.value is not None or compared.value is not None:
            yield pair_of(reference, compared, label)


def _board(
    result: IndicatorResult, _: Indicator, edition: Edition, source: str
) -> tuple[Chart, ...]:
    label = edition.comparison.compared.label
    rows: list[Difference] = [
        difference_of(figure, figure.label.rsplit(":", 1)[0])
        for figure in result.figures
        if figure.unit is Unit.POINTS and figure.value is not None
    ]
    if not rows:
        return ()
    sides = Sides(f"fewer {label} on the board", f"more {label} on the board")
    title = f"{label} share of the board less that of others, in points"
    caption = Caption(f"chart-indicator-{result.number}", title, source)
    return (draw_differences(caption, rows, sides),)


def _senior_block(
    result: IndicatorResult, _: Indicator, edition: Edition, source: str
) -> tuple[Chart, ...]:
    label = edition.comparison.compared.label
    rows = [
        share_of(figure, figure.label.rsplit(":", 1)[0])
        for figure in result.figures
        if figure.group == Group.COMPARED.value and figure.unit is Unit.SHARE
    ]
    caption = Caption(f"chart-indicator-{result.number}", f"{label} share", source)
    return (draw_representation(caption, rows),) if len(rows) > 1 else ()


def _nothing(*_: object) -> tuple[Chart, ...]:
    return ()


_DRAW: dict[type, Callable[..., tuple[Chart, ...]]] = {
    ShareByRow: _bands,
    SeniorBlock: _senior_block,
    RelativeLikelihood: _likelihood,
    SurveyShare: _survey,
    MeanScore: _nothing,
    BoardComparison: _board,
}


def seniority_charts(annual: AnnualFigures) -> tuple[Chart, ...]:
    """Draw the compared group's share of senior posts and of the board beside the workforce's."""
    figures = [
        figure
        for figure in annual.section("seniority").figures
        if figure.group == Group.COMPARED.value and figure.value is not None
    ]
    if not figures or not annual.indicators[0].headline.bases:
        return ()
    rows: list[Share] = [share_of(figure, figure.label.rsplit(":", 1)[0]) for figure in figures]
    label = annual.edition.comparison.compared.label
    source = source_of(annual.data_return, Population.STAFF, Population.BOARD)
    caption = Caption("chart-seniority", f"{label} share of senior posts and of the board", source)
    return (draw_representation(caption, rows, _workforce(annual.indicators[0])),)


def recruitment_charts(annual: AnnualFigures) -> tuple[Chart, ...]:
    """Draw the compared group's share of each stage, beside its share of the population."""
    shares = {figure.key: figure for figure in annual.section("recruitment").figures}
    rows = []
    for stage, words in _STAGES.items():
        counted = shares.get(f"recruitment.{stage}.share.{Group.COMPARED.value}")
        received = shares.get(f"recruitment.{stage}.received.group:{Group.COMPARED.value}")
        figure = received if counted is None or counted.value is None else counted
        if figure is not None:
            rows.append(share_of(figure, words))
    if len(rows) < 2:
        return ()
    label = annual.edition.comparison.compared.label
    served = annual.section("population").figures[:1]
    line = next((Line("Population served", share_of(one, "-").value) for one in served), None)
    source = source_of(annual.data_return, *map(Population, _STAGES))
    title = f"{label} share of each stage of recruitment"
    return (draw_representation(Caption("chart-recruitment", title, source), rows, line),)


def course_chart(course: Course, annual: AnnualFigures) -> Chart:
    """Draw both groups over the years."""
    groups = annual.edition.comparison
    series = [
        Series(
            label,
            tuple(
                Year(str(year.year), percent(n / of) if of else "nobody")
                for year in course.years
                for n, of in ((year.compared if is_compared else year.reference),)
            ),
            is_compared,
        )
        for label, is_compared in ((groups.reference.label, False), (groups.compared.label, True))
    ]
    caption = Caption(
        f"chart-years-{course.number}", f"{course.number}. {course.title}, by year", _OF_YEARS
    )
    return draw_trend(caption, series, Measure.SHARE)
