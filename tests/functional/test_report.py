"""The main job from the command line: files to indicators and report, and what is refused."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from dueregard.cli.root import root

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the folder of the shipped 56-person example with its report written."""
    directory = tmp_path_factory.mktemp("year") / "small"
    copy(EXAMPLES / "small-commissioner", directory)
    result = run("report", str(directory), "--as-of", "2016-04-20")
    assert result.exit_code == 0, result.output
    return directory, result.output


def copy(source, target):
    for path in source.rglob("*"):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())


def run(*words):
    return CliRunner().invoke(root, list(words), catch_exceptions=True)


@pytest.mark.requirement("R-043", "R-047", "R-220")
def test_one_command_prints_nine_lines_and_writes_the_report(made):
    """Nine indicators on the terminal; a page that says INTERNAL, period and as-at date."""
    directory, output = made
    assert len(re.findall(r"^[1-9]\. ", output, flags=re.MULTILINE)) == 9
    page = (directory / "internal" / "annual-report.html").read_text(encoding="utf-8")
    assert page.count("INTERNAL") >= 4
    assert "31 March 2016" in page
    assert "1 April 2015 to 31 March 2016" in page


def test_the_page_needs_no_network_and_no_script(made):
    """Nothing is fetched and nothing runs: no script, no outside address in what the page loads."""
    page = (made[0] / "internal" / "annual-report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert "@import" not in page
    assert "url(" not in page


@pytest.mark.requirement("R-002", "R-003", "R-023")
def test_the_method_note_names_rules_sources_and_survey(made):
    """Rules with their digest and a word on newer ones, files with theirs, documents, survey."""
    page = (made[0] / "internal" / "annual-report.html").read_text(encoding="utf-8")
    assert "check for a newer edition" in page
    assert "Staff survey: " in page
    assert "Supplementary Technical Guidance" in page
    assert "staff.csv" in page


@pytest.mark.requirement("R-017")
def test_the_employer_duty_is_due_regard_not_contract(made):
    page = (made[0] / "internal" / "annual-report.html").read_text(encoding="utf-8")
    assert "Public Sector Equality Duty" in page


def test_figures_as_data_agree_with_each_other(made):
    internal = made[0] / "internal"
    with (internal / "figures.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    document = json.loads((internal / "figures.json").read_text(encoding="utf-8"))
    assert [row["printed"].lstrip("'") for row in rows] == [
        figure["printed"] for figure in document["figures"]
    ]


def test_writing_again_gives_the_same_bytes(made, tmp_path):
    """The same files on the same day give the same report, byte for byte."""
    directory, _ = made
    names = ("annual-report.html", "figures.csv", "figures.json", "findings.csv")
    paths = [directory / "internal" / name for name in names] + [
        directory / "return" / "return.csv"
    ]
    before = [path.read_bytes() for path in paths]
    assert run("report", str(directory), "--as-of", "2016-04-20").exit_code == 0
    assert [path.read_bytes() for path in paths] == before


def test_a_public_version_needs_a_release_and_writes_nothing(tmp_path):
    copy(EXAMPLES / "appendix-1", tmp_path)
    result = run("report", str(tmp_path), "--audience", "public")
    assert result.exit_code != 0
    assert type(result.exception).__name__ == "ReleaseNeededError"
    assert not (tmp_path / "internal").exists()


def test_figures_writes_nothing(tmp_path):
    copy(EXAMPLES / "appendix-1", tmp_path)
    before = sorted(tmp_path.rglob("*"))
    result = run("figures", str(tmp_path), "--json")
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.output)["indicators"]) == 9
    assert sorted(tmp_path.rglob("*")) == before


def test_a_year_without_figures_is_never_called_free_of_disadvantage(tmp_path):
    """Where hardly anything could be given, the report says that silence is no evidence."""
    copy(EXAMPLES / "appendix-1", tmp_path)
    assert run("report", str(tmp_path), "--as-of", "2015-08-01").exit_code == 0
    page = (tmp_path / "internal" / "annual-report.html").read_text(encoding="utf-8")
    assert "Nothing points to a disadvantage" not in page
    assert "That is not evidence that there is none." in page
    assert "(not read) (not yet read)" not in page
