"""The pages of what came of a year: findings, figures, files to download."""

from __future__ import annotations

import io
import uuid
import zipfile

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dueregard.returns.storage import CSV_NAME, JSON_NAME
from dueregard.settings import FILE_NAME
from dueregard_web.core.pages import page
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.returns import queries
from dueregard_web.returns.figure_pages import BASIS_WORDS, figure_sections
from dueregard_web.returns.storage import basis_of

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every entry of an archive, so that the same content makes the same bytes."""


@in_organisation
@require_safe
def findings(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show what the checks noticed, row by row."""
    groups = queries.read_findings(acting, edition=edition)
    year = queries.find_year(acting, edition)
    context = {
        "acting": acting,
        "year": year,
        "groups": groups,
        "stops": queries.count_stops(acting, year),
        "counted": queries.latest_count(acting, year),
    }
    return page(request, "returns/findings.jinja", context)


@in_organisation
@require_safe
def findings_file(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Give the findings as a file."""
    text = queries.download_findings(acting, edition=edition)
    return attachment(text.encode("utf-8-sig"), "text/csv; charset=utf-8", "findings.csv")


@in_organisation
@require_safe
def figures(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show the year's figures, with the sentences that say what they mean."""
    annual = queries.read_figures(acting, edition=edition)
    context = {
        "acting": acting,
        "year": queries.find_year(acting, edition),
        "sections": figure_sections(annual, acting.today),
        "about": annual.data_return,
        "basis": BASIS_WORDS[annual.data_return.counts_basis],
    }
    return page(request, "returns/figures.jinja", context)


@in_organisation
@require_safe
def counts(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """List every count of the year: the one that holds, and those before it."""
    year = queries.find_year(acting, edition)
    context = {
        "acting": acting,
        "year": year,
        "basis": BASIS_WORDS,
        "counts": [(one, basis_of(one.about)) for one in queries.counts_of(acting, year)],
    }
    return page(request, "returns/counts.jinja", context)


@in_organisation
@require_safe
def return_file(
    request: HttpRequest, acting: Acting, edition: str, count: uuid.UUID | None = None
) -> HttpResponse:
    """Give the year as a folder that the command line reads; with an earlier count if asked."""
    counted = queries.download_return(acting, edition=edition, count_id=count)
    texts = {
        FILE_NAME: counted.settings_text,
        f"return/{CSV_NAME}": counted.cells,
        f"return/{JSON_NAME}": counted.about,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), text.encode())
    name = f"{acting.organisation.code}-{edition}.zip"
    return attachment(stream.getvalue(), "application/zip", name)


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """Answer with a file that the browser saves and never shows."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
