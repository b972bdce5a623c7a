"""An example's folder holds the same bytes for the same plan, and says what was spoilt in it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from python_calamine import load_workbook

from dueregard.errors import ConfigurationError, EditionError, FileNotUsableError
from dueregard.examples.planting import Mess
from dueregard.operations.make_example import Request, make_example
from dueregard.settings import load_settings


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def lines_of(path: Path) -> list[list[str]]:
    """Read any file of an example as lines of text cells."""
    if path.suffix == ".xlsx":
        sheet = load_workbook(str(path)).get_sheet_by_index(0)
        return [[str(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig") if raw[:3] == b"\xef\xbb\xbf" else raw.decode("cp1252")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("mess", list(Mess))
def test_the_same_seed_gives_the_same_bytes(tmp_path, mess):
    """An example can be made again anywhere."""
    make_example(Request(tmp_path / "one", size=80, seed=9, mess=mess))
    make_example(Request(tmp_path / "two", size=80, seed=9, mess=mess))
    make_example(Request(tmp_path / "other", size=80, seed=10, mess=mess))
    first = contents(tmp_path / "one")
    assert first == contents(tmp_path / "two")
    assert first["data/survey.csv"] != contents(tmp_path / "other")["data/survey.csv"]


@pytest.mark.parametrize("mess", list(Mess))
def test_the_settings_name_every_file_and_can_be_read(tmp_path, mess):
    """organisation.toml is one that the product itself accepts, and no file is left over."""
    make_example(Request(tmp_path / "one", size=60, mess=mess))
    settings = load_settings(tmp_path / "one")
    named = {(tmp_path / "one" / file.path).resolve() for file in settings.files.values()}
    assert named == {path.resolve() for path in (tmp_path / "one" / "data").iterdir()}
    assert settings.edition == "2016"
    assert settings.population_served is not None


def test_every_fault_planted_stands_where_planted_json_says(tmp_path):
    """The list of faults is a true list: each value is in its file, on its line."""
    make_example(Request(tmp_path / "one", size=400, seed=4, mess=Mess.FAULTY))
    planted = json.loads((tmp_path / "one" / "planted.json").read_text())
    faults = [one for one in planted if one["kind"] == "fault"]
    assert {one["what"] for one in faults} == {
        "unmapped_value",
        "unknown_characteristic",
        "duplicate",
        "duplicate_differs",
        "outside_period",
        "impossible_date",
        "no_date",
        "appointed_not_shortlisted",
        "answer_not_known",
    }
    for fault in faults:
        line = lines_of(tmp_path / "one" / fault["file"])[fault["line"] - 1]
        spellings = {fault["value"], fault["value"][:1].upper()}
        if fault["what"] == "outside_period":
            spellings = {"01/04/1999"}
        assert spellings & set(line), fault


def test_every_variation_is_used(tmp_path):
    """A messy example shows each of the ways in which real files vary."""
    make_example(Request(tmp_path / "one", size=400, seed=4, mess=Mess.FAULTY))
    planted = json.loads((tmp_path / "one" / "planted.json").read_text())
    assert {one["what"] for one in planted if one["kind"] == "variation"} == {
        "british_dates",
        "byte_order_mark",
        "excel_serials",
        "local_grade",
        "own_columns",
        "title_rows",
        "totals_row",
        "unknown_spelling",
        "windows_1252",
        "workbook",
        "yes_as_letter",
    }


def test_several_years_have_a_folder_each(tmp_path):
    """A series is one folder a year, each complete in itself."""
    written = make_example(Request(tmp_path / "series", edition="2016", years=2))
    assert [one.folder.name for one in written] == ["2015", "2016"]
    for one in written:
        assert load_settings(one.folder).edition == one.edition
    assert load_settings(written[0].folder).previous_return is None
    assert load_settings(written[1].folder).previous_return is not None


def test_survey_answers_cannot_be_joined_to_staff(tmp_path):
    """No column of the survey stands in for a staff number."""
    make_example(Request(tmp_path / "one"))
    header = lines_of(tmp_path / "one" / "data" / "survey.csv")[0]
    assert not [name for name in header if "number" in name]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    """An example is never written over anything."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileNotUsableError, match="not empty"):
        make_example(Request(tmp_path))
    assert contents(tmp_path) == {"mine.txt": b"mine"}


def test_an_edition_that_is_not_there_is_refused(tmp_path):
    """No folder is made for an edition that nobody knows."""
    with pytest.raises(EditionError, match="1066"):
        make_example(Request(tmp_path / "one", edition="1066"))
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize("years", [0, 3, 99])
def test_more_years_than_there_are_editions_are_refused(tmp_path, years):
    """2016 has one edition before it, so three years cannot end there."""
    with pytest.raises(ConfigurationError, match="cannot be made"):
        make_example(Request(tmp_path / "one", edition="2016", years=years))
