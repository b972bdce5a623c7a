"""A record file is read whatever program saved it, and every fault says where it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import FileNotUsableError
from dueregard.records import FOLDER, RECORD_FILES, Action, Records, load_records, record_of
from dueregard.records.words import ActionState, Aim

ACTIONS = next(kind for kind in RECORD_FILES if kind.name == "actions")


def write(directory: Path, name: str, content: str | bytes) -> Path:
    path = directory / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(directory: Path) -> FileNotUsableError:
    with pytest.raises(FileNotUsableError) as caught:
        load_records(directory)
    return caught.value


def test_no_folder_is_no_records(tmp_path):
    """An organisation that wrote nothing has empty records, not a fault."""
    assert load_records(tmp_path) == Records()


def test_a_missing_file_is_an_empty_kind(tmp_path):
    """Of the files only one need be there."""
    write(tmp_path, "actions.csv", "id,text\nA1,Ask every starter\n")
    records = load_records(tmp_path)
    assert records.actions == (Action("A1", "Ask every starter"),)
    assert records.conclusions == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_excel_saves_is_read(tmp_path, encoding, delimiter, end):
    """Each way in which spreadsheets save CSV gives the same record."""
    rows = [
        ["ID", "Text", "Owner", "Due", "", ""],
        ["A1", '"Say ""why"", and\nwait"', "Zoë – HR", "31/03/2016", "", ""],
        ["", "", "", "", "", ""],
    ]
    text = end.join(delimiter.join(row) for row in rows) + end
    write(tmp_path, "actions.csv", text.encode(encoding))
    assert load_records(tmp_path).actions == (
        Action("A1", 'Say "why", and\nwait', "Zoë – HR", date(2016, 3, 31)),
    )


@pytest.mark.parametrize(
    "typed", ["2016-03-05", "05/03/2016", "5/3/2016", "05.03.2016", "2016-03-05 00:00:00"]
)
def test_a_date_is_day_first_or_iso(typed):
    """Days come before months: 5 March is never read as 3 May."""
    assert record_of(ACTIONS, {"id": "A1", "text": "x", "due": typed}).due == date(2016, 3, 5)


@pytest.mark.parametrize("typed", ["5/3/16", "31/02/2016", "2016-13-01", "March", "45382"])
def test_a_doubtful_date_is_refused(typed):
    """Nothing is guessed about a date."""
    with pytest.raises(FileNotUsableError, match="column due"):
        record_of(ACTIONS, {"id": "A1", "text": "x", "due": typed})


def test_lists_may_be_typed_as_people_type_them():
    """Semicolons, commas and blanks part ids, numbers and words; words in any case."""
    cells = {"id": "A1", "text": "x", "indicators": "2, 7;8 7", "aims": "Advance; ELIMINATE"}
    action = record_of(ACTIONS, {**cells, "status": "Started"})
    assert action.indicators == (2, 7, 8)
    assert action.aims == (Aim.ADVANCE, Aim.ELIMINATE)
    assert action.status is ActionState.STARTED


def test_every_fault_is_told_at_once_with_its_place(tmp_path):
    """One run of the command is enough to find all that has to be mended."""
    write(tmp_path, "conclusions.csv", "id,text\nC1,One\n")
    write(
        tmp_path,
        "actions.csv",
        "id,text,due,aims,conclusions,indicators\n"
        "A1,,31/02/2016,advanse,C2,two\n"
        'A2,"two\nlines",,,C1,2\n'
        "A2,again,,,C7,2\n",
    )
    text = str(refused(tmp_path))
    path = tmp_path / FOLDER / "actions.csv"
    for line, column, value in (
        (2, "text", "is empty"),
        (2, "due", "'31/02/2016' is no day"),
        (2, "aims", "'advanse' is not"),
        (2, "indicators", "'two' is no whole number"),
        (5, "conclusions", "'C7' is no id in conclusions.csv"),
        (5, "id", "'A2' is there already, on line 3"),
    ):
        assert f"{path}, line {line}, column {column}: {value}" in text
    assert "Did you mean advance?" in text
    assert "'C1'" in text


@pytest.mark.parametrize(
    ("name", "content", "said", "advice"),
    [
        ("actions.csv", "id,text,onwer\nA1,x,y\n", "line 1: 'onwer' is no column", "'owner'"),
        ("actions.csv", "id\nA1\n", "column text: the column is missing", "id, text, owner"),
        ("actions.csv", "id,text,id\nA1,x,A1\n", "'id' is a column twice", "Take one"),
        ("actions.csv", "id,text\nA1,a,b\n", "line 2: 'b' stands beyond", "double quotes"),
        ("actions.csv", 'id,text\nA1,"a\n', "line 2: the row cannot be read", "not closed"),
        ("actions.csv", b"PK\x03\x04\x00\x00", "is no text file", "CSV"),
        ("action.csv", "id,text\n", "no record file has this name", "'actions.csv'"),
        ("actions.xlsx", b"PK", "no record file has this name", "Save it as actions.csv"),
        ("facts.csv", "fact,value\nbord_lead,x\n", "column fact: 'bord_lead'", "'board_lead'"),
        ("facts.csv", "fact,value\nbriefing,1\nbriefing,2\n", "line 3", "Take one"),
        ("facts.csv", "fact,value\nsurvey_decision,D1\n", "'D1' is no id in decisions.csv", "none"),
        ("narratives/indicator1.md", "x", "no report has a text of this name", "'indicator-1'"),
        (
            "targets.csv",
            "id,group,place,baseline,people\nT,g,p,5,4\n",
            "'5' is more than",
            "people",
        ),
        (
            "targets.csv",
            "id,group,place,target_percent\nT,g,p,101\n",
            "is out of range",
            "0 to 100",
        ),
        ("form_answers.csv", "item\n7\n", "'7' is out of range", "1 to 6"),
        ("actions.csv", "id,text\nA 1,x\n", "column id: 'A 1' is no id", "letters and digits"),
        ("actions.csv", "id,text,library\nA1,x,person-specs\n", "library", "person-specifications"),
    ],
)
def test_a_fault_names_its_place_and_the_way_out(tmp_path, name, content, said, advice):
    """File, line, column, value and advice, in sentences."""
    write(tmp_path, name, content)
    fault = refused(tmp_path)
    assert str(tmp_path / FOLDER / name) in fault.message
    assert said in fault.message
    assert advice in fault.advice


def test_a_file_with_faults_accuses_no_other(tmp_path):
    """Where a row could not be read, those that point to it are not blamed as well."""
    write(tmp_path, "evidence.csv", "id,title,considered_on\nE1,x,yesterday\n")
    write(tmp_path, "conclusions.csv", "id,text,evidence\nC1,x,E1\n")
    fault = refused(tmp_path)
    assert "'yesterday'" in fault.message
    assert "E1" not in fault.message


def test_an_earlier_year_may_be_pointed_to(tmp_path):
    """2015/C3 is last year's, and is not looked for in this year's file."""
    write(tmp_path, "actions.csv", "id,text,conclusions\nA1,x,2015/C3\n")
    assert load_records(tmp_path).actions[0].conclusions == ("2015/C3",)


def test_other_files_are_let_alone(tmp_path):
    """A README, a lock file of a spreadsheet and a folder of evidence are nobody's mistake."""
    for name in ("README.md", "~$actions.xlsx", ".actions.csv", "evidence/paper.csv"):
        write(tmp_path, name, "anything")
    assert load_records(tmp_path) == Records()


def test_long_values_are_cut_in_messages(tmp_path):
    """A message quotes enough to find the cell, not a whole paragraph."""
    write(tmp_path, "actions.csv", f"id,text,due\nA1,x,{'z' * 500}\n")
    assert "z" * 61 not in refused(tmp_path).message
