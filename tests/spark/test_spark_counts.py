"""Counting on Spark and on DuckDB gives the same return, the same findings and the same lines."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import FindingsRefuseError
from dueregard.extracts.engine import EngineName, open_engine
from dueregard.extracts.reader import SMALL_FILE, read_extract
from dueregard.extracts.spark_engine import IN_MEMORY
from dueregard.operations.count_extracts import count_organisation, look
from dueregard.settings import FileSettings

pytestmark = [
    pytest.mark.spark,
    # Spark's own Python code is not held to our rule about warnings.
    pytest.mark.filterwarnings("ignore:::pyspark"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = date(2026, 1, 1)
SETTINGS = """edition = "2016"
[organisation]
code = "EX1"
name = "Invented"
kind = "commissioner"
[files.staff]
path = "staff.csv"
"""


@pytest.fixture(scope="module")
def session():
    """Open one session for all tests, in which a file of some megabytes is in several pieces."""
    with open_engine(EngineName.SPARK, partition_mib=1) as engine:
        yield engine.session


def both(folder: Path):
    return [look(folder, as_of=AS_OF, engine_name=name) for name in ("duckdb", "spark")]


@pytest.mark.parametrize("example", ["small-commissioner", "appendix-1"])
def test_shipped_examples_have_the_same_return(session, example: str) -> None:
    """Every cell, every finding with its line, and the fate of every row."""
    ours, theirs = both(EXAMPLES / example)
    assert theirs.data_return == ours.data_return
    assert theirs.findings == ours.findings
    assert theirs.accounting == ours.accounting


def big_staff(folder: Path, *, faults: bool = False, quoted: bool = False, untidy: bool = False):
    """Write staff of more than the size up to which files are read row by row."""
    rng, rows = random.Random(7), 150_000
    (folder / "organisation.toml").write_text(SETTINGS, encoding="utf-8")
    with (folder / "staff.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
        writer.writerow(
            ["staff_number", "ethnic_category", "pay_band", "staff_group", "employment"]
        )
        for n in range(rows):
            ethnic = rng.choices("ABCDEFGHJKLMNPRSZ", k=1)[0]
            number = f"E{n:07}"
            if n in {70_000, 140_000}:
                number = "E0000005"  # twice the same person, on lines in other pieces
            if faults and n in {12_345, 90_001, 149_999}:
                ethnic = "Martian"
            group = (
                'Administrative, "and" Clerical'
                if quoted and n % 1000 == 0
                else ("Administrative and Clerical")
            )
            writer.writerow([number, ethnic, f"Band {rng.randint(2, 7)}", group, "Permanent"])
            if untidy and n == 100_000:
                stream.write("\r\n")
    assert (folder / "staff.csv").stat().st_size > SMALL_FILE


@pytest.mark.parametrize("kind", ["plain", "quoted", "untidy"])
def test_big_files_have_the_same_lines(session, tmp_path: Path, kind: str) -> None:
    """Read by Spark in several pieces: repeats and unknown values stand on the same lines."""
    big_staff(tmp_path, faults=True, quoted=kind == "quoted", untidy=kind == "untidy")
    ours, theirs = both(tmp_path)
    assert theirs.data_return == ours.data_return
    assert sorted(theirs.findings, key=str) == sorted(ours.findings, key=str)
    assert theirs.accounting == ours.accounting
    unknown = [one for one in theirs.findings if one.code == "unmapped_value"]
    lines = sorted(one.line for one in unknown if one.value == "Martian")
    shift = kind == "untidy"  # one blank line before the last two
    assert lines == [12_347, 90_003, 150_001 + shift]


def test_file_is_really_read_in_pieces(session, tmp_path: Path) -> None:
    """The test above would prove little of lines if Spark read everything as one piece."""
    big_staff(tmp_path)
    with open_engine(EngineName.SPARK) as engine:
        extract = read_extract(engine, FileSettings("staff", tmp_path / "staff.csv"))
        assert extract.promised
        native = extract.frame.to_native()
        assert native.rdd.getNumPartitions() > 4
        rows = native.select("line", "staff_number").collect()
    assert sorted(row["line"] for row in rows) == list(range(2, 150_002))
    assert {row["line"]: row["staff_number"] for row in rows}[77_779] == "E0077777"


def test_stop_is_the_same_stop(session, tmp_path: Path) -> None:
    """A value that no list knows refuses the count with the same words."""
    big_staff(tmp_path, faults=True)
    told = []
    for name in ("duckdb", "spark"):
        with pytest.raises(FindingsRefuseError) as refused:
            count_organisation(tmp_path, as_of=AS_OF, engine_name=name)
        told.append(refused.value.message)
    assert told[0] == told[1]


def test_parquet_has_the_same_return(session, tmp_path: Path) -> None:
    """Staff as Parquet: read by Spark itself, with the same return and findings."""
    big_staff(tmp_path)
    with open_engine() as engine:
        rows = engine.connection.read_csv(str(tmp_path / "staff.csv"), all_varchar=True)
        rows.write_parquet(str(tmp_path / "staff.parquet"))
    settings = (tmp_path / "organisation.toml").read_text(encoding="utf-8")
    text = settings.replace("staff.csv", "staff.parquet")
    (tmp_path / "organisation.toml").write_text(text, encoding="utf-8")
    ours, theirs = both(tmp_path)
    assert theirs.data_return == ours.data_return
    assert sorted(theirs.findings, key=str) == sorted(ours.findings, key=str)


def test_own_session_leaves_nothing_behind() -> None:
    """What Spark works with lies in memory, and is gone when the count has ended."""
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active is not None:
        active.stop()
    memory = IN_MEMORY
    before = set(memory.glob("dueregard-spark-*"))
    with open_engine(EngineName.SPARK) as engine:
        made = set(memory.glob("dueregard-spark-*")) - before
        assert len(made) == 1
        assert engine.session.conf.get("spark.local.dir") == str(next(iter(made)))
        engine.keep(engine.table(("a",), iter([("x",), ("y",)])))
    assert set(memory.glob("dueregard-spark-*")) == before
    assert SparkSession.getActiveSession() is None
