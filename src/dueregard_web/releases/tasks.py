"""What there is to do about an organisation's releases and incidents, for this person."""

from __future__ import annotations

from django.urls import reverse

from dueregard_web.core.tasks import Task, TaskState
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.releases.fact_queries import moves_of
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.policies import REVIEWING, STATE_WORDS, Move, State
from dueregard_web.releases.queries import incidents_of, open_proposal
from dueregard_web.returns.queries import latest_count, years_of

NEXT: dict[State, tuple[tuple[Move, str], ...]] = {
    State.DRAFT: ((Move.CHECK, "Have the release audited"),),
    State.CHECKED: ((Move.SUBMIT, "Send the release to be reviewed"),),
    **dict.fromkeys(REVIEWING, ((Move.REVIEW, "Review the release"),)),
    State.TWO_REVIEWS: ((Move.DECIDE, "Decide on the release"),),
    State.RETURNED: ((Move.EDIT, "Change the release that was sent back"),),
    State.DECIDED: ((Move.CARRY_OUT, "Carry out the decision on the release"),),
}
"""What brings a proposal on in each state."""


def release_tasks(acting: Acting) -> tuple[Task, ...]:
    """Return what is next for this person in each year's release, and open incidents."""
    tasks = [*_incident_tasks(acting)]
    for year in years_of(acting):
        found = open_proposal(acting, year)
        if found is not None:
            tasks += _proposal_tasks(acting, found)
        elif acting.may(Permission.PROPOSE_RELEASE) and latest_count(acting, year):
            parts = {"code": acting.organisation.code, "edition": year.edition}
            address = reverse("release", kwargs=parts)
            tasks.append(Task(f"Release ({year.edition})", address, TaskState.TO_DO))
    return tuple(tasks)


def _proposal_tasks(acting: Acting, proposal: Proposal) -> list[Task]:
    """Say what this person can do to bring a proposal on, or that others have to."""
    parts = {"code": acting.organisation.code, "edition": proposal.year.edition}
    address = reverse("proposal", kwargs={**parts, "proposal": proposal.pk})
    moves = moves_of(acting, proposal)
    hint = STATE_WORDS[proposal.known_state]
    mine = [
        Task(f"{words} ({proposal.year.edition})", address, TaskState.TO_DO, hint)
        for move, words in NEXT[proposal.known_state]
        if move in moves and moves[move] is None
    ]
    waiting = Task(f"Release ({proposal.year.edition})", address, TaskState.WAITING, hint)
    return mine or [waiting]


def _incident_tasks(acting: Acting) -> list[Task]:
    if not acting.may(Permission.HANDLE_INCIDENT):
        return []
    return [
        Task(
            "Deal with a disclosure incident",
            reverse("incident", kwargs={"code": acting.organisation.code, "incident": one.pk}),
            TaskState.STOPPED,
            "Releases are frozen",
        )
        for one in incidents_of(acting).filter(closed_at=None)
    ]
