"""A return as two texts: what the library writes to a folder, kept in the database instead."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dueregard.returns.data_return import DataReturn
from dueregard.returns.storage import CSV_NAME, JSON_NAME, load_return, write_return


@dataclass(frozen=True, slots=True)
class ReturnTexts:
    """return.csv and return.json; counts only, for a return has no place for a person."""

    cells: str
    about: str

    @property
    def sha256(self) -> str:
        """The digest of both."""
        return hashlib.sha256(f"{self.cells}\0{self.about}".encode()).hexdigest()


def texts_of(data_return: DataReturn) -> ReturnTexts:
    """Write a return as texts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_return(data_return, folder)
        return ReturnTexts(
            (folder / CSV_NAME).read_bytes().decode(), (folder / JSON_NAME).read_bytes().decode()
        )


def basis_of(about: str) -> str:
    """Say what a return was counted from, without reading its cells."""
    basis: str = json.loads(about)["counts_basis"]
    return basis


def return_of(texts: ReturnTexts) -> DataReturn:
    """Read a return back; the library checks that it is as it was written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / CSV_NAME).write_bytes(texts.cells.encode())
        (folder / JSON_NAME).write_bytes(texts.about.encode())
        return load_return(folder)
