"""A document as tagged PDF. No word of it is read as markup: the template is fed data."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, assert_never

from dueregard.reports.pages.columns import breakable, shares, shortest_widths
from dueregard.reports.pages.drawings import alternative, printed_drawing, width_pt
from dueregard.reports.pages.glyphs import characters_of, spelled_out
from dueregard.reports.pages.look import FONT, PALETTE, SCALE, points, told
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
from dueregard.reports.pages.words import is_address, plain

_PAPER_PT = 482.0
_PAPER_LANDSCAPE_PT = 728.0
_TABLE_PT = (9.5, 8.5, 7.75)
"""Sizes a table may be set in, largest first; below the last the page is turned."""

Data = dict[str, Any]


def pdf_bytes(document: Document) -> bytes:
    """Return a document as PDF; the same document gives the same bytes."""
    from dueregard.reports.pages.typesetting import (  # noqa: PLC0415 - loads a compiler
        font_file,
        set_type,
    )

    template = files("dueregard.reports.pages") / "templates" / "page.typ"
    data = json.dumps(_data(document), ensure_ascii=False)
    if not data.isascii():
        data = spelled_out(data, characters_of(font_file("Regular").read_bytes()))
    return set_type(template.read_bytes(), {"document": data}, "pdf")[0]


def _data(document: Document) -> Data:
    made = document.made_on
    return {
        "look": {
            "palette": PALETTE,
            "sizes": {step: points(step) for step in SCALE},
            "font": FONT,
        },
        "title": _words(document.title),
        "subtitle": _words(document.subtitle),
        "organisation": _words(document.organisation),
        "mark": _words(document.mark),
        "facts": _pairs(document.facts),
        "opening": [_block(block) for block in document.opening],
        "sections": [_section(section) for section in document.sections],
        "closing": [_words(text) for text in document.closing],
        "made_on": [made.year, made.month, made.day],
        "contents": document.has_contents and bool(document.sections),
        "entries": sum(1 + len(section.sections) for section in document.sections),
    }


def _words(text: str) -> str:
    return breakable(plain(text))


def _pairs(pairs: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[_words(name), _words(words)] for name, words in pairs]


def _section(section: Section) -> Data:
    return {
        "title": _words(section.title),
        "anchor": section.anchor,
        "new_page": section.new_page,
        "blocks": [_block(block) for block in section.blocks],
        "sections": [_section(inner) for inner in section.sections],
    }


def _block(block: Block) -> Data:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Paragraph():
            lead, text = _words(block.lead), _words(block.text)
            return {"kind": "paragraph", "lead": lead, "text": text, "quiet": block.quiet}
        case Bullets():
            items = [_words(item) for item in block.items]
            return {"kind": "bullets", "items": items, "numbered": block.numbered}
        case Terms():
            return {"kind": "terms", "pairs": _pairs(block.pairs)}
        case Links():
            return {"kind": "links", "targets": [_link(*target) for target in block.targets]}
        case Callout():
            return _callout(block)
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)
        case _:
            assert_never(block)


def _link(words: str, target: str) -> list[str | None]:
    if is_address(target):
        return [_words(words), target]
    return [f"{_words(words)} ({_words(target)})", None]


def _callout(block: Callout) -> Data:
    return {
        "kind": "callout",
        "tone": block.tone,
        "title": _words(told(block)),
        "texts": [_words(text) for text in block.texts],
    }


def _table(block: Table) -> Data:
    size, landscape = _setting(block)
    room = (_PAPER_LANDSCAPE_PT if landscape else _PAPER_PT) / size
    return {
        "kind": "table",
        "caption": _words(block.caption),
        "columns": [_words(column) for column in block.columns],
        "rows": [[_words(cell) for cell in row] for row in block.rows],
        "note": _words(block.note),
        "right": list(block.right),
        "shares": shares(block, room),
        "size": size,
        "landscape": landscape,
    }


def _setting(block: Table) -> tuple[float, bool]:
    """Return the size of a table's type, and whether it needs a page of its own, turned."""
    least = sum(shortest_widths(block))
    for size in _TABLE_PT:
        if least * size <= _PAPER_PT:
            return size, False
    return next((size for size in _TABLE_PT if least * size <= _PAPER_LANDSCAPE_PT), 7.0), True


def _chart(block: Chart) -> Data:
    return {
        "kind": "chart",
        "title": _words(block.title),
        "alternative": alternative(block),
        "svg": printed_drawing(block, FONT),
        "source": _words(block.source),
        "width": min(1.0, width_pt(block) / _PAPER_PT),
    }
