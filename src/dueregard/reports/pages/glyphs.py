"""Which characters the printed font can show; the others are spelled out rather than lost."""

from __future__ import annotations

import struct
import unicodedata

_BREAKS = frozenset("\u200b\u00ad")
"""Set by the typesetter without a glyph."""


def spelled_out(text: str, known: frozenset[int]) -> str:
    """Return text with each character that the font lacks as its code, for example [U+4E2D].

    What has no shape of its own (a mark of direction, a joiner) is left out.
    """
    lacking = {sign for sign in set(text) if ord(sign) not in known and sign not in _BREAKS}
    return text.translate({ord(sign): _spelling(sign) for sign in lacking})


def _spelling(sign: str) -> str:
    if unicodedata.category(sign) in {"Cf", "Mn", "Zs"}:
        return " " if unicodedata.category(sign) == "Zs" else ""
    return f"[U+{ord(sign):04X}]"


def characters_of(font: bytes) -> frozenset[int]:
    """Return the code points that a TrueType font maps to glyphs.

    Source: OpenType specification 1.9, table ``cmap``, subtables of formats 4 and 12.

    Raises
    ------
    ValueError
        The font has neither.
    """
    start = _table(font, b"cmap")
    (number,) = struct.unpack_from(">H", font, start + 2)
    subtables = {
        struct.unpack_from(">H", font, start + offset)[0]: start + offset
        for _, _, offset in (
            struct.unpack_from(">HHL", font, start + 4 + 8 * index) for index in range(number)
        )
    }
    if 12 in subtables:
        return _groups(font, subtables[12])
    if 4 in subtables:
        return _segments(font, subtables[4])
    raise ValueError("The font maps no characters in a form that is known here.")


def _table(font: bytes, tag: bytes) -> int:
    (number,) = struct.unpack_from(">H", font, 4)
    for index in range(number):
        name, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"The font has no table {tag!r}.")


def _groups(font: bytes, start: int) -> frozenset[int]:
    (number,) = struct.unpack_from(">L", font, start + 12)
    runs = (struct.unpack_from(">LLL", font, start + 16 + 12 * index) for index in range(number))
    return frozenset(
        code
        for first, last, glyph in runs
        for code in range(first, last + 1)
        if glyph + code - first
    )


def _segments(font: bytes, start: int) -> frozenset[int]:
    number = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{number}H", font, start + 14)
    starts = struct.unpack_from(f">{number}H", font, start + 16 + 2 * number)
    return frozenset(
        code
        for first, last in zip(starts, ends, strict=True)
        for code in range(first, last + 1)
        if code != 0xFFFF
    )
