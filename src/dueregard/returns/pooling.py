"""Adds the returns of several bodies into one, and refuses what cannot be added.

A pool is a return like any other: its cells are the sums of its members' cells, so that every
figure of it is made from counts added before a rate is taken (guidance 03764, section 6.1, example
1). Nothing of a single member stays in it but its code, its name, the digest of its return and a
class of size.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from dueregard.disclosure.released import digest
from dueregard.returns.data_return import (
    Absence,
    AccountingLine,
    Cell,
    DataReturn,
    OrganisationRef,
    PopulationServed,
    SourceFile,
    SurveyRef,
)
from dueregard.returns.pooling_checks import check_addable, named
from dueregard.vocabulary import BaseKind, OrganisationKind, Population, SurveySource

_Any = TypeVar("_Any")

ETHNICITY = "ethnicity"
MARK_LENGTH = 6
"""Characters of the membership's digest in a pool's code."""
_CLASSES = (50, 100, 250, 1000, 5000)
_AS_PERCENTAGES = "came as percentages, which do not add up"


@dataclass(frozen=True, slots=True)
class PoolMember:
    """A body in a pool: who it is, which return was added, and how large it is, by class only."""

    code: str
    name: str
    return_sha256: str
    size: str
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """A regional return with its membership.

    Parameters
    ----------
    data_return
        The sums. Its code carries a mark of the membership: with one member more it is another
        population, and what was released of the one says something of the other.
    members
        In the order of their codes.
    notes
        What was left out of the sums, and why.
    """

    data_return: DataReturn
    members: tuple[PoolMember, ...]
    notes: tuple[str, ...]


def pool_returns(
    returns: Sequence[DataReturn], *, code: str, name: str, is_joint: bool = False
) -> Pool:
    """Add returns of the same rules into one.

    Parameters
    ----------
    returns
        Three or more, in any order; two where they report jointly.
    code, name
        Of the pool; the code is completed by a mark of the membership.
    is_joint
        Whether two bodies report jointly, each knowing that it learns the other's counts.

    Raises
    ------
    ReturnError
        They cannot be added; says which and why.
    """
    ordered = sorted(returns, key=lambda one: one.organisation.code)
    check_addable(ordered, is_joint=is_joint)
    members = tuple(map(member_of, ordered))
    organisation = OrganisationRef(
        code=pool_code(code, [member.code for member in members]),
        name=name,
        kind=_kind(ordered),
        board_name="Governing bodies of the members",
    )
    whole = add_returns(ordered, organisation)
    left_out = tuple(
        f"Left out of the pool: {one.population.value}. {one.reason}" for one in whole.absences
    )
    told = f"Added up from the returns of {len(members)} bodies."
    return Pool(replace(whole, notes=(told, *left_out)), members, left_out)


def pool_code(code: str, members: Sequence[str]) -> str:
    """Return a pool's code: the one given, and a mark that changes with the membership."""
    text = "\n".join(sorted(members))
    return f"{code}-{hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]}"


def member_of(data_return: DataReturn) -> PoolMember:
    """Return what a pool remembers of a member."""
    organisation = data_return.organisation
    return PoolMember(
        organisation.code,
        organisation.name,
        return_digest(data_return),
        size_class(head_count(data_return)),
        organisation.predecessors,
    )


def return_digest(data_return: DataReturn) -> str:
    """Return the digest by which the cells of a return are known."""
    return digest([list(cell) for cell in data_return.cells])


def head_count(data_return: DataReturn) -> int:
    """Return how many people are in post, whatever their footing."""
    staff, year = Population.STAFF.value, data_return.reporting_year
    return sum(
        cell.n
        for cell in data_return.cells
        if (cell.population, cell.year, cell.characteristic) == (staff, year, ETHNICITY)
    )


def size_class(people: int) -> str:
    """Return a class of size; the lowest says no more than that a body is small."""
    if people < _CLASSES[0]:
        return f"fewer than {_CLASSES[0]}"
    for low, high in pairwise(_CLASSES):
        if people < high:
            return f"{low:,} to {high - 1:,}"
    return f"{_CLASSES[-1]:,} or more"


def add_returns(returns: Sequence[DataReturn], organisation: OrganisationRef) -> DataReturn:
    """Add returns that may be added; see :func:`dueregard.returns.pooling_checks.check_addable`.

    A population is added only where every return has counts of it: a rate over the people of all
    bodies needs the events of all of them. In the same way a characteristic that one body did not
    record of a population is left out.
    """
    first = returns[0]
    absences = _absences(returns)
    gone = {one.population.value for one in absences}
    kept = [cell for cell in add_cells(returns) if cell.population not in gone]
    kinds = [one.base_kinds for one in returns]
    return replace(
        first,
        organisation=organisation,
        survey=_survey(returns, is_there=Population.SURVEY.value not in gone),
        cells=tuple(kept),
        received=(),
        sources=_sources(returns, gone),
        accounting=_accounting(returns, gone),
        absences=absences,
        population_served=_population_served(returns),
        counts_basis=_common([one.counts_basis for one in returns], "mixed"),
        base_kinds={
            key: _common([one.get(key, BaseKind.ALL) for one in kinds], BaseKind.UNKNOWN)
            for key in sorted({key for one in kinds for key in one})
            if key not in gone
        },
        notes=(),
    )


def add_cells(returns: Sequence[DataReturn]) -> tuple[Cell, ...]:
    """Add cells of the same attributes; those of a characteristic not all recorded are left out."""
    sums: Counter[Cell] = Counter()
    for one in returns:
        for cell in one.cells:
            sums[cell._replace(n=0)] += cell.n
    lacking = _unshared(returns)
    return tuple(
        cell._replace(n=n)
        for cell, n in sorted(sums.items())
        if (cell.population, cell.characteristic) not in lacking
    )


def _unshared(returns: Sequence[DataReturn]) -> set[tuple[str, str]]:
    """Return the characteristics of a population that some body with such people lacks."""
    own = [{(cell.population, cell.characteristic) for cell in one.cells} for one in returns]
    every = set().union(*own)
    return {
        (population, characteristic)
        for population, characteristic in every
        if characteristic != ETHNICITY
        and any((population, ETHNICITY) in o and (population, characteristic) not in o for o in own)
    }


def _absences(returns: Sequence[DataReturn]) -> tuple[Absence, ...]:
    found = []
    for population in Population:
        reasons = [
            f"{named(one)}: {reason.rstrip('.')}"
            for one in returns
            if (reason := _why_absent(one, population))
        ]
        if reasons:
            words = f"Not every body has counts of it ({'; '.join(reasons)})."
            found.append(Absence(population, words))
    return tuple(found)


def _why_absent(data_return: DataReturn, population: Population) -> str:
    for absence in data_return.absences:
        if absence.population is population:
            return absence.reason
    has_cells = any(cell.population == population for cell in data_return.cells)
    if any(one.population == population for one in data_return.received) and not has_cells:
        return _AS_PERCENTAGES
    has_source = any(one.population == population for one in data_return.sources)
    return "" if has_cells or has_source else f"no {population.value} were given"


def _survey(returns: Sequence[DataReturn], *, is_there: bool) -> SurveyRef:
    if not is_there:
        return SurveyRef(SurveySource.NONE, "Not every body has a survey that can be added.")
    invited = [one.survey.invited for one in returns]
    responded = [one.survey.responded for one in returns]
    return SurveyRef(
        returns[0].survey.source, "Answers of all bodies together.", _sum(invited), _sum(responded)
    )


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _common(values: Sequence[_Any], otherwise: _Any) -> _Any:
    return values[0] if len(set(values)) == 1 else otherwise


def _file(returns: Sequence[DataReturn]) -> str:
    return f"returns of {len(returns)} bodies"


def _sources(returns: Sequence[DataReturn], gone: set[str]) -> tuple[SourceFile, ...]:
    """Return one source for each population: how many rows a single body has is nobody's."""
    mark = digest(sorted(return_digest(one) for one in returns))
    rows: Counter[str] = Counter()
    for one in returns:
        for source in one.sources:
            rows[source.population] += source.rows
    return tuple(
        SourceFile(population, _file(returns), mark, n, "pool")
        for population, n in sorted(rows.items())
        if population not in gone
    )


def _accounting(returns: Sequence[DataReturn], gone: set[str]) -> tuple[AccountingLine, ...]:
    rows: Counter[tuple[str, str, str]] = Counter()
    for one in returns:
        for line in one.accounting:
            rows[line.population, line.fate, line.reason] += line.rows
    return tuple(
        AccountingLine(population, _file(returns), fate, reason, n)
        for (population, fate, reason), n in sorted(rows.items())
        if population not in gone
    )


def _population_served(returns: Sequence[DataReturn]) -> tuple[PopulationServed, ...]:
    """Return the populations of all bodies together, where all say the same kind of thing."""
    served = [one.population_served[0] for one in returns if one.population_served]
    places = {one.geography_code or one.geography for one in served}
    kinds = {(one.age_base, one.census_year, one.source) for one in served}
    totals = [one.total for one in served if one.total]
    if not len(returns) == len(served) == len(places) == len(totals) or len(kinds) != 1:
        return ()
    whole = sum(totals)
    shares = [one.compared_share * n for one, n in zip(served, totals, strict=True)]
    return (
        replace(
            served[0],
            geography=f"areas of {len(served)} bodies together",
            geography_code="",
            reference_share=None,
            compared_share=sum(shares) / whole,
            total=whole,
        ),
    )


def _kind(returns: Sequence[DataReturn]) -> OrganisationKind:
    kinds = [one.organisation.kind for one in returns]
    return _common(kinds, OrganisationKind.COMMISSIONER)
