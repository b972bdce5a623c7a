"""What is committed names no registry, no machine and no secret, and every module says what it is.

Each rule is proved on a text that breaks it, so that an empty result means something.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "dueregard"
THIS_FILE = Path(__file__).relative_to(ROOT)
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}

FORBIDDEN = {
    "registry": r"(?i)(extra-)?index-url\s*[=: ]|find-links\s*[=: ]|files\.pythonhosted\.org"
    r"|pypi\.org/simple|registry\.npmjs\.org|artifactory|devpi",
    "machine": r"(?<![\w.])/(root|home|work|opt|Users)/[\w.]+|[A-Z]:\\Users\\",
    "secret": r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}"
    r"|xox[abp]-[A-Za-z0-9-]{10,}|(?i:(password|secret|api_?key|token))\s*[=:]\s*['\"][^'\"\s]{8,}",
}

BREAKING = {
    "registry": "--extra-index-url https://example.org/simple",
    "machine": "see /home/someone/data.csv",
    "secret": "password = 'correct-horse-battery'",
}


def committed_texts() -> dict[Path, str]:
    """Read every text file that is committed or about to be."""
    command = ["git", "ls-files", "--cached"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    texts = {}
    for name in map(Path, listed.stdout.splitlines()):
        path = ROOT / name
        if name != THIS_FILE and path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                texts[name] = content.decode("utf-8", errors="replace")
    return texts


def found(rule: str, text: str) -> list[str]:
    """Find what breaks a rule in a text."""
    return [match.group(0) for match in re.finditer(FORBIDDEN[rule], text)]


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_committed_files_keep_the_rule(rule: str) -> None:
    """No committed file names a registry's address, a path of some machine or a secret."""
    texts = committed_texts()
    assert len(texts) > 50
    broken = {str(name): found(rule, text) for name, text in texts.items()}
    assert {name: places for name, places in broken.items() if places} == {}


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_rule_finds_what_breaks_it(rule: str) -> None:
    """Each rule catches a text that breaks it, and no other rule's text."""
    assert {other for other in BREAKING if found(rule, BREAKING[other])} == {rule}


def test_modules_are_named_for_what_they_answer() -> None:
    """No module is called after the fact that nobody knew where to put its contents."""
    names = {path.stem for path in PACKAGE.rglob("*") if "__pycache__" not in path.parts}
    assert names & NAMELESS == set()


def test_constraints_pin_everything_exactly() -> None:
    """Two installs a year apart give the same versions."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert [
        line for line in lines if not re.match(r"^[a-z0-9.-]+==[0-9][\w.]*( ;.*)?$", line)
    ] == []


def test_data_files_are_text_that_git_can_compare() -> None:
    """Data inside the package is UTF-8 text, so that a change to it can be reviewed."""
    binary = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix in {".yaml", ".csv", ".toml", ".json", ".html", ".css"}
        if b"\0" in path.read_bytes()
    ]
    assert binary == []
