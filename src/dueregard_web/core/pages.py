"""Rendering a page, and the pages that say no."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string

from dueregard.errors import DueRegardError
from dueregard_web.core.refusals import status_of
from dueregard_web.core.web_words import for_web

TITLES = {
    403: "You cannot do this",
    404: "Page not found",
    409: "This has changed in the meantime",
    422: "This cannot be done",
}


def page(
    request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Render a template as a page."""
    return HttpResponse(render_to_string(template, dict(context), request), status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form; nothing where the page was only opened."""
    return request.POST if request.method == "POST" else None


def refusal_page(request: HttpRequest, fault: DueRegardError) -> HttpResponse:
    """Say what is wrong and what to do about it."""
    status = status_of(fault)
    message, advice = for_web(fault.message), for_web(fault.advice)
    context = {"title": TITLES[status], "message": message, "advice": advice}
    return page(request, "core/refusal.jinja", context, status=status)
