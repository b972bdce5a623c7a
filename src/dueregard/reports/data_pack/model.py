"""What a data pack is: tables of finished cells, each column explained.

A number is a decimal at the precision it is printed with, so that what is stored is what is
shown. A cell without a number holds a mark that says why; no cell is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dueregard.vocabulary import Audience

Value = str | Decimal
INTERNAL_MARK = "INTERNAL - not for publication"


class Mark(StrEnum):
    """Why a cell has no number, or how far to trust it: the shorthand of official statistics.

    Source: Government Analysis Function, Symbols in tables: definitions and help.
    """

    CONFIDENTIAL = "[c]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"
    LOW = "[low]"
    UNRELIABLE = "[u]"


MEANINGS = {
    Mark.CONFIDENTIAL: "Confidential: hidden so that nobody can be recognised. It is not zero.",
    Mark.NOT_AVAILABLE: "Not available: it was not collected, or could not be worked out.",
    Mark.NOT_APPLICABLE: "Not applicable: there is nothing here that a number could be given for.",
    Mark.LOW: "More or less than zero, and rounded to zero.",
    Mark.UNRELIABLE: "Low reliability: it rests on so few people that one of them moves it a lot.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its heading with the unit, what it means and allows."""

    name: str
    heading: str
    meaning: str
    unit: str
    allowed: str

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers, or marks in their place."""
        return self.unit != "text"


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table, on a sheet and in a file of its own.

    Parameters
    ----------
    key
        Unique name of letters and underscores: the file's and the marked table's.
    sheet
        Short name of the sheet.
    title, description
        What it shows, and how to read it.
    columns, rows
        The first column says what a row is.
    """

    key: str
    sheet: str
    title: str
    description: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"A row of {self.key} is not as wide as its columns.")
            if any(not isinstance(value, Decimal) and not value for value in row):
                raise ValueError(f"A cell of {self.key} is empty; it needs a mark.")


@dataclass(frozen=True, slots=True)
class DataPack:
    """All tables of one organisation's year, with everything needed to read them."""

    title: str
    organisation: str
    audience: Audience
    about: tuple[tuple[str, str], ...]
    tables: tuple[DataTable, ...]
    notes: tuple[str, ...]
    made_on: date

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The shorthand that is used in the tables, and no other."""
        used = {value for value in self.values() if isinstance(value, str)}
        return tuple(mark for mark in Mark if mark.value in used)

    def values(self) -> Iterator[Value]:
        """Yield every cell of every table."""
        for table in self.tables:
            for row in table.rows:
                yield from row
