"""What is said where Spark is asked for and cannot count."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from dueregard.errors import ConfigurationError
from dueregard.extracts import spark_engine
from dueregard.extracts.engine import EngineName, open_engine
from dueregard.extracts.spark_engine import SparkEngine


def test_extra_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra: what to install, and no traceback."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(ConfigurationError) as refused, open_engine(EngineName.SPARK):
        pass
    assert "dueregard[spark]" in refused.value.advice


class Builder:
    """Stands for Spark's own, and cannot start."""

    def master(self, _: str) -> Builder:
        return self

    appName = config = lambda self, *_: self  # noqa: N815 - Spark's names

    def getOrCreate(self) -> None:  # noqa: N802 - as above
        raise RuntimeError("a value of a row")


class Session:
    """A session class without an open session."""

    builder = Builder()

    @staticmethod
    def getActiveSession() -> None:  # noqa: N802 - as above
        return None


@pytest.fixture
def no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("pyspark.sql")
    module.SparkSession = Session  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyspark.sql", module)


def test_start_that_fails_says_what_is_needed(no_java: None) -> None:
    """Without Java: what to install; nothing of Spark's own words, and no folder left."""
    before = set(spark_engine.IN_MEMORY.glob("dueregard-spark-*"))
    with pytest.raises(ConfigurationError) as refused:
        SparkEngine()
    assert "Java 17" in refused.value.advice
    assert "a value" not in refused.value.message
    assert set(spark_engine.IN_MEMORY.glob("dueregard-spark-*")) == before


def test_rows_would_go_to_a_disk_and_are_refused(
    no_java: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where there is no folder in memory no session of this machine is started."""
    monkeypatch.setattr(spark_engine, "IN_MEMORY", tmp_path / "absent")
    with pytest.raises(ConfigurationError, match="to a disk"):
        SparkEngine()
