"""Files with one fault each: every fault is told under its code, on its line, with its value."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from dueregard.operations.check_extracts import check

BAD_FILES = Path(__file__).parents[1] / "bad_files" / "extracts"
HEAD = 'edition = "2016"\n[organisation]\ncode = "X01"\nname = "Invented"\n'
USUAL = {"column_missing", "people_not_told_apart", "part_not_known", "ethnicity_not_known"}
"""What small files lack beside their fault."""


def expected() -> list[dict[str, str]]:
    with (BAD_FILES / "expected.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def cases() -> list[tuple[str, str, list[dict[str, str]]]]:
    return [
        (name, kind, list(rows))
        for (name, kind), rows in groupby(expected(), key=lambda row: (row["file"], row["kind"]))
    ]


def test_every_bad_file_is_expected_and_every_expected_file_is_there():
    """No fault lies about untested, and none is tested that is not there."""
    there = {path.name for path in BAD_FILES.iterdir() if path.name != "expected.csv"}
    assert there == {row["file"] for row in expected()}


@pytest.mark.parametrize(("name", "kind", "wanted"), cases(), ids=lambda one: str(one)[:40])
def test_bad_file(tmp_path, name, kind, wanted):
    """The fault is found, nothing but the fault is, and the exit code says of which kind it is."""
    shutil.copy(BAD_FILES / name, tmp_path / name)
    toml = f'{HEAD}[files.{kind}]\npath = "{name}"\n'
    (tmp_path / "organisation.toml").write_text(toml, encoding="utf-8")
    checked = check(tmp_path, as_of=date(2026, 1, 1))
    found = [one for one in checked.findings if one.code not in USUAL]
    codes = [row["code"] for row in wanted if row["code"]]
    assert {one.code for one in found} == set(codes)
    for row in (row for row in wanted if row["code"]):
        assert any(matches(one, row) for one in found), row
    stops = {"file_not_usable": 4, "unmapped_value": 5, "nobody_in_file": 5}
    assert checked.exit_code == max((stops.get(code, 0) for code in codes), default=0)
    rows = [int(row["words"]) for row in wanted if not row["code"]]
    assert not rows or sum(line.rows for line in checked.accounting) == rows[0]


def matches(finding, row: dict[str, str]) -> bool:
    """Whether a finding is the one that a row expects."""
    return (
        finding.code == row["code"]
        and (not row["line"] or finding.line == int(row["line"]))
        and (not row["value"] or finding.value == row["value"])
        and row["words"] in finding.detail
    )
