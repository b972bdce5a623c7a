"""The README beside the record files: each file and each column in a line."""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.records.catalogue import FACTS_FILE, NARRATIVES_FOLDER, RECORD_FILES, RecordFile
from dueregard.records.cells import choices_of, kind_of
from dueregard.records.columns import Column, columns_of
from dueregard.records.facts import Facts
from dueregard.records.narratives import NARRATIVE_NAMES

_HEAD = """\
# The records of the year

What you put beside the figures: what you conclude, decide and do, and what shows it. Edit the
files in a spreadsheet or a text editor; keep them as CSV. An empty file is a gap that the report
names. `dueregard records` on the folder above says what is missing and what is next.

- Dates are written as 2016-03-31 or 31/03/2016.
- Several values in a cell stand between semicolons: `E1; E2`.
- An id is a short name that you choose, such as `A1`; other files point to it. `2015/A1` points
  to a record of an earlier year.
- Do not write about one person here, and no number so small that it points to one.
"""


def readme_text() -> str:
    """Write the README of a folder of records."""
    lines = [_HEAD]
    for kind in RECORD_FILES:
        lines.extend([f"## {kind.file}\n", f"{kind.meaning}\n", *column_lines(kind), ""])
    lines.extend(
        [f"## {FACTS_FILE}\n", "The facts of the year that are said once, a row for each.\n"]
    )
    lines.extend([*map(_line, columns_of(Facts)), ""])
    lines.append(f"## {NARRATIVES_FOLDER}/\n\nFree texts, each a file in paragraphs and lists:\n")
    lines.extend(f"- `{name}.md`: {meaning}" for name, meaning in NARRATIVE_NAMES.items())
    return "\n".join(lines) + "\n"


def column_lines(kind: RecordFile) -> Iterator[str]:
    """Write the columns of a file as the items of a list."""
    return map(_line, columns_of(kind.record))


def takes(column: Column) -> str:
    """Say in words what a column takes."""
    inner, many = kind_of(column)
    choices = choices_of(column)
    if choices:
        return ("any of " if many else "one of ") + ", ".join(choices)
    words = {"str": "text", "date": "date", "int": "whole number", "float": "number"}
    if column.said.names:
        where = "the library" if column.said.names == "library" else f"{column.said.names}.csv"
        return f"{'ids' if many else 'an id'} of {where}"
    word = words[inner.__name__]
    return f"{word}s, between semicolons" if many else word


def _line(column: Column) -> str:
    needed = ", needed" if column.said.filled else ""
    return f"- `{column.name}` ({takes(column)}{needed}): {column.said.meaning}"
