"""The pages on which somebody brings a release a step further, or back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import posted
from dueregard_web.due_regard.attestation import ATTESTATION, STANDARDS
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.releases import actions, fact_queries, queries
from dueregard_web.releases.deciding import Saying
from dueregard_web.releases.decision_file import ROLE_OF_SIGNATORY
from dueregard_web.releases.forms import (
    VERDICT_HINTS,
    DecisionForm,
    PublicNoteForm,
    ReasonForm,
    ReviewForm,
    WordsForm,
)
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.pages import WORDS, form_page, refuse, seen_in, to_page
from dueregard_web.releases.policies import REFUSALS, Condition, Move


@dataclass(frozen=True, slots=True)
class Step:
    """A page with one form that does one thing with a proposal."""

    permission: Permission
    move: Move
    title: str
    button: str
    said: str
    lead: str = ""


EDIT = Step(
    Permission.PROPOSE_RELEASE,
    Move.EDIT,
    "The words beside the figures",
    "Save",
    "The words were kept. Reviews of other words count no more.",
)
REVIEW = Step(
    Permission.REVIEW_RELEASE,
    Move.REVIEW,
    "Review this release",
    "Send your review",
    "Your review was kept. It stays closed until there are two.",
    "Look at what would be published first. Could anybody who knows one of your colleagues "
    "learn something from it?",
)
DECIDE = Step(
    Permission.DECIDE_RELEASE,
    Move.DECIDE,
    "Decide on this release",
    "Decide",
    "Your decision was kept. Carry it out to make it so.",
    "You answer for this decision. Nobody can take it for you.",
)


@in_organisation
@require_POST
def submit(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Send a proposal to be reviewed."""
    actions.submit(acting, edition=edition, proposal_id=proposal, seen=seen_in(request))
    messages.success(request, "It waits for two reviews now. Any change makes them void.")
    return to_page("proposal", acting, edition=edition, proposal=proposal)


@in_organisation
@require_POST
def carry_out(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Carry a decision out."""
    done = actions.carry_out(acting, edition=edition, proposal_id=proposal, seen=seen_in(request))
    said = f"Version {done.version} is released." if done.version else "It stays withheld."
    messages.success(request, said)
    return to_page("proposal", acting, edition=edition, proposal=proposal)


@in_organisation
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Change the words beside the figures."""
    found = ready(acting, edition, proposal, EDIT)
    names = ("narrative", "exception_reason", "exception_told_on")
    initial = {name: getattr(found, name) for name in names}
    initial |= {f"exception_{name}": text for name, text in found.exception_case.items()}
    form = WordsForm(posted(request), initial=initial)

    def act(seen: str) -> object:
        data = form.cleaned_data
        said = actions.Words(
            **{name: data[name] for name in (*names, "keeps_risks")}, exception_case=form.case
        )
        return actions.edit_words(
            acting, edition=edition, proposal_id=proposal, seen=seen, words=said
        )

    return take_step(request, acting, found, EDIT, form, act)


@in_organisation
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Review what would be published."""
    found = ready(acting, edition, proposal, REVIEW)
    form = ReviewForm(posted(request))

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

    return take_step(request, acting, found, REVIEW, form, act)


@in_organisation
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Decide how, and whether, to publish."""
    found = ready(acting, edition, proposal, DECIDE)
    form = DecisionForm(posted(request), initial={"office": ROLE_OF_SIGNATORY})
    if not found.exception_reason:
        del form.fields["uses_exception"]

    def act(seen: str) -> object:
        return actions.decide(
            acting,
            edition=edition,
            proposal_id=proposal,
            seen=seen,
            saying=Saying(**form.cleaned_data),
        )

    more: dict[str, object] = {
        "hints": {"verdict": VERDICT_HINTS},
        "attestation": ATTESTATION,
        "standards": STANDARDS,
    }
    return take_step(request, acting, found, DECIDE, form, act, more=more)


# --- steps that only ask why --------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class AskingWhy:
    """A step whose form asks for a reason, and what is done with it."""

    step: Step
    action: Callable[..., object]
    is_public: bool = False
    """Whether the reason is for the public, and called a public note."""


WHY: dict[str, AskingWhy] = {
    "allow_exception": AskingWhy(
        Step(
            Permission.ALLOW_EXCEPTION,
            Move.ALLOW_EXCEPTION,
            "Agree to the board exception",
            "Agree",
            "You have agreed. A second person has to agree too.",
            "Agree when the public interest in who sits on the board weighs more than the wish of "
            "its members to keep their ethnicity to themselves. They have been told.",
        ),
        actions.allow_exception,
    ),
    "send_release_back": AskingWhy(
        Step(
            Permission.DECIDE_RELEASE,
            Move.RETURN,
            "Send this release back",
            "Send it back",
            "It was sent back. Its reviews count no more.",
        ),
        actions.send_back,
    ),
    "take_release_back": AskingWhy(
        Step(
            Permission.PROPOSE_RELEASE,
            Move.TAKE_BACK,
            "Take this release back",
            "Take it back",
            "It was taken back.",
        ),
        actions.take_back,
    ),
    "take_decision_back": AskingWhy(
        Step(
            Permission.DECIDE_RELEASE,
            Move.TAKE_BACK,
            "Take the decision back",
            "Take it back",
            "The decision was taken back, and the release with it.",
        ),
        actions.take_decision_back,
    ),
    "withdraw_release": AskingWhy(
        Step(
            Permission.DECIDE_RELEASE,
            Move.WITHDRAW,
            "Withdraw this version",
            "Withdraw it",
            "It was withdrawn. What was public once stays known to every later audit.",
        ),
        actions.withdraw,
        is_public=True,
    ),
}
"""Each by the name of its address."""


@in_organisation
@require_http_methods(["GET", "POST"])
def asking_why(
    request: HttpRequest, acting: Acting, edition: str, proposal: str, asks: str
) -> HttpResponse:
    """Ask for a reason and act; ``asks`` names the line of :data:`WHY`."""
    why = WHY[asks]
    found = ready(acting, edition, proposal, why.step)
    form = (PublicNoteForm if why.is_public else ReasonForm)(posted(request))
    name = "public_note" if why.is_public else "reason"

    def act(seen: str) -> object:
        said = {name: form.cleaned_data["reason"]}
        return why.action(acting, edition=edition, proposal_id=proposal, seen=seen, **said)

    return take_step(request, acting, found, why.step, form, act)


# --- what the steps share -----------------------------------------------------------------------
def ready(acting: Acting, edition: str, proposal: str, step: Step) -> Proposal:
    """Return the proposal of a step, for somebody whose role allows the step."""
    check_may(acting, step.permission)
    return queries.find_proposal(acting, edition, proposal)


def take_step(  # noqa: PLR0913, PLR0917 - a request, and what to do with it
    request: HttpRequest,
    acting: Acting,
    found: Proposal,
    step: Step,
    form: forms.Form,
    act: Callable[[str], object],
    more: dict[str, object] | None = None,
) -> HttpResponse:
    """Show a form; when it is sent, act on it, or say at the top of the form why not."""
    edition = found.year.edition
    if form.is_valid():
        try:
            act(seen_in(request))
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            messages.success(request, step.said)
            return to_page("proposal", acting, edition=edition, proposal=found.pk)
    moves = fact_queries.moves_of(acting, found)
    missing = moves.get(step.move)
    context = {
        "acting": acting,
        "year": found.year,
        "proposal": found,
        "form": form,
        "step": step,
        "hints": {},
        "is_open": step.move in moves,
        "missing": REFUSALS[missing] if missing else None,
        "missing_is_reading": missing is Condition.DECIDERS_HAVE_READ,
        "unread": fact_queries.unread_by(acting, found, missing),
        "risks": fact_queries.open_risks(found),
        **WORDS,
        **(more or {}),
    }
    return form_page(request, "releases/step.jinja", context, form)
