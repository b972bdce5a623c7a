"""The pictures of the web workspace are those that its journeys take, and all of them are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, name_of, pages
from tests.functional.browser.manual_examples import EXAMPLES

FOLDER = ROOT / "docs" / "images" / "web"
BROWSER = ROOT / "tests" / "functional" / "browser"
TAKEN = re.compile(r"\.(picture|component)\(\s*\"([a-z-]+)\"")
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]*images/[^)]+)\)")
LARGEST = 400 * 1024


def taken() -> list[str]:
    """Name every picture that a journey takes, or that is drawn of the design system."""
    calls = [
        found
        for path in sorted(BROWSER.glob("test_*.py"))
        for found in TAKEN.findall(path.read_text(encoding="utf-8"))
    ]
    own = [name if kind == "picture" else f"ours-{name}" for kind, name in calls]
    return [f"{name}.png" for name in (*own, *(f"theirs-{name}" for name in EXAMPLES))]


def shown() -> dict[Path, str]:
    """Return every picture that a page shows, with its words."""
    return {
        (page.parent / path).resolve(): words
        for page in pages()
        for words, path in SHOWN.findall(page.read_text(encoding="utf-8"))
    }


def test_every_picture_is_there_and_taken_by_one_journey() -> None:
    """What ``make pictures`` writes is what is in the folder."""
    names = taken()
    assert sorted(names) == sorted(path.name for path in FOLDER.iterdir())
    assert len(set(names)) == len(names)


def test_every_picture_is_shown() -> None:
    """No picture is kept that no page shows."""
    assert {path for path in shown() if FOLDER in path.parents} == set(FOLDER.iterdir())


def test_every_component_stands_beside_ours() -> None:
    """The design system's example has our picture as its neighbour, on the same line."""
    page = (ROOT / "docs" / "explanation" / "web-pages.md").read_text(encoding="utf-8")
    for name in EXAMPLES:
        (line,) = [one for one in page.splitlines() if f"/theirs-{name}.png" in one]
        assert f"/ours-{name}.png" in line


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_picture_has_words(page: Path) -> None:
    """Whoever does not see a picture is told what it shows."""
    for words, path in SHOWN.findall(page.read_text(encoding="utf-8")):
        assert len(words.split()) >= 3, path


def test_pictures_are_small() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.stat().st_size > LARGEST} == set()
