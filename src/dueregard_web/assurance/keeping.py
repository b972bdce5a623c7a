"""Records as the library knows them, and as rows of texts; what differs between two states.

Nothing here asks the database.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from dueregard.assurance.catalogue import BY_NAME, LEDGER_FILES
from dueregard.assurance.files import read_rows
from dueregard.assurance.ledger import Ledger
from dueregard.records.cells import write_cell
from dueregard.records.columns import columns_of
from dueregard.records.faults import Fault, refuse

Cells = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The version of a record that holds."""

    kind: str
    record: uuid.UUID
    version: int
    place: int
    cells: Cells
    is_removed: bool = False

    @property
    def key(self) -> Key:
        """What names it among those of its kind."""
        return tuple(self.cells.get(name, "") for name in BY_NAME[self.kind].key)


@dataclass(frozen=True)
class Kept:
    """The rows of an organisation, and the ledger that they are."""

    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, versions: Iterable[Row]) -> Kept:
        """Pick the latest version of each record; they come in the order of their versions."""
        latest = {one.record: one for one in versions}
        rows: dict[str, list[Row]] = {kind.name: [] for kind in LEDGER_FILES}
        for one in latest.values():
            if not one.is_removed:
                rows[one.kind].append(one)
        return cls({name: tuple(sorted(found, key=_place)) for name, found in rows.items()})

    def followed_by(self, new: Iterable[Row]) -> Kept:
        """Return what holds once versions were appended; only their kinds are read again."""
        appended: dict[str, list[Row]] = {}
        for one in new:
            appended.setdefault(one.kind, []).append(one)
        rows = dict(self.rows)
        for kind, versions in appended.items():
            rows[kind] = Kept.of([*rows.get(kind, ()), *versions]).rows[kind]
        after = Kept(rows)
        read = {kind: _read(kind, rows[kind]) for kind in appended}
        after.__dict__["ledger"] = replace(self.ledger, **read)
        return after

    @cached_property
    def ledger(self) -> Ledger:
        """The records as the library knows them."""
        return Ledger(**{kind: _read(kind, rows) for kind, rows in self.rows.items()})

    def find(self, kind: str, record: str | uuid.UUID) -> Row | None:
        """Return a record that holds."""
        name = str(record)
        return next((one for one in self.rows.get(kind, ()) if str(one.record) == name), None)

    @cached_property
    def _by_name(self) -> dict[str, dict[Key, Row]]:
        return {kind: {one.key: one for one in rows} for kind, rows in self.rows.items()}

    def row_of(self, kind: str, record: Any) -> Row:  # noqa: ANN401 - a record of the kind
        """Return the row of a record of the ledger, or raise ``KeyError``."""
        return self._by_name[kind][key_of(kind, record)]

    def record_of(self, row: Row) -> Any:  # noqa: ANN401 - a record of the kind
        """Return the record of a row."""
        return getattr(self.ledger, row.kind)[self.rows[row.kind].index(row)]


def _read(kind: str, rows: Iterable[Row]) -> tuple[Any, ...]:
    """Read the rows of a kind; what was kept was checked, so that nothing can be wrong with it."""
    faults: list[Fault] = []
    file = BY_NAME[kind]
    cells = enumerate((one.cells for one in rows), start=2)
    found = read_rows(Path(file.file), file, cells, faults)
    refuse(faults)
    return found


def _place(row: Row) -> int:
    return row.place


def cells_of(kind: str, record: Any) -> dict[str, str]:  # noqa: ANN401 - a record of the kind
    """Return the cells of a record as the library writes them."""
    return {
        column.name: write_cell(getattr(record, column.name), column)
        for column in columns_of(BY_NAME[kind].record)
    }


def key_of(kind: str, record: Any) -> Key:  # noqa: ANN401 - as above
    """Return what names a record among those of its kind."""
    cells = cells_of(kind, record)
    return tuple(cells[name] for name in BY_NAME[kind].key)


def digest_of(value: object) -> str:
    """Return the SHA-256 digest of cells."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def changes(
    kept: Kept, after: Ledger, names: Iterable[str], *, same: Mapping[Key, uuid.UUID] | None = None
) -> Iterator[Row]:
    """Yield the versions to append so that the ledger holds.

    Parameters
    ----------
    kept
        What holds.
    after
        What is to hold.
    names
        The kinds that may differ; others are not looked at.
    same
        Records that are given another name, by their new key: their versions go on.
    """
    for name in names:
        records = getattr(after, name)
        if records is not getattr(kept.ledger, name):
            yield from _changes_of(name, kept.rows.get(name, ()), records, same or {})


def _changes_of(
    kind: str, rows: tuple[Row, ...], records: tuple[Any, ...], same: Mapping[Key, uuid.UUID]
) -> Iterator[Row]:
    known = {one.key: one for one in rows}
    by_record = {one.record: one for one in rows}
    last = max((one.place for one in rows), default=0)
    left = set(by_record)
    for record in records:
        cells = cells_of(kind, record)
        key = tuple(cells[name] for name in BY_NAME[kind].key)
        before = by_record.get(same[key]) if key in same else known.get(key)
        if before is None:
            last += 1
            yield Row(kind, uuid.uuid4(), 1, last, cells)
            continue
        left.discard(before.record)
        if dict(before.cells) != cells:
            yield Row(kind, before.record, before.version + 1, before.place, cells)
    for record in sorted(left, key=str):
        one = by_record[record]
        yield Row(kind, record, one.version + 1, one.place, one.cells, is_removed=True)
