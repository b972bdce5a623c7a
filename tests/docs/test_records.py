"""The page of records names every file, column, fact and text, each as it is declared."""

from __future__ import annotations

import pytest

from dueregard.records.catalogue import RECORD_FILES, RecordFile
from dueregard.records.columns import columns_of
from dueregard.records.facts import Facts
from dueregard.records.library import LIBRARY
from dueregard.records.narratives import NARRATIVE_NAMES
from dueregard.records.readme import readme_text, takes
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "reference" / "records.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """Cut out the part of the page under a heading."""
    return PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("kind", RECORD_FILES, ids=lambda kind: kind.name)
def test_every_column_is_described(kind: RecordFile) -> None:
    """Each column stands in its file's table with what it takes, an example and its meaning."""
    text = section(f"`{kind.file}`")
    assert kind.meaning in text
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    described = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert described == [
        [
            f"`{column.name}`",
            takes(column) + ("; needed" if column.said.filled else ""),
            f"`{column.said.example}`" if column.said.example else "",
            column.said.meaning,
        ]
        for column in columns_of(kind.record)
    ]


def test_every_fact_and_every_text_is_described() -> None:
    """Each fact and each well-known text stands on the page with its meaning."""
    for column in columns_of(Facts):
        assert f"| `{column.name}` |" in section("`facts.csv`")
        assert column.said.meaning in section("`facts.csv`")
    for name, meaning in NARRATIVE_NAMES.items():
        assert f"| `{name}.md` | {meaning} |" in section("`narratives/`")


def test_the_readme_beside_the_files_explains_every_column() -> None:
    """The README that 'dueregard init' writes has a line for each column, fact and text."""
    text = readme_text()
    for record in (*(kind.record for kind in RECORD_FILES), Facts):
        for column in columns_of(record):
            assert f"- `{column.name}` (" in text
            assert column.said.meaning in text
    assert all(f"`{name}.md`" in text for name in NARRATIVE_NAMES)


def test_every_library_action_says_where_it_comes_from() -> None:
    """No proposal without text, measure, aim and a source that can be looked up."""
    for entry in LIBRARY.values():
        assert entry.text
        assert entry.measure
        assert entry.aims
        assert any(character.isdigit() for character in entry.source), entry.id
