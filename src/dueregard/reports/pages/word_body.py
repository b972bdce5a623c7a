"""What stands between a Word document's header and footer, as WordprocessingML.

Everything is a named style, a real list or a real table, so that a person can go on editing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import assert_never
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt

from dueregard.reports.pages.columns import shares, shortest_widths
from dueregard.reports.pages.drawings import alternative, width_pt
from dueregard.reports.pages.look import TONE_WORDS, told
from dueregard.reports.pages.model import (
    Block,
    Bullets,
    Callout,
    Chart,
    Document,
    Links,
    Paragraph,
    Section,
    Table,
    Terms,
)
from dueregard.reports.pages.word_markup import (
    bookmark,
    field_mark,
    instruction,
    page_setup,
    paragraph,
    room,
    run,
)
from dueregard.reports.pages.word_numbering import Numbering
from dueregard.reports.pages.word_styles import SMALL_TABLE_PT, TABLE_PT, TABLE_STYLE
from dueregard.reports.pages.words import is_address, plain

_DEEPEST_HEADING = 4
_CONTENTS_DEPTH = 2
_FIRST_DRAWING = 1000
"""Above any number that a template gives a drawing of its own."""
_ABOVE = '<w:spacing w:before="200" w:after="60"/>'
_BELOW = '<w:spacing w:before="60" w:after="240"/>'


@dataclass(slots=True)
class Body:
    """Turns blocks into WordprocessingML, and adds to the document what they refer to.

    Parameters
    ----------
    word
        The document that pictures, links and lists are added to.
    styles
        Identifiers of styles by name in lower case.
    numbering
        The document's lists.
    pictures
        Each chart's drawing as PNG, by the chart's key.
    anchors
        The number of every section's bookmark by its anchor.
    breadth
        How much wider the type is than the printed font, in which columns are measured.
    """

    word: WordDocument
    styles: Mapping[str, str]
    numbering: Numbering
    pictures: Mapping[str, bytes]
    anchors: Mapping[str, int]
    breadth: float
    drawn: count[int] = field(default_factory=lambda: count(1))

    def xml(self, document: Document) -> str:
        """Return the whole body but for the last section's page set-up."""
        return "".join(
            (
                self._line(document.organisation, "Small print"),
                self._line(document.title, "Title"),
                self._line(document.subtitle, "Subtitle"),
                self._terms(document.facts),
                self._blocks(document.opening),
                self._contents(document),
                *(self._section(section, 1) for section in document.sections),
                *(self._line(text, "Small print") for text in document.closing),
            )
        )

    def _line(self, text: str, style: str) -> str:
        return self._paragraph(run(text), style) if text else ""

    def _paragraph(self, runs: str, style: str, extra: str = "") -> str:
        return paragraph(runs, self.styles[style.lower()], extra)

    def _section(self, section: Section, level: int) -> str:
        number = self.anchors[section.anchor]
        start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(number)}"/>'
        runs = f'{start}{run(section.title)}<w:bookmarkEnd w:id="{number}"/>'
        fresh = "<w:pageBreakBefore/>" if section.new_page else ""
        return (
            self._paragraph(runs, f"heading {min(level, _DEEPEST_HEADING)}", fresh)
            + self._blocks(section.blocks)
            + "".join(self._section(inner, level + 1) for inner in section.sections)
        )

    def _contents(self, document: Document) -> str:
        """Set a real table of contents: entries that lead there, brought up to date by Word."""
        if not (document.has_contents and document.sections):
            return ""
        lines = [
            self._paragraph(self._inner_link(section.title, section.anchor), f"toc {level}")
            for section, level in _outline(document.sections)
        ]
        field_code = f' TOC \\o "1-{_CONTENTS_DEPTH}" \\h \\z \\u '
        opening = field_mark("begin") + instruction(field_code) + field_mark("separate")
        lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{opening}", 1)
        lines[-1] = lines[-1].removesuffix("</w:p>") + field_mark("end") + "</w:p>"
        return self._line("Contents", "Contents heading") + "".join(lines)

    def _blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
        match block:
            case Paragraph():
                return self._text(block)
            case Bullets():
                return self._bullets(block)
            case Terms():
                return self._terms(block.pairs)
            case Links():
                return self._links(block)
            case Callout():
                return self._callout(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case _:
                assert_never(block)

    def _text(self, block: Paragraph) -> str:
        lead = run(f"{block.lead} ", "<w:b/>") if block.lead else ""
        return self._paragraph(lead + run(block.text), "Small print" if block.quiet else "Normal")

    def _bullets(self, block: Bullets) -> str:
        if block.numbered:
            return self._items(map(run, block.items), "List Number", self.numbering.restarted())
        return self._items(map(run, block.items), "List Bullet", self.numbering.bullet)

    def _items(self, items: Iterable[str], style: str, number: int) -> str:
        extra = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return "".join(self._paragraph(item, style, extra) for item in items)

    def _terms(self, pairs: tuple[tuple[str, str], ...]) -> str:
        return "".join(
            self._paragraph(f"{run(name, '<w:b/>')}<w:r><w:tab/></w:r>{run(words)}", "Fact")
            for name, words in pairs
        )

    def _links(self, block: Links) -> str:
        links = [self._link(words, target) for words, target in block.targets]
        return self._items(links, "List Bullet", self.numbering.bullet)

    def _link(self, words: str, target: str) -> str:
        if target.startswith("#"):
            return self._inner_link(words, target[1:])
        if not is_address(target):
            return run(f"{words} ({target})")
        key = self.word.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{key}" w:history="1">{self._linked(words)}</w:hyperlink>'

    def _inner_link(self, words: str, anchor: str) -> str:
        number = self.anchors.get(anchor)
        if number is None:
            return run(words)
        name = bookmark(number)
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{self._linked(words)}</w:hyperlink>'

    def _linked(self, words: str) -> str:
        return run(words, f"<w:rStyle w:val={quoteattr(self.styles['hyperlink'])}/>")

    def _callout(self, block: Callout) -> str:
        word = TONE_WORDS[block.tone]
        title = run(told(block), "<w:b/>")
        texts = [run(text) for text in block.texts]
        last = len(texts) - 1
        return self._paragraph(title, word, f"<w:keepNext/>{_ABOVE}") + "".join(
            self._paragraph(text, word, _BELOW if number == last else "")
            for number, text in enumerate(texts)
        )

    def _chart(self, block: Chart) -> str:
        picture = self._picture(block)
        source = self._line(block.source, "Small print")
        kept = "<w:keepNext/>" if source else ""
        return self._caption(block.title) + self._paragraph(picture, "Normal", kept) + source

    def _caption(self, words: str) -> str:
        """Set a caption that stays with what it names, whatever a house style says."""
        return self._paragraph(run(words), "caption", "<w:keepNext/>")

    def _picture(self, block: Chart) -> str:
        width = min(room(self.word)[1], width_pt(block))
        image = io.BytesIO(self.pictures[block.key])
        inline = self.word.part.new_pic_inline(image, width=Pt(width))
        properties = inline.docPr
        number = next(self.drawn)
        properties.set("id", str(_FIRST_DRAWING + number))
        properties.set("name", f"Chart {number}")
        properties.set("title", plain(block.title))
        properties.set("descr", alternative(block))
        return f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"

    def _table(self, block: Table) -> str:
        tall, broad = room(self.word)[1], room(self.word)[0]
        least = sum(shortest_widths(block)) * self.breadth
        size = TABLE_PT if least * TABLE_PT <= tall else SMALL_TABLE_PT
        turned = least * size > tall and broad > tall
        width = broad if turned else tall
        made = self._caption(block.caption) + self._rows(block, width, size)
        after = (
            self._line(block.note, "Small print")
            or '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>'
        )
        return self._turned(made + after) if turned else made + after

    def _rows(self, block: Table, width: float, size: float) -> str:
        twips = [round(share * width * 20) for share in shares(block, width / size / self.breadth)]
        style = "Table text" if size == TABLE_PT else "Table text small"
        grid = "".join(f'<w:gridCol w:w="{twip}"/>' for twip in twips)
        head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        rows = "".join(
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{self._cells(row, block, twips, style)}</w:tr>"
            for row in block.rows
        )
        return (
            f"<w:tbl><w:tblPr><w:tblStyle w:val={quoteattr(self.styles[TABLE_STYLE.lower()])}/>"
            '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(plain(block.caption))}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr>{head}{self._cells(block.columns, block, twips, style)}</w:tr>{rows}</w:tbl>"
        )

    def _cells(self, texts: tuple[str, ...], block: Table, twips: list[int], style: str) -> str:
        return "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twip}" w:type="dxa"/></w:tcPr>'
            + self._paragraph(run(text), style, '<w:jc w:val="right"/>' * (number in block.right))
            + "</w:tc>"
            for number, (text, twip) in enumerate(zip(texts, twips, strict=True))
        )

    def _turned(self, content: str) -> str:
        """Set content on a page of its own on its side; pages before and after stay upright."""
        return f"{self._page_end(turned=False)}{content}{self._page_end(turned=True)}"

    def _page_end(self, *, turned: bool) -> str:
        return f"<w:p><w:pPr>{page_setup(self.word, turned=turned)}</w:pPr></w:p>"


def _outline(sections: tuple[Section, ...], level: int = 1) -> list[tuple[Section, int]]:
    if level > _CONTENTS_DEPTH:
        return []
    return [
        entry
        for section in sections
        for entry in ((section, level), *_outline(section.sections, level + 1))
    ]
