"""No page without a second factor, and no session without an end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dueregard_web.accounts.adapter import SIGNED_IN_AT
from dueregard_web.accounts.sign_in_service import STRONG_SESSION

SET_UP = frozenset(
    {
        "mfa_activate_totp",
        "account_logout",
        "account_reauthenticate",
        "health",
        "mfa_reauthenticate",
    }
)
"""The only pages of somebody whose second factor is still to be set up."""


class SessionLimits:
    """Ends a session some hours after signing in, however busy it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request, signed out where the session is too old."""
        if request.user.is_authenticated:
            now = int(request.now.timestamp())  # type: ignore[attr-defined]
            began = request.session.setdefault(SIGNED_IN_AT, now)
            if timedelta(seconds=now - began) > timedelta(seconds=settings.LONGEST_SESSION_SECONDS):
                logout(request)
        return self._answer(request)


class SecondFactorRequired:
    """Leads everybody without a second factor to the page that sets one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        return self._answer(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Any,  # noqa: ANN401, ARG002 - Django's signature
        kwargs: Any,  # noqa: ANN401, ARG002 - as above
    ) -> HttpResponse | None:
        """Redirect before the page, and before the body of the request is read."""
        user = request.user
        match = request.resolver_match
        if not user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if match is not None and match.view_name in SET_UP:
            return None
        if request.session.get(STRONG_SESSION) == str(user.pk):
            return None
        if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return None
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
