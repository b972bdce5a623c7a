"""A file that is handed in is known by what is in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dueregard.errors import FileNotUsableError
from dueregard.operations.receive_extract import recognise_extract

KINDS = {
    "text": (b"staff_number,ethnic_category\n1,A\n", ".csv"),
    "text with a byte-order mark": (b"\xef\xbb\xbfa,b\n", ".csv"),
    "text in two bytes a sign": ("a,b\n1,2\n".encode("utf-16"), ".csv"),
    "text of Windows": ("Straße,b\n".encode("cp1252"), ".csv"),
    "columns": (b"PAR1" + b"\0" * 20 + b"PAR1", ".parquet"),
}
OTHERS = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "macros"),
    "document": (b"%PDF-1.4", "PDF"),
    "formatted text": (b"{\\rtf1 a}", "RTF"),
    "picture": (b"\x89PNG\r\n", "picture"),
    "program": (b"\x7fELF\x02", "program"),
    "database": (b"SQLite format 3\x00", "database"),
    "web page": (b"  <!DOCTYPE html><p>", "web page"),
    "xml": (b"<?xml version='1.0'?>", "XML"),
    "no text": (b"a,b\x00\x01", "no text"),
    "broken archive": (b"PK\x03\x04....", "no workbook"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_file_is_recognised_by_its_content(kind: str, tmp_path: Path) -> None:
    """Whatever it is called."""
    content, ending = KINDS[kind]
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    assert recognise_extract(path) == ending


@pytest.mark.parametrize("kind", OTHERS)
def test_other_kinds_are_refused_with_what_they_are(kind: str, tmp_path: Path) -> None:
    """The message says what it seems to be, the advice what to do."""
    content, words = OTHERS[kind]
    path = tmp_path / "staff.csv"
    path.write_bytes(content)
    with pytest.raises(FileNotUsableError, match=words) as fault:
        recognise_extract(path)
    assert fault.value.advice


def test_workbook_that_unpacks_to_an_absurd_size_is_not_opened(tmp_path: Path) -> None:
    """Its list of parts is enough to know."""
    path = tmp_path / "staff.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (100 << 20))
    with pytest.raises(FileNotUsableError, match="would unpack"):
        recognise_extract(path)
