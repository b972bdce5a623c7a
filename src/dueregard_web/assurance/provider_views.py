"""The provider's own side: what is due, what was sent, what is asked; nobody else's, no note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from dueregard.assurance.applicability import Scope
from dueregard.assurance.board import Board
from dueregard.assurance.evidence import Evidence
from dueregard.assurance.happenings import Query
from dueregard.assurance.judging import state_of
from dueregard.assurance.register import Declaration
from dueregard.assurance.standing import Standing
from dueregard.assurance.words import AskedOf, EvidenceState
from dueregard.errors import DueRegardError
from dueregard_web.assurance import actions, queries
from dueregard_web.assurance.forms import AnswerForm, AttestForm, DeclareForm, SendForm
from dueregard_web.assurance.keeping import Kept
from dueregard_web.assurance.pages import (
    attachment,
    before_of,
    form_page,
    incoming_of,
    name_of,
    of_year,
    received_of,
    refuse,
    sent_files,
    to_page,
    upload_fault,
)
from dueregard_web.assurance.policies import STANDARDS_OF_CONDUCT
from dueregard_web.assurance.settling import is_shown_to_provider, own_obligations_of
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may

P = Permission


@dataclass(frozen=True, slots=True)
class OwnView:
    """What a provider's own people see of it: no note, no standing of a reviewer, nobody else."""

    scope: Scope
    standings: tuple[Standing, ...]
    evidence: tuple[tuple[Evidence, UUID, EvidenceState, bool], ...]
    asked: tuple[tuple[Query, UUID], ...]
    declared: tuple[Declaration, ...]


def own_view(kept: Kept, board: Board, provider: str, today: date, name: str) -> OwnView:
    """Pick what belongs to one provider and may be shown to it."""
    ledger = kept.ledger
    evidence = tuple(
        (
            one,
            kept.row_of("evidence", one).record,
            state_of(ledger, one, today),
            any(each.by == name for each in ledger.attestations_of.get(one.key, ())),
        )
        for one in ledger.evidence
        if is_shown_to_provider(one, provider)
    )
    asked = tuple(
        (one, kept.row_of("queries", one).record)
        for one in ledger.queries
        if one.provider == provider and one.asked_of is AskedOf.PROVIDER
    )
    return OwnView(
        board.scope(provider),
        board.of(provider),
        evidence,
        asked,
        ledger.declarations_of.get(provider, ()),
    )


@in_organisation
@require_safe
def home(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what is due, what was sent and what is asked, for one's own provider."""
    kept, board, own = queries.read_own(acting, year=request.GET.get("year", ""))
    there = {one.provider.ods for one in board.scopes} if board else set()
    views = [
        own_view(kept, board, one, acting.today, acting.person.name)
        for one in own
        if board is not None and one in there
    ]
    context = {"acting": acting, "views": views, "own": own, "board": board}
    return page(request, "assurance/own.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, acting: Acting, provider: str) -> HttpResponse:
    """Send in a report, or the address where it stands."""
    queries.check_own(acting, provider)
    kept, board, _ = queries.read_own(acting, year=request.GET.get("year", ""))
    due = own_obligations_of(board, provider) if board else {}
    before = before_of(kept.ledger, provider, own_side=True)
    given = {"obligations": [request.GET["for"]]} if "for" in request.GET else {}
    form = SendForm(posted(request), sent_files(request), due=due, before=before, initial=given)
    fault = upload_fault(request)
    if request.method == "POST" and fault is None and form.is_valid():
        data = form.cleaned_data
        try:
            record = actions.send_report(
                acting,
                incoming=incoming_of(acting, provider, data),
                received=received_of(data["file"]),
            )
        except DueRegardError as refused:
            refuse(form, refused)
        else:
            messages.success(request, "It came. It counts once a named person attests it.")
            return to_page("provider_attest", acting, record=record)
    if fault is not None:
        refuse(form, fault, "file")
    return form_page(request, "assurance/keep.jinja", acting, form, party=provider, own=True)


@in_organisation
@require_http_methods(["GET", "POST"])
def attest(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Attest by name that what was sent is accurate and complete."""
    kept, row = queries.own_row(acting, "evidence", record)
    form = AttestForm(posted(request))
    if form.is_valid():
        try:
            actions.attest(acting, record=record, post=form.cleaned_data["post"])
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, "You have attested it.")
            return to_page("provider", acting)
    more = {"one": kept.record_of(row), "standards": STANDARDS_OF_CONDUCT}
    return form_page(request, "assurance/attest.jinja", acting, form, **more)


@in_organisation
@require_safe
def own_file(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Give one's own file back."""
    found, content = queries.download_own(acting, record=record)
    return attachment(content, name_of(found))


@in_organisation
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, acting: Acting, provider: str) -> HttpResponse:
    """Declare whether the provider expects to be small."""
    queries.check_own(acting, provider)
    _, board, _ = queries.read_own(acting, year=request.GET.get("year", ""))
    if board is None or provider not in {one.provider.ods for one in board.scopes}:
        raise NotHereError("There is no contract in this year.")
    form = DeclareForm(posted(request))
    year = board.schedule.year
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.declare_income(
                acting, provider=provider, year=year.slug, says=data["says"], income=data["income"]
            )
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, "Your declaration came. The commissioner decides on it.")
            return to_page("provider", acting, of_year(year))
    limit = board.schedule.rules.thresholds.small_provider_income_at_most_gbp.value
    more = {"provider": provider, "named": year, "limit": f"{limit:,.0f}"}
    return form_page(request, "assurance/declare.jinja", acting, form, **more)


@in_organisation
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Answer a question about what was sent."""
    check_may(acting, P.SEND_OWN_EVIDENCE)
    kept, row = queries.own_row(acting, "queries", record)
    form = AnswerForm(posted(request))
    if form.is_valid():
        try:
            actions.answer_question(acting, record=record, text=form.cleaned_data["text"])
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, "Your answer came.")
            return to_page("provider", acting)
    return form_page(request, "assurance/answer.jinja", acting, form, one=kept.record_of(row))
