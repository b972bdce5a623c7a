"""Starting, cancelling and ending long work.

Apps wrap these in their own actions, which check the permission and leave the row in the trail.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from dueregard_web.core.refusals import NotNowError, TooLateError
from dueregard_web.jobs.models import Job, JobState
from dueregard_web.jobs.models.job import OPEN
from dueregard_web.organisations.acting import Acting

MOST_TIMES = 2
"""How often a job is begun before it is taken to be what stops the program."""


def ask_for(acting: Acting, *, kind: str, subject: uuid.UUID, boot: str) -> Job:
    """Put a job in the queue.

    Raises
    ------
    TooLateError
        When one for this subject waits or runs already.
    """
    try:
        with transaction.atomic():
            return Job.objects.add(
                acting.organisation,
                kind=kind,
                subject=subject,
                boot=boot,
                asked_at=acting.now,
                asked_by=acting.person,
            )
    except IntegrityError:
        raise TooLateError(
            "This was started already.", advice="Open the year to see how far it has come."
        ) from None


def ask_to_cancel(acting: Acting, job: Job) -> Job:
    """Ask a job to stop; one that waits is cancelled at once.

    Raises
    ------
    NotNowError
        When it has ended.
    """
    found = Job.objects.of(acting.organisation).select_for_update().get(pk=job.pk)
    if not found.is_open:
        raise NotNowError("This has ended already.")
    found.cancelled_at, found.cancelled_by = acting.now, acting.person
    if found.state == JobState.WAITING:
        found.state, found.ended_at = JobState.CANCELLED.value, acting.now
    found.save()
    return found


def claim_next(boot: str, now: datetime) -> Job | None:
    """Take the job that has waited longest; each is taken once, whoever else asks."""
    with transaction.atomic():
        waiting = Job.unscoped.select_for_update().filter(state=JobState.WAITING, boot=boot)
        job = waiting.order_by("asked_at").first()
        if job is None:
            return None
        job.state, job.begun_at = JobState.RUNNING.value, now
        job.times += 1
        job.save()
        return job


def tell_progress(job: Job, *, step: str, done: int, total: int) -> bool:
    """Store how far a job has come; say whether somebody asked it to stop."""
    Job.unscoped.filter(pk=job.pk).update(step=step, done=done, total=total)
    return Job.unscoped.filter(pk=job.pk, cancelled_at__isnull=False).exists()


def end_job(
    job: Job, state: JobState, *, now: datetime, message: str = "", advice: str = ""
) -> None:
    """Store how a job ended, unless it has an end already."""
    Job.unscoped.filter(pk=job.pk, state__in=OPEN).update(
        state=state.value, ended_at=now, message=message, advice=advice, step=""
    )


def end_interrupted(boot: str, now: datetime) -> int:
    """End what an earlier run of the program left open; return how many jobs there were.

    A kind that :data:`settings.DUEREGARD_JOBS_TAKEN_UP` names needs nothing that was only in
    memory: it waits again and is done from its start, unless it was cancelled, or was stopped
    twice and may be what stops the program.
    """
    left = Job.unscoped.filter(state__in=OPEN).exclude(boot=boot)
    again = left.filter(
        kind__in=settings.DUEREGARD_JOBS_TAKEN_UP, cancelled_at=None, times__lt=MOST_TIMES
    )
    again.update(boot=boot, state=JobState.WAITING.value, begun_at=None, step="", done=0)
    ended = {"ended_at": now, "step": ""}
    stopped = left.filter(cancelled_at__isnull=False).update(
        state=JobState.CANCELLED.value, **ended
    )
    state, told = JobState.INTERRUPTED.value, "The program was stopped in the middle."
    others = left.exclude(kind__in=settings.DUEREGARD_JOBS_OF_UPLOADS).update(
        state=state, message=f"{told} Nothing of it was kept.", advice="Start it again.", **ended
    )
    return (
        stopped
        + others
        + left.update(
            state=state,
            message=f"{told} Nothing of this count was kept.",
            advice="Upload the files again: their keys were only in memory.",
            **ended,
        )
    )
