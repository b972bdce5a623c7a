"""The pages of a release: where it stands, what it shows, the audit, the files."""

from __future__ import annotations

import io
import zipfile

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.errors import DueRegardError
from dueregard.releases.texts import Part
from dueregard_web.core.pages import page, posted
from dueregard_web.jobs.pages import WorkPage, progress_page
from dueregard_web.jobs.queries import find_job, latest_job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.entrance import in_organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import check_may
from dueregard_web.releases import actions, fact_queries, queries
from dueregard_web.releases.forms import PART_WORDS, CorrectionForm, WayForm
from dueregard_web.releases.pages import WORDS, attachment, form_page, refuse, seen_in, to_page
from dueregard_web.releases.policies import Move
from dueregard_web.releases.printed import texts_of
from dueregard_web.releases.text_plan import TextPlan
from dueregard_web.returns.queries import find_year, latest_count

AUDITING = WorkPage(
    template="releases/progress.jinja",
    title="Auditing",
    ended="The audit has ended",
    name="The audit",
    done="The audit is done.",
    cancel="Cancel the audit",
    cancel_address="cancel_audit",
    again="Start the audit again.",
)

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every entry of an archive, so that the same content makes the same bytes."""


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
    form = (CorrectionForm if corrects else WayForm)(posted(request), initial=initial)
    if form.is_valid():
        try:
            job = actions.start_check(
                acting,
                edition=edition,
                seen=seen_in(request),
                wanted=actions.Wanted(**form.cleaned_data),
            )
        except DueRegardError as fault:
            refuse(form, fault)
        else:
            return to_page("release_progress", acting, edition=edition, job=job.pk)
    context = {"acting": acting, "year": year, "form": form, "open": now, "corrects": corrects}
    return form_page(request, "releases/propose.jinja", context, form)


@in_organisation
@require_safe
def progress(request: HttpRequest, acting: Acting, edition: str, job: str) -> HttpResponse:
    """Show how far the audit has come."""
    check_may(acting, Permission.PROPOSE_RELEASE)
    year = find_year(acting, edition)
    running = find_job(acting, job)
    about = {"year": year, "proposal": running.subject}
    return progress_page(request, acting, AUDITING, running, edition=edition, **about)


@in_organisation
@require_POST
def cancel(request: HttpRequest, acting: Acting, edition: str, job: str) -> HttpResponse:
    """Ask the audit to stop."""
    check_may(acting, Permission.PROPOSE_RELEASE)
    actions.cancel_check(acting, job=find_job(acting, job))
    return to_page("release_progress", acting, edition=edition, job=job)


@in_organisation
@require_safe
def proposal(request: HttpRequest, acting: Acting, edition: str, proposal: str) -> HttpResponse:
    """Show where a proposal stands and what this person can do with it."""
    found = queries.find_proposal(acting, edition, proposal)
    reads = acting.may(Permission.SEE_SMALL_NUMBERS)
    moves = fact_queries.moves_of(acting, found)
    context = {
        "acting": acting,
        "year": found.year,
        "proposal": found,
        "moves": moves,
        "printed_parts": [PART_WORDS[Part(one)] for one in found.texts.get("publish", ())],
        "unread": fact_queries.unread_by(acting, found, moves.get(Move.DECIDE)),
        "risks": fact_queries.open_risks(found) if reads else [],
        "signed": list(queries.signatures_of(found)) if reads else [],
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
        "studies": TextPlan.of(found.texts).shared_studies,
        "texts": texts_of(acting.organisation, TextPlan.of(found.texts)),
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
    return attachment(text.encode(), "application/json", "candidate.json")


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
    return attachment(stream.getvalue(), "application/zip", name)
