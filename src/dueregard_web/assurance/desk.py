"""An organisation's records for one change: tables in the database, files in a folder."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from dueregard.assurance.ledger import Ledger
from dueregard.operations import journal
from dueregard_web.assurance.folders import folder_of
from dueregard_web.assurance.keeping import Kept, Key, Row, changes
from dueregard_web.assurance.settling import with_own
from dueregard_web.organisations.models import Organisation


class DatabaseDesk:
    """What the library's operations work on here, in place of a folder of plain files.

    Parameters
    ----------
    organisation
        Whose records.
    kept
        What holds.
    append
        Stores versions, given what holds with them; called within the transaction of the change.
    """

    def __init__(
        self, organisation: Organisation, kept: Kept, append: Callable[[Sequence[Row], Kept], None]
    ) -> None:
        self._organisation, self.kept, self._append = organisation, kept, append

    @property
    def folder(self) -> Path:
        """Where kept files lie."""
        return folder_of(self._organisation)

    def held(self) -> AbstractContextManager[None]:
        """Nothing more to hold: the transaction holds the records until the change is done."""
        return nullcontext()

    def load(self) -> Ledger:
        """Return the records, in which the organisation itself always stands."""
        ours = self._organisation
        return with_own(self.kept.ledger, ours.code, ours.name)

    def put(self, after: Ledger, *names: str, files: Mapping[str, bytes] | None = None) -> None:
        """Append what differs, and keep files.

        Files are written first: without their record they mean nothing, and the other way round a
        record would prove nothing.
        """
        self.put_named(after, *names, files=files)

    def put_named(
        self,
        after: Ledger,
        *names: str,
        files: Mapping[str, bytes] | None = None,
        same: Mapping[Key, uuid.UUID] | None = None,
    ) -> None:
        """As :meth:`put`; ``same`` are records whose name changes and whose versions go on."""
        if files:
            journal.write_together(self.folder, files)
        new = list(changes(self.kept, after, {*names, "commissioners"}, same=same))
        self.kept = self.kept.followed_by(new)
        self._append(new, self.kept)


def vars_of(row: Row) -> dict[str, Any]:
    """Return a version as the fields of its table."""
    return {
        "kind": row.kind,
        "record": row.record,
        "version": row.version,
        "place": row.place,
        "cells": dict(row.cells),
        "is_removed": row.is_removed,
    }
