"""Write invented commissioners with their providers as a folder of records."""

from __future__ import annotations

from pathlib import Path

from dueregard.assurance.catalogue import BY_NAME
from dueregard.assurance.files import read_rows
from dueregard.assurance.ledger import Ledger
from dueregard.errors import FileNotUsableError
from dueregard.examples.commissioners import CommissionersPlan, invent_commissioners
from dueregard.operations.desk import table_bytes
from dueregard.operations.journal import write_together
from dueregard.records.faults import Fault, refuse


def invent_register(folder: Path, plan: CommissionersPlan) -> Ledger:
    """Write an invented folder, and return what it holds.

    Raises
    ------
    FileNotUsableError
        The folder holds a register already, or cannot be written.
    """
    if (folder / "register.csv").exists():
        raise FileNotUsableError(f"{folder} holds a register already.")
    faults: list[Fault] = []
    found = {
        name: read_rows(Path(BY_NAME[name].file), BY_NAME[name], enumerate(rows, start=2), faults)
        for name, rows in invent_commissioners(plan).items()
    }
    refuse(faults)
    ledger = Ledger(**found)
    write_together(folder, table_bytes(ledger, *BY_NAME))
    return ledger
