"""A document read as its reader does: every word in order, sections and tables by their names."""

from __future__ import annotations

from dueregard.reports.pages.model import (
    Bullets,
    Callout,
    Chart,
    Links,
    Paragraph,
    Table,
    Terms,
    blocks_of,
)


def words_of(document):
    """Return every text of a document, headings included, one a line."""
    parts = [document.title, document.subtitle, document.organisation]
    parts += [f"{name}: {words}" for name, words in document.facts]
    for block in document.opening:
        parts += texts_of(block)
    for section in document.sections:
        parts += section_texts(section)
    return "\n".join((*parts, *document.closing))


def section_texts(section):
    parts = [section.title]
    for block in section.blocks:
        parts += texts_of(block)
    for inner in section.sections:
        parts += section_texts(inner)
    return parts


def section_words(section):
    return "\n".join(section_texts(section))


def texts_of(block):
    return READ[type(block)](block)


def table_texts(block):
    rows = [" | ".join(row) for row in block.rows]
    return [block.caption, " | ".join(block.columns), *rows, block.note]


READ = {
    Paragraph: lambda block: [f"{block.lead} {block.text}".strip()],
    Bullets: lambda block: list(block.items),
    Terms: lambda block: [f"{name}: {words}" for name, words in block.pairs],
    Links: lambda block: [f"{words} ({target})" for words, target in block.targets],
    Callout: lambda block: [block.title, *block.texts],
    Table: table_texts,
    Chart: lambda block: [block.title, block.description, block.source],
}


def find_section(document, anchor):
    """Return the section with this anchor, wherever it stands."""
    found = [one for one in every_section(document.sections) if one.anchor == anchor]
    assert len(found) == 1, (anchor, [one.anchor for one in every_section(document.sections)])
    return found[0]


def every_section(sections):
    for section in sections:
        yield section
        yield from every_section(section.sections)


def find_table(document, caption):
    """Return the table with this caption."""
    found = [
        one for one in blocks_of(document) if isinstance(one, Table) and one.caption == caption
    ]
    assert len(found) == 1, caption
    return found[0]


def callouts(document, tone):
    return [one for one in blocks_of(document) if isinstance(one, Callout) and one.tone is tone]
