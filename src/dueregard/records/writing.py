"""Writes records as the files that a person edits; what is written reads back as the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dueregard.errors import FileNotUsableError
from dueregard.placing import place
from dueregard.records.catalogue import (
    FACTS_FILE,
    FOLDER,
    NARRATIVES_FOLDER,
    RECORD_FILES,
    RecordFile,
)
from dueregard.records.cells import CellError, write_cell
from dueregard.records.columns import Column, columns_of
from dueregard.records.facts import Facts
from dueregard.records.faults import Fault, refuse
from dueregard.records.model import Records
from dueregard.records.narratives import NARRATIVE_NAMES
from dueregard.records.reading import FACT_COLUMNS, README
from dueregard.records.readme import readme_text


def write_records(records: Records, directory: Path) -> tuple[Path, ...]:
    """Write all records into the folder of an organisation's year, and the README beside them.

    Parameters
    ----------
    records
        The records. A kind without rows gets its header, a narrative without text gets no file.
    directory
        The folder of organisation.toml.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    FileNotUsableError
        If a value cannot stand in a file, or the folder cannot be written. Nothing is written
        when a value is refused.
    """
    folder = directory / FOLDER
    texts = {folder / README: readme_text()}
    for kind in RECORD_FILES:
        texts[folder / kind.file] = table_text(kind, getattr(records, kind.name))
    texts[folder / FACTS_FILE] = facts_text(records.facts)
    for name, narrative in records.narratives.items():
        texts[folder / NARRATIVES_FOLDER / f"{_known(name)}.md"] = narrative.text
    for path, text in texts.items():
        place_text(path, text)
    return tuple(texts)


def write_table(kind: RecordFile, rows: Sequence[Any], directory: Path) -> Path:
    """Write the records of one kind, in place of those that were there.

    Raises
    ------
    FileNotUsableError
        If a value cannot stand in a file, or the folder cannot be written.
    """
    path = directory / FOLDER / kind.file
    place_text(path, table_text(kind, rows))
    return path


def write_facts(facts: Facts, directory: Path) -> Path:
    """Write the facts of the year, in place of those that were there."""
    path = directory / FOLDER / FACTS_FILE
    place_text(path, facts_text(facts))
    return path


def write_narrative(name: str, text: str, directory: Path) -> Path:
    """Write a narrative, in place of the one that was there.

    Raises
    ------
    FileNotUsableError
        If no report has a narrative of this name, or the folder cannot be written.
    """
    path = directory / FOLDER / NARRATIVES_FOLDER / f"{_known(name)}.md"
    place_text(path, text)
    return path


def table_text(kind: RecordFile, rows: Sequence[Any]) -> str:
    """Write records of one kind as the text of their file."""
    columns = columns_of(kind.record)
    faults: list[Fault] = []
    lines = [[column.name for column in columns]]
    for number, row in enumerate(rows, start=2):
        lines.append([_cell(row, column, Path(kind.file), number, faults) for column in columns])
    refuse(faults)
    return _csv(lines)


def facts_text(facts: Facts) -> str:
    """Write the facts of the year as the text of their file, each with what it means."""
    faults: list[Fault] = []
    lines = [list(FACT_COLUMNS)]
    for number, column in enumerate(columns_of(Facts), start=2):
        value = _cell(facts, column, Path(FACTS_FILE), number, faults)
        lines.append([column.name, value, column.said.meaning])
    refuse(faults)
    return _csv(lines)


def place_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Raises
    ------
    FileNotUsableError
        If the folder cannot be written.
    """
    # The mark tells Excel that the file is UTF-8; without it names such as Zoe with dots break.
    encoding = "utf-8-sig" if path.suffix == ".csv" else "utf-8"
    try:
        place(path, text.encode(encoding))
    except OSError as fault:
        raise FileNotUsableError(
            f"{path} cannot be written: {fault.strerror or fault}.",
            advice="Close it in other programs, and check that you may write there.",
        ) from None


def _cell(record: object, column: Column, path: Path, line: int, faults: list[Fault]) -> str:
    value = getattr(record, column.name)
    try:
        return write_cell(value, column)
    except CellError as fault:
        faults.append(Fault(path, line, column.name, str(value), fault.problem, fault.advice))
        return ""


def _csv(lines: Iterable[Sequence[str]]) -> str:
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\n").writerows(lines)
    return held.getvalue()


def _known(name: str) -> str:
    if name not in NARRATIVE_NAMES:
        raise FileNotUsableError(
            f"No report has a text named {name!r}.",
            advice=f"There are: {', '.join(NARRATIVE_NAMES)}.",
        )
    return name
