"""The pages of what is typed about providers, and of steps that are proposed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.assurance.catalogue import BY_NAME
from dueregard.errors import DueRegardError
from dueregard.formulas import unguarded
from dueregard_web.assurance import actions, queries
from dueregard_web.assurance.forms import RecordForm, initial_of
from dueregard_web.assurance.keeping import Kept
from dueregard_web.assurance.pages import form_page, refuse, to_page
from dueregard_web.assurance.policies import TYPED, label_of, title_of
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import NotHereError, status_of
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may

P = Permission


def _known(kept: Kept) -> dict[str, dict[str, str]]:
    """Return what a record may point to: ids with what they are called."""
    ledger = kept.ledger
    evidence = {one.id: f"{one.id}: {one.title}" for one in ledger.evidence}
    providers = {one.provider: f"{one.provider}: {one.name}" for one in ledger.register}
    return {"evidence": evidence, "providers": providers}


def _kind(kind: str) -> str:
    if kind not in TYPED:
        raise NotHereError("There is no such kind of record.")
    return kind


@in_organisation
@require_safe
def records(request: HttpRequest, acting: Acting, kind: str) -> HttpResponse:
    """List the records of a kind."""
    kept = queries.kept_of(acting)
    wanted = request.GET.get("provider", "")
    rows = [
        (one, title_of(kind, dict(one.cells)), _pairs(dict(one.cells)))
        for one in kept.rows.get(_kind(kind), ())
        if not wanted or one.cells.get("provider") == wanted
    ]
    context = {"acting": acting, "kind": kind, "words": TYPED[kind], "rows": rows,
               "meaning": BY_NAME[kind].meaning}  # fmt: skip
    return page(request, "assurance/records.jinja", context)


def _pairs(cells: dict[str, str]) -> list[tuple[str, str]]:
    return [(label_of(name), unguarded(text)) for name, text in cells.items() if text]


@in_organisation
@require_http_methods(["GET", "POST"])
def add_record(request: HttpRequest, acting: Acting, kind: str) -> HttpResponse:
    """Add a record."""
    check_may(acting, P.WORK_ON_ASSURANCE)
    kept = queries.kept_of(acting)
    given = {
        name: request.GET[name] for name in ("provider", "contract_year") if name in request.GET
    }
    form = RecordForm(posted(request), kind=_kind(kind), known=_known(kept), initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_record(acting, kind=kind, typed=form.typed)
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, "It was added.")
            return to_page("assurance_records", acting, kind=kind)
    more = {"kind": kind, "words": TYPED[kind], "meaning": BY_NAME[kind].meaning, "row": None}
    return form_page(request, "assurance/record_form.jinja", acting, form, **more)


@in_organisation
@require_http_methods(["GET", "POST"])
def change_record(request: HttpRequest, acting: Acting, kind: str, record: str) -> HttpResponse:
    """Change a record."""
    check_may(acting, P.WORK_ON_ASSURANCE)
    row = queries.record_row(acting, _kind(kind), record)
    initial = {**initial_of(kind, row.cells), "seen": row.version}
    known = _known(queries.kept_of(acting))
    form = RecordForm(posted(request), kind=kind, known=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data.get("seen") or 0
        try:
            actions.change_record(acting, kind=kind, record=record, seen=seen, typed=form.typed)
        except DueRegardError as fault:
            if status_of(fault) != 422:
                raise
            refuse(form, fault)
        else:
            messages.success(request, "It was changed; what it said before is kept.")
            return to_page("assurance_records", acting, kind=kind)
    more = {"kind": kind, "words": TYPED[kind], "meaning": BY_NAME[kind].meaning, "row": row}
    return form_page(request, "assurance/record_form.jinja", acting, form, **more)


@in_organisation
@require_POST
def remove_record(request: HttpRequest, acting: Acting, kind: str, record: str) -> HttpResponse:
    """Take a record out; its history stays."""
    seen = request.POST.get("seen", "")
    actions.remove_record(
        acting, kind=kind, record=record, seen=int(seen) if seen.isdecimal() else 0
    )
    messages.success(request, "It was taken out.")
    return to_page("assurance_records", acting, kind=kind)


@in_organisation
@require_safe
def history(request: HttpRequest, acting: Acting, kind: str, record: str) -> HttpResponse:
    """Show every version of a record."""
    versions = [(one, _pairs(one.cells)) for one in queries.history_of(acting, kind, record)]
    title = title_of(kind, versions[0][0].cells)
    context = {"acting": acting, "versions": versions, "title": title}
    return page(request, "assurance/history.jinja", context)


# --- steps ------------------------------------------------------------------------------------
@in_organisation
@require_safe
def steps(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List the steps that are proposed where nothing came."""
    kept = queries.kept_of(acting)
    rows = [
        (one, kept.row_of("escalations", one).record) for one in reversed(kept.ledger.escalations)
    ]
    return page(request, "assurance/steps.jinja", {"acting": acting, "rows": rows})


@in_organisation
@require_POST
def approve_step(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Approve a step."""
    actions.approve_step(acting, record=record)
    messages.success(request, "The step is approved.")
    return to_page("assurance_steps", acting)


@in_organisation
@require_POST
def finish_step(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Note that a step was done."""
    actions.finish_step(acting, record=record)
    messages.success(request, "It is noted that the step was done.")
    return to_page("assurance_steps", acting)


@in_organisation
@require_POST
def run_tick(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Do now what the nightly run would do."""
    done = actions.run_tick(acting)
    told = f"{len(done.letters)} letters were prepared, {len(done.proposed)} steps proposed."
    if done.not_written:
        told += f" {len(done.not_written)} letters could not be written: {done.not_written[0][1]}"
    messages.success(request, told)
    return to_page("assurance_letters", acting)
