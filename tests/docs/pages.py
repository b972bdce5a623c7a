"""What stands in a page of documentation: its code blocks, headings and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>[\w-]*)[^\n]*\n(?P<body>.*?)^(?P=indent)```",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of code: its language, text and the line where it begins."""

    language: str
    body: str
    line: int


def pages() -> list[Path]:
    """List every page of the project, the generated ones included.

    The texts in an example's records are its data, not pages.
    """
    folders = [ROOT / "docs", ROOT / "examples"]
    below = (page for folder in folders for page in sorted(folder.rglob("*.md")))
    return [*sorted(ROOT.glob("*.md")), *(one for one in below if "records" not in one.parts)]


def name_of(page: Path) -> str:
    """Name a page as people would."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[Block]:
    """Find the code blocks of a page."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        body = "\n".join(row.removeprefix(match["indent"]) for row in match["body"].splitlines())
        found.append(Block(match["language"], body, line))
    return found


def prose(page: Path) -> str:
    """Answer with a page's text without its code blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> list[str]:
    """Find what a page links to or shows, outside its code."""
    without_code = re.sub(r"`[^`\n]*`", "", prose(page))
    return LINK.findall(without_code)


def anchors(page: Path) -> set[str]:
    """Name the anchors that a page's headings make, as code hosting sites do."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower().replace("`", "")).strip().replace(" ", "-")
        for heading in HEADING.findall(prose(page))
    }
