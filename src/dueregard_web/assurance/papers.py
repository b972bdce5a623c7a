"""Papers and the site, made by the library of the records as they stand here."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dueregard.assurance.board import Board
from dueregard.assurance.demonstration import Cell, demonstration
from dueregard.operations.write_assurance import PAPERS, document_of, write_pack
from dueregard.operations.write_site import build_site
from dueregard.reports.pages.model import Document
from dueregard.reports.pages.writing import Format, write_document
from dueregard_web.assurance.desk import DatabaseDesk
from dueregard_web.assurance.folders import released_in
from dueregard_web.assurance.keeping import Kept, Row
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting

__all__ = [
    "PAPERS",
    "demonstration_of",
    "pack_of",
    "paper_bytes",
    "paper_document",
    "site_files",
    "zipped",
]
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every entry, so that the same content makes the same bytes."""


def paper_document(board: Board, paper: str, provider: str) -> Document:
    """Return a paper of the board."""
    return document_of(board, paper, provider)


def paper_bytes(document: Document, form: str) -> bytes:
    """Return a paper as a file."""
    if form not in {one.value for one in Format}:
        raise NotHereError("A paper is given as html, docx or pdf.")
    with tempfile.TemporaryDirectory() as name:
        (path,) = write_document(document, Path(name), "paper", [Format(form)])
        return path.read_bytes()


def demonstration_of(board: Board) -> tuple[Cell, ...]:
    """Return the four cells."""
    return demonstration(board)


def _read_only(acting: Acting, kept: Kept) -> DatabaseDesk:
    return DatabaseDesk(acting.organisation, kept, _refuse)


def _refuse(rows: Sequence[Row], _: Kept) -> None:
    """Refuse to write: reading changes nothing, and what tries to is a fault of the program."""
    if rows:
        raise RuntimeError(len(rows))


def pack_of(acting: Acting, kept: Kept, board: Board, provider: str) -> bytes:
    """Return the evidence of a contract year as a ZIP archive with its manifest."""
    desk = _read_only(acting, kept)
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "pack.zip"
        write_pack(
            desk, file, as_of=acting.today, commissioner=acting.organisation.code,
            provider=provider, year=board.schedule.year,
        )  # fmt: skip
        return file.read_bytes()


def site_files(acting: Acting, kept: Kept) -> dict[str, bytes]:
    """Return every file of the publication site as it would be now."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "site"
        build_site(
            _read_only(acting, kept), out, as_of=acting.today,
            releases=released_in(acting.organisation),
        )  # fmt: skip
        found = (path for path in sorted(out.rglob("*")) if path.is_file())
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack files into one; the same files give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return stream.getvalue()
