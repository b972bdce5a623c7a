"""Faults that published reports had, planted in received ones: each becomes a question to act on.

The kinds of fault are those found in published figures; every number here is invented.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from dueregard.assurance.files import ledger_texts
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import Disclosure, EvidenceKind, LetterKind
from dueregard.cli.root import root
from dueregard.operations.assess_providers import load
from dueregard.operations.keep_evidence import Incoming, keep
from dueregard.operations.query_received import question_evidence
from dueregard.operations.read_received import read_received
from dueregard.operations.send_letters import write_about_report
from dueregard.operations.write_report import compute_figures
from dueregard.reports.pages.word import word_bytes
from dueregard.reports.template.document import template_document
from dueregard.reports.template.from_year import template_from_year
from dueregard.reports.template.workbook import template_workbook
from tests.factories import example_folder
from tests.unit.assurance import records_for_tests as given

DAY = date(2016, 4, 20)
PLACE = re.compile(r"table (\d+), row (\d+), column (\d+)")
RATIO, WHITE, BME = "5.2.1.i", "5.2.2.i", "5.2.3.i"
# What is wrong: the cells typed over, the kind of fault, and words that the question has to hold.
DEFECTS = {
    "a ratio of rounded rates": (
        {RATIO: "1.7", WHITE: "9.0%", BME: "5.0%"}, "ratio_disagrees", "not from rounded rates",
    ),
    "a lost digit": (
        {RATIO: "1.46", WHITE: "17.5%", BME: "2.0%"}, "ratio_disagrees", "numbers of people",
    ),
    "columns swapped": (
        {RATIO: "0.67", WHITE: "30.0%", BME: "20.0%"}, "columns_swapped", "changed places",
    ),
    "cut instead of rounded, past what rounding allows": (
        {RATIO: "6.20", WHITE: "63.1872%", BME: "10.0000%"}, "ratio_disagrees", "rates beside it",
    ),
    "a percentage of another head count": (
        {"2a": "300", "5.1.1.i": "8.9% (5 of 56)"}, "stale_base", "another number of people",
    ),
    "a percentage that nobody can have": (
        {"2a": "161", "3a": "14.1%"}, "percentage_impossible", "no whole number of people",
    ),
    "a percentage with a wrong numerator": (
        {"3a": "50.0% (7 of 56)"}, "counts_disagree", "which of them is right",
    ),
    "a ratio with a per cent sign": ({RATIO: "0.86%"}, "unit_confused", "number of times"),
    "a small number that can be worked out": (
        {"2a": "251", "2b": "1.6%"}, "small_number_given_away", "we host no copy",
    ),
    "no word on whom it covers": (
        {"H5": "Example CCG"}, "scope_not_stated", "which staff it covers",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def annual(tmp_path_factory):
    return compute_figures(example_folder(tmp_path_factory.mktemp("a") / "y"), as_of=DAY).annual


@pytest.fixture(scope="module")
def template(annual, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.docx"
    path.write_bytes(word_bytes(template_document(template_from_year(annual, made_on=DAY))))
    return path


def typed_over(template: Path, path: Path, changes: dict[str, str]) -> Path:
    """Type over fields of a Word template, as the body that sent it might have."""
    places = read_received(template).read.places
    document = Document(str(template))
    for code, text in changes.items():
        table, row, column = map(int, PLACE.fullmatch(places[code]).groups())
        document.tables[table - 1].rows[row - 1].cells[column - 1].text = text
    document.save(str(path))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ours"
    place.mkdir()
    ledger = Ledger(
        register=(given.contract("P1", "nhs_trust", 900_000),),
        commissioners=(given.US,),
        contacts=(given.contact("P1"),),
    )
    for name, text in ledger_texts(ledger).items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def kept(folder: Path, file: Path):
    incoming = Incoming(
        "P1", "Annual report", EvidenceKind.REPORT, DAY, ("P1/2015-16/M3",), supplied_by="C. Clerk"
    )
    return keep(folder, incoming, file)


@pytest.mark.requirement("R-160")
@pytest.mark.parametrize("case", DEFECTS)
def test_each_published_fault_becomes_a_question(case, template, folder, tmp_path) -> None:
    """Planted in a received report, it is found, named with its place, and asked about."""
    changes, code, words = DEFECTS[case]
    kept(folder, typed_over(template, tmp_path / "sent.docx", changes))
    before = {(one.code, one.where) for one in read_received(template).notices}
    found = [
        one
        for one in question_evidence(folder, "E1", as_of=DAY).queries
        if one.code == code and (one.code, one.where) not in before
    ]
    assert found, case
    assert all(one.where and words in one.question for one in found)


@pytest.mark.requirement("R-145")
def test_a_report_without_its_scope_is_asked_for_it(template, folder, tmp_path) -> None:
    """Which staff provide NHS services has to be said."""
    kept(folder, typed_over(template, tmp_path / "sent.docx", {"H5": "Example CCG"}))
    asked = {one.code: one for one in question_evidence(folder, "E1", as_of=DAY).queries}
    assert "NHS services" in asked["scope_not_stated"].question


@pytest.mark.requirement("R-159")
def test_a_report_that_gives_a_small_number_away_is_not_hosted(template, folder, tmp_path) -> None:
    """Reading it takes back an earlier go-ahead: it is queried before it is published."""
    changes = {"2a": "251", "2b": "1.6%"}
    kept(folder, typed_over(template, tmp_path / "sent.docx", changes))
    question_evidence(folder, "E1", as_of=DAY)
    assert load(folder).evidence[0].disclosure is Disclosure.QUERIED
    asked = " ".join(one.question for one in load(folder).queries)
    assert " 4 " not in asked


def test_last_years_column_is_held_against_last_years_report(template, folder, tmp_path) -> None:
    """A figure of last year that was told otherwise then is asked about."""
    first = typed_over(template, tmp_path / "then.docx", {"5.5.1.i": "16.0%"})
    second = typed_over(template, tmp_path / "now.docx", {"5.5.1.ii": "18.0%"})
    kept(folder, first)
    kept(folder, second)
    asked = question_evidence(folder, "E2", as_of=DAY, last_year="E1").queries
    assert [one.code for one in asked if one.code == "changed_since_last_year"]


def test_reading_a_report_twice_asks_once_and_the_letter_has_every_point(
    template, folder, tmp_path
) -> None:
    """The second reading adds nothing; L5 lists each open question with its place."""
    kept(folder, typed_over(template, tmp_path / "sent.docx", {RATIO: "0.86%"}))
    first = question_evidence(folder, "E1", as_of=DAY).queries
    assert question_evidence(folder, "E1", as_of=DAY).queries == ()
    letter = write_about_report(folder, LetterKind.L5, "E1", as_of=DAY)
    assert letter.kind is LetterKind.L5
    files = [one for one in load(folder).evidence if one.id == letter.evidence]
    document = Document(str(folder / files[0].path))
    text = " ".join(" ".join(one.text for one in document.paragraphs).split())
    assert all(" ".join(one.question.split()) in text for one in first)


@pytest.mark.requirement("R-130")
def test_a_report_in_another_form_is_as_good(folder, tmp_path) -> None:
    """A PDF is kept and read by people; nothing is held against it."""
    file = tmp_path / "own.pdf"
    file.write_bytes(b"%PDF a report of our own making")
    kept(folder, file)
    found = question_evidence(folder, "E1", as_of=DAY)
    assert (found.form, found.queries) == ("", ())
    result = CliRunner().invoke(root, ["evidence", "question", str(folder), "E1"])
    assert "in a form of its own: people read it" in result.output


def test_a_workbook_template_is_read_as_well(annual, folder, tmp_path) -> None:
    """The same questions come from the template as a workbook."""
    path = tmp_path / "t.xlsx"
    path.write_bytes(template_workbook(template_from_year(annual, made_on=DAY)))
    kept(folder, path)
    assert question_evidence(folder, "E1", as_of=DAY).queries
