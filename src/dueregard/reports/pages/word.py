"""A document as Word file (DOCX) that a person can go on editing."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dueregard.reports.pages.drawings import printed_drawing
from dueregard.reports.pages.look import FONT, LANGUAGE
from dueregard.reports.pages.model import Chart, Document, blocks_of, sections_of
from dueregard.reports.pages.word_body import Body
from dueregard.reports.pages.word_furniture import put_furniture
from dueregard.reports.pages.word_numbering import put_numbering
from dueregard.reports.pages.word_styles import (
    FONT_BREADTH,
    UNKNOWN_BREADTH,
    put_styles,
    set_house_type,
)
from dueregard.reports.pages.word_template import open_template, packed
from dueregard.reports.pages.words import plain


def word_bytes(document: Document, template: Path | None = None) -> bytes:
    """Return a document as DOCX; the same document and template give the same bytes.

    Parameters
    ----------
    document
        What is written.
    template
        An organisation's own Word file, whose styles, header, footer and page set-up are kept.

    Raises
    ------
    FileNotUsableError
        The template cannot be read, or is no Word file.
    """
    word = open_template(template)
    numbering = put_numbering(word)
    house = template is not None
    styles = put_styles(word, house=house, bullet=numbering.bullet, number=numbering.number)
    if not house:
        set_house_type(word)
    put_furniture(word, document, styles, house=house)
    anchors = {section.anchor: number for number, section in enumerate(sections_of(document), 1)}
    breadth = UNKNOWN_BREADTH if house else FONT_BREADTH
    body = Body(word, styles, numbering, _pictures(document), anchors, breadth)
    _pour(word, body.xml(document))
    _describe(word, document)
    return _saved(word)


def _pour(word: WordDocument, xml: str) -> None:
    body = word.element.body
    page_setup = body.get_or_add_sectPr()
    for block in list(parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{xml}</w:body>")):
        page_setup.addprevious(block)


def _pictures(document: Document) -> dict[str, bytes]:
    charts = [block for block in blocks_of(document) if isinstance(block, Chart)]
    if not charts:
        return {}
    from dueregard.reports.pages.typesetting import set_type  # noqa: PLC0415 - loads a compiler

    template = files("dueregard.reports.pages") / "templates" / "drawings.typ"
    drawn = json.dumps([printed_drawing(chart, FONT) for chart in charts])
    pages = set_type(template.read_bytes(), {"drawings": drawn, "font": FONT}, "png")
    return {chart.key: page for chart, page in zip(charts, pages, strict=True)}


def _describe(word: WordDocument, document: Document) -> None:
    about = word.core_properties
    made = datetime(document.made_on.year, document.made_on.month, document.made_on.day, tzinfo=UTC)
    about.title, about.subject = plain(document.title), plain(document.subtitle)
    about.author = about.last_modified_by = plain(document.organisation)
    about.created = about.modified = about.last_printed = made
    about.language, about.revision = LANGUAGE, 1
    about.comments = about.keywords = about.category = ""


def _saved(word: WordDocument) -> bytes:
    """Save, and pack again without the time of day."""
    out = io.BytesIO()
    word.save(out)
    with zipfile.ZipFile(out) as package:
        return packed({name: package.read(name) for name in package.namelist()})
