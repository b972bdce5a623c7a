"""Every code block in the documentation runs, and prints what the page shows."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.docs.console import Example, examples, matches, run
from tests.docs.pages import ROOT, blocks, name_of, pages

# What a block may be: run, decoded, or words that nobody would type.
# Diagrams stand only on generated pages, which are compared with the table they are drawn from.
LANGUAGES = {"console", "python", "toml", "json", "yaml", "csv", "text", "mermaid"}
# Run by hand or by CI, not from within a test: they would install and test all over again.
SET_UP = re.compile(r"^(git clone|cd |make )")


def pages_with(*languages: str) -> list[Path]:
    """List the pages that hold a block in one of these languages."""
    return [page for page in pages() if any(b.language in languages for b in blocks(page))]


def make_targets() -> set[str]:
    """Name what ``make`` can be asked for."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_blocks_say_what_they_are(page: Path) -> None:
    """A block without a known language would be shown without ever being tried."""
    unknown = {f"line {b.line}: {b.language!r}" for b in blocks(page)} - {
        f"line {b.line}: {b.language!r}" for b in blocks(page) if b.language in LANGUAGES
    }
    assert unknown == set()


@pytest.mark.parametrize("page", pages_with("console"), ids=name_of)
def test_commands_print_what_is_shown(page: Path, tmp_path: Path) -> None:
    """All commands of a page, one after the other in an empty folder, print what it shows."""
    for block in blocks(page):
        if block.language != "console":
            continue
        for example in examples(block.body):
            if SET_UP.match(example.command):
                check_set_up(example)
                continue
            printed = run(example, tmp_path)
            if example.output:
                assert matches(example.output, printed), (
                    f"{name_of(page)}, line {block.line}: $ {example.command}\n{printed}"
                )


def check_set_up(example: Example) -> None:
    """A command that installs is not run here, but what it asks of make exists."""
    words = example.command.split()
    if words[0] == "make":
        assert set(words[1:]) <= make_targets()


@pytest.mark.parametrize("page", pages_with("python"), ids=name_of)
def test_python_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python of a page runs from top to bottom, in a folder that holds the examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": name_of(page)}
    for block in blocks(page):
        if block.language == "python":
            padded = "\n" * block.line + block.body
            exec(compile(padded, name_of(page), "exec"), names)  # noqa: S102 - our own page


@pytest.mark.parametrize("page", pages_with("toml", "json", "yaml", "csv"), ids=name_of)
def test_data_can_be_read(page: Path) -> None:
    """Data that a page shows is well formed in the language it claims."""
    decode = {
        "toml": tomllib.loads,
        "json": json.loads,
        "yaml": yaml.safe_load,
        "csv": check_csv,
    }
    for block in blocks(page):
        if block.language in decode:
            decode[block.language](block.body)


def check_csv(text: str) -> None:
    """Every row has as many entries as there are headings."""
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("one\ntwo", "one\ntwo\n", True),
        ("one\n...\nfour", "one\ntwo\nthree\nfour\n", True),
        ("one\n...\nfour", "one\nfour\n", True),
        ("took ... s", "took 1.5 s\n", True),
        ("one", "one\ntwo\n", False),
        ("one\n...", "two\none\n", False),
        ("took ... s", "took\n1.5 s\n", False),
        ("14.1 %", "14x1 %\n", False),
    ],
)
def test_comparison_notices_differences(expected: str, printed: str, same: bool) -> None:
    """Dots stand for what may differ and for nothing else."""
    assert matches(expected, printed) == same


def test_commands_are_split_from_their_outputs() -> None:
    """A command may go on over lines; what follows it is its output."""
    body = "$ dueregard report there \\\n    --edition 2016\nwritten\n$ ls"
    assert examples(body) == [
        Example("dueregard report there     --edition 2016", "written"),
        Example("ls", ""),
    ]
