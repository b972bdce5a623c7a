"""The page of data quality: how complete the counts are, what is missing, what was noticed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dueregard.reports.documents.data_quality import data_quality_section, findings_section
from dueregard_web.core.pages import page
from dueregard_web.core.refusals import NotNowError
from dueregard_web.due_regard import queries
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.returns.figure_pages import origin_section
from dueregard_web.returns.queries import find_year


@in_organisation
@require_safe
def data_quality(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show what can be said from the counts of a year, and what would let more be said."""
    material = queries.material_of(acting, edition=edition)
    if material is None:
        raise NotNowError(
            "Nothing was counted yet.", advice="Upload the extracts, or type counts, and count."
        )
    about = material.annual.data_return
    found = (data_quality_section(material), findings_section(material), origin_section(about))
    context = {
        "acting": acting,
        "year": find_year(acting, edition),
        "sections": [section for section in found if section is not None],
        "about": about,
    }
    return page(request, "due_regard/data_quality.jinja", context)
