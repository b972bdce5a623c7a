"""What matters most in a year, and how sure the figures are: the first page's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import Figure, FigureState, Unit
from dueregard.indicators.adversity import disadvantage
from dueregard.indicators.annual import AnnualFigures
from dueregard.printing import percent, points_size
from dueregard.reports.documents.concerns import concerns
from dueregard.reports.wording.printed import count_of, counts, printed
from dueregard.reports.wording.sentences import spread
from dueregard.vocabulary import Group, Profile

if TYPE_CHECKING:
    from dueregard.indicators.results import IndicatorResult

MOST = 3
_NOT_TESTED = 0.5
"""Where a fact that is never tested stands among tested figures: after those that chance hardly
explains, before those that it explains easily."""


def adverse(annual: AnnualFigures) -> tuple[IndicatorResult, ...]:
    """Return the indicators that point to the compared group's disadvantage, weightiest first.

    Those come first that chance explains least; ties are settled by size, then by number.
    """
    pairs = zip(annual.indicators, annual.edition.indicators, strict=True)
    weighed = [(disadvantage(result.headline, rule), result) for result, rule in pairs]
    found = [pair for pair in weighed if pair[0] > 0]
    found.sort(key=lambda pair: (_p_value(pair[1].headline), -pair[0], pair[1].number))
    return tuple(result for _, result in found)


def matters(annual: AnnualFigures) -> tuple[str, ...]:
    """Return what matters most, at most three: differences first, then other concerns."""
    rule = annual.edition.comparison
    labels = (rule.reference.label, rule.compared.label)
    said = [_matter(result, labels) for result in adverse(annual)[:MOST]]
    return (*said, *concerns(annual)[: MOST - len(said)])


def silence(annual: AnnualFigures) -> str:
    """Name the indicators without a figure that the first page has not told of, or nothing."""
    told = {result.number for result in adverse(annual)[:MOST]}
    silent = [
        result
        for result in annual.indicators
        if result.headline.value is None and result.number not in told
    ]
    if not silent:
        return ""
    says = "its section says" if len(silent) == 1 else "their sections say"
    return f"No figure can be given for {numbers(silent)}; {says} why."


def _p_value(headline: Figure) -> float:
    return _NOT_TESTED if headline.evidence is None else headline.evidence.p_value


def _matter(result: IndicatorResult, labels: tuple[str, str]) -> str:
    """Say a difference with its counts, and at once how little or much they bear."""
    headline = result.headline
    doubt = spread(headline) if headline.state is FigureState.CAUTION else ""
    counted = f"({counts(headline)})." if counts(headline) else ""
    told = (headline.direction or headline.reason).removesuffix(".")
    said = _both_shares(result, labels) or f"{told} {counted}".strip()
    return f"Indicator {result.number}, {result.title.lower()}: {said} {doubt}".strip()


def _both_shares(result: IndicatorResult, labels: tuple[str, str]) -> str:
    """Say each group's share, for a gap between the two or where no ratio can be given."""
    headline = result.headline
    is_gap = headline.unit is Unit.POINTS and not headline.row
    if not is_gap and headline.state is not FigureState.ZERO_DENOMINATOR:
        return ""
    shares = {figure.group: figure for figure in result.figures if figure.unit is Unit.SHARE}
    told = [
        f"{label} {printed(shares[group])} ({counts(shares[group])})"
        for label, group in zip(labels, (Group.REFERENCE, Group.COMPARED), strict=True)
        if group in shares
    ]
    tail = "" if is_gap else " No ratio can be given."
    return f"{', '.join(told)}.{tail}" if len(told) == len(labels) else ""


def numbers(results: list[IndicatorResult]) -> str:
    """Name indicators by number: "indicator 2", "indicators 2, 3 and 7"."""
    named = [str(result.number) for result in results]
    if len(named) == 1:
        return f"indicator {named[0]}"
    return f"indicators {', '.join(named[:-1])} and {named[-1]}"


def sureness(annual: AnnualFigures) -> tuple[str, ...]:
    """Say how sure the figures are: what one person is worth, how many are unknown, what flips."""
    people = staff_count(annual)
    if not people:
        return ("There is no count of staff in this return.",)
    flips = [result for result in annual.indicators if _flips(result.headline)]
    said = (
        one_person_caution(annual),
        _unknown_words(annual),
        f"One person counted otherwise would turn the reading of {numbers(flips)}."
        if flips
        else "",
        silence(annual),
    )
    return tuple(words for words in said if words)


def staff_count(annual: AnnualFigures) -> int:
    """Return the number of staff counted, or 0 where there is no count."""
    figures = annual.section("workforce").figures
    base = figures[0].bases[0] if figures and figures[0].bases else None
    return 0 if base is None or base.numerator is None else base.numerator


def one_person_caution(annual: AnnualFigures) -> str:
    """Say what one person is worth here, in a body so small that it must be said."""
    people = staff_count(annual)
    if annual.profile is not Profile.CAUTIOUS or not people:
        return ""
    return (
        f"Small numbers: there are {people:,} staff, and one person is "
        f"{points_size(1 / people)} percentage points of them. A change of one person can change "
        "a percentage a lot. Read the counts first, and do not ignore a change that keeps its "
        "direction."
    )


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
        f"{count_of(base)} staff ({percent(figure.value)}) are of unknown "
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
        "significant by itself. The established list allows for that; the watch list does not."
    )
