"""Forms read back: what was written is what is read, and every edit is named with its cell."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document

from dueregard.editions.loader import load_edition
from dueregard.errors import FileNotUsableError
from dueregard.indicators.annual import compute_annual
from dueregard.operations.read_received import TEMPLATE, WORKBOOK, read_received
from dueregard.reports.pages.word import word_bytes
from dueregard.reports.template.document import template_document
from dueregard.reports.template.from_year import template_from_year
from dueregard.reports.template.model import Particulars
from dueregard.reports.template.workbook import template_workbook
from dueregard.reports.workbook.layout import Block
from dueregard.reports.workbook.model import Filled
from dueregard.reports.workbook.numbers import filled_from_year
from dueregard.reports.workbook.writing import about_rows, data_workbook, write_workbook
from dueregard.returns.storage import load_return, write_return
from tests.oracle.spreadsheets import cells_of
from tests.unit.reports.forms.years import DAY, second_year, year

WHOLE = Particulars(
    board_lead="A. Example, Chair",
    steps_taken="We asked everybody.\nTwice.",
    steps_planned="We ask again.",
    narratives={n: f"Narrative {n}: 12% of nothing much" for n in range(1, 10)},
    actions={n: f"A{n}: do it" for n in range(1, 10)},
    scope="All staff.",
    challenges="Few posts fall vacant.",
    action_plan="See the plan.",
)


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def codes(form):
    return {notice.code for notice in form.notices}


def at(form, code):
    return [(one.where, one.value) for one in form.notices if one.code == code]


def rewrite(content: bytes, edit) -> bytes:
    """Write a workbook's cells anew with plain xlsxwriter, as another program would.

    ``edit`` changes the cells, a dictionary of sheet to place to value; formulas become values.
    """
    sheets: dict[str, dict[str, object]] = {}
    for (sheet, name), cell in cells_of(content).items():
        if cell.value is not None:
            sheets.setdefault(sheet, {})[name] = cell.value
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    extra = edit(sheets) or (lambda _: None)
    for sheet, cells in sheets.items():
        page = book.add_worksheet(sheet)
        for name, value in cells.items():
            page.write(name, value)
    extra(book)
    book.close()
    return out.getvalue()


@pytest.fixture(scope="module")
def filled():
    return filled_from_year(second_year(), year(130).data_return)


@pytest.fixture(scope="module")
def workbook(filled):
    annual = second_year()
    about = about_rows(annual.data_return, annual.edition, DAY)
    return write_workbook(filled, annual.edition, about, made_on=DAY)


@pytest.fixture(scope="module")
def template():
    return template_from_year(second_year(), WHOLE, made_on=DAY)


def test_workbook_comes_back_number_for_number(tmp_path, workbook, filled):
    """Numbers, notes and rows are what was written; nothing is noticed."""
    form = read_received(put(tmp_path / "w.xlsx", workbook))
    assert form.form == WORKBOOK
    assert form.read.filled == filled
    assert form.notices == ()


def test_template_comes_back_word_for_word(tmp_path, template):
    """Every answer of the form is what was written, from a workbook."""
    form = read_received(put(tmp_path / "t.xlsx", template_workbook(template)))
    assert form.form == TEMPLATE
    assert form.read.answers == template.answers()
    assert codes(form) <= {"blank"}


def test_template_comes_back_from_word(tmp_path, template):
    """Every answer is what was written, from a Word document, where lines run on."""
    path = put(tmp_path / "t.docx", word_bytes(template_document(template)))
    form = read_received(path)
    assert form.edition == "2016"
    assert form.read.answers == {
        code: text.replace("\n", " ") for code, text in template.answers().items()
    }
    assert codes(form) <= {"blank"}


def test_a_word_table_cell_is_named_by_its_row_and_column(tmp_path, template):
    """A number edited in Word into one that cannot be is named with table, row and column."""
    path = put(tmp_path / "t.docx", word_bytes(template_document(template)))
    document = Document(str(path))
    for number, table in enumerate(document.tables, start=1):
        for place, row in enumerate(table.rows, start=1):
            if row.cells[0].text == "3a":
                row.cells[2].text = "3.3% (7 of 150)"
                expected = f"table {number}, row {place}, column 3"
    document.save(str(path))
    form = read_received(path)
    assert at(form, "counts_disagree") == [(expected, "3.3% (7 of 150)")]


def test_a_paragraph_added_in_word_is_not_lost(tmp_path, template):
    """A paragraph that somebody wrote beside the tables is named; the form's own are not."""
    path = put(tmp_path / "t.docx", word_bytes(template_document(template)))
    assert at(read_received(path), "not_of_the_form") == []
    document = Document(str(path))
    document.add_paragraph("Organisation of the work has changed.")
    document.save(str(path))
    found = at(read_received(path), "not_of_the_form")
    assert [value for _, value in found] == ["Organisation of the work has changed."]
    assert found[0][0].startswith("paragraph ")


def test_return_gives_the_same_figures(tmp_path, workbook):
    """The counts of a workbook, as a return, give every figure that rests on them again."""
    form = read_received(put(tmp_path / "w.xlsx", workbook))
    write_return(form.data_return, tmp_path / "return")
    annual = second_year()
    again = compute_annual(load_return(tmp_path / "return"), annual.edition)
    compared = 0
    for before, after in zip(annual.indicators, again.indicators, strict=True):
        values = {figure.key: figure for figure in after.figures}
        for figure in before.figures:
            if "population" in figure.key or "without_" in figure.key:
                continue  # the workbook has no population served and no routes of recruitment
            found = values[figure.key]
            if before.family == "survey":
                assert found.value == pytest.approx(figure.value, abs=0.0011), figure.key
            else:
                assert (found.value, found.state) == (figure.value, figure.state), figure.key
                assert [(b.numerator, b.denominator) for b in found.bases] == [
                    (b.numerator, b.denominator) for b in figure.bases
                ]
            compared += 1
    assert compared > 150


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("about 40", "not_a_number"),
        ("n/a", "not_a_number"),
        (-3, "not_a_number"),
        (12.5, "not_a_number"),
        ("12", "number_as_text"),
        ("12%", "not_a_number"),
    ],
)
def test_a_cell_that_is_no_count_is_named(tmp_path, workbook, value, code):
    """Text, a negative or a broken number in a cell for people is named with sheet and cell."""

    def edit(sheets):
        sheets["Posts"]["F8"] = value

    form = read_received(put(tmp_path / "w.xlsx", rewrite(workbook, edit)))
    assert at(form, code)[0][0] == "sheet Posts, cell F8"
    assert at(form, code)[0][1] == str(value)
    assert (form.data_return is None) == (code == "not_a_number") == form.is_stopped


def test_a_blank_cell_is_not_zero(tmp_path, workbook):
    """A blank beside filled cells is asked about, and is no 0."""

    def edit(sheets):
        del sheets["Likelihoods"]["H7"]

    form = read_received(put(tmp_path / "w.xlsx", rewrite(workbook, edit)))
    assert ("sheet Likelihoods, cell H7", "") in at(form, "blank")
    assert ("2.people", Block.CURRENT, "compared") not in form.read.filled.typed


def test_moved_rows_and_sheets_are_found(tmp_path, workbook, filled):
    """Rows in another order, further down, on a sheet of another name, are read all the same."""

    def edit(sheets):
        rows: dict[int, dict[str, object]] = {}
        for name, value in sheets.pop("Board").items():
            letters, number = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
            rows.setdefault(int(number), {})[letters] = value
        order = sorted(rows, key=lambda n: (n > 5, -n))
        sheets["Governing body"] = {
            f"{letters}{place}": value
            for place, number in enumerate(order, start=4)
            for letters, value in rows[number].items()
        }

    form = read_received(put(tmp_path / "w.xlsx", rewrite(workbook, edit)))
    assert form.read.filled == filled
    assert not form.is_stopped


def test_swapped_columns_are_found_by_their_heading(tmp_path, workbook, filled):
    """Columns that changed places with their headings are read as what they are."""

    def edit(sheets):
        cells = sheets["Posts"]
        for row in range(5, 60):
            first, second = cells.pop(f"F{row}", None), cells.pop(f"G{row}", None)
            if second is not None:
                cells[f"F{row}"] = second
            if first is not None:
                cells[f"G{row}"] = first

    form = read_received(put(tmp_path / "w.xlsx", rewrite(workbook, edit)))
    assert form.read.filled == filled


@pytest.mark.parametrize(
    ("edit", "code", "where"),
    [
        (lambda s: s["Posts"].pop("F5"), "column_missing_in_form", "sheet Posts, row 5"),
        (lambda s: s["Posts"].pop("A10"), "row_missing", "sheet Posts"),
        (lambda s: s["Posts"].update(A10="1.non_clinical.1"), "row_twice", "sheet Posts, cell A10"),
        (lambda s: s["Posts"].update(B10="Chefs"), "label_changed", "sheet Posts, cell B10"),
        (
            lambda s: s["Posts"].update(B70="See our letter"),
            "not_of_the_form",
            "sheet Posts, cell B70",
        ),
        (lambda s: s.update(Letter={"C3": "Dear all"}), "not_of_the_form", "sheet Letter, cell C3"),
        (
            lambda s: s["Likelihoods"].update(J9=9.99),
            "computed_differs",
            "sheet Likelihoods, cell J9",
        ),
        (
            lambda s: s["Likelihoods"].update(G11=1),
            "counts_disagree",
            "sheet Likelihoods, cell G11",
        ),
    ],
)
def test_each_edit_is_named_with_its_place(tmp_path, workbook, edit, code, where):
    """What a person can do to a workbook is noticed, with the sheet and the cell."""

    def apply(sheets):
        edit(sheets)

    form = read_received(put(tmp_path / "w.xlsx", rewrite(workbook, apply)))
    assert where in [place for place, _ in at(form, code)]


def test_merged_cells_are_named(tmp_path, workbook):
    """A merged area is named: only its first cell holds anything."""

    def edit(sheets):
        sheets["Posts"].pop("G8")
        value = sheets["Posts"].pop("F8")
        return lambda book: book.get_worksheet_by_name("Posts").merge_range("F8:G8", value)

    form = read_received(put(tmp_path / "w.xlsx", rewrite(workbook, edit)))
    assert at(form, "merged_cells")[0][0] == "sheet Posts, cell F8 to sheet Posts, cell G8"


def test_a_formula_without_its_result_is_no_blank(tmp_path, workbook):
    """A formula whose result was not saved stops the use of the numbers; it is not read as 0."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/worksheets/sheet2.xml":
                data, times = re.subn(
                    rb'(<c r="F8" s="\d+")><v>\d+</v></c>', rb"\1><f>1+1</f></c>", data
                )
                assert times == 1
            new.writestr(part, data)
    form = read_received(put(tmp_path / "w.xlsx", out.getvalue()))
    assert at(form, "formula_without_value") == [("sheet Posts, cell F8", "")]
    assert form.is_stopped


def test_last_years_column_is_what_last_years_workbook_said(tmp_path, filled):
    """A number changed since last year is named; it is not where last year was restated."""
    edition = load_edition("2016")
    last = Filled(
        filled.lines,
        {
            (ref, Block.CURRENT, column): value
            for (ref, block, column), value in filled.typed.items()
            if block is Block.PREVIOUS
        },
    )
    before = put(
        tmp_path / "then.xlsx", write_workbook(last, edition, (("Edition", "2016"),), made_on=DAY)
    )
    about = (("Edition", "2016"), ("Kind", "commissioner"))
    now = put(tmp_path / "now.xlsx", write_workbook(filled, edition, about, made_on=DAY))
    assert "changed_since_last_year" not in codes(read_received(now, last_year=before))
    typed = {**filled.typed, ("2.people", Block.PREVIOUS, "compared"): 77}
    changed = replace(filled, typed=typed)
    now = put(tmp_path / "now.xlsx", write_workbook(changed, edition, about, made_on=DAY))
    form = read_received(now, last_year=before)
    assert at(form, "changed_since_last_year") == [("sheet Likelihoods, cell D7", "77")]
    restated = (*about, ("Last year restated (yes or no, and why)", "yes: a file was missing"))
    now = put(tmp_path / "now.xlsx", write_workbook(changed, edition, restated, made_on=DAY))
    assert "changed_since_last_year" not in codes(read_received(now, last_year=before))


def test_a_survey_percentage_that_nobody_can_give_is_named(tmp_path, workbook):
    """No whole number of respondents gives the percentage."""

    def edit(sheets):
        sheets["Staff survey"]["F7"] = 33.3
        sheets["Staff survey"]["F8"] = 10

    form = read_received(put(tmp_path / "w.xlsx", rewrite(workbook, edit)))
    assert at(form, "percentage_impossible") == [("sheet Staff survey, cell F7", "33.3%")]


def test_a_percentage_that_became_a_fraction_is_asked_about(tmp_path, workbook):
    """0.16 in a cell for a percentage is named: a spreadsheet makes that of 16%."""

    def edit(sheets):
        sheets["Staff survey"]["F7"] = 0.16

    form = read_received(put(tmp_path / "w.xlsx", rewrite(workbook, edit)))
    assert at(form, "fraction_for_percent") == [("sheet Staff survey, cell F7", "0.16")]


def test_a_fraction_in_the_template_is_read_as_its_percentage(tmp_path, template):
    """Excel's number for 1.6% is read as 1.6%; a ratio below 1 stays a ratio."""

    def edit(sheets):
        rows = {value: name[1:] for name, value in sheets["Report"].items() if name[0] == "A"}
        sheets["Report"][f"C{rows['2b']}"] = 0.016
        rows = {value: name[1:] for name, value in sheets["Indicators"].items() if name[0] == "A"}
        sheets["Indicators"][f"D{rows['5.2.1']}"] = 0.86
        sheets["Indicators"][f"D{rows['5.2.2']}"] = 0.25

    form = read_received(put(tmp_path / "t.xlsx", rewrite(template_workbook(template), edit)))
    assert form.read.answers["2b"] == "1.6%"
    assert form.read.answers["5.2.1.i"] == "0.86"
    assert form.read.answers["5.2.2.i"] == "25%"
    assert len(at(form, "fraction_for_percent")) == 2


def edited_template(template, tmp_path, **answers):
    """Return the form with some answers typed over, written and read again."""
    by_code = {code.replace("_", "."): text for code, text in answers.items()}

    def change(one):
        return replace(one, answer=by_code.get(one.code, one.answer))

    def line(one):
        return replace(
            one,
            reporting_year=by_code.get(f"{one.code}.i", one.reporting_year),
            previous_year=by_code.get(f"{one.code}.ii", one.previous_year),
        )

    entries = tuple(
        replace(
            entry,
            lines=tuple(map(line, entry.lines)),
            narrative=change(entry.narrative),
            action=change(entry.action),
        )
        for entry in template.indicators
    )
    edited = replace(
        template,
        header=tuple(map(change, template.header)),
        background=tuple(map(change, template.background)),
        closing=tuple(map(change, template.closing)),
        further=tuple(map(change, template.further)),
        indicators=entries,
    )
    return read_received(put(tmp_path / "t.xlsx", template_workbook(edited)))


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"2a": "250", "2b": "1.6%", "3a": "90.0%", "5_1_1_i": "1.6%"}, "small_number_given_away"),
        ({"2a": "250", "2b": "1.7%", "3a": "90.0%", "5_1_1_i": "1.6%"}, "percentage_impossible"),
        ({"2b": "8.9% (5 of 56)"}, "stale_base"),
        ({"5_2_2_i": "10.0% (4 of 20)"}, "counts_disagree"),
        ({"5_2_2_i": "10.0% (30 of 20)"}, "counts_disagree"),
        ({"5_2_1_i": "1.24%"}, "unit_confused"),
        ({"5_2_1_i": "9.00", "5_2_2_i": "20.0%", "5_2_3_i": "10.0%"}, "ratio_disagrees"),
        ({"5_2_1_i": "0.50", "5_2_2_i": "20.0%", "5_2_3_i": "10.0%"}, "columns_swapped"),
        ({"2a": "about 12"}, "not_a_number"),
        ({"3b": ""}, "blank"),
    ],
)
def test_a_template_that_cannot_be_true_is_found(tmp_path, template, answers, code):
    """Percentages, ratios, bases and blanks that cannot be are named, each with its cell."""
    assert code not in codes(edited_template(template, tmp_path)) or code == "blank"
    form = edited_template(template, tmp_path, **answers)
    assert code in codes(form)
    assert all(where.startswith("sheet ") for where, _ in at(form, code))


def test_a_recovered_number_is_not_repeated(tmp_path, template):
    """That a small number can be worked out is said without saying the number."""
    form = edited_template(template, tmp_path, **{"2a": "250", "2b": "1.6%"})
    told = [one for one in form.notices if one.code == "small_number_given_away"]
    assert told
    assert not any(re.search(r"\b4\b", f"{one.value} {one.detail}") for one in told)


@pytest.mark.requirement("R-145")
def test_a_report_without_its_scope_raises_a_query(tmp_path):
    """A provider that does not say which workforce is in scope is asked; one that does is not."""
    silent = template_from_year(year(kind="provider"), replace(WHOLE, scope=""), made_on=DAY)
    form = read_received(put(tmp_path / "t.xlsx", template_workbook(silent)))
    assert len(at(form, "scope_not_stated")) == 1
    said = template_from_year(year(kind="provider"), WHOLE, made_on=DAY)
    form = read_received(put(tmp_path / "t.xlsx", template_workbook(said)))
    assert at(form, "scope_not_stated") == []


@pytest.mark.requirement("R-155", "R-157")
@pytest.mark.parametrize(
    ("changes", "answers", "complete"),
    [
        ({}, ["yes", "yes", "yes", "yes"], True),
        ({"steps_planned": ""}, ["part", "yes", "yes", "yes"], True),
        ({"challenges": ""}, ["yes", "yes", "no", "yes"], True),
        ({"actions": {2: "A1"}}, ["yes", "part", "yes", "yes"], True),
        ({"steps_planned": "", "steps_taken": ""}, ["no", "yes", "yes", "yes"], False),
        ({"actions": {}}, ["yes", "no", "yes", "yes"], False),
    ],
)
def test_what_a_report_should_hold_is_answered_with_its_place(tmp_path, changes, answers, complete):
    """Each item is answered yes, part or no with its cells; without steps it is incomplete."""
    from dueregard.reports.template.checks import is_complete

    made = template_from_year(year(kind="provider"), replace(WHOLE, **changes), made_on=DAY)
    content = read_received(put(tmp_path / "t.xlsx", template_workbook(made))).content
    assert [one.answer for one in content] == answers
    assert all(bool(one.where) == (one.answer != "no") for one in content)
    assert is_complete(content) is complete


@pytest.mark.parametrize("name", ["plain.txt", "empty.xlsx", "other.xlsx", "macros.xlsx"])
def test_other_files_are_refused_in_a_sentence(tmp_path, name):
    """What is neither form, or not safe to open, is refused with what to do."""
    path = tmp_path / name
    if name == "other.xlsx":
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet().write("A1", "hello")
    elif name == "macros.xlsx":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("xl/vbaProject.bin", "x")
    else:
        path.write_bytes(b"PK\x03\x04" if name == "empty.xlsx" else b"words")
    with pytest.raises(FileNotUsableError) as fault:
        read_received(path)
    assert fault.value.advice


def test_a_workbook_of_another_year_needs_its_edition(tmp_path, filled):
    """A workbook that does not say its edition is asked for it, and read when told."""
    path = put(tmp_path / "w.xlsx", write_workbook(filled, load_edition("2016"), (), made_on=DAY))
    with pytest.raises(FileNotUsableError, match="edition"):
        read_received(path)
    assert read_received(path, edition="2016").read.filled == filled


def test_the_workbook_of_a_year_alone_is_read_too(tmp_path):
    """Without a year before, the previous columns are blank and nobody is asked for them."""
    path = put(tmp_path / "w.xlsx", data_workbook(year(), made_on=DAY))
    assert read_received(path).notices == ()
