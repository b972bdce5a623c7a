"""Many organisations' returns in one table: written by the engine, read back one by one.

A collection is a return with a column for the organisation: ``returns.parquet`` holds the cells,
``returns.json`` what is the same for all of them.
"""

from __future__ import annotations

import glob
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.errors import FileNotUsableError, ReturnError
from dueregard.extracts.engine import fetch, open_engine
from dueregard.extracts.reader import digest
from dueregard.placing import waiting_file
from dueregard.returns.counting import ETHNICITY
from dueregard.returns.data_return import (
    Absence,
    AccountingLine,
    Cell,
    DataReturn,
    InclusionRule,
    OrganisationRef,
    SourceFile,
    SurveyRef,
)
from dueregard.returns.nation_kinds import COLUMNS, ORGANISATION, Kinds
from dueregard.vocabulary import BaseKind, OrganisationKind, Population, SurveySource

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.engine import Engine

PARQUET_NAME, JSON_NAME = "returns.parquet", "returns.json"
FORMAT = 1
_CONSTANT = {"characteristic": ETHNICITY, "item": "", "answer": ""}
_ORDER = (ORGANISATION, "head", "middle", "tail", "n")
NO_FILE = "There is no national file of it."


@dataclass(frozen=True, slots=True)
class CollectionMeta:
    """What the returns of a collection have in common."""

    standard: str
    edition: str
    snapshot_date: date
    period_start: date
    period_end: date
    inclusion: InclusionRule
    sources: tuple[SourceFile, ...]
    accounting: tuple[AccountingLine, ...]
    windows: dict[str, tuple[int, ...]]
    by_category: bool


def write_collection(
    engine: Engine,
    frames: Sequence[nw.LazyFrame[Any]],
    kinds: Kinds,
    meta: CollectionMeta,
    directory: Path,
) -> tuple[int, int]:
    """Write a collection; return how many organisations and cells it has.

    Parameters
    ----------
    engine
        Where the counts are.
    frames
        Counts by organisation and by number.
    kinds
        What the numbers stand for.
    meta
        What the returns have in common.
    directory
        The folder that they go to.

    Raises
    ------
    FileNotUsableError
        If the folder cannot be written.
    """
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    counted = engine.keep(nw.concat(list(frames)))
    ((bodies, rows),) = fetch(counted.select(nw.col(ORGANISATION).n_unique(), n=nw.len()))
    cells = _in_words(engine, counted, kinds).to_native()
    places = [directory / name for name in (JSON_NAME, PARQUET_NAME)]
    try:
        with waiting_file(places[0]) as about, waiting_file(places[1]) as table:
            cells.write_parquet(str(table))
            about.write_text(_meta_text(meta, digest(table)), encoding="utf-8")
    except OSError as fault:
        raise FileNotUsableError(
            f"{directory} cannot be written: {fault.strerror or fault}.",
            advice="Choose a folder that you may write to, on a disk with room.",
        ) from None
    return int(bodies), int(rows)


def _in_words(engine: Engine, counted: nw.LazyFrame[Any], kinds: Kinds) -> nw.LazyFrame[Any]:
    """Replace numbers by what they stand for, in the order of the words."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    said, categories = kinds.tables(engine)
    constants = {name: nw.lit(text) for name, text in _CONSTANT.items()}
    joined = counted.join(said, on="cell").join(categories, on="kind").with_columns(**constants)
    return joined.sort(*_ORDER).select(*COLUMNS)


def load_collection(path: Path) -> Iterator[DataReturn]:
    """Read the returns of a collection, one organisation after the other.

    Raises
    ------
    FileNotUsableError
        If a file of it is missing.
    ReturnError
        If it is broken, or its counts are not those that were written.
    """
    folder = path if path.is_dir() else path.parent
    meta = _load_meta(folder)
    with open_engine() as engine:
        relation = engine.connection.read_parquet(glob.escape(str(folder / PARQUET_NAME)))
        if tuple(relation.columns) != COLUMNS:
            raise ReturnError(f"{folder / PARQUET_NAME} has other columns.", advice="Count again.")
        rows = relation.fetchall()
    for organisation, of_one in groupby(rows, key=itemgetter(0)):
        yield _data_return(organisation, [Cell._make(row[1:]) for row in of_one], meta)


def _data_return(code: str, cells: list[Cell], meta: CollectionMeta) -> DataReturn:
    from dueregard.geography.organisations import organisation_name  # noqa: PLC0415 - seldom

    kept = {line.population for line in meta.sources} | {cell.population for cell in cells}
    return DataReturn(
        organisation=OrganisationRef(
            code, organisation_name(code) or code, OrganisationKind.PROVIDER
        ),
        standard=meta.standard,
        edition=meta.edition,
        snapshot_date=meta.snapshot_date,
        period_start=meta.period_start,
        period_end=meta.period_end,
        inclusion=meta.inclusion,
        survey=SurveyRef(SurveySource.NONE, NO_FILE),
        cells=tuple(cells),
        sources=meta.sources,
        accounting=meta.accounting,
        absences=tuple(Absence(one, NO_FILE) for one in Population if one.value not in kept),
        base_kinds=dict.fromkeys(sorted({cell.population for cell in cells}), BaseKind.ALL),
        windows=meta.windows,
    )


def _meta_text(meta: CollectionMeta, sha256: str) -> str:
    document = {"format": FORMAT, "cells_sha256": sha256, **asdict(meta)}
    return json.dumps(document, indent=1, default=str) + "\n"


def _load_meta(folder: Path) -> CollectionMeta:
    import msgspec  # noqa: PLC0415 - only when a collection is read

    path = folder / JSON_NAME
    try:
        document = json.loads(path.read_bytes())
        sha256, form = document.pop("cells_sha256"), document.pop("format")
        meta = msgspec.convert(document, CollectionMeta)
    except OSError as fault:
        raise FileNotUsableError(
            f"{path} cannot be read: {fault.strerror}.",
            advice="Give the folder that 'dueregard count' wrote.",
        ) from None
    except (ValueError, KeyError, AttributeError, msgspec.ValidationError):
        raise ReturnError(f"{path} is no collection.", advice="Count the files again.") from None
    if form != FORMAT or digest(folder / PARQUET_NAME) != sha256:
        raise ReturnError(
            f"{folder / PARQUET_NAME} is not the file that was written with {JSON_NAME}.",
            advice="Count the files again; a count is never corrected by hand.",
        )
    return meta
