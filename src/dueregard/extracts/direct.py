"""Hands big tidy files to the engine's own readers, after making sure that they are tidy.

Tidy means that the engine sees what the exact reader would see: UTF-8, the header on the first
line, no quotation marks, no blank line, no row of totals. Then the line of a row is its number.
"""

from __future__ import annotations

import codecs
import glob
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.errors import FileNotUsableError
from dueregard.extracts.columns import ColumnPlan, check_columns, plan_columns
from dueregard.extracts.reader import Extract, is_totals_row
from dueregard.settings import FileSettings

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.engine import Engine

_CHUNK = 1 << 22
_UNTIDY = (b'"', b"\0", b"\n\n", b"\r\n\r\n", b"\r\r", b"\n\r\n")
_TAIL = 1 << 16


def read_parquet(
    engine: Engine, settings: FileSettings, own: Mapping[str, str], sha256: str
) -> Extract:
    """Open a Parquet file; a row's number stands for its line.

    Raises
    ------
    FileNotUsableError
        If it is no Parquet file, is cut off, or lacks a column it must have.
    """
    relation = _guarded(settings.path, lambda: _parquet(engine, settings.path))
    plan = _plan(settings, own, relation.columns)
    rows = _guarded(settings.path, lambda: _rows(relation))
    frame = _frame(engine, plan, relation, 0)
    return Extract(settings, plan, sha256, rows, frame, raw=_raw(engine, plan, relation))


def read_tidy_csv(
    engine: Engine, settings: FileSettings, own: Mapping[str, str], sha256: str
) -> Extract | None:
    """Open a big CSV file, or return ``None`` where it has to be read row by row.

    Raises
    ------
    FileNotUsableError
        If it lacks a column it must have.
    """
    import duckdb  # noqa: PLC0415 - --help must not wait for it

    delimiter = tidy_delimiter(settings.path) if _may_be_direct(settings) else ""
    if not delimiter:
        return None
    try:
        relation = _csv(engine, settings.path, delimiter)
        rows = _rows(relation)
    except duckdb.Error:
        return None  # the exact reader finds out what is wrong, and on which line
    plan = _plan(settings, own, _header(settings.path, delimiter))
    frame = _frame(engine, plan, relation, 1)
    return Extract(settings, plan, sha256, rows, frame, raw=_raw(engine, plan, relation))


def tidy_delimiter(path: Path) -> str:
    """Return the delimiter of a tidy file, or nothing if the file is not tidy."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    tail = b""
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                seen = tail[-4:] + chunk
                if any(mark in seen for mark in _UNTIDY):
                    return ""
                if not chunk.isascii():
                    decoder.decode(chunk)
                tail = (tail + chunk)[-_TAIL:]
    except UnicodeDecodeError:
        return ""
    return _delimiter_without_totals(path, tail)


def _delimiter_without_totals(path: Path, tail: bytes) -> str:
    with path.open("rb") as stream:
        head = stream.readline(_TAIL).decode("utf-8-sig", errors="replace")
    delimiter = max(",;\t|", key=head.count)
    lines = tail.decode("utf-8", errors="replace").splitlines()[1:]
    fields = (line.split(delimiter) for line in lines)
    if any(is_totals_row(row) or not any(map(str.strip, row)) for row in fields):
        return ""
    return delimiter if head.count(delimiter) else ""


def _may_be_direct(settings: FileSettings) -> bool:
    return settings.encoding.lower() in {"", "utf-8", "utf8"}


def _header(path: Path, delimiter: str) -> list[str]:
    with path.open(encoding="utf-8-sig") as stream:
        return stream.readline().rstrip("\r\n").split(delimiter)


def _csv(engine: Engine, path: Path, delimiter: str) -> Any:  # noqa: ANN401 - a relation of DuckDB
    return engine.connection.read_csv(
        glob.escape(str(path)),
        header=True,
        sep=delimiter,
        all_varchar=True,
        quotechar="",
        escapechar="",
        na_values="\x01",
        null_padding=False,
        strict_mode=True,
        auto_detect=False,
        columns={f"c{place}": "VARCHAR" for place in range(len(_header(path, delimiter)))},
    )


def _parquet(engine: Engine, path: Path) -> Any:  # noqa: ANN401 - a relation of DuckDB
    return engine.connection.read_parquet(glob.escape(str(path)))


def _plan(settings: FileSettings, own: Mapping[str, str], header: list[str]) -> ColumnPlan:
    plan = plan_columns(settings.population, header, layout=settings.layout, own=own)
    check_columns(plan, settings.population, str(settings.path))
    return plan


def _frame(engine: Engine, plan: ColumnPlan, relation: Any, above: int) -> nw.LazyFrame[Any]:  # noqa: ANN401 - a relation of DuckDB
    """Name our columns, as text that is never null, with the line of each row."""
    wanted = [f"row_number() OVER () + {above} AS line"]
    for column, place in plan.places.items():
        name = str(relation.columns[place]).replace('"', '""')
        wanted.append(f'coalesce(CAST("{name}" AS VARCHAR), \'\') AS "{column}"')
    return engine.frame(relation.project(", ".join(wanted)))


def _raw(engine: Engine, plan: ColumnPlan, relation: Any) -> nw.LazyFrame[Any]:  # noqa: ANN401 - a relation of DuckDB
    """Name our columns and leave their values alone: casting millions of rows is not free."""
    wanted = []
    for column, place in plan.places.items():
        name = str(relation.columns[place]).replace('"', '""')
        wanted.append(f'"{name}" AS "{column}"')
    return engine.frame(relation.project(", ".join(wanted)))


def _rows(relation: Any) -> int:  # noqa: ANN401 - a relation of DuckDB
    ((rows,),) = relation.aggregate("count(*)").fetchall()
    return int(rows)


def _guarded(path: Path, step: Any) -> Any:  # noqa: ANN401 - whatever the engine returns
    import duckdb  # noqa: PLC0415 - --help must not wait for it

    try:
        return step()
    except duckdb.Error as fault:
        kind = type(fault).__name__
        raise FileNotUsableError(
            f"{path} is no Parquet file that can be read ({kind}).",
            advice="Write it again; a copy that was cut off cannot be mended.",
        ) from None
