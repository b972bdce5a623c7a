"""A Word document's header and footer: the mark on every page, the title, the page's number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import _Footer, _Header

from dueregard.reports.pages.model import Document
from dueregard.reports.pages.word_markup import field, paragraph, room, run


def put_furniture(
    word: WordDocument, document: Document, styles: Mapping[str, str], *, house: bool
) -> None:
    """Put the mark above every header; a plain document gets our header and footer as well.

    A house template's headers and footers stay as they are, with the mark above.
    """
    if document.mark:
        mark = paragraph(run(document.mark), styles["mark"], spaces=nsdecls("w"))
        for header in _headers(word):
            header._element.insert(0, parse_xml(mark))  # noqa: SLF001 - there is no other way
    if not house:
        _put_footer(word, document, styles["footer"])


def _headers(word: WordDocument) -> Iterator[_Header]:
    """Yield the header of every kind of page that the document tells apart."""
    for section in word.sections:
        kinds: list[_Header] = [section.header]
        if section.different_first_page_header_footer:
            kinds.append(section.first_page_header)
        if word.settings.odd_and_even_pages_header_footer:
            kinds.append(section.even_page_header)
        for header in kinds:
            if header.is_linked_to_previous:
                header.is_linked_to_previous = False
            yield header


def _put_footer(word: WordDocument, document: Document, style: str) -> None:
    footer: _Footer = word.sections[0].footer
    footer.is_linked_to_previous = False
    edge = round(room(word)[1] * 20)
    place = f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>'
    words = (
        f"{run(document.title)}<w:r><w:tab/></w:r>{run('Page ')}{field('PAGE')}"
        f"{run(' of ')}{field('NUMPAGES')}"
    )
    root = footer._element  # noqa: SLF001 - there is no other way
    for old in list(root):
        root.remove(old)
    root.append(parse_xml(paragraph(words, style, place, nsdecls("w"))))
