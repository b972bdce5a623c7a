"""What must not happen is refused from the command line: in a sentence, with nothing written."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from dueregard.__main__ import main
from dueregard.errors import (
    ConfigurationError,
    FileNotUsableError,
    FindingsRefuseError,
    ReleaseNeededError,
    ReturnError,
)


@pytest.fixture
def organisation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Make a small invented organisation in a folder of its own."""
    folder = tmp_path / "there"
    assert main(["example", str(folder), "--size", "40", "--seed", "3"]) == 0
    capsys.readouterr()
    return folder


def files_of(folder: Path) -> set[Path]:
    """List every file below a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


def change(path: Path, old: str, new: str) -> None:
    """Replace something that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_public_report_needs_a_release(organisation: Path, capsys) -> None:
    """Asked for a public version the program says what is missing, and writes nothing at all."""
    before = files_of(organisation)
    assert main(["report", str(organisation), "--audience", "public"]) == (
        ReleaseNeededError.exit_code
    )
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "release" in shown.err
    assert files_of(organisation) == before


@pytest.mark.requirement("R-040")
@pytest.mark.parametrize("command", ["count", "figures", "report"])
def test_staff_without_ethnicity_are_refused_by_name(
    command: str, organisation: Path, capsys
) -> None:
    """A staff file that lacks ethnicity stops everything; the file and the column are named."""
    change(organisation / "data" / "staff.csv", "ethnic_category", "favourite_colour")
    before = files_of(organisation)
    assert main([command, str(organisation)]) in {
        FileNotUsableError.exit_code,
        FindingsRefuseError.exit_code,
    }
    shown = capsys.readouterr().err
    assert "staff.csv" in shown
    assert "ethnic" in shown
    assert "Traceback" not in shown
    assert files_of(organisation) == before


@pytest.mark.requirement("R-031")
@pytest.mark.parametrize(
    ("file", "column"),
    [("staff.csv", "disability"), ("survey.csv", "fair_progression"), ("leavers.csv", "date")],
)
def test_a_column_that_is_not_there_is_a_gap_and_no_crash(
    file: str, column: str, organisation: Path, capsys
) -> None:
    """What is not collected is asked for by file and column, and the rest is counted."""
    header = (organisation / "data" / file).read_text(encoding="utf-8").partition("\n")[0]
    fewer = ",".join("unused" if name == column else name for name in header.split(","))
    change(organisation / "data" / file, header, fewer)
    main(["check", str(organisation), "--json"])
    checked = json.loads(capsys.readouterr().out)
    gaps = {(f["file"], f["column"]) for f in checked["findings"] if f["severity"] != "note"}
    assert (file, column) in gaps
    assert any(line["rows"] for line in checked["accounting"] if line["file"] != file)


@pytest.mark.requirement("R-041")
def test_survey_and_workforce_share_no_key(organisation: Path, capsys) -> None:
    """A survey file with staff numbers could be joined to people, so it is refused."""
    survey = organisation / "data" / "survey.csv"
    assert "staff_number" not in survey.read_text(encoding="utf-8")
    rows = survey.read_text(encoding="utf-8").splitlines()
    numbered = [f"{'staff_number' if n == 0 else 20000000 + n},{row}" for n, row in enumerate(rows)]
    survey.write_text("\n".join(numbered) + "\n", encoding="utf-8")
    assert main(["report", str(organisation)]) != 0
    shown = capsys.readouterr().err
    assert "survey.csv" in shown
    assert "staff numbers" in shown
    assert not (organisation / "internal").exists()


def test_an_unknown_setting_is_refused_with_the_nearest(organisation: Path, capsys) -> None:
    """A slip in organisation.toml is told with its line and what was probably meant."""
    settings = organisation / "organisation.toml"
    change(settings, "board_name", "bord_name")
    line = settings.read_text(encoding="utf-8").splitlines().index('bord_name = "Governing Body"')
    assert main(["check", str(organisation)]) == ConfigurationError.exit_code
    shown = capsys.readouterr().err
    assert f"line {line + 1}" in shown
    assert "bord_name" in shown
    assert "board_name" in shown


def test_a_folder_without_settings_says_how_to_begin(tmp_path: Path, capsys) -> None:
    """An empty folder is answered with the command that makes a beginning."""
    assert main(["report", str(tmp_path)]) in {
        ConfigurationError.exit_code,
        FileNotUsableError.exit_code,
    }
    shown = capsys.readouterr().err
    assert "organisation.toml" in shown
    assert "dueregard init" in shown


def test_a_return_altered_by_hand_is_refused(organisation: Path, tmp_path: Path, capsys) -> None:
    """Last year's counts are taken only as they were written."""
    assert main(["count", str(organisation), "--out", str(tmp_path / "before")]) == 0
    settings = organisation / "organisation.toml"
    with settings.open("a", encoding="utf-8") as file:
        file.write(f'\n[previous]\nreturn = "{(tmp_path / "before").as_posix()}"\n')
    assert main(["figures", str(organisation)]) == 0
    rows = tmp_path / "before" / "return.csv"
    text = rows.read_text(encoding="utf-8")
    rows.write_text(text[:-2] + ("8" if text[-2] != "8" else "9") + "\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["figures", str(organisation)]) == ReturnError.exit_code
    assert "return" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("part", "content", "word"),
    [
        ("xl/vbaProject.bin", b"\0", "macro"),
        ("xl/worksheets/sheet1.xml", b'<c r="A1"><f>1+1</f><v>2</v></c>', "formula"),
        ("xl/worksheets/sheet1.xml", b"<c/>" * 60_000_000, "unpack"),
    ],
    ids=["macros", "formulas", "a bomb"],
)
def test_a_dangerous_workbook_is_not_opened(
    part: str, content: bytes, word: str, organisation: Path, capsys
) -> None:
    """Macros, formulas and a workbook that would fill the memory are refused by their own name."""
    workbook = organisation / "data" / "staff.xlsx"
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, content)
    change(organisation / "organisation.toml", "data/staff.csv", "data/staff.xlsx")
    assert main(["report", str(organisation)]) == FileNotUsableError.exit_code
    shown = capsys.readouterr().err
    assert "staff.xlsx" in shown
    assert word in shown


def rows_of(path: Path) -> int:
    """Count the filled rows below the header, as anybody would by looking."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        filled = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
    header = next(n for n, row in enumerate(filled) if sum(map(bool, row)) > 2)
    return len(filled) - header - 1


@pytest.mark.parametrize("messy", [(), ("--messy",)], ids=["whole", "spoilt"])
@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_rows_read_are_rows_counted_and_rows_left_out(
    messy: tuple[str, ...], seed: str, tmp_path: Path, capsys
) -> None:
    """For every file the accounting adds up to the rows that are in it."""
    folder = tmp_path / "there"
    assert main(["example", str(folder), "--size", "90", "--seed", seed, *messy]) == 0
    capsys.readouterr()
    main(["check", str(folder), "--json"])
    accounted: Counter[str] = Counter()
    for line in json.loads(capsys.readouterr().out)["accounting"]:
        assert line["fate"] == "counted" or line["reason"]
        accounted[line["file"]] += line["rows"]
    files = [path for path in (folder / "data").iterdir() if path.suffix == ".csv"]
    assert len(files) >= 3
    assert {path.name: accounted[path.name] for path in files} == {
        path.name: rows_of(path) for path in files
    }
