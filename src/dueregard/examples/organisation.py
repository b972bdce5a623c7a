"""An invented organisation over some years: a plan, and the years that come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from dueregard.editions.schema import Edition
from dueregard.errors import ConfigurationError
from dueregard.examples.careers import Passage, pass_year
from dueregard.examples.events import applications, disciplinary, training
from dueregard.examples.opinions import answers, items_of
from dueregard.examples.people import Person, WorkingYear
from dueregard.examples.shape import shape_of
from dueregard.examples.workforce import Maker, found
from dueregard.vocabulary import OrganisationKind

SMALLEST = 4
LARGEST = 100_000
LONGEST = 10

Days = tuple[date, date, date]
"""First and last day of a reporting period, and the day staff are counted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for.

    Parameters
    ----------
    size
        People in post on each snapshot date, solely bank staff not counted.
    seed
        The same seed gives the same organisation, byte for byte.
    kind
        Commissioner, provider or support unit.
    """

    size: int
    seed: int
    kind: OrganisationKind = OrganisationKind.COMMISSIONER

    def __post_init__(self) -> None:
        if not SMALLEST <= self.size <= LARGEST:
            raise ConfigurationError(
                f"An example of {self.size} people cannot be made.",
                advice=f"Ask for a size from {SMALLEST} to {LARGEST}.",
            )


def working_years(plan: Plan, editions: tuple[Edition, ...]) -> tuple[WorkingYear, ...]:
    """Invent the years that the editions report on, after one more that they look back at.

    Parameters
    ----------
    plan
        The organisation.
    editions
        One edition a year, in order of their years.

    Returns
    -------
    tuple of WorkingYear
        One more than there are editions; the first is the year before the first edition's.
    """
    maker = Maker(Random(plan.seed), shape_of(plan.kind))  # noqa: S311 - examples, not secrets
    days = _days(editions)
    staff = found(maker, plan.size, _year_before(days[0][0]))
    years: list[WorkingYear] = []
    for (start, end, snapshot), edition in zip(days, (editions[0], *editions), strict=True):
        passage = pass_year(maker, staff, start, end)
        years.append(_record(maker, passage, edition, (start, end, snapshot)))
        staff = passage.staff
    return tuple(years)


def _days(editions: tuple[Edition, ...]) -> tuple[Days, ...]:
    """List the days of each year, those of the year looked back at first."""
    days = [
        (one.reporting.period_start, one.reporting.period_end, one.reporting.snapshot_date)
        for one in editions
    ]
    start, end, snapshot = days[0]
    return ((_year_before(start), _year_before(end), _year_before(snapshot)), *days)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1)


def _record(maker: Maker, passage: Passage, edition: Edition, days: Days) -> WorkingYear:
    start, end, snapshot = days
    staff: tuple[Person, ...] = passage.staff
    given, invited = answers(maker, staff, items_of(edition))
    return WorkingYear(
        year=end.year,
        period_start=start,
        snapshot_date=snapshot,
        staff=staff,
        starters=passage.starters,
        leavers=passage.leavers,
        applications=applications(maker, passage.starters, start),
        disciplinary=disciplinary(maker, staff, start, end),
        training=training(maker, staff, start, end),
        answers=given,
        invited=invited,
    )
