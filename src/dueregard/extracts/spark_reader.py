"""Opens big files with Spark's own readers; a row's place stands for its line, as on DuckDB."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any

from dueregard.extracts.columns import ColumnPlan, check_columns, plan_columns
from dueregard.extracts.one_reading import Glance, delimiter_of
from dueregard.extracts.reader import Extract
from dueregard.extracts.spark_engine import SparkEngine, readable
from dueregard.settings import FileSettings

_TEXT = {
    "quote": '"',
    "escape": '"',
    "encoding": "UTF-8",
    # A row with more or fewer fields sends the file the exact way, whichever columns are asked for.
    "mode": "FAILFAST",
    "columnPruning": "false",
    "maxCharsPerColumn": "-1",
}
_WITHIN_PARTITION = (1 << 33) - 1


def read_text_once(
    engine: SparkEngine, settings: FileSettings, own: Mapping[str, str], seen: Glance
) -> Extract | None:
    """Open a CSV file for one reading; see :func:`dueregard.extracts.one_reading.read_once`."""
    delimiter = delimiter_of(seen, settings)
    if not delimiter:
        return None
    first = seen.head.splitlines()[0].decode("utf-8-sig", errors="replace")
    header = next(csv.reader([first], delimiter=delimiter))
    plan = plan_columns(settings.population, header, layout=settings.layout, own=own)
    check_columns(plan, settings.population, str(settings.path))
    schema = ", ".join(f"c{place} STRING" for place in range(len(header)))
    path = settings.path.resolve().as_uri()
    with readable():
        reader = engine.session.read.schema(schema).options(sep=delimiter, header=True, **_TEXT)
        rows = reader.csv(path)
        return _extract(engine, settings, plan, rows, (seen.sha256, seen.lines - 1, 2))


def read_parquet(
    engine: SparkEngine, settings: FileSettings, own: Mapping[str, str], sha256: str
) -> Extract:
    """Open a Parquet file; see :func:`dueregard.extracts.direct.read_parquet`."""
    with readable():
        rows = engine.session.read.parquet(settings.path.resolve().as_uri())
        plan = plan_columns(settings.population, rows.columns, layout=settings.layout, own=own)
        check_columns(plan, settings.population, str(settings.path))
        rows = rows.toDF(*(f"c{place}" for place in range(len(rows.columns))))
        found = _extract(engine, settings, plan, rows, (sha256, rows.count(), 1))
    found.promised = False
    return found


def _extract(
    engine: SparkEngine,
    settings: FileSettings,
    plan: ColumnPlan,
    rows: Any,  # noqa: ANN401 - a frame of Spark
    known: tuple[str, int, int],
) -> Extract:
    """Name our columns, once as they are and once as text that is never null, with its line."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - only with the extra

    sha256, number, first_line = known
    named = plan.places.items()
    raw = rows.select(*(f.col(f"c{place}").alias(column) for column, place in named))
    texts = [
        f.trim(f.coalesce(f.col(f"c{place}").cast("string"), f.lit(""))).alias(column)
        for column, place in named
    ]
    line = (_row_number(rows) + first_line).alias("line")
    frame = engine.frame(rows.select(line, *texts))
    raw_frame = engine.frame(raw)
    return Extract(settings, plan, sha256, number, frame, raw=raw_frame, promised=True)


def _row_number(rows: Any) -> Any:  # noqa: ANN401 - a frame and a column of Spark
    """Return the place of each row in its file, counted from 0.

    Spark numbers the rows of each piece of a file by themselves. The pieces of one file come in its
    order, so how many rows stand before a piece is added to the number within it.
    """
    from pyspark.sql import functions as f  # noqa: PLC0415 - only with the extra

    piece = f.spark_partition_id()
    within = f.monotonically_increasing_id().bitwiseAND(f.lit(_WITHIN_PARTITION))
    sizes = rows.groupBy(piece.alias("piece")).count().collect()
    before, place = 0, None
    for number, size in sorted((one["piece"], one["count"]) for one in sizes):
        here = within + f.lit(before)
        place = here if place is None else f.when(piece == number, here).otherwise(place)
        before += size
    return within if place is None else place
