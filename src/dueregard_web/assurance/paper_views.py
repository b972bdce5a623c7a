"""The pages of papers: statement, brief, chronology, well-led pack, evidence pack, and the site."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dueregard_web.assurance import actions, queries
from dueregard_web.assurance.folders import site_of
from dueregard_web.assurance.pages import TYPES, attachment, to_page
from dueregard_web.assurance.papers import (
    PAPERS,
    demonstration_of,
    pack_of,
    paper_bytes,
    paper_document,
    site_files,
    zipped,
)
from dueregard_web.core.pages import page
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation

_PREVIEW = {
    "default-src": ["'none'"],
    "script-src": ["'none'"],
    "connect-src": ["'none'"],
    "font-src": ["'none'"],
    "manifest-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'none'"],
    "base-uri": ["'none'"],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}
"""A page of the site as it will stand elsewhere: its own styles, no script, nothing fetched."""


@in_organisation
@require_safe
def paper(request: HttpRequest, acting: Acting, paper: str) -> HttpResponse:
    """Show a paper as a page, or give it as a file."""
    provider, year = request.GET.get("provider", ""), request.GET.get("year", "")
    board = queries.read_paper(acting, paper=paper, provider=provider, year=year)
    if paper not in PAPERS or (paper != "statement" and not provider):
        raise NotHereError("There is no such paper.")
    document = paper_document(board, paper, provider)
    form = request.GET.get("form", "")
    slug = board.schedule.year.slug
    if form:
        stem = "-".join(filter(None, (paper, acting.organisation.code, slug, provider)))
        return attachment(paper_bytes(document, form), f"{stem}.{form}")
    context = {"acting": acting, "document": document, "paper": paper, "provider": provider,
               "slug": slug, "board": board,
               "cells": demonstration_of(board) if paper == "statement" else ()}  # fmt: skip
    return page(request, "assurance/paper.jinja", context)


@in_organisation
@require_safe
def pack(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Give the evidence of a contract year as one file, with a manifest of hashes."""
    provider, year = request.GET.get("provider", ""), request.GET.get("year", "")
    kept, board = queries.read_pack(acting, provider=provider, year=year)
    content = pack_of(acting, kept, board, provider)
    stem = "-".join(filter(None, (acting.organisation.code, board.schedule.year.slug, provider)))
    return attachment(content, f"evidence-{stem}.zip")


@in_organisation
@require_safe
def site(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what the publication site would hold, and where it was put."""
    found = queries.read_site(acting)
    files = site_files(acting, found)
    out = site_of(acting.organisation)
    listed = [name for name in sorted(files) if name.endswith(".html")]
    context = {"acting": acting, "pages": listed, "number": len(files), "out": out,
               "is_out": out.is_dir()}  # fmt: skip
    return page(request, "assurance/site.jinja", context)


@in_organisation
@require_safe
@csp_replace(_PREVIEW)  # type: ignore[untyped-decorator]
def site_page(request: HttpRequest, acting: Acting, path: str) -> HttpResponse:
    """Show a page of the site as it would be published."""
    found = queries.read_site(acting)
    files = site_files(acting, found)
    content = files.get(path)
    if content is None:
        raise NotHereError("The site has no such page.")
    if path.endswith(".html"):
        return HttpResponse(content, content_type=TYPES[".html"])
    return attachment(content, path)


@in_organisation
@require_safe
def site_zip(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Give the whole site as one file, to be put on a web server."""
    found = queries.read_site(acting)
    return attachment(zipped(site_files(acting, found)), f"{acting.organisation.code}-site.zip")


@in_organisation
@require_POST
def publish(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Put the site in its folder."""
    built = actions.publish_site(acting)
    messages.success(
        request, f"The site is out: {built.pages} pages, {built.copies} copies of reports."
    )
    return to_page("assurance_site", acting)
