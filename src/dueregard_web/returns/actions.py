"""What changes a year: its settings, the files in hand, the counts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from dueregard.editions.loader import available_editions
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.extracts.findings import Finding
from dueregard.operations.receive_extract import recognise_extract
from dueregard.settings import FILES
from dueregard_web.audit.actions import append
from dueregard_web.audit.chain import Happening
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotNowError, TooLateError
from dueregard_web.jobs import actions as jobs
from dueregard_web.jobs.models import Job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, action, check_may, subject_of
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.models import (
    CountedReturn,
    ExtractFile,
    FileState,
    KeptFinding,
    TypedCounts,
    Year,
)
from dueregard_web.returns.queries import (
    files_in_hand,
    find_year,
    latest_typed,
    typed_to_count,
)
from dueregard_web.returns.receiving import SealedFile, discard_sealed, spool_folder
from dueregard_web.returns.sealing import opened_in_memory
from dueregard_web.returns.settings_text import change_text, first_text, from_uploaded
from dueregard_web.returns.storage import ReturnTexts
from dueregard_web.returns.typed_lines import Lines, table_text

COUNT = "count"
HOURS_IN_HAND = 24
_BATCH = 500


@action(Permission.START_YEAR, Event.YEAR_STARTED)
def start_year(acting: Acting, *, edition: str) -> Done[Year]:
    """Start the year of an edition."""
    if edition not in available_editions():
        raise ConfigurationError(f"There is no edition {edition!r}.")
    about = acting.organisation
    text = first_text(
        edition=edition,
        code=about.code,
        name=about.name,
        kind=about.kind,
        board_name=about.board_name,
    )
    try:
        with transaction.atomic():
            made = Year.objects.add(
                about,
                edition=edition,
                settings_text=text,
                started_at=acting.now,
                started_by=acting.person,
            )
    except IntegrityError:
        raise TooLateError("This year was started already.", advice="Open it instead.") from None
    return Done(made, subject_of(made), reason=edition)


@action(Permission.START_YEAR, Event.YEAR_CHANGED)
def change_settings(acting: Acting, *, edition: str, changes: Mapping[str, Any]) -> Done[None]:
    """Change what a year says about itself."""
    year = find_year(acting, edition, lock=True)
    year.settings_text = change_text(year.settings_text, changes)
    year.save()
    return Done(None, subject_of(year), reason=", ".join(sorted(changes)))


@action(Permission.START_YEAR, Event.YEAR_CHANGED)
def take_over_settings(acting: Acting, *, edition: str, text: str) -> Done[None]:
    """Take over the settings of an organisation.toml."""
    year = find_year(acting, edition, lock=True)
    year.settings_text = from_uploaded(text, edition=edition, code=acting.organisation.code)
    year.save()
    return Done(None, subject_of(year), reason="organisation.toml")


@action(Permission.IMPORT_RECORDS, Event.EXTRACT_RECEIVED)
def receive_extract(
    acting: Acting, *, edition: str, population: str, system: str, sealed: SealedFile
) -> Done[ExtractFile]:
    """Take a file in hand, in place of one of the same kind.

    The caller says ``sealed.keep()`` when this has returned: the file of a change that was rolled
    back stays nobody's, and goes with the request.

    Raises
    ------
    FileNotUsableError
        When its content is not of a kind that is read, or must not be opened.
    """
    year = find_year(acting, edition, lock=True)
    if population not in FILES:
        raise FileNotUsableError("This is no kind of file that is counted.")
    ending = _recognise(sealed)
    for before in files_in_hand(acting, year).filter(population=population):
        _discard(before)
    made = ExtractFile.objects.add(
        acting.organisation,
        year=year,
        population=population,
        name=sealed.name or "file",
        ending=ending,
        system=system,
        size=sealed.size or 0,
        sha256=sealed.sha256,
        boot=key_ring().boot,
        number=sealed.number,
        received_at=acting.now,
        received_by=acting.person,
    )
    return Done(made, subject_of(made), after=sealed.sha256, reason=population)


@action(Permission.IMPORT_RECORDS, Event.EXTRACT_DISCARDED)
def discard_extract(acting: Acting, *, edition: str, file_id: str) -> Done[None]:
    """Take a file out of hand; nobody can read it any more."""
    year = find_year(acting, edition, lock=True)
    found = files_in_hand(acting, year).filter(pk=file_id).first()
    if found is None:
        raise TooLateError("This file is not in hand any more.")
    _discard(found)
    return Done(None, subject_of(found), before=found.sha256, reason=found.population)


@action(Permission.IMPORT_RECORDS, Event.COUNTS_TYPED)
def save_typed(acting: Acting, *, edition: str, lines: Lines, seen: int) -> Done[TypedCounts]:
    """Keep the lines as they are, finished or not, beside every save before.

    Parameters
    ----------
    lines
        What was typed.
    seen
        The number of the save that the person had before them; 0 for none.

    Raises
    ------
    TooLateError
        When somebody else has saved since.
    """
    year = find_year(acting, edition, lock=True)
    latest = latest_typed(acting, year)
    number = latest.number if latest else 0
    if number != seen:
        raise TooLateError(
            "Somebody saved these counts since you opened the page.",
            advice="Nothing of yours was saved. Open it again beside this page, and compare.",
        )
    cells = table_text(lines)
    made = TypedCounts.objects.add(
        acting.organisation,
        year=year,
        number=number + 1,
        basis=lines.basis,
        cells=cells,
        saved_at=acting.now,
        saved_by=acting.person,
    )
    digest = hashlib.sha256(cells.encode()).hexdigest()
    return Done(made, subject_of(made), after=digest, reason=lines.basis)


@action(Permission.IMPORT_RECORDS, Event.COUNT_STARTED)
def start_count(acting: Acting, *, edition: str) -> Done[Job]:
    """Put the count of a year in the queue."""
    year = find_year(acting, edition, lock=True)
    if not files_in_hand(acting, year).exists() and typed_to_count(acting, year) is None:
        raise NotNowError(
            "There is no file to count.", advice="Upload a file, or type counts, first."
        )
    job = jobs.ask_for(acting, kind=COUNT, subject=year.pk, boot=key_ring().boot)
    return Done(job, subject_of(job))


@action(Permission.IMPORT_RECORDS, Event.COUNT_CANCELLED)
def cancel_count(acting: Acting, *, job: Job) -> Done[None]:
    """Ask a count to stop; nothing of it is kept."""
    jobs.ask_to_cancel(acting, job)
    return Done(None, subject_of(job))


@action(Permission.IMPORT_RECORDS, Event.COUNT_FINISHED)
def keep_count(  # noqa: PLR0913 - what a count leaves behind
    acting: Acting,
    *,
    edition: str,
    texts: ReturnTexts,
    settings_text: str,
    findings: Sequence[Finding],
    files: Sequence[ExtractFile],
) -> Done[CountedReturn]:  # fmt: skip
    """Keep the counts and the findings of a count, and discard the files that were counted."""
    year = find_year(acting, edition, lock=True)
    made = CountedReturn.objects.add(
        acting.organisation,
        year=year,
        cells=texts.cells,
        about=texts.about,
        settings_text=settings_text,
        sha256=texts.sha256,
        counted_at=acting.now,
        counted_by=acting.person,
    )
    _replace_findings(year, findings)
    for file in files:
        _discard(file, FileState.COUNTED)
    return Done(made, subject_of(made), after=texts.sha256)


@action(Permission.IMPORT_RECORDS, Event.COUNT_STOPPED)
def keep_findings(acting: Acting, *, edition: str, findings: Sequence[Finding]) -> Done[None]:
    """Keep the findings that stopped a count; the files stay in hand, to be mended and replaced."""
    year = find_year(acting, edition, lock=True)
    _replace_findings(year, findings)
    return Done(None, subject_of(year), reason=f"{len(findings)} findings")


def discard_lost(boot: str) -> int:
    """Take away the sealed files of earlier runs of the program; their keys are gone."""
    lost = ExtractFile.unscoped.filter(state=FileState.SEALED).exclude(boot=boot)
    number = lost.update(state=FileState.LOST.value)
    known = set(
        ExtractFile.unscoped.filter(state=FileState.SEALED, boot=boot).values_list(
            "number", flat=True
        )
    )
    for path in spool_folder().glob("*.sealed"):
        if path.stem not in known:
            path.unlink(missing_ok=True)
    return number


def discard_forgotten(now: datetime) -> int:
    """Discard sealed files that nobody has counted for a day; return how many there were."""
    old = ExtractFile.unscoped.filter(
        state=FileState.SEALED, received_at__lt=now - timedelta(hours=HOURS_IN_HAND)
    )
    number = 0
    for file in old.select_related("organisation"):
        with transaction.atomic():
            _discard(file)
            append(
                Happening(
                    at=now,
                    event=Event.EXTRACT_DISCARDED.value,
                    actor="",
                    roles="",
                    organisation=file.organisation.code,
                    subject=subject_of(file),
                    before=file.sha256,
                    reason="not counted in time",
                )
            )
        number += 1
    return number


def check_upload_allowed(acting: Acting) -> None:
    """Refuse somebody who may not bring in files, before anything is done with one."""
    check_may(acting, Permission.IMPORT_RECORDS)


def _recognise(sealed: SealedFile) -> str:
    key = key_ring().find(sealed.number)
    with opened_in_memory(spool_folder() / f"{sealed.number}.sealed", key) as path:
        try:
            return recognise_extract(path)
        except FileNotUsableError as fault:
            message = fault.message.replace(str(path), "The file")
            raise FileNotUsableError(message, advice=fault.advice) from None


def _discard(file: ExtractFile, state: FileState = FileState.DISCARDED) -> None:
    file.state = state.value
    file.save()
    number = file.number
    transaction.on_commit(lambda: discard_sealed(number))


def _replace_findings(year: Year, findings: Sequence[Finding]) -> None:
    KeptFinding.unscoped.filter(year=year).delete()
    rows = [KeptFinding.of(year, place, finding) for place, finding in enumerate(findings, start=1)]
    KeptFinding.unscoped.bulk_create(rows, batch_size=_BATCH)
