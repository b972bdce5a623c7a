"""The Word file: opened as Word would, it holds styles, lists, tables and fields, not looks."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from dueregard.errors import FileNotUsableError
from dueregard.reports.pages.word import word_bytes
from tests.unit.reports.pages.whole import MARK, chart, whole


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(word_bytes(whole())))


def styled(word, style):
    return [p.text for p in word.paragraphs if p.style.name == style]


def number_of(paragraph):
    return paragraph._p.pPr.numPr.numId.val


def test_headings_are_heading_styles(word):
    assert styled(word, "Title") == ["Race equality report 2026"]
    assert styled(word, "Heading 1") == ["Workforce indicators", "What is not shown"]
    assert styled(word, "Heading 2") == ["A long table", "A wide table"]


def test_lists_are_real_and_each_numbered_list_begins_at_one(word):
    numbered = [p for p in word.paragraphs if p.style.name == "List Number"]
    assert [p.text for p in numbered][:2] == ["Ask people", "Count them"]
    first, again = number_of(numbered[0]), number_of(numbered[2])
    assert first == number_of(numbered[1]) != again
    numbering = word.part.numbering_part.element
    starts = {
        num.numId: [o.get(qn("w:val")) for o in num.iter(qn("w:startOverride"))]
        for num in numbering.num_lst
    }
    assert starts[first] == starts[again] == ["1"]
    assert "A first point" in styled(word, "List Bullet")


def test_tables_repeat_their_headings_and_are_named(word):
    """A header row that repeats over pages, rows kept whole, a caption before and a name within."""
    assert len(word.tables) == 4
    for table in word.tables:
        head, *rows = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    assert [cell.text for cell in word.tables[0].rows[1].cells] == [
        "Band 0",
        "0,001",
        "0,002",
        "0,003",
    ]
    captions = styled(word, "Caption")
    assert captions[:2] == ["Share of each band", "Staff by pay band"]


def test_pictures_have_alternatives_and_twice_the_pixels(word):
    (picture,) = word.inline_shapes
    about = picture._inline.docPr
    assert about.get("descr") == "Share of each band. Bands 5 to 7: 22.4%."
    image = next(
        part for part in word.part.package.iter_parts() if part.partname.startswith("/word/media")
    )
    assert image.image.px_width == 1360
    assert picture.width - Mm(170) < 1000


def test_every_drawing_has_a_number_of_its_own():
    """Word calls a file damaged in which two drawings bear the same number."""
    two = whole(opening=(chart("first"), chart("second")))
    word = docx.Document(io.BytesIO(word_bytes(two)))
    numbers = [picture._inline.docPr.id for picture in word.inline_shapes]
    assert len(numbers) == len(set(numbers)) == 3


def test_file_says_what_it_is(word):
    about = word.core_properties
    assert (about.title, about.author) == ("Race equality report 2026", "Invented Commissioner")
    assert about.language == "en-GB"
    assert about.created == about.modified == datetime(2026, 11, 23, tzinfo=UTC)
    assert {tag.get(qn("w:val")) for tag in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_every_page_bears_mark_title_and_number(word):
    section = word.sections[0]
    assert section.header.paragraphs[0].text == MARK
    assert "Race equality report 2026" in section.footer.paragraphs[0].text
    fields = [code.text.strip() for code in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_very_wide_table_is_on_a_turned_page(word):
    turns = [section.orientation for section in word.sections]
    assert turns == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for section in word.sections:
        assert section.header.paragraphs[0].text == MARK


def test_contents_are_a_field_whose_entries_lead_somewhere(word):
    marks = {b.get(qn("w:name")) for b in word.element.body.iter(qn("w:bookmarkStart"))}
    links = [
        link.get(qn("w:anchor"))
        for link in word.element.body.iter(qn("w:hyperlink"))
        if link.get(qn("w:anchor"))
    ]
    assert len(links) == 4 + 1
    assert set(links) <= marks
    codes = [code.text for code in word.element.body.iter(qn("w:instrText"))]
    assert any("TOC" in code for code in codes)


def test_links_lead_out_but_never_run_anything(word):
    targets = {r.target_ref for r in word.part.rels.values() if r.is_external}
    assert targets == {"data/figures.csv", "https://www.example.org/guide?a=1&b=2"}


def test_same_document_same_bytes():
    """Written twice, the file is the same, with no time of day in it."""
    content = word_bytes(whole())
    assert content == word_bytes(whole())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_style_that_is_used_is_there(word):
    ids = {style.style_id for style in word.styles}
    used = {
        tag.get(qn("w:val"))
        for kind in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for tag in word.element.body.iter(qn(kind))
    }
    assert used <= ids


@pytest.fixture
def house(tmp_path):
    """An organisation's template: its own heading, header, footer and paper, and a sample text."""
    template = docx.Document()
    section = template.sections[0]
    section.page_width, section.page_height = Mm(200), Mm(280)
    section.header.paragraphs[0].text = "House of the Invented Commissioner"
    section.footer.paragraphs[0].text = "House footer"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "First page"
    template.styles["Heading 1"].font.color.rgb = RGBColor(1, 2, 3)
    template.styles.element.remove(template.styles["List Number"].element)
    template.add_heading("Sample heading of the template")
    path = tmp_path / "house.docx"
    template.save(path)
    return path


def test_a_house_template_is_kept(house):
    """Its styles, header, footer and paper stay; its sample text goes; the mark comes first."""
    word = docx.Document(io.BytesIO(word_bytes(whole(), house)))
    section = word.sections[0]
    assert abs(section.page_width - Mm(200)) < 1000
    assert [p.text for p in section.header.paragraphs] == [
        MARK,
        "House of the Invented Commissioner",
    ]
    assert [p.text for p in section.first_page_header.paragraphs] == [MARK, "First page"]
    assert section.footer.paragraphs[0].text == "House footer"
    assert word.styles["Heading 1"].font.color.rgb == RGBColor(1, 2, 3)
    assert "Sample heading of the template" not in [p.text for p in word.paragraphs]
    assert styled(word, "Heading 1") == ["Workforce indicators", "What is not shown"]
    assert "Ask people" in styled(word, "List Number")
    captions = [p for p in word.paragraphs if p.style.name == "Caption"]
    assert captions
    assert all(p.paragraph_format.keep_with_next for p in captions)


def test_a_house_template_without_lists_gets_them(house, tmp_path):
    """A template that never had a list has no part for them; one is made."""
    bare = tmp_path / "bare.docx"
    with zipfile.ZipFile(house) as full, zipfile.ZipFile(bare, "w") as less:
        for name in full.namelist():
            content = full.read(name)
            if name == "word/_rels/document.xml.rels":
                start = content.index(b"relationships/numbering")
                first, last = content.rindex(b"<Rel", 0, start), content.index(b"/>", start)
                content = content[:first] + content[last + 2 :]
            less.writestr(name, content)
    word = docx.Document(io.BytesIO(word_bytes(whole(), bare)))
    assert "Ask people" in styled(word, "List Number")


def test_a_template_of_type_dotx_is_taken(house, tmp_path):
    """Word's own kind of template differs from a document by one line, and is as good."""
    dotx = tmp_path / "house.dotx"
    with zipfile.ZipFile(house) as full, zipfile.ZipFile(dotx, "w") as changed:
        for name in full.namelist():
            content = full.read(name)
            changed.writestr(name, content.replace(b"document.main+xml", b"template.main+xml"))
    word = docx.Document(io.BytesIO(word_bytes(whole(), dotx)))
    assert word.sections[0].footer.paragraphs[0].text == "House footer"


@pytest.mark.parametrize("kind", ["text", "zip", "missing", "folder", "damaged", "macros"])
def test_what_is_no_template_is_refused_with_advice(kind, house, tmp_path):
    """The message names the file, and says what to give instead."""
    path = tmp_path / "template.docx"
    if kind == "text":
        path.write_text("no Word file")
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("a.txt", "x")
    elif kind == "folder":
        path.mkdir()
    elif kind == "damaged":
        with zipfile.ZipFile(house) as full, zipfile.ZipFile(path, "w") as broken:
            for name in full.namelist():
                content = full.read(name)
                broken.writestr(name, content[:90] if name == "word/document.xml" else content)
    elif kind == "macros":
        with zipfile.ZipFile(house) as full, zipfile.ZipFile(path, "w") as live:
            for name in full.namelist():
                old, new = (
                    b"openxmlformats-officedocument.wordprocessingml.document.main",
                    b"ms-word.document.macroEnabled.main",
                )
                live.writestr(name, full.read(name).replace(old, new))
    with pytest.raises(FileNotUsableError, match=r"template\.docx") as caught:
        word_bytes(whole(), path)
    assert caught.value.advice
