"""Writes XLSX workbooks: the same bytes for the same content, and no text that runs.

Text goes into string cells, which no spreadsheet program reads as a formula. The only date in a
workbook is the day it was made on; the only author is the organisation.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dueregard.errors import FileNotUsableError
from dueregard.formulas import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGE = "en-GB"
A3, A4 = 8, 9
"""Sizes of paper, as spreadsheets number them."""
LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook holds; a longer text would be lost without a word."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_CORE = "docProps/core.xml"
_LINE_HEIGHT = 15.75
_TALLEST = 409.0
"""Points: a line of the font used, and the tallest row that a spreadsheet has."""
_TITLE_HEIGHT = 24.0
_LETTER, _BOLD_LETTER = 0.85, 1.1
"""Width of a letter of the font, on average, in the unit that columns are measured in."""
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Properties:
    """What a workbook says about itself: no person's name is among it."""

    title: str
    organisation: str
    subject: str
    made_on: date


def clean(text: str) -> str:
    """Return a text as a cell can hold it: one kind of line end, no control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV text with every cell inert."""
    import csv  # noqa: PLC0415 - only where CSV is written

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [[guarded(text) for text in row] for row in rows]
    )
    return out.getvalue()


class Book:
    """An XLSX workbook that is being written.

    Parameters
    ----------
    properties
        Title, organisation, subject and day.
    """

    def __init__(self, properties: Properties) -> None:
        import xlsxwriter  # noqa: PLC0415 - only where a workbook is written

        self._bytes = io.BytesIO()
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._widths: dict[str, Sequence[float]] = {}
        self._lines: dict[tuple[str, int], int] = {}
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "Arial", "font_size": 12},
        }
        self.workbook: Any = xlsxwriter.Workbook(self._bytes, options)
        self.workbook.set_properties(
            {
                "title": clean(properties.title),
                "subject": clean(properties.subject),
                "author": clean(properties.organisation),
                "company": clean(properties.organisation),
                "created": datetime.combine(properties.made_on, datetime.min.time()),
            }
        )

    def sheet(
        self, name: str, widths: Sequence[float], *, landscape: bool = True, paper: int = A4
    ) -> Any:  # noqa: ANN401 - untyped library
        """Add a sheet with columns of these widths, set to be printed one page wide."""
        sheet = self.workbook.add_worksheet(_SHEET_NAME.sub(" ", name)[:31])
        self._widths[sheet.get_name()] = widths
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_row(0, _TITLE_HEIGHT)
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        if landscape:
            sheet.set_landscape()
        return sheet

    def format(self, **choices: object) -> Any:  # noqa: ANN401 - untyped library
        """Return a cell format; equal choices give one and the same."""
        key = tuple(sorted(choices.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(
                {"font_name": "Arial", "font_size": 12, "valign": "top", **choices}
            )
        return self._formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, **choices: object) -> None:  # noqa: ANN401 - untyped library
        """Write a text, wrapped; it is never a formula or a link.

        Raises
        ------
        FileNotUsableError
            The text is longer than a cell can hold.
        """
        text = clean(text)
        if len(text) > LONGEST_TEXT:
            raise FileNotUsableError(
                f"A text of {len(text):,} characters does not fit into a cell of a workbook "
                f"({text[:40]!r} ...).",
                advice=f"Shorten it to {LONGEST_TEXT:,} characters, or attach it to the report.",
            )
        choices.setdefault("text_wrap", True)
        if choices["text_wrap"]:
            self.make_room(sheet, row, column, text, bold="bold" in choices)
        if text:
            sheet.write_string(row, column, text, self.format(**choices))
        else:
            sheet.write_blank(row, column, None, self.format(**choices))

    def make_room(self, sheet: Any, row: int, column: int, text: str, *, bold: bool) -> None:  # noqa: ANN401 - untyped library
        """Note how tall a row must be for a wrapped text to be seen whole."""
        width = self._widths[sheet.get_name()][column] / (_BOLD_LETTER if bold else _LETTER)
        lines = sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n"))
        key = (sheet.get_name(), row)
        self._lines[key] = max(self._lines.get(key, 1), lines)

    def close(self) -> bytes:
        """Return the workbook's bytes: equal content gives equal bytes."""
        for (name, row), lines in self._lines.items():
            if lines > 1:
                height = min(_TALLEST, _LINE_HEIGHT * lines)
                self.workbook.get_worksheet_by_name(name).set_row(row, height)
        self.workbook.close()
        return _with_language(self._bytes.getvalue())


def _with_language(content: bytes) -> bytes:
    """Add the language to the properties, which the library that writes workbooks leaves out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            data = old.read(part)
            if part.filename == _CORE:
                end = b"</cp:coreProperties>"
                data = data.replace(end, f"<dc:language>{LANGUAGE}</dc:language>".encode() + end)
            entry = zipfile.ZipInfo(part.filename, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, data)
    return out.getvalue()
