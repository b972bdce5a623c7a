"""The form for readers inside the organisation, filled in from the year's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import Figure, Unit
from dueregard.reports.template.form import Answers, Heading, lay_out, long_day
from dueregard.reports.template.measures import DECLARED
from dueregard.reports.template.model import NOTHING_GIVEN, FieldState, Particulars, Template
from dueregard.reports.wording.printed import count_of, printed
from dueregard.vocabulary import Audience, OrganisationKind

if TYPE_CHECKING:
    from datetime import date

    from dueregard.indicators.annual import AnnualFigures

_INTERNAL = "INTERNAL - not for publication. It holds small numbers of people."
_NO_EARLIER = "There is no earlier return to compare with."
_ALIKE = "Last year's counts were counted again on this year's definitions."
_NO_LAST_YEAR = "no data"


def template_from_year(
    annual: AnnualFigures,
    given: Particulars = NOTHING_GIVEN,
    *,
    made_on: date,
) -> Template:
    """Return the Reporting Template 2015 for an organisation's year.

    Parameters
    ----------
    annual
        The year's figures.
    given
        What the organisation's records say; what they do not say stands as not given.
    made_on
        The day it is filled in.
    """
    data_return = annual.data_return
    heading = Heading(
        data_return.organisation.name,
        Audience.INTERNAL,
        made_on,
        data_return.organisation.kind is OrganisationKind.COMMISSIONER,
    )
    start, end = long_day(data_return.period_start), long_day(data_return.period_end)
    answers = Answers(
        figure=_lookup(annual),
        completeness=_completeness(annual),
        comparability=_comparability(annual),
        period=f"Staff in post on {long_day(data_return.snapshot_date)}; events {start} to {end}",
    )
    return lay_out(heading, annual.edition, given, answers, (_INTERNAL,))


if TYPE_CHECKING:
    from collections.abc import Callable

    _Lookup = Callable[[str, bool], tuple[str, FieldState]]


def _lookup(annual: AnnualFigures) -> _Lookup:
    now = {figure.key: figure for figure in annual.every_figure}
    then = {figure.key: figure for one in annual.indicators for figure in one.previous}
    heads = {one.key: one.headline.key for one in annual.indicators}

    def find(key: str, last: bool) -> tuple[str, FieldState]:  # noqa: FBT001 - a lookup's signature
        figures = then if last else now
        # An indicator that was not collected has one figure, and it says so for every line.
        figure = figures.get(key) or figures.get(heads.get(key.split(".", maxsplit=1)[0], ""))
        words = _NO_LAST_YEAR if figure is None else answer_of(figure)
        return words, FieldState.FILLED

    return find


def answer_of(figure: Figure) -> str:
    """Return a figure as the form shows it: "8.9% (5 of 56)", "0.86", "not collected"."""
    base = figure.bases[0] if figure.bases else None
    text = printed(figure)
    if figure.unit is Unit.SHARE and figure.value is not None and base is not None:
        return f"{text} ({count_of(base)})" if base.numerator is not None else text
    return text


def _completeness(annual: AnnualFigures) -> str:
    """Say how much is known of staff, and what was not collected."""
    figures = annual.section("completeness").figures
    known = [
        f"{answer_of(figure)} of staff have said their ethnicity."
        for figure in figures
        if figure.key == DECLARED
    ]
    reasons = [
        f"{figure.label}: {answer_of(figure)}."
        for figure in figures
        if figure.unit is Unit.PEOPLE and figure.key.startswith("completeness.staff.")
    ]
    missing = [
        f"Not collected, {absence.population}: {absence.reason}"
        for absence in annual.data_return.absences
    ]
    return " ".join((*known, *reasons, *missing))


def _comparability(annual: AnnualFigures) -> str:
    kinds = {one.year_on_year.kind for one in annual.indicators}
    if kinds == {"none"}:
        return _NO_EARLIER
    reasons = [
        f"Indicator {one.number}: {one.year_on_year.reason}"
        for one in annual.indicators
        if one.year_on_year.reason
    ]
    return " ".join(reasons) or _ALIKE
