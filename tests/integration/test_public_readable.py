"""A web server that runs as somebody else can read all that a release makes public."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from dueregard.operations.decide_release import decide_release
from dueregard.operations.propose_release import propose_release
from dueregard.operations.write_public import write_public
from dueregard.operations.write_report import Wanted
from tests.integration.release_decisions import decide

EXAMPLE = Path(__file__).parents[2] / "examples" / "appendix-1"
DAY = date(2016, 6, 1)


@pytest.fixture
def usual_umask():
    """What systems give people who say nothing else."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("usual_umask")
def test_what_is_public_is_readable_by_others(tmp_path: Path) -> None:
    """Every file and folder below public/, the documents made later included."""
    folder = tmp_path / "appendix-1"
    shutil.copytree(EXAMPLE, folder)
    propose_release(folder, as_of=DAY)
    decide(folder, "publish_safe")
    decide_release(folder, as_of=DAY)
    write_public(folder, Wanted(every=True))
    public = folder / "public"
    found = {path: path.stat().st_mode & 0o777 for path in (public, *public.rglob("*"))}
    assert {
        path for path, mode in found.items() if path.is_dir() and mode & 0o055 != 0o055
    } == set()
    assert {path for path, mode in found.items() if mode & 0o044 != 0o044} == set()
    assert {path.name for path in found} >= {"manifest.json", "documents", "index.html"}
    assert sum(path.name == "manifest.json" for path in found) == 2
    assert not [path for path in folder.rglob("*") if path.name.endswith(".part")]
