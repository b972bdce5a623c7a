"""Files are put in place in one way, which leaves nothing half-written behind."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
FILES = sorted(SOURCE.rglob("*.py"))
BY_HAND = {"mkstemp", "mkdtemp", "NamedTemporaryFile", "rename", "fsync"}
"""Calls that place a file by hand."""
KNOWN = {
    "dueregard/placing.py": {"rename", "fsync"},
    # Several files at once, or none, across a loss of power.
    "dueregard/operations/journal.py": {"mkdtemp", "rename"},
    # A line is added at the end, and has to reach the disk.
    "dueregard/releases/register.py": {"fsync"},
    # A key is written over where it lies before it is deleted.
    "dueregard/survey/rings.py": {"fsync"},
    # What is withdrawn is moved as it is; a key is made once, where none may be there.
    "dueregard_web/releases/folders.py": {"rename"},
    # A folder for the type checker only.
    "dueregard_web/settings_for_types.py": {"mkdtemp"},
}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nobody_places_files_by_hand(path: Path) -> None:
    """Temporary names, renaming and syncing stand in ``placing`` alone, or are known."""
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in BY_HAND
    }
    assert calls == KNOWN.get(name_of(path), set()) & calls


def test_every_exception_is_still_one() -> None:
    """What is known to place files by hand does so."""
    for name, calls in KNOWN.items():
        text = (SOURCE / name).read_text("utf-8")
        assert all(f"{call}(" in text for call in calls), name


def test_no_other_file_names_a_waiting_file() -> None:
    """The ending of waiting files stands in one place."""
    naming = [name_of(path) for path in FILES if '.part"' in path.read_text("utf-8")]
    assert naming == ["dueregard/placing.py"]
