"""What changes a release: every step from the proposal to the public version and back.

Each takes the hash of the content that the person saw. Where something has changed since, the
person is told and nothing is done: of two people who press at once, one wins.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dueregard.errors import DueRegardError
from dueregard.operations.decide_release import decide_release
from dueregard.operations.propose_release import FOLDER
from dueregard.releases.candidate import read_candidate
from dueregard.releases.ways import Way
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotNowError
from dueregard_web.due_regard.attestation import ATTESTATION
from dueregard_web.jobs import actions as jobs
from dueregard_web.jobs.models import Job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission, Role
from dueregard_web.organisations.recorded import Done, action, subject_of
from dueregard_web.releases.deciding import Saying, check_decision, decision_text
from dueregard_web.releases.folders import laid_out, register_of
from dueregard_web.releases.models import (
    ExceptionApproval,
    MadeDecision,
    Proposal,
    Review,
)
from dueregard_web.releases.moving import (
    bring_to,
    check_move,
    check_reason,
    check_seen,
    check_words,
    found_as_seen,
    moved_on,
    take_down,
)
from dueregard_web.releases.own_policy import check_numbers
from dueregard_web.releases.part_actions import prepared_by, void_reviews
from dueregard_web.releases.policies import (
    REFUSALS,
    Condition,
    Move,
    State,
    after_carrying_out,
    after_review,
    exception_role,
    is_outsider,
)
from dueregard_web.releases.printed import beside
from dueregard_web.releases.queries import (
    agreements_of,
    find_proposal,
    live_reviews,
    open_proposal,
)
from dueregard_web.releases.recorded import keeping_refusals
from dueregard_web.releases.text_plan import TextPlan
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.queries import find_year, latest_count

PROPOSE = "propose"
WEIGHED = {
    "for": "What speaks for showing the board",
    "against": "What speaks against it",
    "members": "What the members said when they were told",
}
"""What is weighed before the ethnicity of a board is shown (guidance 03764, section 2.2.2)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What audit is asked for.

    Parameters
    ----------
    way
        How figures are kept safe.
    public_note
        Why a public version is corrected, for the public.
    keeps_risks
        Whether phrases of the note that may give somebody away are kept for a reviewer to sign.
    member_numbers
        Own numbers of other members of pools as CSV (key, n), where they are known.
    """

    way: Way
    public_note: str = ""
    keeps_risks: bool = False
    member_numbers: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What preparers say beside the figures."""

    narrative: str
    exception_reason: str = ""
    exception_told_on: date | None = None
    exception_case: Mapping[str, str] = field(default_factory=dict)
    """What was weighed for a board exception: every part of :data:`WEIGHED`."""
    keeps_risks: bool = False
    """Whether phrases that may give somebody away are kept for a reviewer to sign."""


# --- preparing --------------------------------------------------------------------------------
@action(Permission.PROPOSE_RELEASE, Event.RELEASE_PROPOSED)
def start_check(acting: Acting, *, edition: str, seen: str, wanted: Wanted) -> Done[Job]:
    """Put the audit of a year's release in the queue, and make the proposal if there is none.

    Where a version is public already this is a correction, which has to say why in public.
    """
    year = find_year(acting, edition, lock=True)
    counted = latest_count(acting, year)
    if counted is None:
        raise NotNowError("Nothing was counted yet.", advice="Upload the extracts and count them.")
    proposal = open_proposal(acting, year)
    if proposal is None:
        stands = Proposal.objects.of(acting.organisation).filter(year=year, state=State.RELEASED)
        proposal = Proposal(
            organisation=acting.organisation,
            year=year,
            corrects=stands.first(),
            proposed_at=acting.now,
            proposed_by=acting.person,
        )
    check_seen(proposal, seen)
    check_move(acting, proposal, Move.CHECK)
    if proposal.corrects:
        check_words(wanted.public_note, "The public note", is_kept=wanted.keeps_risks)
        check_reason(wanted.public_note)
        proposal.public_note = wanted.public_note
    check_numbers(acting.organisation, wanted.member_numbers)
    proposal.counted, proposal.way = counted, wanted.way.value
    proposal.member_numbers = wanted.member_numbers
    proposal.candidate = proposal.candidate_sha256 = ""
    proposal.found_out = None
    bring_to(proposal, State.DRAFT)
    void_reviews(acting, proposal)
    prepared_by(acting, proposal, acting.person, counted.counted_by)
    job = jobs.ask_for(acting, kind=PROPOSE, subject=proposal.pk, boot=key_ring().boot)
    return Done(job, subject_of(proposal), before=counted.sha256, reason=wanted.way.value)


@action(Permission.PROPOSE_RELEASE, Event.RELEASE_CHECK_CANCELLED)
def cancel_check(acting: Acting, *, job: Job) -> Done[None]:
    """Ask an audit to stop; nothing of it is kept."""
    jobs.ask_to_cancel(acting, job)
    return Done(None, subject_of(job))


@action(Permission.PROPOSE_RELEASE, Event.RELEASE_CHECKED)
def keep_candidate(
    acting: Acting, *, edition: str, proposal_id: uuid.UUID, text: str, numbers: Mapping[str, str]
) -> Done[Proposal]:
    """Keep what the audit made; the library reads it back and adds every proof up again."""
    proposal = find_proposal(acting, edition, proposal_id, lock=True)
    check_move(acting, proposal, Move.CHECK)
    with laid_out(acting.organisation, candidate=text) as folder:
        candidate = read_candidate(folder / FOLDER / "candidate.json")
    void_reviews(acting, proposal)
    readers = candidate.document["readers"]
    proposal.candidate, proposal.numbers = text, dict(numbers)
    proposal.member_numbers = ""
    proposal.candidate_sha256 = candidate.sha256
    proposal.register_head = candidate.register_head
    proposal.found_out = sum(one["found_out"] for one in readers) if readers else None
    proposal.checked_at = acting.now
    bring_to(proposal, State.CHECKED)
    return Done(proposal, subject_of(proposal), after=proposal.content_sha256)


@action(Permission.PROPOSE_RELEASE, Event.RELEASE_EDITED)
def edit_words(
    acting: Acting, *, edition: str, proposal_id: str, seen: str, words: Words
) -> Done[None]:
    """Change the words beside the figures; any review of other words counts no more."""
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.EDIT)
    near = beside(proposal.candidate)
    for text, what in (
        (words.narrative, "The narrative"),
        (words.exception_reason, "The reason for a board exception"),
    ):
        check_words(text, what, near, is_kept=words.keeps_risks)
    _check_exception(acting, words)
    before = proposal.content_sha256
    proposal.narrative = words.narrative
    proposal.exception_reason = words.exception_reason
    proposal.exception_told_on = words.exception_told_on
    proposal.exception_case = dict(words.exception_case) if words.exception_reason else {}
    void_reviews(acting, proposal)
    bring_to(proposal, State.CHECKED)
    prepared_by(acting, proposal, acting.person)
    return Done(None, subject_of(proposal), before=before, after=proposal.content_sha256)


def _check_exception(acting: Acting, words: Words) -> None:
    """Refuse an exception that nobody weighed, or of which the members were not told."""
    if not words.exception_reason:
        return
    check_reason(words.exception_reason)
    for name, what in WEIGHED.items():
        check_reason(words.exception_case.get(name, ""), what)
    if words.exception_told_on and words.exception_told_on > acting.today:
        raise DueRegardError(
            "The day on which the members were told lies in the future.",
            advice="Tell the members of the board first.",
        )


@action(Permission.PROPOSE_RELEASE, Event.RELEASE_SUBMITTED)
def submit(acting: Acting, *, edition: str, proposal_id: str, seen: str) -> Done[None]:
    """Send a proposal to be reviewed by two people."""
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.SUBMIT)
    prepared_by(acting, proposal, acting.person)
    bring_to(proposal, State.SUBMITTED)
    return Done(None, subject_of(proposal), after=proposal.content_sha256)


@action(Permission.PROPOSE_RELEASE, Event.RELEASE_TAKEN_BACK)
def take_back(
    acting: Acting, *, edition: str, proposal_id: str, seen: str, reason: str
) -> Done[None]:
    """Take a proposal back before it was decided on."""
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    if proposal.known_state is State.DECIDED:
        raise NotNowError(
            "This was decided on already.", advice="Whoever decides can take the decision back."
        )
    return _take_back(acting, proposal, reason)


# --- reviewing --------------------------------------------------------------------------------
@keeping_refusals
@action(Permission.REVIEW_RELEASE, Event.RELEASE_REVIEWED)
def review(  # noqa: PLR0913 - what a reviewer says, and of what
    acting: Acting,
    *,
    edition: str,
    proposal_id: str,
    seen: str,
    approves: bool,
    comments: str,
    has_conflict: bool,
) -> Done[Review]:  # fmt: skip
    """Keep a review of exactly what was seen.

    The trail says that somebody reviewed which content, and not what they said: whoever reads the
    trail may be the second reviewer.
    """
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.REVIEW, has_no_conflict=not has_conflict)
    made = Review.objects.add(
        acting.organisation,
        proposal=proposal,
        content_sha256=proposal.content_sha256,
        approves=approves,
        comments=comments,
        is_outside=is_outsider(acting.roles, Permission.REVIEW_RELEASE),
        reviewed_at=acting.now,
        reviewed_by=acting.person,
    )
    votes = list(live_reviews(proposal).values_list("approves", flat=True))
    state = after_review(votes.count(True), votes.count(False))
    if state is State.RETURNED:
        void_reviews(acting, proposal)
        proposal.returned_for = "Two reviewers object."
    bring_to(proposal, state)
    return Done(made, subject_of(made), after=proposal.content_sha256)


@keeping_refusals
@action(Permission.ALLOW_EXCEPTION, Event.EXCEPTION_AGREED)
def allow_exception(
    acting: Acting, *, edition: str, proposal_id: str, seen: str, reason: str
) -> Done[ExceptionApproval]:
    """Agree that the public interest in the board weighs more; a second person has to agree too."""
    check_reason(reason)
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.ALLOW_EXCEPTION)
    taken = frozenset(Role(one.role) for one in agreements_of(proposal))
    made = ExceptionApproval.objects.add(
        acting.organisation,
        proposal=proposal,
        content_sha256=proposal.content_sha256,
        role=exception_role(acting.roles, taken),
        reason=reason,
        agreed_at=acting.now,
        agreed_by=acting.person,
    )
    return Done(made, subject_of(made), after=proposal.content_sha256, reason=reason)


# --- deciding ---------------------------------------------------------------------------------
@keeping_refusals
@action(Permission.DECIDE_RELEASE, Event.RELEASE_RETURNED)
def send_back(
    acting: Acting, *, edition: str, proposal_id: str, seen: str, reason: str
) -> Done[None]:
    """Send a reviewed proposal back to be changed, with the reason."""
    check_reason(reason)
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.RETURN)
    void_reviews(acting, proposal)
    proposal.returned_for = reason
    bring_to(proposal, State.RETURNED)
    return Done(None, subject_of(proposal), before=proposal.content_sha256, reason=reason)


@keeping_refusals
@action(Permission.DECIDE_RELEASE, Event.RELEASE_DECIDED)
def decide(
    acting: Acting, *, edition: str, proposal_id: str, seen: str, saying: Saying
) -> Done[MadeDecision]:
    """Decide how, and whether, to publish; the library reads the decision before it is kept."""
    check_reason(saying.reasons)
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.DECIDE)
    if not saying.attests:
        raise DueRegardError(
            "Nobody has confirmed that what would be published is accurate and complete.",
            advice="Read it, and confirm each sentence.",
        )
    text = decision_text(acting, proposal, saying)
    check_decision(acting, proposal, saying, text)
    made = MadeDecision.objects.add(
        acting.organisation,
        proposal=proposal,
        content_sha256=proposal.content_sha256,
        verdict=saying.verdict.value,
        reasons=saying.reasons,
        uses_exception=saying.uses_exception,
        office=saying.office,
        attestation="\n".join(ATTESTATION),
        text=text,
        decided_at=acting.now,
        decided_by=acting.person,
    )
    bring_to(proposal, State.DECIDED)
    return Done(made, subject_of(made), after=proposal.content_sha256, reason=saying.verdict.value)


@keeping_refusals
@action(Permission.DECIDE_RELEASE, Event.RELEASE_CARRIED_OUT)
def carry_out(acting: Acting, *, edition: str, proposal_id: str, seen: str) -> Done[Proposal]:
    """Do what was decided, with the command line's own operation.

    The register remembers before anything is public. A run that is broken off is brought to its end
    by doing this again: the library knows the decision by its candidate.
    """
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.CARRY_OUT)
    decision = proposal.decision
    if decision.content_sha256 != proposal.content_sha256:
        raise NotNowError(REFUSALS[Condition.HAS_TWO_APPROVALS][0])
    with laid_out(
        acting.organisation,
        candidate=proposal.candidate,
        decision=decision.text,
        files=TextPlan.of(proposal.texts).records,
    ) as folder:
        done = decide_release(folder, as_of=acting.today, register=register_of(acting.organisation))
    proposal.version = done.entry.version
    proposal.entry_sha256 = done.entry.sha256
    state = after_carrying_out(decision.known_verdict)
    if state is State.RELEASED:
        proposal.released_on = done.entry.day
        _correct(acting, proposal)
    bring_to(proposal, state)
    reason = f"{decision.verdict}, version {proposal.version}"
    return Done(proposal, subject_of(proposal), after=done.entry.sha256, reason=reason)


@keeping_refusals
@action(Permission.DECIDE_RELEASE, Event.RELEASE_TAKEN_BACK)
def take_decision_back(
    acting: Acting, *, edition: str, proposal_id: str, seen: str, reason: str
) -> Done[None]:
    """Take back a decision that was not carried out, and the proposal with it."""
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    if proposal.known_state is not State.DECIDED:
        raise moved_on(proposal, Move.TAKE_BACK)
    return _take_back(acting, proposal, reason)


@keeping_refusals
@action(Permission.DECIDE_RELEASE, Event.RELEASE_WITHDRAWN)
def withdraw(
    acting: Acting, *, edition: str, proposal_id: str, seen: str, public_note: str
) -> Done[None]:
    """Withdraw a public version: the register remembers, and the folder is taken down."""
    proposal = found_as_seen(acting, edition, proposal_id, seen)
    check_move(acting, proposal, Move.WITHDRAW)
    check_words(public_note, "The public note")
    take_down(acting, proposal, public_note)
    reason = f"version {proposal.version}: {public_note}"
    return Done(None, subject_of(proposal), before=proposal.entry_sha256, reason=reason)


# --- what the actions share -------------------------------------------------------------------
def _correct(acting: Acting, proposal: Proposal) -> None:
    """Mark the version that a released one replaces."""
    before = proposal.corrects
    if before is None:
        return
    rows = Proposal.objects.of(acting.organisation).select_for_update()
    found = rows.filter(pk=before.pk, state=State.RELEASED.value).first()
    if found is not None:
        bring_to(found, State.CORRECTED)


def _take_back(acting: Acting, proposal: Proposal, reason: str) -> Done[None]:
    check_reason(reason)
    check_move(acting, proposal, Move.TAKE_BACK)
    void_reviews(acting, proposal)
    proposal.withdrawal_note = reason
    bring_to(proposal, State.WITHDRAWN)
    return Done(None, subject_of(proposal), before=proposal.content_sha256, reason=reason)
