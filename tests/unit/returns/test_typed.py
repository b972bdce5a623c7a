"""Typed counts: every faulty line is found, and what is counted twice is asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import FileNotUsableError
from dueregard.operations.check_typed import check_typed_counts
from dueregard.operations.count_extracts import count_organisation

SETTINGS = """edition = "2016"
[organisation]
code = "EX1"
name = "Invented"
kind = "commissioner"
[files.counts]
path = "counts.csv"
"""


def folder(tmp_path: Path, counts: str, more: str = "") -> Path:
    (tmp_path / "organisation.toml").write_text(SETTINGS + more, encoding="utf-8")
    (tmp_path / "counts.csv").write_text(counts, encoding="utf-8")
    return tmp_path


def test_every_line_that_is_wrong_is_named(tmp_path: Path) -> None:
    """Where a count stops at the first fault, the check goes on to the last line."""
    place = folder(
        tmp_path, "population,category,n\nstaff,A,x\nstaff,B,2\nvisitors,A,3\nstaff,??,4\n"
    )
    found = check_typed_counts(place)
    assert [(one.line, one.column) for one in found] == [
        (2, "n"),
        (4, "population"),
        (5, "category"),
    ]
    with pytest.raises(FileNotUsableError, match="line 2, column n: 'x' is no whole number"):
        count_organisation(place, as_of=date(2026, 1, 1))


def test_lines_without_a_fault_and_no_typed_counts_have_none(tmp_path: Path) -> None:
    """A table in order has no fault; nor has an organisation that types nothing."""
    assert check_typed_counts(folder(tmp_path, "population,category,n\nstaff,A,1\n")) == ()
    text = SETTINGS.partition("[files.counts]")[0]
    (tmp_path / "organisation.toml").write_text(text, encoding="utf-8")
    assert check_typed_counts(tmp_path) == ()


def test_people_typed_beside_their_file_are_asked_about(tmp_path: Path) -> None:
    """The same kind of people by the same characteristic, from a file and typed: a question."""
    (tmp_path / "staff.csv").write_text("ethnic_category\nA\nA\n", encoding="utf-8")
    more = '[files.staff]\npath = "staff.csv"\n'
    place = folder(tmp_path, "population,category,n\nstaff,A,1\ntraining,A,1\n", more)
    found = count_organisation(place, as_of=date(2026, 1, 1)).findings
    asked = [one for one in found if one.code == "typed_beside_records"]
    assert [(one.file, one.detail) for one in asked] == [
        ("counts.csv", "staff, by ethnicity: also in staff.csv")
    ]
