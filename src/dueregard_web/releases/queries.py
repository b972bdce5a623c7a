"""Reading releases: where each stands, what it would show, who may do what with it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dueregard.editions.loader import load_edition
from dueregard.editions.switches import resolve
from dueregard.indicators.annual import AnnualFigures, compute_annual
from dueregard.indicators.compute import Earlier
from dueregard.records import FOLDER as RECORDS
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError, NotNowError
from dueregard_web.due_regard.queries import year_files
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, check_may, reading, subject_of
from dueregard_web.releases.content import Content
from dueregard_web.releases.folders import bundle_folder
from dueregard_web.releases.models import ExceptionApproval, Incident, Proposal, Review, SignedText
from dueregard_web.releases.policies import OPEN, OUT, REVIEWING
from dueregard_web.returns.models import Year
from dueregard_web.returns.queries import find_year, history_of
from dueregard_web.returns.storage import ReturnTexts, return_of

NEVER_PRINTED = f"{RECORDS}/acknowledgements.csv"
"""Who has read the briefing: it is never printed, so it is not kept with a proposal either."""


def find_proposal(
    acting: Acting, edition: str, proposal_id: str | uuid.UUID, *, lock: bool = False
) -> Proposal:
    """Return a proposal of a year.

    Raises
    ------
    NotHereError
        When there is none of this number here.
    """
    year = find_year(acting, edition)
    rows = Proposal.objects.of(acting.organisation).filter(year=year, pk=proposal_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise NotHereError("There is no such page, or none that you may see.")
    return found


def proposal_of_job(acting: Acting, proposal_id: uuid.UUID) -> Proposal:
    """Return the proposal that a job is about."""
    found = Proposal.objects.of(acting.organisation).filter(pk=proposal_id).first()
    if found is None:
        raise NotHereError("There is no such proposal.")
    return found


def proposals_of(acting: Acting, year: Year) -> QuerySet[Proposal]:
    """Return the proposals of a year, the latest first."""
    return Proposal.objects.of(acting.organisation).filter(year=year)


def open_proposal(acting: Acting, year: Year) -> Proposal | None:
    """Return the proposal that is on its way."""
    return proposals_of(acting, year).filter(state__in=OPEN).first()


def released_proposal(acting: Acting, year: Year) -> Proposal | None:
    """Return the version that stands in public."""
    return proposals_of(acting, year).filter(state__in=OUT).order_by("-version").first()


def figures_of(acting: Acting, proposal: Proposal) -> tuple[AnnualFigures, Earlier | None]:
    """Return a proposal's figures from the counts it was made of, and the year before."""
    check_may(acting, Permission.PROPOSE_RELEASE)
    counted = proposal.counted
    data_return = return_of(ReturnTexts(counted.cells, counted.about))
    history = history_of(acting, proposal.year)
    rules = resolve(load_edition(data_return.edition), data_return.switches)
    return compute_annual(data_return, rules, history), history[-1] if history else None


def content_of(proposal: Proposal) -> Content:
    """Return everything of a proposal that the public would see, as it stands now."""
    return Content(
        proposal.candidate,
        proposal.narrative,
        proposal.exception_reason,
        proposal.exception_told_on,
        proposal.public_note,
        proposal.exception_case,
        proposal.texts,
    )


def record_files(acting: Acting, year: Year) -> dict[str, str]:
    """Return a year's records as the files that the command line reads, as they are now."""
    return {
        name: content.decode()
        for name, content in year_files(acting, year).items()
        if name.startswith(f"{RECORDS}/") and name != NEVER_PRINTED
    }


def live_reviews(proposal: Proposal) -> QuerySet[Review]:
    """Return the reviews that count."""
    rows = Review.objects.of(proposal.organisation)
    return rows.filter(proposal=proposal, voided_at=None).select_related("reviewed_by")


def approvals_of(proposal: Proposal) -> QuerySet[Review]:
    """Return the approvals of what would be published now, by people who did not prepare it."""
    helped = proposal.preparers.values("person_id")
    now = content_of(proposal).sha256
    return (
        live_reviews(proposal)
        .filter(approves=True, content_sha256=now)
        .exclude(reviewed_by_id__in=helped)
    )


def agreements_of(proposal: Proposal) -> QuerySet[ExceptionApproval]:
    """Return who agreed to the board exception as it stands now."""
    rows = ExceptionApproval.objects.of(proposal.organisation).filter(proposal=proposal)
    now = content_of(proposal).sha256
    return rows.filter(voided_at=None, content_sha256=now).select_related("agreed_by")


def signatures_of(proposal: Proposal) -> QuerySet[SignedText]:
    """Return who answers for the phrases of which text; nobody who helped to prepare it counts."""
    rows = SignedText.objects.of(proposal.organisation).filter(proposal=proposal)
    preparers = proposal.preparers.values("person")
    return rows.exclude(signed_by__in=preparers).select_related("signed_by")


def is_frozen(acting: Acting) -> bool:
    """Say whether an incident keeps the organisation from releasing anything."""
    return Incident.objects.of(acting.organisation).filter(closed_at=None).exists()


def reviews_for(acting: Acting, proposal: Proposal) -> list[Review]:
    """Return the reviews that this person may read: one's own, and all once there are two."""
    rows = live_reviews(proposal)
    settled = proposal.known_state not in REVIEWING
    return list(rows if settled else rows.filter(reviewed_by=acting.person))


def past_reviews(acting: Acting, proposal: Proposal) -> list[Review]:
    """Return the reviews that count no more, closed to other reviewers in the same way."""
    rows = Review.objects.of(acting.organisation).filter(proposal=proposal)
    rows = rows.exclude(voided_at=None).select_related("reviewed_by")
    settled = proposal.known_state not in REVIEWING
    return list(rows if settled else rows.filter(reviewed_by=acting.person))


@dataclass(frozen=True, slots=True)
class Audited:
    """A candidate as its page shows it."""

    lines: list[dict[str, str]]
    exception_lines: list[dict[str, str]]
    options: list[dict[str, Any]]
    readers: list[dict[str, Any]]
    unreleasable: list[dict[str, str]]
    told_before: int
    made_on: str
    policy: dict[str, Any]


@reading(Permission.SEE_SMALL_NUMBERS, Event.PROPOSAL_READ)
def read_candidate(acting: Acting, *, edition: str, proposal_id: str) -> Done[Audited]:
    """Return what would be published, and what the audit found."""
    proposal = find_proposal(acting, edition, proposal_id)
    if not proposal.candidate:
        raise NotNowError("The audit has not run yet.", advice="Wait until it is done.")
    document = json.loads(proposal.candidate)
    names = ("lines", "exception_lines", "options", "readers", "unreleasable")
    read = Audited(
        **{name: document[name] for name in names},
        told_before=len(document["told_before"]),
        made_on=document["made_on"],
        policy=document["policy"],
    )
    return Done(read, subject_of(proposal), after=proposal.content_sha256)


@reading(Permission.SEE_SMALL_NUMBERS, Event.CANDIDATE_DOWNLOADED)
def download_candidate(acting: Acting, *, edition: str, proposal_id: str) -> Done[str]:
    """Return the candidate as the command line's file."""
    proposal = find_proposal(acting, edition, proposal_id)
    if not proposal.candidate:
        raise NotNowError("The audit has not run yet.", advice="Wait until it is done.")
    return Done(proposal.candidate, subject_of(proposal), after=proposal.content_sha256)


@reading(Permission.SEE_YEAR, Event.BUNDLE_DOWNLOADED)
def download_bundle(acting: Acting, *, edition: str, proposal_id: str) -> Done[dict[str, bytes]]:
    """Return the files of a version that is public, as they were published."""
    proposal = find_proposal(acting, edition, proposal_id)
    folder = bundle_folder(acting.organisation, edition, proposal.version)
    if proposal.known_state not in OUT or not folder.is_dir():
        raise NotHereError("This version is not public, or not any more.")
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    return Done(files, subject_of(proposal), after=proposal.entry_sha256)


def incidents_of(acting: Acting) -> QuerySet[Incident]:
    """Return the incidents of the organisation, for those who handle them."""
    check_may(acting, Permission.HANDLE_INCIDENT)
    return Incident.objects.of(acting.organisation)


def find_incident(acting: Acting, incident_id: str, *, lock: bool = False) -> Incident:
    """Return an incident of the organisation.

    Raises
    ------
    NotHereError
        When there is none of this number here.
    """
    rows = incidents_of(acting)
    found = (rows.select_for_update() if lock else rows).filter(pk=incident_id).first()
    if found is None:
        raise NotHereError("There is no such page, or none that you may see.")
    return found


def released_proposals(acting: Acting) -> list[Proposal]:
    """Return every version that is public, for those who handle incidents."""
    check_may(acting, Permission.HANDLE_INCIDENT)
    rows = Proposal.objects.of(acting.organisation).filter(state__in=OUT)
    return list(rows.select_related("year"))
