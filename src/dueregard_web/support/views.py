"""The pages of grants, the board, pools and the form."""

from __future__ import annotations

import io
import zipfile

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import page, posted
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.returns.queries import find_year
from dueregard_web.returns.result_views import FIRST_DAY, attachment
from dueregard_web.support import actions, queries
from dueregard_web.support.actions import WantedPool
from dueregard_web.support.forms import DecisionForm, GrantForm, PoolForm
from dueregard_web.support.policies import DECISION_WORDS, STANDING_WORDS


def to_page(name: str, acting: Acting, **parts: object) -> HttpResponse:
    """Lead to another page of the organisation."""
    return HttpResponseRedirect(reverse(name, kwargs={"code": acting.organisation.code, **parts}))


def refused(form: forms.Form, fault: DueRegardError) -> None:
    """Show a rule's refusal at the head of the form that ran into it."""
    form.add_error(None, f"{fault.message} {fault.advice}".strip())


@in_organisation
@require_http_methods(["GET", "POST"])
def grants(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List the support units that have access, and grant it to another."""
    held = queries.grants_of(acting)
    form = GrantForm(posted(request), units=queries.support_units(acting))
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.grant_access(
                acting, unit=form.chosen, purpose=data["purpose"], until=data["until"]
            )
        except DueRegardError as fault:
            refused(form, fault)
        else:
            messages.success(request, f"{form.chosen.name} has access now.")
            return to_page("grants", acting)
    context = {
        "acting": acting,
        "form": form,
        "grants": [(one, queries.is_live(one, acting)) for one in held],
    }
    return page(request, "support/grants.jinja", context, status=422 if form.errors else 200)


@in_organisation
@require_POST
def revoke_grant(request: HttpRequest, acting: Acting, grant: str) -> HttpResponse:
    """Take a unit's access away."""
    actions.revoke_access(acting, grant_id=grant)
    messages.success(request, "The access was taken away. The unit sees nothing here any more.")
    return to_page("grants", acting)


@in_organisation
@require_safe
def board(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show where every body stands that has granted access."""
    context = {"acting": acting, "rows": queries.read_board(acting)}
    return page(request, "support/board.jinja", context)


@in_organisation
@require_safe
def pools(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List the pools of the unit."""
    context = {"acting": acting, "pools": list(queries.pools_of(acting))}
    return page(request, "support/pools.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def make_pool(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Add the counts of several bodies."""
    bodies = [one.organisation for one in queries.grants_to(acting)]
    form = PoolForm(posted(request), bodies=bodies)
    if form.is_valid():
        try:
            made = actions.make_pool(acting, wanted=WantedPool(**form.cleaned_data))
        except DueRegardError as fault:
            refused(form, fault)
        else:
            return to_page("pool", acting, pool=made.pk)
    context = {"acting": acting, "form": form, "bodies": bodies}
    return page(request, "support/make_pool.jinja", context, status=422 if form.errors else 200)


@in_organisation
@require_safe
def pool(request: HttpRequest, acting: Acting, pool: str) -> HttpResponse:
    """Show a pool: what it shows, who is in it, and who has decided."""
    context = {
        "acting": acting,
        "opened": queries.read_pool(acting, pool_id=pool),
        "decisions": DECISION_WORDS,
        "standings": STANDING_WORDS,
    }
    return page(request, "support/pool.jinja", context)


@in_organisation
@require_safe
def pool_file(request: HttpRequest, acting: Acting, pool: str) -> HttpResponse:
    """Give a pool as the folders that the command line knows."""
    files = queries.download_pool(acting, pool_id=pool)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content)
    return attachment(stream.getvalue(), "application/zip", "pool.zip")


@in_organisation
@require_safe
def own_pools(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List the pools that the body's counts are in."""
    context = {
        "acting": acting,
        "places": queries.own_places(acting),
        "decisions": DECISION_WORDS,
        "standings": STANDING_WORDS,
    }
    return page(request, "support/own_pools.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def decide_pool(request: HttpRequest, acting: Acting, member: str) -> HttpResponse:
    """Record the body's own decision on a pool."""
    check_may(acting, Permission.DECIDE_RELEASE)
    place = queries.find_own_place(acting, member)
    lead = place.pool.lead
    named = lead.name if lead is not None and lead != acting.organisation else ""
    form = DecisionForm(posted(request), lead=named, initial={"seen": place.pool.sha256})
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.decide_on_pool(
                acting,
                member_id=member,
                seen=data["seen"],
                decision=form.chosen,
                reason=data["reason"],
            )
        except DueRegardError as fault:
            refused(form, fault)
        else:
            messages.success(request, "Your body's decision was recorded.")
            return to_page("own_pools", acting)
    context = {
        "acting": acting,
        "form": form,
        "place": place,
        "members": queries.members_of(place.pool),
    }
    return page(request, "support/decide_pool.jinja", context, status=422 if form.errors else 200)


@in_organisation
@require_safe
def support_form(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show the support unit's form of a year, filled from its figures."""
    document = queries.read_form(acting, edition=edition)
    context = {"acting": acting, "year": find_year(acting, edition), "document": document}
    return page(request, "support/form.jinja", context)
