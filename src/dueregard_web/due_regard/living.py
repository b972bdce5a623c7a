"""The latest versions of a year's records, as the library's own records and files.

Nothing here asks the database: it works on versions that a query has found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.errors import FileNotUsableError
from dueregard.records import RECORD_FILES, Records, record_of
from dueregard.records.cells import write_cell
from dueregard.records.columns import Column, columns_of
from dueregard.records.library import LIBRARY
from dueregard.records.narratives import NARRATIVE_NAMES, read_narrative
from dueregard.records.reading import is_earlier
from dueregard_web.due_regard.models import RecordVersion
from dueregard_web.due_regard.policies import FACTS, KINDS, LISTED, WORDS, label_of, title_of


@dataclass(frozen=True, slots=True)
class Living:
    """What holds now of a year: the latest version of each record that was not taken away."""

    kinds: Mapping[str, tuple[RecordVersion, ...]]

    @classmethod
    def of(cls, versions: Iterable[RecordVersion]) -> Living:
        """Pick the latest of each record; they come in the order of their versions."""
        latest: dict[Any, RecordVersion] = {one.record: one for one in versions}
        kinds: dict[str, list[RecordVersion]] = {name: [] for name in KINDS}
        for one in latest.values():
            if not one.is_removed:
                kinds[one.kind].append(one)
        return cls({name: tuple(sorted(rows, key=_place)) for name, rows in kinds.items()})

    def cells(self, kind: str) -> Iterator[dict[str, str]]:
        """Yield the cells of each record of a kind."""
        return (one.cells for one in self.kinds[kind])

    def find(self, kind: str, **cells: str) -> RecordVersion | None:
        """Return the record with these cells."""
        for one in self.kinds[kind]:
            if all(one.cells.get(name, "") == text for name, text in cells.items()):
                return one
        return None

    @property
    def facts(self) -> dict[str, str]:
        """The cells of the facts; nothing said is nothing there."""
        return next(self.cells("facts"), {})

    @property
    def records(self) -> Records:
        """The records as the library knows them."""
        rows = {
            kind.name: tuple(record_of(kind, cells) for cells in self.cells(kind.name))
            for kind in RECORD_FILES
        }
        texts = {one.name: one.text for one in map(_text, self.cells("narratives"))}
        told = {
            name: read_narrative(name, texts[name]) for name in NARRATIVE_NAMES if name in texts
        }
        facts = record_of(FACTS, self.facts)
        return Records(**rows, facts=facts, narratives=told)

    @property
    def sha256(self) -> str:
        """The digest of everything that is said: what a signature is bound to."""
        said = {name: [one.cells for one in rows] for name, rows in self.kinds.items() if rows}
        facts = dict(self.facts)
        for name in ("signed_off_by", "signed_off_on"):
            facts.pop(name, None)
        said["facts"] = [facts]
        return digest_of(said)

    def names(self, kind: str) -> dict[str, str]:
        """Return the ids that may be pointed to, each with what it is called."""
        if kind == "library":
            return {one.id: one.text for one in LIBRARY.values()}
        return {cells["id"]: title_of(kind, cells) for cells in self.cells(kind)}


def _place(version: RecordVersion) -> int:
    return version.place


def _text(cells: dict[str, str]) -> Any:  # noqa: ANN401 - a Text
    return record_of(KINDS["narratives"], cells)


def digest_of(value: object) -> str:
    """Return the SHA-256 digest of cells."""
    return hashlib.sha256(
        json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()


def canonical(kind: str, record: Any) -> dict[str, str]:  # noqa: ANN401 - a record of the kind
    """Return the cells of a record as the library writes them."""
    return {
        column.name: write_cell(getattr(record, column.name), column)
        for column in columns_of(KINDS[kind].record)
    }


def check_against(
    living: Living,
    kind: str,
    record: Any,  # noqa: ANN401 - a record of the kind
    own: RecordVersion | None,
) -> None:
    """Refuse a record whose name is taken, or that points to nothing.

    Raises
    ------
    FileNotUsableError
        Says which, and what to do.
    """
    key = {name: canonical(kind, record)[name] for name in KINDS[kind].key}
    other = living.find(kind, **key)
    if key and other is not None and (own is None or other.record != own.record):
        told = ", ".join(key.values())
        raise FileNotUsableError(
            f"There is another {WORDS[kind].one} called {told}.",
            advice="Give this one another name.",
        )
    for column, name in _references(kind, record):
        if name not in living.names(column.said.names) and not is_earlier(name):
            raise FileNotUsableError(
                f"{label_of(column.name)}: there is no {name}.", advice="Choose from the list."
            )


def who_points_to(living: Living, kind: str, name: str) -> tuple[str, ...]:
    """Return what points to a record."""
    found = [
        f"{WORDS[other].one} {title_of(other, cells)}"
        for other in (*LISTED, "facts")
        for cells in living.cells(other)
        for column, named in _references(other, record_of(KINDS[other], cells))
        if column.said.names == kind and named == name
    ]
    return tuple(dict.fromkeys(found))


def _references(kind: str, record: Any) -> Iterator[tuple[Column, str]]:  # noqa: ANN401 - as above
    for column in columns_of(KINDS[kind].record):
        if column.said.names:
            value = getattr(record, column.name)
            for name in value if isinstance(value, tuple) else (value,):
                if name:
                    yield column, name
