"""The file in which an operator's store lies: facts, admitted codes, and two groups of blocks.

Gathered blocks hold what has been mixed, waiting blocks the little that came in since. Each
operation is one transaction; each writing of a group takes a new key and destroys the last one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from dueregard.survey.blocks import Shape, decrypt, encrypt
from dueregard.survey.rings import Ring

DATABASE = "store.sqlite3"
GATHERED, WAITING = "gathered", "waiting"
GROUPS = (GATHERED, WAITING)
_PATIENCE_SECONDS = 60
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE admitted (mark BLOB PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE blocks (name TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
"""
Records = Mapping[str, Sequence[bytes]]
"""Records by the name of their block."""


class Open:
    """The vault within one transaction.

    Parameters
    ----------
    connection
        To the database, which nobody else writes meanwhile.
    rings
        The keys of each group.
    shapes
        Of the gathered blocks.
    lot
        How many records there is room for among what waits.
    survey
        Digest of the manifest.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        rings: Mapping[str, Ring],
        shapes: Sequence[Shape],
        lot: int,
        survey: str,
    ) -> None:
        self.connection = connection
        self._rings = rings
        self._shapes = {shape.name: shape for shape in shapes}
        self._lot = lot
        self._survey = survey

    def fact(self, name: str) -> str:
        """Return a fact; nothing where it was never set."""
        query = "SELECT value FROM facts WHERE name = ?"
        row = self.connection.execute(query, (name,)).fetchone()
        return row[0] if row else ""

    def set_fact(self, name: str, value: str) -> None:
        """Set a fact."""
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def read(self, group: str, name: str) -> list[bytes]:
        """Return the records of a block, in an order that says nothing."""
        shape = self._shape(group, name)
        query = "SELECT content FROM blocks WHERE name = ?"
        content = self.connection.execute(query, (shape.name,)).fetchone()[0]
        key = self._rings[group].get(self.fact(_key_of(group)))
        return decrypt(content, shape, key, self._survey)

    def read_group(self, group: str) -> dict[str, list[bytes]]:
        """Return the records of every block of a group."""
        return {name: self.read(group, name) for name in self._shapes}

    def read_both(self, name: str) -> list[bytes]:
        """Return the records of a block, those that wait as well."""
        return [record for group in GROUPS for record in self.read(group, name)]

    def write_group(self, group: str, records: Records) -> None:
        """Write every block of a group anew, under a new key."""
        name, key = self._rings[group].add()
        self.set_fact(_key_of(group), name)
        for block in self._shapes:
            shape = self._shape(group, block)
            content = encrypt(records.get(block, ()), shape, key, self._survey)
            self.connection.execute(
                "INSERT OR REPLACE INTO blocks VALUES (?, ?)", (shape.name, content)
            )

    def add(self, more: Records) -> None:
        """Put records among those that wait, and mix what has become a lot."""
        waiting = self.read_group(WAITING)
        joined = {name: [*kept, *more.get(name, ())] for name, kept in waiting.items()}
        self.write_group(WAITING, joined)
        self.mix(least=self._lot)

    def mix(self, *, least: int) -> None:
        """Move what waits among the rest, each kind as soon as there is a lot of it."""
        waiting = self.read_group(WAITING)
        ready = {name for name, kept in waiting.items() if kept and len(kept) >= least}
        if not ready:
            return
        gathered = self.read_group(GATHERED)
        moved = {n: [*kept, *(waiting[n] if n in ready else ())] for n, kept in gathered.items()}
        self.write_group(GATHERED, moved)
        self.write_group(WAITING, {n: [] if n in ready else k for n, k in waiting.items()})

    def drop_old_keys(self) -> None:
        """Destroy the keys of writings that stand no more."""
        for group, ring in self._rings.items():
            ring.keep_only(self.fact(_key_of(group)))

    def _shape(self, group: str, name: str) -> Shape:
        shape = self._shapes[name]
        room = self._lot if group == WAITING else shape.room
        return Shape(f"{group}/{name}", shape.width, room)


def _key_of(group: str) -> str:
    return f"key of {group}"


def keys_of(path: Path) -> dict[str, str]:
    """Return the names of the keys with which the blocks of a file were written, by group."""
    with closing(sqlite3.connect(path)) as connection:
        facts = dict(connection.execute("SELECT name, value FROM facts"))
    return {group: facts.get(_key_of(group), "") for group in GROUPS}


class Vault:
    """The file and the keys beside it.

    Parameters
    ----------
    path
        The database.
    rings
        The keys of each group.
    shapes, lot, survey
        As of :class:`Open`.
    """

    def __init__(
        self,
        path: Path,
        rings: Mapping[str, Ring],
        shapes: Sequence[Shape],
        lot: int,
        survey: str,
    ) -> None:
        self._path = path
        self._made_of = (rings, shapes, lot, survey)

    @contextmanager
    def open(self) -> Iterator[Open]:
        """Open the vault for one operation that is done whole or not at all.

        The writer is chosen before anything is read, so that of two senders of one code the second
        finds it spent. The journal is emptied after each operation and what is deleted is written
        over: neither may tell what came last.
        """
        connection = sqlite3.connect(self._path, timeout=_PATIENCE_SECONDS, isolation_level=None)
        with closing(connection):
            for pragma in ("journal_mode = TRUNCATE", "secure_delete = ON", "temp_store = MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA synchronous = FULL")
            inside = Open(connection, *self._made_of)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield inside
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            # Under the lock again, for another writer may have made a key of its own meanwhile.
            connection.execute("BEGIN IMMEDIATE")
            inside.drop_old_keys()
            connection.execute("COMMIT")

    def create(self, facts: Mapping[str, str]) -> None:
        """Make the file, with every block empty and at its full size from the first day on."""
        self._path.touch(mode=0o600)
        with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            connection.executescript(_TABLES)
        with self.open() as inside:
            for name, value in facts.items():
                inside.set_fact(name, value)
            for group in GROUPS:
                inside.write_group(group, {})
