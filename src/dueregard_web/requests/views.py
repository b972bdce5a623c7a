"""The pages of requests: the list with the clock, a request, its draft, its approval."""

from __future__ import annotations

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
from dueregard_web.requests import actions, queries
from dueregard_web.requests.forms import CaseForm, SendBackForm
from dueregard_web.requests.policies import CASE_WORDS
from dueregard_web.returns.queries import find_year, years_of


@in_organisation
@require_safe
def cases(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List the requests with the days on which they are due."""
    context = {
        "acting": acting,
        "cases": list(queries.cases_of(acting)),
        "years": years_of(acting),
        "states": CASE_WORDS,
    }
    return page(request, "requests/cases.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Enter a request about a year."""
    check_may(acting, Permission.ANSWER_REQUEST)
    year = find_year(acting, edition)
    numbers = queries.numbers_of(acting, year)
    form = CaseForm(posted(request), numbers=numbers)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.enter_case(
                acting,
                edition=edition,
                reference=data["reference"],
                question=data["question"],
                received_on=data["received_on"],
                keys=form.keys,
            )
        except DueRegardError as fault:
            form.add_error(None, f"{fault.message} {fault.advice}".strip())
        else:
            return _to(acting, str(made.pk))
    context = {"acting": acting, "year": year, "form": form, "numbers": numbers}
    status = 422 if form.errors else 200
    return page(request, "requests/enter.jinja", context, status=status)


@in_organisation
@require_safe
def case(request: HttpRequest, acting: Acting, case: str) -> HttpResponse:
    """Show a request, its clock and its answer."""
    found = queries.read_case(acting, case_id=case)
    context = {
        "acting": acting,
        "case": found,
        "states": CASE_WORDS,
        "days_left": (found.due_on - acting.today).days,
        "form": SendBackForm(),
    }
    return page(request, "requests/case.jinja", context)


@in_organisation
@require_POST
def draft(request: HttpRequest, acting: Acting, case: str) -> HttpResponse:
    """Draft the answer."""
    actions.draft_answer(acting, case_id=case)
    messages.success(request, "The answer was drafted. Somebody else approves it.")
    return _to(acting, case)


@in_organisation
@require_POST
def approve(request: HttpRequest, acting: Acting, case: str) -> HttpResponse:
    """Approve the draft."""
    actions.approve_answer(acting, case_id=case, seen=request.POST.get("seen", ""))
    messages.success(request, "The answer was approved.")
    return _to(acting, case)


@in_organisation
@require_POST
def send_back(request: HttpRequest, acting: Acting, case: str) -> HttpResponse:
    """Send the draft back."""
    form = SendBackForm(request.POST)
    check_may(acting, Permission.APPROVE_REQUEST)
    if not form.is_valid():
        context = {
            "acting": acting,
            "case": queries.read_case(acting, case_id=case),
            "states": CASE_WORDS,
            "form": form,
        }
        return page(request, "requests/case.jinja", context, status=422)
    seen, reason = request.POST.get("seen", ""), form.cleaned_data["reason"]
    actions.send_back(acting, case_id=case, seen=seen, reason=reason)
    messages.success(request, "The draft was sent back.")
    return _to(acting, case)


@in_organisation
@require_POST
def answer(request: HttpRequest, acting: Acting, case: str) -> HttpResponse:
    """Note that the answer goes out."""
    actions.answer(acting, case_id=case, seen=request.POST.get("seen", ""))
    messages.success(request, "It is entered in the register. Send it now.")
    return _to(acting, case)


def _to(acting: Acting, case: str) -> HttpResponse:
    parts = {"code": acting.organisation.code, "case": case}
    return HttpResponseRedirect(reverse("request", kwargs=parts))
