"""Texts that a spreadsheet would run as a formula, kept inert in every CSV file that is written.

A cell that begins like a formula is run by the program that opens the file, whoever typed it: a
value in an extract, an action's title. An apostrophe before it makes it a text, and reading takes
exactly that apostrophe away again. A signed number, or a range of them, is a number and stays one.

Source: OWASP, CSV injection (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import re

_STARTS = frozenset("=@|%＝＋－＠")
_BREAKS = frozenset("\t\r\n")
_NUMBER = r"[+-]?[0-9][0-9.,]*(?: ?%)?(?: (?:percentage )?points)?"
_SIGNED = re.compile(rf"{_NUMBER}(?: to {_NUMBER})?")


def guarded(text: str) -> str:
    """Return a text for a CSV cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _is_like_a_formula(text) else text


def unguarded(text: str) -> str:
    """Take away the apostrophe that :func:`guarded` put there, and no other."""
    return text[1:] if text.startswith("'") and _is_like_a_formula(text) else text


def _is_like_a_formula(text: str) -> bool:
    # An apostrophe of the text's own gets another before it: so ours can be told from it.
    held = text.lstrip("'")
    bare = held.lstrip()
    if held[:1] in _BREAKS or bare[:1] in _STARTS:
        return True
    return bare[:1] in {"+", "-"} and not _SIGNED.fullmatch(bare)
