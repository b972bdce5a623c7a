"""The counts that an invented organisation talks about in its records: so many of so many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dueregard.examples.events import is_white
from dueregard.examples.people import Application, Background, Person, WorkingYear
from dueregard.records.library import RECORDING_FIELDS
from dueregard.records.words import Recorded
from dueregard.vocabulary import Employment

_UNKNOWN = frozenset({"", "Z", "99"})
_SENIOR = ("8a", "8b", "8c", "8d", "9", "vsm")
_FIELDS = {
    "ethnicity": "ethnic_category",
    "disability": "disability",
    "sexual orientation": "sexual_orientation",
    "religion or belief": "religion",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many."""

    n: int
    of: int

    def __str__(self) -> str:
        return f"{self.n} of {self.of}"


def is_bme(background: Background) -> bool:
    """Whether the recorded category is known and not one of the White ones."""
    return background.ethnic_category not in _UNKNOWN and not is_white(background)


def shortlisted(year: WorkingYear) -> tuple[Tally, Tally]:
    """Count who was shortlisted among White and among BME applicants."""
    white = [one for one in year.applications if is_white(one.background)]
    bme = [one for one in year.applications if is_bme(one.background)]
    return _shortlisted(white), _shortlisted(bme)


def bme_by_seniority(year: WorkingYear) -> tuple[Tally, Tally]:
    """Count BME staff from band 8a up, and below it; medical staff are left out."""
    staff = employed(year)
    senior = [one for one in staff if one.post.pay_band in _SENIOR]
    junior = [one for one in staff if one.post.pay_band.isdecimal() and one.post.pay_band != "9"]
    return _bme(senior), _bme(junior)


def bme_on_the_board(year: WorkingYear) -> Tally:
    """Count BME members among all members of the board."""
    return _bme([one for one in year.staff if one.post.seat])


def recorded(year: WorkingYear, population: Recorded, detail: str) -> Tally:
    """Count for how many people of a population a detail is known."""
    people: dict[Recorded, Iterable[Person]] = {
        Recorded.CURRENT: employed(year),
        Recorded.STARTERS: (one.person for one in year.starters),
        Recorded.LEAVERS: (one.person for one in year.leavers),
    }
    values = [getattr(one.background, _FIELDS[detail]) for one in people[population]]
    return Tally(sum(value not in _UNKNOWN for value in values), len(values))


def least_recorded(year: WorkingYear) -> tuple[Recorded, str, Tally]:
    """Find where ethnicity is known of the smallest share; another detail where it always is."""
    for detail in RECORDING_FIELDS[Recorded.CURRENT]:
        counted = [(one, recorded(year, one, detail)) for one in Recorded]
        known = [(one, tally) for one, tally in counted if tally.n < tally.of]
        if known:
            population, tally = min(known, key=lambda pair: pair[1].n / pair[1].of)
            return population, detail, tally
    return Recorded.CURRENT, detail, recorded(year, Recorded.CURRENT, detail)


def employed(year: WorkingYear) -> tuple[Person, ...]:
    """Return the people in post, without those solely on the bank."""
    return tuple(one for one in year.staff if one.post.employment != Employment.BANK)


def _shortlisted(applications: Sequence[Application]) -> Tally:
    return Tally(sum(one.shortlisted for one in applications), len(applications))


def _bme(staff: Sequence[Person]) -> Tally:
    return Tally(sum(is_bme(one.background) for one in staff), len(staff))
