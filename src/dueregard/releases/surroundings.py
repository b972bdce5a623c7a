"""What of a group the release shows already, so that a text beside it may say it too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dueregard.disclosure.released import Line, ReleasedState
from dueregard.releases.telling_words import CATEGORIES, COMPARED, OTHERS, REFERENCE

_COMPARED = re.compile(rf"\b(?:{COMPARED})\b", re.IGNORECASE)
_REFERENCE = re.compile(rf"\b(?:{REFERENCE})\b(?!\W+british)", re.IGNORECASE)
_OTHER = re.compile(rf"\b(?:{CATEGORIES}|{OTHERS}|british)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_PLACES = {
    "board": re.compile(
        r"\b(?:boards?|governing bod(?:y|ies)|directors?|chair\w*)\b", re.IGNORECASE
    ),
    "shortlisted": re.compile(r"\bshort-?list\w*", re.IGNORECASE),
    "applicants": re.compile(r"\b(?:appli(?:cants?|cations?|ed)|apply\w*)\b", re.IGNORECASE),
    "appoint": re.compile(r"\bappoint\w*", re.IGNORECASE),
    "starters": re.compile(r"\b(?:new )?(?:starters?|joiners?|started|joined)\b", re.IGNORECASE),
    "leavers": re.compile(r"\b(?:leavers?|left|leaving)\b", re.IGNORECASE),
    "disciplinary": re.compile(r"\bdisciplin\w*", re.IGNORECASE),
    "training": re.compile(r"\b(?:train\w*|courses?)\b", re.IGNORECASE),
    "seniority": re.compile(r"\b(?:senior\w*|bands?|consultants?|leads?|very)\b", re.IGNORECASE),
}
_KEYS = {
    "board": ("board", "seniority.board"),
    "appoint": ("appointment", "recruitment.appointed"),
    "seniority": ("seniority", "clusters", "representation.senior", "representation.non_clinical"),
    "starters": ("recruitment.starters", "completeness.starters"),
    "shortlisted": ("recruitment.shortlisted", "recruitment.success", "appointment"),
    "applicants": ("recruitment.applicants", "recruitment.success"),
}


@dataclass(frozen=True)
class Surroundings:
    """The release that a text would stand beside.

    Parameters
    ----------
    lines
        What the release shows and hides; nothing means that everything counts as hidden.
    """

    lines: tuple[Line, ...] = ()

    @cached_property
    def _texts(self) -> dict[str, list[Line]]:
        """Lines that print something, by each number in them."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            for number in set(_NUMBER.findall(line.text)):
                found.setdefault(number.replace(",", ""), []).append(line)
        return found

    def shows(self, phrase: str, sentence: str) -> bool:
        """Whether the release itself tells what a phrase tells.

        A number has to stand in a released text of every group that the sentence names. A phrase
        without a number may be said where each figure of the groups that it is about is shown.
        """
        groups = groups_in(sentence)
        numbers = _NUMBER.findall(phrase)
        if numbers:
            return all(self._says(number, groups) for number in numbers)
        return bool(groups) and all(self._is_open(group, sentence) for group in groups)

    def _says(self, number: str, groups: tuple[str, ...]) -> bool:
        lines = self._texts.get(number.replace(",", "").rstrip(".,"), [])
        if not number.endswith("%"):
            lines = [line for line in lines if number not in _percents(line)]
        wanted = groups or ("",)
        return bool(lines) and all(any(_is_of(line, group) for line in lines) for group in wanted)

    def _is_open(self, group: str, sentence: str) -> bool:
        places = [name for name, pattern in _PLACES.items() if pattern.search(sentence)]
        lines = [line for line in self.lines if group and _is_of(line, group)]
        if places:
            lines = [line for line in lines if _is_at(line, places)]
        return bool(lines) and all(line.state is ReleasedState.SHOWN for line in lines)


def _percents(line: Line) -> set[str]:
    return {text.rstrip("%") for text in _NUMBER.findall(line.text) if text.endswith("%")}


def _is_of(line: Line, group: str) -> bool:
    """Whether a line is about a group; "" is everybody, whose lines name no group."""
    last = line.key.rsplit(".", 1)[-1]
    if group == "":
        return not any(word in line.key.split(".") for word in ("compared", "reference", "unknown"))
    return last == group or (group == "compared" and last.startswith("vs_"))


def _is_at(line: Line, places: Iterable[str]) -> bool:
    return any(line.key.startswith(_KEYS.get(place, (place,))) for place in places)


def groups_in(sentence: str) -> tuple[str, ...]:
    """Return the groups that a sentence names; a category or another characteristic is "other"."""
    found = []
    rest = _COMPARED.sub(" ", sentence)
    if rest != sentence:
        found.append("compared")
    if _REFERENCE.search(rest):
        found.append("reference")
    if _OTHER.search(rest):
        found.append("other")
    return tuple(found)


STRICTEST = Surroundings()
"""Nothing is known of the release: everything counts as hidden."""
