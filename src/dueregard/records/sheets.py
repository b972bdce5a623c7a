"""A CSV file as a header and numbered rows, whatever program saved it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dueregard.errors import FileNotUsableError
from dueregard.records.faults import Fault, suggestion

_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line on which it begins, and its cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of rows. ``faults`` says what is wrong with its header and with its shape."""

    path: Path
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def read_sheet(path: Path, columns: Sequence[str], needed: Sequence[str]) -> Sheet:
    """Read a CSV file: comma, semicolon or tab; UTF-8 with or without a mark, or Windows-1252.

    Parameters
    ----------
    path
        The file.
    columns
        The columns it may have.
    needed
        Those of them that it must have.

    Raises
    ------
    FileNotUsableError
        If the file cannot be read, or is no text.
    """
    lines = _split(text_of(path), path, columns)
    if not lines:
        return Sheet(path, (), ())
    header = [_heading(cell) for cell in lines[0][1]]
    faults = list(_header_faults(path, lines[0], columns, needed))
    rows = []
    for line, cells in lines[1:]:
        beyond = [cell for cell in cells[len(header) :] if cell.strip()]
        if beyond:
            advice = "Put text that holds commas in double quotes, or save from a spreadsheet."
            faults.append(Fault(path, line, "", beyond[0], "stands beyond the last column", advice))
        rows.append(Row(line, dict(zip(header, cells, strict=False))))
    return Sheet(path, tuple(rows), tuple(faults))


def text_of(path: Path) -> str:
    """Read a text file: its mark decides the encoding, then UTF-8, then Windows-1252.

    Raises
    ------
    FileNotUsableError
        If it cannot be read, or is no text.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise FileNotUsableError(
            f"{path} cannot be read: {fault.strerror or fault}.",
            advice="Close it in other programs, and check that you may read it.",
        ) from None
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileNotUsableError(
        f"{path} is no text file that can be read.", advice="Save it as CSV (UTF-8)."
    )


def _split(text: str, path: Path, columns: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Split a text into rows that hold something, by the delimiter that finds most columns."""
    head = text.lstrip().split("\n", 1)[0]

    def fitting(delimiter: str) -> int:
        return sum(_heading(cell.strip('"\r ')) in columns for cell in head.split(delimiter))

    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=fitting), strict=True
    )
    rows, begins = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise FileNotUsableError(
            f"{path}, line {begins}: the row cannot be read ({fault}).",
            advice="Look for a double quote that is opened and not closed.",
        ) from None
    return rows


def _heading(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().lower())


def _header_faults(
    path: Path, header: tuple[int, list[str]], columns: Sequence[str], needed: Sequence[str]
) -> list[Fault]:
    line, cells = header
    names = [_heading(cell) for cell in cells]
    faults = []
    for place, name in enumerate(names):
        if name and name not in columns:
            advice = suggestion(name, columns)
            faults.append(Fault(path, line, "", cells[place], "is no column of this file", advice))
        elif name and name in names[:place]:
            faults.append(
                Fault(path, line, "", cells[place], "is a column twice", "Take one of them away.")
            )
        elif not name and place < len(names) - 1 and any(names[place + 1 :]):
            advice = "Give it a name, or delete the column."
            faults.append(Fault(path, line, "", "", f"column {place + 1} has no name", advice))
    for name in needed:
        if name not in names:
            advice = f"The first line names the columns: {', '.join(columns)}."
            faults.append(Fault(path, line, name, "", "the column is missing", advice))
    return faults
