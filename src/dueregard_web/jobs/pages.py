"""The page that shows how far long work has come; each kind of work brings its own words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dueregard_web.core.pages import page
from dueregard_web.jobs.models import Job
from dueregard_web.organisations.acting import Acting


@dataclass(frozen=True, slots=True)
class WorkPage:
    """How a kind of long work is shown and spoken of."""

    template: str
    """A page that extends ``jobs/progress.jinja`` and says what to do when the work has ended."""
    title: str
    ended: str
    """The heading when it is over."""
    name: str
    """With an article, at the start of a sentence: The count."""
    done: str
    cancel: str
    cancel_address: str
    """The name of the address that asks it to stop."""
    kept: str = ""
    """What a cancelled one leaves, in words after "Nothing of it was kept"."""
    again: str = "Start it again."
    """What to do after the program was stopped in the middle."""


def progress_page(
    request: HttpRequest,
    acting: Acting,
    work: WorkPage,
    job: Job,
    *,
    edition: str,
    **context: object,
) -> HttpResponse:
    """Show how far a job has come: the whole page, or for the page's own question that part of it.

    Parameters
    ----------
    request
        The question.
    acting
        Who asks; whether they may was looked at before.
    work
        How this kind of work is shown.
    job
        The work.
    edition
        Of the year that it is done for.
    **context
        What the page shows besides.
    """
    parts = {"code": acting.organisation.code, "edition": edition, "job": job.pk}
    cancel = reverse(work.cancel_address, kwargs=parts)
    whole = {**context, "acting": acting, "job": job, "work": work, "cancel": cancel}
    if request.headers.get("HX-Request") != "true":
        return page(request, work.template, whole)
    response = page(request, "jobs/progress_part.jinja", whole)
    if not job.is_open:
        response["HX-Refresh"] = "true"
    return response
