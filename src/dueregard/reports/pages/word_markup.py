"""The smallest pieces of WordprocessingML: paragraphs, runs, fields, and the page they stand on."""

from __future__ import annotations

from copy import deepcopy
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Emu

from dueregard.reports.pages.words import plain


def paragraph(runs: str, style: str, extra: str = "", spaces: str = "") -> str:
    """Return a paragraph in the style of an identifier; ``extra`` goes into its properties."""
    properties = f"<w:pStyle w:val={quoteattr(style)}/>{extra}"
    return f"<w:p{spaces and ' '}{spaces}><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def bookmark(number: int) -> str:
    """Return the name of a section's bookmark."""
    return f"_Toc{number:08d}"


def run(text: str, properties: str = "") -> str:
    """Return words as they are; white space at their ends is kept."""
    start, end = " " * text.startswith(" "), " " * text.endswith(" ")
    written = f"{start}{escape(plain(text))}{end}"
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wrapped}<w:t xml:space="preserve">{written}</w:t></w:r>'


def field_mark(kind: str) -> str:
    """Return where a field begins, where its value begins, or where it ends."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(code: str) -> str:
    """Return what a field is to work out."""
    return f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'


def field(code: str) -> str:
    """Return a field such as the number of the page, with a value until Word works it out."""
    opening = field_mark("begin") + instruction(f" {code} ") + field_mark("separate")
    return f"{opening}{run('1')}{field_mark('end')}"


def room(word: WordDocument) -> tuple[float, float]:
    """Return the width for text of a page on its side and of an upright one, in points."""
    page = word.sections[-1]
    sides = (page.left_margin or 0) + (page.right_margin or 0)
    width, height = page.page_width or Emu(7560000), page.page_height or Emu(10692000)
    return (height - sides) / 12700, (width - sides) / 12700


def page_setup(word: WordDocument, *, turned: bool) -> str:
    """Return the document's own page set-up, with its header and footer, turned if need be."""
    own = deepcopy(word.element.body.sectPr)
    size = own.find(qn("w:pgSz"))
    if turned and size is not None:
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
        size.set(qn("w:orient"), "landscape")
    return str(own.xml)
