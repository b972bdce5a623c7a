"""What all documents look like: one palette and one scale for HTML, PDF and DOCX.

Contrast against the ground that each colour stands on is at least 4.5 to 1 for words (WCAG 2.2,
success criterion 1.4.3); a test computes it.
"""

from __future__ import annotations

from dueregard.reports.pages.model import Callout, Tone

PALETTE = {
    "ink": "#212b32",
    "quiet": "#4c6272",
    "line": "#d8dde0",
    "rule": "#005eb8",
    "link": "#005eb8",
    "ground": "#ffffff",
    "soft": "#f0f4f5",
    "mark": "#8a1538",
    "key": "#005eb8",
    "key-ground": "#eef4fa",
    "caution": "#b5471b",
    "caution-ground": "#fff4d9",
    "withheld": "#4c6272",
    "withheld-ground": "#f0f4f5",
    "gap": "#8a1538",
    "gap-ground": "#fbf0f3",
}
"""Every colour by its use."""

SCALE = {
    "body": 1.0,
    "small": 0.88,
    "lead": 1.1,
    "heading-3": 1.15,
    "heading-2": 1.3,
    "heading-1": 1.6,
    "title": 2.2,
}
"""Sizes of type as multiples of the body's."""

TONE_WORDS = {
    Tone.KEY: "Key point",
    Tone.CAUTION: "Caution",
    Tone.WITHHELD: "Not shown",
    Tone.GAP: "Missing",
}
"""What each tone says in a word, so that none is told by its colour alone."""


def told(callout: Callout) -> str:
    """Return a passage's title after its tone in a word; a key point needs no word."""
    if callout.tone is Tone.KEY:
        return callout.title
    return f"{TONE_WORDS[callout.tone]}: {callout.title}"


PRINT_BODY_PT = 10.5
"""The body's size on paper, in points."""

FONT = "Source Sans Pro"
"""The family that PDF is set in."""

LANGUAGE = "en-GB"


def points(step: str) -> float:
    """Return the size on paper of a step of the scale, in points, to a quarter of a point."""
    return round(SCALE[step] * PRINT_BODY_PT * 4) / 4
