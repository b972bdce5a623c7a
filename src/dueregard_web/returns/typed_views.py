"""The pages of counts typed by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dueregard.errors import DueRegardError
from dueregard_web.core.pages import page
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.returns import actions, queries
from dueregard_web.returns.models import Year
from dueregard_web.returns.result_views import attachment
from dueregard_web.returns.typed_lines import (
    BASES,
    LABELS,
    MORE,
    Lines,
    check_lines,
    choices,
    read_kept,
    read_posted,
    with_blanks,
)

FIRST_BLANKS = 10
LATER, MORE_LINES, COUNT = "later", "more", "count"


@in_organisation
@require_http_methods(["GET", "POST"])
def typed_counts(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Type counts line by line, save them finished or not, and count them."""
    saves = queries.read_typed(acting, edition=edition)
    year = queries.find_year(acting, edition)
    number = saves[0].number if saves else 0
    if request.method == "POST":
        return _sent(request, acting, year, number)
    if not saves:
        return _shown(request, acting, year, with_blanks(Lines([]), FIRST_BLANKS), number)
    kept = read_kept(saves[0].cells, saves[0].basis)
    return _shown(request, acting, year, check_lines(with_blanks(kept), year.settings_text), number)


def _sent(request: HttpRequest, acting: Acting, year: Year, number: int) -> HttpResponse:
    """Do what the button said: keep the lines for later, add empty ones, or count."""
    lines, then = read_posted(request.POST.dict()), request.POST.get("then", LATER)
    seen = request.POST.get("seen", "")
    lines = with_blanks(lines, FIRST_BLANKS if then == MORE_LINES else 1)
    if then == MORE_LINES:
        return _shown(request, acting, year, lines, seen)
    lines = check_lines(lines, year.settings_text)
    if "basis" in lines.faults or (then == COUNT and lines.faults):
        return _shown(request, acting, year, lines, seen, status=422)
    try:
        actions.save_typed(
            acting, edition=year.edition, lines=lines, seen=int(seen) if seen.isdigit() else 0
        )
        if then == COUNT:
            job = actions.start_count(acting, edition=year.edition)
            return _to("progress", acting, year, job=job.pk)
    except DueRegardError as fault:
        lines.faults = {"": f"{fault.message} {fault.advice}"} | lines.faults
        return _shown(request, acting, year, lines, number, status=422)
    messages.success(request, _saved(lines))
    return _to("typed_counts", acting, year)


def _saved(lines: Lines) -> str:
    many = len(lines.faults)
    if not many:
        return "Your lines were saved."
    unfinished = "One line is" if many == 1 else f"{many} lines are"
    return f"Your lines were saved. {unfinished} not finished yet."


def _shown(  # noqa: PLR0913, PLR0917 - what the page shows
    request: HttpRequest, acting: Acting, year: Year, lines: Lines, seen: object, status: int = 200
) -> HttpResponse:
    context = {
        "acting": acting,
        "year": year,
        "form": lines,
        "seen": seen,
        "choices": choices(),
        "labels": LABELS,
        "more": MORE,
        "bases": BASES,
        "in_hand": list(queries.files_in_hand(acting, year)),
        "replaces": queries.is_counted_from_files(acting, year),
    }
    return page(request, "returns/typed_counts.jinja", context, status=status)


@in_organisation
@require_safe
def typed_history(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show every save of the typed counts."""
    saves = queries.read_typed(acting, edition=edition)
    context = {
        "acting": acting,
        "year": queries.find_year(acting, edition),
        "saves": [(one, read_kept(one.cells, one.basis)) for one in saves],
        "choices": choices(),
        "bases": BASES,
    }
    return page(request, "returns/typed_history.jinja", context)


@in_organisation
@require_safe
def typed_file(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Give the typed counts as the file that the command line reads."""
    text = queries.download_typed(acting, edition=edition)
    return attachment(text.encode("utf-8-sig"), "text/csv; charset=utf-8", "counts.csv")


def _to(name: str, acting: Acting, year: Year, **parts: object) -> HttpResponse:
    kwargs = {"code": acting.organisation.code, "edition": year.edition, **parts}
    return HttpResponseRedirect(reverse(name, kwargs=kwargs))
