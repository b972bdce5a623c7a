"""Start a commissioner's folder, and bring contracts into and out of its register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from dueregard.assurance.catalogue import LEDGER_FILES, REGISTER
from dueregard.assurance.files import ledger_texts, load_ledger
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register import Commissioner, Contract
from dueregard.assurance.register_checks import RegisterRemark, check_register
from dueregard.errors import FileNotUsableError
from dueregard.operations.exchange_register import (
    carry_register,
    read_register,
    register_workbook,
)
from dueregard.operations.journal import write_together
from dueregard.records.catalogue import RecordFile
from dueregard.records.columns import columns_of
from dueregard.records.writing import place_text, table_text

README = "README.md"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did."""

    added: int
    replaced: int
    same: int
    total: int
    remarks: tuple[RegisterRemark, ...]


def start_folder(folder: Path, *, code: str, name: str) -> tuple[Path, ...]:
    """Make a commissioner's folder with the header of every file, and a README.

    Raises
    ------
    FileNotUsableError
        There is a register already, or the folder cannot be written.
    """
    if (folder / REGISTER.file).exists():
        raise FileNotUsableError(
            f"{folder / REGISTER.file} is there already.", advice="Choose another folder."
        )
    texts = ledger_texts(Ledger(commissioners=(Commissioner(code, name),)))
    texts[README] = readme_text()
    for file, text in texts.items():
        place_text(folder / file, text)
    return tuple(folder / file for file in texts)


def readme_text() -> str:
    """Explain every file and column of a commissioner's folder."""
    parts = [
        "# A commissioner's assurance",
        "One row is one thing. Dates are written 2016-03-31; lists are parted by semicolons.",
    ]
    for kind in LEDGER_FILES:
        parts.append(f"## {kind.file}\n\n{kind.meaning}")
        lines = ["| Column | What it holds | Example |", "|---|---|---|"]
        for column in columns_of(kind.record):
            needed = " Must be filled." if column.said.filled else ""
            lines.append(
                f"| {column.name} | {column.said.meaning}{needed} | {column.said.example} |"
            )
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def import_register(folder: Path, file: Path) -> Brought:
    """Bring the rows of a CSV or XLSX file into the register of a folder.

    Raises
    ------
    FileNotUsableError
        Something in the file or the folder cannot be used; nothing is changed then.
    """
    new = read_register(file)
    there = load_ledger(folder).register if (folder / REGISTER.file).is_file() else ()
    rows, (added, replaced, same) = bring_in(REGISTER, there, new)
    text = table_text(REGISTER, rows)
    write_together(folder, {REGISTER.file: text.encode("utf-8-sig")})
    ledger = load_ledger(folder)
    return Brought(added, replaced, same, len(rows), check_register(ledger))


def bring_in(
    kind: RecordFile, there: Sequence[T], new: Sequence[T]
) -> tuple[tuple[T, ...], tuple[int, int, int]]:
    """Add records to those that are there; one of the same name takes the other's place.

    Returns
    -------
    tuple
        All records, and how many were added, replaced and the same.
    """

    def name(one: T) -> tuple[str, ...]:
        return tuple(str(getattr(one, column)) for column in kind.key)

    rows = {name(one): one for one in there}
    added = sum(name(one) not in rows for one in new)
    same = sum(rows.get(name(one)) == one for one in new)
    rows.update({name(one): one for one in new})
    return tuple(rows.values()), (added, len(new) - added - same, same)


def export_register(folder: Path, file: Path, *, made_on: date) -> int:
    """Write the register of a folder as CSV or XLSX; return the number of its rows.

    Raises
    ------
    FileNotUsableError
        The ending is neither, or the file cannot be written.
    """
    contracts = load_ledger(folder).register
    ending = file.suffix.lower()
    if ending == ".csv":
        place_text(file, table_text(REGISTER, contracts))
    elif ending == ".xlsx":
        write_together(file.parent, {file.name: register_workbook(contracts, made_on=made_on)})
    else:
        raise FileNotUsableError(f"{file} ends neither in .csv nor in .xlsx.")
    return len(contracts)


def carry_over(folder: Path, last: str, year: str) -> int:
    """Add the contracts of a new year, as the year before had them; return how many."""
    ledger = load_ledger(folder)
    known = {_key(one) for one in ledger.register}
    new = [one for one in carry_register(ledger.register, last, year) if _key(one) not in known]
    text = table_text(REGISTER, (*ledger.register, *new))
    write_together(folder, {REGISTER.file: text.encode("utf-8-sig")})
    return len(new)


def _key(one: Contract) -> tuple[str, ...]:
    return tuple(str(getattr(one, name)) for name in REGISTER.key)
