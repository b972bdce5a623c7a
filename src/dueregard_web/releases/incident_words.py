"""Who is told of a disclosure incident, in words."""

from __future__ import annotations

TELLINGS: dict[str, str] = {
    "commissioner": "The Information Commissioner was told",
    "not_commissioner": "The Information Commissioner does not have to be told, and why",
    "people": "The people concerned were told",
    "board": "The board or governing body was told",
    "publisher": "Whoever published or copied it was asked to take it down",
    "others": "Somebody else was told",
}
TOLD_COMMISSIONER = "commissioner"
COMMISSIONER = frozenset({"commissioner", "not_commissioner"})
"""One of these has to be noted before an incident is closed (UK GDPR, article 33)."""
