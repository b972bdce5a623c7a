"""What an organisation tells us about itself and its files, once organisation.toml is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dueregard.vocabulary import OrganisationKind, SurveySource


@dataclass(frozen=True, slots=True)
class FileSettings:
    """One file of the organisation: where it is and what cannot be seen from its bytes."""

    population: str
    path: Path
    layout: str = ""
    sheet: str = ""
    encoding: str = ""
    coding: str = "2001"
    system: str = ""
    date_order: str = "day-first"
    basis: str = "typed"
    covers_from: date | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A local grade put beside Agenda for Change, with who did it and when."""

    equivalent: str
    author: str
    date: date


@dataclass(frozen=True, slots=True)
class PopulationSettings:
    """Which population the board is compared with: an area of the census, or a typed share."""

    area: str = ""
    name: str = ""
    code: str = ""
    compared_percent: float | None = None
    reference_percent: float | None = None
    total: int | None = None
    age_base: str = ""
    census_year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an organisation's organisation.toml says.

    ``include`` holds only what the file states; the edition decides the rest. ``source`` is the
    file itself, for messages.
    """

    source: Path
    edition: str
    code: str
    name: str
    kind: OrganisationKind
    standard: str = "wres"
    board_name: str = "Board"
    predecessors: tuple[str, ...] = ()
    files: dict[str, FileSettings] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    grades: dict[str, Grade] = field(default_factory=dict)
    include: dict[str, bool] = field(default_factory=dict)
    population_served: PopulationSettings | None = None
    previous_return: Path | None = None
    survey_source: SurveySource | None = None
    survey_reason: str = ""
    survey_invited: int | None = None
    survey_responded: int | None = None
    switches: dict[str, Any] = field(default_factory=dict)
    not_collected: dict[str, str] = field(default_factory=dict)
    appointed_basis: str = "appointed"
    period: dict[str, date] = field(default_factory=dict)
    peers: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
