"""The pages that take a year out of the workspace and in again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import status_of
from dueregard_web.due_regard import actions, queries
from dueregard_web.due_regard.archive import read_year, zip_bytes
from dueregard_web.due_regard.document_views import attachment
from dueregard_web.due_regard.forms import YearFileForm
from dueregard_web.due_regard.record_views import to_page
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.queries import find_year
from dueregard_web.returns.receiving import SealedFile, spool_folder
from dueregard_web.returns.sealing import opened_in_memory


@in_organisation
@require_safe
def exchange(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Say how a year is taken out and in."""
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    context = {"acting": acting, "year": find_year(acting, edition)}
    return page(request, "due_regard/exchange.jinja", context)


@in_organisation
@require_safe
def export_year(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Give the whole year as one file."""
    files = queries.export_year(acting, edition=edition)
    return attachment(zip_bytes(files), f"{acting.organisation.code}-{edition}-year.zip")


@in_organisation
@require_http_methods(["GET", "POST"])
def import_year(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Take in a year from one file."""
    check_may(acting, Permission.START_YEAR)
    year = find_year(acting, edition)
    sent = request.FILES if request.method == "POST" else None
    form = YearFileForm(posted(request), sent)
    fault: DueRegardError | None = getattr(request, "upload_fault", None)
    if request.method == "POST" and fault is None and form.is_valid():
        try:
            number = _import(acting, edition, form.cleaned_data["file"])
        except DueRegardError as refused:
            if status_of(refused) in {403, 404}:
                raise
            fault = refused
        else:
            messages.success(request, f"The year was taken in. Records changed: {number}.")
            return to_page("records", acting, edition=edition)
    if fault is not None:
        form.is_valid()
        form.errors.pop("file", None)
        form.add_error("file", f"{fault.message} {fault.advice}".strip())
    context = {"acting": acting, "year": year, "form": form}
    status = 422 if form.errors else 200
    return page(request, "due_regard/import_year.jinja", context, status=status)


def _import(acting: Acting, edition: str, sealed: object) -> int:
    if not isinstance(sealed, SealedFile):
        raise TypeError(type(sealed))
    key = key_ring().find(sealed.number)
    with opened_in_memory(spool_folder() / f"{sealed.number}.sealed", key) as path:
        read = read_year(path)
    if read.texts is not None:
        check_may(acting, Permission.IMPORT_RECORDS)
    return actions.import_year(acting, edition=edition, read=read)
