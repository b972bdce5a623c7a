"""Help is there at once, and whatever goes wrong ends in a sentence and an exit code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from dueregard import __version__
from dueregard.cli.root import COMMANDS, root

HEAVY = {
    "altair",
    "asyncio",
    "django",
    "duckdb",
    "highspy",
    "jinja2",
    "msgspec",
    "narwhals",
    "numpy",
    "pandas",
    "pyarrow",
    "python_calamine",
    "rich",
    "scipy",
    "typst",
    "vl_convert",
    "xlsxwriter",
    "yaml",
}
REPORTING = """\
import atexit, sys
atexit.register(lambda: print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr))
from dueregard.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "dueregard", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def imported_by(*arguments: str) -> set[str]:
    """Run the program and name every top-level module that was imported by the time it ended."""
    command = [sys.executable, "-c", REPORTING, *arguments]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(finished.stderr.split())


@pytest.mark.parametrize("argument", ["--help", "-h", "--version"])
def test_help_imports_nothing_heavy(argument: str) -> None:
    """What people wait for at the prompt imports click and nothing bigger."""
    modules = imported_by(argument)
    assert {"click", "dueregard"} <= modules
    assert modules & HEAVY == set()


def test_heavy_imports_would_be_seen() -> None:
    """The measure sees an import that happens: a command that reads an edition decodes YAML."""
    assert imported_by("editions") & HEAVY != set()


def test_version_is_the_package_version() -> None:
    """One version, said by the program, the module run as a program and the package."""
    assert run("--version").stdout == f"dueregard, version {__version__}\n"


def test_help_lists_every_command() -> None:
    """Each command stands in the help with its line, under its section."""
    printed = run("--help").stdout
    for name, place in COMMANDS.items():
        assert f"{name} " in printed
        assert place.summary in printed
        assert f"{place.section}:" in printed


def test_program_is_installed_under_its_name() -> None:
    """The command ``dueregard`` is the same program as ``python -m dueregard``."""
    program = shutil.which("dueregard", path=str(Path(sys.executable).parent))
    assert program is not None
    printed = subprocess.run([program, "--help"], capture_output=True, text=True, check=True)
    assert printed.stdout == run("--help").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_command_can_be_called(name: str) -> None:
    """Every command of the table can be imported, has its name, and explains itself."""
    command = root.get_command(click.Context(root), name)
    assert command is not None
    assert command.name == name
    assert command.help
    printed = run(name, "--help")
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout.startswith(f"Usage: dueregard {name} ")


def test_unknown_command_is_answered_with_the_nearest() -> None:
    """A slip of the finger gets the command that was meant, and exit code 2."""
    finished = run("reprot")
    assert finished.returncode == 2
    assert "'report'" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_no_command_shows_the_help() -> None:
    """Typing the bare name explains what there is."""
    finished = run()
    assert finished.returncode == 2
    assert "Usage: dueregard" in finished.stdout + finished.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_printed(shell: str) -> None:
    """Each shell gets a script that asks this program what can come next."""
    script = run("completion", shell).stdout
    assert "_DUEREGARD_COMPLETE" in script
    assert "dueregard" in script


def test_completion_offers_commands_without_importing_them() -> None:
    """The Tab key after ``dueregard re`` offers the report, with its line of help."""
    finished = run(_DUEREGARD_COMPLETE="zsh_complete", COMP_WORDS="dueregard re", COMP_CWORD="1")
    assert finished.stdout.split("\n")[:3] == ["plain", "report", COMMANDS["report"].summary]


def test_bash_accepts_the_completion_script(tmp_path: Path) -> None:
    """The script for bash can be evaluated by bash."""
    bash = shutil.which("bash")
    assert bash is not None
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash").stdout)
    subprocess.run([bash, "-n", script], check=True)


def test_closed_pipe_is_quiet() -> None:
    """``dueregard --help | head -1`` prints one line and no complaint."""
    command = f"'{sys.executable}' -m dueregard --help | true; echo ${{PIPESTATUS[0]}}"
    finished = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert finished.stderr == ""
    assert finished.stdout.strip() in {"0", "141"}


def test_unprintable_characters_do_not_stop_the_program() -> None:
    """A terminal that knows only ASCII gets question marks, not a traceback."""
    finished = run("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert finished.returncode == 0
    assert finished.stdout.isascii()
