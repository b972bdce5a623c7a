"""The data pack as an accessible XLSX workbook, in the form recommended for statistics.

Source: Government Analysis Function, Releasing statistics in spreadsheets, and its checklist of
the basics; docs/reference/spreadsheets.md goes through it item by item.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dueregard import __version__
from dueregard.reports.data_pack.files import DICTIONARY_COLUMNS, decimals_of, dictionary_rows
from dueregard.reports.data_pack.model import (
    INTERNAL_MARK,
    MEANINGS,
    Column,
    DataPack,
    DataTable,
    Value,
)
from dueregard.reports.spreadsheets.writing import Book, Properties
from dueregard.vocabulary import Audience

_TITLE = {"bold": True, "font_size": 15, "text_wrap": False}
_HEADING = {"bold": True, "bottom": 1}
_WIDTHS = {"measure": 46, "subject": 34, "base": 46, "key": 44, "state": 13, "reliability": 13}
_ONE_TABLE = "This sheet contains one table."


def data_pack_xlsx(pack: DataPack) -> bytes:
    """Return a data pack as a workbook: cover, contents, notes, then one table a sheet."""
    book = Book(Properties(pack.title, pack.organisation, _subject(pack), pack.made_on))
    _cover(book, pack)
    front = _front_tables(pack)
    _contents(book, pack, front)
    for table in (*front, *pack.tables):
        _sheet(book, pack, table)
    return book.close()


def _subject(pack: DataPack) -> str:
    return INTERNAL_MARK if pack.audience is Audience.INTERNAL else "Released figures"


def _cover(book: Book, pack: DataPack) -> None:
    sheet = book.sheet("Cover", (100,), landscape=False)
    book.text(sheet, 0, 0, pack.title, **_TITLE)
    lines = [f"{name}: {words}" for name, words in pack.about]
    if pack.audience is Audience.INTERNAL:
        lines.insert(0, f"{INTERNAL_MARK}. It holds small numbers of people.")
    lines += [
        "The sheet Contents lists the tables. The sheet Notes says how to read them.",
        f"Made with Due Regard {__version__}.",
    ]
    for row, line in enumerate(lines, start=1):
        book.text(sheet, row, 0, line)


def _words(name: str, heading: str) -> Column:
    return Column(name, heading, heading, "text", "any text")


def _front_tables(pack: DataPack) -> tuple[DataTable, ...]:
    """Return the tables that explain the others."""
    notes = tuple((f"note {n}", text) for n, text in enumerate(pack.notes, start=1))
    marks = tuple((mark.value, MEANINGS[mark]) for mark in pack.marks)
    note_columns = (_words("note", "Note"), _words("text", "What it says"))
    mark_columns = (_words("mark", "Mark"), _words("meaning", "Meaning"))
    headings = tuple(_words(name, name.capitalize()) for name in DICTIONARY_COLUMNS)
    rows = tuple(dictionary_rows(pack))
    tables = [DataTable("notes", "Notes", "Notes on the tables", (), note_columns, notes)]
    if marks:
        tables.append(
            DataTable("shorthand", "Shorthand", "Marks used in the tables", (), mark_columns, marks)
        )
    title = "Data dictionary: what every column means"
    tables.append(DataTable("data_dictionary", "Dictionary", title, (), headings, rows))
    return tuple(tables)


def _contents(book: Book, pack: DataPack, front: tuple[DataTable, ...]) -> None:
    listed = (*front, *pack.tables)
    rows = tuple((table.sheet, table.title) for table in listed)
    columns = (_words("sheet", "Sheet"), _words("title", "What it shows"))
    table = DataTable("contents", "Contents", "Table of contents", (), columns, rows)
    sheet = _sheet(book, pack, table)
    link = book.format(font_color="#0000FF", underline=1)
    first = _first_row(pack, table) + 1
    for number, one in enumerate(listed):
        sheet.write_url(first + number, 0, f"internal:'{one.sheet}'!A1", link, one.sheet)


def _first_row(pack: DataPack, table: DataTable) -> int:
    """Return the row of the headings."""
    return 2 + len(table.description) + (pack.audience is Audience.INTERNAL)


def _sheet(book: Book, pack: DataPack, table: DataTable) -> Any:  # noqa: ANN401 - untyped library
    sheet = book.sheet(table.sheet, [_width(table, place) for place in range(len(table.columns))])
    book.text(sheet, 0, 0, table.title, **_TITLE)
    lines = [INTERNAL_MARK] if pack.audience is Audience.INTERNAL else []
    for row, line in enumerate([*lines, _ONE_TABLE, *table.description], start=1):
        book.text(sheet, row, 0, line, text_wrap=False)
    _body(book, sheet, table, _first_row(pack, table))
    return sheet


def _width(table: DataTable, place: int) -> float:
    name = table.columns[place].name
    if name in _WIDTHS:
        return _WIDTHS[name]
    longest = max((len(str(row[place])) for row in table.rows), default=0)
    return 18 if table.columns[place].is_number else min(90, max(14, longest + 3))


def _body(book: Book, sheet: Any, table: DataTable, top: int) -> None:  # noqa: ANN401 - untyped library
    for row, values in enumerate(table.rows, start=top + 1):
        for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            _cell(book, sheet, (row, place), value, column)
    for place, column in enumerate(table.columns):
        book.make_room(sheet, top, place, column.heading, bold=True)
    sheet.repeat_rows(top)
    last = len(table.columns) - 1
    sheet.add_table(
        top,
        0,
        top + max(1, len(table.rows)),
        last,
        {
            "name": table.key,
            "style": None,
            "autofilter": False,
            "columns": [
                {
                    "header": column.heading,
                    "header_format": book.format(
                        **_HEADING, text_wrap=True, align="right" if column.is_number else "left"
                    ),
                }
                for column in table.columns
            ],
        },
    )


def _cell(
    book: Book,
    sheet: Any,  # noqa: ANN401 - untyped library
    place: tuple[int, int],
    value: Value,
    column: Column,
) -> None:
    if not isinstance(value, Decimal):
        book.text(sheet, *place, value, align="right" if column.is_number else "left")
        return
    decimals = decimals_of(value)
    shape = "#,##0" + ("." + "0" * decimals if decimals else "")
    sheet.write_number(*place, float(value), book.format(num_format=shape, align="right"))
