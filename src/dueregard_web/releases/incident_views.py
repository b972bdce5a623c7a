"""The pages of disclosure incidents: open, who was told, take down, close."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import STATUS
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.releases import incident_actions, queries
from dueregard_web.releases.forms import CloseForm, IncidentForm, TellingForm, in_london
from dueregard_web.releases.incident_words import TELLINGS
from dueregard_web.releases.policies import OUT


@in_organisation
@require_safe
def incidents(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List the incidents."""
    context = {"acting": acting, "incidents": list(queries.incidents_of(acting))}
    return page(request, "releases/incidents.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def open_incident(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Open an incident, which freezes all releases."""
    versions = [
        (str(one.pk), f"{one.year.edition}, version {one.version}")
        for one in queries.released_proposals(acting)
    ]
    form = IncidentForm(posted(request), versions=versions)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = incident_actions.open_incident(
                acting,
                what=data["what"],
                aware_at=in_london(data["aware_at"]),
                proposal_id=data["proposal"],
            )
        except DueRegardError as fault:
            form.add_error(None, f"{fault.message} {fault.advice}".strip())
        else:
            messages.success(request, "Releases are frozen from now on.")
            return _to(acting, str(made.pk))
    context = {"acting": acting, "form": form}
    status = 422 if form.errors else 200
    return page(request, "releases/open_incident.jinja", context, status=status)


@in_organisation
@require_http_methods(["GET", "POST"])
def incident(request: HttpRequest, acting: Acting, incident: str) -> HttpResponse:
    """Show an incident, and note who was told of it."""
    found = queries.find_incident(acting, incident)
    form = TellingForm(posted(request))
    if form.is_valid():
        data = form.cleaned_data
        try:
            incident_actions.note_telling(
                acting,
                incident_id=incident,
                kind=data["kind"],
                words=data["words"],
                told_at=in_london(data["told_at"]),
                late_because=data["late_because"],
            )
        except DueRegardError as fault:
            if isinstance(fault, tuple(STATUS)):
                raise
            form.add_error(None, f"{fault.message} {fault.advice}".strip())
        else:
            messages.success(request, "It was noted.")
            return _to(acting, incident)
    context = {
        "acting": acting,
        "incident": found,
        "form": form,
        "tellings": list(found.tellings.all()),
        "kinds": TELLINGS,
        "is_public": found.proposal is not None and found.proposal.known_state in OUT,
        "is_late": acting.now > found.due_at,
        "hours_left": round((found.due_at - acting.now).total_seconds() / 3600),
    }
    status = 422 if form.errors else 200
    return page(request, "releases/incident.jinja", context, status=status)


@in_organisation
@require_POST
def take_down(request: HttpRequest, acting: Acting, incident: str) -> HttpResponse:
    """Take the version of an incident down."""
    incident_actions.take_down_release(acting, incident_id=incident)
    messages.success(request, "The version was taken down. Ask everybody who has copied it, too.")
    return _to(acting, incident)


@in_organisation
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, acting: Acting, incident: str) -> HttpResponse:
    """Close an incident."""
    found = queries.find_incident(acting, incident)
    form = CloseForm(posted(request))
    if found.proposal is None or found.proposal.known_state not in OUT:
        del form.fields["kept_because"]
    form.fields["reason"].label = "What was learnt, and what is different from now on"
    if form.is_valid():
        try:
            incident_actions.close_incident(
                acting,
                incident_id=incident,
                learnt=form.cleaned_data["reason"],
                kept_because=form.cleaned_data.get("kept_because", ""),
            )
        except DueRegardError as fault:
            form.add_error(None, f"{fault.message} {fault.advice}".strip())
        else:
            messages.success(request, "The incident was closed. Releases are not frozen any more.")
            return _to(acting, incident)
    context = {"acting": acting, "incident": found, "form": form}
    status = 422 if form.errors else 200
    return page(request, "releases/close_incident.jinja", context, status=status)


def _to(acting: Acting, incident: str) -> HttpResponse:
    parts = {"code": acting.organisation.code, "incident": incident}
    return HttpResponseRedirect(reverse("incident", kwargs=parts))
