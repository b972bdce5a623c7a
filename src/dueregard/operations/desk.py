"""Where a commissioner's records are kept: a folder, or whatever else gives and takes the same.

The operations of assurance work on a desk. The command line's is a folder of plain files; the web
workspace has another, whose tables stand in a database. Kept files lie in a folder in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dueregard.assurance.catalogue import BY_NAME
from dueregard.assurance.files import load_ledger
from dueregard.assurance.ledger import Ledger
from dueregard.operations import journal
from dueregard.records.writing import table_text


class Desk(Protocol):
    """A commissioner's records, with the folder in which kept files lie."""

    @property
    def folder(self) -> Path:
        """The folder that the paths of kept files start from."""

    def held(self) -> AbstractContextManager[None]:
        """Hold the records for one writer."""

    def load(self) -> Ledger:
        """Read the records."""

    def put(self, after: Ledger, *names: str, files: Mapping[str, bytes] | None = None) -> None:
        """Keep some kinds of record, and files by their path, all together or not at all."""


Place = Path | Desk
"""What an operation works on; a path stands for the desk of that folder."""


@dataclass(frozen=True, slots=True)
class FolderDesk:
    """A folder of plain files, written together or not at all."""

    folder: Path

    def held(self) -> AbstractContextManager[None]:
        """Hold the folder, and finish what an earlier writer was stopped in."""
        return journal.held(self.folder)

    def load(self) -> Ledger:
        """Read the folder, whose register may be a workbook."""
        from dueregard.operations.exchange_register import (  # noqa: PLC0415 - only for workbooks
            ledger_with_workbook,
            workbook_in,
        )

        if journal.needs_recovery(self.folder):
            with self.held():
                pass
        workbook = workbook_in(self.folder)
        return load_ledger(self.folder) if workbook is None else ledger_with_workbook(workbook)

    def put(self, after: Ledger, *names: str, files: Mapping[str, bytes] | None = None) -> None:
        """Write the files of some kinds of record, and others beside."""
        journal.put_together(self.folder, {**(files or {}), **table_bytes(after, *names)})


def desk_of(place: Place) -> Desk:
    """Return the desk that a place stands for."""
    return FolderDesk(place) if isinstance(place, Path) else place


def table_bytes(ledger: Ledger, *names: str) -> dict[str, bytes]:
    """Lay out some kinds of record as the bytes of their files."""
    return {
        BY_NAME[name].file: table_text(BY_NAME[name], getattr(ledger, name)).encode("utf-8-sig")
        for name in names
    }
