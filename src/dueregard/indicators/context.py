"""What every method is given: the return, the edition, its rules and the cells to count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.figures import Inference, Name
from dueregard.indicators.rules import Rules, cite, rules_of
from dueregard.indicators.tally import Tally

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition, Indicator
    from dueregard.indicators.groups import Grouping
    from dueregard.returns.data_return import DataReturn


@dataclass(frozen=True, slots=True)
class Context:
    """One return under one edition, for one characteristic."""

    data_return: DataReturn
    edition: Edition
    rules: Rules
    tally: Tally
    staff_words: str
    """Who the staff are: in post on which date."""


def context_of(
    data_return: DataReturn, edition: Edition, grouping: Grouping | None = None
) -> Context:
    """Bring a return and an edition together, for the edition's characteristic or another."""
    rules = rules_of(edition, grouping)
    day = data_return.snapshot_date
    words = f"staff in post on {day.day} {day:%B %Y}"
    return Context(data_return, edition, rules, Tally(data_return, rules.grouping), words)


def name_of(indicator: Indicator, part: str, label: str, words: str, row: str = "") -> Name:
    """Name a figure of an indicator: ``appointment`` and ``ratio`` give ``appointment.ratio``."""
    return Name(
        key=f"{indicator.key}.{part}",
        label=label,
        words=words,
        source=cite(indicator.source),
        row=row,
        inference=Inference(indicator.inference),
    )
