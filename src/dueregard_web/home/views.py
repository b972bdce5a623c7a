"""The first page of a person, and the first page of an organisation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from dueregard_web.core.clock import day_of
from dueregard_web.core.pages import page
from dueregard_web.home.tasks import tasks_for
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation, signed_in
from dueregard_web.organisations.policies import ROLES
from dueregard_web.organisations.queries import organisations_of
from dueregard_web.returns.queries import years_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List where the person works; go straight there when it is one place."""
    person = signed_in(request)
    places = organisations_of(person, day_of(request.now))  # type: ignore[attr-defined]
    if len(places) == 1 and not person.is_keeper:
        return HttpResponseRedirect(reverse("organisation", kwargs={"code": places[0][0].code}))
    return page(request, "home/home.jinja", {"person": person, "places": places, "roles": ROLES})


@in_organisation
@require_safe
def organisation_home(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what is next for this person in this organisation."""
    context = {
        "acting": acting,
        "tasks": tasks_for(acting),
        "years": years_of(acting),
        "roles": [ROLES[role] for role in sorted(acting.roles)],
    }
    return page(request, "home/organisation.jinja", context)
