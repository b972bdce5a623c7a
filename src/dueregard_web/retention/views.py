"""The pages of retention: the schedule, what it has deleted, and who can be erased."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dueregard.errors import DueRegardError
from dueregard_web.core.clock import day_of
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import status_of
from dueregard_web.organisations.acting import Acting, Keeping
from dueregard_web.organisations.entrance import for_keepers, in_organisation
from dueregard_web.retention import actions, queries
from dueregard_web.retention.forms import ErasureForm
from dueregard_web.retention.schedule import SCHEDULE


@in_organisation
@require_safe
def retention(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show how long what is kept, and what was deleted."""
    context = {
        "acting": acting,
        "schedule": SCHEDULE,
        "deletions": queries.deletions_of(acting),
    }
    return page(request, "retention/retention.jinja", context)


@for_keepers
@require_safe
def people_to_erase(request: HttpRequest, keeping: Keeping) -> HttpResponse:
    """List those who hold no role any more."""
    context = {"people": queries.people_without_a_role(day_of(keeping.now))}
    return page(request, "retention/people_to_erase.jinja", context)


@for_keepers
@require_http_methods(["GET", "POST"])
def erase_person(request: HttpRequest, keeping: Keeping, person: str) -> HttpResponse:
    """Erase somebody's name and address."""
    found = queries.erasable(person, day_of(keeping.now))
    form = ErasureForm(posted(request))
    if form.is_valid():
        try:
            actions.erase_person(keeping, person_id=person, reason=form.cleaned_data["reason"])
        except DueRegardError as fault:
            if status_of(fault) == 404:
                raise
            form.add_error(None, f"{fault.message} {fault.advice}".strip())
        else:
            messages.success(request, "The name and the address are gone.")
            return HttpResponseRedirect(reverse("people_to_erase"))
    context = {"person": found, "form": form, "is_open": queries.open_parts(found).exists()}
    status = 422 if form.errors else 200
    return page(request, "retention/erase_person.jinja", context, status=status)
