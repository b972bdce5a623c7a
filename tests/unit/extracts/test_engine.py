"""The engine keeps people's rows in memory, and says so when there is too little of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dueregard.errors import FileNotUsableError
from dueregard.extracts.engine import fetch, open_engine

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_of_a_count_is_put_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than memory holds end the count with a sentence, and leave no file behind."""
    monkeypatch.chdir(tmp_path)
    with open_engine(threads=1, memory_mib=20) as engine:
        rows = engine.connection.sql("SELECT (range * 7919) % 999983 AS n FROM range(8000000)")
        with pytest.raises(FileNotUsableError, match="not enough memory"):
            fetch(engine.frame(rows.order("n")))
    assert list(tmp_path.iterdir()) == []
