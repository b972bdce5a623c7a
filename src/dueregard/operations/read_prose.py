"""Read the prose of a received document, and find where it may give a few people away.

A report in a form of its own is read by people. Before a copy of it is hosted its words are read
by the program too: sentences that seem to name a small number of people are pointed out by their
page. What is found is a reason to look; that nothing is found is no proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from dueregard.disclosure.policy import load_policy
from dueregard.releases.narrative import Risk, find_risks

_PLAIN = frozenset({".txt", ".md", ".csv"})
_TELLS_HOW_MANY = frozenset({"number", "single"})
"""Kinds of telling that name a number; whom a provider names in its report is its own affair."""
_PAGE = re.compile(r"\bpage \d+(?: of \d+)?", re.IGNORECASE)
"""What a foot of a page says; it counts pages and no people."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:%|per cent)?")


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of a document.

    Parameters
    ----------
    parts
        Where each part stands, and its text.
    unread
        Why the words cannot be read, in a sentence; empty where they are.
    """

    parts: tuple[tuple[str, str], ...]
    unread: str = ""


def read_prose(path: Path) -> Prose:
    """Read the words of a PDF, Word or text file, page by page where there are pages."""
    ending = path.suffix.lower()
    if ending == ".pdf":
        return _pdf(path)
    if ending == ".docx":
        return _whole(path)
    if ending in _PLAIN:
        return Prose((("the text", path.read_text("utf-8", errors="replace")),))
    return Prose((), "Files of this kind are not read here: look at it yourself.")


def _pdf(path: Path) -> Prose:
    from pypdf import PdfReader  # noqa: PLC0415 - only where a PDF is read
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - as above

    try:
        pages = [_PAGE.sub("", page.extract_text()) for page in PdfReader(path).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, OSError):
        return Prose(
            (), "It cannot be read as a PDF: look at it yourself, or ask for another copy."
        )
    parts = tuple(
        (f"page {number}", text) for number, text in enumerate(pages, start=1) if text.strip()
    )
    if not parts:
        return Prose((), "It holds pictures of pages and no text: look at it yourself.")
    return Prose(parts)


def _whole(path: Path) -> Prose:
    """Read a Word file, or say that it is damaged."""
    from docx.opc.exceptions import OpcError  # noqa: PLC0415 - loads lxml

    try:
        return Prose(tuple(_word(path)))
    except (BadZipFile, KeyError, ValueError, OpcError):
        return Prose((), "It cannot be read as a Word file: look at it yourself.")


def _word(path: Path) -> Iterator[tuple[str, str]]:
    from docx import Document  # noqa: PLC0415 - loads lxml

    document = Document(str(path))
    yield "the text", "\n".join(one.text for one in document.paragraphs)
    for number, table in enumerate(document.tables, start=1):
        rows = (" ".join(cell.text for cell in row.cells) for row in table.rows)
        yield f"table {number}", "\n".join(rows)


def small_numbers(text: str, threshold: int | None = None) -> tuple[Risk, ...]:
    """Find the phrases of a text that seem to tell a number of people below the threshold.

    Parameters
    ----------
    text
        The words of a document.
    threshold
        Numbers of people below it are small; that of the usual policy if left out.
    """
    least = load_policy(None).threshold if threshold is None else threshold
    return tuple(
        one
        for one in find_risks(text)
        if one.code in _TELLS_HOW_MANY and _is_small(one.phrase, least)
    )


def _is_small(phrase: str, least: int) -> bool:
    """Whether a phrase names a small number of people, in figures or in words."""
    numbers = [one.strip() for one in _NUMBER.findall(phrase)]
    if not numbers:
        return True
    counts = [one.replace(",", "") for one in numbers]
    return any(one.isdecimal() and 0 < int(one) < least for one in counts)
