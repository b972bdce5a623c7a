"""The import contracts hold, know every module, and would catch what they are there to catch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("dueregard", "dueregard_web")
PACKAGE = ROOT / "src" / "dueregard"

LAYERED = "The library is layered"
WEB = "The library knows nothing of the web"
PEOPLE = "People are seen only where they are read and counted"
COUNTS = "Counts know no people"
PUBLICATION = "What is published comes from a release, never from raw numbers"
FRAMES = "No data frame library at run time"
STATISTICS = "Statistics need nothing but the standard library"
PRINTING = "Rules print nothing: the terminal belongs to the command line"
NETWORK = "Nothing is sent or fetched"
WEB_LAYERS = "The web's apps are layered"
WEB_APPS = "Inside an app of the web, pages ask actions and queries"
WEB_RULES = "The web's rules know no Django"

PLANTED = {
    "disclosure/planted.py": ("import dueregard.returns.data_return", LAYERED),
    "statistics/planted.py": ("import numpy", STATISTICS),
    "indicators/planted.py": ("import pandas", FRAMES),
    "indicators/planted_too.py": ("import dueregard.extracts.reader", PEOPLE),
    "operations/planted_too.py": ("from dueregard.extracts.engine import Engine", PEOPLE),
    "returns/checks.py": ("import dueregard.extracts.reader", COUNTS),
    "reports/planted.py": ("import django", WEB),
    "reports/publication/planted.py": ("import dueregard.reports.documents.overview", PUBLICATION),
    "extracts/planted.py": ("import logging", PRINTING),
    "operations/planted.py": ("from urllib.request import urlopen", NETWORK),
    "helpers/__init__.py": ("", LAYERED),
    "../dueregard_web/audit/planted.py": ("import dueregard_web.returns.models", WEB_LAYERS),
    "../dueregard_web/helpers/__init__.py": ("", WEB_LAYERS),
    "../dueregard_web/returns/queries.py": ("import dueregard_web.returns.views", WEB_APPS),
    "../dueregard_web/organisations/policies.py": ("import django.db", WEB_RULES),
    "../dueregard_web/returns/planted.py": ("import dueregard.extracts.reader", PEOPLE),
}


def lint(source: Path, directory: Path) -> str:
    """Check the contracts against a source tree and answer with what was printed."""
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [program, "--no-logo", "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=directory,
        env=os.environ | {"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr


def test_contracts_hold(tmp_path: Path) -> None:
    """All contracts are kept by the package as it stands."""
    printed = lint(ROOT / "src", tmp_path)
    assert ", 0 broken" in printed, printed


@pytest.mark.parametrize("module", PLANTED)
def test_planted_violation_is_caught(module: str, tmp_path: Path) -> None:
    """Each contract is broken by the import it is there to forbid."""
    for name in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "public")
        shutil.copytree(ROOT / "src" / name, tmp_path / name, ignore=ignored)
    line, contract = PLANTED[module]
    planted = tmp_path / "dueregard" / module
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(line + "\n")
    assert f"{contract} BROKEN" in lint(tmp_path, tmp_path)


def test_every_contract_has_a_planted_violation() -> None:
    """A contract that nothing tries to break may be one that nothing can break."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    names = {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}
    assert {contract for _, contract in PLANTED.values()} == names


def test_publication_comes_with_its_contract() -> None:
    """The publication writer may not exist before the contract that keeps it from raw numbers."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    sources = [
        contract.get("source_modules", [])
        for contract in settings["tool"]["importlinter"]["contracts"]
        if set(contract.get("forbidden_modules", []))
        >= {"dueregard.extracts", "dueregard.returns", "dueregard.indicators"}
    ]
    exists = any((PACKAGE / "reports").glob("publication*"))
    assert exists == any("dueregard.reports.publication" in modules for modules in sources)
