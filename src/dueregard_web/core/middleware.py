"""What happens around every page: an identifier, a log line, headers, refusals as pages."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import refusal_page

log = logging.getLogger("dueregard_web.requests")
Answer = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """Gives each request its identifier and its moment, and writes one line about it."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response
        self._clock = import_string(settings.DUEREGARD_CLOCK)()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        request.now = self._clock.now()  # type: ignore[attr-defined]
        begun = time.monotonic()
        response = self._answer(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        match = request.resolver_match
        log.info(
            "answered",
            extra={
                "request": request.request_id,  # type: ignore[attr-defined]
                "route": match.route if match else "",
                "method": request.method,
                "status": response.status_code,
                "milliseconds": round((time.monotonic() - begun) * 1000),
            },
        )
        return response


class SecurityHeaders:
    """Adds the headers that Django leaves to us."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request; no page is kept by the browser or by anything on the way."""
        response = self._answer(request)
        response.setdefault("Cache-Control", "no-store")
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class Refusals:
    """Turns a fault that a person can mend into a page that says what and how."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer with the page of a refusal; other faults are Django's."""
        return refusal_page(request, fault) if isinstance(fault, DueRegardError) else None
