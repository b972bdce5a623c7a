"""How wide words are, and where they are broken into lines."""

from __future__ import annotations

_CLASSES = {
    222: "'ijl’‘",
    278: " !,./:;I[\\]ft|`",
    333: "()-r{}",
    389: '*"',
    500: "ckJsvxyz^",
    556: "#$0123456789?L_abdeghnopqu–“”",
    584: "+<=>~\N{MINUS SIGN}",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
}
"""Advance widths in thousandths of the size, after the font metrics of Helvetica and Arial."""
_WIDTHS = {letter: width for width, letters in _CLASSES.items() for letter in letters}
_OTHERS = 1000
_SPARE = 1.06
"""Room for fonts that run wider than Arial."""


def width_of(words: str, size: float) -> float:
    """Return the width of a line of text in pixels, rather too wide than too narrow."""
    return sum(_WIDTHS.get(letter, _OTHERS) for letter in words) / 1000 * size * _SPARE


def wrap(words: str, width: float, size: float) -> tuple[str, ...]:
    """Break words into lines no wider than ``width``; a word that is too wide is cut."""
    lines = [""]
    for word in words.split():
        for piece in _pieces(word, width, size):
            longer = f"{lines[-1]} {piece}".strip()
            if width_of(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return tuple(line for line in lines if line)


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(f"{pieces[-1]}{letter}", size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
