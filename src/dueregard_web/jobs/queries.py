"""Reading how far long work has come."""

from __future__ import annotations

import uuid

from dueregard_web.core.refusals import NotHereError
from dueregard_web.jobs.models import Job
from dueregard_web.organisations.acting import Acting


def latest_job(acting: Acting, kind: str, subject: uuid.UUID) -> Job | None:
    """Return the last job of a kind for a subject."""
    return Job.objects.of(acting.organisation).filter(kind=kind, subject=subject).first()


def find_job(acting: Acting, job_id: str) -> Job:
    """Return a job of the acting organisation.

    Raises
    ------
    NotHereError
        When there is none of this number here.
    """
    found = Job.objects.of(acting.organisation).filter(pk=job_id).first()
    if found is None:
        raise NotHereError("There is no such work.")
    return found
