"""The same files give the same candidate, to the byte, in every run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dueregard.__main__ import main


@pytest.mark.slow
def test_candidate_is_the_same_in_every_run(tmp_path: Path) -> None:
    """Neither the order of sets nor anything else that differs between runs changes the file."""
    folder = tmp_path / "there"
    assert main(["example", str(folder), "--size", "12", "--seed", "4"]) == 0
    written = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "dueregard", "release", str(folder)]
        subprocess.run(
            [*command, "--as-of", "2016-05-02"],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        written.append((folder / "release" / "candidate.json").read_bytes())
    assert written[0] == written[1]
