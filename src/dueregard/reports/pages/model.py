"""What a document is made of, whatever it is written as: words, tables and charts in sections.

A document is built once from figures, or from a release, and then set as HTML, PDF or DOCX. It
holds finished text only: nothing is computed, rounded or looked up while it is being written.
A run of white space in a text is one space, whatever it was; a text is never markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
"""What a chart or a place may be called, so that every format can lead there."""


class Tone(StrEnum):
    """How a set-apart passage is meant."""

    KEY = "key"
    """What a reader should take away."""
    CAUTION = "caution"
    """What a reader should be careful with."""
    WITHHELD = "withheld"
    """What is not shown here, and why."""
    GAP = "gap"
    """What is missing and ought to be there."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``lead`` stands before it in bold; ``quiet`` text is smaller."""

    text: str
    lead: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered where the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Short facts as pairs of a name and its words: a report's header, a form's fields."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Places to go to: words and an address or a relative file name."""

    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A passage set apart from the text, under a heading of its own that is no section."""

    title: str
    texts: tuple[str, ...]
    tone: Tone = Tone.KEY


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is printed. The first column of each row is its header.

    Parameters
    ----------
    caption
        What it shows; every table has one.
    columns
        The heading of each column, none empty.
    rows
        As many texts as there are columns.
    note
        Stands under it: symbols, bases, what was left out.
    right
        Indices of the columns of numbers, set flush right.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    right: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.caption or not all(self.columns):
            raise ValueError(f"The table {self.caption!r} lacks its caption or a heading.")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"A row of the table {self.caption!r} is not as wide as its headings.")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its words.

    Parameters
    ----------
    key
        Unique in its document, of letters, digits and hyphens.
    title
        Stands above it.
    description
        Says the same as the drawing, in words, from the same figures.
    svg
        The drawing alone: one ``<svg>`` element with its name space, without script or font.
    source
        Which file or system its figures come from.
    """

    key: str
    title: str
    description: str
    svg: str
    source: str = ""


Block = Paragraph | Bullets | Terms | Links | Callout | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    ``new_page`` asks for a fresh page on paper; ``anchor`` is unique in the document.
    """

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Parameters
    ----------
    title, subtitle
        What it is, and of whom or of what; the title is the document's title in its metadata.
    organisation
        Whose it is.
    mark
        Stands on every page, for example that it is internal; empty for the public.
    facts
        The header's short facts.
    opening
        What stands before the first section, on the first page.
    sections
        The rest.
    closing
        The foot of the document: rules, version, where it was made from.
    made_on
        The day it was made; the only date in its metadata.
    has_contents
        Whether a list of contents stands after the opening.
    """

    title: str
    subtitle: str
    organisation: str
    mark: str
    facts: tuple[tuple[str, str], ...]
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    made_on: date
    has_contents: bool = True

    def __post_init__(self) -> None:
        keys = [block.key for block in blocks_of(self) if isinstance(block, Chart)]
        anchors = [section.anchor for section in sections_of(self)]
        for names in (keys, anchors):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"In the document {self.title!r} these stand twice: {twice}.")
        odd = [name for name in (*keys, *anchors) if not _NAME.fullmatch(name)]
        if odd:
            raise ValueError(f"In the document {self.title!r} no link can lead to {odd}.")
        lost = sorted(_inner_targets(self) - set(anchors))
        if lost or not self.title:
            raise ValueError(f"The document {self.title!r} has no title, or no place for {lost}.")


def _inner_targets(document: Document) -> set[str]:
    return {
        target[1:]
        for block in blocks_of(document)
        if isinstance(block, Links)
        for _, target in block.targets
        if target.startswith("#")
    }


def blocks_of(document: Document) -> Iterator[Block]:
    """Yield every block of a document, in reading order."""
    yield from document.opening
    for section in document.sections:
        yield from _blocks_in(section)


def sections_of(document: Document) -> Iterator[Section]:
    """Yield every section of a document, in reading order."""
    for section in document.sections:
        yield from _sections_in(section)


def _sections_in(section: Section) -> Iterator[Section]:
    yield section
    for inner in section.sections:
        yield from _sections_in(inner)


def _blocks_in(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for inner in section.sections:
        yield from _blocks_in(inner)
