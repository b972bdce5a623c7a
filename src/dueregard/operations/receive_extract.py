"""Recognise a file that somebody hands in by what is in it, before anything is read from it."""

from __future__ import annotations

from pathlib import Path

from dueregard.errors import FileNotUsableError

TEXT, WORKBOOK, PARQUET = ".csv", ".xlsx", ".parquet"
_LOOK_AT = 1 << 16
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file, which can hold macros"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text with formatting (RTF)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_MARKED = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<script", b"<table")
_ADVICE = "Save it as CSV, or as an XLSX workbook without macros and formulas."


def recognise_extract(path: Path) -> str:
    """Say what kind of file this is, whatever it is called.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str
        The ending that such a file should have: ``.csv``, ``.xlsx`` or ``.parquet``.

    Raises
    ------
    FileNotUsableError
        When it is empty, of a kind that is not read, or a workbook that must not be opened: with
        macros or formulas, or unpacking to an absurd size.
    """
    with path.open("rb") as stream:
        start = stream.read(_LOOK_AT)
    if not start.strip():
        raise FileNotUsableError("The file is empty.", advice="Export it again.")
    if start.startswith(b"PK\x03\x04"):
        from dueregard.extracts.workbooks import check_workbook  # noqa: PLC0415 - seldom needed

        check_workbook(path)
        return WORKBOOK
    if start.startswith(b"PAR1"):
        return PARQUET
    _refuse_others(start)
    return TEXT


def _refuse_others(start: bytes) -> None:
    for mark, words in _OTHERS:
        if start.startswith(mark):
            raise FileNotUsableError(f"The file is {words}, which is not read.", advice=_ADVICE)
    if start.lstrip().lower().startswith(_MARKUP):
        raise FileNotUsableError("The file is a web page or XML.", advice=_ADVICE)
    if b"\0" in start and not start.startswith(_MARKED):
        raise FileNotUsableError("The file is no text and no workbook.", advice=_ADVICE)
