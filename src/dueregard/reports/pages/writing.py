"""Write a document as files, in whichever formats are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from dueregard.errors import FileNotUsableError
from dueregard.placing import place
from dueregard.reports.pages.html import html_page
from dueregard.reports.pages.model import Document
from dueregard.reports.pages.pdf import pdf_bytes


class Format(StrEnum):
    """What a document may be written as; the value is the file's ending."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


def write_document(
    document: Document,
    folder: Path,
    stem: str,
    formats: Sequence[Format],
    template: Path | None = None,
) -> tuple[Path, ...]:
    """Write a document into a folder, each file whole or not at all.

    Parameters
    ----------
    document
        What is written.
    folder
        Made if it is not there.
    stem
        The files' name without ending.
    formats
        In the order that the files are returned in.
    template
        A house template for the Word document.

    Raises
    ------
    FileNotUsableError
        The folder cannot be written to, or the template is no Word file.
    """
    contents = [(form, _content(document, form, template)) for form in formats]
    try:
        return tuple(place(folder / f"{stem}.{form}", content) for form, content in contents)
    except OSError as fault:
        raise FileNotUsableError(
            f"{folder} cannot be written to: {fault.strerror}.",
            advice="Choose a folder that you may write to, with room on its disk.",
        ) from None


def _content(document: Document, form: Format, template: Path | None) -> bytes:
    match form:
        case Format.HTML:
            return html_page(document).encode("utf-8")
        case Format.PDF:
            return pdf_bytes(document)
        case Format.DOCX:
            from dueregard.reports.pages.word import word_bytes  # noqa: PLC0415 - loads lxml

            return word_bytes(document, template)
        case _:
            assert_never(form)
