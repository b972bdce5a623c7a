"""An organisation's own texts as blocks of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.reports.pages.model import Bullets, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.records.model import Records
    from dueregard.reports.pages.model import Block


def narrative_blocks(records: Records, name: str, *, lead: str = "") -> Iterator[Block]:
    """Yield the paragraphs and lists of a narrative; nothing where nobody wrote it.

    ``lead`` stands in bold before the first paragraph.
    """
    narrative = records.narratives.get(name)
    for number, block in enumerate(narrative.blocks if narrative else ()):
        if block.is_list:
            yield Bullets(block.items)
        else:
            yield Paragraph(" ".join(block.items), lead=lead if number == 0 else "")
