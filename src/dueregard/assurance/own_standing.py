"""Where a commissioner's own obligations stand: the letters it has to write, its own report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dueregard.assurance.applicability import Scope
from dueregard.assurance.choices import ALL
from dueregard.assurance.happenings import Letter
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.letters import read_template
from dueregard.assurance.obligations import Item, Obligation
from dueregard.assurance.register import Commissioner
from dueregard.assurance.standing import (
    ItemStanding,
    Process,
    Result,
    Standing,
    standing_of,
    waiting_for,
)
from dueregard.assurance.words import ItemAnswer, LetterKind, LetterState

_LETTERS: Mapping[str, tuple[LetterKind, ...]] = {
    "L1": (LetterKind.L1, LetterKind.L1B),
    "L2": (LetterKind.L2,),
    "L3": (LetterKind.L3,),
}
_REPORT = {"L1": "M1", "L2": "M2", "L3": "M3"}


def own_standing(
    obligation: Obligation,
    commissioner: Commissioner,
    scopes: Sequence[Scope],
    ledger: Ledger,
    as_of: date,
) -> Standing:
    """Return where one of a commissioner's own obligations stands on a day.

    A letter counts once a person has sent it; what it asks is known from its wording.
    """
    kinds = _LETTERS.get(obligation.what)
    if kinds is None:
        return standing_of(obligation, ledger, as_of)
    sent = _sent(obligation, commissioner, kinds, ledger, as_of)
    wanted = {one.provider.ods for one in scopes if _is_ours(one, commissioner, ledger)}
    reached = {one.provider for one in sent} & wanted
    items = tuple(_item(item, kinds, sent, reached, wanted) for item in obligation.items)
    done = bool(wanted) and all(one.is_met for one in items)
    result = _result(obligation, done=done, begun=bool(sent), as_of=as_of)
    came = max((one.sent_on for one in sent if one.sent_on), default=None)
    waiting = waiting_for(obligation, ledger.ways.due_soon_days, as_of)
    process = Process.CLOSED if done else waiting
    names = tuple(sorted({one.evidence for one in sent if one.evidence}))
    late = _late(obligation, came if done and came else as_of)
    return Standing(obligation, as_of, process, result, items, names, came, late)


def _sent(
    obligation: Obligation,
    commissioner: Commissioner,
    kinds: tuple[LetterKind, ...],
    ledger: Ledger,
    as_of: date,
) -> list[Letter]:
    end = f"/{obligation.year.slug}/{_REPORT[obligation.what]}"
    return [
        one
        for one in ledger.letters
        if one.kind in kinds
        and one.commissioner == commissioner.id
        and one.about.endswith(end)
        and one.state is LetterState.SENT
        and one.sent_on is not None
        and one.sent_on <= as_of
    ]


def _is_ours(scope: Scope, commissioner: Commissioner, ledger: Ledger) -> bool:
    """Whether this commissioner is the one that writes to a provider in scope."""
    is_writer = ledger.ways.letters_by == ALL or commissioner.id in scope.provider.coordinators
    return scope.in_scope and is_writer


def _item(
    item: Item,
    kinds: tuple[LetterKind, ...],
    sent: Sequence[Letter],
    reached: set[str],
    wanted: set[str],
) -> ItemStanding:
    names = tuple(sorted({one.evidence for one in sent if one.evidence}))
    if not sent:
        return ItemStanding(item, None)
    if item.key == "all_in_scope":
        answer = ItemAnswer.YES if reached == wanted else ItemAnswer.PART
        return ItemStanding(item, answer, names, f"{len(reached)} of {len(wanted)}", accepted=True)
    shown = {key for kind in kinds for key in read_template(kind).shows}
    answer = ItemAnswer.YES if item.key in shown else ItemAnswer.NO
    return ItemStanding(item, answer, names, accepted=True)


def _result(obligation: Obligation, *, done: bool, begun: bool, as_of: date) -> Result:
    if done:
        return Result.MET
    if begun:
        return Result.PARTLY_MET
    is_past = obligation.due is not None and as_of > obligation.due
    return Result.NOT_MET if is_past else Result.UNDETERMINED


def _late(obligation: Obligation, day: date) -> int:
    if obligation.due is None or obligation.was_due_before_known:
        return 0
    return max(0, (day - obligation.due).days)
