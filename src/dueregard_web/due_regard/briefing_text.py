"""The briefing for decision makers to start from: the duty, the standard, the six principles."""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.editions.loader import load_edition
from dueregard.records.words import Aim, Principle
from dueregard.reports.documents.aims import aims_in_words
from dueregard.reports.documents.outline import PRINCIPLES


def first_briefing(edition: str) -> str:
    """Return a briefing for an edition, to be added to before it is issued."""
    return "\n".join(_lines(edition)) + "\n"


def _lines(edition: str) -> Iterator[str]:
    rules = load_edition(edition)
    yield "What the law asks of you"
    yield (
        "The Equality Act 2010, section 149, asks public bodies to have due regard, in all they "
        "do, to three aims:"
    )
    yield from (f"- {aims_in_words((aim,))}" for aim in Aim)
    yield ""
    yield f"What the standard measures ({rules.standard_name}, edition {edition})"
    yield from (f"- Indicator {one.number}: {one.title}" for one in rules.indicators)
    yield ""
    yield "What courts look for (the Brown principles)"
    for principle in Principle:
        told = PRINCIPLES[principle]
        yield f"- {told.title}: {told.introduction}"
    yield ""
    yield "The duty is yours. Others may prepare the work; nobody else can have due regard for you."
