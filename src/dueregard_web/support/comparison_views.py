"""The pages on which an organisation stands beside similar ones."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError, FileNotUsableError
from dueregard_web.core.pages import page, posted
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.queries import find_year
from dueregard_web.returns.receiving import SealedFile, spool_folder
from dueregard_web.returns.result_views import attachment
from dueregard_web.returns.sealing import opened_in_memory
from dueregard_web.support import actions, queries
from dueregard_web.support.forms import AlikeForm, PeerForm
from dueregard_web.support.views import to_page

MOST_BYTES = 4 << 20


@in_organisation
@require_safe
def comparison(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Show the organisation beside the peers that were added."""
    form = AlikeForm(request.GET or None)
    opened = queries.read_comparison(acting, edition=edition, alike=form.chosen)
    context = {
        "acting": acting,
        "year": find_year(acting, edition),
        "opened": opened,
        "alike": form.chosen,
        "choices": form.fields["alike"].choices,  # type: ignore[attr-defined]
    }
    return page(request, "support/comparison.jinja", context)


@in_organisation
@require_safe
def comparison_of(request: HttpRequest, acting: Acting, edition: str, body: str) -> HttpResponse:
    """Show a body that granted access beside the others that did."""
    form = AlikeForm(request.GET or None)
    opened = queries.read_comparison_of(acting, code=body, edition=edition, alike=form.chosen)
    context = {
        "acting": acting,
        "opened": opened,
        "alike": form.chosen,
        "choices": form.fields["alike"].choices,  # type: ignore[attr-defined]
    }
    return page(request, "support/comparison.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def add_peer(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Take in the exchange file of a similar organisation."""
    check_may(acting, Permission.DRAFT_REPORT)
    year = find_year(acting, edition)
    form = PeerForm(posted(request), request.FILES if request.method == "POST" else None)
    fault = getattr(request, "upload_fault", None)
    if request.method == "POST" and fault is None and form.is_valid():
        try:
            made = actions.add_peer(acting, text=_text_of(form.cleaned_data["file"]))
        except DueRegardError as refusal:
            fault = refusal
        else:
            messages.success(request, f"{made.name} was added to the comparison.")
            return to_page("comparison", acting, edition=edition)
    if fault is not None:
        form.is_valid()
        form.errors.pop("file", None)
        form.add_error("file", f"{fault.message} {fault.advice}".strip())
    context = {"acting": acting, "year": year, "form": form}
    return page(request, "support/add_peer.jinja", context, status=422 if form.errors else 200)


def _text_of(sealed: object) -> str:
    """Open an uploaded exchange file; it holds counts of a body and nobody's record."""
    if not isinstance(sealed, SealedFile):
        raise TypeError(type(sealed))
    if (sealed.size or 0) > MOST_BYTES:
        raise FileNotUsableError("This file is too large to be an exchange file.")
    key = key_ring().find(sealed.number)
    with opened_in_memory(spool_folder() / f"{sealed.number}.sealed", key) as path:
        try:
            return path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise FileNotUsableError(
                "The file is no text.", advice="'dueregard compare export' writes one."
            ) from None


@in_organisation
@require_POST
def remove_peer(request: HttpRequest, acting: Acting, edition: str, peer: str) -> HttpResponse:
    """Take an organisation out of the comparison."""
    actions.remove_peer(acting, peer_id=peer)
    messages.success(request, "It was taken out of the comparison.")
    return to_page("comparison", acting, edition=edition)


@in_organisation
@require_safe
def profile_file(request: HttpRequest, acting: Acting, edition: str) -> HttpResponse:
    """Give the organisation's own exchange file."""
    text = queries.download_profile(acting, edition=edition)
    name = f"{acting.organisation.code}-{edition}-INTERNAL.json"
    return attachment(text.encode(), "application/json", name)
