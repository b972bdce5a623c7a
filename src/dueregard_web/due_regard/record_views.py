"""The pages of records: each kind's list, and adding, changing, taking away and looking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError
from dueregard.formulas import unguarded
from dueregard.records.columns import columns_of
from dueregard.records.library import LIBRARY
from dueregard.records.narratives import NARRATIVE_NAMES
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import NotHereError, status_of
from dueregard_web.due_regard import actions, queries
from dueregard_web.due_regard.forms import RecordForm, TextForm, initial_of
from dueregard_web.due_regard.living import Living, canonical
from dueregard_web.due_regard.models import RecordVersion
from dueregard_web.due_regard.policies import FACTS, LISTED, WORDS, label_of, title_of
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.returns.queries import find_year


def to_page(name: str, acting: Acting, **parts: object) -> HttpResponse:
    """Lead to another page of the organisation."""
    return HttpResponseRedirect(reverse(name, kwargs={"code": acting.organisation.code, **parts}))


def seen_in(request: HttpRequest) -> int:
    """Return which version a button was pressed on; 0 is none."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@in_organisation
@require_safe
def records(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """List the kinds of records with how many there are."""
    year, living = queries.read_records(acting, edition=edition)
    texts = {cells["name"] for cells in living.cells("narratives") if cells["text"]}
    rows = [
        (kind.name, WORDS[kind.name].many, kind.meaning, len(living.kinds[kind.name]))
        for kind in LISTED.values()
    ]
    context = {
        "acting": acting, "year": year, "rows": rows, "texts": NARRATIVE_NAMES, "written": texts,
        "remarks": queries.remarks_on(acting, year),
    }  # fmt: skip
    return page(request, "due_regard/records.jinja", context)


@in_organisation
@require_safe
def record_list(request: HttpRequest, acting: Acting, edition: str, kind: str) -> HttpResponse:
    """List the records of a kind."""
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    if kind not in LISTED:
        raise NotHereError("There is no such kind of record.")
    year, living = queries.read_records(acting, edition=edition)
    context = {
        "acting": acting,
        "year": year,
        "kind": LISTED[kind],
        "words": WORDS[kind],
        "rows": [_shown(acting, living, one) for one in living.kinds[kind]],
        "library": LIBRARY.values() if kind == "actions" else (),
    }
    return page(request, "due_regard/record_list.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def add_record(request: HttpRequest, acting: Acting, edition: str, kind: str) -> HttpResponse:
    """Add a record; an action may start from the library."""
    year, living = queries.open_for_drafting(acting, edition)
    if kind not in LISTED:
        raise NotHereError("There is no such kind of record.")
    initial = _from_library(living, request.GET.get("library", "")) if kind == "actions" else {}
    form = RecordForm(posted(request), kind=LISTED[kind], living=living, initial=initial)
    context = {"acting": acting, "year": year, "words": WORDS[kind], "kind": LISTED[kind]}
    if form.is_valid():
        try:
            actions.add_record(acting, edition=edition, kind=kind, typed=form.typed)
        except DueRegardError as fault:
            _refuse(form, fault)
        else:
            messages.success(request, f"The {WORDS[kind].one} was added.")
            return to_page("record_list", acting, edition=edition, kind=kind)
    return _form_page(request, context, form)


@in_organisation
@require_http_methods(["GET", "POST"])
def change_record(
    request: HttpRequest, acting: Acting, edition: str, kind: str, record: str
) -> HttpResponse:
    """Change a record."""
    year, living = queries.open_for_drafting(acting, edition)
    if kind not in LISTED:
        raise NotHereError("There is no such kind of record.")
    found = queries.find_version(acting, year, kind, record)
    initial = {**initial_of(LISTED[kind], found.cells), "seen": found.version}
    form = RecordForm(posted(request), kind=LISTED[kind], living=living, initial=initial)
    context = {
        "acting": acting, "year": year, "words": WORDS[kind], "kind": LISTED[kind], "found": found,
    }  # fmt: skip
    if form.is_valid():
        try:
            actions.change_record(
                acting, edition=edition, kind=kind, record=record, seen=form.seen_version,
                typed=form.typed,
            )  # fmt: skip
        except DueRegardError as fault:
            _refuse(form, fault)
        else:
            messages.success(request, "The change was kept.")
            return to_page("record_list", acting, edition=edition, kind=kind)
    return _form_page(request, context, form)


@in_organisation
@require_POST
def remove_record(
    request: HttpRequest, acting: Acting, edition: str, kind: str, record: str
) -> HttpResponse:
    """Take a record away."""
    actions.remove_record(acting, edition=edition, kind=kind, record=record, seen=seen_in(request))
    messages.success(request, "It was taken out of the year. Its history stays.")
    return to_page("record_list", acting, edition=edition, kind=kind)


@in_organisation
@require_safe
def record_history(
    request: HttpRequest, acting: Acting, edition: str, kind: str, record: str
) -> HttpResponse:
    """Show every version of a record."""
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    queries.kind_of_records(kind)
    versions = queries.read_history(acting, edition=edition, kind=kind, record=record)
    context = {
        "acting": acting,
        "year": find_year(acting, edition),
        "words": WORDS[kind],
        "title": title_of(kind, versions[0].cells),
        "versions": [(one, _pairs(kind, one)) for one in versions],
    }
    return page(request, "due_regard/record_history.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Say what is said once in a year."""
    year, living = queries.open_for_drafting(acting, edition)
    held = living.find("facts")
    initial = {**initial_of(FACTS, living.facts), "seen": held.version if held else 0}
    form = RecordForm(posted(request), kind=FACTS, living=living, initial=initial)
    context = {"acting": acting, "year": year, "words": WORDS["facts"], "kind": FACTS}
    if form.is_valid():
        try:
            actions.keep_facts(acting, edition=edition, seen=form.seen_version, typed=form.typed)
        except DueRegardError as fault:
            _refuse(form, fault)
        else:
            messages.success(request, "What you said was kept.")
            return to_page("records", acting, edition=edition)
    return _form_page(request, context, form)


@in_organisation
@require_http_methods(["GET", "POST"])
def report_text(request: HttpRequest, acting: Acting, edition: str, text: str) -> HttpResponse:
    """Write one of the texts of the report."""
    year, living = queries.open_for_drafting(acting, edition)
    if text not in NARRATIVE_NAMES:
        raise NotHereError("No report has such a text.")
    held = living.find("narratives", name=text)
    initial = {
        "seen": held.version if held else 0,
        "text": unguarded(held.cells["text"]) if held else "",
    }
    form = TextForm(posted(request), initial=initial)
    context = {"acting": acting, "year": year, "meaning": NARRATIVE_NAMES[text], "name": text}
    if form.is_valid():
        try:
            actions.keep_text(
                acting, edition=edition, name=text, seen=form.cleaned_data["seen"] or 0,
                text=form.cleaned_data["text"],
            )  # fmt: skip
        except DueRegardError as fault:
            _refuse(form, fault)
        else:
            messages.success(request, "The text was kept.")
            return to_page("records", acting, edition=edition)
    status = 422 if form.errors else 200
    return page(request, "due_regard/text.jinja", {**context, "form": form}, status=status)


def _refuse(form: RecordForm | TextForm, fault: DueRegardError) -> None:
    if status_of(fault) in {403, 404}:
        raise fault
    form.add_error(None, f"{fault.message} {fault.advice}".strip())


def _form_page(request: HttpRequest, context: dict[str, Any], form: RecordForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return page(request, "due_regard/record_form.jinja", {**context, "form": form}, status=status)


def _pairs(kind: str, version: RecordVersion) -> list[tuple[str, str]]:
    columns = columns_of(queries.kind_of_records(kind).record)
    shown = [(label_of(one.name), unguarded(version.cells.get(one.name, ""))) for one in columns]
    return [(name, text) for name, text in shown if text]


def _shown(acting: Acting, living: Living, version: RecordVersion) -> dict[str, Any]:
    kind = version.kind
    late = queries.post_decision(acting, version.year, version) if kind == "decisions" else ()
    asked = [
        cells for cells in living.cells("queries")
        if kind == "decisions" and version.cells["id"] in cells["decisions"].split("; ")
    ]  # fmt: skip
    slots = [version.cells[name] for name in ("able", "required", "in_practice")
             if kind == "third_parties"]  # fmt: skip
    return {
        "version": version,
        "title": title_of(kind, version.cells),
        "pairs": _pairs(kind, version),
        "late": late,
        "asked": asked,
        "is_amber": bool(slots) and not all(slots),
        "is_signed": kind == "decisions" and version.cells["status"] == "closed",
        "attachable": living.names("evidence") if kind == "decisions" else {},
    }


def _from_library(living: Living, name: str) -> dict[str, Any]:
    """Return the form of an action of the library, with a free id."""
    entry = LIBRARY.get(name)
    if entry is None:
        return {}
    taken = living.names("actions")
    free = next(f"A{number}" for number in range(1, 10_000) if f"A{number}" not in taken)
    return initial_of(LISTED["actions"], canonical("actions", entry.action(free)))
