"""The data pack: every figure once, as it is printed, with its meaning, for both audiences."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from dueregard.editions.loader import load_edition
from dueregard.figures import Unit
from dueregard.indicators.annual import compute_characteristics
from dueregard.reports.data_pack.files import data_pack_files
from dueregard.reports.data_pack.from_release import data_pack_from_release
from dueregard.reports.data_pack.from_year import data_pack_from_year
from dueregard.reports.data_pack.model import Mark
from dueregard.reports.data_pack.places import unit_of
from dueregard.reports.data_pack.workbook import data_pack_xlsx
from dueregard.reports.publication.model import figures_of
from tests.oracle.spreadsheets import MAIN, cells_of
from tests.unit.reports.forms.test_template import expected_text
from tests.unit.reports.forms.years import DAY, publication, second_year, year

CORE = "docProps/core.xml"
INTERNAL_MARKS = {mark.value for mark in Mark}


@pytest.fixture(scope="module")
def pack():
    annual = second_year()
    others = compute_characteristics(annual.data_return, annual.edition)
    return data_pack_from_year(annual, others, made_on=DAY)


@pytest.fixture(scope="module")
def content(pack):
    return data_pack_xlsx(pack)


def records(pack, table):
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("edition", ["2015", "2016", "2021", "2025"])
def test_the_key_tells_the_unit_of_every_figure(edition):
    """A figure stands in the same table whether it comes from a year or from a release."""
    annual = year(edition=edition)
    wrong = [f.key for f in annual.every_figure if unit_of(f.key, annual.edition) is not f.unit]
    assert wrong == []


@pytest.mark.requirement("R-060")
def test_every_figure_stands_in_the_pack_as_it_is_printed():
    """Each figure of the year has one row, with its printed number and its exact counts."""
    annual = second_year()
    plain = data_pack_from_year(annual, made_on=DAY)
    rows = {record["key"]: record for t in plain.tables for record in records(plain, t)}
    assert len(rows) == len(annual.every_figure) == sum(len(t.rows) for t in plain.tables)
    for figure in annual.every_figure:
        record = rows[figure.key]
        if figure.value is None:
            assert record["value"] in INTERNAL_MARKS
            continue
        if figure.unit is Unit.PEOPLE:
            assert record["value"] == figure.value
        elif record["value"] != "[low]":
            bare = re.match(r"[-+]?[\d.]+", expected_text(figure))[0]
            assert record["value"] == Decimal(bare), figure.key
        if figure.unit is Unit.SHARE and figure.bases[0].numerator is not None:
            counts = (record["people_counted"], record["people_in_base"])
            assert counts == (figure.bases[0].numerator, figure.bases[0].denominator or "[x]")


def test_last_year_stands_beside_this_year(pack):
    """The column of last year holds last year's figures on this year's definition."""
    annual = second_year()
    ratios = next(table for table in pack.tables if table.key == "likelihood_ratios")
    rows = {record["key"]: record for record in records(pack, ratios)}
    for result in annual.indicators[1:4]:
        before = result.before(result.headline.key)
        expected = Decimal(expected_text(before)) if before.value is not None else None
        found = rows[result.headline.key]["last_year"]
        assert found == expected if expected is not None else found in INTERNAL_MARKS


def test_workbook_csv_and_json_agree_cell_by_cell(pack, content):
    """The three forms hold the same cells; numbers are numbers, marks are texts."""
    files = data_pack_files(pack)
    document = {one["key"]: one["rows"] for one in json.loads(files["data_pack.json"])["tables"]}
    cells = cells_of(content)
    for table in pack.tables:
        rows = list(csv.reader(io.StringIO(files[f"{table.key}.csv"])))
        assert rows[0] == [column.name for column in table.columns]
        top = first_row(cells, table.sheet, table.columns[0].heading)
        for number, row in enumerate(table.rows):
            for place, value in enumerate(row):
                name = f"{chr(ord('A') + place)}{top + 1 + number}"
                shown = cells[table.sheet, name].value
                plain = document[table.key][number][table.columns[place].name]
                assert rows[number + 1][place].lstrip("'") == str(value).lstrip("'")
                if isinstance(value, Decimal):
                    assert shown == pytest.approx(float(value), abs=1e-12) == plain
                else:
                    assert shown == value == plain


def first_row(cells, sheet, heading):
    return next(
        int(name[1:])
        for (where, name), cell in cells.items()
        if where == sheet and name[0] == "A" and cell.value == heading
    )


def test_each_sheet_has_one_marked_table_that_starts_at_the_left(content, pack):
    """Tables are marked, uniquely named, of one header row, without filter and merged cells."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    tables = [text for name, text in parts.items() if name.startswith("xl/tables/")]
    names = [re.search(r' name="([^"]+)"', text)[1] for text in tables]
    assert len(names) == len(set(names)) == len(pack.tables) + 4
    assert all("autoFilter" not in text and 'ref="A' in text for text in tables)
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert not any("mergeCell" in text or "pane " in text or "hidden" in text for text in sheets)
    assert not any("headerFooter" in text for text in sheets)
    assert not any(name.endswith(".bin") or "drawing" in name for name in parts)


def test_no_cell_within_a_table_is_empty(content, pack):
    """Every cell of a table holds a number, a word or a mark."""
    cells = cells_of(content)
    for table in pack.tables:
        assert len({(s, n) for s, n in cells if s == table.sheet}) > len(table.rows)
    assert all(value != "" for value in pack.values())


def test_sheets_are_named_once_and_listed_in_the_contents(content, pack):
    """Cover, contents and notes come first; every sheet's name is unique, short and listed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - our own workbook
    names = [sheet.attrib["name"] for sheet in book.iter(f"{MAIN}sheet")]
    assert names[:3] == ["Cover", "Contents", "Notes"]
    assert len(names) == len({name.lower() for name in names})
    assert max(map(len, names)) <= 31
    cells = cells_of(content)
    listed = {cell.value for (sheet, _), cell in cells.items() if sheet == "Contents"}
    assert set(names[2:]) <= listed


def test_only_the_marks_in_use_are_explained(content, pack):
    """The sheet of shorthand explains the marks that stand in the tables, and no others."""
    cells = cells_of(content)
    explained = {
        cell.value
        for (sheet, _), cell in cells.items()
        if sheet == "Shorthand" and str(cell.value) in INTERNAL_MARKS
    }
    used = {value for value in pack.values() if value in INTERNAL_MARKS}
    assert explained == used


def test_every_column_is_in_the_dictionary(pack):
    """Name, meaning, unit and allowed values of every column of every table, none empty."""
    rows = list(csv.DictReader(io.StringIO(data_pack_files(pack)["data_dictionary.csv"])))
    named = {(row["table"], row["column"]) for row in rows}
    assert named == {(t.key, c.name) for t in pack.tables for c in t.columns}
    assert all(all(row.values()) for row in rows)


def test_the_workbook_says_who_made_it_and_in_which_language(content, pack):
    """Title, organisation and language are set; the only date is the day it was made on."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        core = archive.read(CORE).decode()
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert pack.title in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {DAY.isoformat()}
    assert f"<dc:creator>{pack.organisation}</dc:creator>" in core


def test_equal_packs_are_equal_bytes(pack, content):
    """The same figures give the same workbook and the same files."""
    assert data_pack_xlsx(pack) == content
    assert data_pack_files(pack) == data_pack_files(pack)


def test_the_public_pack_holds_what_was_released_and_nothing_more():
    """Every number of the public pack stands in a released text; hidden cells hold a mark."""
    released = publication()
    pack = data_pack_from_release(released, load_edition("2016"))
    texts = " ".join(one.printed for _, one in figures_of(released))
    allowed = {Decimal(text) for text in re.findall(r"-?\d+(?:\.\d+)?", texts)}
    assert {value for value in pack.values() if isinstance(value, Decimal)} <= allowed
    rows = {record["key"]: record for t in pack.tables for record in records(pack, t)}
    assert rows["workforce.headcount"]["value"] == Decimal(250)
    assert rows["representation.all.compared"]["value"] == "[c]"
    assert rows["representation.all.compared"]["people_counted"] == "[c]"
    assert rows["completeness.staff.all.declared"]["value"] == "90-100%"
    appointed = rows["appointment.reference"]
    assert (appointed["value"], appointed["people_counted"], appointed["people_in_base"]) == (
        Decimal("42.9"),
        Decimal(30),
        Decimal(70),
    )
    assert (appointed["last_year"], appointed["state_last_year"]) == (Decimal(40), "coarsened")
    assert rows["training.ratio"]["value"] == "[x]"
    assert rows["board.voting.vs_workforce"]["value"] == "[c]"
    assert rows["harassment_public.gap"]["value"] == Decimal(-3)


def test_the_public_workbook_carries_no_internal_mark():
    """A pack made from a release does not call itself internal, nor the internal one public."""
    public = data_pack_xlsx(data_pack_from_release(publication(), load_edition("2016")))
    assert not any("INTERNAL" in str(cell.value) for cell in cells_of(public).values())


def test_internal_sheets_all_say_that_they_are_internal(content):
    """Every sheet of the internal pack carries the mark."""
    cells = cells_of(content)
    sheets = {sheet for sheet, _ in cells}
    marked = {sheet for (sheet, _), cell in cells.items() if "INTERNAL" in str(cell.value)}
    assert marked == sheets


@pytest.mark.requirement("R-127")
def test_nothing_rates_an_organisation(pack):
    """No red, amber or green, no pass or fail: the standard is no blueprint for 'good'."""
    words = " ".join(str(value) for value in pack.values()) + " ".join(pack.notes)
    assert not re.search(
        r"\b(?:red|amber|green|pass(?:ed)?|fail(?:ed)?|rating|grade)\b", words, re.IGNORECASE
    )
