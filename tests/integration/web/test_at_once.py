"""Two people press the same button at once: one wins, the other is told, the trail is whole.

On whatever database the tests run on: SQLite, or PostgreSQL under ``make test-postgres``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).parents[3]
WINNER = {
    "end_each_other": ["NotNowError", "done", "1 left"],
    "hand_over_to_each_other": ["NotHereError", "done", "1 left"],
    "agree": ["TooLateError", "done"],
    "ask": ["NotNowError", "done"],
    "accept": ["NotHereError", "done"],
    "withdraw": ["NotHereError", "done"],
    "give_the_same_role": ["NotNowError", "done"],
    "give_roles_that_clash": ["NotNowError", "done"],
    "start_the_same_year": ["TooLateError", "done"],
}
"""What the two are told, in every round of each scene."""


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give the environment of a database that nobody else uses."""
    told = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD", "DJANGO"))}
    told["DUEREGARD_DATA"] = str(tmp_path / "data")
    address = told.pop("DATABASE_URL", "")
    if os.environ.get("TEST_ON_POSTGRES") != "1":
        yield told
        return
    import psycopg

    name = f"at_once_{uuid.uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield told | {"DATABASE_URL": urlunsplit(urlsplit(address)._replace(path=f"/{name}"))}
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.parametrize("scene", WINNER)
def test_of_two_who_press_at_once_one_wins(scene: str, own_database: dict[str, str]) -> None:
    """Every time, and never both, never neither, never a fault of the program."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.at_once", scene],
        cwd=ROOT, env=own_database, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["told"] == [WINNER[scene]] * len(result["told"])
    assert len(result["told"]) > 1
    assert result["breaks"] == 0
    assert result["rows"] > 0
