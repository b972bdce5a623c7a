"""What a commissioner can demonstrate: WRES and EDS2, in its own house and at its providers.

Two standards and two places make four cells, each filled from evidence alone. Source: WRES
Technical Guidance, paragraph 7.2, quoted in guidance 03764, section 3.3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dueregard.assurance.board import Board
from dueregard.assurance.judging import state_of
from dueregard.assurance.obligations import Family, obligation_id
from dueregard.assurance.standing import NO_USE, Process, Result, Standing

OWN, PROVIDERS = "own organisation", "providers"


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the four cells.

    Parameters
    ----------
    family, place
        Which standard, and where.
    words
        What the evidence shows, in a sentence.
    is_shown
        Whether all that was due is shown.
    evidence
        Ids of the evidence that it rests on.
    """

    family: Family
    place: str
    words: str
    is_shown: bool
    evidence: tuple[str, ...]


def demonstration(board: Board) -> tuple[Cell, ...]:
    """Return the four cells, WRES before EDS and its own house first."""
    cells = []
    for family in (Family.WRES, Family.EDS):
        cells.append(_own(board, family))
        cells.append(_providers(family, [one for one in board.providers if _is(one, family)]))
    return tuple(cells)


def _is(one: Standing, family: Family) -> bool:
    return one.obligation.family is family


def _own(board: Board, family: Family) -> Cell:
    ledger, own = board.ledger, board.own
    whats = ("eds",) if family is Family.EDS else ("wres", "C3")
    found = [
        one
        for what in whats
        for one in ledger.evidence_for.get(
            obligation_id(board.commissioner.id, board.schedule.year, what), ()
        )
        if one.received_on <= board.as_of and state_of(ledger, one, board.as_of) not in NO_USE
    ]
    report = [one for one in own if one.obligation.what == "C3"] if family is Family.WRES else []
    ids = tuple(sorted({one.id for one in found}))
    is_shown = bool(found) and all(one.result is Result.MET for one in report)
    if not found:
        words = "No evidence is kept for the commissioner's own organisation."
    elif is_shown:
        words = f"Shown by {_listed(ids)}."
    else:
        words = f"Begun, and not shown whole: {_listed(ids)}."
    return Cell(family, OWN, words, is_shown, ids)


def _providers(family: Family, standings: Sequence[Standing]) -> Cell:
    """Say of how many providers all that was due by now is shown."""
    by_party: dict[str, list[Standing]] = {}
    for one in standings:
        if one.process not in {Process.NOT_DUE, Process.NOT_KNOWN_YET, Process.DUE_SOON}:
            by_party.setdefault(one.obligation.party, []).append(one)
    ids = tuple(sorted({name for one in standings for name in one.evidence}))
    shown = sum(all(one.result is Result.MET for one in found) for found in by_party.values())
    if not by_party:
        return Cell(family, PROVIDERS, "Nothing has fallen due yet.", False, ids)
    words = (
        f"All that has fallen due is shown for {shown} of {len(by_party)} providers that it binds."
    )
    return Cell(family, PROVIDERS, words, shown == len(by_party), ids)


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(ids)


def count_processes(standings: Iterable[Standing], what: str) -> Counter[Process]:
    """Count where providers stand with one milestone: what was done by when, no rating."""
    return Counter(one.process for one in standings if one.obligation.what == what)
