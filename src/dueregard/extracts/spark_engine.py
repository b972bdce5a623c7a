"""The engine that counts, on Spark: the same expressions as on DuckDB, for who has outgrown it.

In a session that is open already (a cluster's, a notebook's) the rows go where that session keeps
them. Otherwise a session of this machine is started, whose working files lie in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from dueregard.errors import ConfigurationError
from dueregard.extracts.engine import Engine, RowsUnreadableError

if TYPE_CHECKING:
    import narwhals as nw

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - Linux's folder in memory: rows of people touch no disk
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
# A fault that Spark logs may hold a row.
_SILENT = "OFF"
_SECONDS_TO_END = 60


class SparkEngine(Engine):
    """A session of Spark; nothing of a count outlives it.

    Parameters
    ----------
    partition_mib
        Into pieces of which size a file is split; Spark's own choice if left out.
    memory_mib
        How much memory a session of this machine may take.

    Raises
    ------
    ConfigurationError
        Spark or Java is not installed, or this machine has no folder in memory.
    """

    def __init__(self, *, partition_mib: int | None = None, memory_mib: int | None = None) -> None:
        session_class = _session_class()
        active = session_class.getActiveSession()
        self._is_own = active is None
        self._folder: Path | None = None
        self.session: Any = active or self._start(session_class, memory_mib or 2048)
        self._kept: list[Any] = []
        if partition_mib:
            size = str(partition_mib << 20)
            self.session.conf.set("spark.sql.files.maxPartitionBytes", size)

    def _start(self, session_class: Any, memory_mib: int) -> Any:  # noqa: ANN401 - pyspark's own
        if not IN_MEMORY.is_dir():
            raise ConfigurationError(
                "Spark would write rows of people to a disk: this machine has no folder in memory.",
                advice="Count in a session of your cluster, or on Linux.",
            )
        self._folder = Path(mkdtemp(prefix="dueregard-spark-", dir=IN_MEMORY))
        builder = session_class.builder.master("local[*]").appName("dueregard")
        places = {"spark.local.dir": self._folder, "spark.sql.warehouse.dir": self._folder}
        said = {**_SETTINGS, **places, "spark.driver.memory": f"{memory_mib}m"}
        for name, value in said.items():
            builder = builder.config(name, str(value))
        try:
            session = builder.getOrCreate()
        except Exception as fault:  # noqa: BLE001 - whatever kept Java from answering
            self.close()
            raise ConfigurationError(
                f"Spark did not start ({type(fault).__name__}).",
                advice="Install Java 17 or later; 'java -version' has to answer.",
            ) from None
        session.sparkContext.setLogLevel(_SILENT)
        return session

    def table(
        self, columns: Sequence[str], rows: Iterator[Sequence[Any]], *, integers: Sequence[str] = ()
    ) -> nw.LazyFrame[Any]:
        """Put rows into a table of this session; see :meth:`Engine.table`."""
        from pyspark.sql.types import LongType, StringType, StructField, StructType  # noqa: PLC0415

        kinds = [
            StructField(name, LongType() if name in integers else StringType()) for name in columns
        ]
        return self.frame(self.session.createDataFrame(map(tuple, rows), StructType(kinds)))

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Compute a frame once and keep it in memory, so that it can be asked several questions."""
        from pyspark import StorageLevel  # noqa: PLC0415 - only with the extra

        with readable():
            native = frame.to_native().persist(StorageLevel.MEMORY_ONLY)
        self._kept.append(native)
        return self.frame(native)

    def close(self) -> None:
        """Forget everything; a session that was open before stays open."""
        import shutil  # noqa: PLC0415 - only when a session ends

        for one in getattr(self, "_kept", ()):
            one.unpersist()
        if self._is_own and hasattr(self, "session"):
            _end(self.session)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def _session_class() -> Any:  # noqa: ANN401 - pyspark's own
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - only with the extra
    except ImportError:
        raise ConfigurationError(
            "Spark is not installed.", advice="Install it with: pip install 'dueregard[spark]'."
        ) from None
    return SparkSession


def _end(session: Any) -> None:  # noqa: ANN401 - pyspark's own
    """End a session and its Java process, which would make the folder anew for the next."""
    from pyspark import SparkContext  # noqa: PLC0415 - only with the extra

    gateway = session.sparkContext._gateway  # noqa: SLF001 - there is no public way
    session.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(timeout=_SECONDS_TO_END)
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 - as above


@contextmanager
def readable() -> Iterator[None]:
    """Say in own words what Spark could not read; its words may hold a value.

    Raises
    ------
    RowsUnreadableError
        When the file behind a frame is damaged or not as tidy as it looked.
    """
    from py4j.protocol import Py4JJavaError  # noqa: PLC0415 - only with the extra
    from pyspark.errors import PySparkException  # noqa: PLC0415 - as above

    try:
        yield
    except (PySparkException, Py4JJavaError) as fault:
        raise RowsUnreadableError(
            f"The rows of a file cannot be read to the end ({type(fault).__name__}).",
            advice="The file is damaged: write it again.",
        ) from None
