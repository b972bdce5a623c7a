"""The hub of the house: one organisation's counts for one edition, at the finest grain needed.

A return is tidy (one row, one count), small (well under 1 MiB) and complete: whatever is shown
later is derived from it alone. Nobody in it is a person any more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dueregard.vocabulary import BaseKind, OrganisationKind, Population, SurveySource


class Cell(NamedTuple):
    """How many people share these attributes. A blank attribute does not apply or was not given.

    ``category`` is a code of the characteristic's code list; an unknown one is ``"blank"``,
    ``"Z"`` (declined), ``"99"`` (not known) or ``"not_separated"``; a count known only by group is
    ``"group:reference"`` or ``"group:compared"``. ``year`` is the reporting year the event or
    snapshot belongs to.
    """

    population: str
    year: int
    characteristic: str
    category: str
    part: str
    pay_band: str
    staff_group: str
    employment: str
    seat: str
    route: str
    item: str
    answer: str
    n: int


@dataclass(frozen=True, slots=True)
class Received:
    """A figure that came as a percentage, ratio or score, not as counts, with its base marked.

    ``item`` is the indicator key or measure ("harassment_public", "share"); ``text`` the number as
    printed.
    """

    population: str
    characteristic: str
    category: str
    item: str
    text: str
    value: float
    unit: str
    decimals: int
    base: int | None
    base_kind: BaseKind
    source: str
    respondents: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was counted: its name, its digest, and how many rows it had."""

    population: str
    name: str
    sha256: str
    rows: int
    system: str = ""


@dataclass(frozen=True, slots=True)
class AccountingLine:
    """Rows of one file that share a fate: counted, or excluded for a reason."""

    population: str
    file: str
    fate: str
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class PopulationServed:
    """The population a board or workforce is compared with, and every choice behind it."""

    geography: str
    geography_code: str
    age_base: str
    census_year: int
    source: str
    reference_share: float | None
    compared_share: float
    total: int | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRef:
    """Whose return it is."""

    code: str
    name: str
    kind: OrganisationKind
    board_name: str = "Board"
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InclusionRule:
    """Who was counted as staff."""

    office_holders: bool
    bank_staff: bool
    honorary: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """A population that is not in the return, with the reason."""

    population: Population
    reason: str


@dataclass(frozen=True, slots=True)
class SurveyRef:
    """Where survey figures come from, and how many were asked and answered."""

    source: SurveySource
    reason: str = ""
    invited: int | None = None
    responded: int | None = None


@dataclass(frozen=True, slots=True)
class DataReturn:
    """An organisation's counts for one edition.

    ``appointed_basis`` is ``"appointed"`` or ``"started_proxy"`` (new starters stand for people
    appointed from the shortlist). ``counts_basis`` says whether cells were counted from records,
    typed by hand, or taken from a publication, and ``base_kind`` per population whether the cells
    cover everybody or only those of known group. ``windows`` names the reporting years that a
    population of events covers ({"disciplinary": (2016, 2015)}), so that a year without events
    differs from a year that nobody looked at; a population not named there covers the return's
    own year only. A population is collected when it has a source or a cell; otherwise it stands
    in ``absences`` with the reason.
    """

    organisation: OrganisationRef
    standard: str
    edition: str
    snapshot_date: date
    period_start: date
    period_end: date
    inclusion: InclusionRule
    survey: SurveyRef
    cells: tuple[Cell, ...]
    received: tuple[Received, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    accounting: tuple[AccountingLine, ...] = ()
    absences: tuple[Absence, ...] = ()
    population_served: tuple[PopulationServed, ...] = ()
    appointed_basis: str = "appointed"
    counts_basis: str = "records"
    base_kinds: dict[str, BaseKind] = field(default_factory=dict)
    windows: dict[str, tuple[int, ...]] = field(default_factory=dict)
    switches: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def reporting_year(self) -> int:
        """The year whose snapshot and period the return counts."""
        return self.period_end.year
