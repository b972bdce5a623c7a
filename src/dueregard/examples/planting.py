"""Notes of what was spoilt in a file, and the file while it is being spoilt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Literal

from dueregard.examples.settings_text import FileEntry, Value

Kind = Literal["variation", "fault"]


class Mess(StrEnum):
    """How far an example's files are spoilt."""

    NONE = "none"
    VARIED = "varied"
    """Written as real systems write them; a good reader counts the same people."""
    FAULTY = "faulty"
    """Varied, and with faults that a check must find; some of them stop a count."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing that was spoilt. ``line`` is 0 where it concerns the whole file."""

    kind: Kind
    what: str
    file: str
    line: int = 0
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Messed:
    """A file's path and bytes with what organisation.toml has to say of it, and what was spoilt."""

    path: str
    entry: FileEntry
    content: bytes
    planted: tuple[Planted, ...] = ()
    grades: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


Note = tuple[Kind, str, int | None, str, str]
"""Kind, what, row, column, value."""


@dataclass(slots=True)
class Draft:
    """A file while it is being spoilt."""

    population: str
    random: Random
    columns: list[str]
    rows: list[list[str]]
    titles: list[list[str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    grades: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    ending: str = "csv"
    encoding: str = "utf-8"
    serials: frozenset[int] = frozenset()
    totals: int = 0
    spoilt: set[int] = field(default_factory=set)

    def note(
        self, kind: Kind, what: str, row: int | None, column: str = "", value: str = ""
    ) -> None:
        """Remember what was spoilt; ``row`` counts from 0 and becomes a line at the end."""
        self.notes.append((kind, what, row, column, value))

    def place(self, column: str) -> int:
        """Return where a column stands, by our own name for it."""
        return self.columns.index(column)

    def some_rows(self, number: int, filled: int = 0) -> list[int]:
        """Draw rows not drawn before with something in one column; at most a tenth of them."""
        people = range(len(self.rows) - self.totals)
        whole = [row for row in people if row not in self.spoilt and self.rows[row][filled]]
        drawn = sorted(self.random.sample(whole, min(number, len(whole) // 10)))
        self.spoilt.update(drawn)
        return drawn
