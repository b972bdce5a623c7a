"""What has been kept long enough, and who may be erased. All organisations are looked at."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from dueregard_web.accounts.models import Person
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotHereError
from dueregard_web.due_regard.models import DocumentSet
from dueregard_web.jobs.models import Job
from dueregard_web.jobs.models.job import OPEN as OPEN_JOBS
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.models import Invitation, Membership, Organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.queries import live
from dueregard_web.organisations.recorded import check_may
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.policies import OPEN
from dueregard_web.requests.models import Case
from dueregard_web.requests.policies import CaseState

MOST_ROWS = 50


def ended_sessions() -> int:
    """Return how many sessions have ended."""
    return Session.objects.filter(expire_date__lt=timezone.now()).count()


def old_tries(before: datetime) -> list[QuerySet[Any]]:
    """Return tries to sign in that are older than a moment."""
    return [
        table.objects.filter(attempt_time__lt=before)
        for table in (AccessAttempt, AccessFailureLog, AccessLog)
    ]


def old_invitations(before: datetime) -> QuerySet[Invitation]:
    """Return invitations that nobody accepted and that ended before a moment."""
    return Invitation.unscoped.filter(accepted_at=None, expires_at__lt=before)


def old_document_sets(before: datetime) -> list[DocumentSet]:
    """Return documents that were asked for before a moment."""
    rows = DocumentSet.unscoped.filter(asked_at__lt=before).exclude(job__state__in=OPEN_JOBS)
    return list(rows.select_related("organisation"))


def old_jobs(before: datetime) -> QuerySet[Job]:
    """Return work that ended before a moment and of which no document is left."""
    return Job.unscoped.filter(ended_at__lt=before, document_set=None)


def old_requests(before: datetime) -> QuerySet[Case]:
    """Return requests that were answered before a moment."""
    return Case.unscoped.filter(state=CaseState.ANSWERED.value, answered_at__lt=before)


def deletions_of(acting: Acting) -> list[AuditEvent]:
    """Return what was deleted of an organisation by the schedule, the latest first."""
    check_may(acting, Permission.READ_TRAIL)
    rows = AuditEvent.objects.filter(
        organisation=acting.organisation.code, event=Event.RETENTION_ENDED.value
    )
    return list(rows.order_by("-seq")[:MOST_ROWS])


def people_without_a_role(today: date) -> QuerySet[Person]:
    """Return those who may be erased: people who hold no role anywhere, and keep nothing."""
    held = Membership.unscoped.filter(live(today)).values("person")
    rows = Person.objects.exclude(pk__in=held).filter(is_keeper=False)
    return rows.exclude(email__endswith="@erased.invalid").order_by("name")


def erasable(person_id: str, today: date, *, lock: bool = False) -> Person:
    """Return somebody who may be erased.

    Raises
    ------
    NotHereError
        When there is no such person, or the person still holds a role.
    """
    rows = people_without_a_role(today)
    found = (rows.select_for_update() if lock else rows).filter(pk=person_id).first()
    if found is None:
        raise NotHereError("There is no such person, or the person still holds a role.")
    return found


def open_parts(person: Person) -> QuerySet[Proposal]:
    """Return releases on their way in which somebody has a part."""
    part = (
        Q(preparers__person=person)
        | Q(reviews__reviewed_by=person)
        | Q(agreements__agreed_by=person)
        | Q(signed_texts__signed_by=person)
        | Q(decision__decided_by=person)
        | Q(proposed_by=person)
    )
    states = [state.value for state in OPEN]
    return Proposal.unscoped.filter(part, state__in=states).distinct()


def organisations_with(person: Person) -> list[Organisation]:
    """Return where somebody has ever worked."""
    held = Membership.unscoped.filter(person=person).values("organisation")
    return list(Organisation.objects.filter(pk__in=held).order_by("code"))
