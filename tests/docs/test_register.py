"""The page of a commissioner's files names every file and every column as the code has them."""

from __future__ import annotations

from dueregard.operations.keep_register import readme_text
from tests.docs.pages import ROOT


def test_every_file_and_column_is_on_the_page() -> None:
    """A column that the code has and the page has not would never be filled."""
    page = (ROOT / "docs" / "reference" / "register.md").read_text(encoding="utf-8")
    tables = [part for part in readme_text().split("\n\n") if part.startswith(("##", "|"))]
    assert len(tables) > 30
    assert [part for part in tables if part.strip() not in page] == []
