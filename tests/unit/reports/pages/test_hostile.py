"""Whatever a text holds, it is printed as it stands, in all three formats.

The texts try to be markup: of HTML, of the typesetter's language, of WordprocessingML.
"""

from __future__ import annotations

import io
from html.parser import HTMLParser

import docx
import pypdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dueregard.reports.pages.html import html_page
from dueregard.reports.pages.model import (
    Bullets,
    Callout,
    Document,
    Links,
    Paragraph,
    Section,
    Table,
    Terms,
)
from dueregard.reports.pages.pdf import pdf_bytes
from dueregard.reports.pages.word import word_bytes
from dueregard.reports.pages.words import plain
from tests.unit.reports.pages.whole import chart, whole

TRICKS = [
    "#panic()",
    "#let x = 1",
    "*bold* _it_ `raw` $x^2$ @ref <label>",
    "[content] {code} \\ \\u{41} \\# // comment /* more */",
    "= Heading",
    "- item",
    "+ item",
    "/ Term: x",
    '"quoted" \'single\' "); #read("x',
    "https://example.org/a_b?c=*d*&e=#f",
    "<script>alert(1)</script>",
    "</style></title></table><h1>",
    "&amp; &lt; &#65; &nbsp;",
    "]]> <![CDATA[ <?xml?> <!-- x -->",
    "</w:t></w:r> w:val='1'",
    "{{ jinja }} {% if %}",
    "--- ... -- ~ a~b",
    "1. 2) a)",
    "%PDF \\n \\t \\\\",
    "Ŵyn & Łódź — “£5”",
]
LETTERS = st.text(alphabet="abXY09 #*_`$@<>[]{}()\\/=+-.~\"'&;:!?%^|éŵ£", min_size=1, max_size=24)
TEXTS = (st.sampled_from(TRICKS) | LETTERS).map(plain).filter(bool)


def document(text: str) -> Document:
    """Put the text into every place that takes one."""
    return whole(
        title=text,
        subtitle=text,
        organisation=text,
        mark=text,
        facts=((text, text),),
        opening=(
            Paragraph(text, lead=text),
            Paragraph(text, quiet=True),
            Bullets((text,)),
            Bullets((text,), numbered=True),
            Terms(((text, text),)),
            Links(((text, "https://example.org/"), (text, f"javascript:{text}"))),
            Callout(text, (text,)),
            Table(text, (text, text), ((text, text),), note=text),
        ),
        sections=(Section(text, "anchor", (), ()),),
        closing=(text,),
    )


PLACES = 27
"""How often the text stands in the document's flow, headers, footers and contents left out."""


class Words(HTMLParser):
    """The words of a page's body, and the elements that it is made of."""

    def __init__(self, page):
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(page.partition("</style>")[2])

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.text += " "

    def handle_data(self, data):
        self.text += data


def squeezed(text: str) -> str:
    """Without white space: where a line is broken is the typesetter's affair."""
    return "".join(text.split()).replace("\u200b", "")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("</script><script>alert(1)</script>")
def test_html_prints_it(text):
    """Every copy is read back literally, and no element comes from the text."""
    page = Words(html_page(document(text)))
    assert squeezed(page.text).count(squeezed(text)) >= PLACES
    assert not page.tags & {"script", "style", "img", "b", "i", "iframe"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example('#read("x") #import "@preview/x:1.0.0"')
def test_pdf_prints_it(text):
    """Every copy is read back literally by another program."""
    pdf = pypdf.PdfReader(io.BytesIO(pdf_bytes(document(text))))
    printed = squeezed("".join(page.extract_text() for page in pdf.pages))
    assert printed.count(squeezed(text)) >= PLACES
    assert pdf.metadata.title == text


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_word_prints_it(text):
    """Every copy is read back literally by the library that opens the file."""
    word = docx.Document(io.BytesIO(word_bytes(document(text))))
    printed = squeezed("".join(word.element.body.itertext()))
    assert printed.count(squeezed(text)) >= PLACES
    assert word.core_properties.title == text


@pytest.mark.parametrize("text", TRICKS)
def test_every_trick_prints(text):
    """Each of the known tricks, in the two formats that are compiled or parsed again."""
    pdf = pypdf.PdfReader(io.BytesIO(pdf_bytes(document(text))))
    printed = squeezed("".join(page.extract_text() for page in pdf.pages))
    assert printed.count(squeezed(plain(text))) >= PLACES
    assert squeezed(Words(html_page(document(text))).text).count(squeezed(plain(text))) >= PLACES


@given(st.text(max_size=40))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_no_character_stops_a_writer(text):
    """Control characters, lone surrogates, any script: all three formats are written."""
    hard = whole(
        title=f"t{text}",
        subtitle=text,
        organisation=text,
        mark=text,
        opening=(Paragraph(text), Table("c", (f"h{text}",), ((text,),)), chart()),
        sections=(),
    )
    html_page(hard).encode("utf-8")
    assert pdf_bytes(hard).startswith(b"%PDF")
    assert word_bytes(hard).startswith(b"PK")
