"""The pages of a release: where it stands, what it shows, and each step on its way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError
from dueregard.releases.decision import Verdict
from dueregard.releases.ways import Way
from dueregard_web.core.pages import page
from dueregard_web.core.refusals import STATUS
from dueregard_web.jobs.queries import find_job, latest_job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import ROLES, Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.releases import actions, queries
from dueregard_web.releases.forms import (
    VERDICT_HINTS,
    VERDICT_WORDS,
    WAY_WORDS,
    CorrectionForm,
    DecisionForm,
    PublicNoteForm,
    ReasonForm,
    ReviewForm,
    WayForm,
    WordsForm,
)
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.policies import REFUSALS, STATE_WORDS, Move
from dueregard_web.returns.queries import find_year, latest_count

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every entry of an archive, so that the same content makes the same bytes."""
WORDS = {
    "states": STATE_WORDS,
    "refusals": REFUSALS,
    "ways": {way.value: words for way, words in WAY_WORDS.items()},
    "verdicts": {one.value: words for one, words in VERDICT_WORDS.items()},
    "roles": {role.value: words.title for role, words in ROLES.items()},
}


@dataclass(frozen=True, slots=True)
class Step:
    """A page with one form that does one thing with a proposal."""

    permission: Permission
    move: Move
    title: str
    button: str
    said: str
    lead: str = ""


@in_organisation
@require_safe
def release(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show what is on its way to the public, and every version before."""
    year = find_year(acting, edition)
    proposals = list(queries.proposals_of(acting, year))
    context = {
        "acting": acting,
        "year": year,
        "proposals": proposals,
        "open": queries.open_proposal(acting, year),
        "stands": queries.released_proposal(acting, year),
        "counted": latest_count(acting, year),
        "is_frozen": queries.is_frozen(acting),
        **WORDS,
    }
    return page(request, "releases/release.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Have the year audited, as a new proposal or once more."""
    check_may(acting, Permission.PROPOSE_RELEASE)
    year = find_year(acting, edition)
    now = queries.open_proposal(acting, year)
    corrects = now.corrects if now else queries.released_proposal(acting, year)
    initial = {"way": now.way, "public_note": now.public_note} if now else None
    form = (CorrectionForm if corrects else WayForm)(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            job = actions.start_check(
                acting,
                edition=edition,
                seen=request.POST.get("seen", ""),
                way=Way(form.cleaned_data["way"]),
                public_note=form.cleaned_data.get("public_note", ""),
            )
        except DueRegardError as fault:
            _refuse(form, fault)
        else:
            return _to("release_progress", acting, edition=edition, job=job.pk)
    context = {"acting": acting, "year": year, "form": form, "open": now, "corrects": corrects}
    return _form_page(request, "releases/propose.jinja", context, form)


@in_organisation
@require_safe
def progress(request: HttpRequest, acting: Acting, edition: str, job: str) -> HttpResponse:
    """Show how far the audit has come."""
    check_may(acting, Permission.PROPOSE_RELEASE)
    year = find_year(acting, edition)
    running = find_job(acting, job)
    context = {"acting": acting, "year": year, "job": running, "proposal": running.subject}
    part = request.headers.get("HX-Request") == "true"
    template = "releases/progress_part.jinja" if part else "releases/progress.jinja"
    response = page(request, template, context)
    if part and not running.is_open:
        response["HX-Refresh"] = "true"
    return response


@in_organisation
@require_POST
def cancel(request: HttpRequest, acting: Acting, edition: str, job: str) -> HttpResponse:
    """Ask the audit to stop."""
    check_may(acting, Permission.PROPOSE_RELEASE)
    actions.cancel_check(acting, job=find_job(acting, job))
    return _to("release_progress", acting, edition=edition, job=job)


@in_organisation
@require_safe
def proposal(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Show where a proposal stands and what this person can do with it."""
    found = queries.find_proposal(acting, edition, proposal)
    reads = acting.may(Permission.SEE_SMALL_NUMBERS)
    context = {
        "acting": acting,
        "year": found.year,
        "proposal": found,
        "moves": queries.moves_of(acting, found),
        "reviews": queries.reviews_for(acting, found) if reads else [],
        "past": queries.past_reviews(acting, found) if reads else [],
        "agreed": list(queries.agreements_of(found)),
        "decision": getattr(found, "decision", None),
        "job": latest_job(acting, actions.PROPOSE, found.pk),
        **WORDS,
    }
    return page(request, "releases/proposal.jinja", context)


@in_organisation
@require_safe
def content(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Show what would be published, and what the audit found."""
    read = queries.read_candidate(acting, edition=edition, proposal_id=proposal)
    found = queries.find_proposal(acting, edition, proposal)
    tables: dict[str, list[dict[str, str]]] = {}
    for line in read.lines:
        tables.setdefault(line["table"], []).append(line)
    context = {
        "acting": acting,
        "year": found.year,
        "proposal": found,
        "read": read,
        "tables": tables,
        **WORDS,
    }
    return page(request, "releases/content.jinja", context)


@in_organisation
@require_safe
def candidate_file(
    request: HttpRequest, acting: Acting, edition: str, proposal: str
) -> HttpResponse:
    """Give the candidate as the file that the command line reads."""
    text = queries.download_candidate(acting, edition=edition, proposal_id=proposal)
    return _attachment(text.encode(), "application/json", "candidate.json")


@in_organisation
@require_safe
def bundle(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Give a public version as it was published."""
    files = queries.download_bundle(acting, edition=edition, proposal_id=proposal)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content)
    name = f"{acting.organisation.code}-{edition}-release.zip"
    return _attachment(stream.getvalue(), "application/zip", name)


@in_organisation
@require_POST
def submit(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Send a proposal to be reviewed."""
    actions.submit(acting, edition=edition, proposal_id=proposal, seen=_seen(request))
    messages.success(request, "It waits for two reviews now. Any change makes them void.")
    return _to("proposal", acting, edition=edition, proposal=proposal)


@in_organisation
@require_POST
def carry_out(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Carry a decision out."""
    done = actions.carry_out(acting, edition=edition, proposal_id=proposal, seen=_seen(request))
    said = f"Version {done.version} is released." if done.version else "It stays withheld."
    messages.success(request, said)
    return _to("proposal", acting, edition=edition, proposal=proposal)


@in_organisation
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Change the words beside the figures."""
    step = Step(
        Permission.PROPOSE_RELEASE, Move.EDIT, "The words beside the figures", "Save",
        "The words were kept. Reviews of other words count no more.",
    )  # fmt: skip
    found = _ready(acting, edition, proposal, step)
    names = ("narrative", "exception_reason", "exception_told_on")
    form = WordsForm(request.POST or None, initial={name: getattr(found, name) for name in names})

    def act(seen: str) -> object:
        said = actions.Words(**form.cleaned_data)
        return actions.edit_words(
            acting, edition=edition, proposal_id=proposal, seen=seen, words=said
        )

    return _step(request, acting, found, step, form, act)


@in_organisation
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Review what would be published."""
    step = Step(
        Permission.REVIEW_RELEASE, Move.REVIEW, "Review this release", "Send your review",
        "Your review was kept. It stays closed until there are two.",
        "Look at what would be published first. Could anybody who knows one of your colleagues "
        "learn something from it?",
    )  # fmt: skip
    found = _ready(acting, edition, proposal, step)
    form = ReviewForm(request.POST or None)

    def act(seen: str) -> object:
        return actions.review(
            acting,
            edition=edition,
            proposal_id=proposal,
            seen=seen,
            approves=form.cleaned_data["verdict"] == "approve",
            comments=form.cleaned_data["comments"],
            has_conflict=form.cleaned_data["conflict"] == "yes",
        )

    return _step(request, acting, found, step, form, act)


@in_organisation
@require_http_methods(["GET", "POST"])
def exception(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Agree to a board exception."""
    step = Step(
        Permission.ALLOW_EXCEPTION, Move.ALLOW_EXCEPTION, "Agree to the board exception", "Agree",
        "You have agreed. A second person has to agree too.",
        "Agree when the public interest in who sits on the board weighs more than the wish of its "
        "members to keep their ethnicity to themselves. They have been told.",
    )  # fmt: skip
    found = _ready(acting, edition, proposal, step)
    return _reason(request, acting, found, step, ReasonForm, actions.allow_exception)


@in_organisation
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Decide how, and whether, to publish."""
    step = Step(
        Permission.DECIDE_RELEASE, Move.DECIDE, "Decide on this release", "Decide",
        "Your decision was kept. Carry it out to make it so.",
        "You answer for this decision. Nobody can take it for you.",
    )  # fmt: skip
    found = _ready(acting, edition, proposal, step)
    form = DecisionForm(request.POST or None)
    if not found.exception_reason:
        del form.fields["uses_exception"]

    def act(seen: str) -> object:
        data = form.cleaned_data
        return actions.decide(
            acting,
            edition=edition,
            proposal_id=proposal,
            seen=seen,
            verdict=Verdict(data["verdict"]),
            reasons=data["reasons"],
            uses_exception=data.get("uses_exception", False),
        )

    return _step(request, acting, found, step, form, act, hints={"verdict": VERDICT_HINTS})


@in_organisation
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Send a reviewed proposal back."""
    step = Step(
        Permission.DECIDE_RELEASE, Move.RETURN, "Send this release back", "Send it back",
        "It was sent back. Its reviews count no more.",
    )  # fmt: skip
    found = _ready(acting, edition, proposal, step)
    return _reason(request, acting, found, step, ReasonForm, actions.send_back)


@in_organisation
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Take a proposal back before it is decided on."""
    step = Step(
        Permission.PROPOSE_RELEASE, Move.TAKE_BACK, "Take this release back", "Take it back",
        "It was taken back.",
    )  # fmt: skip
    found = _ready(acting, edition, proposal, step)
    return _reason(request, acting, found, step, ReasonForm, actions.take_back)


@in_organisation
@require_http_methods(["GET", "POST"])
def take_decision_back(
    request: HttpRequest, acting: Acting, edition: str, proposal: str
) -> HttpResponse:
    """Take back a decision that was not carried out."""
    step = Step(
        Permission.DECIDE_RELEASE, Move.TAKE_BACK, "Take the decision back", "Take it back",
        "The decision was taken back, and the release with it.",
    )  # fmt: skip
    found = _ready(acting, edition, proposal, step)
    return _reason(request, acting, found, step, ReasonForm, actions.take_decision_back)


@in_organisation
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Withdraw a version that is public."""
    step = Step(
        Permission.DECIDE_RELEASE, Move.WITHDRAW, "Withdraw this version", "Withdraw it",
        "It was withdrawn. What was public once stays known to every later audit.",
    )  # fmt: skip
    found = _ready(acting, edition, proposal, step)
    return _reason(request, acting, found, step, PublicNoteForm, actions.withdraw)


# --- what the pages share ---------------------------------------------------------------------
def _ready(acting: Acting, edition: str, proposal: str, step: Step) -> Proposal:
    check_may(acting, step.permission)
    return queries.find_proposal(acting, edition, proposal)


def _reason(  # noqa: PLR0913, PLR0917 - a request, and what to do with it
    request: HttpRequest,
    acting: Acting,
    found: Proposal,
    step: Step,
    kind: type[forms.Form],
    action: Callable[..., object],
) -> HttpResponse:
    """Ask for a reason and act; what the action calls it differs."""
    form = kind(request.POST or None)
    name = "public_note" if kind is PublicNoteForm else "reason"

    def act(seen: str) -> object:
        why = {name: form.cleaned_data["reason"]}
        return action(
            acting, edition=found.year.edition, proposal_id=str(found.pk), seen=seen, **why
        )

    return _step(request, acting, found, step, form, act)


def _step(  # noqa: PLR0913, PLR0917 - a request, and what to do with it
    request: HttpRequest,
    acting: Acting,
    found: Proposal,
    step: Step,
    form: forms.Form,
    act: Callable[[str], object],
    hints: dict[str, dict[str, str]] | None = None,
) -> HttpResponse:
    """Show a form; when it is sent, act on it, or say at the top of the form why not."""
    edition = found.year.edition
    if form.is_valid():
        try:
            act(_seen(request))
        except DueRegardError as fault:
            _refuse(form, fault)
        else:
            messages.success(request, step.said)
            return _to("proposal", acting, edition=edition, proposal=found.pk)
    moves = queries.moves_of(acting, found)
    missing = moves.get(step.move)
    context = {
        "acting": acting,
        "year": found.year,
        "proposal": found,
        "form": form,
        "step": step,
        "hints": hints or {},
        "is_open": step.move in moves,
        "missing": REFUSALS[missing] if missing else None,
        **WORDS,
    }
    return _form_page(request, "releases/step.jinja", context, form)


def _seen(request: HttpRequest) -> str:
    return request.POST.get("seen", "")


def _refuse(form: forms.Form, fault: DueRegardError) -> None:
    """Say in the form what a person can mend there; anything else is a page of its own.

    Raises
    ------
    DueRegardError
        When it cannot be mended in the form.
    """
    if isinstance(fault, tuple(STATUS)):
        raise fault
    form.add_error(None, f"{fault.message} {fault.advice}".strip())


def _form_page(
    request: HttpRequest, template: str, context: dict[str, object], form: forms.Form
) -> HttpResponse:
    return page(request, template, context, status=422 if form.errors else 200)


def _to(name: str, acting: Acting, **parts: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs={"code": acting.organisation.code, **parts}))


def _attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
