"""The pages of one's own account that allauth does not bring: lock-out, signing out everywhere."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard_web.accounts import actions
from dueregard_web.core.pages import page


@login_not_required
def locked_out(
    request: HttpRequest,
    credentials: Any = None,  # noqa: ANN401 - the signature of axes
    *args: Any,  # noqa: ANN401 - as above
    **kwargs: Any,  # noqa: ANN401 - the signature of axes
) -> HttpResponse:
    """Say that there were too many wrong passwords, and when to try again."""
    context = {
        "title": "Signing in is locked for now",
        "message": "There were too many tries with a wrong password or code.",
        "advice": "Wait 30 minutes and try again, or reset your password.",
    }
    return page(request, "core/refusal.jinja", context, status=429)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    codes = Authenticator.objects.filter(
        user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return page(request, "accounts/account.jinja", {"person": request.user, "codes_left": left})


@require_POST
def choose_task_letters(request: HttpRequest) -> HttpResponse:
    """Start or stop the daily e-mail that something waits."""
    wants = request.POST.get("wants") == "yes"
    actions.choose_task_letters(
        request.user,  # type: ignore[arg-type]
        wants=wants,
        now=request.now,  # type: ignore[attr-defined]
        request=request.request_id,  # type: ignore[attr-defined]
    )
    return HttpResponseRedirect(reverse("account"))


@require_safe
def no_password(request: HttpRequest) -> HttpResponse:
    """Say that there is no password to change: this account opens by the sign-in service."""
    context = {
        "title": "Your account has no password",
        "message": "You sign in with your organisation's account, so there is none to change.",
        "advice": "Change your password there.",
    }
    return page(request, "core/refusal.jinja", context)


@require_http_methods(["GET", "POST"])
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this person, this one too."""
    if request.method != "POST":
        return page(request, "accounts/sign_out_everywhere.jinja", {})
    actions.sign_out_everywhere(request.user, now=request.now, request=request.request_id)  # type: ignore[arg-type, attr-defined]
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))
