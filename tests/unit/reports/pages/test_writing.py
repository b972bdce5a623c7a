"""Documents land in a folder whole or not at all."""

from __future__ import annotations

import pytest

from dueregard.errors import FileNotUsableError
from dueregard.reports.pages import writing
from dueregard.reports.pages.writing import Format, write_document
from tests.unit.reports.pages.whole import whole

BEGINNINGS = {Format.HTML: b"<!DOCTYPE html>", Format.PDF: b"%PDF-", Format.DOCX: b"PK"}


def test_every_format_is_written(tmp_path):
    """One file for each format, in the order asked for, named after it; nothing else is left."""
    written = write_document(whole(), tmp_path / "new" / "folder", "report", tuple(Format))
    assert [path.name for path in written] == ["report.html", "report.pdf", "report.docx"]
    for path, form in zip(written, Format, strict=True):
        assert path.read_bytes().startswith(BEGINNINGS[form])
    assert sorted(written) == sorted((tmp_path / "new" / "folder").iterdir())


def test_only_what_was_asked_for_is_written(tmp_path):
    assert write_document(whole(), tmp_path, "r", [Format.HTML]) == (tmp_path / "r.html",)
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


def test_an_older_file_is_replaced(tmp_path):
    (tmp_path / "r.html").write_text("older")
    write_document(whole(), tmp_path, "r", [Format.HTML])
    assert "older" not in (tmp_path / "r.html").read_text("utf-8")


def test_a_bad_template_leaves_nothing_behind(tmp_path):
    """All formats are made before the first is written."""
    template = tmp_path / "house.docx"
    template.write_text("no Word file")
    with pytest.raises(FileNotUsableError):
        write_document(whole(), tmp_path / "out", "r", tuple(Format), template)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_a_users_fault(tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(FileNotUsableError, match="taken"):
        write_document(whole(), tmp_path / "taken", "r", [Format.HTML])


def test_a_file_that_cannot_be_finished_is_not_begun(tmp_path, monkeypatch):
    """A full disk leaves the older file, and no rest of the new one."""
    (tmp_path / "r.html").write_text("older")

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.Path, "replace", full)
    with pytest.raises(FileNotUsableError, match="No space"):
        write_document(whole(), tmp_path, "r", [Format.HTML])
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]
    assert (tmp_path / "r.html").read_text() == "older"
