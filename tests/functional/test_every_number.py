"""Every number in every document stands in a figure, a record, a file counted or a rule."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dueregard.codelists.equality_delivery import load_outcomes
from dueregard.operations.write_report import (
    Wanted,
    compute_figures,
    material_of,
    write_report,
)
from dueregard.reports.documents.catalogue import (
    MAKERS,
    STEMS,
    DocumentKind,
    FileFormat,
    Job,
    make_files,
)
from tests.factories import example_folder
from tests.oracle.numbers import allowed_of, rounded, strangers, tokens

EXAMPLES = Path(__file__).parents[2] / "examples"
MADE_ON = {"2016": date(2016, 4, 20), "2025": date(2025, 9, 1)}
PAGES = [kind for kind, formats in MAKERS.items() if FileFormat.HTML in formats]


class Reading(HTMLParser):
    """Words of a page that state something, and the numbers of its axes apart."""

    def __init__(self):
        super().__init__()
        self.words, self.ticks = [], []
        self.depth, self.hidden = 0, False

    def handle_starttag(self, tag, attrs):
        self.hidden = tag == "style"
        if tag == "g":
            self.depth += bool(self.depth) or ("class", "chart-axis") in attrs

    def handle_endtag(self, tag):
        if tag == "g" and self.depth:
            self.depth -= 1

    def handle_data(self, data):
        if not self.hidden:
            (self.ticks if self.depth else self.words).append(data)


def read_page(text):
    reading = Reading()
    reading.feed(text)
    return "\n".join(reading.words), "\n".join(reading.ticks)


def allowed_in(folder, edition="2016"):
    figured = compute_figures(folder, as_of=MADE_ON[edition])
    material = material_of(folder, figured, MADE_ON[edition])
    allowed = allowed_of(figured.annual, material.others, figured.counted, folder)
    return material, allowed | {edition} | _rules(material)


def _rules(material):
    """Return what names rules: the digest, the guidance."""
    return set(tokens(material.rules_digest)) | {
        str(len(material.annual.data_return.sources)),
        "4b",
        "03764",
    }


def named_in(stem):
    """Return the numbers that are names in one document: fields of a form, outcomes of EDS."""
    if stem == STEMS[DocumentKind.TEMPLATE]:
        return {f"5.{number}" for number in range(1, 10)}
    if stem == STEMS[DocumentKind.EDS]:
        return {outcome.outcome for outcome in load_outcomes("EDS2")}
    return set()


def folder_of(name, where, edition="2016"):
    if name.isdigit():
        return example_folder(where / name, size=int(name), edition=edition)
    shutil.copytree(EXAMPLES / name, where / name)
    return where / name


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("small-commissioner", "2016"),
        ("appendix-1", "2016"),
        ("361", "2016"),
        ("900", "2025"),
    ],
)
def test_every_number_of_every_page_is_known(name, edition, tmp_path):
    """Text, tables, drawings and their descriptions: each number of each document is accounted."""
    material, allowed = allowed_in(folder_of(name, tmp_path, edition), edition)
    for kind in PAGES:
        (content,) = make_files(Job(kind, FileFormat.HTML, material)).values()
        words, _ = read_page(content.decode("utf-8"))
        assert len(tokens(words)) > 10
        assert strangers(words, allowed | named_in(STEMS[kind])) == [], kind


def test_a_number_that_is_in_no_figure_is_found(tmp_path):
    """The matcher is no rubber stamp: a planted percentage, ratio and count are all strangers."""
    _, allowed = allowed_in(folder_of("small-commissioner", tmp_path))
    planted = "In all 61.7% of 4,711 people, 3.14 times as likely, by -12.9 points."
    assert strangers(planted, allowed) == ["12.9", "3.14", "4711", "61.7%"]


@pytest.mark.slow
def test_every_number_in_print_word_and_workbook_is_known(tmp_path):
    """The same holds of PDF text, of Word files and of the workbooks' cells."""
    folder = folder_of("small-commissioner", tmp_path)
    material, allowed = allowed_in(folder)
    write_report(folder, as_of=MADE_ON["2016"], wanted=Wanted(every=True))
    internal = folder / "internal"
    for kind in PAGES:
        (content,) = make_files(Job(kind, FileFormat.HTML, material)).values()
        _, ticks = read_page(content.decode("utf-8"))
        allowed |= set(tokens(ticks))
    for path in sorted(internal.glob("*.pdf")):
        assert strangers(pdf_words(path), allowed | named_in(path.stem)) == [], path.name
    for path in sorted(internal.glob("*.docx")):
        assert strangers(word_words(path), allowed | named_in(path.stem)) == [], path.name
    for path in sorted(internal.glob("*.xlsx")):
        assert list(odd_cells(path, allowed | named_in(path.stem))) == [], path.name


def pdf_words(path):
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def word_words(path):
    from docx import Document

    document = Document(str(path))
    return "\n".join(
        node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")
    )


def odd_cells(path, allowed):
    """Yield the cells of a workbook whose number is in no figure, as a share or as it stands."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            for cell in row:
                if isinstance(cell, str):
                    yield from strangers(cell, allowed)
                elif isinstance(cell, float) and not _is_known(cell, allowed):
                    yield name, cell


def _is_known(value, allowed):
    forms = {rounded(value, 0), rounded(value, 1), rounded(value, 2), f"{rounded(value * 100, 1)}%"}
    return bool(forms & allowed) or (value.is_integer() and abs(value) <= 60)


def test_numbers_are_read_as_they_are_printed():
    """Thousands, decimals and per cent signs belong to a number; letters around it do not."""
    text = "1,234 of 5; 8a, E1, 12.50% and -3.1 points, 03764, abc123, 2016-03-31."
    assert [one for one in tokens(text) if re.match(r"\d", one)] == [
        "1234",
        "5",
        "12.50%",
        "3.1",
        "03764",
        "2016",
        "03",
        "31",
    ]
