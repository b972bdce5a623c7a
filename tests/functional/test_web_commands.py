"""The commands of the web workspace, run as a user runs them."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("dueregard")


def run(*words: object, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD", "DJANGO", "DATABASE"))
    }
    command = [str(word) for word in words]
    return subprocess.run(
        command, env=kept | variables, capture_output=True, text=True, check=False
    )


def prepared(data: Path) -> None:
    """Make a data folder with a few rows on its trail, without starting the server."""
    script = (
        "import sys; from pathlib import Path; from dueregard_web import server\n"
        f"server.prepare(Path({str(data)!r})); server.bring_up_to_date()\n"
        "server.invite_first_keeper(print, 'http://127.0.0.1:1'); "
        "server.invite_first_keeper(print, 'http://127.0.0.1:1')\n"
    )
    done = run(sys.executable, "-c", script)
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"/invitation/\S{32}/", done.stdout)) == 2


@pytest.mark.requirement("R-039")
def test_verify_log_finds_a_changed_row(tmp_path: Path) -> None:
    """Whole: exit code 0, and the head is exported. Changed in the database: exit code 9."""
    data = tmp_path / "data"
    prepared(data)
    whole = run(PROGRAM, "verify-log", "--data", data, "--export")
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "whole: 2 rows" in whole.stdout
    assert len(list((data / "trail-heads").glob("*.txt"))) == 1
    with sqlite3.connect(data / "dueregard.sqlite3") as database:
        with pytest.raises(sqlite3.DatabaseError, match="append-only"):
            database.execute("UPDATE audit_auditevent SET reason = 'x'")
        database.execute("DROP TRIGGER audit_auditevent_no_update")
        database.execute("UPDATE audit_auditevent SET reason = 'x' WHERE seq = 1")
    database.close()
    broken = run(PROGRAM, "verify-log", "--data", data)
    assert broken.returncode == 9
    assert "Row 1: its content was changed" in broken.stderr
    assert "Traceback" not in broken.stderr


def test_tasks_are_sent_once_a_day(tmp_path: Path) -> None:
    """As files in the data folder where there is no mail server; a second run sends nothing."""
    data = tmp_path / "data"
    prepared(data)
    script = (
        "import sys; from pathlib import Path; from dueregard_web import server\n"
        f"server.prepare(Path({str(data)!r}))\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from dueregard_web.core.clock import SystemClock\n"
        "from tests.web_people import House\n"
        "from dueregard_web.organisations.policies import Role\n"
        "House.found('EX016', SystemClock().now()).person(Role.HR_ANALYST)\n"
    )
    made = run(sys.executable, "-c", script)
    assert made.returncode == 0, made.stderr
    first = run(PROGRAM, "send-tasks", "--data", data, "--address", "https://wres.example.org")
    assert (first.returncode, first.stdout) == (
        0,
        "Sent: 1. Told before today: 0. Nothing to do: 0.\n",
    )
    (letter,) = (data / "e-mails").iterdir()
    assert "https://wres.example.org/account/" in letter.read_text(encoding="utf-8")
    again = run(PROGRAM, "send-tasks", "--data", data)
    assert again.stdout == "Sent: 0. Told before today: 1. Nothing to do: 0.\n"
    with sqlite3.connect(data / "dueregard.sqlite3") as database:
        database.execute("DELETE FROM accounts_taskletter")
    database.close()
    down = run(PROGRAM, "send-tasks", "--data", data, DUEREGARD_EMAIL="smtp://127.0.0.1:9")
    assert down.returncode == 1
    assert "could not be sent" in down.stderr


def test_verify_log_of_no_folder_is_a_sentence(tmp_path: Path) -> None:
    """Nothing is made where nothing was."""
    done = run(PROGRAM, "verify-log", "--data", tmp_path / "none")
    assert done.returncode == 3
    assert "There is no data folder" in done.stderr
    assert not (tmp_path / "none").exists()


def test_wrong_configuration_is_a_sentence(tmp_path: Path) -> None:
    """The variable is named, and there is no traceback."""
    done = run(PROGRAM, "web", "--data", tmp_path / "data", DATABASE_URL="mysql://x/y")
    assert done.returncode == 3
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path) -> None:
    """The rest of the program works without it."""
    (tmp_path / "django.py").write_text("raise ModuleNotFoundError(name='django')\n")
    done = run(PROGRAM, "web", PYTHONPATH=str(tmp_path))
    assert done.returncode == 3
    assert "not installed (django is missing)" in done.stderr
    assert "dueregard[web]" in done.stderr
    assert run(PROGRAM, "--help", PYTHONPATH=str(tmp_path)).returncode == 0


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    """With a TLS address nothing is left to say, and cookies are bound to the host."""
    variables = {
        "DUEREGARD_DATA": str(tmp_path / "data"),
        "DUEREGARD_ADDRESS": "https://wres.example.org",
        "DUEREGARD_PROXIES": "1",
        "DJANGO_SETTINGS_MODULE": "dueregard_web.settings",
    }
    check = run(
        sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING", **variables
    )
    assert check.returncode == 0, check.stderr
    assert "no issues" in check.stdout
    script = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.DEBUG)"
    )
    told = run(sys.executable, "-c", script, **variables)
    assert told.stdout.split() == ["__Host-session", "True", "True", "31536000", "False"]


def test_models_and_migrations_agree(tmp_path: Path) -> None:
    """Nobody's database lacks a column that the code asks for."""
    done = run(
        sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run",
        DUEREGARD_DATA=str(tmp_path), DJANGO_SETTINGS_MODULE="dueregard_web.settings",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
