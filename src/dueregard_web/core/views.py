"""The pages that belong to nobody: health, and what goes wrong before a page is found."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from dueregard import __version__
from dueregard_web.core.pages import page


@login_not_required
@require_safe
def health(_: HttpRequest) -> HttpResponse:
    """Say whether the database answers; for monitoring."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"state": "no database", "version": __version__}, status=503)
    return JsonResponse({"state": "ok", "version": __version__})


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not sent from a page of ours, or too long after."""
    context = {
        "title": "The page had expired",
        "message": "For your safety a form can be sent only from its own, recent page.",
        "advice": "Go back, reload the page, and send it again.",
    }
    return page(request, "core/refusal.jinja", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    context = {
        "title": "Page not found",
        "message": "There is no such page, or none that you may see.",
        "advice": "Check the address, or start from your home page.",
    }
    return page(request, "core/refusal.jinja", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise, with the identifier under which the log knows more."""
    context = {
        "title": "Something went wrong",
        "message": "A fault of the program stopped this page. Nothing half done was kept.",
        "advice": f"Tell your administrator this number: {getattr(request, 'request_id', '')}",
    }
    return page(request, "core/refusal.jinja", context, status=500)
