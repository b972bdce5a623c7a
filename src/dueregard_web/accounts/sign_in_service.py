"""To the employer's sign-in service and back: two addresses, and what is checked on the way.

allauth speaks OpenID Connect; what is stricter here: the ID token is always asked for and its
signature always verified, the service must be the configured one, and what it tells of a person
must be of the person in the token. Of all claims only those that are relied on are kept.
"""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from dueregard_web.core.refusals import NotHereError, NotNowError
from dueregard_web.core.sign_in_service import (
    PROVIDER,
    Claims,
    ClaimsError,
    SignInService,
    read_claims,
)

STRONG_SESSION = "second_step_elsewhere"
"""Marks a session whose second step was asked for by the sign-in service."""


def the_service() -> SignInService:
    """Return the configured service.

    Raises
    ------
    NotHereError
        When there is none.
    """
    service: SignInService | None = settings.CONFIGURATION.sign_in_service
    if service is None:
        raise NotHereError("This installation has no sign-in service.")
    return service


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Believes a sign-in service only what it has proved."""

    def complete_login(
        self,
        request: HttpRequest,
        app: Any,  # noqa: ANN401 - allauth's signature
        token: Any,  # noqa: ANN401 - as above
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> SocialLogin:
        """Return who signed in, with the claims that are relied on and no other."""
        if self.openid_config.get("issuer", "").rstrip("/") != the_service().issuer:
            raise OAuth2Error("another issuer")
        signed = kwargs["response"].get("id_token")
        if not signed:
            raise OAuth2Error("no ID token")
        known = self._verified(app.client_id, signed)
        has_more = "userinfo_endpoint" in self.openid_config
        told = self._fetch_user_info(token.token) if has_more else {}
        try:
            claims = read_claims(the_service(), known, told)
        except ClaimsError as fault:
            raise OAuth2Error(str(fault)) from None
        login = self.get_provider().sociallogin_from_response(request, {"id_token": known})
        login.account.extra_data = _kept(claims)
        return login

    def _verified(self, client: str, signed: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=signed,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=client,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """Asks for our own second step, unless the service has proved that it asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not came_strongly(self.login.signal_kwargs) and super()._should_handle(request)


def came_strongly(told: dict[str, Any] | None) -> bool:
    """Say whether this sign-in came with a second step from the service."""
    login = (told or {}).get("sociallogin")
    return login is not None and claims_of(login).is_strong


def claims_of(login: SocialLogin) -> Claims:
    """Return what was kept of the service's claims."""
    kept = login.account.extra_data
    return Claims(
        login.account.uid, kept["email"], kept["is_verified"], kept["name"], kept["is_strong"]
    )


def _kept(claims: Claims) -> dict[str, object]:
    return {
        "email": claims.email,
        "is_verified": claims.is_verified,
        "name": claims.name,
        "is_strong": claims.is_strong,
    }


@login_not_required
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the sign-in service; only to sign in, never to connect another account."""
    adapter = _adapter(request, provider_id)
    following = get_next_redirect_url(request)
    try:
        answer: HttpResponse = adapter.get_provider().redirect(
            request, AuthProcess.LOGIN, next_url=following
        )
    except (RequestException, OAuth2Error, KeyError, ValueError):
        raise NotNowError(
            "The sign-in service does not answer.",
            advice="Try again in some minutes, or sign in with your password.",
        ) from None
    return answer


@login_not_required
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Let in whoever comes back from the sign-in service, or say why not."""
    view = OAuth2CallbackView.adapter_view(_adapter(request, provider_id))
    answer: HttpResponse = view(request)
    return answer


def _adapter(request: HttpRequest, provider_id: str) -> StrictAdapter:
    the_service()
    if provider_id != PROVIDER:
        raise NotHereError("There is no such sign-in service.")
    return StrictAdapter(request, provider_id)
