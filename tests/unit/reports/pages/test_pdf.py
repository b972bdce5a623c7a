"""The PDF: its tags, its bookmarks and what is printed on each page, read by another program."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pypdf
import pytest

from dueregard.reports.pages import typesetting
from dueregard.reports.pages.pdf import pdf_bytes
from dueregard.reports.pages.typesetting import set_type
from tests.unit.reports.pages.whole import DIGEST, MARK, table, whole


@pytest.fixture(scope="module")
def pdf() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf_bytes(whole())))


def root(pdf: pypdf.PdfReader):
    return pdf.trailer["/Root"]


def elements(node) -> Iterator[dict]:
    """Every element of the structure tree, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from elements(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def of_kind(pdf, kind):
    return [e for e in elements(root(pdf)["/StructTreeRoot"]) if e["/S"] == kind]


def words(page) -> str:
    return " ".join(page.extract_text().split())


def test_file_says_what_it_is(pdf):
    """Marked as tagged; language, title, owner and the one date it may hold."""
    assert root(pdf)["/MarkInfo"]["/Marked"]
    assert root(pdf)["/Lang"] == "en-GB"
    assert root(pdf)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "Race equality report 2026"
    assert pdf.metadata.author == "Invented Commissioner"
    assert pdf.metadata.creation_date.date() == date(2026, 11, 23)


def test_metadata_names_the_standard_asked_for(pdf):
    """The typesetter was asked for PDF/UA-1 and wrote so; this is no proof of conformance."""
    assert b"pdfuaid" in root(pdf)["/Metadata"].get_data()


def test_table_headers_are_tagged_with_their_scope(pdf):
    """Four tables with 4, 4, 14 and 9 headings, each heading said to be of its column."""
    heads = of_kind(pdf, "/TH")
    assert len(heads) == 4 + 4 + 14 + 9
    assert {attributes["/Scope"] for head in heads for attributes in head["/A"]} == {"/Column"}
    assert len(of_kind(pdf, "/Table")) == len(of_kind(pdf, "/THead")) == 4


def test_pictures_have_alternatives(pdf):
    (figure,) = of_kind(pdf, "/Figure")
    assert figure["/Alt"] == "Share of each band. Bands 5 to 7: 22.4%."


def test_chart_words_are_text_in_the_documents_font(pdf):
    """A chart's words can be found, and no font but the document's is used anywhere."""
    assert any("22.4%" in words(page) for page in pdf.pages)
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert all(font.startswith("SourceSansPro") for font in fonts)


def test_headings_are_tagged_and_bookmarked(pdf):
    assert [e["/T"] for e in of_kind(pdf, "/H1")] == ["Workforce indicators", "What is not shown"]
    assert [e["/T"] for e in of_kind(pdf, "/H2")] == ["A long table", "A wide table"]
    first, under, second = pdf.outline
    assert (first.title, second.title) == ("Workforce indicators", "What is not shown")
    assert [entry.title for entry in under] == ["A long table", "A wide table"]


def test_every_page_bears_mark_and_number(pdf):
    total = len(pdf.pages)
    assert total > 5
    for number, page in enumerate(pdf.pages, start=1):
        assert MARK in words(page)
        assert f"Page {number} of {total}" in words(page)


def test_a_table_repeats_its_headings(pdf):
    """Each page that a long table runs over begins with its column headings."""
    over = [page for page in pdf.pages if "87,001" in words(page) or "20,001" in words(page)]
    assert len(over) == 2
    assert all("Column 1 Column 2 Column 3" in words(page) for page in over)


def test_a_very_wide_table_is_turned_with_its_heading(pdf):
    """The page is wider than tall, holds the section's heading, and nothing leaves the paper."""
    turned = [page for page in pdf.pages if page.mediabox.width > page.mediabox.height]
    assert len(turned) == 1
    assert "A wide table" in words(turned[0])
    assert words(turned[0]).count("Considerable") == 13


def test_links_lead_to_the_web_beside_and_inside(pdf):
    targets = [
        note.get_object()["/A"]["/URI"]
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert targets == ["data/figures.csv", "https://www.example.org/guide?a=1&b=2"]


def test_same_document_same_bytes():
    assert pdf_bytes(whole()) == pdf_bytes(whole())


def test_a_missing_font_is_no_page_that_looks_different(monkeypatch):
    """Without its font, nothing is set."""
    monkeypatch.setattr(typesetting, "FACES", ())
    with pytest.raises(RuntimeError, match="Source Sans Pro"):
        pdf_bytes(whole())


def test_a_warning_is_an_error():
    """What the compiler only warns of stops the program."""
    source = b'#set document(title: "t")\n#set text(font: "No Such Face")\nwords'
    with pytest.raises(RuntimeError, match="unknown font family"):
        set_type(source, {}, "png")


def test_long_runs_of_letters_stay_on_the_paper(pdf):
    """A digest of 64 letters is broken into lines, and reads whole when they are joined."""
    everything = "".join(page.extract_text() for page in pdf.pages).replace("\u200b", "")
    assert DIGEST in "".join(everything.split())


def test_characters_the_font_lacks_are_spelled_out():
    text = words(pypdf.PdfReader(io.BytesIO(pdf_bytes(whole(subtitle="A 中 B")))).pages[0])
    assert "A [U+4E2D] B" in text


def test_a_small_document_is_one_page():
    """Nothing but a title and a table: no contents, no empty page."""
    small = whole(mark="", facts=(), opening=(table(),), sections=(), closing=(), subtitle="")
    assert len(pypdf.PdfReader(io.BytesIO(pdf_bytes(small))).pages) == 1
