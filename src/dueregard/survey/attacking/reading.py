"""Reads any dump into rows: tables, lists, lines, with the place of each row and all it says.

Nothing is assumed of how a store is built: a build with a leak that nobody thought of is read in
the same way as a sound one.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dueregard.errors import FileNotUsableError

_SQLITE = b"SQLite format 3\0"
_APART = re.compile(r"[\s=,;\"'?&/|()\[\]{}]+")
_NUMBERS = re.compile(r"[a-z]*\d+")
_DULL = re.compile(r"[^0-9a-z@.+]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of something: where it stands, and its values by column."""

    source: str
    position: int
    values: Mapping[str, str]


def plain(text: str) -> str:
    """Return a text without case, dashes and spaces, as both sides of a comparison are."""
    return _DULL.sub("", text.lower())


def read_dump(folder: Path) -> tuple[Row, ...]:
    """Read every file below a folder into rows.

    Raises
    ------
    FileNotUsableError
        There is no such folder.
    """
    if not folder.is_dir():
        raise FileNotUsableError(f"There is no folder {folder}.")
    rows = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = source_name(path.relative_to(folder))
        rows += [Row(name + more, n, values) for n, (more, values) in enumerate(_rows(path))]
    return _in_one_count(rows)


def source_name(path: Path) -> str:
    """Name files of a kind alike: those of 30 bodies are one source."""
    return _NUMBERS.sub("#", path.as_posix().lower())


def _in_one_count(rows: list[Row]) -> tuple[Row, ...]:
    """Count the rows of a source through all its files."""
    at: dict[str, int] = {}
    counted = []
    for row in rows:
        at[row.source] = at.get(row.source, -1) + 1
        counted.append(Row(row.source, at[row.source], row.values))
    return tuple(counted)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    content = path.read_bytes()
    if content.startswith(_SQLITE):
        yield from _tables(path)
        return
    text = content.decode("utf-8", errors="replace")
    if path.suffix == ".json":
        try:
            yield from _elements(json.loads(text), "")
        except ValueError:
            yield from _lines(text)
    elif path.suffix == ".csv":
        for row in csv.DictReader(io.StringIO(text, newline="")):
            yield "", {str(key): str(value) for key, value in row.items()}
    else:
        yield from _lines(text)


def _tables(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for name in names:
            quoted = '"' + name.replace('"', '""') + '"'
            cursor = db.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - a name of the file itself
            columns = [one[0] for one in cursor.description]
            for values in cursor:
                yield f":{name}", _texts(dict(zip(columns, values, strict=True)))


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {k: v.hex() if isinstance(v, bytes) else str(v) for k, v in values.items()}


def _elements(node: Any, path: str) -> Iterator[tuple[str, dict[str, str]]]:  # noqa: ANN401 - JSON
    if isinstance(node, dict):
        flat = {k: str(v) for k, v in node.items() if not isinstance(v, dict | list)}
        if flat:
            yield path, flat
        for key, value in node.items():
            if isinstance(value, dict | list):
                yield from _elements(value, f"{path}/{_NUMBERS.sub('#', str(key).lower())}")
    elif isinstance(node, list):
        for value in node:
            if isinstance(value, dict | list):
                yield from _elements(value, f"{path}[]")
            else:
                yield f"{path}[]", {"value": str(value)}


def _lines(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for line in text.splitlines():
        words = [word for word in _APART.split(line) if word]
        if words:
            yield "", {f"word {n}": word for n, word in enumerate(words)}
