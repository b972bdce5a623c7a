"""The data-collection workbook: its numbers, its live formulas, and its checks."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from dueregard.editions.loader import load_edition
from dueregard.errors import EditionError
from dueregard.reports.workbook.checks import DIFFER, LOOK, outcomes
from dueregard.reports.workbook.layout import Block, layout_of
from dueregard.reports.workbook.model import Filled
from dueregard.reports.workbook.numbers import filled_from_year
from dueregard.reports.workbook.places import cell_name, plans_of
from dueregard.reports.workbook.places import cells_of as places_of
from dueregard.reports.workbook.writing import data_workbook, write_workbook
from dueregard.vocabulary import Group
from tests.oracle.spreadsheets import Evaluator, cells_of
from tests.unit.reports.forms.years import DAY, second_year, year

GROUPS = [group.value for group in Group]


def counts(annual, population, where=lambda cell: True, back=0):
    """Count people of a group from the bare cells of the return."""
    rule = annual.edition.comparison
    members = {
        "reference": set(rule.reference.categories),
        "compared": set(rule.compared.categories),
        "unknown": set(rule.unknown.categories),
    }
    wanted = annual.data_return.reporting_year - back
    return [
        sum(
            cell.n
            for cell in annual.data_return.cells
            if cell.population == population
            and cell.characteristic == "ethnicity"
            and cell.year == wanted
            and cell.category in members[group]
            and where(cell)
        )
        for group in GROUPS
    ]


@pytest.mark.requirement("R-060")
@pytest.mark.parametrize("edition", ["2016", "2020"])
def test_every_number_is_a_count_of_the_return(edition):
    """Posts, events and board: each row is the count of the cells that belong to it."""
    annual = year(size=361, edition=edition)
    filled = filled_from_year(annual, None)
    values = filled.values()

    def row(ref):
        return [values[ref, Block.USED, group] for group in GROUPS]

    assert row("1.total") == counts(annual, "staff") == row("3.people") == row("9.workforce")
    assert row("1.clinical.6") == counts(
        annual, "staff", lambda c: c.part == "clinical" and c.pay_band == "6"
    )
    consultants = {"consultant", "senior_medical_manager"}
    assert row("1.medical.consultant") == counts(
        annual, "staff", lambda c: c.part == "medical" and c.pay_band in consultants
    )
    assert row("2.people") == counts(annual, "shortlisted")
    assert row("2.events") == counts(annual, "appointed")
    assert row("3.events") == counts(annual, "disciplinary")
    assert row("4.events") == counts(annual, "training")
    assert row("9.total") == counts(annual, "board")
    assert row("9.voting") == counts(annual, "board", lambda c: c.seat.startswith("voting"))
    if edition == "2016":
        assert row("3.events.1_before") == counts(annual, "disciplinary", back=1)
    else:
        assert "3.events.1_before" not in filled.by_ref


@pytest.mark.requirement("R-060")
def test_computed_cells_are_the_figures():
    """Likelihoods, ratios, shares and differences are those of the annual figures."""
    annual = year(size=361)
    values = filled_from_year(annual, None).values()
    for number in (2, 3, 4):
        result = annual.indicators[number - 1]
        stem = result.key
        ratio = result.figure(f"{stem}.ratio")
        assert values[f"{number}.likelihood", Block.USED, "ratio"] == pytest.approx(ratio.value)
        for group in ("reference", "compared"):
            rate = result.figure(f"{stem}.{group}").value
            assert values[f"{number}.likelihood", Block.USED, group] == pytest.approx(rate)
    board = annual.indicators[8]
    gap = board.figure("board.voting.vs_workforce").value
    assert values["9.voting.difference", Block.USED, "compared"] == pytest.approx(100 * gap)
    share = board.figure("board.voting.unknown").value
    assert values["9.voting.share", Block.USED, "unknown"] == pytest.approx(share)
    for result in annual.indicators[4:8]:
        for group in ("reference", "compared"):
            figure = result.figure(f"{result.key}.{group}")
            shown = values[f"{result.number}.percent", Block.USED, group]
            assert shown == pytest.approx(100 * figure.value, abs=0.05)
            people = values[f"{result.number}.respondents", Block.USED, group]
            assert people == figure.bases[0].denominator


@pytest.mark.parametrize("edition", ["2016", "2020", "2025"])
def test_formulas_give_what_is_saved_with_them(edition):
    """Each formula, worked out again by another program, gives its saved result."""
    cells = cells_of(
        data_workbook(year(edition=edition), year(edition=edition).data_return, made_on=DAY)
    )
    evaluator = Evaluator(cells)
    formulas = {place: cell for place, cell in cells.items() if cell.formula}
    assert len(formulas) > 300
    for place, cell in formulas.items():
        found = evaluator.value(*place)
        expected = float(found) if isinstance(found, float) else found
        assert cell.value == (
            pytest.approx(expected) if isinstance(expected, float) else expected
        ), place


@pytest.mark.parametrize(
    ("changes", "ref", "column", "expected"),
    [
        ({("2.people", "compared"): 0}, "2.likelihood", "ratio", "nobody"),
        ({("2.events", "compared"): 0}, "2.likelihood", "ratio", "not calculable"),
        (
            {("2.events", "compared"): 0, ("2.events", "reference"): 0},
            "2.likelihood",
            "ratio",
            "no events",
        ),
        ({("2.events", "reference"): 0}, "2.likelihood", "ratio", 0.0),
        ({("2.events", "reference"): None}, "2.likelihood", "reference", "not given"),
        ({("9.total", group): 0 for group in GROUPS}, "9.total.share", "compared", "nobody"),
    ],
)
def test_zeros_and_blanks_have_words_and_the_formula_the_same(changes, ref, column, expected):
    """A zero or a blank gives the same word or number in the cell and in its formula."""
    edition = load_edition("2016")
    filled = filled_from_year(year(), None)
    typed = dict(filled.typed)
    for (name, group), value in changes.items():
        if value is None:
            typed.pop((name, Block.CURRENT, group))
        else:
            typed[name, Block.CURRENT, group] = value
    changed = Filled(filled.lines, typed)
    assert changed.values()[ref, Block.USED, column] == expected
    cells = cells_of(write_workbook(changed, edition, (), made_on=DAY))
    sheet, row, place = places_of(plans_of(edition))[ref, Block.USED, column]
    name = cell_name((sheet, row, place), sheet)
    assert Evaluator(cells).value(sheet, name) == expected == cells[sheet, name].value


def test_a_verified_number_replaces_the_current_one():
    """What was verified is used, in the cell and in its formula; what was sent stays there."""
    filled = filled_from_year(year(), None)
    typed = {**filled.typed, ("2.people", Block.VERIFIED, "compared"): 40}
    values = Filled(filled.lines, typed).values()
    assert values["2.people", Block.USED, "compared"] == 40
    assert values["2.people", Block.CURRENT, "compared"] != 40
    cells = cells_of(
        write_workbook(Filled(filled.lines, typed), load_edition("2016"), (), made_on=DAY)
    )
    sheet, row, place = places_of(plans_of(load_edition("2016")))[
        "2.people", Block.USED, "compared"
    ]
    assert Evaluator(cells).value(sheet, cell_name((sheet, row, place), sheet)) == 40.0


def test_senior_medical_managers_are_not_added_twice():
    """The total of medical and dental staff leaves out the row that is part of another."""
    total = next(line for line in layout_of(load_edition("2016")) if line.ref == "1.total.medical")
    assert "1.medical.consultant" in total.rule.refs
    assert "1.medical.senior_medical_manager" not in total.rule.refs


@pytest.mark.parametrize(
    ("ref", "value", "check", "result"),
    [
        ("3.people", 999, "3.workforce", DIFFER),
        ("4.people", 1, "4.workforce", DIFFER),
        ("9.workforce", 3, "9.workforce", DIFFER),
        ("2.events", 999, "2.events", DIFFER),
        ("3.events", 999, "3.events", LOOK),
        ("1.medical.senior_medical_manager", 99, "1.subset", DIFFER),
        ("9.voting", 55, "9.voting", DIFFER),
        ("9.executive", 55, "9.executive", DIFFER),
    ],
)
def test_each_check_finds_its_fault(ref, value, check, result):
    """A number changed in one cell is found by the check for it, and its live formula says so."""
    edition = load_edition("2016")
    filled = filled_from_year(year(), None)
    assert not any(one.is_fault for one in outcomes(edition, filled))
    typed = {**filled.typed, (ref, Block.CURRENT, "compared"): value}
    changed = Filled(filled.lines, typed)
    found = {(one.check.key, one.column): one.result for one in outcomes(edition, changed)}
    assert found[check, "compared"] == result
    assert found[check, "reference"] == "agree"
    cells = cells_of(write_workbook(changed, edition, (), made_on=DAY))
    evaluator = Evaluator(cells)
    rows = {
        (cells["Checks", f"A{n}"].value, cells["Checks", f"C{n}"].value): n
        for n in range(6, 200)
        if cells.get(("Checks", f"C{n}")) and cells["Checks", f"C{n}"].value
    }
    assert evaluator.value("Checks", f"F{rows[check, 'BME']}") == result
    assert cells["Checks", f"G{rows[check, 'BME']}"].value == result


def test_computed_cells_are_locked_and_typed_cells_are_open():
    """Sheets are protected; a typed cell is open, a computed one is not; counts are checked."""
    with zipfile.ZipFile(io.BytesIO(data_workbook(year(), made_on=DAY))) as archive:
        sheets = [
            archive.read(name).decode()
            for name in sorted(archive.namelist())
            if name.startswith("xl/worksheets/sheet")
        ]
        styles = archive.read("xl/styles.xml").decode()
    assert all("<sheetProtection" in sheet for sheet in sheets)
    formats = re.findall(
        r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1].split("</cellXfs")[0]
    )
    posts = sheets[1]
    opened = {n for n, text in enumerate(formats) if 'locked="0"' in text}
    for cell in re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"[^>]*><f>', "".join(sheets)):
        assert int(cell) not in opened
    typed = re.findall(r'<c r="F\d+" s="(\d+)"><v>', posts)
    assert typed
    assert {int(one) for one in typed} <= opened
    assert posts.count('type="whole"') >= 3 * 3 * 32
    assert 'type="decimal"' in "".join(sheets)


def test_the_year_before_stands_in_its_columns():
    """Last year's counts fill the previous columns, and nothing is there without them."""
    annual = second_year()
    filled = filled_from_year(annual, year(130).data_return)
    blocks = {block for _, block, _ in filled.typed}
    assert blocks == {Block.CURRENT, Block.PREVIOUS}
    values = filled.values()
    assert values["1.total", Block.PREVIOUS, "compared"] == counts(year(130), "staff")[1]
    alone = filled_from_year(annual, None).values()
    assert alone["1.total", Block.PREVIOUS, "compared"] == "not given"


def test_there_was_no_workbook_for_2015():
    """The edition of 2015 has no rows of pay bands; the error says what to use."""
    with pytest.raises(EditionError, match="Reporting Template"):
        data_workbook(year(edition="2015"), made_on=DAY)


def test_equal_workbooks_are_equal_bytes():
    """The same year gives the same bytes."""
    assert data_workbook(year(), made_on=DAY) == data_workbook(year(), made_on=DAY)
