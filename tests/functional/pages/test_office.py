"""The Word file in an office program: it opens, and what it shows is what the document says."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from dueregard.reports.pages.writing import Format, write_document
from tests.unit.reports.pages.whole import MARK, whole

OFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="No LibreOffice on this machine: NOT CHECKED"),
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> pypdf.PdfReader:
    folder: Path = tmp_path_factory.mktemp("office")
    (path,) = write_document(whole(), folder, "report", [Format.DOCX])
    user = f"-env:UserInstallation={(folder / 'user').as_uri()}"
    subprocess.run(
        [OFFICE, "--headless", user, "--convert-to", "pdf", "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=300,
        env=os.environ | {"HOME": str(folder)},
    )
    return pypdf.PdfReader(folder / "report.pdf")


def words(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())


def test_every_page_bears_mark_and_number(printed: pypdf.PdfReader) -> None:
    """Header and footer stand on each page, and the fields count."""
    total = len(printed.pages)
    assert total > 5
    for number, page in enumerate(printed.pages, start=1):
        assert MARK in words(page)
        assert f"Page {number} of {total}" in words(page)


def test_a_table_repeats_its_headings(printed: pypdf.PdfReader) -> None:
    """The table of ninety rows has its headings on each page that it runs over."""
    over = [words(page) for page in printed.pages if "Band 89" in words(page)]
    assert len(over) == 1
    assert "Pay band Column 1 Column 2 Column 3" in over[0]
    assert "Ninety rows" not in over[0]


def test_wide_table_is_on_a_page_on_its_side(printed: pypdf.PdfReader) -> None:
    turned = [page for page in printed.pages if page.mediabox.width > page.mediabox.height]
    assert len(turned) == 1
    assert "Fourteen columns" in words(turned[0])


def test_numbered_lists_begin_at_one(printed: pypdf.PdfReader) -> None:
    everything = " ".join(words(page) for page in printed.pages)
    for line in ("1. Ask people", "2. Count them", "1. Begins at one again", "2. and goes on"):
        assert line in everything


def test_picture_is_there(printed: pypdf.PdfReader) -> None:
    """One drawing was put in, and one picture comes out, whichever pages share it."""
    pictures = {
        held.idnum
        for page in printed.pages
        for held in page["/Resources"].get("/XObject", {}).values()
        if held.get_object()["/Subtype"] == "/Image"
    }
    assert len(pictures) == 1
