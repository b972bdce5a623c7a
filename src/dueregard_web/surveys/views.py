"""From a request to the store and back. No view sees who asks."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods, require_safe

from dueregard.errors import FileNotUsableError
from dueregard.survey.promise import how_long, mark, promise
from dueregard.survey.store import NotTakenError, Receipt, Store
from dueregard_web.core.clock import day_of
from dueregard_web.surveys import settings
from dueregard_web.surveys.forms import AnswersForm, CodeForm, SheetForm
from dueregard_web.surveys.pages import page


@cache
def open_store() -> Store:
    """Open the operator's store, which is all that a survey remembers; once for the process."""
    return Store(settings.SURVEY_FOLDER, waiting=settings.SURVEY_WAITING)


def today() -> date:
    """Return today, as the calendar in England has it."""
    return day_of(import_string(settings.DUEREGARD_CLOCK)().now())


@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """Say what the survey is and what it promises."""
    manifest, day = open_store().manifest, today()
    context = {
        "manifest": manifest,
        "promise": promise(manifest),
        "how_long": how_long(manifest),
        "mark": mark(manifest),
        "is_open": manifest.is_open(day),
        "is_early": day < manifest.opens,
    }
    return page(request, "surveys/first.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest) -> HttpResponse:
    """Ask, and take what was answered; the same code sent twice is one answer."""
    store = open_store()
    form = AnswersForm(store.manifest, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            store.receive(form.cleaned_data["code"], form.given(), form.words(), day=today())
        except NotTakenError as fault:
            form.add_error("code", f"{fault.message} {fault.advice}")
        else:
            # Received just now, or by an earlier try: to the person it is the same.
            return HttpResponseRedirect(reverse("thanks"), status=303)
    if not form.is_bound and not store.manifest.is_open(today()):
        return HttpResponseRedirect(reverse("first"))
    context = {"form": form, "manifest": store.manifest}
    return page(request, "surveys/answers.jinja", context, status=422 if form.errors else 200)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Confirm. The page is the same for everybody."""
    return page(request, "surveys/thanks.jinja", {"manifest": open_store().manifest})


@require_safe
def health(_: HttpRequest) -> HttpResponse:
    """Say whether the store can be opened; for monitoring."""
    open_store()
    return JsonResponse({"state": "ok"})


@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Take in a paper slip."""
    store = open_store()
    form = CodeForm(request.POST if request.method == "POST" else None)
    receipt = None
    if form.is_valid():
        try:
            receipt = store.accept_slip(form.cleaned_data["code"], day=today())
        except NotTakenError as fault:
            form.add_error("code", f"{fault.message} {fault.advice}")
    context = {
        "form": form if form.errors else CodeForm(),
        "manifest": store.manifest,
        "is_taken": receipt is Receipt.RECEIVED,
        "is_already": receipt is Receipt.ALREADY,
        "owed": store.standing().owed,
    }
    return page(request, "surveys/slip.jinja", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """Take a typed sheet, which bears no code."""
    store = open_store()
    form = SheetForm(store.manifest, request.POST if request.method == "POST" else None)
    is_added = False
    if form.is_valid():
        try:
            store.add_sheet(form.given(), form.words(), day=today())
            is_added = True
        except FileNotUsableError as fault:
            form.add_error(None, f"{fault.message} {fault.advice}")
    context = {
        "form": form if form.errors else SheetForm(store.manifest),
        "manifest": store.manifest,
        "is_added": is_added,
        "owed": store.standing().owed,
    }
    return page(request, "surveys/sheet.jinja", context, status=422 if form.errors else 200)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    context = {"title": "Page not found", "message": "There is no such page in this survey."}
    return page(request, "surveys/message.jinja", context, status=404)
