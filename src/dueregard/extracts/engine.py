"""The engine that counts: DuckDB inside this process, spoken to through narwhals expressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from dueregard.errors import FileNotUsableError

if TYPE_CHECKING:
    import duckdb
    import narwhals as nw

Frame = "nw.LazyFrame[Any]"

_CHUNK = 20_000
_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    # What does not fit into memory would be written to disk, people's rows included.
    "temp_directory": "",
}


class Engine:
    """A private database in memory: nothing outlives the count, is fetched, or goes to disk."""

    def __init__(self, *, threads: int | None = None, memory_mib: int | None = None) -> None:
        import duckdb  # noqa: PLC0415 - --help must not wait for it

        config: dict[str, Any] = dict(_CONFIG)
        if threads:
            config["threads"] = threads
        if memory_mib:
            config["memory_limit"] = f"{memory_mib}MiB"
        self.connection: duckdb.DuckDBPyConnection = duckdb.connect(config=config)
        self.connection.execute("SET enable_progress_bar = false")
        self._names = (f"t{number}" for number in count())

    def table(
        self, columns: Sequence[str], rows: Iterator[Sequence[Any]], *, integers: Sequence[str] = ()
    ) -> nw.LazyFrame[Any]:
        """Put rows into a table of this database, a chunk at a time.

        Parameters
        ----------
        columns
            Their names; text unless named in ``integers``.
        rows
            One sequence per row, as long as the columns.
        integers
            The columns that hold whole numbers.
        """
        name = next(self._names)
        kinds = ", ".join(
            f'"{column}" {"BIGINT" if column in integers else "VARCHAR"}' for column in columns
        )
        self.connection.execute(f"CREATE TEMP TABLE {name} ({kinds})")
        places = ", ".join("unnest(?)" for _ in columns)
        rows = iter(rows)
        while chunk := list(islice(rows, _CHUNK)):
            self.connection.execute(
                f"INSERT INTO {name} SELECT {places}",
                [list(values) for values in zip(*chunk, strict=True)],
            )
        return self.frame(self.connection.table(name))

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Compute a frame once and keep it, so that it can be asked several questions."""
        name = next(self._names)
        with _readable():
            frame.to_native().create(name)
        return self.frame(self.connection.table(name))

    def frame(self, relation: Any) -> nw.LazyFrame[Any]:  # noqa: ANN401 - a relation of DuckDB
        """Return a relation of the engine as a narwhals frame."""
        import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

        frame: nw.LazyFrame[Any] = nw.from_native(relation)
        return frame

    def close(self) -> None:
        """Forget everything."""
        self.connection.close()


class EngineName(StrEnum):
    """On what is counted; the expressions are the same."""

    DUCKDB = "duckdb"
    SPARK = "spark"


@contextmanager
def open_engine(name: EngineName = EngineName.DUCKDB, **limits: int | None) -> Iterator[Engine]:
    """Open an engine and close it again, whatever happens.

    Raises
    ------
    ConfigurationError
        When Spark is asked for and is not there.
    """
    engine = Engine(**limits) if name is EngineName.DUCKDB else _spark(**limits)
    try:
        yield engine
    finally:
        engine.close()


def _spark(**limits: int | None) -> Engine:
    from dueregard.extracts.spark_engine import SparkEngine  # noqa: PLC0415 - only with the extra

    return SparkEngine(**limits)


class RowsUnreadableError(FileNotUsableError):
    """A file opened well, and broke off while its rows were read."""


def fetch(frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a small frame.

    Raises
    ------
    RowsUnreadableError
        When the file behind it is damaged somewhere inside.
    """
    native = frame.to_native()
    if not hasattr(native, "fetchall"):
        from dueregard.extracts.spark_engine import readable  # noqa: PLC0415 - only with the extra

        with readable():
            return [tuple(row) for row in native.collect()]
    with _readable():
        rows: list[tuple[Any, ...]] = native.fetchall()
    return rows


@contextmanager
def _readable() -> Iterator[None]:
    import duckdb  # noqa: PLC0415 - --help must not wait for it

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise FileNotUsableError(
            "There is not enough memory to count these files.",
            advice="Close other programs or use a larger computer: rows are never put on disk.",
        ) from None
    except duckdb.Error as fault:
        # The engine's own words may hold a value; its kind is enough.
        raise RowsUnreadableError(
            f"The rows of a file cannot be read to the end ({type(fault).__name__}).",
            advice="The file is damaged: write it again.",
        ) from None
