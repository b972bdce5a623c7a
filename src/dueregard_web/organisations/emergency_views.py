"""The page of emergencies: what was asked for, who agreed, and the buttons."""

from __future__ import annotations

from smtplib import SMTPException

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError
from dueregard_web.accounts.models import Person
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import NotNowError
from dueregard_web.organisations import emergency_actions as actions
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.emergency_queries import emergencies_of
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.forms import EmergencyForm
from dueregard_web.organisations.letters import send_emergency
from dueregard_web.organisations.models import EmergencyAccess
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may


@in_organisation
@require_safe
def emergencies(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List every emergency there was."""
    rows = list(emergencies_of(acting))
    form = EmergencyForm() if acting.may(Permission.ASK_EMERGENCY) else None
    context = {"acting": acting, "rows": rows, "form": form}
    return page(request, "organisations/emergencies.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def ask_emergency(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Ask for one."""
    check_may(acting, Permission.ASK_EMERGENCY)
    form = EmergencyForm(posted(request))
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.ask_emergency(acting, reason=told["reason"], hours=told["hours"])
        except DueRegardError as fault:
            form.add_error(None, f"{fault.message} {fault.advice}")
        else:
            messages.success(request, "You have asked. Another person has to agree.")
            return _back(acting)
    context = {"acting": acting, "rows": emergencies_of(acting), "form": form}
    status = 422 if form.errors else 200
    return page(request, "organisations/emergencies.jinja", context, status=status)


@in_organisation
@require_POST
def agree_to_emergency(request: HttpRequest, acting: Acting, emergency: str) -> HttpResponse:
    """Let an administrator read for some hours; everybody is told first."""

    def tell(access: EmergencyAccess, people: list[Person]) -> None:
        try:
            send_emergency(request, access, people)
        except (SMTPException, OSError):
            raise NotNowError(
                "Nothing was opened: the e-mail that tells everybody could not be sent.",
                advice="Try again in some minutes.",
            ) from None

    actions.agree_to_emergency(acting, emergency_id=emergency, tell=tell)
    messages.success(request, "The emergency is open, and everybody was told.")
    return _back(acting)


@in_organisation
@require_POST
def end_emergency(request: HttpRequest, acting: Acting, emergency: str) -> HttpResponse:
    """Refuse or end an emergency."""
    actions.end_emergency(acting, emergency_id=emergency)
    messages.success(request, "The emergency has ended.")
    return _back(acting)


@in_organisation
@require_POST
def give_back_emergency(request: HttpRequest, acting: Acting, emergency: str) -> HttpResponse:
    """End one's own emergency."""
    actions.give_back_emergency(acting, emergency_id=emergency)
    messages.success(request, "Your emergency access has ended.")
    return _back(acting)


def _back(acting: Acting) -> HttpResponse:
    return HttpResponseRedirect(reverse("emergencies", kwargs={"code": acting.organisation.code}))
