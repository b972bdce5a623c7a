"""The register as a workbook: read what a spreadsheet saved, and write what it can open."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.assurance.catalogue import LEDGER_FILES, REGISTER
from dueregard.assurance.contract_years import read_contract_year
from dueregard.assurance.files import Line, load_ledger, read_rows, read_table
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register import Contract
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.records.catalogue import RecordFile
from dueregard.records.cells import write_cell
from dueregard.records.columns import columns_of
from dueregard.records.faults import Fault, refuse, suggestion
from dueregard.records.writing import place_text, table_text

if TYPE_CHECKING:
    from dueregard.reports.spreadsheets.grids import Grid

WORKBOOK = "register.xlsx"
_DAY_ZERO = date(1899, 12, 30)
"""What a spreadsheet counts days from."""


def workbook_in(place: Path) -> Path | None:
    """Return the register's workbook, where that is what a folder has."""
    if place.is_file():
        return place if place.suffix.lower() == ".xlsx" else None
    workbook = place / WORKBOOK
    return workbook if workbook.is_file() and not (place / REGISTER.file).is_file() else None


def ledger_with_workbook(workbook: Path) -> Ledger:
    """Read a folder whose register is a workbook."""
    contracts = read_workbook(workbook)
    with tempfile.TemporaryDirectory() as waiting:
        beside = Path(waiting)
        for kind in LEDGER_FILES:
            other = workbook.parent / kind.file
            if kind is not REGISTER and other.is_file():
                (beside / kind.file).write_bytes(other.read_bytes())
        place_text(beside / REGISTER.file, table_text(REGISTER, contracts))
        try:
            return replace(load_ledger(beside), register=contracts)
        except FileNotUsableError as fault:
            message = fault.message.replace(str(beside), str(workbook.parent))
            raise FileNotUsableError(message, advice=fault.advice) from None


def read_register(path: Path) -> tuple[Contract, ...]:
    """Read a register from CSV or XLSX.

    Raises
    ------
    FileNotUsableError
        Something in it cannot be used: all faults at once.
    """
    if path.suffix.lower() == ".xlsx":
        return read_workbook(path)
    return load_ledger(path).register


def read_records(path: Path, kind: RecordFile) -> tuple[Any, ...]:
    """Read the records of one kind from CSV or XLSX.

    Raises
    ------
    FileNotUsableError
        Something in it cannot be used: all faults at once.
    """
    if path.suffix.lower() == ".xlsx":
        return read_workbook(path, kind)
    return read_table(path, kind)


def read_workbook(path: Path, kind: RecordFile = REGISTER) -> tuple[Any, ...]:
    """Read records from the first sheet of a workbook."""
    from dueregard.reports.spreadsheets.grids import read_grids  # noqa: PLC0415 - loads a reader

    grid = next((one for one in read_grids(path) if one.is_sheet), None)
    if grid is None:
        raise FileNotUsableError(f"{path} has no sheet.", advice="Save it again as XLSX.")
    columns = {column.name: column for column in columns_of(kind.record)}
    places = list(grid.filled())
    head = places[0][0] if places else 0
    names = [_heading(grid, head, place) for place in range(len(grid.rows[head]) if places else 0)]
    faults = [
        Fault(path, head + 1, "", name, "is no column of this file", suggestion(name, [*columns]))
        for name in names
        if name and name not in columns
    ]
    missing = [one for one in columns.values() if one.said.filled and one.name not in names]
    faults.extend(
        Fault(path, head + 1, one.name, "", "the column is missing", one.said.meaning)
        for one in missing
    )
    records = () if faults else read_rows(path, kind, _lines(grid, head, names), faults)
    refuse(faults)
    return records


def _heading(grid: Grid, row: int, column: int) -> str:
    return "_".join(str(grid.at(row, column)).strip().lower().replace("-", " ").split())


def _lines(grid: Grid, head: int, names: list[str]) -> Iterator[Line]:
    for row in range(head + 1, len(grid.rows)):
        cells = {name: _text(grid.at(row, place), name) for place, name in enumerate(names) if name}
        if any(cells.values()):
            yield row + 1, cells


def _text(value: str | float, name: str) -> str:
    """Return a cell as text; a day may have been saved as the number that it is to a sheet."""
    if isinstance(value, str):
        return value.strip()
    if name.endswith("_on"):
        return (_DAY_ZERO + timedelta(days=int(value))).isoformat()
    return f"{value:.2f}" if isinstance(value, float) and not value.is_integer() else f"{value:.0f}"


def register_workbook(contracts: tuple[Contract, ...], *, made_on: date) -> bytes:
    """Return a register as an XLSX workbook that reads back as the same."""
    from dueregard.reports.spreadsheets.writing import (  # noqa: PLC0415 - loads a writer
        Book,
        Properties,
    )

    columns = columns_of(Contract)
    book = Book(Properties("Register of providers", "", "", made_on))
    sheet = book.sheet("Register", [max(12.0, len(one.name) + 4.0) for one in columns])
    for place, column in enumerate(columns):
        book.text(sheet, 0, place, column.name, bold=True)
    for number, contract in enumerate(contracts, start=1):
        for place, column in enumerate(columns):
            text = write_cell(getattr(contract, column.name), column)
            book.text(sheet, number, place, text, text_wrap=False)
    return book.close()


def carry_register(contracts: tuple[Contract, ...], last: str, year: str) -> tuple[Contract, ...]:
    """Return the contracts of a year as a start for the next one.

    What is said for one year only stays behind: the income, its basis, and the days within it. No
    exemption is carried over, because declarations are not.

    Raises
    ------
    ConfigurationError
        A year is no contract year, or the register has nothing for the first.
    """
    before, after = read_contract_year(last), read_contract_year(year)
    found = tuple(
        replace(
            one,
            contract_year=str(after),
            expected_income=None,
            income_basis="",
            starts_on=None,
            ends_on=None,
        )
        for one in contracts
        if read_contract_year(one.contract_year) == before and one.ends_on is None
    )
    if not found:
        raise ConfigurationError(
            f"The register has no contract that goes on from {before}.",
            advice="Check the year.",
        )
    return found
