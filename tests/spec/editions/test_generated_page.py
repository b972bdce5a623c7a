"""The page that sets the editions side by side is the one that their files give."""

from __future__ import annotations

from tests.spec.editions.render import PAGE, render


def test_page_is_up_to_date() -> None:
    """Whoever changes an edition file also changes the page that reviewers read."""
    assert PAGE.read_text(encoding="utf-8") == render()
