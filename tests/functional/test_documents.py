"""``dueregard report``: which documents in which formats, for one organisation or for many."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from dueregard.__main__ import main
from dueregard.cli.reports import DOCUMENT_CHOICES, FORMAT_CHOICES
from dueregard.cli.root import root
from dueregard.errors import ConfigurationError
from dueregard.reports.documents.catalogue import MAKERS, STEMS, DocumentKind, FileFormat

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = ("--as-of", "2016-04-20")


@pytest.fixture
def year(tmp_path):
    return shutil.copytree(EXAMPLES / "small-commissioner", tmp_path / "year")


def names_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_command_offers_what_the_table_holds():
    """No document or format can be chosen that nobody makes, and none is hidden."""
    assert set(DOCUMENT_CHOICES) == {kind.value for kind in DocumentKind} | {"all"}
    assert set(FORMAT_CHOICES) == {form.value for form in FileFormat} | {"all"}
    assert set(MAKERS) == set(DocumentKind)
    assert len(set(STEMS.values())) == len(DocumentKind)


def test_the_default_is_the_quick_annual_report(year):
    """Page and data files, and nothing that takes time to set."""
    assert main(["report", str(year), *AS_OF]) == 0
    assert names_in(year / "internal") == {
        "annual-report.html",
        "figures.csv",
        "figures.json",
        "findings.csv",
    }


def test_documents_and_formats_can_be_chosen(year):
    """Two documents as pages: these files, and no others."""
    chosen = ("--document", "monitoring", "--document", "eds", "--format", "html")
    assert main(["report", str(year), *AS_OF, *chosen]) == 0
    assert names_in(year / "internal") == {
        "monitoring-report.html",
        "equality-delivery-system.html",
        "findings.csv",
    }


@pytest.mark.requirement("R-166")
def test_reports_written_together_link_to_each_other(year):
    """The annual report and the one on EDS are two files, each linking to the other."""
    chosen = ("--document", "annual", "--document", "eds", "--format", "html")
    assert main(["report", str(year), *AS_OF, *chosen]) == 0
    annual, eds = (
        (year / "internal" / f"{stem}.html").read_text("utf-8")
        for stem in ("annual-report", "equality-delivery-system")
    )
    assert 'href="equality-delivery-system.html"' in annual
    assert 'href="annual-report.html"' in eds


def test_an_impossible_pair_is_refused_before_anything_is_counted(year):
    """It says what the document can be written as, and what the format fits."""
    result = CliRunner().invoke(
        root, ["report", str(year), "--document", "monitoring", "--format", "xlsx"]
    )
    assert isinstance(result.exception, ConfigurationError)
    assert "'monitoring' cannot be written as xlsx" in result.exception.message
    assert "html, pdf, docx" in result.exception.advice
    assert "template" in result.exception.advice
    assert not (year / "internal").exists()


def test_a_word_template_that_is_none_is_refused(year, tmp_path):
    """A text file is no Word template: said in a sentence, and no document is written."""
    fake = tmp_path / "house.docx"
    fake.write_text("no Word file")
    chosen = ("--document", "cover", "--format", "docx", "--word-template", str(fake))
    assert main(["report", str(year), *AS_OF, *chosen]) == 4
    assert not (year / "internal").exists()


def test_the_first_edition_has_no_workbook_and_all_the_rest(tmp_path):
    """Asked for by name it is refused in a sentence; asked for everything, it is left out."""
    year = shutil.copytree(EXAMPLES / "appendix-1", tmp_path / "first")
    assert main(["report", str(year), "--document", "workbook"]) == 6
    assert main(["report", str(year), "--document", "all", "--format", "xlsx"]) == 0
    assert {"data-pack.xlsx", "reporting-template.xlsx", "findings.csv"} == names_in(
        year / "internal"
    )


@pytest.fixture
def three(tmp_path):
    """Return three organisations, the second of which lacks its staff file."""
    folders = [shutil.copytree(EXAMPLES / "small-commissioner", tmp_path / name) for name in "abc"]
    (folders[1] / "data" / "staff.csv").unlink()
    return folders


def test_one_failing_organisation_does_not_stop_the_others(three, capsys):
    """Two reports are written, the fault names its folder, and the exit code tells."""
    code = main(["report", *map(str, three), *AS_OF])
    printed = capsys.readouterr()
    assert code == 4
    assert "2 of 3 reports were written." in printed.out
    assert str(three[1]) in printed.err
    assert "staff.csv" in printed.err
    assert (three[0] / "internal" / "annual-report.html").exists()
    assert not (three[1] / "internal").exists()
    assert (three[2] / "internal" / "annual-report.html").exists()


def test_many_organisations_that_all_succeed_exit_with_nothing(three, capsys):
    assert main(["report", str(three[0]), str(three[2]), *AS_OF]) == 0
    assert "2 of 2 reports were written." in capsys.readouterr().out


def test_public_reports_of_many_need_a_release_each(three, capsys):
    """Without a release nothing public exists, and nothing is computed either."""
    code = main(["report", *map(str, three), "--audience", "public"])
    assert code == 8
    assert "0 of 3 reports were written." in capsys.readouterr().out
    assert not (three[0] / "internal").exists()


def test_a_document_without_a_public_version_is_refused(year):
    """The monitoring report is internal alone: asked for in public, nothing is written."""
    assert main(["report", str(year), "--audience", "public", "--document", "monitoring"]) == 3
    assert not (year / "internal").exists()


@pytest.mark.slow
def test_every_document_is_the_same_each_time(year):
    """HTML, PDF, Word, workbook, CSV and JSON: the same files on the same day, byte for byte."""

    def everything():
        assert main(["report", str(year), *AS_OF, "--document", "all"]) == 0
        folder = year / "internal"
        return {name: (folder / name).read_bytes() for name in names_in(folder)}

    first = everything()
    assert {name.rsplit(".", 1)[-1] for name in first} == {form.value for form in FileFormat}
    for kind in DocumentKind:
        stem = STEMS[kind]
        assert any(name.startswith(stem) for name in first), kind
    assert everything() == first
    assert len(json.loads(first["figures.json"])["indicators"]) == 9
