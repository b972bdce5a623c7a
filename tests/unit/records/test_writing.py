"""What is written is read back as the same, and no spreadsheet runs it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dueregard.errors import FileNotUsableError
from dueregard.records import (
    FOLDER,
    RECORD_FILES,
    Action,
    Decision,
    Facts,
    Records,
    load_records,
    write_facts,
    write_narrative,
    write_records,
    write_table,
)
from dueregard.records.narratives import read_narrative

EXAMPLES = Path(__file__).parents[3] / "examples"
KINDS = {kind.name: kind for kind in RECORD_FILES}


@pytest.mark.parametrize("name", ["appendix-1", "small-commissioner", "trust"])
def test_the_examples_are_what_the_writer_writes(tmp_path, name):
    """Reading and writing a shipped example changes no byte of it."""
    write_records(load_records(EXAMPLES / name), tmp_path)
    for path in (EXAMPLES / name / FOLDER).rglob("*.*"):
        again = tmp_path / FOLDER / path.relative_to(EXAMPLES / name / FOLDER)
        assert again.read_bytes() == path.read_bytes(), path.name


def test_each_file_can_be_written_by_itself(tmp_path):
    """A form that edits one kind touches no other file."""
    write_records(Records(actions=(Action("A1", "x"),)), tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / FOLDER).iterdir()}
    changed = write_table(KINDS["decisions"], (Decision("D1", "y"),), tmp_path)
    assert {path for path in before if path.read_bytes() != before[path]} == {changed}
    write_facts(Facts(board_lead="A, B"), tmp_path)
    write_narrative("public", "Hello\n", tmp_path)
    assert load_records(tmp_path) == Records(
        actions=(Action("A1", "x"),),
        decisions=(Decision("D1", "y"),),
        facts=Facts(board_lead="A, B"),
        narratives={"public": read_narrative("public", "Hello\n")},
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "'=", "''@"])
def test_no_cell_begins_like_a_formula(tmp_path, start):
    """A text that a spreadsheet would run gets an apostrophe, and comes back without it."""
    text = f'{start}HYPERLINK("x")'
    path = write_table(KINDS["actions"], (Action("A1", text, owner=text),), tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as opened:
        cells = [cell for row in csv.reader(opened) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r\uff1d" and cell]
    assert load_records(tmp_path).actions == (Action("A1", text, owner=text),)


def test_an_item_with_a_semicolon_is_refused(tmp_path):
    """It would come back as two items; nothing is written."""
    with pytest.raises(FileNotUsableError, match="semicolon"):
        write_table(KINDS["decisions"], (Decision("D1", "x", options=("a; b",)),), tmp_path)
    assert not (tmp_path / FOLDER).exists()


def test_a_character_that_cannot_be_printed_is_refused(tmp_path):
    """It would not come back as it was."""
    with pytest.raises(FileNotUsableError, match="cannot be printed"):
        write_table(KINDS["actions"], (Action("A1", "a\x00b"),), tmp_path)


def test_an_unknown_narrative_is_refused(tmp_path):
    """A name is not a path: nothing is written outside the folder."""
    with pytest.raises(FileNotUsableError, match="No report has a text"):
        write_narrative("../../evil", "x", tmp_path)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    """A file where the folder should be is a sentence, not a traceback."""
    (tmp_path / FOLDER).write_text("x")
    with pytest.raises(FileNotUsableError, match="cannot be written"):
        write_facts(Facts(), tmp_path)
