"""Counts the files in hand of a year: opened in memory, counted by the library, kept as counts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from dueregard.errors import DueRegardError
from dueregard.extracts.findings import Finding, Severity, has_stop
from dueregard.operations.count_extracts import Looked, ReadingStep, look
from dueregard.settings import FILE_NAME
from dueregard_web.jobs.worker import StoppedError, Work
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.queries import acting_in
from dueregard_web.returns.actions import keep_count, keep_findings
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.models import ExtractFile, Year
from dueregard_web.returns.queries import files_in_hand, typed_to_count, year_of_job
from dueregard_web.returns.receiving import spool_folder
from dueregard_web.returns.sealing import opened_in_memory
from dueregard_web.returns.settings_text import with_basis, with_files
from dueregard_web.returns.storage import texts_of
from dueregard_web.returns.typed_lines import FILE, POPULATION


def run(work: Work) -> None:
    """Count the year that a job is about.

    Raises
    ------
    StoppedError
        When something in the files has to be mended first; the findings are kept.
    """
    now = work.clock.now()
    acting = acting_in(
        work.job.organisation.code, work.job.asked_by, now=now, request=str(work.job.pk)
    )
    year = year_of_job(acting, work.job.subject)
    files = list(files_in_hand(acting, year))
    looked, text = _look(work, acting, year, files)
    findings = _sorted(looked)
    if looked.faults or has_stop(findings) or looked.data_return is None:
        keep_findings(acting, edition=year.edition, findings=findings)
        raise StoppedError(
            "Something in the files stops the count.",
            advice="Look at the findings, mend the source, and upload the mended file.",
        )
    # Whoever asks the count to stop now still gets what they asked for: nothing is kept.
    work.tell("Keeping the counts", 1, 1)
    keep_count(
        acting,
        edition=year.edition,
        texts=texts_of(looked.data_return),
        settings_text=text,
        findings=findings,
        files=files,
    )


def _look(
    work: Work, acting: Acting, year: Year, files: Sequence[ExtractFile]
) -> tuple[Looked, str]:
    """Read everything, in a folder that holds settings and links into memory, and no record."""

    def tell(step: ReadingStep) -> None:
        work.tell(f"Reading {step.name}".strip(), step.done, step.total)

    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name).resolve()
        entries = [(one.population, _place(stack, folder, one), one.system) for one in files]
        typed = typed_to_count(acting, year)
        if typed is not None:
            (folder / FILE).write_text(typed.cells, encoding="utf-8")
            entries.append((POPULATION, FILE, ""))
        text = with_files(year.settings_text, entries)
        text = text if typed is None else with_basis(text, typed.basis)
        (folder / FILE_NAME).write_text(text, encoding="utf-8")
        with _without_folder(folder):
            return _named(look(folder, as_of=acting.today, progress=tell), folder), text


def _place(stack: ExitStack, folder: Path, file: ExtractFile) -> str:
    """Open a file in memory and link to it, under a name that its owner knows."""
    key = key_ring().find(file.number)
    opened = stack.enter_context(opened_in_memory(spool_folder() / f"{file.number}.sealed", key))
    path = folder / file.population / f"{Path(file.name).stem or 'file'}{file.ending}"
    path.parent.mkdir()
    path.symlink_to(opened)
    return str(path.relative_to(folder))


@contextmanager
def _without_folder(folder: Path) -> Iterator[None]:
    """Keep the name of a folder that is about to go out of what a person reads."""
    try:
        yield
    except DueRegardError as fault:
        fault.message = fault.message.replace(f"{folder}/", "")
        raise


def _named(looked: Looked, folder: Path) -> Looked:
    for fault in looked.faults:
        fault.message = fault.message.replace(f"{folder}/", "")
    return looked


def _sorted(looked: Looked) -> list[Finding]:
    """Put faults of files among the findings, the worst first."""
    faults = [
        Finding("file_not_usable", detail=f"{fault.message} {fault.advice}".strip())
        for fault in looked.faults
    ]
    order = list(Severity)
    return sorted(
        (*faults, *looked.findings),
        key=lambda one: (order.index(one.severity), one.code, one.file, one.line),
    )
