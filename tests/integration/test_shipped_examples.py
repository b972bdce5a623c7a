"""The examples in the repository are what the commands beside them make."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from dueregard.cli.examples import example

EXAMPLES = Path(__file__).parents[2] / "examples"
COMMANDS = re.findall(
    r"^\$ dueregard example (.+)$",
    (EXAMPLES / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
LARGEST_TOTAL = 600 * 1024


def contents(folder: Path) -> dict[str, bytes]:
    """Read an example's own files; what somebody had computed from them does not count."""
    files = (path for path in folder.rglob("*") if path.suffix in {".toml", ".csv", ".md"})
    files = (path for path in files if "internal" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_every_invented_example_has_its_command():
    """Each folder but the one typed in by hand can be made again."""
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir()}
    assert {shlex.split(command)[0] for command in COMMANDS} == folders - {"appendix-1"}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_example_is_what_its_command_makes(command, tmp_path, monkeypatch):
    """Byte for byte: nobody has edited an invented example by hand."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    result = CliRunner().invoke(example, words, catch_exceptions=False)
    assert result.exit_code == 0
    assert contents(tmp_path / words[0]) == contents(EXAMPLES / words[0])


def test_the_examples_are_small():
    """A checkout is not made heavy by its examples."""
    assert sum(len(content) for content in contents(EXAMPLES).values()) <= LARGEST_TOTAL
