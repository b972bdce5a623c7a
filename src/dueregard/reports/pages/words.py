"""Text as every writer may set it, and addresses that a document may link to."""

from __future__ import annotations

import re
import unicodedata

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACE = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_ALLOWED_SCHEMES = ("http:", "https:", "mailto:")
REPLACEMENT = "\ufffd"
"""Stands for a character that no document can hold, so that its loss is seen."""


def plain(text: str) -> str:
    """Return text without characters that XML forbids, every run of white space one space.

    A character that cannot be written is replaced by U+FFFD rather than left out; letters and
    their accents are joined where Unicode has them joined.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    whole = unicodedata.normalize("NFC", _UNPRINTABLE.sub(REPLACEMENT, text))
    return _SPACE.sub(" ", whole).strip(" ")


def is_address(target: str) -> bool:
    """Say whether a link may lead there: the web, an e-mail, a place here, a file beside.

    Anything else (``javascript:``, ``file:``, ``data:``, ``//host``) is set as words only.
    """
    if not target or target != plain(target) or "\\" in target or target.startswith("//"):
        return False
    scheme = _SCHEME.match(target)
    return scheme is None or scheme.group().lower() in _ALLOWED_SCHEMES
