"""The pages of documents: the annual report as a preview, and what can be made and downloaded."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.reports.documents.catalogue import (
    DocumentKind,
    FileFormat,
    Job,
    build_document,
)
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import NotNowError
from dueregard_web.due_regard import actions, queries
from dueregard_web.due_regard.forms import DocumentsForm
from dueregard_web.due_regard.record_views import to_page
from dueregard_web.jobs.pages import WorkPage, progress_page
from dueregard_web.jobs.queries import find_job, latest_job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.returns.queries import find_year, latest_count

TYPES: dict[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}
MAKING = WorkPage(
    template="due_regard/making.jinja",
    title="Making documents",
    ended="The work has ended",
    name="The work",
    done="The documents are made.",
    cancel="Cancel",
    cancel_address="cancel_making",
)


@in_organisation
@require_safe
def report(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show the annual report as it stands."""
    material = queries.material_of(acting, edition=edition)
    if material is None:
        raise NotNowError("Nothing was counted yet.", advice="Upload the extracts and count them.")
    context = {
        "acting": acting,
        "year": find_year(acting, edition),
        "document": build_document(Job(DocumentKind.ANNUAL, FileFormat.HTML, material)),
    }
    return page(request, "due_regard/report.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """List the documents that were made, and make others."""
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    year = find_year(acting, edition)
    form = DocumentsForm(posted(request))
    if form.is_valid():
        job = actions.ask_for_documents(acting, edition=edition, **form.cleaned_data)
        return to_page("making", acting, edition=edition, job=job.pk)
    made = queries.document_sets(acting, year)
    now = queries.source_sha256(queries.year_files(acting, year)) if made else ""
    context = {
        "acting": acting,
        "year": year,
        "form": form,
        "counted": latest_count(acting, year),
        "sets": [(one, queries.files_of(acting, one), one.source_sha256 == now) for one in made],
        "job": latest_job(acting, actions.DOCUMENTS, year.pk),
    }
    return page(request, "due_regard/documents.jinja", context, status=422 if form.errors else 200)


@in_organisation
@require_safe
def making(request: HttpRequest, acting: Acting, edition: str, job: str) -> HttpResponse:
    """Show how far the making of documents has come."""
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    running = find_job(acting, job)
    queries.set_of_job(acting, running)
    year = find_year(acting, edition)
    return progress_page(request, acting, MAKING, running, edition=edition, year=year)


@in_organisation
@require_POST
def cancel(request: HttpRequest, acting: Acting, edition: str, job: str) -> HttpResponse:
    """Ask the making of documents to stop."""
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    running = find_job(acting, job)
    queries.set_of_job(acting, running)
    actions.cancel_documents(acting, job=running)
    return to_page("making", acting, edition=edition, job=job)


@in_organisation
@require_safe
def document(request: HttpRequest, acting: Acting, edition: str, document: str) -> HttpResponse:
    """Give a document as a file."""
    found = queries.download_document(acting, edition=edition, document=document)
    return attachment(bytes(found.content), found.name)


def attachment(content: bytes, name: str) -> HttpResponse:
    """Answer with a file that the browser saves and never shows."""
    path = PurePosixPath(name)
    kind = TYPES.get(path.suffix, "application/octet-stream")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response
