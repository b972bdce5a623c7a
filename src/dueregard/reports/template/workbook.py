"""The form as a workbook: one sheet of questions and answers, one of data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dueregard.reports.spreadsheets.writing import Book, Properties
from dueregard.reports.template.document import ANSWERS, MARK, TITLE
from dueregard.reports.template.model import FieldState, Template
from dueregard.vocabulary import Audience

SHEET_DATA = ("Field", "Indicator", "Measure", "Reporting year", "Previous year")
_TOP = 4
_HEADING = {"bold": True, "bottom": 1}


def template_workbook(template: Template) -> bytes:
    """Return the form as an XLSX workbook, with open cells for whoever fills it in further."""
    internal = template.audience is Audience.INTERNAL
    subject = MARK if internal else "Released figures"
    book = Book(
        Properties(
            f"{TITLE}: {template.organisation}", template.organisation, subject, template.made_on
        )
    )
    _answers(book, template)
    _data(book, template)
    return book.close()


def _answers(book: Book, template: Template) -> None:
    sheet = book.sheet("Report", (9, 52, 86))
    rows = [(one.code, one.question, one.answer) for one in template.fields]
    _fill(book, sheet, template, ANSWERS, rows)
    for number, one in enumerate(template.fields, start=_TOP + 1):
        italic = one.state is not FieldState.FILLED
        book.text(sheet, number, 2, one.answer, locked=False, italic=italic, num_format="@")
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _data(book: Book, template: Template) -> None:
    sheet = book.sheet("Indicators", (9, 44, 60, 24, 24))
    rows = [
        (one.code, f"{entry.number}. {entry.title}", one.measure, "", "")
        for entry in template.indicators
        for one in entry.lines
    ]
    _fill(book, sheet, template, SHEET_DATA, rows)
    for number, one in enumerate(template.lines, start=_TOP + 1):
        for column, text in ((3, one.reporting_year), (4, one.previous_year)):
            book.text(sheet, number, column, text, locked=False, align="right", num_format="@")
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _fill(
    book: Book,
    sheet: Any,  # noqa: ANN401 - untyped library
    template: Template,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
) -> None:
    """Write title, notes, headings and the fixed texts of a sheet."""
    book.text(sheet, 0, 0, TITLE, bold=True, font_size=15, text_wrap=False)
    about = f"{template.organisation}, WRES edition {template.edition}"
    book.text(sheet, 1, 0, about, text_wrap=False)
    book.text(sheet, 2, 0, " ".join(template.notes), text_wrap=False)
    for column, heading in enumerate(headings):
        book.text(sheet, _TOP, column, heading, **_HEADING)
    for number, cells in enumerate(rows, start=_TOP + 1):
        for column, text in enumerate(cells):
            book.text(sheet, number, column, text)
    sheet.freeze_panes(_TOP + 1, 0)
    sheet.repeat_rows(_TOP)
