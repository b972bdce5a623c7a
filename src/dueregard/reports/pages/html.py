"""A document as one self-contained HTML file: no script, no font, nothing fetched."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from itertools import count
from typing import assert_never

from dueregard.reports.pages.drawings import inline_drawing
from dueregard.reports.pages.look import LANGUAGE, PALETTE, SCALE, told
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

_WIDE = 8
"""Columns from which on a table is set in smaller type."""


def html_page(document: Document) -> str:
    """Return a document as the text of an HTML page; the same document gives the same text."""
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="{LANGUAGE}">',
            _head(document),
            f'<body data-mark="{_words(document.mark)}">',
            '<a class="skip" href="#content">Skip to the content</a>',
            _page(document),
            "</body>\n</html>\n",
        )
    )


def _words(text: str) -> str:
    return escape(plain(text))


def _head(document: Document) -> str:
    title = ", ".join(filter(None, (document.mark, document.title, document.organisation)))
    robots = '<meta name="robots" content="noindex, nofollow">\n' if document.mark else ""
    return (
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'{robots}<meta name="author" content="{_words(document.organisation)}">\n'
        f'<meta name="date" content="{document.made_on.isoformat()}">\n'
        f"<title>{_words(title)}</title>\n<style>\n{_style()}</style>\n</head>"
    )


def _style() -> str:
    colours = "".join(f"--{name}:{colour};" for name, colour in PALETTE.items())
    sizes = "".join(f"--size-{name}:{size}rem;" for name, size in SCALE.items())
    sheet = files("dueregard.reports.pages") / "templates" / "page.css"
    return f":root{{{colours}{sizes}}}\n{sheet.read_text('utf-8')}"


def _page(document: Document) -> str:
    numbers = count(1)
    mark = f'<p class="mark">{_words(document.mark)}</p>\n' if document.mark else ""
    subtitle = f'<p class="subtitle">{_words(document.subtitle)}</p>\n' if document.subtitle else ""
    return (
        f'<header>\n{mark}<div class="sheet">\n'
        f'<p class="whose">{_words(document.organisation)}</p>\n'
        f"<h1>{_words(document.title)}</h1>\n{subtitle}{_terms(document.facts)}</div>\n</header>\n"
        f'<main id="content" class="sheet" tabindex="-1">\n'
        f"{_blocks(document.opening, numbers)}{_contents(document)}"
        f"{''.join(_section(section, 2, numbers) for section in document.sections)}</main>\n"
        f'<footer>\n<div class="sheet">\n{_paragraphs(document.closing)}</div>\n</footer>'
    )


def _contents(document: Document) -> str:
    if not (document.has_contents and document.sections):
        return ""
    return (
        '<nav class="contents" aria-labelledby="contents-title">\n'
        f'<h2 id="contents-title">Contents</h2>\n{_entries(document.sections, 2)}</nav>\n'
    )


def _entries(sections: tuple[Section, ...], depth: int) -> str:
    if not sections or not depth:
        return ""
    lines = (
        f'<li><a href="#{_words(section.anchor)}">{_words(section.title)}</a>'
        f"{_entries(section.sections, depth - 1)}</li>\n"
        for section in sections
    )
    return f"<ol>\n{''.join(lines)}</ol>\n"


def _section(section: Section, level: int, numbers: count[int]) -> str:
    heading = f"h{min(level, 6)}"
    fresh = ' class="new-page"' if section.new_page else ""
    inner = "".join(_section(part, level + 1, numbers) for part in section.sections)
    anchor = _words(section.anchor)
    return (
        f"<section{fresh}>\n"
        f'<{heading} id="{anchor}" tabindex="-1">{_words(section.title)}</{heading}>\n'
        f"{_blocks(section.blocks, numbers)}{inner}</section>\n"
    )


def _blocks(blocks: tuple[Block, ...], numbers: count[int]) -> str:
    return "".join(_block(block, numbers) for block in blocks)


def _block(block: Block, numbers: count[int]) -> str:  # noqa: PLR0911 - one for each kind
    match block:
        case Paragraph():
            return _paragraph(block)
        case Bullets():
            return _bullets(block)
        case Terms():
            return _terms(block.pairs)
        case Links():
            return _links(block)
        case Callout():
            return _callout(block, f"passage-{next(numbers)}")
        case Table():
            return _table(block, f"table-{next(numbers)}")
        case Chart():
            return _chart(block)
        case _:
            assert_never(block)


def _paragraph(block: Paragraph) -> str:
    quiet = ' class="quiet"' if block.quiet else ""
    lead = f"<strong>{_words(block.lead)}</strong> " if block.lead else ""
    return f"<p{quiet}>{lead}{_words(block.text)}</p>\n"


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{_words(text)}</p>\n" for text in texts)


def _bullets(block: Bullets) -> str:
    kind = "ol" if block.numbered else "ul"
    items = "".join(f"<li>{_words(item)}</li>\n" for item in block.items)
    return f"<{kind}>\n{items}</{kind}>\n" if items else ""


def _terms(pairs: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(f"<dt>{_words(name)}</dt><dd>{_words(words)}</dd>\n" for name, words in pairs)
    return f'<dl class="terms">\n{lines}</dl>\n' if lines else ""


def _links(block: Links) -> str:
    lines = "".join(f"<li>{_link(words, target)}</li>\n" for words, target in block.targets)
    return f'<ul class="links">\n{lines}</ul>\n' if lines else ""


def _link(words: str, target: str) -> str:
    if is_address(target):
        return f'<a href="{escape(target)}">{_words(words)}</a>'
    return f"{_words(words)} ({_words(target)})"


def _callout(block: Callout, name: str) -> str:
    return (
        f'<div class="callout {block.tone}" role="note" aria-labelledby="{name}">\n'
        f'<p class="callout-title" id="{name}">'
        f"{_words(told(block))}</p>\n"
        f"{_paragraphs(block.texts)}</div>\n"
    )


def _table(block: Table, name: str) -> str:
    wide = " wide" if len(block.columns) >= _WIDE else ""
    right = frozenset(block.right)
    heads = "".join(
        f'<th scope="col"{_side(number, right)}>{_words(column)}</th>'
        for number, column in enumerate(block.columns)
    )
    rows = "".join(f"<tr>{_cells(row, right)}</tr>\n" for row in block.rows)
    note = f'<p class="quiet note">{_words(block.note)}</p>\n' if block.note else ""
    return (
        f'<div class="scroll{wide}" role="group" tabindex="0" aria-labelledby="{name}">\n'
        f'<table>\n<caption id="{name}">{_words(block.caption)}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{note}"
    )


def _cells(row: tuple[str, ...], right: frozenset[int]) -> str:
    first = f'<th scope="row"{_side(0, right)}>{_words(row[0])}</th>' if row else ""
    return first + "".join(
        f"<td{_side(number, right)}>{_words(cell)}</td>" for number, cell in enumerate(row[1:], 1)
    )


def _side(number: int, right: frozenset[int]) -> str:
    return ' class="right"' if number in right else ""


def _chart(block: Chart) -> str:
    source = f'<p class="quiet note">{_words(block.source)}</p>\n' if block.source else ""
    label = escape(f"Drawing: {plain(block.title)}")
    return (
        f"<figure>\n<figcaption>{_words(block.title)}</figcaption>\n"
        f'<div class="scroll" role="group" tabindex="0" aria-label="{label}">'
        f"{inline_drawing(block)}</div>\n{source}</figure>\n"
    )
