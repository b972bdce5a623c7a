"""Links within the documentation lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, anchors, links, name_of, pages

ENTRANCES = ("README.md", "CONTRIBUTING.md", "docs/index.md")


def target_of(link: str, page: Path) -> tuple[Path, str]:
    """Resolve a relative link to a path and an anchor."""
    path, _, anchor = link.partition("#")
    return ((page.parent / path).resolve() if path else page), anchor


def relative_links(page: Path) -> list[str]:
    """List the links of a page that stay within the project."""
    return [link for link in links(page) if not link.startswith(("http://", "https://", "mailto:"))]


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_resolve(page: Path) -> None:
    """Each relative link names a file, and each anchor a heading, that exists."""
    broken = []
    for link in relative_links(page):
        target, anchor = target_of(link, page)
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_can_be_reached() -> None:
    """From the entrances, links lead to every page: none is lost."""
    reached: set[Path] = set()
    waiting = [ROOT / name for name in ENTRANCES]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        waiting += [target_of(link, page)[0] for link in relative_links(page)]
    assert {name_of(page) for page in set(pages()) - reached} == set()
