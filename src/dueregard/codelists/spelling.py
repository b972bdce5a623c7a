"""When two spellings of a label are the same label.

Case, spaces and punctuation differ from system to system. Only whole labels are ever compared:
a first letter or a part of a word decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARKS = re.compile(r"[^A-Z0-9&<>=+]+")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))


def trimmed(text: str | None) -> str:
    """Return a value without the spaces and invisible marks around it."""
    return (text or "").translate(_ZERO_WIDTH).strip()


def plain(text: str) -> str:
    """Return a label in capitals, with one space for any run of punctuation, and AND for &.

    Examples
    --------
    >>> plain(" White  –  British ")
    'WHITE BRITISH'
    """
    words = _MARKS.sub(" ", trimmed(text).upper()).replace("&", " AND ")
    return " ".join(words.split())


def by_plain_label(names: Mapping[str, str]) -> dict[str, str]:
    """Return the same dictionary with its labels in plain spelling."""
    return {plain(label): code for label, code in names.items()}
