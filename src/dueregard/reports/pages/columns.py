"""How wide a table's columns are on paper, from the words that stand in them."""

from __future__ import annotations

import math
import re
from statistics import fmean

from dueregard.reports.pages.model import Table
from dueregard.reports.pages.words import plain

_NARROW = frozenset("iljtfrI.,:;'|!()[]- ")
_BROAD = frozenset("mwMW%@—…")
_AFTER_PUNCTUATION = re.compile(r"(?<=[,;/_.&=?-])")
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
        max(_SHORTEST, min(_LONGEST_WORD, _longest(texts, number))) + _GAP
        for number, texts in enumerate(_by_column(table))
    ]


def shares(table: Table, room: float) -> list[float]:
    """Return each column's share of the width, together 1.

    Every column holds its longest word. What is left goes to columns by the root of the typical
    length of their cells, none beyond its longest line: short cells stay on one line, a column
    of sentences gets more than one with a single long cell, and headings may take two lines.

    Parameters
    ----------
    table
        The table.
    room
        The width of the paper in ems of the type it is set in.
    """
    least = shortest_widths(table)
    snug, roomy = _wished(table, least, lines=2), _wished(table, least, lines=1)
    low, high = (least, snug) if sum(snug) > room else (snug, roomy)
    weights = [
        math.sqrt(_typical(_lengths(texts, number, 2)))
        for number, texts in enumerate(_by_column(table))
    ]
    widths = _filled(list(zip(low, high, weights, strict=True)), room)
    return [round(width / sum(widths), 4) for width in widths]


def _wished(table: Table, least: list[float], lines: int) -> list[float]:
    """Return how broad columns would have to be for cells on one line, headings on some."""
    return [
        max(low, min(_LONGEST_LINE, max(_lengths(texts, number, lines))) + _GAP)
        for number, (low, texts) in enumerate(zip(least, _by_column(table), strict=True))
    ]


def _lengths(texts: list[str], number: int, lines: int) -> list[float]:
    """Return how long a column's heading, set on some lines, and its cells are."""
    head, *cells = texts
    weight = _BOLD if number == 0 else 1.0
    return [_BOLD * reach(head) / lines, *(weight * reach(cell) for cell in cells)]


def _typical(lengths: list[float]) -> float:
    return max(1.0, math.sqrt(fmean(length * length for length in lengths)))


def _filled(columns: list[tuple[float, float, float]], room: float) -> list[float]:
    """Return widths between least and wished, in proportion to weights, that fill the room."""
    low, high = 0.0, max(wish / weight for _, wish, weight in columns)
    for _ in range(20):
        middle = (low + high) / 2
        taken = sum(max(a, min(b, middle * weight)) for a, b, weight in columns)
        low, high = (middle, high) if taken <= room else (low, middle)
    return [max(a, min(b, low * weight)) for a, b, weight in columns]


def breakable(text: str, mark: str = "\u200b") -> str:
    """Return words with a place to break inside those that are longer than a column."""
    if len(text) <= LONGEST_UNBROKEN:
        return text
    return " ".join(_with_breaks(word, mark) for word in text.split(" "))


def _with_breaks(word: str, mark: str) -> str:
    return mark.join(_pieces(word)) if len(word) > LONGEST_UNBROKEN else word


def _pieces(word: str) -> list[str]:
    """Cut a long run of letters after its punctuation, and where there is none, every dozen."""
    step = LONGEST_UNBROKEN // 2
    return [
        part[start : start + step]
        for part in _AFTER_PUNCTUATION.split(word)
        for start in range(0, len(part), step)
    ]


def _by_column(table: Table) -> list[list[str]]:
    return [
        [plain(column), *(plain(row[number]) for row in table.rows)]
        for number, column in enumerate(table.columns)
    ]


def _longest(texts: list[str], number: int) -> float:
    """Measure a column's longest word; its heading, and all of the first column, are bold."""
    head, *cells = texts
    weight = _BOLD if number == 0 else 1.0
    return max(_BOLD * _longest_word(head), weight * max(map(_longest_word, cells), default=0.0))


def _longest_word(text: str) -> float:
    parts = (
        piece
        for word in text.split()
        for piece in (_pieces(word) if len(word) > LONGEST_UNBROKEN else [word])
    )
    return max(map(reach, parts), default=0.0)
