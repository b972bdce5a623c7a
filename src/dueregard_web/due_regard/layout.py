"""A year as a folder: exactly the files that the command line reads, and the workspace's own."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from dueregard.errors import DueRegardError
from dueregard.extracts.findings import Finding, write_findings
from dueregard.operations.write_report import OF_RETURN
from dueregard.records import FOLDER, write_records
from dueregard.records.columns import columns_of
from dueregard.returns.storage import CSV_NAME, JSON_NAME
from dueregard.settings import FILE_NAME
from dueregard.settings.writing import toml_text
from dueregard_web.due_regard.living import Living
from dueregard_web.due_regard.own_records import OWN_FILES
from dueregard_web.returns.models import CountedReturn, Year
from dueregard_web.returns.settings_text import read_text

EARLIER = "earlier"
OWN_FOLDER = "workspace"
"""What the command line has no file for."""
RETURN = "return"
FINDINGS = "findings.csv"


def folder_files(
    *,
    year: Year,
    counted: CountedReturn | None,
    findings: Sequence[Finding],
    living: Living,
    previous: str,
) -> dict[str, bytes]:
    """Return a year's files: names inside its folder, with their bytes.

    Parameters
    ----------
    year
        Whose settings are written; their files of people are left out, for they are gone.
    counted
        The counts that hold.
    findings
        What was noticed when they were counted.
    living
        The records.
    previous
        The way to the return of the year before; empty where there is none.
    """
    settings = read_text(counted.settings_text if counted else year.settings_text)
    settings.pop("files", None)
    settings["previous"] = {"return": previous} if previous else {}
    kept = {name: value for name, value in settings.items() if value != {}}
    files = {FILE_NAME: toml_text(kept).encode()}
    if counted is not None:
        files[f"{RETURN}/{CSV_NAME}"] = counted.cells.encode()
        files[f"{RETURN}/{JSON_NAME}"] = counted.about.encode()
        files[f"{RETURN}/{FINDINGS}"] = _findings_file(findings)
    files |= _record_files(living)
    files[f"{OWN_FOLDER}/settings.toml"] = year.settings_text.encode()
    for kind in OWN_FILES:
        rows = list(living.cells(kind.name))
        if rows:
            files[f"{OWN_FOLDER}/{kind.file}"] = _table(
                [column.name for column in columns_of(kind.record)], rows
            )
    return files


@contextmanager
def laid_out(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write files into a folder for as long as the library works on it.

    The folder's name is kept out of what people read.
    """
    with tempfile.TemporaryDirectory(prefix="dueregard-year-") as name:
        folder = Path(name)
        for place, content in files.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            yield folder
        except DueRegardError as fault:
            fault.message = fault.message.replace(f"{folder}/", "")
            raise


def _without_rows(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out what stands in a person's row: line, column and value are for mending only."""
    for one in findings:
        detail = one.detail if one.file == OF_RETURN else ""
        yield Finding(one.code, one.file, detail=detail, rows=one.rows)


def _findings_file(findings: Sequence[Finding]) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / FINDINGS
        write_findings(_without_rows(findings), path)
        return path.read_bytes()


def _record_files(living: Living) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return {
            f"{FOLDER}/{path.relative_to(folder / FOLDER).as_posix()}": path.read_bytes()
            for path in write_records(living.records, folder)
        }


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return stream.getvalue().encode("utf-8-sig")
