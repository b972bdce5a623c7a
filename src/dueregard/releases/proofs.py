"""Why a figure has to be hidden: the published figures that, with it, give a small number away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.audit import Finding, Verdict, audit
from dueregard.disclosure.explain import explain
from dueregard.disclosure.view import View
from dueregard.releases.statements import Numbering, Statement, every_key

if TYPE_CHECKING:
    from dueregard.releases.items import Print


@dataclass(frozen=True, slots=True)
class Proof:
    """What would follow if a figure were published.

    Parameters
    ----------
    printed
        The figure as it would be printed.
    whose
        Key of the number that would be known.
    lowest, highest
        What it would be known to be.
    figures, knowledge
        The other published figures that are needed for it, and what goes without saying or is
        known from elsewhere. None of them can be left out.
    """

    printed: str
    whose: str
    lowest: int
    highest: int
    figures: tuple[str, ...]
    knowledge: tuple[str, ...]


def prove(
    one: Print, held: Sequence[Statement], small: Sequence[str], threshold: int
) -> Proof | None:
    """Return the shortest way found from a figure to a small number; None where none is found.

    Parameters
    ----------
    one
        The figure in one form.
    held
        What is published beside it, and what every reader takes for granted.
    small
        Keys of the numbers that nobody may find out.
    threshold
        A number below it is small.
    """
    told = [*held, one.statement]
    numbering = Numbering(every_key(told))
    cells = [numbering.place[key] for key in small if key in numbering.place]
    published = {numbering.published(statement): statement for statement in told}
    view = View(
        len(numbering.keys),
        None,
        tuple(published),
        np.array(sorted(cells), dtype=np.int64),
        numbering.keys.__getitem__,
        0,
    )
    found = audit(view, threshold, intervals=False)
    if not found.leaks:
        return None
    leak = min(found.leaks, key=lambda finding: _distance(finding, numbering, one))
    needed = [published[figure] for figure in explain(found, leak).figures]
    others = [statement for statement in needed if statement is not one.statement]
    return Proof(
        one.text,
        numbering.keys[leak.cell],
        int(leak.lower),
        int(leak.upper if leak.upper is not None else leak.lower),
        tuple(statement.words for statement in others if not _is_knowledge(statement)),
        tuple(statement.words for statement in others if _is_knowledge(statement)),
    )


def _is_knowledge(statement: Statement) -> bool:
    return statement.is_rule or statement.words.endswith("known from elsewhere")


def _distance(finding: Finding, numbering: Numbering, one: Print) -> tuple[bool, bool, bool, int]:
    """Prefer the numbers under the figure itself, what is known exactly, and wholes to parts."""
    key = numbering.keys[finding.cell]
    is_exact = finding.verdict is Verdict.EXACT
    return key not in one.item.keys, not is_exact, "/all/" not in key, finding.cell
