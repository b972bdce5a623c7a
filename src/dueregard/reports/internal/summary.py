"""The first page: what stands out, how sure that is, and the nine indicators on one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.editions.schema import RelativeLikelihood, SurveyShare
from dueregard.figures import Figure, FigureState, Unit
from dueregard.indicators.adversity import disadvantage
from dueregard.indicators.annual import AnnualFigures
from dueregard.printing import percent, points_size
from dueregard.reports import charts
from dueregard.reports.charts.of_figures import pair_of, ratio_of
from dueregard.reports.charts.values import number_in
from dueregard.reports.internal.concerns import concerns
from dueregard.reports.internal.drawn import html_figure, likelihood_sides
from dueregard.reports.internal.model import TableView, table
from dueregard.reports.wording.printed import counts, printed
from dueregard.reports.wording.sentences import spread
from dueregard.vocabulary import Group, Profile

if TYPE_CHECKING:
    from dueregard.editions.schema import Indicator
    from dueregard.indicators.results import IndicatorResult
    from dueregard.reports.pages.model import Chart

_MOST = 3


def overview(annual: AnnualFigures) -> TableView:
    """Return the nine indicators, always a line each."""
    rule = annual.edition.comparison
    return table(
        caption="The indicators on one table",
        columns=(
            "Indicator",
            rule.reference.label,
            rule.compared.label,
            "Comparison",
            "Last year",
            "State",
        ),
        rows=tuple(_overview_row(result) for result in annual.indicators),
    )


def _overview_row(result: IndicatorResult) -> tuple[str, ...]:
    headline = result.headline
    before = result.before(headline.key)
    return (
        f"{result.number}. {result.title}",
        _group_value(result, Group.REFERENCE),
        _group_value(result, Group.COMPARED),
        _comparison(headline),
        "" if before is None else printed(before),
        STATE_WORDS[headline.state],
    )


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


def _comparison(headline: Figure) -> str:
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


def matters(annual: AnnualFigures) -> tuple[str, ...]:
    """Return the differences that stand out most, those first that chance explains least.

    At most three to the disadvantage of the compared group; where there are fewer, concerns that
    are no indicator; last, which indicators could not be given at all.
    """
    pairs = zip(annual.indicators, annual.edition.indicators, strict=True)
    weighed = [(disadvantage(result.headline, rule), result) for result, rule in pairs]
    adverse = sorted(
        ((weight, result) for weight, result in weighed if weight > 0),
        key=lambda pair: (_p_value(pair[1].headline), -pair[0], pair[1].number),
    )
    said = [_matter(result) for _, result in adverse[:_MOST]]
    said += concerns(annual)[: _MOST - len(said)]
    told = {result.number for _, result in adverse[:_MOST]}
    silent = [
        result
        for result in annual.indicators
        if result.headline.value is None and result.number not in told
    ]
    if silent:
        said.append(_silence(silent))
    return tuple(said)


_NOT_TESTED = 0.5
"""Where a fact that is never tested stands among tested figures: after those that chance hardly
explains, before those that it explains easily."""


def _p_value(headline: Figure) -> float:
    return _NOT_TESTED if headline.evidence is None else headline.evidence.p_value


def _matter(result: IndicatorResult) -> str:
    """Say a difference with its counts first, and at once how little or much they bear."""
    headline = result.headline
    doubt = spread(headline) if headline.state is FigureState.CAUTION else ""
    counted = f"({counts(headline)})." if counts(headline) else ""
    told = (headline.direction or headline.reason).removesuffix(".")
    parts = (f"Indicator {result.number}, {result.title.lower()}: {told}", counted, doubt)
    return " ".join(part for part in parts if part)


def _silence(silent: list[IndicatorResult]) -> str:
    says = "its section says" if len(silent) == 1 else "their sections say"
    return f"No figure can be given for {_numbers(silent)}; {says} why."


def _numbers(results: list[IndicatorResult]) -> str:
    """Name indicators by number: "indicator 2", "indicators 2, 3 and 7"."""
    numbers = [str(result.number) for result in results]
    if len(numbers) == 1:
        return f"indicator {numbers[0]}"
    return f"indicators {', '.join(numbers[:-1])} and {numbers[-1]}"


def sureness(annual: AnnualFigures) -> tuple[str, ...]:
    """Say how sure the figures are: what one person is worth, and how many are unknown."""
    workforce = annual.indicators[0]
    base = next((base for figure in workforce.figures for base in figure.bases), None)
    if base is None or not base.denominator:
        return ("There is no count of staff in this return.",)
    said = []
    if annual.profile is Profile.CAUTIOUS:
        people = base.denominator
        said.append(
            f"One person is {points_size(1 / people)} percentage points of {people} staff. "
            "Read every percentage with care, and do not ignore one that keeps its direction."
        )
    said.append(_unknown_words(annual))
    flips = [result for result in annual.indicators if _flips(result.headline)]
    if flips:
        said.append(f"One person counted otherwise would turn the reading of {_numbers(flips)}.")
    return tuple(word for word in said if word)


def _flips(figure: Figure) -> bool:
    return figure.one_person is not None and figure.one_person.flips


def _unknown_words(annual: AnnualFigures) -> str:
    figure = next(
        (
            figure
            for figure in annual.indicators[0].figures
            if figure.group == Group.UNKNOWN.value and figure.row == "all"
        ),
        None,
    )
    if figure is None or figure.value is None:
        return ""
    base = figure.bases[0]
    return (
        f"{base.numerator} of {base.denominator} staff ({percent(figure.value)}) are of unknown "
        f"{annual.edition.comparison.characteristic}."
    )


def looks(annual: AnnualFigures) -> str:
    """Say how many figures were tested, and how often chance alone would show one."""
    standing = annual.standing_out
    if not standing.looked_at:
        return "No figure of this year could be tested: facts need no test, and the rest are few."
    return (
        f"{standing.looked_at} figures were tested. With nothing behind them, about "
        f"{percent(standing.chance_of_any, 0)} of such reports would show at least one that looks "
        "significant by itself; the established list allows for that, the watch list does not."
    )


def overview_charts(annual: AnnualFigures) -> tuple[str, ...]:
    """Draw the survey indicators as pairs, and the likelihoods on one logarithmic scale."""
    kinds = list(zip(annual.indicators, annual.edition.indicators, strict=True))
    drawn = [*_likelihood_charts(annual, kinds)]
    rule = annual.edition.comparison
    found = [_pair(result) for result, kind in kinds if isinstance(kind.method, SurveyShare)]
    survey = [pair for pair in found if pair is not None]
    if survey:
        caption = charts.Caption("overview-survey", "What staff answered")
        labels = (rule.reference.label, rule.compared.label)
        drawn.append(charts.draw_pairs(caption, survey, labels))
    return tuple(html_figure(chart) for chart in drawn)


def _likelihood_charts(
    annual: AnnualFigures, kinds: list[tuple[IndicatorResult, Indicator]]
) -> list[Chart]:
    """Draw the ratios that have the same group on top together: the sides of 1 mean one thing."""
    drawn = []
    for over in ("reference", "compared"):
        rows = [
            ratio_of(result.headline, f"{result.number}. {_short(result.title)}")
            for result, kind in kinds
            if isinstance(kind.method, RelativeLikelihood) and kind.method.over == over
        ]
        if any(number_in(row.value) is not None for row in rows):
            caption = charts.Caption(
                f"overview-likelihoods-{over}", "Relative likelihoods (1 is equally likely)"
            )
            sides = likelihood_sides(annual.edition, over)
            drawn.append(charts.draw_likelihoods(caption, rows, sides))
    return drawn


def _pair(result: IndicatorResult) -> charts.Pair | None:
    shares = {figure.group: figure for figure in result.figures if figure.group}
    reference = shares.get(Group.REFERENCE.value)
    compared = shares.get(Group.COMPARED.value)
    if reference is None or compared is None or reference.value is None:
        return None
    return pair_of(reference, compared, f"{result.number}. {_short(result.title)}")


def _short(title: str, most: int = 30) -> str:
    if len(title) <= most:
        return title
    return title[:most].rsplit(" ", 1)[0].rstrip(",") + " …"
