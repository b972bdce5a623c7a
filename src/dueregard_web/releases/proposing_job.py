"""Makes a release candidate of the counts that were kept, with the library's whole audit."""

from __future__ import annotations

from dueregard.operations.propose_release import Ready, propose_release
from dueregard.releases.imports import read_numbers
from dueregard.releases.ways import Way
from dueregard_web.jobs.worker import Work
from dueregard_web.organisations.queries import acting_in
from dueregard_web.releases.actions import keep_candidate
from dueregard_web.releases.folders import laid_out, register_of
from dueregard_web.releases.own_policy import MEMBERS, POLICY
from dueregard_web.releases.policy_queries import policy_in_force
from dueregard_web.releases.queries import figures_of, proposal_of_job

STEPS = 12
"""About how often the library says what it does; the bar is a promise of order, not of time."""


def run(work: Work) -> None:
    """Audit the proposal that a job is about, and keep the candidate."""
    now = work.clock.now()
    acting = acting_in(
        work.job.organisation.code, work.job.asked_by, now=now, request=str(work.job.pk)
    )
    proposal = proposal_of_job(acting, work.job.subject)
    said = 0

    def tell(step: str) -> None:
        nonlocal said
        said = min(said + 1, STEPS - 1)
        work.tell(step, said, STEPS)

    tell("Computing figures")
    annual, earlier = figures_of(acting, proposal)
    policy = policy_in_force(acting)
    own = {POLICY: policy.text if policy else "", MEMBERS: proposal.member_numbers}
    with laid_out(acting.organisation, files=own) as folder:
        proposed = propose_release(
            folder,
            as_of=acting.today,
            register=register_of(acting.organisation),
            policy=folder / POLICY if own[POLICY] else None,
            members=read_numbers(folder / MEMBERS) if own[MEMBERS] else None,
            way=Way(proposal.way),
            ready=Ready(annual, earlier),
            progress=tell,
        )
        candidate = proposed.candidate.read_bytes().decode()
    numbers = proposed.proposal.catalogue.ledger.quantities
    # Whoever asks the audit to stop now still gets what they asked for: nothing is kept.
    work.tell("Keeping the candidate", STEPS, STEPS)
    keep_candidate(
        acting,
        edition=proposal.year.edition,
        proposal_id=proposal.pk,
        text=candidate,
        numbers={key: one.words for key, one in numbers.items()},
    )
