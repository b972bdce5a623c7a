"""``dueregard received`` as a user runs it: what it prints, writes and returns."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from dueregard.cli.root import root
from dueregard.operations.write_report import compute_figures
from dueregard.reports.template.from_year import template_from_year
from dueregard.reports.template.workbook import template_workbook
from dueregard.reports.workbook.layout import Block
from dueregard.reports.workbook.model import Filled
from dueregard.reports.workbook.numbers import filled_from_year
from dueregard.reports.workbook.writing import about_rows, write_workbook
from dueregard.returns.storage import load_return
from tests.factories import example_folder

DAY = date(2016, 4, 20)


def run(*words):
    return CliRunner().invoke(root, list(map(str, words)), catch_exceptions=True)


@pytest.fixture(scope="module")
def annual(tmp_path_factory):
    return compute_figures(example_folder(tmp_path_factory.mktemp("a") / "y"), as_of=DAY).annual


def workbook(annual, path: Path, changes=()) -> Path:
    """Write the workbook of a year with some numbers of the current year changed."""
    filled = filled_from_year(annual, None)
    edits = {(ref, Block.CURRENT, group): number for ref, group, number in changes}
    about = about_rows(annual.data_return, annual.edition, DAY)
    changed = Filled(filled.lines, {**filled.typed, **edits})
    path.write_bytes(write_workbook(changed, annual.edition, about, made_on=DAY))
    return path


def test_a_workbook_becomes_a_return(annual, tmp_path):
    """The counts are written where --out says, and can be loaded as any other return."""
    path = workbook(annual, tmp_path / "w.xlsx")
    result = run("received", path, "--out", tmp_path / "return")
    assert result.exit_code == 0, result.output
    assert "data-collection workbook of Invented Commissioner" in result.output
    data_return = load_return(tmp_path / "return")
    staff = sum(cell.n for cell in data_return.cells if cell.population == "staff")
    assert staff == 56
    assert data_return.counts_basis == "typed"


def test_a_fault_is_printed_with_sheet_and_cell(annual, tmp_path):
    """What does not add up is named with sheet, cell and both numbers."""
    path = workbook(annual, tmp_path / "w.xlsx", [("3.people", "compared", 61)])
    result = run("received", path)
    assert result.exit_code == 0, result.output
    assert "sheet Likelihoods, cell H11: '61'" in result.output
    assert "Staff of indicator 1 are the staff of indicator 3: 5 and 61" in result.output


def test_a_template_is_read_with_what_it_should_hold(annual, tmp_path):
    """Blank fields are listed with their cells, and an incomplete report is said to be so."""
    path = tmp_path / "t.xlsx"
    path.write_bytes(template_workbook(template_from_year(annual, made_on=DAY)))
    result = run("received", path)
    assert result.exit_code == 0, result.output
    assert "sheet Report, cell C8: (field H3)" in result.output
    assert "Steps to address shortcomings of the data" in result.output
    assert "Received, and incomplete" in result.output


def test_json_holds_every_answer_and_notice(annual, tmp_path):
    """--json gives the answers by field and each notice with its place."""
    template = template_from_year(annual, made_on=DAY)
    path = tmp_path / "t.xlsx"
    path.write_bytes(template_workbook(template))
    document = json.loads(run("received", path, "--json").output)
    assert document["answers"] == template.answers()
    assert document["can_be_used"] is True
    assert {one["where"].split(",")[0] for one in document["notices"]} == {"sheet Report"}


def test_another_file_is_refused_with_advice(tmp_path):
    """A file that is neither form ends with exit code 4 and a sentence on what to do."""
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"no workbook")
    result = run("received", path)
    assert result.exception is not None
    assert "no workbook (XLSX) and no document (DOCX)" in str(result.exception)
