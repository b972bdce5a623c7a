"""Reading a year: its state, its findings, its figures."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from dueregard.editions.loader import load_edition
from dueregard.editions.switches import resolve
from dueregard.extracts.findings import HEADINGS, Severity
from dueregard.formulas import guarded
from dueregard.indicators.annual import AnnualFigures, compute_annual
from dueregard.indicators.compute import Earlier
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError, NotNowError
from dueregard_web.jobs.queries import latest_job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, check_may, reading, subject_of
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.models import (
    CountedReturn,
    ExtractFile,
    FileState,
    KeptFinding,
    TypedCounts,
    Year,
)
from dueregard_web.returns.settings_text import read_text
from dueregard_web.returns.steps import Step, YearState, first_steps
from dueregard_web.returns.storage import ReturnTexts, basis_of, return_of
from dueregard_web.returns.typed_lines import read_kept

MOST_YEARS = 5


def years_of(acting: Acting) -> list[Year]:
    """Return the years of the acting organisation, for those who may know of them."""
    if not acting.may(Permission.SEE_YEAR):
        return []
    return list(Year.objects.of(acting.organisation))


def find_year(acting: Acting, edition: str, *, lock: bool = False) -> Year:
    """Return the year of an edition.

    Raises
    ------
    NotHereError
        When it was not started here.
    """
    check_may(acting, Permission.SEE_YEAR)
    rows = Year.objects.of(acting.organisation)
    found = (rows.select_for_update() if lock else rows).filter(edition=edition).first()
    if found is None:
        raise NotHereError("There is no such page, or none that you may see.")
    return found


def year_of_job(acting: Acting, year_id: uuid.UUID) -> Year:
    """Return the year that a job is about."""
    found = Year.objects.of(acting.organisation).filter(pk=year_id).first()
    if found is None:
        raise NotHereError("There is no such year.")
    return found


def files_in_hand(acting: Acting, year: Year) -> QuerySet[ExtractFile]:
    """Return the files that can be counted now."""
    rows = ExtractFile.objects.of(acting.organisation)
    return rows.filter(year=year, state=FileState.SEALED, boot=key_ring().boot)


def lost_files(acting: Acting, year: Year) -> list[ExtractFile]:
    """Return the files to be uploaded again: the latest of their kind, gone with its key."""
    latest: dict[str, ExtractFile] = {}
    rows = ExtractFile.objects.of(acting.organisation).filter(year=year).order_by("received_at")
    for file in rows:
        latest[file.population] = file
    return [file for file in latest.values() if file.state == FileState.LOST]


def latest_count(acting: Acting, year: Year) -> CountedReturn | None:
    """Return the counts that hold."""
    return CountedReturn.objects.of(acting.organisation).filter(year=year).first()


def latest_typed(acting: Acting, year: Year) -> TypedCounts | None:
    """Return the counts that were typed, as they were saved last."""
    return TypedCounts.objects.of(acting.organisation).filter(year=year).first()


def typed_to_count(acting: Acting, year: Year) -> TypedCounts | None:
    """Return typed counts that a count takes in: any line, and no file of counts in its place."""
    latest = latest_typed(acting, year)
    if latest is None or files_in_hand(acting, year).filter(population="counts").exists():
        return None
    return latest if read_kept(latest.cells, latest.basis).filled else None


def typed_waiting(acting: Acting, year: Year) -> int:
    """Say how many typed lines were not counted as they are now."""
    typed, counted = typed_to_count(acting, year), latest_count(acting, year)
    if typed is None or (counted is not None and counted.counted_at >= typed.saved_at):
        return 0
    return len(read_kept(typed.cells, typed.basis).filled)


@reading(Permission.IMPORT_RECORDS, Event.TYPED_COUNTS_READ)
def read_typed(acting: Acting, *, edition: str) -> Done[list[TypedCounts]]:
    """Return every save of the typed counts, the latest first."""
    year = find_year(acting, edition)
    rows = TypedCounts.objects.of(acting.organisation).filter(year=year)
    return Done(list(rows.select_related("saved_by")), subject_of(year))


@reading(Permission.IMPORT_RECORDS, Event.TYPED_COUNTS_READ)
def download_typed(acting: Acting, *, edition: str) -> Done[str]:
    """Return the typed counts as the command line reads them, safe to open in a spreadsheet."""
    year = find_year(acting, edition)
    latest = latest_typed(acting, year)
    if latest is None:
        raise NotNowError("Nothing was typed yet.")
    stream = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(latest.cells))
    csv.writer(stream).writerows([guarded(text) for text in row] for row in rows)
    return Done(stream.getvalue(), subject_of(latest))


def is_counted_from_files(acting: Acting, year: Year) -> bool:
    """Whether the counts that hold came from records of people."""
    counted = latest_count(acting, year)
    return counted is not None and basis_of(counted.about) == "records"


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one kind."""

    code: str
    findings: Sequence[KeptFinding]

    @property
    def rows(self) -> int:
        """How many rows they stand for."""
        return sum(one.rows for one in self.findings)


@reading(Permission.IMPORT_RECORDS, Event.FINDINGS_READ)
def read_findings(acting: Acting, *, edition: str) -> Done[list[FindingGroup]]:
    """Return the findings of the latest check, by kind, the worst first."""
    year = find_year(acting, edition)
    groups: dict[str, list[KeptFinding]] = {}
    for finding in _findings(acting, year):
        groups.setdefault(finding.code, []).append(finding)
    found = [FindingGroup(code, rows) for code, rows in groups.items()]
    return Done(found, subject_of(year))


@reading(Permission.IMPORT_RECORDS, Event.FINDINGS_DOWNLOADED)
def download_findings(acting: Acting, *, edition: str) -> Done[str]:
    """Return the findings as CSV, safe to open in a spreadsheet."""
    year = find_year(acting, edition)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEADINGS)
    for row in _findings(acting, year):
        one = row.finding
        texts = (one.severity.value, one.code, one.kind.title, one.file, str(one.line or ""))
        more = (one.column, one.value, str(one.rows), one.detail)
        writer.writerow([guarded(text) for text in (*texts, *more)])
    return Done(stream.getvalue(), subject_of(year))


@reading(Permission.SEE_SMALL_NUMBERS, Event.FIGURES_READ)
def read_figures(acting: Acting, *, edition: str) -> Done[AnnualFigures]:
    """Return everything that a year says, computed from its counts and those of earlier years."""
    year = find_year(acting, edition)
    counted = latest_count(acting, year)
    if counted is None:
        raise NotNowError("Nothing was counted yet.", advice="Upload the extracts and count them.")
    data_return = return_of(ReturnTexts(counted.cells, counted.about))
    rules = resolve(load_edition(data_return.edition), data_return.switches)
    annual = compute_annual(data_return, rules, history_of(acting, year))
    return Done(annual, subject_of(counted), after=counted.sha256)


@reading(Permission.SEE_SMALL_NUMBERS, Event.RETURN_DOWNLOADED)
def download_return(
    acting: Acting, *, edition: str, count_id: uuid.UUID | None = None
) -> Done[CountedReturn]:
    """Return the counts as the command line reads them; those that hold, or earlier ones."""
    year = find_year(acting, edition)
    if count_id is None:
        counted = latest_count(acting, year)
    else:
        counted = (
            CountedReturn.objects.of(acting.organisation).filter(year=year, pk=count_id).first()
        )
        if counted is None:
            raise NotHereError("There is no such count.")
    if counted is None:
        raise NotNowError("Nothing was counted yet.")
    return Done(counted, subject_of(counted), after=counted.sha256)


def counts_of(acting: Acting, year: Year) -> list[CountedReturn]:
    """Return every count of a year, the one that holds first; earlier ones are kept."""
    check_may(acting, Permission.SEE_SMALL_NUMBERS)
    rows = CountedReturn.objects.of(acting.organisation).filter(year=year)
    return list(rows.select_related("counted_by"))


def count_stops(acting: Acting, year: Year) -> int:
    """Say how many findings keep the year from being counted."""
    stops = [one for one in _findings(acting, year) if one.kind.severity is Severity.STOP]
    return sum(one.rows for one in stops)


def steps_of(acting: Acting, year: Year) -> tuple[Step, ...]:
    """Return the steps of a year with their states."""
    document = read_text(year.settings_text)
    job = latest_job(acting, "count", year.pk)
    return first_steps(
        YearState(
            has_settings="survey" in document,
            files=files_in_hand(acting, year).count(),
            typed=typed_waiting(acting, year),
            lost=len(lost_files(acting, year)),
            is_counting=job is not None and job.is_open,
            stops=count_stops(acting, year),
            findings=_findings(acting, year).count(),
            is_counted=latest_count(acting, year) is not None,
        )
    )


def _findings(acting: Acting, year: Year) -> QuerySet[KeptFinding]:
    return KeptFinding.objects.of(acting.organisation).filter(year=year)


def history_of(acting: Acting, year: Year) -> tuple[Earlier, ...]:
    """Return the counts of earlier years, oldest first."""
    before = [one for one in years_of(acting) if one.edition < year.edition][:MOST_YEARS]
    counts = [latest_count(acting, one) for one in reversed(before)]
    found = [return_of(ReturnTexts(one.cells, one.about)) for one in counts if one is not None]
    return tuple(Earlier(one, load_edition(one.edition)) for one in found)
