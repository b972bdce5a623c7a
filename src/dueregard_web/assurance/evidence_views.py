"""The pages of evidence: keep it, look at it, judge it, ask about it, say whether it is hosted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.assurance.evidence import Evidence
from dueregard.assurance.judging import conflicts, state_of
from dueregard.assurance.standing import Standing
from dueregard.assurance.words import LetterKind
from dueregard.errors import DueRegardError
from dueregard_web.assurance import actions, queries
from dueregard_web.assurance.forms import HostForm, KeepForm, VerdictForm
from dueregard_web.assurance.keeping import Kept
from dueregard_web.assurance.pages import (
    attachment,
    before_of,
    form_page,
    incoming_of,
    name_of,
    received_of,
    refuse,
    sent_files,
    to_page,
    upload_fault,
)
from dueregard_web.assurance.settling import own_obligations_of
from dueregard_web.core.pages import page, posted
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may

P = Permission


@in_organisation
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, acting: Acting, party: str) -> HttpResponse:
    """Keep what came, or what was obtained."""
    check_may(acting, P.PREPARE_ASSURANCE)
    kept = queries.read_kept_records(acting.organisation)
    board = queries.board_on(acting, kept, request.GET.get("year", ""))
    due = {one.obligation.id: one.obligation.title for one in board.own}
    if party != acting.organisation.code:
        due = own_obligations_of(board, party)
    before = before_of(kept.ledger, party)
    form = KeepForm(posted(request), sent_files(request), due=due, before=before)
    fault = upload_fault(request)
    if request.method == "POST" and fault is None and form.is_valid():
        data = form.cleaned_data
        try:
            record = actions.keep_evidence(
                acting,
                incoming=incoming_of(acting, party, data),
                received=received_of(data["file"]),
            )
        except DueRegardError as refused:
            fault = refused
        else:
            messages.success(request, "It is kept, with its hash.")
            return to_page("assured_evidence", acting, record=record)
    if fault is not None:
        refuse(form, fault, "file")
    return form_page(request, "assurance/keep.jinja", acting, form, party=party, own=False)


@in_organisation
@require_safe
def evidence(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Show a version: where it came from, whether it is as it was, what was said of it."""
    row = queries.record_row(acting, "evidence", record)
    kept = queries.kept_of(acting)
    ledger = kept.ledger
    one: Evidence = kept.record_of(row)
    changed = [
        each for each in queries.changed_files(acting.organisation, kept)
        if (each.evidence, each.version) == one.key
    ]  # fmt: skip
    asked = [
        (each, kept.row_of("queries", each).record)
        for each in ledger.queries
        if (each.evidence, each.version) == one.key
    ]
    context = {
        "acting": acting, "one": one, "record": record, "asked": asked, "changed": changed,
        "state": state_of(ledger, one, acting.today),
        "attested": ledger.attestations_of.get(one.key, ()),
        "reviews": ledger.reviews_of.get(one.key, ()),
        "answers": [each for each in ledger.answers if (each.evidence, each.version) == one.key],
        "versions": [(v, kept.row_of("evidence", v).record) for v in ledger.versions[one.id]],
        "against": conflicts(ledger, one, acting.person.name),
        "is_provider": one.party != acting.organisation.code, "form": HostForm(),
    }  # fmt: skip
    return page(request, "assurance/evidence.jinja", context)


@in_organisation
@require_safe
def evidence_file(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Give a kept file."""
    found, content = queries.download_evidence(acting, record=record)
    return attachment(content, name_of(found))


def _standings(acting: Acting, kept: Kept, one: Evidence) -> list[Standing]:
    """Return the obligations that a version is for."""
    years = {name.split("/")[1] for name in one.obligations if name.count("/") > 1}
    found = []
    for year in sorted(years):
        board = queries.board_on(acting, kept, year)
        found += [
            each for each in (*board.of(one.party), *board.own)
            if each.obligation.id in one.obligations
        ]  # fmt: skip
    return found


@in_organisation
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Give a verdict, with an answer on each item."""
    check_may(acting, P.ACCEPT_PROVIDER_REPORT)
    row = queries.record_row(acting, "evidence", record)
    kept = queries.kept_of(acting)
    one: Evidence = kept.record_of(row)
    form = VerdictForm(posted(request), standings=_standings(acting, kept, one))
    if form.is_valid():
        try:
            actions.review_evidence(acting, record=record, judgement=form.judgement)
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, "Your verdict is kept.")
            return to_page("assured_evidence", acting, record=record)
    against = conflicts(kept.ledger, one, acting.person.name)
    more = {"one": one, "record": record, "against": against}
    return form_page(request, "assurance/review.jinja", acting, form, **more)


@in_organisation
@require_POST
def question(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Read a report as a form, and note what is wrong with it."""
    found = actions.question_report(acting, record=record)
    form = found.form or "a report in a form of its own, which is as good"
    told = f"It was read as {form}: {len(found.queries)} questions were noted. {found.unread}"
    messages.success(request, told.strip())
    return to_page("assured_evidence", acting, record=record)


@in_organisation
@require_POST
def host(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Say whether a copy may be hosted."""
    check_may(acting, P.WORK_ON_ASSURANCE)
    form = HostForm(request.POST)
    if form.is_valid():
        wanted = form.cleaned_data["verdict"]
        done = actions.host_evidence(acting, record=record, verdict=wanted)
        waits = (
            "No copy is hosted yet: its words seem to give small numbers away. See its questions."
        )
        told = "It is kept whether a copy is hosted."
        messages.success(request, told if done is wanted else waits)
    return to_page("assured_evidence", acting, record=record)


@in_organisation
@require_POST
def letter_about(request: HttpRequest, acting: Acting, record: str, kind: str) -> HttpResponse:
    """Prepare the letter with the questions on a report, or with its acceptance."""
    check_may(acting, P.PREPARE_ASSURANCE)
    chosen = LetterKind.L5 if kind == "l5" else LetterKind.L6
    actions.prepare_about_report(acting, record=record, kind=chosen)
    messages.success(request, "The letter is prepared. Nothing was sent.")
    return to_page("assurance_letters", acting)


@in_organisation
@require_POST
def close_question(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Settle a question."""
    check_may(acting, P.WORK_ON_ASSURANCE)
    row = queries.record_row(acting, "queries", record)
    actions.close_question(acting, record=record)
    messages.success(request, "The question is closed.")
    return to_page("assured_provider", acting, provider=row.cells["provider"])
