"""What happens around every page of a survey: nothing is remembered, and faults are pages."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dueregard_web.surveys.pages import page

log = logging.getLogger("dueregard_web.surveys")
Answer = Callable[[HttpRequest], HttpResponse]
# What a browser tells about itself is nobody's business here. It goes before any page could ask.
_KEPT = {
    "CONTENT_LENGTH",
    "CONTENT_TYPE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_HOST",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "PATH_INFO",
    "REQUEST_METHOD",
    "SCRIPT_NAME",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
}


class Faults:
    """Forgets who asks, and turns a fault of the program into a page that says so."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request that bears no address, no browser and no cookie any more."""
        for name in list(request.META):
            if not name.startswith("wsgi.") and name not in _KEPT:
                del request.META[name]
        return self._answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse:
        """Write down the kind and place of a fault, and apologise."""
        log.error("fault", exc_info=fault)
        context = {
            "title": "Something went wrong",
            "message": "A fault of the program stopped this page. You can send the page again with "
            "the same code: your answers count once.",
        }
        return page(request, "surveys/message.jinja", context, status=500)


class Headers:
    """Adds the headers that Django leaves to us; no page is kept by a browser or on the way."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        response = self._answer(request)
        response.setdefault("Cache-Control", "no-store")
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response
