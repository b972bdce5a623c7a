"""Three alarms of every mapping: a value it misses, an entry nobody uses, an exclusion of nothing.

A mapping decays in silence: systems change their words, and what was excluded comes back under
another name. So each alarm is looked for on every count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from dueregard.codelists.spelling import plain, trimmed


class UnmappedValue(NamedTuple):
    """A recorded value that the list and the organisation's mapping do not know."""

    codelist: str
    value: str
    rows: int


class UnusedMapping(NamedTuple):
    """An entry of the organisation's mapping that no recorded value uses."""

    codelist: str
    text: str
    code: str


class UnknownExclusion(NamedTuple):
    """A value that the organisation excludes, and that does not occur."""

    codelist: str
    text: str


def find_unmapped(
    codelist: str, parse: Callable[[str], object | None], counts: Mapping[str, int]
) -> tuple[UnmappedValue, ...]:
    """Return the values that a parser gives None for, commonest first.

    Parameters
    ----------
    codelist
        The list's name, for the reader.
    parse
        The list's parser.
    counts
        The distinct values and how many rows have each.
    """
    missed = [
        UnmappedValue(codelist, value, rows)
        for value, rows in counts.items()
        if parse(value) is None
    ]
    return tuple(sorted(missed, key=lambda one: (-one.rows, one.value)))


def find_unused(
    codelist: str, mapping: Mapping[str, str], values: Iterable[str]
) -> tuple[UnusedMapping, ...]:
    """Return the entries of a mapping that none of the recorded values uses."""
    seen = {plain(value) for value in values}
    return tuple(
        UnusedMapping(codelist, text, code)
        for text, code in mapping.items()
        if plain(text) not in seen
    )


def find_unknown_exclusions(
    codelist: str, exclusions: Iterable[str], values: Iterable[str]
) -> tuple[UnknownExclusion, ...]:
    """Return the exclusions that match no recorded value."""
    seen = {trimmed(value) for value in values}
    return tuple(
        UnknownExclusion(codelist, text) for text in exclusions if trimmed(text) not in seen
    )
