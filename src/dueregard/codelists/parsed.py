"""What a recorded value was found to mean."""

from __future__ import annotations

from typing import NamedTuple

from dueregard.vocabulary import UnknownReason

BLANK = "blank"
DECLINED = "Z"
NOT_KNOWN = "99"

_REASONS = {
    BLANK: UnknownReason.BLANK,
    DECLINED: UnknownReason.DECLINED,
    NOT_KNOWN: UnknownReason.NOT_KNOWN,
}

UNKNOWN_CODES = tuple(_REASONS)


class ParsedCategory(NamedTuple):
    """A category of a code list, or one of the three ways of not knowing it.

    ``code`` is a code of the list, ``"blank"``, ``"Z"`` or ``"99"``; ``reason`` is set for the
    latter three. ``sub_code`` keeps a local sub-code as it was recorded, and ``listed`` is false
    for a sub-code of good form that no list has: worth a look, because a word of two letters may
    have been meant.
    """

    code: str
    reason: UnknownReason | None
    sub_code: str = ""
    listed: bool = True


def parsed(code: str, sub_code: str = "", *, listed: bool = True) -> ParsedCategory:
    """Return a parsed category with the reason that belongs to its code."""
    return ParsedCategory(code, _REASONS.get(code), sub_code, listed)
