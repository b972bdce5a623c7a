"""Files are read whatever program wrote them, with the lines on which things stand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.extracts.columns import LAYOUTS, known_columns, load_layout, plan_columns
from dueregard.extracts.engine import fetch, open_engine
from dueregard.extracts.reader import is_totals_row, only_of, read_extract
from dueregard.settings import FILES, FileSettings

HEADER = "staff_number,ethnic_category,pay_band\n"


def read(path: Path, population: str = "staff", own=None, **settings):
    with open_engine() as engine:
        extract = read_extract(engine, FileSettings(population, path, **settings), own)
        columns = extract.frame.collect_schema().names()
        rows = [dict(zip(columns, row, strict=True)) for row in fetch(extract.frame)]
    return extract, sorted(rows, key=lambda row: row["line"])


def write(folder: Path, content: bytes | str, name: str = "staff.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encodings_delimiters_and_line_ends(tmp_path, encoding, delimiter, ending):
    """Accents, delimiters and line ends of every usual program give the same cells."""
    lines = ["staff_number,ethnic_category,pay_band", "1,A,Café", "2,Z,5"]
    text = ending.join(line.replace(",", delimiter) for line in lines) + ending
    _, rows = read(write(tmp_path, text.encode(encoding)))
    assert [(row["line"], row["pay_band"]) for row in rows] == [(2, "Café"), (3, "5")]


def test_titles_totals_blanks_and_quoted_newlines_keep_physical_lines(tmp_path):
    """The line of a finding is the line that an editor shows."""
    text = (
        "Extract for the report\nRun: monthly\n\n"
        + HEADER
        + '1,"A\n - British",5\n\n2,B,6\nTotal,2,\n,,\n,,\n'
    )
    extract, rows = read(write(tmp_path, text))
    assert [row["line"] for row in rows] == [5, 8]
    assert extract.rows == 4
    assert extract.excluded == {"blank row": 1, "row of totals": 1}
    assert {(one.code, one.line) for one in extract.findings} == {
        ("title_rows", 3),
        ("totals_row", 9),
    }


def test_no_word_becomes_missing(tmp_path):
    """NA, NULL and N/A arrive as they were written: the code list decides."""
    _, rows = read(write(tmp_path, HEADER + "1,NA,5\n2,NULL,N/A\n3,nan,None\n"))
    assert [row["ethnic_category"] for row in rows] == ["NA", "NULL", "nan"]


def test_mixed_encodings_are_noticed_and_ragged_rows_too(tmp_path):
    """Lines of two encodings are read each in its own; a moved field is a finding."""
    content = HEADER.encode() + "1,A,é\n".encode() + "2,A,é\n".encode("cp1252") + b"3,A\n4,A,5,6\n"
    extract, rows = read(write(tmp_path, content))
    assert [row["pay_band"] for row in rows[:2]] == ["é", "é"]
    found = [(one.code, one.line) for one in extract.findings]
    assert found == [("mixed_encoding", 2), ("ragged_row", 4), ("ragged_row", 5)]


def test_own_headings_and_layouts(tmp_path):
    """A layout is found from the header; an own heading comes before it."""
    esr = write(tmp_path, "Employee Number,Ethnic Origin,Pay Grade\n1,A,5\n")
    extract, _ = read(esr)
    assert (extract.plan.layout.name, extract.system) == ("esr", "ESR")
    own = {"ethnic_category": "Background", "pay_band": "Grade"}
    mine = write(tmp_path, "staff number,Background,Grade\n1,A,5\n")
    assert read(mine, own=own)[1][0]["ethnic_category"] == "A"


@pytest.mark.requirement("R-040")
def test_staff_file_without_ethnicity_is_refused_by_name(tmp_path):
    """The message names the column, the file and what stands in it instead."""
    with pytest.raises(FileNotUsableError) as caught:
        read(write(tmp_path, "staff_number,pay_band,sex\n1,5,F\n"))
    assert "has no column ethnic_category" in caught.value.message
    assert "staff_number, pay_band, sex" in caught.value.message
    assert "[columns.staff]" in caught.value.advice


@pytest.mark.requirement("R-041")
def test_survey_with_staff_numbers_is_refused(tmp_path):
    """Survey answers share no key with the workforce, so nobody can join them."""
    text = "Staff Number,ethnic_category,discrimination\n1,A,no\n"
    with pytest.raises(FileNotUsableError, match="staff numbers"):
        read(write(tmp_path, text), "survey")


@pytest.mark.parametrize("population", FILES)
def test_survey_columns_share_nothing_with_the_others_but_characteristics(population):
    """The layout of a survey has no number of a person at all."""
    numbers = {"staff_number", "applicant_number"}
    assert (set(known_columns(population)) & numbers == set()) == (
        population in {"survey", "board", "survey_results", "counts", "received"}
    )


def test_kinds_of_file_that_are_not_read(tmp_path):
    """Old workbooks, documents and empty files are refused with what to do."""
    for name in ("staff.xls", "staff.pdf", "staff.ods"):
        with pytest.raises(FileNotUsableError, match="which is not read"):
            read(write(tmp_path, b"x", name))
    with pytest.raises(FileNotUsableError, match="is empty"):
        read(write(tmp_path, b""))
    with pytest.raises(FileNotUsableError, match="cannot be read"):
        read(tmp_path / "absent.csv")
    with pytest.raises(FileNotUsableError, match="no text file"):
        read(write(tmp_path, b"\x00\x01\x02"))
    with pytest.raises(FileNotUsableError, match="stands in the file 2 times"):
        read(write(tmp_path, "staff_number,ethnic_category,Ethnic Category\n1,A,B\n"))


def workbook(path: Path, rows, sheet: str = "staff", *, formula: bool = False) -> Path:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            page.write(number, place, value)
    if formula:
        page.write_formula(len(rows), 0, "=1+1")
    book.close()
    return path


def test_workbook(tmp_path):
    """Numbers, blanks and sheets arrive as the spreadsheet shows them."""
    rows = [["Title"], [], ["staff_number", "ethnic_category", "pay_band"], [20000001, "A", 5.0]]
    path = workbook(tmp_path / "staff.xlsx", rows, "People")
    _, found = read(path, sheet="People")
    assert found == [
        {"line": 4, "staff_number": "20000001", "ethnic_category": "A", "pay_band": "5"}
    ]
    with pytest.raises(FileNotUsableError, match="no sheet 'Peple'") as caught:
        read(path, sheet="Peple")
    assert "'People'" in caught.value.advice


def test_dangerous_workbooks_are_refused(tmp_path):
    """Formulas, macros, bombs and broken archives never reach the reader of sheets."""
    rows = [["staff_number", "ethnic_category"], [1, "A"]]
    with pytest.raises(FileNotUsableError, match="formulas"):
        read(workbook(tmp_path / "formula.xlsx", rows, formula=True))
    macro = workbook(tmp_path / "macro.xlsx", rows)
    with zipfile.ZipFile(macro, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(FileNotUsableError, match="macros"):
        read(macro)
    bomb = workbook(tmp_path / "bomb.xlsx", rows)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/extra.xml", b"0" * (1 << 27))
    with pytest.raises(FileNotUsableError, match="unpack to"):
        read(bomb)
    cut = workbook(tmp_path / "cut.xlsx", rows)
    cut.write_bytes(cut.read_bytes()[:-400])
    with pytest.raises(FileNotUsableError, match="no workbook that can be read"):
        read(cut)


def test_parquet(tmp_path):
    """Typed columns become text, nulls become blanks, a cut file is a sentence."""
    import duckdb

    path = tmp_path / "staff [1].parquet"
    duckdb.sql(
        "SELECT * FROM (VALUES (1, 'A', NULL), (2, NULL, '5')) t(staff_number, ethnic_category, "
        "pay_band)"
    ).write_parquet(str(path))
    _, rows = read(path)
    assert [tuple(row.values()) for row in rows] == [(1, "1", "A", ""), (2, "2", "", "5")]
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(FileNotUsableError, match="no Parquet file"):
        read(path)


def test_rows_of_another_organisation_are_left_out_and_accounted(tmp_path):
    """A file of several bodies gives one body's people; one of others only is refused."""
    text = "organisation,staff_number,ethnic_category\nX1,1,A\nX2,2,B\nX2,3,C\n"
    with open_engine() as engine:
        extract = read_extract(engine, FileSettings("staff", write(tmp_path, text)))
        assert only_of(extract, "x1").excluded == {"another organisation": 2}
        with pytest.raises(FileNotUsableError, match="not of Q9"):
            only_of(extract, "Q9")


@pytest.mark.parametrize(
    ("fields", "total"),
    [
        (["Total", "12"], True),
        (["", "Grand Total:", "1,234", ""], True),
        (["Total", "A", "5"], False),
        (["1", "Total"], False),
        (["", ""], False),
    ],
)
def test_totals_rows(fields, total):
    """A row of totals says so and holds nothing but numbers; a person never does."""
    assert is_totals_row(fields) is total


def test_layouts_name_only_columns_of_ours():
    """Every layout speaks of the columns of the plain layout, and of no other."""
    for name in LAYOUTS:
        layout = load_layout(name)
        for population, columns in layout.files.items():
            assert set(columns) <= set(known_columns(population)), name
    with pytest.raises(ConfigurationError, match="no layout 'esrr'"):
        load_layout("esrr")
    with pytest.raises(ConfigurationError, match="no column of ours"):
        plan_columns("staff", ["a"], own={"ethnic_categorie": "x"})
