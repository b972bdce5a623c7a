"""Reads a sheet of an XLSX workbook as text, after making sure that it is safe to open."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dueregard.errors import FileNotUsableError
from dueregard.extracts.text_files import NumberedRow

LARGEST_UNPACKED = 512 * 1024 * 1024
LARGEST_RATIO = 300
MOST_CELLS = 30_000_000
_FORMULA = b"<f"
_CHUNK = 1 << 20


def sheet_rows(path: Path, sheet: str = "") -> Iterator[NumberedRow]:
    """Return the rows of a sheet, numbered as the spreadsheet numbers them.

    Raises
    ------
    FileNotUsableError
        If the file is no workbook, holds macros or formulas, unpacks to an absurd size, or has
        no such sheet.
    """
    check_workbook(path)
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only when a workbook is read

    book = _guarded(path, lambda: CalamineWorkbook.from_path(str(path)))
    name = _sheet_name(book.sheet_names, sheet, path)
    table = _guarded(path, lambda: book.get_sheet_by_name(name))
    if table.total_height * table.total_width > MOST_CELLS:
        raise FileNotUsableError(
            f"{path}: the sheet {name!r} spans more than {MOST_CELLS:,} cells.",
            advice="Delete the empty rows and columns, or save it as CSV.",
        )
    rows = _guarded(path, lambda: table.to_python(skip_empty_area=False))
    for number, cells in enumerate(rows, start=1):
        yield NumberedRow(number, [_text(cell) for cell in cells])


def check_workbook(path: Path) -> None:
    """Refuse what must not be opened, from the list of the archive's parts alone.

    Raises
    ------
    FileNotUsableError
        See :func:`sheet_rows`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(archive, path)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as fault:
        raise _unreadable(path, fault) from None


def _check_parts(archive: zipfile.ZipFile, path: Path) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > LARGEST_UNPACKED or (
        unpacked > _CHUNK * 64 and unpacked / packed > LARGEST_RATIO
    ):
        raise FileNotUsableError(
            f"{path} would unpack to {unpacked // _CHUNK:,} MiB and was not opened.",
            advice="Save the one sheet that is needed as CSV.",
        )
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise FileNotUsableError(
            f"{path} contains macros and was not opened.",
            advice="Save it as an XLSX workbook without macros, or as CSV.",
        )
    for part in parts:
        if part.filename.startswith("xl/worksheets/") and _has_formula(archive, part):
            raise FileNotUsableError(
                f"{path} contains formulas ({part.filename}) and was not read.",
                advice="Copy the sheet and paste it as values: what a formula shows can change.",
            )


def _has_formula(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Look for a formula element; the end of a chunk is kept, or a cut would hide one."""
    kept = b""
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                seen = kept + chunk
                if any(_FORMULA + end in seen for end in (b">", b" ", b"/")):
                    return True
                kept = seen[-4:]
    except Exception as fault:  # noqa: BLE001 - a broken archive has many ways to say so
        raise zipfile.BadZipFile(str(fault)) from None
    return False


def _guarded(path: Path, step: Callable[[], Any]) -> Any:  # noqa: ANN401 - untyped library
    try:
        return step()
    except BaseException as fault:  # noqa: BLE001 - a panic of the library is no Exception
        raise _unreadable(path, fault) from None


def _unreadable(path: Path, fault: BaseException) -> BaseException:
    if isinstance(fault, KeyboardInterrupt | SystemExit | MemoryError):
        return fault
    return FileNotUsableError(
        f"{path} is no workbook that can be read.",
        advice="Open it in the spreadsheet program and save it again as XLSX or CSV.",
    )


def _sheet_name(names: list[str], wanted: str, path: Path) -> str:
    if not names:
        raise FileNotUsableError(f"{path} has no sheet.", advice="Save it again with one.")
    if not wanted:
        return names[0]
    if wanted in names:
        return wanted
    near = get_close_matches(wanted, names, 1, 0.5)
    raise FileNotUsableError(
        f"{path} has no sheet {wanted!r}.",
        advice=f"Did you mean {near[0]!r}?" if near else f"Its sheets are {', '.join(names)}.",
    )


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell.total_seconds() / 86400)
    return "" if cell is None else str(cell)
