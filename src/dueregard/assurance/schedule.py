"""Which edition's rules and milestones belong to a contract year.

The clauses are those of the edition written for the contract year. The milestones are those of
every edition whose day of the figures lies in it: the report due on 1 May 2016 has figures of 31
March 2016, edition 2016, and belongs to the contract year 2015/16.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dueregard.assurance.contract_years import ContractYear, read_contract_year
from dueregard.editions.loader import available_editions, load_edition
from dueregard.editions.schema import Edition, Milestone
from dueregard.errors import EditionError


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A milestone of a contract year; ``figures`` is the edition of the figures it asks for."""

    milestone: Milestone
    figures: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rules of a contract year, and its milestones in the order of their days."""

    year: ContractYear
    rules: Edition
    milestones: tuple[Scheduled, ...]


def schedule_of(year: ContractYear, editions: Iterable[Edition]) -> Schedule:
    """Return what a contract year asks for.

    Raises
    ------
    EditionError
        No edition is written for the year.
    """
    known = sorted(editions, key=lambda one: one.reporting.snapshot_date)
    rules = [one for one in known if read_contract_year(one.reporting.contract_year) == year]
    if not rules:
        years = ", ".join(one.reporting.contract_year for one in known)
        raise EditionError(
            f"No edition is written for the contract year {year}.",
            advice=f"There are editions for {years}.",
        )
    found: dict[str, Scheduled] = {}
    for edition in known:
        if edition.reporting.snapshot_date in year:
            for milestone in edition.milestones:
                found[milestone.id] = Scheduled(milestone, edition.edition)
    ordered = sorted(found.values(), key=lambda one: (one.milestone.due, one.milestone.id))
    return Schedule(year, rules[0], tuple(ordered))


@cache
def shipped_schedule(year: ContractYear) -> Schedule:
    """Return what a contract year asks for by the editions that come with the program."""
    return schedule_of(year, _shipped())


def _shipped() -> Iterator[Edition]:
    for name in available_editions():
        yield load_edition(name)
