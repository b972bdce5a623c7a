"""Hands Parquet files to the engine's own reader; the number of a row stands for its line."""

from __future__ import annotations

import glob
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.errors import FileNotUsableError
from dueregard.extracts.columns import ColumnPlan, check_columns, plan_columns
from dueregard.extracts.reader import Extract
from dueregard.settings import FileSettings

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.engine import Engine


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
