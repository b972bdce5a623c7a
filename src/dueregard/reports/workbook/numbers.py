"""The numbers of an organisation's years, for the cells of the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.editions.schema import (
    BoardComparison,
    Indicator,
    RelativeLikelihood,
    ShareByRow,
    SurveyShare,
)
from dueregard.indicators.boards import SEATS
from dueregard.indicators.compute import figures_of
from dueregard.indicators.context import Context, context_of
from dueregard.printing import percent
from dueregard.reports.workbook.layout import OUTSIDE, PAIR, Block, layout_of
from dueregard.reports.workbook.model import Address, Filled
from dueregard.vocabulary import Group, Population, Seat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.indicators.annual import AnnualFigures
    from dueregard.indicators.groups import GroupCounts
    from dueregard.indicators.tally import Tally
    from dueregard.reports.workbook.rules import Number
    from dueregard.returns.data_return import DataReturn

Cells = dict[tuple[str, str], "Number"]
PROXY_NOTE = "New starters stand for people appointed from the shortlist."


def filled_from_year(annual: AnnualFigures, earlier: DataReturn | None) -> Filled:
    """Return the workbook of a year, with last year's counts beside it.

    Parameters
    ----------
    annual
        The year.
    earlier
        Last year's return; its counts go into the rows of this year's edition.
    """
    edition = annual.edition
    typed: dict[Address, Number] = {}
    years = {Block.CURRENT: annual.data_return, Block.PREVIOUS: earlier}
    for block, data_return in years.items():
        if data_return is None:
            continue
        context = context_of(data_return, edition)
        for (ref, column), value in year_cells(context).items():
            typed[ref, block, column] = value
    return Filled(layout_of(edition), typed, _notes(annual))


def _notes(annual: AnnualFigures) -> dict[str, str]:
    if annual.data_return.appointed_basis != "started_proxy":
        return {}
    return {
        f"{one.number}.events": PROXY_NOTE
        for one in annual.edition.indicators
        if isinstance(one.method, RelativeLikelihood) and one.method.events == "appointed"
    }


def year_cells(context: Context) -> Cells:
    """Return the cells of one year by row and group; what is not known has no cell."""
    cells: Cells = {}
    for indicator in context.edition.indicators:
        for ref, counts in _counts(context, indicator):
            cells |= {(ref, group): n for group, n in _known(counts)}
        if isinstance(indicator.method, SurveyShare):
            cells |= _survey(context, indicator)
    return cells


def _known(counts: GroupCounts) -> Iterator[tuple[str, int]]:
    """Yield the groups that the source tells apart."""
    for group in Group:
        if not counts.not_separated or group is Group.COMPARED:
            yield group.value, counts.of(group)


def _counts(context: Context, indicator: Indicator) -> Iterator[tuple[str, GroupCounts]]:
    method = indicator.method
    if isinstance(method, ShareByRow):
        yield from _posts(context, indicator.number, method)
    elif isinstance(method, RelativeLikelihood):
        yield from _events(context, indicator.number, method)
    elif isinstance(method, BoardComparison):
        yield from _board(context, indicator.number)


def _posts(context: Context, number: int, method: ShareByRow) -> Iterator[tuple[str, GroupCounts]]:
    tally = context.tally
    if not tally.is_collected(Population.STAFF):
        return
    claimed = {(row.part, band) for row in method.rows for band in row.pay_bands}
    if any(cell.pay_band for cell in tally.cells(Population.STAFF)):
        for row in method.rows:
            places = {(row.part, band) for band in row.pay_bands}
            yield f"{number}.{row.key}", _in_places(tally, places)
    rest = tally.count(Population.STAFF, lambda c: (c.part, c.pay_band) not in claimed)
    yield f"{number}.{OUTSIDE}", rest


def _events(
    context: Context, number: int, method: RelativeLikelihood
) -> Iterator[tuple[str, GroupCounts]]:
    tally = context.tally
    people, events = Population(method.people), events_population(context.data_return, method)
    if tally.is_collected(people):
        yield f"{number}.people", tally.count(people)
    for back in range(method.years):
        year = tally.year - back
        if tally.is_collected(events) and tally.covers(events, year):
            ref = f"{number}.events" + (f".{back}_before" if back else "")
            yield ref, tally.count(events, year=year)


def events_population(data_return: DataReturn, method: RelativeLikelihood) -> Population:
    """Return whose count the events are; new starters where they stand for people appointed."""
    proxy = data_return.appointed_basis == "started_proxy"
    population = Population(method.events)
    return Population.STARTERS if proxy and population is Population.APPOINTED else population


def _board(context: Context, number: int) -> Iterator[tuple[str, GroupCounts]]:
    tally = context.tally
    if tally.is_collected(Population.BOARD):
        for key, (_, seats) in SEATS.items():
            yield f"{number}.{key}", _in_seats(tally, seats)
    if tally.is_collected(Population.STAFF):
        yield f"{number}.workforce", tally.total(Population.STAFF)


def _in_places(tally: Tally, places: set[tuple[str, str]]) -> GroupCounts:
    return tally.count(Population.STAFF, lambda cell: (cell.part, cell.pay_band) in places)


def _in_seats(tally: Tally, seats: set[Seat]) -> GroupCounts:
    return tally.count(Population.BOARD, lambda cell: Seat(cell.seat) in seats)


def _survey(context: Context, indicator: Indicator) -> Cells:
    """Return percentages as they are printed, with how many answered."""
    cells: Cells = {}
    shares = {figure.group: figure for figure in figures_of(context, indicator) if figure.group}
    for group in PAIR:
        figure = shares.get(group)
        if figure is None:
            continue
        if figure.value is not None:
            printed = float(percent(figure.value).removesuffix("%"))
            cells[f"{indicator.number}.percent", group] = printed
        respondents = figure.bases[0].denominator if figure.bases else None
        if respondents is not None:
            cells[f"{indicator.number}.respondents", group] = respondents
    return cells
