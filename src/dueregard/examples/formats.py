"""Rows of text as the bytes of a file: CSV in an encoding, or a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime

ROWS = Sequence[Sequence[str]]
MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The day every workbook says it was made, so that a plan always gives the same bytes."""

_SERIAL_ZERO = date(1899, 12, 30)


def csv_bytes(rows: ROWS, encoding: str = "utf-8") -> bytes:
    """Write rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode(encoding)


def workbook_bytes(rows: ROWS, sheet: str, serials: frozenset[int] = frozenset()) -> bytes:
    """Write rows as the one sheet of a workbook.

    Parameters
    ----------
    rows
        The rows, header and all.
    sheet
        The sheet's name.
    serials
        Places of the columns whose ISO dates are written as bare Excel serial numbers.
    """
    import xlsxwriter  # noqa: PLC0415 - heavy, and only a messy example needs it

    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    workbook.set_properties({"created": MADE})
    page = workbook.add_worksheet(sheet)
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if place in serials and (serial := _serial(value)) is not None:
                page.write_number(line, place, serial)
            else:
                page.write_string(line, place, value)
    workbook.close()
    return held.getvalue()


def _serial(value: str) -> int | None:
    """Count the days of an ISO date from Excel's own beginning, or ``None`` for other text."""
    try:
        return (date.fromisoformat(value) - _SERIAL_ZERO).days
    except ValueError:
        return None
