"""Write the papers of assurance, and the pack of evidence with the hash of each file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dueregard.assurance.board import Board
from dueregard.assurance.contract_years import ContractYear
from dueregard.assurance.evidence import Evidence
from dueregard.assurance.judging import state_of
from dueregard.assurance.words import YesNo
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.operations.assess_providers import status_board
from dueregard.operations.desk import Place, desk_of
from dueregard.operations.keep_evidence import changed_evidence
from dueregard.records.faults import suggestion
from dueregard.reports.pages.model import Document
from dueregard.reports.pages.writing import Format, write_document

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time an archive can hold; no entry carries another, so equal packs are equal."""
PAPERS = ("statement", "brief", "chronology", "well-led")


def write_paper(  # noqa: PLR0913 - most are asked by name
    place: Place,
    paper: str,
    out: Path,
    *,
    as_of: date,
    commissioner: str = "",
    provider: str = "",
    year: ContractYear | None = None,
    formats: Sequence[Format] = (Format.HTML,),
) -> tuple[Path, ...]:
    """Write one of the papers of assurance.

    Parameters
    ----------
    place
        The commissioner's folder, or the desk.
    paper
        One of ``PAPERS``; all but the statement are about one provider.
    out
        Where to.
    as_of
        The day.
    commissioner, provider, year
        Whose, about whom, and which contract year.
    formats
        As what.

    Raises
    ------
    ConfigurationError
        There is no such paper, or no such provider.
    """
    board = status_board(place, as_of=as_of, commissioner=commissioner, year=year)
    stem = f"{paper}-{board.commissioner.id}-{board.schedule.year.slug}"
    name = f"{stem}-{provider}" if paper != "statement" else stem
    return write_document(document_of(board, paper, provider), out, name, formats)


def document_of(material: Board, paper: str, provider: str = "") -> Document:
    """Return one of the papers of a board.

    Raises
    ------
    ConfigurationError
        The commissioner has no such provider.
    """
    from dueregard.reports.assurance.provider_papers import (  # noqa: PLC0415 - when written
        chronology_paper,
        inspection_pack,
        meeting_brief,
    )
    from dueregard.reports.assurance.statement import (  # noqa: PLC0415 - when written
        assurance_statement,
    )

    if paper == "statement":
        return assurance_statement(material)
    codes = [one.provider.ods for one in material.scopes]
    if provider not in codes:
        raise ConfigurationError(
            f"{provider!r} is no provider of {material.commissioner.name}.",
            advice=suggestion(provider, codes),
        )
    writers = {
        "brief": meeting_brief,
        "chronology": chronology_paper,
        "well-led": inspection_pack,
    }
    return writers[paper](material, provider)


def write_pack(  # noqa: PLR0913 - most are asked by name
    place: Place,
    file: Path,
    *,
    as_of: date,
    commissioner: str = "",
    provider: str = "",
    year: ContractYear | None = None,
) -> int:
    """Write the evidence of a contract year as a ZIP archive with a manifest of hashes.

    Parameters
    ----------
    place
        The commissioner's folder, or the desk.
    file
        The archive. Equal evidence gives equal bytes.
    as_of
        The day: what came later is left out.
    provider
        Only what is about this provider.

    Returns
    -------
    int
        How many files it holds beside the manifest.

    Raises
    ------
    FileNotUsableError
        A kept file is gone or has changed: nothing is written then.
    """
    board = status_board(place, as_of=as_of, commissioner=commissioner, year=year)
    folder = desk_of(place).folder
    chosen = [one for one in board.ledger.evidence if _belongs(one, board, provider)]
    changed = {(one.evidence, one.version): one for one in changed_evidence(board.ledger, folder)}
    for one in chosen:
        if one.key in changed:
            raise FileNotUsableError(
                f"{one.path} {changed[one.key].problem}: no pack was written.",
                advice="Put back the file as it was kept.",
            )
    contents = {one.path: (folder / one.path).read_bytes() for one in chosen if one.path}
    manifest = {
        "schema": "dueregard-evidence-pack-1",
        "commissioner": board.commissioner.id,
        "contract_year": str(board.schedule.year),
        "as_of": as_of.isoformat(),
        "rules": board.schedule.rules.edition,
        "evidence": [_described(one, board) for one in chosen],
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    from dueregard.operations.journal import write_together  # noqa: PLC0415 - for one file

    write_together(file.parent, {file.name: _zipped({**contents, "manifest.json": text.encode()})})
    return len(contents)


def _belongs(one: Evidence, board: Board, provider: str) -> bool:
    parties = {board.commissioner.id, *(scope.provider.ods for scope in board.scopes)}
    year = board.schedule.year
    names = [name for name in one.obligations if f"/{year.slug}/" in name]
    in_year = bool(names) or (not one.obligations and one.received_on in year)
    is_wanted = one.party in parties and (not provider or one.party == provider)
    return is_wanted and in_year and one.received_on <= board.as_of


def _described(one: Evidence, board: Board) -> dict[str, object]:
    return {
        "id": one.id,
        "version": one.version,
        "party": one.party,
        "title": one.title,
        "kind": one.kind.value,
        "state": state_of(board.ledger, one, board.as_of).value,
        "obligations": list(one.obligations),
        "received_on": one.received_on.isoformat(),
        "effective_from": one.effective_from and one.effective_from.isoformat(),
        "effective_to": one.effective_to and one.effective_to.isoformat(),
        "supplied_by": one.supplied_by,
        "internal": one.internal is YesNo.YES,
        "url": one.url,
        "path": one.path,
        "sha256": one.sha256,
        "size": one.size,
    }


def _zipped(contents: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[name])
    return held.getvalue()
