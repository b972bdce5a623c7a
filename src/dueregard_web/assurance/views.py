"""The commissioner's pages: where everything stands, one provider, the register, who acts there."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.assurance.addresses import reused_addresses
from dueregard.assurance.board import Board
from dueregard.assurance.judging import state_of
from dueregard.assurance.obligations import Family
from dueregard.assurance.standing import Process, Result, Standing
from dueregard.errors import DueRegardError
from dueregard.operations.exchange_register import register_workbook
from dueregard.records.writing import table_text
from dueregard_web.assurance import actions, queries
from dueregard_web.assurance.forms import DecisionForm, ImportForm, InviteForm
from dueregard_web.assurance.pages import (
    attachment,
    form_page,
    of_year,
    received_of,
    refuse,
    sent_files,
    to_page,
    upload_fault,
)
from dueregard_web.assurance.policies import TYPED
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.letters import send_invitation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may

P = Permission
ON_BOARD = frozenset({Family.WRES, Family.EDS})


@dataclass(frozen=True, slots=True)
class Line:
    """A provider on the status board."""

    ods: str
    name: str
    standing: str
    cells: tuple[Standing | None, ...]


def board_lines(board: Board, process: str, result: str, text: str) -> tuple[list[str], list[Line]]:
    """Return the columns of the board, and the lines that a filter leaves."""
    columns = {
        one.obligation.what: one.obligation.title
        for one in board.providers
        if one.obligation.family in ON_BOARD
    }
    by_party: dict[str, dict[str, Standing]] = {}
    for one in board.providers:
        by_party.setdefault(one.obligation.party, {})[one.obligation.what] = one
    lines = []
    for scope in board.scopes:
        provider, held = scope.provider, by_party.get(scope.provider.ods, {})
        cells = tuple(held.get(what) for what in columns)
        if text and text.casefold() not in f"{provider.ods} {provider.name}".casefold():
            continue
        if (process or result) and not any(_fits(one, process, result) for one in cells):
            continue
        lines.append(Line(provider.ods, provider.name, scope.standing, cells))
    return list(columns.values()), lines


def _fits(one: Standing | None, process: str, result: str) -> bool:
    if one is None:
        return False
    return (not process or one.process.value == process) and (
        not result or one.result.value == result
    )


@in_organisation
@require_safe
def board(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show where every obligation stands, of the providers and of the commissioner itself."""
    found = queries.read_overview(acting, year=request.GET.get("year", ""))
    chosen = {name: request.GET.get(name, "") for name in ("process", "result", "q")}
    columns, lines = (
        board_lines(found.board, chosen["process"], chosen["result"], chosen["q"])
        if found.board
        else ([], [])
    )
    context = {
        "acting": acting, "found": found, "board": found.board, "columns": columns,
        "lines": lines, "chosen": chosen, "processes": list(Process), "results": list(Result),
    }  # fmt: skip
    return page(request, "assurance/board.jinja", context)


@in_organisation
@require_safe
def provider(request: HttpRequest, acting: Acting, provider: str) -> HttpResponse:
    """Show what binds a provider, where it stands, what came, and what happened."""
    found = queries.read_provider(acting, provider=provider, year=request.GET.get("year", ""))
    ledger, kept = found.kept.ledger, found.kept
    evidence = [
        (one, kept.row_of("evidence", one).record, state_of(ledger, one, acting.today))
        for one in ledger.evidence
        if one.party == provider
    ]
    declared = [
        (one, kept.row_of("declarations", one).record)
        for one in ledger.declarations_of.get(provider, ())
    ]
    asked = [
        (one, kept.row_of("queries", one).record)
        for one in ledger.queries
        if one.provider == provider
    ]
    reused = [url for party, url in reused_addresses(ledger) if party == provider]
    context = {
        "acting": acting, "reused": reused, "board": found.board,
        "scope": found.board.scope(provider),
        "standings": found.board.of(provider), "evidence": evidence, "declared": declared,
        "asked": asked, "entries": found.entries, "changed": found.changed,
        "people": found.people, "contacts": ledger.contacts_of.get(provider, ()),
        "year": None, "slug": found.board.schedule.year.slug,
    }  # fmt: skip
    return page(request, "assurance/provider.jinja", context)


# --- the register -----------------------------------------------------------------------------
@in_organisation
@require_safe
def register(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List the providers of a contract year with what binds them and why."""
    found = queries.read_overview(acting, year=request.GET.get("year", ""))
    context = {"acting": acting, "found": found, "board": found.board, "kinds": TYPED}
    return page(request, "assurance/register.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def import_register(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Bring in contracts, contacts and the like from a file."""
    check_may(acting, P.WORK_ON_ASSURANCE)
    form = ImportForm(posted(request), sent_files(request))
    fault = upload_fault(request)
    if request.method == "POST" and fault is None and form.is_valid():
        received = received_of(form.cleaned_data["file"])
        try:
            new, changed, same = actions.import_records(
                acting, kind=form.cleaned_data["kind"], name=received.name,
                content=received.content or b"",
            )  # fmt: skip
        except DueRegardError as refused:
            fault = refused
        else:
            told = f"{new} rows are new, {changed} were changed, {same} are the same."
            messages.success(request, told)
            return to_page("assurance_register", acting)
    if fault is not None:
        refuse(form, fault, "file")
    return form_page(request, "assurance/import.jinja", acting, form)


@in_organisation
@require_safe
def register_file(request: HttpRequest, acting: Acting, form: str) -> HttpResponse:
    """Give the register as CSV or XLSX."""
    contracts = queries.kept_of(acting).ledger.register
    name = f"{acting.organisation.code}-register.{form}"
    if form == "csv":
        from dueregard.assurance.catalogue import REGISTER  # noqa: PLC0415 - beside its use

        return attachment(table_text(REGISTER, contracts).encode("utf-8-sig"), name)
    if form == "xlsx":
        return attachment(register_workbook(contracts, made_on=acting.today), name)
    raise NotHereError("The register is given as csv or xlsx.")


@in_organisation
@require_http_methods(["GET", "POST"])
def decide_declaration(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Approve or refuse a declaration of income."""
    check_may(acting, P.ACCEPT_PROVIDER_REPORT)
    row = queries.record_row(acting, "declarations", record)
    form = DecisionForm(posted(request))
    if form.is_valid():
        try:
            actions.decide_declaration(
                acting, record=record, approve=form.cleaned_data["decision"] == "approve",
                why=form.cleaned_data["why"],
            )  # fmt: skip
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, "The declaration is decided.")
            query = of_year(row.cells["contract_year"])
            return to_page("assured_provider", acting, query, provider=row.cells["provider"])
    return form_page(request, "assurance/declaration.jinja", acting, form, cells=row.cells)


# --- who acts for a provider ------------------------------------------------------------------
@in_organisation
@require_http_methods(["GET", "POST"])
def invite_contact(request: HttpRequest, acting: Acting, provider: str) -> HttpResponse:
    """Let somebody act for a provider."""
    check_may(acting, P.WORK_ON_ASSURANCE)
    form = InviteForm(posted(request))
    if form.is_valid():
        try:
            invited = actions.invite_contact(
                acting, provider=provider, email=form.cleaned_data["email"]
            )
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            if invited is not None:
                send_invitation(request, invited)
            messages.success(request, f"{form.cleaned_data['email']} can act for {provider}.")
            return to_page("assured_provider", acting, provider=provider)
    return form_page(request, "assurance/invite.jinja", acting, form, provider=provider)


@in_organisation
@require_POST
def end_contact(request: HttpRequest, acting: Acting, access: str) -> HttpResponse:
    """End that somebody acts for a provider."""
    found = actions.end_contact(acting, access=access)
    messages.success(request, "They can act for the provider no more.")
    return to_page("assured_provider", acting, provider=found)
