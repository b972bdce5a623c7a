"""What the pages of assurance share: forms that a rule refused, files, what was uploaded."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from dueregard.assurance.evidence import Evidence
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import EvidenceKind
from dueregard.errors import DueRegardError
from dueregard.operations.keep_evidence import Incoming
from dueregard_web.assurance.actions import Received
from dueregard_web.core.pages import page
from dueregard_web.core.refusals import status_of
from dueregard_web.organisations.acting import Acting
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.receiving import SealedFile, spool_folder
from dueregard_web.returns.sealing import opened_in_memory

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".eml": "message/rfc822",
    ".zip": "application/zip",
}


def attachment(content: bytes, name: str) -> HttpResponse:
    """Answer with a file that the browser saves and never shows."""
    path = PurePosixPath(name)
    kind = TYPES.get(path.suffix.lower(), "application/octet-stream")
    response = HttpResponse(content, content_type=kind)
    plain = "".join(sign for sign in path.name if sign.isascii() and sign not in '"\\')
    response["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response


def to_page(name: str, acting: Acting, query: str = "", **parts: object) -> HttpResponse:
    """Lead to a page of the acting organisation."""
    address = reverse(name, kwargs={"code": acting.organisation.code, **parts})
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def of_year(year: object) -> str:
    """Return the part of an address that names a contract year."""
    return urlencode({"year": str(year).replace("/", "-")})


def refuse(form: forms.Form, fault: DueRegardError, field: str | None = None) -> None:
    """Show a rule's refusal in the form that ran into it; what is no fault of typing is raised."""
    if status_of(fault) in {403, 404}:
        raise fault
    form.is_valid()
    if field is not None:
        form.errors.pop(field, None)
    told = [line.strip() for line in fault.message.splitlines()]
    if len(told) == 1:
        told = [f"{fault.message} {fault.advice}".strip()]
    for sentence in told:
        form.add_error(field, sentence)


def form_page(
    request: HttpRequest,
    template: str,
    acting: Acting,
    form: forms.Form,
    **more: Any,  # noqa: ANN401 - what the page shows
) -> HttpResponse:
    """Show a page with its form; 422 where something in it is to be mended."""
    context = {"acting": acting, "form": form, **more}
    return page(request, template, context, status=422 if form.errors else 200)


def sent_files(request: HttpRequest) -> Any:  # noqa: ANN401 - Django's
    """Return what was uploaded with a form."""
    return request.FILES if request.method == "POST" else None


def received_of(sealed: object) -> Received:
    """Open what was uploaded; nothing where only an address was typed."""
    if not isinstance(sealed, SealedFile):
        return Received()
    key = key_ring().find(sealed.number)
    with opened_in_memory(spool_folder() / f"{sealed.number}.sealed", key) as path:
        return Received(path.read_bytes(), sealed.name or "file")


def incoming_of(acting: Acting, party: str, data: dict[str, Any]) -> Incoming:
    """Return what a form says of what came."""
    return Incoming(
        party=party,
        title=data["title"],
        kind=EvidenceKind(data["kind"]),
        received_on=acting.today,
        obligations=tuple(data["obligations"]),
        url=data["url"],
        dated=data["dated"],
        supplied_by=data.get("supplied_by", ""),
        corrects=data["corrects"],
        late_reason=data["late_reason"],
    )


def before_of(ledger: Ledger, party: str, *, own_side: bool = False) -> dict[str, str]:
    """Return what was sent before, by id, with what it is called."""
    found: dict[str, str] = {}
    for one in ledger.evidence:
        if one.party == party and one.kind is not EvidenceKind.LETTER:
            if own_side and one.internal == "yes":
                continue
            found[one.id] = f"{one.id}: {one.title}"
    return found


def upload_fault(request: HttpRequest) -> DueRegardError | None:
    """Return why an upload was not taken in."""
    return getattr(request, "upload_fault", None)


def name_of(evidence: Evidence) -> str:
    """Return under which name a kept file is given back."""
    return PurePosixPath(evidence.path).name
