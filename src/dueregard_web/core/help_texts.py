"""What do our words mean? Read from the project's glossary, the one place that says so."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PLACES = (Path(__file__).with_name("GLOSSARY.md"), Path(__file__).parents[3] / "GLOSSARY.md")
"""Inside an installed package, and in a checkout."""


@cache
def load_glossary() -> dict[str, str]:
    """Return every word with its meaning."""
    path = next(place for place in PLACES if place.is_file())
    meanings = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 2 and cells[0] not in {"Word", "---"}:
            for word in cells[0].split(","):
                meanings[word.strip()] = cells[1].replace("`", "")
    return meanings


def help_text(word: str) -> str:
    """Return what a word means.

    Raises
    ------
    KeyError
        When the glossary does not have it: pages explain no word in their own way.
    """
    return load_glossary()[word]
