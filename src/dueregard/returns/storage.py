"""Writes a return to a folder and reads it back, certain that nobody changed it in between.

``return.csv`` holds the cells for people and spreadsheets, ``return.parquet`` the same for
programs, ``return.json`` everything else with the digest of the CSV. Written beside their places
and put there, the JSON last, so that a folder never holds half a return.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from dueregard import __version__
from dueregard.errors import FileNotUsableError, ReturnError
from dueregard.placing import place, waiting_file
from dueregard.returns.data_return import Cell, DataReturn

FORMAT = 1
CSV_NAME, PARQUET_NAME, JSON_NAME = "return.csv", "return.parquet", "return.json"
_WHOLE_NUMBERS = ("year", "n")


def write_return(data_return: DataReturn, directory: Path) -> tuple[Path, ...]:
    """Write a return into a folder, which is made if it is not there.

    Returns
    -------
    tuple of Path
        The files written: return.csv, return.parquet, return.json.

    Raises
    ------
    FileNotUsableError
        If the folder cannot be written.
    """
    text = _csv_text(data_return.cells)
    meta = _meta(data_return, hashlib.sha256(text).hexdigest())
    paths = tuple(directory / name for name in (CSV_NAME, PARQUET_NAME, JSON_NAME))
    try:
        with waiting_file(paths[2]) as about, waiting_file(paths[1]) as cells:
            _write_parquet(data_return.cells, cells)
            about.write_bytes(meta)
            place(paths[0], text)
    except OSError as fault:
        raise FileNotUsableError(
            f"{directory} cannot be written: {fault.strerror or fault}.",
            advice="Choose a folder that you may write to, on a disk with room.",
        ) from None
    return paths


def load_return(path: Path) -> DataReturn:
    """Read a return from its folder, or from the return.json inside it.

    Raises
    ------
    FileNotUsableError
        If a file of it is missing.
    ReturnError
        If it is broken, or its counts are not those that were written.
    """
    folder = path if path.is_dir() else path.parent
    text, meta = (_read(folder / name) for name in (CSV_NAME, JSON_NAME))
    document = _document(meta, folder / JSON_NAME)
    if hashlib.sha256(text).hexdigest() != document.pop("cells_sha256", ""):
        raise ReturnError(
            f"{folder / CSV_NAME} is not the file that was written with {JSON_NAME}.",
            advice="Count the extracts again; a count is never corrected by hand in the return.",
        )
    document["cells"] = _cells(text, folder / CSV_NAME)
    return _convert(document, folder / JSON_NAME)


def _meta(data_return: DataReturn, digest: str) -> bytes:
    import msgspec  # noqa: PLC0415 - only when a return is written

    names = [field.name for field in fields(DataReturn) if field.name != "cells"]
    document: dict[str, Any] = {
        "format": FORMAT,
        "written_by": f"dueregard {__version__}",
        "cells_sha256": digest,
    }
    document |= {name: msgspec.to_builtins(getattr(data_return, name)) for name in names}
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _document(meta: bytes, path: Path) -> dict[str, Any]:
    try:
        document = json.loads(meta)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise ReturnError(f"{path} is no JSON.", advice="Count the extracts again.")
    if document.pop("format", None) != FORMAT:
        raise ReturnError(
            f"{path} is of a format that this version does not read.",
            advice="Use the version that wrote it, or count the extracts again.",
        )
    document.pop("written_by", None)
    return document


def _convert(document: dict[str, Any], path: Path) -> DataReturn:
    import msgspec  # noqa: PLC0415 - only when a return is read

    unknown = set(document) - {field.name for field in fields(DataReturn)}
    if unknown:
        raise ReturnError(
            f"{path} has keys that no return has: {', '.join(sorted(unknown))}.",
            advice="Use the version that wrote it, or count the extracts again.",
        )
    try:
        return msgspec.convert(document, DataReturn)
    except msgspec.ValidationError as fault:
        raise ReturnError(
            f"{path} is no return: {fault}.", advice="Count the extracts again."
        ) from None


def _csv_text(cells: Sequence[Cell]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(Cell._fields)
    writer.writerows(cells)
    return stream.getvalue().encode()


def _cells(text: bytes, path: Path) -> tuple[Cell, ...]:
    rows = csv.reader(io.StringIO(text.decode("utf-8", errors="replace"), newline=""))
    if tuple(next(rows, ())) != Cell._fields:
        raise ReturnError(f"{path} has other columns.", advice="Count the extracts again.")
    try:
        return tuple(_cell(row) for row in rows)
    except (TypeError, ValueError, KeyError):
        raise ReturnError(f"{path} is broken.", advice="Count the extracts again.") from None


def _cell(row: list[str]) -> Cell:
    named: dict[str, Any] = dict(zip(Cell._fields, row, strict=True))
    return Cell(**named | {name: int(named[name]) for name in _WHOLE_NUMBERS})


def _write_parquet(cells: Sequence[Cell], path: Path) -> None:
    from dueregard.extracts.engine import open_engine  # noqa: PLC0415 - only when written

    with open_engine(threads=1) as engine:
        table = engine.table(Cell._fields, iter(cells), integers=_WHOLE_NUMBERS)
        table.to_native().write_parquet(str(path))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise FileNotUsableError(
            f"{path} cannot be read: {fault.strerror or fault}.",
            advice="Give the folder that 'dueregard count' wrote.",
        ) from None
