"""Tables as they came, cell by cell, each cell with the place where a person finds it.

A workbook's sheets and a Word document's tables become the same thing here, so that what reads a
form does not ask in which program it was filled in.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from dueregard.errors import FileNotUsableError

Value = str | int | float
"""What a cell holds; an empty cell holds ``""``."""
Place = tuple[int, int]
"""Row and column, both from 0."""
LARGEST_UNPACKED = 256 * 1024 * 1024
MOST_CELLS = 2_000_000
_CELL = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*?\br=\"([A-Z]+)(\d+)\")[^>]*?(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_LINK = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of a workbook, or a table of a document.

    Parameters
    ----------
    name
        The sheet's name, or ``table 3``.
    is_sheet
        Whether cells are named as spreadsheets name them.
    rows
        From the first row on, whatever is empty included.
    merged
        Areas merged into one cell: first and last place.
    without_value
        Formulas whose result was not saved with the file.
    """

    name: str
    is_sheet: bool
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[tuple[Place, Place], ...] = ()
    without_value: frozenset[Place] = frozenset()

    def where(self, row: int, column: int) -> str:
        """Say where a cell is: "sheet Board, cell C5"."""
        if self.is_sheet:
            return f"sheet {self.name}, cell {letters(column)}{row + 1}"
        return f"{self.name}, row {row + 1}, column {column + 1}"

    def at(self, row: int, column: int) -> Value:
        """Return what a cell holds; empty outside the table."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""

    def filled(self) -> Iterator[Place]:
        """Yield the places that hold something."""
        for row, cells in enumerate(self.rows):
            for column, value in enumerate(cells):
                if text_of(value):
                    yield row, column


def letters(column: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    name = ""
    while column >= 0:
        column, place = divmod(column, 26)
        name = chr(ord("A") + place) + name
        column -= 1
    return name


def text_of(value: Value) -> str:
    """Return a cell's value as a person reads it: a whole number without a decimal point."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Read every sheet of an XLSX workbook, or every table of a DOCX document.

    Raises
    ------
    FileNotUsableError
        It is neither, it holds macros, or it would unpack to an absurd size.
    """
    parts = _checked_parts(path)
    if "xl/workbook.xml" in parts:
        return tuple(_sheets(path))
    if "word/document.xml" in parts:
        return tuple(_tables(path))
    raise _unreadable(path)


def read_texts(path: Path) -> tuple[str, ...]:
    """Return the paragraphs of a DOCX document that stand outside its tables; a workbook has none.

    Raises
    ------
    FileNotUsableError
        See :func:`read_grids`.
    """
    if "word/document.xml" not in _checked_parts(path):
        return ()
    from docx import Document  # noqa: PLC0415 - only when a document is read

    document = _guarded(path, partial(Document, str(path)))
    return tuple(one.text.strip() for one in document.paragraphs)


def _checked_parts(path: Path) -> frozenset[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except FileNotFoundError:
        raise FileNotUsableError(f"{path} is not there.", advice="Check the path.") from None
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
        raise _unreadable(path) from None
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FileNotUsableError(
            f"{path} would unpack to an absurd size and was not opened.",
            advice="Ask for a copy that holds the form and nothing else.",
        )
    names = frozenset(part.filename for part in parts)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileNotUsableError(
            f"{path} contains macros and was not opened.",
            advice="Ask for a copy without macros.",
        )
    return names


def _unreadable(path: Path) -> FileNotUsableError:
    return FileNotUsableError(
        f"{path} is no workbook (XLSX) and no document (DOCX) that can be read.",
        advice="Open it in the program it was made with, take off a password, and save it again "
        "as XLSX or DOCX.",
    )


def _guarded(path: Path, step: Callable[[], Any]) -> Any:  # noqa: ANN401 - untyped libraries
    """Run a step of a library; whatever breaks in it is the file's fault."""
    try:
        return step()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the library is no Exception
        raise _unreadable(path) from None


def _sheets(path: Path) -> Iterator[Grid]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only when a workbook is read

    book = _guarded(path, lambda: CalamineWorkbook.from_path(str(path)))
    without = _guarded(path, lambda: _formulas_without_values(path))
    for name in book.sheet_names:
        table = _guarded(path, partial(book.get_sheet_by_name, name))
        if table.total_height * table.total_width > MOST_CELLS:
            raise FileNotUsableError(
                f"{path}: the sheet {name!r} spans more than {MOST_CELLS:,} cells.",
                advice="Delete its empty rows and columns.",
            )
        rows = _guarded(path, partial(table.to_python, skip_empty_area=False))
        yield Grid(
            name=name,
            is_sheet=True,
            rows=tuple(tuple(map(_value, cells)) for cells in rows),
            merged=tuple(table.merged_cell_ranges or ()),
            without_value=without.get(name, frozenset()),
        )


def _value(cell: object) -> Value:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float | str):
        return cell
    return "" if cell is None else str(cell)


def _formulas_without_values(path: Path) -> dict[str, frozenset[Place]]:
    """Find formulas whose result was not saved: to a reader of values they look empty."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in _sheet_parts(archive).items():
            found[name] = frozenset(
                (int(row) - 1, _number(column.decode()))
                for column, row, content in _CELL.findall(archive.read(part))
                if re.search(rb"<(?:\w+:)?f\b", content)
                and not re.search(rb"<(?:\w+:)?v>[^<]", content)
            )
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return which part of the archive each sheet is."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {link["Id"]: link["Target"] for link in map(_attributes, _LINK.findall(links))}
    parts = {}
    for sheet in map(_attributes, _SHEET.findall(book)):
        target = targets.get(sheet.get("r:id", ""), "")
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if part in archive.namelist():
            parts[sheet["name"]] = part
    return parts


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _tables(path: Path) -> Iterator[Grid]:
    from docx import Document  # noqa: PLC0415 - only when a document is read

    document = _guarded(path, lambda: Document(str(path)))
    for number, table in enumerate(document.tables, start=1):
        rows = _guarded(path, partial(_rows, table))
        yield Grid(name=f"table {number}", is_sheet=False, rows=rows)


def _rows(table: Any) -> tuple[tuple[str, ...], ...]:  # noqa: ANN401 - untyped library
    return tuple(map(_row, table.rows))


def _row(row: Any) -> tuple[str, ...]:  # noqa: ANN401 - untyped library
    """Return a row's texts; a cell that spans several columns stands in the first of them."""
    cells = list(row.cells)
    return tuple(
        "" if place and cell._tc is cells[place - 1]._tc else cell.text.strip()  # noqa: SLF001 - the library names a cell's element so
        for place, cell in enumerate(cells)
    )
