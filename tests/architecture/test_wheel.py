"""The wheel holds the whole package and works where nothing else of the project is."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
TYPES_ONLY = "settings_for_types.py"

pytestmark = pytest.mark.slow


def run(*command: object, directory: Path) -> str:
    """Run a program outside the checkout and answer with what it printed."""
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    finished = subprocess.run(
        [str(word) for word in command],
        cwd=directory,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", directory)
    run(*build, ROOT, directory=directory)
    (built,) = directory.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone and answer with the directory of its programs."""
    directory = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", directory, directory=directory)
    programs = directory / ("Scripts" if os.name == "nt" else "bin")
    pinned = ("--constraint", ROOT / "constraints.txt")
    run(programs / "python", "-m", "pip", "install", *pinned, wheel, directory=directory)
    return programs


def test_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Code and data files alike are in the wheel, and nothing but the package and its licence."""
    expected = {
        path.relative_to(SOURCE).as_posix()
        for package in ("dueregard", "dueregard_web")
        for path in (SOURCE / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != TYPES_ONLY
    } | {"dueregard_web/core/GLOSSARY.md"}
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {name for name in names if name.startswith(("dueregard/", "dueregard_web/"))}
    rest = {name.partition("/")[2] for name in names - package}
    assert package == expected
    assert rest == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}


def test_wheel_carries_data(wheel: Path) -> None:
    """Editions, code lists, layouts and templates travel with the code that reads them."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "dueregard/py.typed",
        "dueregard/editions/data/2015.yaml",
        "dueregard/editions/data/2025.yaml",
        "dueregard/extracts/layouts/plain.yaml",
    ):
        assert needed in names
    assert any(name.startswith("dueregard/codelists/data/") for name in names)
    assert "dueregard/reports/pages/templates/page.css" in names


def test_installed_program_does_the_main_job(installed: Path, tmp_path: Path) -> None:
    """From an invented organisation's files to its report, with nothing but the wheel."""
    program = installed / "dueregard"
    run(program, "example", "there", "--size", 56, directory=tmp_path)
    run(program, "report", "there", directory=tmp_path)
    table = run(program, "figures", "there", directory=tmp_path)
    (report,) = (tmp_path / "there").rglob("*.html")
    assert "INTERNAL" in report.read_text(encoding="utf-8")
    assert all(str(number) in table for number in range(1, 10))


def test_no_development_tool_is_installed_with_it(installed: Path, tmp_path: Path) -> None:
    """A user gets what the program needs to run, and no more."""
    listed = run(installed / "python", "-m", "pip", "list", "--format=freeze", directory=tmp_path)
    names = {line.partition("==")[0].lower() for line in listed.splitlines()}
    assert "dueregard" in names
    assert names & {"pytest", "ruff", "mypy", "pandas", "scipy", "hypothesis", "build"} == set()
