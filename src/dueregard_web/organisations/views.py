"""The pages of an organisation's people and trail, and of invitations."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError
from dueregard.vocabulary import OrganisationKind
from dueregard_web.accounts.models import Person
from dueregard_web.audit.events import WORDS as EVENT_WORDS
from dueregard_web.audit.events import Event
from dueregard_web.core.pages import page, posted
from dueregard_web.organisations import actions, hand_over_actions, queries
from dueregard_web.organisations.acting import Acting, Keeping
from dueregard_web.organisations.entrance import for_keepers, in_organisation
from dueregard_web.organisations.forms import (
    AcceptanceForm,
    FirstAcceptanceForm,
    GrantForm,
    HandOverForm,
    InvitationForm,
    OrganisationForm,
)
from dueregard_web.organisations.letters import send_invitation
from dueregard_web.organisations.policies import BY_GRANT, ROLES, Role


def _to(name: str, **parts: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs=parts))


def _tried(form: forms.Form, fault: DueRegardError) -> forms.Form:
    """Show a rule's refusal beside the form that ran into it."""
    form.full_clean()
    form.add_error(None, f"{fault.message} {fault.advice}".strip())
    return form


@in_organisation
@require_safe
def people(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List who works for the organisation, and who is invited."""
    context = {
        "acting": acting,
        "held": queries.people_of(acting),
        "invitations": queries.open_invitations(acting),
        "roles": ROLES,
    }
    return page(request, "organisations/people.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Invite somebody."""
    queries.people_of(acting)
    form = InvitationForm(posted(request))
    if form.is_valid():
        try:
            invited = actions.invite(acting, email=form.cleaned_data["email"], grant=form.grant)
        except DueRegardError as fault:
            form = _tried(form, fault)  # type: ignore[assignment]
        else:
            send_invitation(request, invited)
            messages.success(request, f"An invitation was sent to {invited.invitation.email}.")
            return _to("people", code=acting.organisation.code)
    context = {"acting": acting, "form": form, "roles": ROLES, "by_grant": BY_GRANT}
    return page(
        request, "organisations/invite.jinja", context, status=200 if not form.errors else 422
    )


@in_organisation
@require_POST
def withdraw(request: HttpRequest, acting: Acting, invitation: str) -> HttpResponse:
    """Take back an invitation."""
    actions.withdraw_invitation(acting, invitation_id=invitation)
    messages.success(request, "The invitation was taken back.")
    return _to("people", code=acting.organisation.code)


@in_organisation
@require_http_methods(["GET", "POST"])
def give_role(request: HttpRequest, acting: Acting, person: str) -> HttpResponse:
    """Give somebody another role."""
    found = queries.person_here(acting, person)
    form = GrantForm(posted(request))
    if form.is_valid():
        try:
            actions.give_role(acting, person=found, grant=form.grant)
        except DueRegardError as fault:
            form = _tried(form, fault)  # type: ignore[assignment]
        else:
            messages.success(request, f"{found.name} has the role now.")
            return _to("people", code=acting.organisation.code)
    context = {
        "acting": acting,
        "form": form,
        "person": found,
        "roles": ROLES,
        "by_grant": BY_GRANT,
    }
    return page(
        request, "organisations/give_role.jinja", context, status=200 if not form.errors else 422
    )


@in_organisation
@require_POST
def end_role(request: HttpRequest, acting: Acting, membership: str) -> HttpResponse:
    """End a role."""
    actions.end_role(acting, membership_id=membership)
    messages.success(request, "The role has ended.")
    return _to("people", code=acting.organisation.code)


@in_organisation
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, acting: Acting, person: str) -> HttpResponse:
    """Give a leaver's work to a colleague, and end their access."""
    leaver = queries.person_here(acting, person)
    rows = list(queries.people_of(acting))
    colleagues = {str(row.person_id): row.person.name for row in rows if row.person != leaver}
    form = HandOverForm(posted(request), colleagues=colleagues)
    if form.is_valid():
        heir = queries.person_here(acting, form.cleaned_data["heir"])
        try:
            hand_over_actions.hand_over(acting, leaver=leaver, heir=heir)
        except DueRegardError as fault:
            form = _tried(form, fault)  # type: ignore[assignment]
        else:
            messages.success(request, f"{heir.name} has taken over from {leaver.name}.")
            return _to("home") if leaver == acting.person else _people(acting)
    held = [row for row in rows if row.person == leaver]
    context = {"acting": acting, "form": form, "person": leaver, "held": held}
    context |= {"roles": ROLES, "by_grant": BY_GRANT}
    status = 422 if form.errors else 200
    return page(request, "organisations/hand_over.jinja", context, status=status)


def _people(acting: Acting) -> HttpResponse:
    return _to("people", code=acting.organisation.code)


@in_organisation
@require_safe
def trail(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what was done; looking is recorded too."""
    words = {event.value: EVENT_WORDS[event] for event in Event}
    context = {"acting": acting, "rows": queries.read_trail(acting), "words": words}
    return page(request, "organisations/trail.jinja", context)


def _acceptance(person: Person | None, *, is_first: bool) -> type[forms.Form]:
    """Return the form: who has an account types nothing."""
    if person is not None:
        return forms.Form
    return FirstAcceptanceForm if is_first else AcceptanceForm


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: with a new account, or with the account that is signed in."""
    found = queries.find_invitation(token, now=request.now)  # type: ignore[attr-defined]
    person = request.user if isinstance(request.user, Person) else None
    is_first = found.email == actions.FIRST
    form = _acceptance(person, is_first=is_first)(posted(request))
    if request.method == "POST" and (form.is_valid() or person is not None):
        typed = {} if person else form.cleaned_data
        try:
            actions.accept_invitation(
                token,
                now=request.now,  # type: ignore[attr-defined]
                request=request.request_id,  # type: ignore[attr-defined]
                person=person,
                **typed,
            )
        except DueRegardError as fault:
            form = _tried(form, fault)
        else:
            return _to("home" if person else "account_login")
    context = {
        "invitation": found,
        "form": form,
        "person": person,
        "is_first": is_first,
        "role": ROLES[Role(found.role)] if found.role else None,
        "has_account": queries.has_account(found.email),
    }
    return page(
        request, "organisations/invitation.jinja", context, status=200 if not form.errors else 422
    )


@for_keepers
@require_http_methods(["GET", "POST"])
def installation(request: HttpRequest, keeping: Keeping) -> HttpResponse:
    """List the organisations of this installation, and add one with its first administrator."""
    form = OrganisationForm(posted(request))
    if form.is_valid():
        data = form.cleaned_data
        if queries.all_organisations().filter(code=data["code"]).exists():
            form.add_error("code", "There is an organisation with this code already")
        else:
            made = actions.add_organisation(
                keeping, code=data["code"], name=data["name"], kind=OrganisationKind(data["kind"])
            )
            invited = actions.invite_administrator(keeping, organisation=made, email=data["email"])
            send_invitation(request, invited)
            messages.success(request, f"{made.name} was added, and its administrator invited.")
            return _to("installation")
    context = {"form": form, "organisations": queries.all_organisations()}
    return page(
        request, "organisations/installation.jinja", context, status=200 if not form.errors else 422
    )
