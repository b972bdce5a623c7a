"""Each change a user can notice is told in one paragraph, in a file of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dueregard import __version__
from tests.docs.pages import ROOT

FRAGMENTS = sorted(set((ROOT / "changelog.d").iterdir()) - {ROOT / "changelog.d" / "README.md"})


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda path: path.name)
def test_fragment_is_one_paragraph_of_a_known_kind(fragment: Path) -> None:
    """The file's name says the subject and kind of change; its text is one paragraph."""
    assert re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed|removed)\.md", fragment.name)
    text = fragment.read_text(encoding="utf-8").strip()
    assert text.endswith(".")
    assert "\n\n" not in text
    assert not text.startswith(("#", "-", "*"))


def test_released_version_is_in_the_changelog() -> None:
    """A version either stands in the changelog or has not been released."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {__version__}" in text or "No version has been released yet." in text
