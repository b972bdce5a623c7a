"""How wide a table's columns are on paper, from the words that stand in them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from dueregard.reports.pages.model import Table
from dueregard.reports.pages.words import plain

_NARROW = frozenset("iljtfrI.,:;'|!()[]- ")
_BROAD = frozenset("mwMW%@—…")
_LONGEST_WORD = 16.0
_LONGEST_LINE = 34.0
_GAP = 1.2
_SHORTEST = 2.5
_BOLD = 1.08
LONGEST_UNBROKEN = 24
"""A run of letters longer than this may be broken anywhere, so that no word leaves the paper."""


def reach(text: str) -> float:
    """Return about how wide words are, in ems of a sans-serif face."""
    narrow = sum(character in _NARROW for character in text)
    broad = sum(character in _BROAD for character in text)
    upper = sum(character.isupper() for character in text)
    return 0.5 * len(text) - 0.22 * narrow + 0.3 * broad + 0.1 * upper


def shortest_widths(table: Table) -> list[float]:
    """Return how narrow each column may be, in ems: as its longest word."""
    return [
        max(_SHORTEST, min(_LONGEST_WORD, _longest(_longest_word, texts, number))) + _GAP
        for number, texts in enumerate(_by_column(table))
    ]


def shares(table: Table, room: float) -> list[float]:
    """Return each column's share of the width, together 1.

    Every column holds its longest word. What is left goes first to columns that need little, so
    that short cells stay on one line and long ones share the rest.

    Parameters
    ----------
    table
        The table.
    room
        The width of the paper in ems of the type it is set in.
    """
    least = shortest_widths(table)
    wished = [
        max(low, min(_LONGEST_LINE, _longest(reach, texts, number)) + _GAP)
        for number, (low, texts) in enumerate(zip(least, _by_column(table), strict=True))
    ]
    widths = [
        max(low, min(wish, _level(least, wished, room)))
        for low, wish in zip(least, wished, strict=True)
    ]
    return [round(width / sum(widths), 4) for width in widths]


def _level(least: list[float], wished: list[float], room: float) -> float:
    """Return the width up to which every column gets what it wishes for, found by halving."""
    low, high = 0.0, max(wished)
    for _ in range(24):
        middle = (low + high) / 2
        taken = sum(max(a, min(b, middle)) for a, b in zip(least, wished, strict=True))
        low, high = (middle, high) if taken <= room else (low, middle)
    return low


def breakable(text: str, mark: str = "\u200b") -> str:
    """Return words with a place to break inside those that are longer than a column."""
    if len(text) <= LONGEST_UNBROKEN:
        return text
    return " ".join(_with_breaks(word, mark) for word in text.split(" "))


def _with_breaks(word: str, mark: str) -> str:
    if len(word) <= LONGEST_UNBROKEN:
        return word
    half = LONGEST_UNBROKEN // 2
    return mark.join(word[start : start + half] for start in range(0, len(word), half))


def _by_column(table: Table) -> list[list[str]]:
    return [
        [plain(column), *(plain(row[number]) for row in table.rows)]
        for number, column in enumerate(table.columns)
    ]


def _longest(measure: Callable[[str], float], texts: list[str], number: int) -> float:
    """Measure a column; its heading, and all of the first column, stand in bold."""
    head, *cells = texts
    weight = _BOLD if number == 0 else 1.0
    return max(_BOLD * measure(head), weight * max(map(measure, cells), default=0.0))


def _longest_word(text: str) -> float:
    parts = ("".join(run) for blank, run in groupby(text, str.isspace) if not blank)
    return max(map(reach, parts), default=0.0)
