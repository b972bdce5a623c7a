"""The palette can be read by people who see contrast badly."""

from __future__ import annotations

import pytest

from dueregard.reports.pages.look import PALETTE, told
from dueregard.reports.pages.model import Callout, Tone

WORDS_ON_GROUNDS = [
    ("ink", "ground"),
    ("quiet", "ground"),
    ("quiet", "soft"),
    ("link", "ground"),
    ("link", "soft"),
    ("ground", "mark"),
    ("mark", "ground"),
    *(("ink", f"{tone}-ground") for tone in Tone),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(PALETTE[first]), luminance(PALETTE[second])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("words", "ground"), WORDS_ON_GROUNDS)
def test_words_stand_out_from_their_ground(words, ground):
    """Every colour of words has at least 4.5 to 1 against what it stands on (WCAG 2.2, 1.4.3)."""
    assert contrast(words, ground) >= 4.5


@pytest.mark.parametrize("tone", Tone)
def test_edge_of_a_passage_can_be_seen(tone):
    """The coloured edge of a set-apart passage has 3 to 1 against its ground (WCAG 1.4.11)."""
    assert contrast(tone, f"{tone}-ground") >= 3


def test_tone_is_told_in_a_word():
    """What a colour says is said in a word too, but for a plain key point."""
    assert told(Callout("Counts", ("x",), Tone.WITHHELD)) == "Not shown: Counts"
    assert told(Callout("Counts", ("x",), Tone.KEY)) == "Counts"
