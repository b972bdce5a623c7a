"""Tables as people read them: no empty column, numbers flush right."""

from __future__ import annotations

import re
from itertools import compress
from typing import TYPE_CHECKING

from dueregard.reports.pages.model import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(r"[+-]?[\d,]+(?:\.\d+)?%?(?: points| times)?")


def table(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], note: str = ""
) -> Table:
    """Return a table without the columns that no row fills; a page has no room for blanks."""
    filled = [number == 0 or any(row[number] for row in rows) for number, _ in enumerate(columns)]
    kept = tuple(tuple(compress(row, filled)) for row in rows)
    headings = tuple(compress(columns, filled))
    return Table(caption, headings, kept, note, _right(headings, kept))


def _right(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """Return the columns that hold numbers alone, the first apart: it names its row."""
    return tuple(
        number
        for number in range(1, len(columns))
        if _are_mostly_numbers([row[number] for row in rows if row[number]])
    )


def _are_mostly_numbers(cells: list[str]) -> bool:
    """Say whether a column is one of numbers, a few words such as "nobody" among them."""
    found = sum(_NUMBER.fullmatch(cell) is not None for cell in cells)
    return bool(cells) and 2 * found >= len(cells)


def stacked(caption: str, parts: Sequence[tuple[str, Table]], note: str = "") -> Table:
    """Return several tables as one: each row begins with the name of its part.

    A column that a part does not have is empty for it.
    """
    columns = tuple(dict.fromkeys(column for _, part in parts for column in part.columns))
    rows = []
    for name, part in parts:
        for row in part.rows:
            cells = dict(zip(part.columns, row, strict=True))
            rows.append((name, *(cells.get(column, "") for column in columns)))
    return table(caption, ("Characteristic", *columns), rows, note)


def day_words(value: object) -> str:
    """Return a date as it is written in running text, or nothing for no date."""
    return f"{value:%d %B %Y}".lstrip("0") if value else ""
