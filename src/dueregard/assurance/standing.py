"""Where an obligation stands on a day, on two axes that are never mixed.

The process says what was done by when; the result says whether the evidence shows what was asked.
Neither rates how a provider treats its staff (guidance 03764, section 3.2: no blueprint of good).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dueregard.assurance.applicability import Outcome
from dueregard.assurance.evidence import Evidence
from dueregard.assurance.judging import state_of
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.obligations import Family, Item, Obligation
from dueregard.assurance.words import EvidenceKind, EvidenceState, ItemAnswer

NO_USE = frozenset({EvidenceState.DRAFT, EvidenceState.EXPIRED, EvidenceState.REJECTED})
"""States in which a version shows nothing."""


class Process(StrEnum):
    """What was done by when."""

    NOT_KNOWN_YET = "rule not published yet"
    NO_DAY_SET = "no day set"
    NOT_DUE = "not due"
    DUE_SOON = "due soon"
    OVERDUE_AT_ISSUE = "overdue at issue"
    """Its day had passed when the rule was published: not the same as late."""
    OVERDUE = "overdue"
    RECEIVED = "received"
    INCOMPLETE = "received - incomplete"
    CLOSED = "closed"


class Result(StrEnum):
    """Whether the evidence shows what was asked."""

    MET = "met"
    PARTLY_MET = "partly met"
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """Whether one item is shown, by which evidence, and on which page."""

    item: Item
    answer: ItemAnswer | None
    evidence: tuple[str, ...] = ()
    page: str = ""
    accepted: bool = False

    @property
    def is_met(self) -> bool:
        """Whether accepted evidence shows it whole."""
        return self.answer is ItemAnswer.YES and self.accepted


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an obligation stands.

    Parameters
    ----------
    days_late
        Days between the day due and the day something came, or the day asked about where nothing
        came; 0 where it is in time, and where the day had passed before the rule was known.
    outside
        Evidence that came for it outside its window, which does not count.
    """

    obligation: Obligation
    as_of: date
    process: Process
    result: Result
    items: tuple[ItemStanding, ...]
    evidence: tuple[str, ...] = ()
    received_on: date | None = None
    days_late: int = 0
    late_reason: str = ""
    outside: tuple[str, ...] = ()

    @property
    def outstanding(self) -> tuple[Item, ...]:
        """The items that are not shown whole."""
        return tuple(one.item for one in self.items if not one.is_met)


def standing_of(obligation: Obligation, ledger: Ledger, as_of: date) -> Standing:
    """Return where an obligation stands on a day."""
    linked = [one for one in ledger.evidence_for.get(obligation.id, ()) if one.received_on <= as_of]
    counted = [one for one in linked if _in_window(obligation, one)]
    outside = tuple(sorted({one.id for one in linked if not _in_window(obligation, one)}))
    states = {one.key: state_of(ledger, one, as_of) for one in counted}
    useful = [one for one in counted if states[one.key] not in NO_USE]
    items = tuple(_item(item, obligation, useful, states, ledger) for item in obligation.items)
    came = min((one.received_on for one in useful), default=None)
    has_all = _may_close(obligation, ledger, useful) and all(one.is_met for one in items)
    accepted = any(states[one.key] is EvidenceState.ACCEPTED for one in useful)
    is_past = obligation.due is not None and as_of > obligation.due and not useful
    result = _result(obligation, items, has_all=has_all, accepted=accepted, is_past=is_past)
    waiting = waiting_for(obligation, ledger.ways.due_soon_days, as_of)
    process = _process(result, items, came, waiting)
    late = _days_late(obligation, came, as_of)
    reason = next((one.late_reason for one in useful if one.late_reason), "") if late else ""
    names = tuple(sorted({one.id for one in useful}))
    return Standing(obligation, as_of, process, result, items, names, came, late, reason, outside)


def _in_window(obligation: Obligation, evidence: Evidence) -> bool:
    """Whether the day a piece of evidence bears lies in the obligation's window, ends included."""
    if obligation.window_start is None or obligation.due is None:
        return True
    return obligation.window_start <= evidence.day <= obligation.due


def _item(
    item: Item,
    obligation: Obligation,
    useful: Sequence[Evidence],
    states: dict[tuple[str, int], EvidenceState],
    ledger: Ledger,
) -> ItemStanding:
    """Find the best answer on an item; accepted evidence goes before what waits for a review."""
    keys = {one.key for one in useful if states[one.key] is not EvidenceState.SUPERSEDED}
    answers = [
        one
        for one in ledger.answers_for.get(obligation.id, ())
        if one.item == item.key and (one.evidence, one.version) in keys
    ]
    if not answers:
        return ItemStanding(item, None)

    def rank(place: int) -> tuple[bool, int]:
        one = answers[place]
        accepted = states[one.evidence, one.version] is EvidenceState.ACCEPTED
        return accepted, -_ORDER.index(one.answer)

    best = answers[max(range(len(answers)), key=rank)]
    accepted = states[best.evidence, best.version] is EvidenceState.ACCEPTED
    return ItemStanding(item, best.answer, (best.evidence,), best.page, accepted)


_ORDER = (ItemAnswer.YES, ItemAnswer.PART, ItemAnswer.NO)


def _result(
    obligation: Obligation,
    items: Sequence[ItemStanding],
    *,
    has_all: bool,
    accepted: bool,
    is_past: bool,
) -> Result:
    applies = obligation.applies
    if applies is not None and applies.outcome is Outcome.NOT_APPLICABLE:
        return Result.NOT_APPLICABLE
    if has_all and accepted:
        return Result.MET
    if any(one.accepted and one.answer is not ItemAnswer.NO for one in items):
        return Result.PARTLY_MET
    return Result.NOT_MET if is_past or (accepted and items) else Result.UNDETERMINED


def _may_close(obligation: Obligation, ledger: Ledger, useful: Sequence[Evidence]) -> bool:
    """Whether nothing else stands against closing: EDS needs stakeholders, or a reason.

    Source: guidance 03764, section 4.
    """
    if obligation.family is not Family.EDS:
        return True
    answers = ledger.answers_for.get(obligation.id, ())
    has_reason = any(one.item == "engagement" and one.reason for one in answers)
    return has_reason or any(one.kind is EvidenceKind.ENGAGEMENT for one in useful)


def _process(
    result: Result, items: Sequence[ItemStanding], came: date | None, waiting: Process
) -> Process:
    if result is Result.MET:
        return Process.CLOSED
    if came is None:
        return waiting
    is_answered = all(one.answer is ItemAnswer.YES for one in items)
    return Process.RECEIVED if is_answered or not _any_answer(items) else Process.INCOMPLETE


def _any_answer(items: Sequence[ItemStanding]) -> bool:
    return any(one.answer is not None for one in items)


def waiting_for(obligation: Obligation, soon_days: int, as_of: date) -> Process:
    """Return where an obligation stands on a day while nothing has come for it."""
    if obligation.due is None:
        return Process.NO_DAY_SET
    if obligation.known_from is not None and as_of < obligation.known_from:
        return Process.NOT_KNOWN_YET
    if as_of > obligation.due:
        before = obligation.was_due_before_known
        return Process.OVERDUE_AT_ISSUE if before else Process.OVERDUE
    is_soon = as_of >= obligation.due - timedelta(days=soon_days)
    return Process.DUE_SOON if is_soon else Process.NOT_DUE


def _days_late(obligation: Obligation, came: date | None, as_of: date) -> int:
    if obligation.due is None or obligation.was_due_before_known:
        return 0
    return max(0, ((came or as_of) - obligation.due).days)
