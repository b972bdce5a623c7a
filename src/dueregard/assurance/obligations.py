"""What each provider and each commissioner has to do in a contract year, as dated obligations.

An obligation is a clause or a milestone for one party. Each destination and each thing that the
evidence must show is an item of its own. Source: guidance 03764, sections 3.1, 3.4, 4 and 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.assurance.applicability import (
    EDS,
    SURVEY,
    SURVEY_REPORT,
    WRES,
    Application,
    Outcome,
    Scope,
)
from dueregard.assurance.contract_years import ContractYear, read_contract_year
from dueregard.assurance.happenings import Survey
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register import Commissioner
from dueregard.assurance.schedule import Schedule, Scheduled
from dueregard.editions.schema import Check, Clause, Edition

_DESTINATIONS = {
    "website": "Published on its own website",
    "commissioner": "Given to the co-ordinating commissioner",
    "board": "Shared with the board",
    "staff": "Shared with staff",
    "national_collection": "Given to the national collection",
}


class Family(StrEnum):
    """To which report an obligation belongs: those on WRES and on EDS are never merged."""

    WRES = "wres"
    EDS = "eds"
    SURVEY = "survey"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Item:
    """A destination to be reached or a thing to be shown."""

    key: str
    words: str
    is_destination: bool = False


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that one party has to do in a contract year.

    Parameters
    ----------
    id
        ``<party>/<contract year>/<what>``, such as ``RXX/2015-16/M1``.
    party
        ODS code of whoever has to.
    what
        The milestone or the duty.
    due
        The last day; ``None`` where no rule names one.
    known_from
        The day from which the rule was known; it may lie after ``due``.
    window_start
        First day on which what is done counts; the last is ``due``.
    family, title, items, source, clause
        To which report it belongs, what it asks, and where that stands.
    figures
        The edition of the figures it asks for; empty where it asks for none.
    applies
        Whether and why it binds the party; ``None`` for a commissioner's own.
    """

    id: str
    party: str
    year: ContractYear
    what: str
    family: Family
    title: str
    due: date | None
    known_from: date | None
    window_start: date | None
    items: tuple[Item, ...]
    source: Clause
    clause: str = ""
    figures: str = ""
    applies: Application | None = None

    @property
    def was_due_before_known(self) -> bool:
        """Whether its day had passed when the rule became known (never called late)."""
        return self.due is not None and self.known_from is not None and self.due < self.known_from


def obligation_id(party: str, year: ContractYear, what: str) -> str:
    """Return the name of an obligation."""
    return f"{party}/{year.slug}/{what}"


def provider_obligations(
    scope: Scope, schedule: Schedule, ledger: Ledger
) -> tuple[Obligation, ...]:
    """Return what a provider has to do in a contract year, the earliest day first.

    Clauses that do not bind it are left out; :class:`Scope` has them with the reason.
    """
    found = [*_milestones(scope, schedule), *_duties(scope, ledger)]
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.id)))


def own_obligations(commissioner: Commissioner, schedule: Schedule) -> tuple[Obligation, ...]:
    """Return what a commissioner itself has to do in a contract year, the earliest day first."""
    return tuple(
        _of_milestone(commissioner.id, schedule.year, one)
        for one in schedule.milestones
        if one.milestone.actor == "commissioner"
    )


def milestone_obligations(rules: Edition) -> tuple[tuple[str, Obligation], ...]:
    """Return an edition's milestones as obligations of nobody yet, each with who has to act."""
    year = read_contract_year(rules.reporting.contract_year)
    return tuple(
        (one.actor, _of_milestone("", year, Scheduled(one, rules.edition)))
        for one in rules.milestones
    )


def _milestones(scope: Scope, schedule: Schedule) -> Iterator[Obligation]:
    applies = scope.of(WRES)
    if not applies.binds:
        return
    for one in schedule.milestones:
        milestone = one.milestone
        if milestone.actor == "provider" and _runs(scope, milestone.window_start, milestone.due):
            yield _of_milestone(scope.provider.ods, scope.year, one, applies)


def _runs(scope: Scope, first: date | None, last: date) -> bool:
    """Whether a contract runs at some time up to the day; one that begins later has other days."""
    starts = [one.starts_on or scope.year.start for one in scope.provider.contracts]
    ends = [one.ends_on or date.max for one in scope.provider.contracts]
    return min(starts) <= last and max(ends) >= (first or last)


def _of_milestone(
    party: str, year: ContractYear, one: Scheduled, applies: Application | None = None
) -> Obligation:
    milestone = one.milestone
    destinations = tuple(
        Item(key, _DESTINATIONS[key], is_destination=True) for key in milestone.destinations
    )
    return Obligation(
        id=obligation_id(party, year, milestone.id),
        party=party,
        year=year,
        what=milestone.id,
        family=Family.WRES,
        title=milestone.title,
        due=milestone.due,
        known_from=milestone.rule_known_from,
        window_start=milestone.window_start,
        items=(*destinations, *_items(milestone.checks)),
        source=milestone.source,
        clause="" if applies is None else applies.duty.clause,
        figures=one.figures,
        applies=applies,
    )


def _items(checks: tuple[Check, ...]) -> tuple[Item, ...]:
    return tuple(Item(check.key, check.words) for check in checks)


def _duties(scope: Scope, ledger: Ledger) -> Iterator[Obligation]:
    surveys = [
        one
        for one in ledger.surveys_of.get(scope.provider.ods, ())
        if one.contract_year in {str(scope.year), scope.year.slug}
    ]
    local = {
        one.duty: one.due
        for one in ledger.local_dates
        if one.provider == scope.provider.ods
        and one.contract_year in {str(scope.year), scope.year.slug}
    }
    for applies in scope.applications:
        duty = applies.duty
        if duty.id == WRES or applies.outcome is Outcome.NOT_APPLICABLE:
            continue
        if duty.rhythm == "each_survey":
            yield from (_of_survey(scope, applies, one) for one in surveys)
        else:
            yield _of_duty(scope, applies, duty.id, local.get(duty.id))


def _of_survey(scope: Scope, applies: Application, survey: Survey) -> Obligation:
    what = f"{applies.duty.id}/{survey.id}"
    return _of_duty(scope, applies, what, survey.report_due, survey.name)


def _of_duty(
    scope: Scope, applies: Application, what: str, due: date | None, about: str = ""
) -> Obligation:
    duty = applies.duty
    return Obligation(
        id=obligation_id(scope.provider.ods, scope.year, what),
        party=scope.provider.ods,
        year=scope.year,
        what=what,
        family=_FAMILIES.get(duty.id, Family.GENERAL),
        title=f"{duty.title}: {about}" if about else duty.title,
        due=due,
        known_from=None,
        window_start=None,
        items=_items(duty.checks),
        source=duty.source,
        clause=duty.clause,
        applies=applies,
    )


_FAMILIES = {EDS: Family.EDS, SURVEY: Family.SURVEY, SURVEY_REPORT: Family.SURVEY}
