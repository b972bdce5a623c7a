"""Asks about the headings of a file that were left unread, and refuses those that must not be."""

from __future__ import annotations

from functools import lru_cache

from dueregard.codelists.spelling import plain
from dueregard.errors import FileNotUsableError
from dueregard.extracts.columns import CHARACTERISTIC_COLUMNS, LAYOUTS, load_layout
from dueregard.extracts.findings import Finding
from dueregard.extracts.reader import Extract

_NUMBERS = ("staff_number", "applicant_number")
_ONE_ANSWER = ("ethnic_category", *CHARACTERISTIC_COLUMNS)
"""What has one answer for each person, so that a second column of it may give another."""


@lru_cache
def headings_of(column: str) -> frozenset[str]:
    """Return every heading of one of our columns in any layout, in plain spelling."""
    files = (columns for name in LAYOUTS for columns in load_layout(name).files.values())
    return frozenset(plain(str(one)) for columns in files for one in columns.get(column, ()))


def refuse_numbers(extract: Extract) -> None:
    """Refuse a survey that carries the number of a person under any name.

    Raises
    ------
    FileNotUsableError
        Names the column.
    """
    for heading in extract.plan.header:
        if any(plain(heading) in headings_of(number) for number in _NUMBERS):
            raise FileNotUsableError(
                f"{extract.settings.path} has the column {heading!r}, and survey answers must not "
                "lead back to people.",
                advice="Export the answers without any number of a person.",
            )


def unread_findings(extract: Extract, own: dict[str, str]) -> list[Finding]:
    """Return a finding for each heading that was not read.

    Parameters
    ----------
    extract
        The file.
    own
        The headings that the organisation has chosen, by our name: what it chose is no question.
    """
    found = []
    for heading in extract.plan.unused:
        rival = _rival(extract, heading, own)
        if rival:
            detail = f"{extract.plan.heading(rival)!r} was read"
            found.append(Finding("column_twice", extract.name, column=heading, detail=detail))
        else:
            found.append(Finding("column_not_used", extract.name, column=heading))
    return found


def _rival(extract: Extract, heading: str, own: dict[str, str]) -> str:
    """Return the column of ours that was read from elsewhere although this heading names it too."""
    for column in _ONE_ANSWER:
        if column in own or not extract.has(column):
            continue
        if plain(heading) in headings_of(column):
            return column
    return ""
