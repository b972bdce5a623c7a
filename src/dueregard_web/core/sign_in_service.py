"""The sign-in service of people's own employer: which it is, and what it has to say of somebody.

The protocol is OpenID Connect Core 1.0. Nothing here knows Django or the network: the claims come
in as the service sent them, and go out as what the workspace relies on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dueregard.errors import ConfigurationError

ISSUER = "DUEREGARD_OIDC_ISSUER"
CLIENT = "DUEREGARD_OIDC_CLIENT"
SHARED = "DUEREGARD_OIDC_SECRET"
NAME = "DUEREGARD_OIDC_NAME"
STRONG = "DUEREGARD_OIDC_STRONG"
VERIFIED = "DUEREGARD_OIDC_VERIFIED_CLAIM"
NAME_UNLESS_SET = "your organisation's account"
CLAIM_UNLESS_SET = "email_verified"
PROVIDER = "service"
"""What the service is called in addresses; there is one at most."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_KINDS = ("acr", "amr")


@dataclass(frozen=True, slots=True)
class SignInService:
    """The service, as the installation's configuration names it.

    Parameters
    ----------
    issuer
        Its address; what it serves below ``/.well-known/`` tells the rest.
    client, secret
        How it knows this installation.
    name
        What its button says.
    strong
        The claims, as ``acr=VALUE`` or ``amr=VALUE``, any of which says that the service has
        asked for a second step itself. Empty: our own second step is always asked for.
    verified_claim
        The claim that says that the service has checked the e-mail address.
    """

    issuer: str
    client: str
    secret: str
    name: str = NAME_UNLESS_SET
    strong: frozenset[str] = frozenset()
    verified_claim: str = CLAIM_UNLESS_SET

    @property
    def origin(self) -> str:
        """Where the browser is sent: scheme, host and port."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def for_allauth(self) -> dict[str, object]:
        """Return the service as allauth's settings want it; the exchange is bound by PKCE."""
        app = {
            "provider_id": PROVIDER,
            "name": self.name,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {"server_url": self.issuer, "oauth_pkce_enabled": True},
        }
        return {"openid_connect": {"APPS": [app]}}


@dataclass(frozen=True, slots=True)
class Claims:
    """What the service says of whoever has just signed in there."""

    subject: str
    email: str
    is_verified: bool
    name: str
    is_strong: bool


class ClaimsError(ValueError):
    """What the service sent does not hang together."""


def read_sign_in_service(environment: Mapping[str, str]) -> SignInService | None:
    """Read the configuration of the service; nothing where there is none.

    Raises
    ------
    ConfigurationError
        When only a part of it is there, or a part cannot be used.
    """
    issuer = environment.get(ISSUER, "").strip().rstrip("/")
    given = {name: environment.get(name, "").strip() for name in (CLIENT, SHARED)}
    if not issuer and not any(given.values()):
        return None
    for name, value in {ISSUER: issuer, **given}.items():
        if not value:
            raise ConfigurationError(
                f"{name} is missing.", advice=f"Set {ISSUER}, {CLIENT} and {SHARED}, or none."
            )
    return SignInService(
        issuer=_check_issuer(issuer),
        client=given[CLIENT],
        secret=given[SHARED],
        name=environment.get(NAME, "").strip() or NAME_UNLESS_SET,
        strong=_strong(environment.get(STRONG, "")),
        verified_claim=environment.get(VERIFIED, "").strip() or CLAIM_UNLESS_SET,
    )


def read_claims(
    service: SignInService, token: Mapping[str, object], told: Mapping[str, object]
) -> Claims:
    """Return what the service says: of the ID token, completed by what it tells of the person.

    Parameters
    ----------
    token
        The claims of the ID token; how somebody signed in is believed of this alone.
    told
        The answer of the service's UserInfo address; may be empty.

    Raises
    ------
    ClaimsError
        When the two are about different people (OpenID Connect Core 1.0, section 5.3.2).
    """
    subject = token.get("sub")
    if not isinstance(subject, str) or not subject:
        raise ClaimsError("no subject")
    if told and told.get("sub") != subject:
        raise ClaimsError("two subjects")
    both = {**token, **told}
    return Claims(
        subject=subject,
        email=str(both.get("email") or "").strip().lower(),
        # Some services write the word instead of the value.
        is_verified=str(both.get(service.verified_claim)).lower() == "true",
        name=str(both.get("name") or "").strip()[:200],
        is_strong=bool(service.strong & _ways_of(token)),
    )


def _ways_of(token: Mapping[str, object]) -> frozenset[str]:
    """Return how somebody signed in, written as the configuration writes it."""
    methods = token.get("amr")
    listed = methods if isinstance(methods, list) else [methods]
    return frozenset({f"acr={token.get('acr')}", *(f"amr={method}" for method in listed)})


def _check_issuer(issuer: str) -> str:
    parts = urlsplit(issuer)
    plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.hostname or not (parts.scheme == "https" or plain) or parts.query:
        raise ConfigurationError(
            f"{ISSUER} is {issuer!r}, which is no address with TLS.",
            advice="Write it as https://sign-in.example.nhs.uk, as the service itself states it.",
        )
    return issuer


def _strong(text: str) -> frozenset[str]:
    words = frozenset(text.split())
    for word in words:
        kind, _, value = word.partition("=")
        if kind not in _KINDS or not value:
            raise ConfigurationError(
                f"{STRONG} holds {word!r}.",
                advice="Write words like acr=AAL2 or amr=mfa, with spaces between them.",
            )
    return words
