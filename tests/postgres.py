"""The tests of the web workspace on a PostgreSQL server of their own: ``python -m tests.postgres``.

Starts a server from the machine's package in a folder that is thrown away, reachable by a socket
only, and runs pytest with whatever words follow. Says so and fails where there is no PostgreSQL.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/bin"))
WHAT = ("tests/integration/web",)


def programs() -> Path | None:
    """Find the newest server that is installed."""
    return next((place for place in PLACES if (place / "initdb").exists()), None)


def as_server(*words: object) -> list[str]:
    """Run as somebody other than root, as PostgreSQL demands."""
    command = [str(word) for word in words]
    return ["runuser", "-u", "postgres", "--", *command] if os.getuid() == 0 else command


def quietly(command: list[str]) -> None:
    """Run a program whose progress nobody needs to read."""
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def server(place: Path) -> Iterator[str]:
    """Start a server and give its address."""
    folder = Path(tempfile.mkdtemp(prefix="dueregard-postgres-"))
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        quietly(as_server(place / "initdb", "-D", data, "-A", "trust", "-U", user))
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        control = (place / "pg_ctl", "-D", data, "-w", "-l", folder / "log")
        quietly(as_server(*control, "-o", options, "start"))
        try:
            yield f"postgresql://{user}@/postgres?host={folder}"
        finally:
            quietly(as_server(*control, "-m", "immediate", "stop"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(words: list[str]) -> int:
    """Run the tests; answer with pytest's code."""
    place = programs()
    if place is None:
        sys.stderr.write("There is no PostgreSQL server on this machine: install postgresql.\n")
        return 1
    with server(place) as address:
        environment = os.environ | {"DATABASE_URL": address, "TEST_ON_POSTGRES": "1"}
        command = [sys.executable, "-m", "pytest", *(words or WHAT)]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
