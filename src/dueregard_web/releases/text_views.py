"""The pages of a release's own words: which are printed, in which words, who signs for a phrase."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import posted
from dueregard_web.due_regard.policies import title_of
from dueregard_web.due_regard.queries import living_of
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.releases import fact_queries, queries, text_actions
from dueregard_web.releases.forms import ChoiceOfTextsForm, OtherWordsForm, ReasonForm
from dueregard_web.releases.pages import WORDS, form_page, refuse, seen_in, to_page
from dueregard_web.releases.policies import Move
from dueregard_web.releases.printed import find_text, texts_of, title_of_place
from dueregard_web.releases.step_views import EDIT, Step, ready, take_step
from dueregard_web.releases.text_plan import TextPlan

SIGN = Step(
    Permission.REVIEW_RELEASE,
    Move.SIGN_RISK,
    "Sign that a text gives nobody away",
    "Sign",
    "You have signed for exactly this text. One letter more, and it counts no more.",
    "Sign only if nobody who knows the people could learn from this text who they are or how "
    "many. You answer for it by name.",
)


@in_organisation
@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Show which of the records are printed, and choose others."""
    found = ready(acting, edition, proposal, EDIT)
    plan = TextPlan.of(found.texts)
    living = living_of(acting, found.year)
    studies = {c["id"]: title_of("case_studies", c) for c in living.cells("case_studies")}
    initial = {"parts": plan.publish, "studies": [one["id"] for one in plan.studies]}
    form = ChoiceOfTextsForm(posted(request), initial=initial, studies=studies)
    if form.is_valid():
        try:
            text_actions.choose_texts(
                acting,
                edition=edition,
                proposal_id=proposal,
                seen=seen_in(request),
                parts=form.cleaned_data["parts"],
                studies=form.cleaned_data.get("studies", ()),
            )
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, "The choice was kept. Reviews of other words count no more.")
            return to_page("release_texts", acting, edition=edition, proposal=proposal)
    risky = {one["place"] for one in fact_queries.open_risks(found)}
    context = {
        "acting": acting,
        "year": found.year,
        "proposal": found,
        "form": form,
        "plan": plan,
        "left_out": [(one, title_of_place(one)) for one in plan.leave_out],
        "texts": texts_of(acting.organisation, plan),
        "risky": risky,
        "is_old": bool(plan.publish) and plan.records != queries.record_files(acting, found.year),
        "is_open": Move.EDIT in fact_queries.moves_of(acting, found),
        **WORDS,
    }
    return form_page(request, "releases/texts.jinja", context, form)


@in_organisation
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Give one text other words for the public; ``place`` in the address says which."""
    found = ready(acting, edition, proposal, EDIT)
    place = request.GET.get("place", "")
    plan = TextPlan.of(found.texts)
    now = find_text(found, place)
    form = OtherWordsForm(posted(request), initial={"words": plan.words.get(place, "")})
    if form.is_valid():
        try:
            text_actions.say_otherwise(
                acting,
                edition=edition,
                proposal_id=proposal,
                seen=seen_in(request),
                place=place,
                words=form.cleaned_data["words"],
            )
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, "The words were kept. Reviews of other words count no more.")
            return to_page("release_texts", acting, edition=edition, proposal=proposal)
    context = {
        "acting": acting,
        "year": found.year,
        "proposal": found,
        "form": form,
        "text": now,
        "risks": [one for one in fact_queries.risks_said(found) if one["place"] == place],
        "own": plan.words.get(place) is None,
    }
    return form_page(request, "releases/text.jinja", context, form)


@in_organisation
@require_POST
def leave_out(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Leave the record of a text out, or take it in again."""
    text_actions.leave_out(
        acting,
        edition=edition,
        proposal_id=proposal,
        seen=seen_in(request),
        place=request.POST.get("place", ""),
        out=request.POST.get("out") == "yes",
    )
    messages.success(request, "The choice was kept. Reviews of other words count no more.")
    return to_page("release_texts", acting, edition=edition, proposal=proposal)


@in_organisation
@require_http_methods(["GET", "POST"])
def sign(
    request: HttpRequest, acting: Acting, edition: str, proposal: str, text: str
) -> HttpResponse:
    """Sign for the phrases of one text."""
    found = ready(acting, edition, proposal, SIGN)
    form = ReasonForm(posted(request))
    form.fields["reason"].label = "Why these phrases give nobody away"

    def act(seen: str) -> object:
        return text_actions.sign_risk(
            acting,
            edition=edition,
            proposal_id=proposal,
            seen=seen,
            text_sha256=text,
            reason=form.cleaned_data["reason"],
        )

    shown = [one for one in fact_queries.risks_said(found) if one["text_sha256"] == text]
    return take_step(request, acting, found, SIGN, form, act, more={"phrases": shown})
