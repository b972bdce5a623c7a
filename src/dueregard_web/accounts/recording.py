"""Signing in and out, and changes of passwords and second factors, as rows of the trail.

Django, allauth and axes tell of these by signals; this module listens. What somebody typed is never
kept, not even the address of a try that failed.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from axes import signals as axes
from django.contrib.auth import signals as auth
from django.http import HttpRequest

from dueregard_web.accounts.actions import own_happening
from dueregard_web.accounts.models import Person
from dueregard_web.accounts.sign_in_service import STRONG_SESSION, came_strongly
from dueregard_web.audit.actions import append_alone
from dueregard_web.audit.chain import Happening
from dueregard_web.audit.events import Event


def connect() -> None:
    """Listen; called once, when the program starts."""
    auth.user_logged_in.connect(_signed_in, dispatch_uid="trail")
    auth.user_logged_out.connect(_signed_out, dispatch_uid="trail")
    auth.user_login_failed.connect(_failed, dispatch_uid="trail")
    axes.user_locked_out.connect(_locked_out, dispatch_uid="trail")
    account.user_logged_in.connect(_came_in, dispatch_uid="strength")
    account.password_changed.connect(_password_changed, dispatch_uid="trail")
    account.password_reset.connect(_password_changed, dispatch_uid="trail")
    mfa.authenticator_added.connect(_added, dispatch_uid="trail")
    mfa.authenticator_removed.connect(_removed, dispatch_uid="trail")
    mfa.authenticator_reset.connect(_added, dispatch_uid="trail")
    mfa.authentication_failed.connect(_failed, dispatch_uid="trail")


def _record(request: HttpRequest | None, person: object, event: Event) -> None:
    """Add a row about one's own account; there is nothing to tell without a request of ours."""
    now = getattr(request, "now", None)
    if now is None or not isinstance(person, Person):
        return
    number = getattr(request, "request_id", "")
    append_alone(own_happening(person, event, now=now, request=number))


def _record_stranger(request: HttpRequest | None, event: Event) -> None:
    now = getattr(request, "now", None)
    if now is not None:
        number = getattr(request, "request_id", "")
        append_alone(Happening(now, event.value, "", "", "", "account", request=number))


def _signed_in(request: HttpRequest, user: Person, **_: Any) -> None:  # noqa: ANN401 - a signal's
    _record(request, user, Event.SIGNED_IN)


def _came_in(request: HttpRequest, user: Person, **told: Any) -> None:  # noqa: ANN401 - as above
    """Remember for the session that the second step was asked for elsewhere."""
    if came_strongly(told):
        request.session[STRONG_SESSION] = str(user.pk)


def _signed_out(request: HttpRequest, user: Person | None, **_: Any) -> None:  # noqa: ANN401 - as above
    _record(request, user, Event.SIGNED_OUT)


def _failed(request: HttpRequest | None = None, **_: Any) -> None:  # noqa: ANN401 - as above
    _record_stranger(request, Event.SIGN_IN_FAILED)


def _locked_out(request: HttpRequest | None = None, **_: Any) -> None:  # noqa: ANN401 - as above
    _record_stranger(request, Event.LOCKED_OUT)


def _password_changed(request: HttpRequest, user: Person, **_: Any) -> None:  # noqa: ANN401 - as above
    _record(request, user, Event.PASSWORD_CHANGED)


def _added(
    request: HttpRequest,
    user: Person,
    authenticator: Authenticator,
    **_: Any,  # noqa: ANN401 - as above
) -> None:
    is_codes = authenticator.type == Authenticator.Type.RECOVERY_CODES
    event = Event.RECOVERY_CODES_MADE if is_codes else Event.SECOND_FACTOR_ADDED
    _record(request, user, event)


def _removed(request: HttpRequest, user: Person, **_: Any) -> None:  # noqa: ANN401 - as above
    _record(request, user, Event.SECOND_FACTOR_REMOVED)
