"""Which letters and steps fall due by a day: the same day gives the same steps, whoever asks when.

A step has a name made of what it is about, its kind and its day. What has that name in the records
was done, so that asking again, on a Saturday or after the machine stood still, does nothing twice
and leaves nothing out. Steps of a contractual kind are proposed, never taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dueregard.assurance.applicability import Scope, scopes
from dueregard.assurance.calendar import working_day_on_or_before
from dueregard.assurance.happenings import Escalation, Event
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.letters import (
    ALREADY,
    RECEIVED,
    Addressed,
    Preview,
    preview,
    was_written,
)
from dueregard.assurance.obligations import Obligation, obligation_id, provider_obligations
from dueregard.assurance.register import Commissioner
from dueregard.assurance.schedule import Schedule
from dueregard.assurance.standing import Process, standing_of
from dueregard.assurance.words import LadderStep, LetterKind, YesNo
from dueregard.editions.schema import Milestone

WAITS = frozenset({Process.NOT_DUE, Process.DUE_SOON, Process.OVERDUE, Process.OVERDUE_AT_ISSUE})


@dataclass(frozen=True, slots=True)
class Step:
    """A letter that falls due.

    Parameters
    ----------
    kind
        The letter.
    commissioner
        Who writes it.
    addressed
        To whom.
    about
        The obligation or event that it is about.
    on
        The day of the step; the letter may be prepared later.
    """

    kind: LetterKind
    commissioner: Commissioner
    addressed: Addressed
    about: str
    on: date
    due: date | None = None
    known_from: date | None = None

    @property
    def id(self) -> str:
        """The name of the letter."""
        return f"{self.about}/{self.kind.value}/{self.commissioner.id}/{self.on.isoformat()}"


@dataclass(frozen=True)
class Round:
    """One look at one commissioner's providers: the records, the rules, whose, and the day."""

    ledger: Ledger
    schedule: Schedule
    commissioner: Commissioner
    as_of: date

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """The commissioner's providers of the contract year, with what binds them."""
        return scopes(
            self.ledger, self.schedule.rules, self.as_of, commissioner=self.commissioner.id
        )

    @cached_property
    def milestones(self) -> dict[str, Milestone]:
        """The milestones of the contract year by name."""
        return {one.milestone.id: one.milestone for one in self.schedule.milestones}

    def included(
        self, kind: LetterKind, concerned: Collection[str] | None = None
    ) -> tuple[Addressed, ...]:
        """Return whom the commissioner writes to with a letter."""
        chosen = preview(kind, self.commissioner, self.scopes, self.ledger, concerned=concerned)
        return chosen.included


def letters_due(this: Round) -> tuple[Step, ...]:
    """Return the letters that a commissioner has to write by a day and has not prepared yet."""
    made = {one.id for one in this.ledger.letters}
    steps = [*_first(this), *_interim(this), *_reminders(this), *_events(this)]
    return tuple(sorted((one for one in steps if one.id not in made), key=lambda one: one.id))


def preview_of(kind: LetterKind, this: Round) -> Preview:
    """Return who would be written to now with one of the letters."""
    what = _ABOUT.get(kind)
    if what is None:
        concerned = {one.provider for one in _raised(this)}
        return preview(kind, this.commissioner, this.scopes, this.ledger, concerned=concerned)
    done = _done(kind, what, this)
    return preview(kind, this.commissioner, this.scopes, this.ledger, done=done)


_ABOUT = {LetterKind.L1: "M1", LetterKind.L1B: "M1", LetterKind.L2: "M2", LetterKind.L3: "M3"}


def _done(kind: LetterKind, what: str, this: Round) -> dict[str, str]:
    """Say of each provider why it needs no letter any more."""
    done = {}
    for scope in this.scopes:
        name = obligation_id(scope.provider.ods, scope.year, what)
        if kind is LetterKind.L3:
            if name not in _waiting(scope, what, this):
                done[scope.provider.ods] = RECEIVED
        elif was_written(this.ledger, name, *_SAME.get(kind, (kind,))):
            done[scope.provider.ods] = ALREADY
    return done


_SAME = {
    LetterKind.L1: (LetterKind.L1, LetterKind.L1B),
    LetterKind.L1B: (LetterKind.L1, LetterKind.L1B),
}


def _first(this: Round) -> Iterator[Step]:
    """Ask for confirmation before its day; write the catch-up letter where that has passed."""
    ask, report = this.milestones.get("L1"), this.milestones.get("M1")
    if ask is None or report is None:
        return
    catch_up = this.as_of > ask.due
    kind = LetterKind.L1B if catch_up else LetterKind.L1
    day = max(ask.rule_known_from, ask.due) if catch_up else ask.rule_known_from
    if this.as_of < day:
        return
    for one in this.included(kind):
        about = obligation_id(one.scope.provider.ods, one.scope.year, report.id)
        if not was_written_by(this, about, LetterKind.L1, LetterKind.L1B):
            known = ask.rule_known_from
            yield Step(kind, this.commissioner, one, about, day, report.due, known)


def steps_now(kind: LetterKind, this: Round) -> tuple[Step, ...]:
    """Return the letters of a kind that a person may prepare today, due or not.

    They are those of the preview, but for what was prepared today already.
    """
    made = {one.id for one in this.ledger.letters}
    steps = (_events if kind is LetterKind.L4 else _by_hand)(this, kind)
    return tuple(sorted((one for one in steps if one.id not in made), key=lambda one: one.id))


def _by_hand(this: Round, kind: LetterKind) -> Iterator[Step]:
    report = this.milestones.get(_ABOUT.get(kind, ""))
    if report is None:
        return
    ask = this.milestones.get("L1")
    known = ask.rule_known_from if ask and report.id == "M1" else None
    for one in preview_of(kind, this).included:
        about = obligation_id(one.scope.provider.ods, one.scope.year, report.id)
        yield Step(kind, this.commissioner, one, about, this.as_of, report.due, known)


def was_written_by(this: Round, about: str, *kinds: LetterKind) -> bool:
    """Whether this commissioner prepared a letter of one of these kinds about something."""
    return any(
        one.kind in kinds and one.commissioner == this.commissioner.id
        for one in this.ledger.letters_about.get(about, ())
    )


def _interim(this: Round) -> Iterator[Step]:
    ask, report = this.milestones.get("L2"), this.milestones.get("M2")
    if ask is None or report is None or this.as_of > report.due:
        return
    days = this.ledger.ways.interim_asked_days_before
    day = max(report.due - timedelta(days=days), ask.rule_known_from)
    if this.as_of < working_day_on_or_before(day):
        return
    for one in this.included(LetterKind.L2):
        about = obligation_id(one.scope.provider.ods, one.scope.year, report.id)
        if not was_written_by(this, about, LetterKind.L2):
            yield Step(LetterKind.L2, this.commissioner, one, about, day, report.due)


def _reminders(this: Round) -> Iterator[Step]:
    """Of the reminders whose day has come, write only the latest: never four at once."""
    report = this.milestones.get("M3")
    if report is None or this.as_of < report.rule_known_from:
        return
    ways = this.ledger.ways
    days = [report.due - timedelta(days=one) for one in ways.reminder_days_before]
    come = [one for one in days if working_day_on_or_before(one) <= this.as_of]
    last = max((*days, report.due)) + timedelta(days=ways.query_days_after)
    if not come or this.as_of > last:
        return
    for one in this.included(LetterKind.L3):
        about = obligation_id(one.scope.provider.ods, one.scope.year, report.id)
        if about in _waiting(one.scope, report.id, this):
            yield Step(LetterKind.L3, this.commissioner, one, about, max(come), report.due)


def _waiting(scope: Scope, what: str, this: Round) -> dict[str, Obligation]:
    """Return a provider's obligation where nothing has come for it."""
    return {
        one.id: one
        for one in provider_obligations(scope, this.schedule, this.ledger)
        if one.what == what and standing_of(one, this.ledger, this.as_of).process in WAITS
    }


def _raised(this: Round) -> Iterator[Event]:
    for one in this.ledger.events:
        is_open = one.closed_on is None or one.closed_on > this.as_of
        is_past = one.on in this.schedule.year and one.on <= this.as_of
        if one.raises_race_equality is YesNo.YES and is_past and is_open:
            yield one


def _events(this: Round, _: LetterKind = LetterKind.L4) -> Iterator[Step]:
    for event in _raised(this):
        for one in () if event.reply else this.included(LetterKind.L4, {event.provider}):
            yield Step(LetterKind.L4, this.commissioner, one, f"event/{event.id}", event.on)


def escalations_due(this: Round) -> tuple[Escalation, ...]:
    """Return the steps of the ladder to be proposed by a day that are not proposed yet.

    Only reports that are overdue are escalated; a day that passed before the rule was known is
    nobody's fault. Source: guidance 03764, section 6; SC28.5. The ladder is this program's own.
    """
    proposed = {one.id for one in this.ledger.escalations}
    return tuple(
        Escalation(f"{one.id}/{step.value}", one.party, one.id, step, this.as_of, "dueregard")
        for one in _overdue(this)
        for step, days in _ladder(this)
        if one.due is not None
        and this.as_of >= one.due + timedelta(days=days)
        and f"{one.id}/{step.value}" not in proposed
    )


def _ladder(this: Round) -> tuple[tuple[LadderStep, int], ...]:
    ways = this.ledger.ways
    return (
        (LadderStep.QUERY, ways.query_days_after),
        (LadderStep.CONTRACT_MEETING, ways.meeting_days_after),
        (LadderStep.CONTRACT_MANAGEMENT, ways.management_days_after),
    )


def _overdue(this: Round) -> Iterator[Obligation]:
    for scope in this.scopes:
        if this.commissioner.id in scope.provider.coordinators:
            for one in provider_obligations(scope, this.schedule, this.ledger):
                standing = standing_of(one, this.ledger, this.as_of)
                if standing.process is Process.OVERDUE:
                    yield one
