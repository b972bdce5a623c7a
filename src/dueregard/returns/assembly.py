"""Puts the counts of an organisation's files together into its return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from dueregard.extracts.findings import Finding
from dueregard.returns.counting import FileCount, filled
from dueregard.returns.data_return import (
    Absence,
    AccountingLine,
    Cell,
    DataReturn,
    InclusionRule,
    OrganisationRef,
    PopulationServed,
    Received,
    SourceFile,
    SurveyRef,
)
from dueregard.returns.typed import TypedFile
from dueregard.returns.windows import Window, years_before
from dueregard.settings import Settings
from dueregard.vocabulary import BaseKind, Employment, Population, Seat, SurveySource

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition

NO_FILE = "There is no file of it under [files]."
_FROM_APPLICANTS = {
    Population.SHORTLISTED: Population.APPLICANTS,
    Population.APPOINTED: Population.APPLICANTS,
}


@dataclass(slots=True)
class Parts:
    """Everything that was counted or read for one organisation, by kind of file."""

    counted: dict[str, FileCount] = field(default_factory=dict)
    typed: list[TypedFile] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """What was noticed in any file."""
        return [finding for part in self._parts() for finding in part.findings]

    @property
    def accounting(self) -> tuple[AccountingLine, ...]:
        """The fate of every row of every file."""
        return tuple(line for part in self._parts() for line in part.accounting)

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """The files, with their digests."""
        counted = (source for part in self.counted.values() for source in part.sources)
        return (*counted, *(part.source for part in self.typed))

    def cells(self) -> Counter[Cell]:
        """All cells together."""
        together: Counter[Cell] = Counter()
        for part in self._parts():
            together.update(part.cells)
        return together

    def _parts(self) -> Iterable[FileCount | TypedFile]:
        return (*self.counted.values(), *self.typed)


def window_of(settings: Settings, edition: Edition) -> Window:
    """Return the reporting year, as the edition has it or as the organisation says."""
    period, reporting = settings.period, edition.reporting
    end = period.get("end", reporting.period_end)
    return Window(
        year=end.year,
        start=period.get("start", reporting.period_start),
        end=end,
        snapshot=period.get("snapshot_date", reporting.snapshot_date),
    )


def assemble(settings: Settings, edition: Edition, parts: Parts) -> DataReturn:
    """Make the return of one organisation.

    Parameters
    ----------
    settings
        What the organisation says of itself.
    edition
        The rules of the year, with the organisation's choices in place.
    parts
        The counts of its files.
    """
    window = window_of(settings, edition)
    cells = _with_board(parts, parts.cells())
    received = tuple(one for typed in parts.typed for one in typed.received)
    return DataReturn(
        organisation=_organisation(settings),
        standard=edition.standard,
        edition=edition.edition,
        snapshot_date=window.snapshot,
        period_start=window.start,
        period_end=window.end,
        inclusion=inclusion_of(settings, edition),
        survey=_survey(settings, parts, received),
        cells=filled(cells),
        received=received,
        sources=parts.sources,
        accounting=parts.accounting,
        absences=_absences(settings, cells, received, parts),
        population_served=_population_served(settings),
        appointed_basis=settings.appointed_basis,
        counts_basis=_counts_basis(settings, parts),
        base_kinds=_base_kinds(parts, cells),
        windows=_windows(settings, edition, parts, window),
        switches={key: str(value) for key, value in settings.switches.items()},
        notes=settings.notes,
    )


def find_gaps_in_windows(settings: Settings, edition: Edition, parts: Parts) -> tuple[Finding, ...]:
    """Ask whether a list covers the year before, where an edition needs it and nothing is in it."""
    counted = parts.counted.get("disciplinary")
    file = settings.files.get("disciplinary")
    if counted is None or file is None or file.covers_from is not None:
        return ()
    year = window_of(settings, edition).year
    if _years_needed(edition) < 2 or year - 1 in counted.years:
        return ()
    return (Finding("year_before_not_covered", counted.source.name),)


def find_typed_beside_records(parts: Parts) -> tuple[Finding, ...]:
    """Ask about people of one kind who were counted from a file and typed by hand as well."""
    counted = {
        (cell.population, cell.characteristic): one.source.name
        for one in parts.counted.values()
        for cell in one.cells
        if not cell.item
    }
    found: dict[tuple[str, str, str], None] = {}
    for typed in parts.typed:
        for cell in typed.cells:
            file = counted.get((cell.population, cell.characteristic))
            if file is not None and not cell.item:
                found[typed.source.name, file, f"{cell.population}, by {cell.characteristic}"] = (
                    None
                )
    return tuple(
        Finding("typed_beside_records", name, detail=f"{what}: also in {file}")
        for name, file, what in found
    )


def _organisation(settings: Settings) -> OrganisationRef:
    return OrganisationRef(
        settings.code, settings.name, settings.kind, settings.board_name, settings.predecessors
    )


def inclusion_of(settings: Settings, edition: Edition) -> InclusionRule:
    """Return who is counted as staff: what the organisation says, else the edition."""
    rule, said = edition.inclusion, settings.include
    return InclusionRule(
        office_holders=said.get("office_holders", rule.office_holders.value),
        bank_staff=said.get("bank_staff", rule.bank_staff.value),
        honorary=said.get("honorary", rule.honorary.value),
    )


def footings_left_out(settings: Settings, edition: Edition) -> frozenset[str]:
    """Return the footings of people whom the figures leave out."""
    rule = inclusion_of(settings, edition)
    kept = {
        Employment.OFFICE_HOLDER.value: rule.office_holders,
        Employment.BANK.value: rule.bank_staff,
        Employment.HONORARY.value: rule.honorary,
    }
    return frozenset(footing for footing, counts in kept.items() if not counts)


def _survey(settings: Settings, parts: Parts, received: Iterable[Received]) -> SurveyRef:
    source = settings.survey_source
    counted = parts.counted.get("survey")
    if source is None:
        typed = any(one.population == Population.SURVEY for one in received)
        source = SurveySource.LOCAL if counted else SurveySource.NONE
        source = SurveySource.NATIONAL if typed and not counted else source
    responded = settings.survey_responded
    if responded is None and counted is not None:
        responded = sum(line.rows for line in counted.accounting if line.fate == "counted")
    return SurveyRef(source, settings.survey_reason, settings.survey_invited, responded)


def _with_board(parts: Parts, cells: Counter[Cell]) -> Counter[Cell]:
    """Take the board from the seats in the staff file where there is no file of the board."""
    if "board" in parts.counted or any(cell.population == "board" for cell in cells):
        return cells
    for cell, n in list(cells.items()):
        if cell.population == Population.STAFF and cell.seat != Seat.NONE:
            seated = cell._replace(population=Population.BOARD.value, part="", pay_band="")
            cells[seated._replace(staff_group="")] += n
    return cells


def _absences(
    settings: Settings, cells: Counter[Cell], received: Iterable[Received], parts: Parts
) -> tuple[Absence, ...]:
    """Say of each population that is not there why it is not."""
    there = {cell.population for cell in cells} | {one.population for one in received}
    there |= {source.population for source in parts.sources}
    reasons: Mapping[str, str] = settings.not_collected
    absent = []
    for population in Population:
        if population.value not in there:
            file = _FROM_APPLICANTS.get(population, population).value
            given = reasons.get(population.value) or reasons.get(file)
            if population is Population.SURVEY:
                given = given or settings.survey_reason
            absent.append(Absence(population, given or NO_FILE))
    return tuple(absent)


def _counts_basis(settings: Settings, parts: Parts) -> str:
    if any(part.source.rows for part in parts.counted.values()) or not parts.typed:
        return "records"
    file = settings.files.get("counts")
    return file.basis if file else "typed"


def _base_kinds(parts: Parts, cells: Counter[Cell]) -> dict[str, BaseKind]:
    """Say whether each population's cells cover everybody: whatever was counted here does."""
    kinds = {cell.population: BaseKind.ALL for cell in cells}
    for typed in parts.typed:
        kinds |= typed.base_kinds
    return dict(sorted(kinds.items()))


def _windows(
    settings: Settings, edition: Edition, parts: Parts, window: Window
) -> dict[str, tuple[int, ...]]:
    """Say which reporting years a list of disciplinary entries covers."""
    if "disciplinary" not in parts.counted:
        return {}
    counted, file = parts.counted["disciplinary"], settings.files.get("disciplinary")
    back = window.year - 1
    if file is not None and file.covers_from is not None:
        covers = file.covers_from <= years_before(window.start, 1)
    else:
        # A list is taken to cover the years that the edition asks for; a finding asks about it.
        covers = back in counted.years or _years_needed(edition) > 1
    return {"disciplinary": (window.year, back) if covers else (window.year,)}


def _years_needed(edition: Edition) -> int:
    from dueregard.editions.schema import RelativeLikelihood  # noqa: PLC0415 - only when counting

    methods = (indicator.method for indicator in edition.indicators)
    likelihoods = (one for one in methods if isinstance(one, RelativeLikelihood))
    return max((one.years for one in likelihoods if one.events == "disciplinary"), default=1)


def _population_served(settings: Settings) -> tuple[PopulationServed, ...]:
    said = settings.population_served
    if said is None:
        return ()
    if said.area:
        from dueregard.geography.population import load_population  # noqa: PLC0415 - seldom

        area = load_population(said.area, age_base=said.age_base or "all ages")
        return (
            PopulationServed(
                geography=area.geography,
                geography_code=area.code,
                age_base=area.age_base,
                census_year=area.census_year,
                source=area.source,
                reference_share=area.reference_share,
                compared_share=area.compared_share,
                total=area.total,
            ),
        )
    percent, reference = said.compared_percent or 0.0, said.reference_percent
    return (
        PopulationServed(
            geography=said.name,
            geography_code=said.code,
            age_base=said.age_base,
            census_year=said.census_year or 0,
            source=said.source,
            reference_share=None if reference is None else _share(reference),
            compared_share=_share(percent),
            total=said.total,
        ),
    )


def _share(percent: float) -> float:
    """Return a percentage as a share without the dust of binary division: 2.9 is 0.029."""
    return float(Decimal(str(percent)) / 100)
