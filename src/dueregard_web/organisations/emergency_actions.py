"""What opens and ends an emergency: one person asks, another agrees, everybody is told.

The rules are those of any access that goes past the roles: a reason, two people, some hours and
no more, reading only, and each reading on the trail.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from dueregard.errors import DueRegardError
from dueregard_web.accounts.models import Person
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError, NotNowError, TooLateError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.emergency_queries import (
    everybody_in,
    open_emergencies,
    waiting_emergencies,
)
from dueregard_web.organisations.lock_queries import lock
from dueregard_web.organisations.models import EmergencyAccess
from dueregard_web.organisations.policies import LONGEST_EMERGENCY_HOURS, Permission
from dueregard_web.organisations.recorded import Done, action, subject_of

Tell = Callable[[EmergencyAccess, list[Person]], None]


@action(Permission.ASK_EMERGENCY, Event.EMERGENCY_ASKED)
def ask_emergency(acting: Acting, *, reason: str, hours: int) -> Done[EmergencyAccess]:
    """Ask to read an organisation's data in an emergency."""
    if not reason.strip():
        raise DueRegardError("An emergency needs a reason.", advice="Say what has happened.")
    if not 1 <= hours <= LONGEST_EMERGENCY_HOURS:
        raise DueRegardError(
            "That is too long for an emergency.",
            advice=f"Ask for {LONGEST_EMERGENCY_HOURS} hours at most.",
        )
    lock(acting.organisation)
    mine = {"asked_by": acting.person}
    live = open_emergencies(acting.organisation, acting.now).filter(**mine)
    if waiting_emergencies(acting).filter(**mine).exists() or live.exists():
        raise NotNowError("You have asked already.", advice="Wait for the answer.")
    made = EmergencyAccess.objects.add(
        acting.organisation,
        asked_at=acting.now,
        asked_by=acting.person,
        reason=reason.strip(),
        hours=hours,
    )
    return Done(made, subject_of(made), reason=made.reason)


@action(Permission.ALLOW_EMERGENCY, Event.EMERGENCY_OPENED)
def agree_to_emergency(acting: Acting, *, emergency_id: str, tell: Tell) -> Done[EmergencyAccess]:
    """Let somebody read for the hours they asked for.

    Parameters
    ----------
    tell
        Tells everybody; where it fails nothing is opened.
    """
    found = _find(acting, emergency_id)
    if found.agreed_at is not None:
        raise TooLateError("Somebody else has agreed already.")
    if found.asked_by_id == acting.person.pk:
        raise NotNowError("Who asks cannot agree.", advice="Another person has to decide.")
    found.agreed_at, found.agreed_by = acting.now, acting.person
    found.until = acting.now + timedelta(hours=found.hours)
    found.save()
    tell(found, everybody_in(acting))
    return Done(found, subject_of(found), reason=found.reason)


@action(Permission.ALLOW_EMERGENCY, Event.EMERGENCY_ENDED)
def end_emergency(acting: Acting, *, emergency_id: str) -> Done[None]:
    """Refuse what was asked for, or end it before its time."""
    return _end(acting, _find(acting, emergency_id))


@action(Permission.ASK_EMERGENCY, Event.EMERGENCY_ENDED)
def give_back_emergency(acting: Acting, *, emergency_id: str) -> Done[None]:
    """End one's own emergency when it is over."""
    found = _find(acting, emergency_id)
    if found.asked_by_id != acting.person.pk:
        raise NotHereError("There is no such emergency of yours.")
    return _end(acting, found)


def _end(acting: Acting, found: EmergencyAccess) -> Done[None]:
    found.ended_at, found.ended_by = acting.now, acting.person
    found.save()
    return Done(None, subject_of(found))


def _find(acting: Acting, emergency_id: str) -> EmergencyAccess:
    """Return an emergency that has not ended, locked."""
    rows = EmergencyAccess.objects.of(acting.organisation).select_for_update()
    found = rows.filter(pk=emergency_id, ended_at=None).first()
    if found is None or (found.until is not None and found.until <= acting.now):
        raise NotHereError("There is no such emergency, or it has ended.")
    return found
