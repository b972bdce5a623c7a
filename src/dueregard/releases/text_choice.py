"""What a decision says of free text: which records are printed, in which words, at whose risk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dueregard.disclosure.released import person
from dueregard.errors import ReleaseNeededError
from dueregard.releases.texts import Part

EVERY_PART = "all"
LEAST_REASON = 20
Refuse = Callable[[str, str], ReleaseNeededError]
"""Makes a refusal of a key of the decision file, with its line."""


@dataclass(frozen=True, slots=True)
class SignedRisk:
    """That a named person answers for the risks of exactly one text."""

    text_sha256: str
    name: str
    reason: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class TextChoice:
    """Which of the organisation's own texts are printed for the public.

    Parameters
    ----------
    publish
        Parts of the records; none is the default, and then no record is printed.
    leave_out
        Places that stay inside all the same.
    words
        Other words for the public, by place.
    signed
        Risks that somebody has taken on.
    sha256
        Of the texts as they were read by whoever decides.
    """

    publish: tuple[Part, ...] = ()
    leave_out: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    signed: tuple[SignedRisk, ...] = ()
    sha256: str = ""

    @property
    def signed_texts(self) -> frozenset[str]:
        """Hashes of the texts whose risks are signed."""
        return frozenset(one.text_sha256 for one in self.signed)


NO_TEXTS = TextChoice()
KEYS = {
    "texts": {"publish", "leave_out", "sha256"},
    "public_words": {"of", "say"},
    "signed_risks": {"text_sha256", "name", "reason", "signed_on"},
}


def read_choice(data: Mapping[str, Any], refuse: Refuse, author: str, as_of: date) -> TextChoice:
    """Read the tables of a decision file that are about texts.

    Raises
    ------
    ReleaseNeededError
        One of them is not as it has to be; ``refuse`` makes the message.
    """
    table = data.get("texts", {})
    if not isinstance(table, dict):
        raise refuse("texts", "texts has to be a table.")
    return TextChoice(
        _parts(table.get("publish", []), refuse),
        _strings(table.get("leave_out", []), "leave_out", refuse),
        _words(data.get("public_words", []), refuse),
        tuple(
            _signed(one, refuse, author, as_of)
            for one in _tables(data.get("signed_risks", []), "signed_risks", refuse)
        ),
        str(table.get("sha256", "")),
    )


def _parts(value: object, refuse: Refuse) -> tuple[Part, ...]:
    names = _strings(value, "publish", refuse)
    if EVERY_PART in names:
        return tuple(Part)
    odd = sorted(set(names) - set(Part))
    if odd:
        raise refuse("publish", f"publish can hold {EVERY_PART!r} or: {', '.join(Part)}.")
    return tuple(part for part in Part if part in names)


def _strings(value: object, key: str, refuse: Refuse) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise refuse(key, f"{key} has to be a list of texts.")
    return tuple(value)


def _tables(value: object, key: str, refuse: Refuse) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise refuse(key, f"each of {key} has to be a [[{key}]] table.")
    return value


def _words(value: object, refuse: Refuse) -> dict[str, str]:
    found = {}
    for one in _tables(value, "public_words", refuse):
        place, said = one.get("of"), one.get("say")
        if not (isinstance(place, str) and isinstance(said, str) and place and said.strip()):
            raise refuse("public_words", "public_words needs 'of', a place, and 'say', the words.")
        found[place] = said.strip()
    return found


def _signed(one: Mapping[str, Any], refuse: Refuse, author: str, as_of: date) -> SignedRisk:
    texts = {key: one.get(key) for key in ("text_sha256", "name", "reason")}
    for key, value in texts.items():
        if not isinstance(value, str) or not value.strip():
            raise refuse("signed_risks", f"a signed risk needs its {key}.")
    if len(str(texts["reason"]).strip()) < LEAST_REASON:
        raise refuse("signed_risks", "a signed risk needs its reason, in a sentence.")
    if person(str(texts["name"])) == person(author):
        raise refuse("signed_risks", "who prepared the release cannot sign its risks.")
    day = one.get("signed_on")
    if type(day) is not date or day > as_of:
        raise refuse("signed_risks", "a signed risk needs signed_on, a day that is not to come.")
    return SignedRisk(
        str(texts["text_sha256"]), str(texts["name"]), str(texts["reason"]).strip(), day
    )
