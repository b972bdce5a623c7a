"""Reads and lays out a commissioner's folder: every fault at once, with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from dueregard.assurance.catalogue import BY_NAME, LEDGER_FILES, REGISTER
from dueregard.assurance.contract_years import read_contract_year
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register import Contract
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.records.catalogue import RecordFile
from dueregard.records.cells import CellError, choices_of, kind_of, read_cell
from dueregard.records.columns import Column, columns_of
from dueregard.records.faults import Fault, refuse, suggestion
from dueregard.records.sheets import read_sheet
from dueregard.records.writing import table_text

Line = tuple[int, Mapping[str, str]]
_SAME = ("name", "kind")
"""What every row of a provider says alike in one year."""


def load_ledger(place: Path) -> Ledger:
    """Read a commissioner's folder; a file that is not there holds nothing.

    Parameters
    ----------
    place
        The folder, or its ``register.csv``.

    Raises
    ------
    FileNotUsableError
        Something in it cannot be used: all faults at once.
    """
    folder = place.parent if place.is_file() else place
    register = place if place.is_file() else folder / REGISTER.file
    if not register.is_file():
        raise FileNotUsableError(
            f"{register} is not there.",
            advice="Put the register there, or make a folder with 'dueregard register start DIR'.",
        )
    faults: list[Fault] = []
    found: dict[str, tuple[Any, ...]] = {}
    for kind in LEDGER_FILES:
        path = register if kind is REGISTER else folder / kind.file
        found[kind.name] = _read(path, kind, faults) if path.is_file() else ()
    refuse(faults)
    refuse(list(_unknown_references(found, folder)))
    return Ledger(**found)


def read_rows(
    path: Path, kind: RecordFile, lines: Iterable[Line], faults: list[Fault]
) -> tuple[Any, ...]:
    """Make records of lines of texts; what is wrong is added to the faults.

    Parameters
    ----------
    path
        The file that faults are said of.
    kind
        What its rows are.
    lines
        Each line's number and its texts by column.
    """
    placed: list[tuple[int, Any]] = []
    for line, cells in lines:
        record = _record(path, kind, line, cells, faults)
        if record is not None:
            placed.append((line, record))
    faults.extend(_repeats(path, kind, placed))
    if kind is REGISTER:
        faults.extend(_register_faults(path, placed))
    return tuple(record for _, record in placed)


def read_table(path: Path, kind: RecordFile) -> tuple[Any, ...]:
    """Read one file of records by itself; ids that it names are not looked up.

    Raises
    ------
    FileNotUsableError
        Something in it cannot be used: all faults at once.
    """
    faults: list[Fault] = []
    records = _read(path, kind, faults)
    refuse(faults)
    return records


def check_ledger(ledger: Ledger) -> None:
    """Refuse records that contradict each other, whichever way they came together.

    Raises
    ------
    FileNotUsableError
        A name stands twice, or something is named that is nowhere entered; each with the line that
        it would have in its file.
    """
    found = {kind.name: getattr(ledger, kind.name) for kind in LEDGER_FILES}
    faults: list[Fault] = []
    for kind in LEDGER_FILES:
        placed = list(enumerate(found[kind.name], start=2))
        faults.extend(_repeats(Path(kind.file), kind, placed))
        if kind is REGISTER:
            faults.extend(_register_faults(Path(kind.file), placed))
    refuse(faults)
    refuse(list(_unknown_references(found, Path())))


def ledger_texts(ledger: Ledger) -> dict[str, str]:
    """Lay out every kind of record as the text of its file, by file name."""
    return {
        BY_NAME[one.name].file: table_text(BY_NAME[one.name], getattr(ledger, one.name))
        for one in fields(Ledger)
    }


def _read(path: Path, kind: RecordFile, faults: list[Fault]) -> tuple[Any, ...]:
    columns = columns_of(kind.record)
    needed = [column.name for column in columns if column.said.filled]
    sheet = read_sheet(path, [column.name for column in columns], needed)
    faults.extend(sheet.faults)
    if sheet.faults:
        return ()
    return read_rows(path, kind, ((row.line, row.cells) for row in sheet.rows), faults)


def _record(
    path: Path, kind: RecordFile, line: int, cells: Mapping[str, str], faults: list[Fault]
) -> Any:  # noqa: ANN401 - a record of the kind
    before = len(faults)
    values = {}
    for column, words in _columns(kind.record):
        text = cells.get(column.name, "")
        try:
            values[column.name] = _value(text, column, words)
        except CellError as fault:
            faults.append(Fault(path, line, column.name, text.strip(), fault.problem, fault.advice))
    if "contract_year" in values:
        faults.extend(_year_faults(path, line, values["contract_year"]))
    return kind.record(**values) if len(faults) == before else None


@cache
def _columns(record: Any) -> tuple[tuple[Column, dict[str, Any]], ...]:  # noqa: ANN401 - a dataclass of records
    """Return the columns of a kind of record, each with the words that it may hold."""
    return tuple(
        (column, {word: kind_of(column)[0](word) for word in choices_of(column)})
        for column in columns_of(record)
    )


def _value(text: str, column: Column, words: dict[str, Any]) -> Any:  # noqa: ANN401 - of the column
    """Read a cell; what most cells hold is told without looking further."""
    if not text and not column.said.filled:
        return column.default
    if column.type is str and text and text.isprintable() and _IS_PLAIN.match(text):
        if column.name != "id" and not column.said.names:
            return text.strip()
    elif text in words and not isinstance(column.default, tuple):
        return words[text]
    return read_cell(text, column)


_IS_PLAIN = re.compile(r"[\w(\"]")
"""How a text begins that no apostrophe guards."""


def _year_faults(path: Path, line: int, text: str) -> Iterator[Fault]:
    if _is_year(text):
        return
    try:
        read_contract_year(text)
    except ConfigurationError as fault:
        yield Fault(path, line, "contract_year", text, "is no contract year", fault.advice)


@cache
def _is_year(text: str) -> bool:
    try:
        read_contract_year(text)
    except ConfigurationError:
        return False
    return True


def _repeats(path: Path, kind: RecordFile, placed: Sequence[tuple[int, Any]]) -> Iterator[Fault]:
    seen: dict[tuple[Any, ...], int] = {}
    for line, record in placed:
        key = tuple(getattr(record, name) for name in kind.key)
        if key in seen:
            words = " ".join(str(value) for value in key if value)
            problem = f"is there already, on line {seen[key]}"
            advice = "Give each row a name of its own, or take one away."
            yield Fault(path, line, " and ".join(kind.key), words, problem, advice)
        seen.setdefault(key, line)


def _register_faults(path: Path, placed: Sequence[tuple[int, Contract]]) -> Iterator[Fault]:
    """Find rows of one provider and year that contradict each other."""
    first: dict[tuple[str, str], tuple[int, Contract]] = {}
    for line, row in placed:
        before, other = first.setdefault((row.provider, row.contract_year), (line, row))
        for name in _SAME:
            if getattr(row, name) != getattr(other, name):
                problem = f"is another than on line {before}, for the same provider and year"
                advice = f"Write the same {name} in each row of {row.provider}."
                yield Fault(path, line, name, str(getattr(row, name)), problem, advice)


def _unknown_references(found: Mapping[str, Sequence[Any]], folder: Path) -> Iterator[Fault]:
    """Find evidence and providers that are named and nowhere entered."""
    evidence = {one.id for one in found["evidence"]}
    providers = {one.provider for one in found["register"]}
    for kind in LEDGER_FILES:
        for column in columns_of(kind.record):
            if column.said.names == "evidence":
                known, where = evidence, "is no id in evidence.csv"
            elif column.name == "provider" and kind is not REGISTER:
                known, where = providers, "is no provider in register.csv"
            else:
                continue
            for number, record in enumerate(found[kind.name], start=2):
                value = getattr(record, column.name)
                if value and value not in known:
                    advice = suggestion(value, sorted(known))
                    yield Fault(folder / kind.file, number, column.name, value, where, advice)
