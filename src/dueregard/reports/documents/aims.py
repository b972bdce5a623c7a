"""The three aims of the Public Sector Equality Duty, and how often each is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.records.words import Aim
from dueregard.reports.documents.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Table

AIM_WORDS = {
    Aim.ELIMINATE: "Eliminate discrimination",
    Aim.ADVANCE: "Advance equality of opportunity",
    Aim.FOSTER: "Foster good relations",
}


def aims_in_words(aims: Iterable[Aim]) -> str:
    """Name aims for a table's cell."""
    return "; ".join(AIM_WORDS[aim].lower() for aim in aims)


def aims_table(material: Material) -> Table:
    """Count conclusions, decisions and actions by the aim they serve, and those that name none."""
    records = material.records
    kinds = (records.conclusions, records.decisions, records.actions)
    counts = [
        (words, *(str(sum(aim in one.aims for one in kind)) for kind in kinds))
        for aim, words in AIM_WORDS.items()
    ]
    without = ("No aim named", *(str(sum(not one.aims for one in kind)) for kind in kinds))
    return table(
        "How often each aim of the Public Sector Equality Duty is served",
        ("Aim", "Conclusions", "Decisions", "Actions"),
        (*counts, without),
        "One conclusion, decision or action can serve several aims.",
    )
