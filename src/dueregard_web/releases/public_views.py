"""The public record: pages that open without an account, and the same record inside."""

from __future__ import annotations

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dueregard_web.core.pages import page
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.releases import public_queries
from dueregard_web.releases.public_record import STANDING_WORDS
from dueregard_web.returns.queries import find_year

REPORT = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
}
"""A published page carries its own style, runs nothing and fetches nothing."""


@in_organisation
@require_safe
def record(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show the public record of a year to those inside, with what the register remembers."""
    check_may(acting, Permission.SEE_YEAR)
    year = find_year(acting, edition)
    context = {
        "acting": acting,
        "year": year,
        "organisation": acting.organisation,
        "edition": edition,
        "record": public_queries.year_record(acting.organisation, edition),
        "standings": STANDING_WORDS,
    }
    return page(request, "releases/record.jinja", context)


@login_not_required
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """List every year of which something was published."""
    return page(request, "releases/public_list.jinja", {"years": public_queries.public_years()})


@login_not_required
@require_safe
def public_record(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """Show everybody what was published of a year, and what became of it."""
    organisation, found = public_queries.public_record(code, edition)
    context = {
        "organisation": organisation,
        "edition": edition,
        "record": found,
        "standings": STANDING_WORDS,
    }
    return page(request, "releases/public_record.jinja", context)


@login_not_required
@require_safe
def public_version(request: HttpRequest, code: str, edition: str, version: int) -> HttpResponse:
    """Show everybody a version: whether it stands, what it tells, its files."""
    organisation, found = public_queries.public_version(code, edition, version)
    context = {
        "organisation": organisation,
        "edition": edition,
        "shown": found,
        "files": public_queries.file_names(organisation, edition, found),
        "standings": STANDING_WORDS,
    }
    return page(request, "releases/public_version.jinja", context)


@csp(REPORT)  # type: ignore[untyped-decorator]
@login_not_required
@require_safe
def public_file(
    request: HttpRequest,
    code: str,
    edition: str,
    version: int,
    file: str,
) -> HttpResponse:
    """Give everybody a file of a version that is out, byte for byte as it was published."""
    content, kind = public_queries.public_file(code, edition, version, file)
    response = HttpResponse(content, content_type=kind)
    if not kind.startswith("text/html"):
        response["Content-Disposition"] = f'attachment; filename="{code}-{edition}-{file}"'
    return response
