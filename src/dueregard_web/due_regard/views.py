"""The pages of due regard: the six principles, the briefing, and what is signed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError
from dueregard.records.progress import actions_by_aim
from dueregard.reports.documents.aims import aims_in_words
from dueregard.reports.documents.principles import principle_sections
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import status_of
from dueregard_web.due_regard import actions, queries, voice_actions
from dueregard_web.due_regard.attestation import STANDARDS
from dueregard_web.due_regard.briefing_text import first_briefing
from dueregard_web.due_regard.forms import MEANS_HINTS, BriefingForm, VoiceForm
from dueregard_web.due_regard.own_checks import own_remarks
from dueregard_web.due_regard.record_views import seen_in, to_page
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.returns.queries import find_year


@in_organisation
@require_safe
def due_regard(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show the six principles with what answers them, the gaps, and who has signed."""
    year, living = queries.read_records(acting, edition=edition)
    material = queries.material_of(acting, edition=edition)
    own = own_remarks(living)
    remarks = (*material.remarks, *own) if material else queries.remarks_on(acting, year)
    signed = queries.latest_sign_off(acting, year)
    context = {
        "acting": acting,
        "year": year,
        "sections": principle_sections(material) if material else (),
        "remarks": remarks,
        "own_remarks": own,
        "hears_by": living.facts.get("survey_means", ""),
        "survey": queries.survey_source(year),
        "standards": STANDARDS,
        "challenged": any(one.code == "all-noted" for one in remarks),
        "briefing": queries.briefing_in_force(acting, year),
        "readers": queries.readers_of(acting, year),
        "evidence": living.kinds["evidence"],
        "decisions": [
            (one, queries.post_decision(acting, year, one)) for one in living.kinds["decisions"]
        ],
        "aims": [(aims_in_words((a,)), n) for a, n in actions_by_aim(living.records).items()],
        "signed": signed,
        "is_current": signed is not None
        and queries.is_as_signed(acting, year, signed, living.sha256),
        "seen": living.sha256,
    }
    return page(request, "due_regard/due_regard.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def briefing(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Read the briefing in force; who drafts may issue another."""
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    year = find_year(acting, edition)
    held = queries.briefing_in_force(acting, year)
    initial = {"text": held.text if held else first_briefing(edition)}
    form = BriefingForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.issue_briefing(acting, edition=edition, text=form.cleaned_data["text"])
        except DueRegardError as fault:
            if status_of(fault) != 422:
                raise
            form.add_error("text", f"{fault.message} {fault.advice}")
        else:
            messages.success(request, "The briefing is in force. Everybody who decides reads it.")
            return to_page("briefing", acting, edition=edition)
    context = {
        "acting": acting, "year": year, "form": form, "briefing": held,
        "readers": queries.readers_of(acting, year),
    }  # fmt: skip
    return page(request, "due_regard/briefing.jinja", context, status=422 if form.errors else 200)


@in_organisation
@require_POST
def acknowledge(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Acknowledge the briefing."""
    version = request.POST.get("version", "")
    actions.acknowledge_briefing(acting, edition=edition, version=version)
    messages.success(request, f"You have acknowledged briefing {version}.")
    return to_page("due_regard", acting, edition=edition)


@in_organisation
@require_POST
def consider(request: HttpRequest, acting: Acting, edition: str, record: str) -> HttpResponse:
    """Say that one has considered a piece of evidence."""
    actions.consider_evidence(acting, edition=edition, record=record, seen=seen_in(request))
    messages.success(request, "It is kept that you have considered it, with the time.")
    return to_page("record_list", acting, edition=edition, kind="evidence")


@in_organisation
@require_POST
def attach(request: HttpRequest, acting: Acting, edition: str, record: str) -> HttpResponse:
    """Attach evidence to a signed decision."""
    actions.attach_evidence(
        acting, edition=edition, record=record, seen=seen_in(request),
        evidence=request.POST.get("evidence", ""),
    )  # fmt: skip
    messages.success(request, "It was attached, and is marked as come after the decision.")
    return to_page("record_list", acting, edition=edition, kind="decisions")


@in_organisation
@require_POST
def sign_decision(request: HttpRequest, acting: Acting, edition: str, record: str) -> HttpResponse:
    """Sign a decision."""
    actions.sign_decision(acting, edition=edition, record=record, seen=seen_in(request))
    messages.success(request, "The decision is signed.")
    return to_page("record_list", acting, edition=edition, kind="decisions")


@in_organisation
@require_POST
def reopen(request: HttpRequest, acting: Acting, edition: str, record: str) -> HttpResponse:
    """Open a signed decision again."""
    actions.reopen_decision(
        acting, edition=edition, record=record, seen=seen_in(request),
        reason=request.POST.get("reason", ""),
    )  # fmt: skip
    messages.success(request, "The decision is open again.")
    return to_page("record_list", acting, edition=edition, kind="decisions")


@in_organisation
@require_POST
def sign_off(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Sign that due regard was had."""
    actions.sign_off(
        acting, edition=edition, seen=request.POST.get("seen", ""),
        answer=request.POST.get("answer", ""),
    )  # fmt: skip
    messages.success(request, "You have signed that due regard was had.")
    return to_page("due_regard", acting, edition=edition)


@in_organisation
@require_http_methods(["GET", "POST"])
def staff_voice(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Choose how staff are heard where there is no national survey; a decision comes of it."""
    year, living = queries.open_for_drafting(acting, edition)
    facts = living.facts
    form = VoiceForm(
        posted(request),
        initial={"means": facts.get("survey_means", ""), "why": facts.get("survey_why", "")},
    )
    if form.is_valid():
        try:
            voice_actions.choose_staff_voice(acting, edition=edition, **form.cleaned_data)
        except DueRegardError as fault:
            if status_of(fault) != 422:
                raise
            form.add_error(None, f"{fault.message} {fault.advice}".strip())
        else:
            messages.success(request, "The choice was kept, with a decision to be signed.")
            return to_page("record_list", acting, edition=edition, kind="decisions")
    context = {
        "acting": acting, "year": year, "form": form, "survey": queries.survey_source(year),
        "decision": facts.get("survey_decision", ""),
        "hints": {one.value: words for one, words in MEANS_HINTS.items()},
    }  # fmt: skip
    status = 422 if form.errors else 200
    return page(request, "due_regard/staff_voice.jinja", context, status=status)
