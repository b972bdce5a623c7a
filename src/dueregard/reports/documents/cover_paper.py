"""The cover paper for the board: purpose, due regard, recommendation, decision wanted; one page.

A board reads it first and may read nothing else, so every part has a length that it may not
outgrow: what is longer is cut at a sentence, and the annual report has it whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dueregard.records.words import Principle
from dueregard.reports.documents.actions import first_actions, is_open, without_action
from dueregard.reports.documents.due_regard_statement import answered
from dueregard.reports.documents.header import MARK
from dueregard.reports.documents.matters import MOST, matters, numbers, staff_count
from dueregard.reports.documents.principles import gaps_in
from dueregard.reports.documents.tables import day_words
from dueregard.reports.pages.model import Bullets, Document, Paragraph, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_LONGEST = 260
"""Characters of one point: what three of them leave room for on a page."""
_LONGEST_STEP = 140
_LONGEST_NAME = 30
_LONGEST_RECOMMENDATION = 230
_KEEP = "INTERNAL. Small numbers here can identify people. The annual report comes with this paper."
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
"""The end of a sentence; "0.9" and "records/x.csv" hold none."""


def cover_paper(material: Material) -> Document:
    """Return the one-page paper that brings the annual report to the board."""
    annual = material.annual
    board = annual.data_return.organisation.board_name
    edition = annual.edition
    return Document(
        title=f"{_board(board)} paper: race equality {edition.reporting.year}",
        subtitle="",
        organisation=shortened(material.organisation, 80),
        mark=MARK,
        facts=_facts(material),
        opening=(),
        sections=(
            Section("Purpose", "purpose", (Paragraph(_purpose(material)), *_figures(material))),
            Section("Due regard", "due-regard", (Paragraph(_due_regard(material)),)),
            Section("Recommendation", "recommendation", tuple(_recommendation(material))),
            Section("Decision wanted", "decision", (_decisions(material),)),
        ),
        closing=(_KEEP,),
        made_on=material.made_on,
        has_contents=False,
    )


def _board(name: str) -> str:
    """Return the board's name, or the plain word for one that would fill the page's head."""
    return name if len(name) <= _LONGEST_NAME else "Board"


def shortened(text: str, longest: int) -> str:
    """Return as many whole sentences as fit; one sentence too long is cut at a word.

    What is left out is marked by an ellipsis.
    """
    if len(text) <= longest:
        return text
    kept = ""
    for sentence in _SENTENCE.split(text):
        if len(kept) + len(sentence) + 1 > longest:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or f"{text[: longest - 2].rsplit(' ', 1)[0].rstrip(',;:')} …"


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    facts = material.records.facts
    pairs = (
        ("From", shortened(facts.board_lead or facts.lead_manager, 80)),
        ("Paper of", day_words(material.made_on)),
    )
    return tuple((name, words) for name, words in pairs if words)


def _purpose(material: Material) -> str:
    annual = material.annual
    board = annual.data_return.organisation.board_name
    day = day_words(annual.data_return.snapshot_date)
    return (
        f"To bring the annual report on race equality among our {staff_count(annual):,} staff of "
        f"{day} to the {_board(board)}, so that it can consider the figures before it decides. "
        "What matters most:"
    )


def _figures(material: Material) -> Iterator[Block]:
    said = matters(material.annual)
    if not said:
        yield Paragraph("Nothing stands out. That is not proof that all is well.")
        return
    yield Bullets(tuple(shortened(words, _LONGEST) for words in said[:MOST]), numbered=True)


def _due_regard(material: Material) -> str:
    whole = answered(material)
    missing = sum(len(gaps_in(material, one)) for one in Principle)
    gaps = (
        "The due-regard statement has no gap."
        if not missing
        else f"The due-regard statement names {_counted(missing, 'gap')} still to be closed."
    )
    return (
        "The Equality Duty has three aims: to eliminate discrimination, to advance equality of "
        "opportunity, to foster good relations. It comes before the decision and cannot be handed "
        f"on. {_principles_met(whole)} {gaps}"
    )


def _principles_met(whole: int) -> str:
    if not whole:
        return "None of the six Brown principles is shown without a gap yet."
    verb = "is" if whole == 1 else "are"
    return f"Of the six Brown principles {whole} {verb} shown with evidence and no gap."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _recommendation(material: Material) -> Iterator[Block]:
    """Give the organisation's own recommendation or, failing that, its first actions."""
    narrative = material.records.narratives.get("recommendation")
    if narrative is not None:
        words = " ".join(item for block in narrative.blocks for item in block.items)
        yield Paragraph(shortened(words, _LONGEST_RECOMMENDATION))
        return
    steps = first_actions(material)
    if steps:
        yield Bullets(tuple(shortened(step, _LONGEST_STEP) for step in steps))
        return
    yield Paragraph("No action is recorded yet: ask for a plan, with owners, days and measures.")


def _decisions(material: Material) -> Block:
    open_actions = [one for one in material.records.actions if is_open(one)]
    bare = without_action(material)
    wanted = ["Consider the figures and the cautions that come with them."]
    if open_actions:
        wanted.append(f"Agree the {_counted(len(open_actions), 'action')} that are still open.")
    if bare:
        named = numbers(sorted(bare, key=lambda result: result.number))
        wanted.append(f"Say what is to be done about {named}, where no action is planned.")
    wanted.append(
        "Decide how, and whether, figures are published. Small numbers can point at people."
    )
    return Bullets(tuple(wanted), numbered=True)
