"""What is written beside an organisation's files names nobody in them, and nothing is sent."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dueregard.__main__ import main

# Runs a command with every attempt to reach another machine or start a program made fatal.
ALONE = """\
import sys
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec")
def refuse(event, _):
    if event in FORBIDDEN:
        raise RuntimeError(event)
sys.addaudithook(refuse)
from dueregard.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an invented organisation and remember which files were its own."""
    folder = tmp_path_factory.mktemp("organisation") / "there"
    assert main(["example", str(folder), "--size", "150", "--seed", "11"]) == 0
    return folder


def personal_numbers(folder: Path) -> set[str]:
    """Collect the staff and applicant numbers of all the files of people."""
    numbers = set()
    for file in (folder / "data").glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.DictReader(opened):
                numbers |= {row[key] for key in row if key.endswith("_number")}
    return numbers - {""}


def alone(*arguments: object) -> str:
    """Run a command that may neither connect nor start anything, and give back what it printed."""
    command = [sys.executable, "-c", ALONE, *map(str, arguments)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout + finished.stderr


def content_of(path: Path) -> bytes:
    """Read a file; a Parquet file, whose pages are compressed, as the text of its rows."""
    if path.suffix != ".parquet":
        return path.read_bytes()
    rows = duckdb.execute("select * from read_parquet(?)", [str(path)]).fetchall()
    assert rows
    return repr(rows).encode()


def test_nobody_can_be_found_in_what_is_written(organisation: Path) -> None:
    """Neither the figures, the report nor the return holds anybody's staff or applicant number.

    Findings are the one exception: they show the offending value, so that it can be found.
    """
    numbers = personal_numbers(organisation)
    assert len(numbers) > 150
    alone("count", organisation)
    printed = "".join(alone(step, organisation) for step in ("figures", "report"))
    written = [
        path
        for folder in ("return", "internal")
        for path in (organisation / folder).iterdir()
        if path.name != "findings.csv"
    ]
    assert {path.suffix for path in written} >= {".csv", ".html", ".json", ".parquet"}
    texts = {"the terminal": printed.encode()} | {str(p): content_of(p) for p in written}
    named = {
        place: number
        for place, text in texts.items()
        for number in numbers
        if number.encode() in text
    }
    assert named == {}


def test_count_writes_nothing_of_people_but_what_it_says(organisation: Path) -> None:
    """Beside the files it was given, every step writes only into folders that it names."""
    alone("count", organisation)
    alone("report", organisation)
    names = {path.name for path in organisation.iterdir()}
    assert names == {"organisation.toml", "records", "data", "return", "internal"}


def test_attempts_to_connect_would_be_seen() -> None:
    """The guard used above does refuse a connection."""
    code = (
        ALONE.partition("from dueregard")[0] + "import socket; socket.create_connection(('x', 1))"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"socket.getaddrinfo" in finished.stderr
