"""The guards that CONTRIBUTING names are there, and so are the tests that prove them."""

from __future__ import annotations

import importlib
import re
import tomllib

import pytest

from tests.docs.pages import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
GUARDS = sorted(set(re.findall(r"`(dueregard[\w.]*:\w+)`", TEXT)))
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+(?:\.py)?)`", TEXT)))
CONTRACTS = sorted(set(re.findall(r'the contract "([^"]+)"', TEXT)))


@pytest.mark.parametrize("guard", GUARDS)
def test_guard_exists(guard: str) -> None:
    """Each guard is a function or class of the module named."""
    module, name = guard.split(":")
    assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("path", TESTS)
def test_proof_exists(path: str) -> None:
    """Each test file or folder named is there and holds tests."""
    place = ROOT / path
    files = [place] if place.suffix == ".py" else list(place.rglob("*"))
    assert any(file.is_file() for file in files)


@pytest.mark.parametrize("name", CONTRACTS)
def test_contract_exists(name: str) -> None:
    """Each import contract named is one of those that are checked."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]
    assert any(full.startswith(name) for full in names)


def test_guards_are_named() -> None:
    """The page does name guards, contracts and tests."""
    assert len(GUARDS) >= 8
    assert len(CONTRACTS) >= 3
    assert len(TESTS) >= 8
