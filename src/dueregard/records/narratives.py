"""The free texts of a report: paragraphs and lists, under names that are fixed."""

from __future__ import annotations

import re
from dataclasses import dataclass

NARRATIVE_NAMES: dict[str, str] = {
    "summary": "The year in a few sentences, for a board reader.",
    "completeness": "What is missing from the data, and why.",
    "comparison": "How far this year can be compared with the last.",
    "self-reporting-taken": "What was done last year so that more staff say their ethnicity.",
    "self-reporting-planned": "What will be done this year so that more staff say it.",
    **{
        f"indicator-{number}": f"What lies behind indicator {number}, and what follows from it."
        for number in range(1, 10)
    },
    "recruitment": "What lies behind the recruitment figures.",
    "leavers": "What lies behind the figures on those who left.",
    "other-factors": "Other facts that a reader should know.",
    "scope": "Which staff are counted, how they were told apart, and how many they are.",
    "challenge-and-risk": "Your own view of how hard this will be, and of the risks.",
    "recommendation": "What the board is asked to decide.",
    "public": "What the public is told in words, where figures cannot be shown.",
}
"""The well-known narratives and what each is for."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one text) or a list (its items)."""

    items: tuple[str, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """A free text as its blocks.

    Parameters
    ----------
    name
        One of ``NARRATIVE_NAMES``.
    blocks
        Its paragraphs and lists, in order; headings are not part of a narrative.
    text
        The text as it was typed, for an editor.
    """

    name: str
    blocks: tuple[Block, ...]
    text: str


_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(?P<text>\S.*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def read_narrative(name: str, text: str) -> Narrative:
    """Read a narrative: paragraphs between empty lines, lists by ``-``, ``*`` or ``1.``.

    Bold marks are dropped, comments (``<!-- -->``) are not part of the text, and a heading (``#``)
    is read as a paragraph.
    """
    blocks: list[Block] = []
    for chunk in re.split(r"\n[ \t]*\n", _COMMENT.sub("", text).replace("\r\n", "\n")):
        blocks.extend(_blocks(chunk))
    return Narrative(name, tuple(blocks), text)


def _blocks(chunk: str) -> list[Block]:
    """Read the lines between two empty lines: a paragraph, a list, or one after the other."""
    paragraph: list[str] = []
    items: list[str] = []
    for line in chunk.splitlines():
        item = _ITEM.fullmatch(line)
        if item:
            items.append(item["text"])
        elif items and line.strip():
            items[-1] += f" {line.strip()}"
        elif line.strip():
            paragraph.append(line.strip().lstrip("#").strip())
    found = [Block((_plain(" ".join(paragraph)),))] if paragraph else []
    if items:
        found.append(Block(tuple(map(_plain, items)), is_list=True))
    return found


def _plain(text: str) -> str:
    return " ".join(_STRONG.sub(r"\2", text).split())
