"""Concerns that are no indicator of the standard and must not be lost for that.

The guidance's own example has three: nobody is recorded as BME where the population is not all
White, the BME share falls between applying and being shortlisted, and most new starters are
unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import Figure, FigureState
from dueregard.printing import percent
from dueregard.reports.wording.printed import count_of, printed
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from dueregard.indicators.annual import AnnualFigures

_COMPARED = Group.COMPARED.value


def concerns(annual: AnnualFigures) -> tuple[str, ...]:
    """Return a sentence for each concern that the figures raise, the widest first."""
    found = (_below_population(annual), _lost_at_shortlisting(annual), _unknown_starters(annual))
    return tuple(words for words in found if words)


def _below_population(annual: AnnualFigures) -> str:
    served = annual.section("population").figures
    share = next(
        (
            figure
            for figure in annual.indicators[0].figures
            if figure.group == _COMPARED and figure.row == "all"
        ),
        None,
    )
    if not served or share is None or share.value is None or served[0].value is None:
        return ""
    if share.value >= served[0].value:
        return ""
    label = annual.edition.comparison.compared.label
    return (
        f"{label} people are {count_of(share.bases[0])} staff ({printed(share)}) and "
        f"{percent(served[0].value)} of the population served ({served[0].bases[0].words})."
    )


def _recruited(annual: AnnualFigures, stage: str) -> Figure | None:
    """Return the compared group's share of a stage, counted or, failing that, as received."""
    figures = {figure.key: figure for figure in annual.section("recruitment").figures}
    for kind in (f"share.{_COMPARED}", f"received.group:{_COMPARED}"):
        figure = figures.get(f"recruitment.{stage}.{kind}")
        if figure is not None and figure.value is not None:
            return figure
    return None


def _lost_at_shortlisting(annual: AnnualFigures) -> str:
    applied, shortlisted = (_recruited(annual, stage) for stage in ("applicants", "shortlisted"))
    if applied is None or shortlisted is None:
        return ""
    if applied.value is None or shortlisted.value is None or shortlisted.value >= applied.value:
        return ""
    label = annual.edition.comparison.compared.label
    return (
        f"{label} people are {printed(applied)} of applicants and {printed(shortlisted)} "
        f"({count_of(shortlisted.bases[0])}) of those shortlisted."
    )


def _unknown_starters(annual: AnnualFigures) -> str:
    figures = {figure.key: figure for figure in annual.section("recruitment").figures}
    compared = figures.get(f"recruitment.starters.share.{_COMPARED}")
    unknown = figures.get(f"recruitment.starters.share.{Group.UNKNOWN.value}")
    if compared is None or unknown is None or compared.state is not FigureState.UNKNOWN_DOMINANT:
        return ""
    return (
        f"{count_of(unknown.bases[0])} new starters ({printed(unknown)}) are of unknown "
        f"{annual.edition.comparison.characteristic}: who was appointed cannot be said."
    )
