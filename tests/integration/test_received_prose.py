"""Reports in a form of their own: their words are read for small numbers before one is hosted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document as WordDocument
from pypdf import PdfWriter

from dueregard.assurance.files import ledger_texts
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import Disclosure, EvidenceKind
from dueregard.operations.assess_providers import load
from dueregard.operations.keep_evidence import Incoming, keep
from dueregard.operations.query_received import question_evidence, waits_for_hosting
from dueregard.operations.read_prose import read_prose, small_numbers
from dueregard.reports.pages.model import Document, Paragraph
from dueregard.reports.pages.pdf import pdf_bytes
from tests.unit.assurance import records_for_tests as given

DAY = date(2016, 4, 20)
TELLING = "There are 3 BME staff at band 8a."
SAFE = "Of 5,320 staff 412 are BME. The figures are of 31 March 2016."


def pdf(text: str) -> bytes:
    return pdf_bytes(
        Document(
            title="Annual report", subtitle="", organisation="Provider P1", mark="", facts=(),
            opening=(Paragraph(text),), sections=(), closing=(), made_on=DAY, has_contents=False,
        )
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ours"
    place.mkdir()
    ledger = Ledger(
        register=(given.contract("P1", "nhs_trust", 900_000),), commissioners=(given.US,)
    )
    for name, text in ledger_texts(ledger).items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def kept(folder: Path, name: str, content: bytes) -> None:
    file = folder.parent / name
    file.write_bytes(content)
    keep(folder, Incoming("P1", "Annual report", EvidenceKind.REPORT, DAY), file)


@pytest.mark.requirement("R-159", "R-130")
def test_a_small_number_in_a_pdf_is_asked_about_and_never_repeated(folder) -> None:
    """The page is named, the number is not; the report is not hosted; asking twice adds nothing."""
    kept(folder, "annual.pdf", pdf(f"{SAFE} {TELLING}"))
    found = question_evidence(folder, "E1", as_of=DAY)
    assert [(one.code, one.where) for one in found.queries] == [("small_number_in_text", "page 1")]
    assert not any(sign.isdigit() for sign in found.queries[0].question)
    ledger = load(folder)
    assert ledger.evidence[0].disclosure is Disclosure.QUERIED
    assert waits_for_hosting(ledger, ledger.evidence[0])
    assert question_evidence(folder, "E1", as_of=DAY).queries == ()


@pytest.mark.requirement("R-130")
def test_a_report_in_a_form_of_its_own_is_no_fault(folder) -> None:
    """Large numbers, years and percentages are nothing to ask about."""
    kept(folder, "annual.pdf", pdf(f"{SAFE} 16.2% of staff are BME. The likelihood is 1.46 times."))
    found = question_evidence(folder, "E1", as_of=DAY)
    assert (found.form, found.queries, found.unread) == ("", (), "")
    assert load(folder).evidence[0].disclosure is Disclosure.NOT_CHECKED


def test_word_files_are_read_with_their_tables(tmp_path) -> None:
    """A number in a cell is found in its table."""
    document = WordDocument()
    document.add_paragraph(SAFE)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "BME starters"
    table.rows[0].cells[1].text = "3 BME staff"
    path = tmp_path / "annual.docx"
    document.save(str(path))
    telling = [where for where, text in read_prose(path).parts if small_numbers(text)]
    assert telling == ["table 1"]


def test_what_cannot_be_read_says_so(folder, tmp_path) -> None:
    """A picture of a page, a picture, a damaged file: never taken for safe in silence."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    path = tmp_path / "scanned.pdf"
    writer.write(path)
    assert "pictures of pages" in read_prose(path).unread
    kept(folder, "scan.pdf", path.read_bytes())
    assert "look at it yourself" in question_evidence(folder, "E1", as_of=DAY).unread
    other = tmp_path / "picture.png"
    other.write_bytes(b"png")
    assert "look at it yourself" in read_prose(other).unread
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7 and no more")
    assert "cannot be read as a PDF" in read_prose(damaged).unread
    word = tmp_path / "damaged.docx"
    word.write_bytes(b"no Word file")
    assert "cannot be read as a Word file" in read_prose(word).unread


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (TELLING, 1),
        ("The only BME director is on the board.", 1),
        ("We had two Black starters.", 1),
        ("Of 12 BME staff 11 stayed.", 0),
        (SAFE, 0),
    ],
)
def test_small_is_below_the_threshold_in_figures_and_in_words(text: str, number: int) -> None:
    """Below ten it is found, from ten on it is not."""
    assert len(small_numbers(text, threshold=10)) == number
