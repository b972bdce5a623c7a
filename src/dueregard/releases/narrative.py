"""What a text gives away without a table: the linter for free text, which knows the release.

A narrative can undo a table. "The one BME director", "no new starter was Black", "half of them
left in October" each say a number that the release hides. The linter reads a text sentence by
sentence and lists every phrase that may tell a number of people of a group, who holds a post, or
when somebody came or went. It stops more than it has to; a person may sign that a phrase is safe.

What the release already shows may be said again: a number that stands in a released text of the
same group is no risk, and neither is a statement on a group whose figures are all shown in full.

That nothing is found is no proof that a text is safe: two people read it.

Source: guidance 03764, section 2.2.2 (what conclusions are drawn may identify, too).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dueregard.releases.surroundings import STRICTEST, Surroundings
from dueregard.releases.telling_rules import RULES, Rule, Sentence
from dueregard.releases.telling_words import HARMLESS

_SENTENCE = re.compile(r"(?:[^.!?;\n]|[.](?=\w))+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]")


@dataclass(frozen=True, slots=True)
class Risk:
    """A phrase that may give somebody away.

    Parameters
    ----------
    start, end
        Where it stands in the text, in characters from 0.
    phrase
        What stands there.
    code
        Which kind of telling it is.
    why, instead
        Why it may tell, and how to say it otherwise.
    """

    start: int
    end: int
    phrase: str
    code: str
    why: str
    instead: str


def find_risks(text: str, surroundings: Surroundings = STRICTEST) -> tuple[Risk, ...]:
    """Find the phrases of a text that may give somebody away.

    Parameters
    ----------
    text
        Free text that would be printed for the public.
    surroundings
        The release that it would stand beside; as if everything were hidden if left out.

    Returns
    -------
    tuple of Risk
        In the order of the text; the longest where several kinds overlap.
    """
    found = [*_invisible(text)]
    before = ""
    for match in _SENTENCE.finditer(text):
        sentence = _sentence(match, before)
        found += _in_sentence(sentence, match.start(), surroundings)
        before = sentence.masked if sentence.masked.strip() else before
    return _apart(found)


def _sentence(match: re.Match[str], before: str) -> Sentence:
    words = match.group()
    return Sentence(words, HARMLESS.sub(lambda one: "_" * len(one.group()), words), before)


def _in_sentence(sentence: Sentence, offset: int, surroundings: Surroundings) -> Iterator[Risk]:
    for rule in RULES:
        for start, end in rule.find(sentence):
            phrase = " ".join(sentence.text[start:end].split())
            if rule.can_be_released and surroundings.shows(phrase, sentence.text):
                continue
            yield _risk(rule, offset + start, offset + end, phrase)


def _risk(rule: Rule, start: int, end: int, phrase: str) -> Risk:
    return Risk(start, end, phrase, rule.code, rule.why, rule.instead)


def _invisible(text: str) -> Iterator[Risk]:
    for match in _INVISIBLE.finditer(text):
        yield Risk(
            match.start(),
            match.end(),
            f"U+{ord(match.group()):04X}",
            "invisible",
            "A character that cannot be seen can hide a word from whoever checks the text.",
            "Type the word again without it.",
        )


def _apart(found: list[Risk]) -> tuple[Risk, ...]:
    """Drop what lies within another risk, so that each place is told once."""
    kept: list[Risk] = []
    for risk in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or risk.end > kept[-1].end:
            kept.append(risk)
    return tuple(kept)


def check_narrative(text: str, surroundings: Surroundings = STRICTEST) -> tuple[str, ...]:
    """Return the phrases of a text that may give somebody away, in order, each once."""
    return tuple(dict.fromkeys(risk.phrase for risk in find_risks(text, surroundings)))


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text as it stands; whoever signs a risk signs exactly this text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def line_and_column(text: str, place: int) -> tuple[int, int]:
    """Return the line and column, both from 1, of a place in a text."""
    before = text[:place]
    return before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1
