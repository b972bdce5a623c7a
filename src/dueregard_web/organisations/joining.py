"""Who may come in by the employer's sign-in service: whoever has an account, and who is invited.

The service proves who somebody is; that they belong here is proved by an invitation. The address
that the service has checked must be the account's, at each sign-in.
"""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from dueregard.errors import DueRegardError
from dueregard_web.accounts.actions import own_happening
from dueregard_web.accounts.models import Person
from dueregard_web.accounts.queries import person_of
from dueregard_web.accounts.sign_in_service import claims_of
from dueregard_web.audit.actions import append_alone
from dueregard_web.audit.chain import Happening
from dueregard_web.audit.events import Event
from dueregard_web.core.pages import refusal_page
from dueregard_web.core.refusals import NotAllowedError
from dueregard_web.core.sign_in_service import Claims
from dueregard_web.organisations.actions import accept_by_address


class ServiceAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Decides on whoever comes back from the sign-in service, before anybody is signed in."""

    def is_open_for_signup(
        self,
        request: HttpRequest,  # noqa: ARG002 - allauth's signature
        sociallogin: SocialLogin,  # noqa: ARG002 - as above
    ) -> bool:
        """Refuse: the only way to an account is an invitation."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Person, str] | None:
        """Find the account of an address that the service has checked."""
        claims = claims_of(sociallogin)
        found = person_of(claims.email) if claims.is_verified else None
        return None if found is None else (found, claims.email)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse who is not invited, and whose address is not checked or not the account's."""
        claims = claims_of(sociallogin)
        if not claims.is_verified or not claims.email:
            _refuse(
                request,
                "Your sign-in service has not confirmed your e-mail address.",
                "Ask whoever looks after that service, or sign in with your password.",
            )
        if sociallogin.is_existing:
            _check_same(request, sociallogin.user, claims)
        else:
            sociallogin.connect(request, _join(request, claims))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ANN401, ARG002 - allauth's signature
        **_: Any,  # noqa: ANN401 - as above
    ) -> None:
        """Say in one page that it did not work; what exactly is of use to an attacker only."""
        _refuse(
            request,
            "Signing in did not work.",
            "Start again from the sign-in page. If it happens again, tell your administrator.",
        )

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Send no letter: it is the person who has just come in by that way."""


def record_connection(request: HttpRequest, sociallogin: SocialLogin, **_: Any) -> None:  # noqa: ANN401 - a signal's
    """Keep in the trail that an account can be opened by the service from now on."""
    event, now = Event.SERVICE_CONNECTED, request.now  # type: ignore[attr-defined]
    number = request.request_id  # type: ignore[attr-defined]
    append_alone(own_happening(sociallogin.user, event, now=now, request=number))


def _check_same(request: HttpRequest, person: Person, claims: Claims) -> None:
    if person.email.lower() != claims.email:
        _refuse(
            request,
            "Your sign-in service knows you under another e-mail address than your account here.",
            "Ask your administrator for an invitation to the new address.",
        )


def _join(request: HttpRequest, claims: Claims) -> Person:
    """Make the account of who is invited; refuse everybody else."""
    try:
        return accept_by_address(
            claims.email,
            claims.name or claims.email,
            now=request.now,  # type: ignore[attr-defined]
            request=request.request_id,  # type: ignore[attr-defined]
        )
    except DueRegardError:
        _refuse(
            request,
            "You have no account here, and no open invitation to the e-mail address that your "
            "sign-in service gave.",
            "Ask your administrator for an invitation.",
        )


def _refuse(request: HttpRequest, message: str, advice: str) -> NoReturn:
    now, number = request.now, request.request_id  # type: ignore[attr-defined]
    failed = Event.SIGN_IN_FAILED.value
    append_alone(Happening(now, failed, "", "", "", "account", request=number))
    page = refusal_page(request, NotAllowedError(message, advice=advice))
    raise ImmediateHttpResponse(page)
