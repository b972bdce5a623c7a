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
        if all(not row[number] or _NUMBER.fullmatch(row[number]) for row in rows)
    )


def day_words(value: object) -> str:
    """Return a date as it is written in running text, or nothing for no date."""
    return f"{value:%d %B %Y}".lstrip("0") if value else ""
