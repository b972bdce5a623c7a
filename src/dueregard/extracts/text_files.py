"""Reads a text file of rows with their physical lines, whatever program wrote it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dueregard.errors import FileNotUsableError

DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = {"utf-8": "utf-8-sig", "utf8": "utf-8-sig", "windows-1252": "cp1252"}
_ENCODINGS |= {"cp1252": "cp1252", "ansi": "cp1252", "utf-16": "utf-16"}


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text and how it was read. ``mixed`` names a line of a second encoding, or 0."""

    content: str
    encoding: str
    mixed: int = 0


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row with the physical line on which it begins."""

    line: int
    fields: list[str]


def decode(content: bytes, path: Path, encoding: str = "") -> Text:
    """Decode a file: its byte-order mark decides, then UTF-8, then Windows-1252.

    Raises
    ------
    FileNotUsableError
        If it is no text, or not in the encoding that the settings name.
    """
    if encoding:
        return _declared(content, path, encoding)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strict(content, path, name)
    if b"\0" in content[:4096]:
        raise FileNotUsableError(
            f"{path} is no text file.", advice="Save it as CSV, or as an XLSX workbook."
        )
    try:
        return Text(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _line_by_line(content)


def rows_of(text: Text, delimiter: str, path: Path) -> Iterator[NumberedRow]:
    """Split a text into rows; a row begins on the line after the last one ended.

    Raises
    ------
    FileNotUsableError
        If a field is absurdly long, as after an opened quotation mark that is never closed.
    """
    reader = csv.reader(io.StringIO(text.content, newline=""), delimiter=delimiter)
    begins = 1
    try:
        for fields in reader:
            yield NumberedRow(begins, fields)
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise FileNotUsableError(
            f"{path}, line {begins}: the row cannot be read ({fault}).",
            advice="Look for a quotation mark that is opened and not closed.",
        ) from None


def first_rows(text: Text, delimiter: str, path: Path, number: int = 40) -> list[NumberedRow]:
    """Return the first rows as a delimiter would split them."""
    rows = []
    for row in rows_of(text, delimiter, path):
        rows.append(row)
        if len(rows) == number:
            break
    return rows


def _declared(content: bytes, path: Path, encoding: str) -> Text:
    name = _ENCODINGS.get(encoding.strip().lower())
    if name is None:
        raise FileNotUsableError(
            f"{path}: the encoding {encoding!r} is not supported.",
            advice="Use utf-8, utf-16 or windows-1252, or leave encoding out.",
        )
    return _strict(content, path, name)


def _strict(content: bytes, path: Path, name: str) -> Text:
    try:
        return Text(content.decode(name), name)
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise FileNotUsableError(
            f"{path}, line {line}: the text is not {name.removesuffix('-sig')}.",
            advice="Leave encoding out of organisation.toml, or export the file again.",
        ) from None


def _line_by_line(content: bytes) -> Text:
    """Read Windows-1252, and lines that are good UTF-8 as what they are."""
    lines, mixed = [], 0
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.isascii():
            lines.append(line.decode("ascii"))
            continue
        try:
            lines.append(line.decode("utf-8"))
            mixed = mixed or number
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
    return Text("\n".join(lines), "windows-1252", mixed)
