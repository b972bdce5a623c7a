"""Reads the records of an organisation's year: every fault at once, and never half of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dueregard.records.catalogue import (
    FACTS_FILE,
    FOLDER,
    NARRATIVES_FOLDER,
    RECORD_FILES,
    RecordFile,
)
from dueregard.records.cells import CellError, read_cell
from dueregard.records.columns import Column, columns_of
from dueregard.records.facts import Facts
from dueregard.records.faults import Fault, refuse, suggestion
from dueregard.records.library import LIBRARY
from dueregard.records.model import Records
from dueregard.records.narratives import NARRATIVE_NAMES, Narrative, read_narrative
from dueregard.records.sheets import read_sheet, text_of

README = "README.md"
FACT_COLUMNS = ("fact", "value", "meaning")
"""``meaning`` is there for the reader of the file, and is not read."""
_TABLES = (".csv", ".xlsx", ".xls", ".ods", ".tsv")


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with the file and the line it was read from."""

    path: Path
    line: int
    record: Any


def load_records(directory: Path) -> Records:
    """Read the records of the organisation whose folder this is; missing files are no records.

    Parameters
    ----------
    directory
        The folder of organisation.toml; the records lie in its folder ``records``.

    Raises
    ------
    FileNotUsableError
        If something in them cannot be used: all faults at once, each with file, line, column,
        value and what to do.
    """
    folder = directory / FOLDER
    if not folder.is_dir():
        return Records()
    faults = list(_stray_files(folder))
    placed: dict[str, list[Placed]] = {}
    for kind in RECORD_FILES:
        path = folder / kind.file
        placed[kind.name] = _read_file(path, kind, faults) if path.exists() else []
    facts_path = folder / FACTS_FILE
    facts, lines = _read_facts(facts_path, faults) if facts_path.exists() else (Facts(), {})
    known = _known_ids(placed, broken={fault.path.stem for fault in faults})
    faults.extend(_unknown_references(placed, known))
    faults.extend(_unknown_facts(facts, lines, facts_path, known))
    narratives = _read_narratives(folder / NARRATIVES_FOLDER, faults)
    refuse(faults)
    rows = {name: tuple(one.record for one in found) for name, found in placed.items()}
    return Records(**rows, facts=facts, narratives=narratives)


def record_of(kind: RecordFile, cells: Mapping[str, str]) -> Any:  # noqa: ANN401 - a record of the kind
    """Make a record of typed texts, as a form sends them.

    Raises
    ------
    FileNotUsableError
        If a text is no value of its column; all faults at once.
    """
    faults: list[Fault] = []
    record = _record(kind, cells, Path(kind.file), 0, faults)
    refuse(faults)
    return record


def _read_file(path: Path, kind: RecordFile, faults: list[Fault]) -> list[Placed]:
    columns = columns_of(kind.record)
    needed = [column.name for column in columns if column.said.filled]
    sheet = read_sheet(path, [column.name for column in columns], needed)
    if sheet.faults:
        faults.extend(sheet.faults)
        return []
    placed = []
    for row in sheet.rows:
        record = _record(kind, row.cells, path, row.line, faults)
        if record is not None:
            placed.append(Placed(path, row.line, record))
    faults.extend(_repeats(kind, placed))
    return placed


def _record(
    kind: RecordFile, cells: Mapping[str, str], path: Path, line: int, faults: list[Fault]
) -> Any:  # noqa: ANN401 - a record of the kind
    """Make a record of a row; ``None`` where it has faults, which are added to the list."""
    before = len(faults)
    values = {}
    for column in columns_of(kind.record):
        text = cells.get(column.name, "")
        values[column.name] = _value(text, column, path, line, faults)
    faults.extend(_too_many(kind, values, path, line))
    return kind.record(**values) if len(faults) == before else None


def _value(text: str, column: Column, path: Path, line: int, faults: list[Fault]) -> Any:  # noqa: ANN401 - of the column
    try:
        return read_cell(text, column)
    except CellError as fault:
        faults.append(Fault(path, line, column.name, text.strip(), fault.problem, fault.advice))
        return None


def _too_many(kind: RecordFile, values: dict[str, Any], path: Path, line: int) -> Iterator[Fault]:
    if kind.part is None:
        return
    part, whole = kind.part
    n, of = values[part], values[whole]
    if n is not None and of is not None and n > of:
        advice = f"{part} counts some of the people that {whole} counts."
        yield Fault(path, line, part, str(n), f"is more than {whole}, {of}", advice)


def _repeats(kind: RecordFile, placed: list[Placed]) -> Iterator[Fault]:
    seen: dict[tuple[Any, ...], int] = {}
    for one in placed:
        key = tuple(getattr(one.record, name) for name in kind.key)
        if key in seen:
            words = " ".join(str(value) for value in key)
            problem = f"is there already, on line {seen[key]}"
            advice = "Give each row a name of its own, or take one away."
            yield Fault(one.path, one.line, " and ".join(kind.key), words, problem, advice)
        seen.setdefault(key, one.line)


def _known_ids(placed: Mapping[str, list[Placed]], broken: Collection[str]) -> dict[str, list[str]]:
    """List the ids of each file that was read whole; the others would accuse the innocent."""
    known = {
        kind.name: [one.record.id for one in placed[kind.name]]
        for kind in RECORD_FILES
        if kind.key == ("id",) and kind.name not in broken
    }
    return {**known, "library": list(LIBRARY)}


def _unknown_references(
    placed: Mapping[str, list[Placed]], known: Mapping[str, list[str]]
) -> Iterator[Fault]:
    for kind in RECORD_FILES:
        naming = [column for column in columns_of(kind.record) if column.said.names in known]
        for one in placed[kind.name]:
            for column in naming:
                value = getattr(one.record, column.name)
                yield from _unknown(value, column, known, one.path, one.line)


def _unknown_facts(
    facts: Facts, lines: Mapping[str, int], path: Path, known: Mapping[str, list[str]]
) -> Iterator[Fault]:
    for column in columns_of(Facts):
        if column.said.names in known:
            value = getattr(facts, column.name)
            yield from _unknown(value, column, known, path, lines.get(column.name, 0))


def _unknown(
    value: str | tuple[str, ...],
    column: Column,
    known: Mapping[str, list[str]],
    path: Path,
    line: int,
) -> Iterator[Fault]:
    """Find the ids that no row has; those of an earlier year, such as 2015/A1, stand for it."""
    names = column.said.names
    for one in value if isinstance(value, tuple) else (value,):
        if one and one not in known[names] and not is_earlier(one):
            problem = f"is no id in {names}.csv" if names != "library" else "is not in the library"
            yield Fault(path, line, column.name, one, problem, suggestion(one, known[names]))


def is_earlier(reference: str) -> bool:
    """Whether a reference names a record of an earlier year, as ``2015/A1`` does."""
    year, slash, rest = reference.partition("/")
    return bool(slash and rest and year.isdecimal() and len(year) == 4)


def _read_facts(path: Path, faults: list[Fault]) -> tuple[Facts, dict[str, int]]:
    sheet = read_sheet(path, FACT_COLUMNS, FACT_COLUMNS[:2])
    faults.extend(sheet.faults)
    columns = {column.name: column for column in columns_of(Facts)}
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for row in () if sheet.faults else sheet.rows:
        name = row.cells.get("fact", "").strip().lower().replace(" ", "_")
        if name not in columns:
            advice = suggestion(name, list(columns))
            faults.append(Fault(path, row.line, "fact", name, "is no fact that is asked", advice))
        elif name in lines:
            advice = "Take one of them away."
            problem = f"is there already, on line {lines[name]}"
            faults.append(Fault(path, row.line, "fact", name, problem, advice))
        else:
            lines[name] = row.line
            values[name] = _value(row.cells.get("value", ""), columns[name], path, row.line, faults)
    kept = {name: value for name, value in values.items() if value is not None}
    return Facts(**kept), lines


def _read_narratives(folder: Path, faults: list[Fault]) -> dict[str, Narrative]:
    found: dict[str, Narrative] = {}
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        if path.name == README:
            continue
        if path.stem not in NARRATIVE_NAMES:
            advice = suggestion(path.stem, list(NARRATIVE_NAMES))
            faults.append(Fault(path, 0, "", "", "no report has a text of this name", advice))
            continue
        narrative = read_narrative(path.stem, text_of(path))
        if narrative.blocks:
            found[path.stem] = narrative
    return {name: found[name] for name in NARRATIVE_NAMES if name in found}


def _stray_files(folder: Path) -> Iterator[Fault]:
    """Find tables that nobody would read: a name mistyped, or a workbook in place of a CSV."""
    known = [FACTS_FILE, *(kind.file for kind in RECORD_FILES)]
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith((".", "~"))
        if hidden or not path.is_file() or path.suffix.lower() not in _TABLES:
            continue
        if path.name not in known:
            csv_name = f"{path.stem}.csv"
            saved = f"Save it as {csv_name} (CSV UTF-8)."
            advice = saved if csv_name in known else suggestion(path.name, known)
            yield Fault(path, 0, "", "", "no record file has this name", advice)
