"""The grid of cells that every body of a round fills in, so that no list of cells tells anything.

Which cells a return has says something by itself. In a round all bodies send the same cells in the
same order, empty ones too, and no finer ones than the figures of a pool need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from dueregard.editions.schema import SurveyShare
from dueregard.returns.data_return import Cell, DataReturn
from dueregard.vocabulary import Employment, Group, Part, Population, Seat

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition

_UNKNOWN = ("blank", "Z", "99", "not_separated")
CATEGORIES = (f"group:{Group.REFERENCE.value}", f"group:{Group.COMPARED.value}", *_UNKNOWN)
_SEATS = tuple(seat.value for seat in Seat)
_FOOTINGS = (*(("", seat) for seat in _SEATS), (Employment.OFFICE_HOLDER.value, ""))
_LEFT_OUT = {
    Employment.OFFICE_HOLDER.value: "office_holders",
    Employment.BANK.value: "bank_staff",
    Employment.HONORARY.value: "honorary",
}


def plan_of(edition: Edition, populations: Iterable[str], years: Sequence[int]) -> tuple[Cell, ...]:
    """Return the cells of a round, each with a count of 0.

    Parameters
    ----------
    edition
        The rules.
    populations
        Which kinds of people are counted.
    years
        The reporting years of disciplinary entries, this year's first; all else is of this year.
    """
    cells: list[Cell] = []
    for population in sorted(set(populations)):
        covered = years if population == Population.DISCIPLINARY else years[:1]
        cells += [
            cell._replace(population=population, year=year, category=category)
            for year in covered
            for cell in _kinds(edition, population)
            for category in CATEGORIES
        ]
    return tuple(sorted(cells))


_BLANK = Cell("", 0, "ethnicity", "", "", "", "", "", "", "", "", "", 0)


def _kinds(edition: Edition, population: str) -> Iterator[Cell]:
    if population == Population.STAFF:
        from dueregard.codelists.pay_bands import PayBands  # noqa: PLC0415 - reads a file

        bands = ("", *PayBands.load().keys)
        for part, band, (footing, seat) in product(Part, bands, _FOOTINGS):
            yield _BLANK._replace(part=part.value, pay_band=band, employment=footing, seat=seat)
    elif population == Population.BOARD:
        yield from (_BLANK._replace(seat=seat) for seat in _SEATS)
    elif population == Population.SURVEY:
        for indicator in edition.indicators:
            if isinstance(indicator.method, SurveyShare):
                answers = {*indicator.method.counted_answers, *indicator.method.base_answers}
                for answer in sorted(answers):
                    yield _BLANK._replace(item=indicator.key, answer=answer)
    else:
        yield _BLANK


def coarsened(data_return: DataReturn, edition: Edition, plan: Sequence[Cell]) -> tuple[int, ...]:
    """Return a return's counts in the cells of a plan, in the plan's order.

    Whoever the inclusion rule leaves out is left out here; pay bands that no row knows are counted
    without a band. Every person counted is in one cell.

    Parameters
    ----------
    data_return, edition
        The counts and their rules.
    plan
        See :func:`plan_of`.
    """
    sums: Counter[Cell] = Counter()
    places = set(plan)
    wanted = {cell.population for cell in plan}
    groups = _groups(edition)
    for cell in data_return.cells:
        kept = cell.population in wanted and cell.characteristic == _BLANK.characteristic
        if kept and _is_included(cell, data_return):
            sums[_placed(cell, groups, places)] += cell.n
    return tuple(sums[cell] for cell in plan)


def _groups(edition: Edition) -> dict[str, str]:
    """Return which category of the plan a recorded one belongs to."""
    groups = {code: code for code in CATEGORIES}
    comparison = edition.comparison
    for name, rule in zip(CATEGORIES, (comparison.reference, comparison.compared), strict=False):
        groups |= dict.fromkeys(rule.categories, name)
    return groups


def _is_included(cell: Cell, data_return: DataReturn) -> bool:
    if cell.population in {Population.BOARD, Population.SURVEY}:
        return True
    switch = _LEFT_OUT.get(cell.employment)
    return switch is None or getattr(data_return.inclusion, switch) is True


def _placed(cell: Cell, groups: dict[str, str], places: set[Cell]) -> Cell:
    """Return the cell of the plan that a cell goes into.

    A count that fits in none would be lost without a word; it is refused.
    """
    category = groups.get(cell.category, "99")
    bare = _BLANK._replace(population=cell.population, year=cell.year, category=category)
    if cell.population == Population.STAFF:
        is_holder = cell.employment == Employment.OFFICE_HOLDER
        bare = bare._replace(
            part=cell.part,
            pay_band=cell.pay_band,
            seat="" if is_holder else cell.seat,
            employment=cell.employment if is_holder else "",
        )
        if bare not in places:
            bare = bare._replace(pay_band="")
    elif cell.population == Population.BOARD:
        bare = bare._replace(seat=cell.seat)
    elif cell.population == Population.SURVEY:
        bare = bare._replace(item=cell.item, answer=cell.answer)
    return bare


def is_planned(data_return: DataReturn, counts: Sequence[int], plan: Sequence[Cell]) -> bool:
    """Whether the counts of a plan are all that a return has of its populations.

    Answers that no base counts and years outside the plan are not sent, and not missed.
    """
    wanted = {(cell.population, cell.year) for cell in plan}
    answers = {(cell.item, cell.answer) for cell in plan}
    own = sum(
        cell.n
        for cell in data_return.cells
        if (cell.population, cell.year) in wanted
        and cell.characteristic == _BLANK.characteristic
        and (cell.population != Population.SURVEY or (cell.item, cell.answer) in answers)
        and _is_included(cell, data_return)
    )
    return own == sum(counts)
