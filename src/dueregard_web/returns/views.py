"""The pages of a year: start, settings, files, count, findings."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import page, posted
from dueregard_web.jobs.models import JobState
from dueregard_web.jobs.pages import WorkPage, progress_page
from dueregard_web.jobs.queries import find_job, latest_job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.returns import actions, queries
from dueregard_web.returns.forms import (
    FILE_WORDS,
    EditionForm,
    SettingsFileForm,
    SettingsForm,
    UploadForm,
)
from dueregard_web.returns.receiving import SealedFile
from dueregard_web.returns.settings_text import read_text

FINISHED = {JobState.DONE, JobState.STOPPED, JobState.FAILED, JobState.CANCELLED}


COUNTING = WorkPage(
    template="returns/progress.jinja",
    title="Counting",
    ended="The count has ended",
    name="The count",
    done="The count is done.",
    cancel="Cancel the count",
    cancel_address="cancel_count",
    kept="the files are still in hand",
    again="Upload the files again: their keys were only in memory.",
)


def _to(name: str, acting: Acting, **parts: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs={"code": acting.organisation.code, **parts}))


def _form_page(
    request: HttpRequest, template: str, acting: Acting, form: forms.Form, **more: object
) -> HttpResponse:
    context = {"acting": acting, "form": form, **more}
    return page(request, template, context, status=422 if form.errors else 200)


def _refused(form: forms.Form, fault: DueRegardError, field: str | None = None) -> None:
    form.add_error(field, f"{fault.message} {fault.advice}".strip())


@in_organisation
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Start the year of an edition."""
    check_may(acting, Permission.START_YEAR)
    started = frozenset(year.edition for year in queries.years_of(acting))
    form = EditionForm(posted(request), started=started)
    if form.is_valid():
        made = actions.start_year(acting, edition=form.cleaned_data["edition"])
        return _to("year", acting, edition=made.edition)
    return _form_page(request, "returns/start.jinja", acting, form)


@in_organisation
@require_safe
def year(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show how far a year has come, and what can be done in it."""
    found = queries.find_year(acting, edition)
    context = {
        "acting": acting,
        "year": found,
        "steps": queries.steps_of(acting, found),
        "counted": queries.latest_count(acting, found),
    }
    return page(request, "returns/year.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def year_settings(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Say what holds for the year."""
    check_may(acting, Permission.START_YEAR)
    found = queries.find_year(acting, edition)
    initial = SettingsForm.initial_of(read_text(found.settings_text))
    form = SettingsForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            actions.change_settings(acting, edition=edition, changes=form.changes)
        except DueRegardError as fault:
            _refused(form, fault)
        else:
            messages.success(request, "What you said was kept.")
            return _to("year", acting, edition=edition)
    return _form_page(request, "returns/settings.jinja", acting, form, year=found)


@in_organisation
@require_http_methods(["GET", "POST"])
def settings_file(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Say everything that holds for the year, as the file that the command line reads."""
    check_may(acting, Permission.START_YEAR)
    found = queries.find_year(acting, edition)
    form = SettingsFileForm(posted(request), initial={"text": found.settings_text})
    if form.is_valid():
        try:
            actions.take_over_settings(acting, edition=edition, text=form.cleaned_data["text"])
        except DueRegardError as fault:
            _refused(form, fault, "text")
        else:
            messages.success(request, "What you said was kept.")
            return _to("year", acting, edition=edition)
    return _form_page(request, "returns/settings_file.jinja", acting, form, year=found)


@in_organisation
@require_safe
def files(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """List the files in hand."""
    check_may(acting, Permission.IMPORT_RECORDS)
    found = queries.find_year(acting, edition)
    context = {
        "acting": acting,
        "year": found,
        "files": list(queries.files_in_hand(acting, found)),
        "lost": queries.lost_files(acting, found),
        "typed": queries.typed_waiting(acting, found),
        "words": FILE_WORDS,
        "job": latest_job(acting, actions.COUNT, found.pk),
    }
    return page(request, "returns/files.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Take in a file."""
    actions.check_upload_allowed(acting)
    found = queries.find_year(acting, edition)
    form = UploadForm(posted(request), request.FILES if request.method == "POST" else None)
    fault = getattr(request, "upload_fault", None)
    if request.method == "POST" and fault is None and form.is_valid():
        fault = _receive(acting, edition, form)
        if fault is None:
            messages.success(request, "The file was taken in. It is encrypted until it is counted.")
            return _to("files", acting, edition=edition)
    if fault is not None:
        form.is_valid()
        form.errors.pop("file", None)
        _refused(form, fault, "file")
    return _form_page(request, "returns/upload.jinja", acting, form, year=found, words=FILE_WORDS)


def _receive(acting: Acting, edition: str, form: UploadForm) -> DueRegardError | None:
    data = form.cleaned_data
    sealed = data["file"]
    if not isinstance(sealed, SealedFile):
        raise TypeError(type(sealed))
    try:
        actions.receive_extract(
            acting,
            edition=edition,
            population=data["population"],
            system=data["system"],
            sealed=sealed,
        )
    except DueRegardError as fault:
        return fault
    sealed.keep()
    return None


@in_organisation
@require_POST
def discard(request: HttpRequest, acting: Acting, edition: str, file: str) -> HttpResponse:
    """Take a file out of hand."""
    actions.discard_extract(acting, edition=edition, file_id=file)
    messages.success(request, "The file was discarded.")
    return _to("files", acting, edition=edition)


@in_organisation
@require_POST
def count(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Start the count."""
    job = actions.start_count(acting, edition=edition)
    return _to("progress", acting, edition=edition, job=job.pk)


@in_organisation
@require_safe
def progress(request: HttpRequest, acting: Acting, edition: str, job: str) -> HttpResponse:
    """Show how far the count has come."""
    check_may(acting, Permission.IMPORT_RECORDS)
    found = queries.find_year(acting, edition)
    running = find_job(acting, job)
    return progress_page(request, acting, COUNTING, running, edition=edition, year=found)


@in_organisation
@require_POST
def cancel(request: HttpRequest, acting: Acting, edition: str, job: str) -> HttpResponse:
    """Ask the count to stop."""
    check_may(acting, Permission.IMPORT_RECORDS)
    actions.cancel_count(acting, job=find_job(acting, job))
    return _to("progress", acting, edition=edition, job=job)
