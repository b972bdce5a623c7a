"""The Word document that a report is poured into: our own, or an organisation's house template."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm

from dueregard.errors import FileNotUsableError

_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
_LARGEST_BYTES = 200 * 1024 * 1024
"""A template unpacked may be this large; more is a mistake, or an attack."""

ADVICE = (
    "Give a Word template saved as .docx or .dotx, without macros: open it in Word, choose "
    "Save As, and take the type Word Document."
)


def open_template(path: Path | None) -> WordDocument:
    """Open a house template with its words taken out, or a plain document on A4.

    Styles, headers, footers and page set-up of a template stay; what its body holds goes.

    Raises
    ------
    FileNotUsableError
        The template is not there, cannot be read, or is no Word file.
    """
    word = _plain() if path is None else _opened(path)
    body = word.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _drop_thumbnail(word)
    return word


def _plain() -> WordDocument:
    word = docx.Document()
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin, page.bottom_margin = Mm(24), Mm(22)
    page.header_distance = page.footer_distance = Mm(11)
    return word


def _opened(path: Path) -> WordDocument:
    try:
        return docx.Document(io.BytesIO(_as_document(path)))
    except OSError as fault:
        raise FileNotUsableError(
            f"The Word template {path} cannot be read: {fault.strerror or 'it is no file'}.",
            advice="Check the name and the folder of the template.",
        ) from None
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        SyntaxError,
        AttributeError,
        KeyError,
        ValueError,
    ):
        raise FileNotUsableError(f"{path} is not a Word template.", advice=ADVICE) from None


def _as_document(path: Path) -> bytes:
    """Return the package, a template's type changed to a document's."""
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > _LARGEST_BYTES:
            raise ValueError("too large")
        types = package.read(_TYPES)
        if _TEMPLATE_TYPE not in types:
            return content
        parts = {name: package.read(name) for name in package.namelist()}
    parts[_TYPES] = types.replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a package of parts that is the same on every day and machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            package.writestr(entry, content)
    return out.getvalue()


def _drop_thumbnail(word: WordDocument) -> None:
    """Take out the picture of what the template looked like; the report looks otherwise."""
    relationships = word.part.package.rels
    for key, relationship in list(relationships.items()):
        if relationship.reltype.endswith("/thumbnail"):
            del relationships[key]
