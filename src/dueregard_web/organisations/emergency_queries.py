"""Reading emergencies: which are open, which were, who is to be told."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.models import EmergencyAccess, Membership, Organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.queries import live
from dueregard_web.organisations.recorded import check_may


def open_emergencies(organisation: Organisation, now: datetime) -> QuerySet[EmergencyAccess]:
    """Return the emergencies in which somebody may read at this moment."""
    rows = EmergencyAccess.objects.of(organisation).select_related("asked_by", "agreed_by")
    return rows.filter(ended_at=None, agreed_at__isnull=False, until__gt=now)


def emergencies_of(acting: Acting) -> QuerySet[EmergencyAccess]:
    """Return every emergency that there was, the latest first."""
    check_may(acting, Permission.SEE_EMERGENCY)
    rows = EmergencyAccess.objects.of(acting.organisation)
    return rows.select_related("asked_by", "agreed_by", "ended_by")


def waiting_emergencies(acting: Acting) -> QuerySet[EmergencyAccess]:
    """Return what somebody has asked for and nobody has answered."""
    rows = EmergencyAccess.objects.of(acting.organisation).select_related("asked_by")
    return rows.filter(ended_at=None, agreed_at=None)


def everybody_in(acting: Acting) -> list[Person]:
    """Return everybody who holds a role in the acting organisation today."""
    held = Membership.objects.of(acting.organisation).filter(live(acting.today))
    ids = held.values_list("person_id", flat=True)
    return list(Person.objects.filter(pk__in=set(ids), is_active=True).order_by("email"))
