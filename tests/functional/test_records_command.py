"""``dueregard records``: what is next, from files that a person has edited."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dueregard.__main__ import main
from dueregard.cli.root import root
from dueregard.operations.init_organisation import init_organisation
from dueregard.operations.rollover import rollover
from dueregard.records import FOLDER, RECORD_FILES, Records, load_records
from dueregard.records.columns import columns_of
from dueregard.records.words import ActionState

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(*words: str) -> Result:
    return CliRunner().invoke(root, ["records", *words])


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """A copy of the small commissioner."""
    return Path(shutil.copytree(EXAMPLES / "small-commissioner", tmp_path / "2016"))


def test_init_makes_empty_records_that_explain_themselves(tmp_path):
    """Each file has its header, a README explains every column, and all of it can be read."""
    init_organisation(tmp_path, code="X", name="Y")
    folder = tmp_path / FOLDER
    for kind in RECORD_FILES:
        header = (folder / kind.file).read_text(encoding="utf-8-sig").strip()
        assert header == ",".join(column.name for column in columns_of(kind.record))
    assert load_records(tmp_path) == Records()
    assert "## actions.csv" in (folder / "README.md").read_text(encoding="utf-8")


def test_init_leaves_records_that_are_there(tmp_path):
    """What somebody wrote before is not overwritten."""
    (tmp_path / FOLDER).mkdir()
    mine = tmp_path / FOLDER / "actions.csv"
    mine.write_text("id,text\nA1,x\n")
    init_organisation(tmp_path, code="X", name="Y")
    assert mine.read_text() == "id,text\nA1,x\n"


def test_what_is_next_comes_first(year):
    """The first line says how much there is, the next what to do first."""
    result = run(str(year), "--as-of", "2016-05-01")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert "overdue" in lines[0]
    assert lines[2].startswith("NEXT: ")
    headings = [
        line for line in lines if line in ("FAILS", "OVERDUE", "SOON", "MISSING", "DOUBTFUL")
    ]
    assert headings == ["OVERDUE", "SOON", "MISSING"]


def test_the_day_decides_what_is_overdue(year):
    """The same files asked on another day say something else."""

    def overdue(day: str) -> int:
        remarks = json.loads(run(str(year), "--as-of", day, "--json").output)["remarks"]
        return sum(one["weight"] == "overdue" for one in remarks)

    assert overdue("2016-03-31") == 0
    assert 0 < overdue("2016-05-01") < overdue("2018-01-01")


def test_what_cannot_stand_has_an_exit_code(year):
    """A conclusion that loses its evidence makes the command fail with 5."""
    path = year / FOLDER / "conclusions.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("E1; E2", ""), encoding="utf-8")
    result = run(str(year), "--as-of", "2016-05-01")
    assert result.exit_code == 5
    assert "NEXT: Conclusion C1 names no evidence." in result.output


def test_a_fault_in_a_file_is_told_without_a_traceback(year, capsys):
    """File, line, column and value, on standard error, with exit code 4."""
    path = year / FOLDER / "actions.csv"
    path.write_text("id,text,due\nA1,x,tomorrow\n", encoding="utf-8")
    assert main(["records", str(year)]) == 4
    said = capsys.readouterr().err
    assert "actions.csv, line 2, column due: 'tomorrow' is no date." in said
    assert "Traceback" not in said


def test_nothing_is_written(year):
    """Asking changes no file."""
    before = {path: path.read_bytes() for path in year.rglob("*") if path.is_file()}
    run(str(year))
    assert {path: path.read_bytes() for path in year.rglob("*") if path.is_file()} == before


def test_the_library_needs_no_folder():
    """Proposals are listed with measure and source, and as JSON for other programs."""
    assert "person-specifications" in run("--library").output
    entries = json.loads(run("--library", "--json").output)
    assert {"id", "text", "measure", "indicators", "aims", "source"} == set(entries[0])


def test_a_folder_is_asked_for():
    """Without a folder there is nothing to read."""
    result = run()
    assert result.exit_code == 2
    assert "FOLDER" in result.output


def test_the_next_year_knows_last_years_actions(year):
    """Rollover carries open actions; one that is dropped without a word is told."""
    rollover(year)
    new = year.with_name("2017")
    carried = load_records(new)
    assert {one.status for one in carried.actions} <= {ActionState.PLANNED, ActionState.STARTED}
    assert carried.conclusions == ()
    said = json.loads(run(str(new), "--as-of", "2016-06-01", "--json").output)
    assert [one["now"] for one in said["last_years_actions"]] == [
        one["then"] for one in said["last_years_actions"]
    ]
    for name in ("actions.csv", "recording_targets.csv"):
        path = new / FOLDER / name
        path.write_text(path.read_text(encoding="utf-8-sig").split("\n")[0], encoding="utf-8")
    said = json.loads(run(str(new), "--as-of", "2016-06-01", "--json").output)
    lost = [one["record"] for one in said["remarks"] if one["code"] == "action-lost"]
    assert lost == [one.id for one in carried.actions]


def test_rollover_stops_before_records_that_are_there(year):
    """Records of a new year that somebody began are not overwritten, and nothing is half made."""
    (year.with_name("2017") / FOLDER).mkdir(parents=True)
    with pytest.raises(Exception, match="there already"):
        rollover(year)
    assert not (year.with_name("2017") / "organisation.toml").exists()


def test_several_years_of_an_example_follow_each_other(tmp_path):
    """The actions of one year are there in the next, moved on, and no reference is loose."""
    words = ["example", str(tmp_path / "x"), "--years", "3", "--edition", "2017", "--size", "40"]
    CliRunner().invoke(root, words, catch_exceptions=False)
    for edition in ("2016", "2017"):
        said = json.loads(run(str(tmp_path / "x" / edition), "--json").output)
        assert not said["fails"]
        actions = said["last_years_actions"]
        assert all(one["now"] for one in actions if one["then"] in ("planned", "started"))
        assert "done" in {one["now"] for one in actions}


@pytest.mark.requirement("R-239")
def test_what_the_figures_show_has_to_be_answered(year):
    """Where a return was counted, an indicator to be watched needs a decision or an open action."""

    def unanswered() -> list[str]:
        said = json.loads(run(str(year), "--as-of", "2016-05-01", "--json").output)
        return [one["sentence"] for one in said["remarks"] if one["code"] == "lower-unanswered"]

    assert unanswered() == []
    CliRunner().invoke(root, ["count", str(year)], catch_exceptions=False)
    before = unanswered()
    assert any(sentence.startswith("Indicator 9 ") for sentence in before)
    path = year / FOLDER / "decisions.csv"
    text = path.read_text(encoding="utf-8-sig")
    header = text.split("\n", 1)[0].split(",")
    cells = {"id": "D9", "text": "The board", "indicators": "9", "outcome": "find_out"}
    row = ",".join(cells.get(name, "") for name in header)
    path.write_text(f"{text}{row}\n", encoding="utf-8")
    after = unanswered()
    assert set(before) - set(after) == {one for one in before if one.startswith("Indicator 9 ")}
