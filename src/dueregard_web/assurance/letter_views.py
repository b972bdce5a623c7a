"""The pages of letters: who would be written to, what was prepared, what a person has sent."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.assurance.catalogue import TEMPLATES_FOLDER
from dueregard.assurance.happenings import Letter
from dueregard.assurance.letters import FIELDS
from dueregard.assurance.words import LetterKind
from dueregard.errors import DueRegardError
from dueregard.operations.write_letters import letter_pdf, templates_in
from dueregard.reports.letters.document import read_message
from dueregard_web.assurance import actions, queries
from dueregard_web.assurance.folders import folder_of
from dueregard_web.assurance.forms import WordingForm
from dueregard_web.assurance.keeping import Kept
from dueregard_web.assurance.pages import attachment, form_page, refuse, to_page
from dueregard_web.assurance.policies import LETTER_WORDS, PREVIEWED
from dueregard_web.core.pages import page, posted
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may

P = Permission


def _kind(text: str) -> LetterKind:
    if text not in {one.value for one in LetterKind}:
        raise NotHereError("There is no such letter.")
    return LetterKind(text)


@in_organisation
@require_safe
def letters(request: HttpRequest, acting: Acting) -> HttpResponse:
    """List the letters, and what can be prepared."""
    kept = queries.kept_of(acting)
    rows = [(one, kept.row_of("letters", one).record) for one in reversed(kept.ledger.letters)]
    context = {"acting": acting, "rows": rows, "kinds": LETTER_WORDS, "previewed": PREVIEWED}
    return page(request, "assurance/letters.jinja", context)


@in_organisation
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, acting: Acting, kind: str) -> HttpResponse:
    """Show who would be written to and who not and why; prepare what was looked at."""
    check_may(acting, P.PREPARE_ASSURANCE)
    chosen, year = _kind(kind), request.GET.get("year", "")
    if request.method == "POST":
        made = actions.prepare_round(
            acting, kind=chosen, year=year, providers=request.POST.getlist("provider")
        )
        messages.success(request, f"{len(made)} letters are prepared. Nothing was sent.")
        return to_page("assurance_letters", acting)
    found = queries.preview_for(acting, chosen, year)
    context = {"acting": acting, "found": found, "kind": chosen, "title": LETTER_WORDS[chosen]}
    return page(request, "assurance/preview.jinja", context)


def _letter(acting: Acting, record: str) -> tuple[Kept, Letter]:
    kept = queries.kept_of(acting)
    row = queries.record_row(acting, "letters", record)
    return kept, kept.record_of(row)


def _message(acting: Acting, kept: Kept, letter: Letter) -> tuple[bytes, bytes, str]:
    """Return the Word file as it was kept, the message beside it, and their name."""
    evidence = next(one for one in kept.ledger.evidence if one.id == letter.evidence)
    _, word = queries.download_evidence(
        acting, record=str(kept.row_of("evidence", evidence).record)
    )
    path = folder_of(acting.organisation) / PurePosixPath(evidence.path).with_suffix(".eml")
    stem = f"{letter.kind.label}-{letter.provider}-{letter.prepared_on.isoformat()}"
    return word, path.read_bytes(), stem


@in_organisation
@require_safe
def letter(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Show a letter."""
    kept, one = _letter(acting, record)
    _, message, _ = _message(acting, kept, one)
    context = {"acting": acting, "one": one, "record": record, "written": read_message(message),
               "title": LETTER_WORDS[one.kind]}  # fmt: skip
    return page(request, "assurance/letter.jinja", context)


@in_organisation
@require_safe
def letter_file(request: HttpRequest, acting: Acting, record: str, form: str) -> HttpResponse:
    """Give a letter as Word file, PDF or message."""
    kept, one = _letter(acting, record)
    word, message, stem = _message(acting, kept, one)
    contents = {
        "docx": lambda: word,
        "eml": lambda: message,
        "pdf": lambda: letter_pdf(one, kept.ledger, message),
    }
    if form not in contents:
        raise NotHereError("A letter is given as docx, pdf or eml.")
    return attachment(contents[form](), f"{stem}.{form}")


@in_organisation
@require_POST
def note_sent(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Note that this person has sent a letter."""
    actions.note_sent(acting, record=record)
    messages.success(request, "It is noted that you have sent it.")
    return to_page("assurance_letters", acting)


@in_organisation
@require_POST
def take_back(request: HttpRequest, acting: Acting, record: str) -> HttpResponse:
    """Take back a letter that was not sent."""
    actions.take_letter_back(acting, record=record)
    messages.success(request, "The letter is taken back.")
    return to_page("assurance_letters", acting)


@in_organisation
@require_http_methods(["GET", "POST"])
def wording(request: HttpRequest, acting: Acting, kind: str) -> HttpResponse:
    """Change the wording of a letter."""
    check_may(acting, P.WORK_ON_ASSURANCE)
    chosen = _kind(kind)
    own = folder_of(acting.organisation) / TEMPLATES_FOLDER / f"{chosen.label}.md"
    template = templates_in(folder_of(acting.organisation))[chosen]
    shipped = f"subject: {template.subject}\nshows: {' '.join(template.shows)}\n\n{template.body}\n"
    text = own.read_text("utf-8") if own.is_file() else shipped
    form = WordingForm(posted(request), initial={"text": text})
    if form.is_valid():
        try:
            actions.change_wording(acting, kind=chosen, text=form.cleaned_data["text"])
        except DueRegardError as fault:
            refuse(form, fault, "text")
        else:
            messages.success(request, "The wording is in force for letters prepared from now on.")
            return to_page("assurance_letters", acting)
    more = {"kind": chosen, "title": LETTER_WORDS[chosen], "fields": FIELDS}
    return form_page(request, "assurance/wording.jinja", acting, form, **more)
