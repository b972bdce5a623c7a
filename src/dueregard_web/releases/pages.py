"""What the pages of releases share: a form with its faults, a way on, a file."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import page
from dueregard_web.core.refusals import STATUS
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import ROLES
from dueregard_web.releases.forms import VERDICT_WORDS, WAY_WORDS
from dueregard_web.releases.policies import REFUSALS, STATE_WORDS

WORDS = {
    "states": STATE_WORDS,
    "refusals": REFUSALS,
    "ways": {way.value: words for way, words in WAY_WORDS.items()},
    "verdicts": {one.value: words for one, words in VERDICT_WORDS.items()},
    "roles": {role.value: words.title for role, words in ROLES.items()},
}


def seen_in(request: HttpRequest) -> str:
    """Return the hash of the content that a button was pressed on."""
    return request.POST.get("seen", "")


def refuse(form: forms.Form, fault: DueRegardError) -> None:
    """Say in the form what a person can mend there; anything else is a page of its own.

    Raises
    ------
    DueRegardError
        When it cannot be mended in the form.
    """
    if isinstance(fault, tuple(STATUS)):
        raise fault
    form.add_error(None, f"{fault.message} {fault.advice}".strip())


def form_page(
    request: HttpRequest, template: str, context: dict[str, object], form: forms.Form
) -> HttpResponse:
    """Show a form; with its faults where it has any."""
    return page(request, template, context, status=422 if form.errors else 200)


def to_page(name: str, acting: Acting, **parts: object) -> HttpResponse:
    """Lead to another page of the organisation."""
    return HttpResponseRedirect(reverse(name, kwargs={"code": acting.organisation.code, **parts}))


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """Answer with a file that the browser saves and never shows."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
