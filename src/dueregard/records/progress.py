"""What became of last year's actions, and how many actions serve each aim."""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.records.model import Records
from dueregard.records.plans import Action
from dueregard.records.words import ActionState, Aim

OPEN = (ActionState.PLANNED, ActionState.STARTED)


@dataclass(frozen=True, slots=True)
class Progress:
    """An action of last year, and the same action this year; ``None`` where it is not named."""

    then: Action
    now: Action | None

    @property
    def is_lost(self) -> bool:
        """Whether it was open last year and this year says nothing of it."""
        return self.now is None and self.then.status in OPEN


def progress_on(last: Records, this: Records, last_edition: str) -> tuple[Progress, ...]:
    """Put last year's actions beside this year's.

    An action is the same where its id is the same and either its text or the year it was first
    planned in is: an id alone may have been used again.

    Parameters
    ----------
    last, this
        The records of the two years.
    last_edition
        The edition of last year, which rollover writes into ``since``.
    """
    by_id = {action.id: action for action in this.actions}
    return tuple(
        Progress(then, _same(then, by_id.get(then.id), last_edition)) for then in last.actions
    )


def actions_by_aim(records: Records) -> dict[Aim, int]:
    """Count the actions that serve each aim of the Equality Duty; one may serve several."""
    return {aim: sum(aim in action.aims for action in records.actions) for aim in Aim}


def _same(then: Action, now: Action | None, last_edition: str) -> Action | None:
    if now is None:
        return None
    since = then.since or last_edition
    return now if now.text == then.text or (now.since and now.since == since) else None
