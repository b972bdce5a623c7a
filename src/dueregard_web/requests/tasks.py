"""What there is to do about freedom of information requests, for this person."""

from __future__ import annotations

from django.urls import reverse

from dueregard_web.core.tasks import Task, TaskState
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.requests.models import Case
from dueregard_web.requests.policies import CaseState
from dueregard_web.requests.queries import cases_of

DRAFTERS = {
    CaseState.RECEIVED: "Draft the answer to",
    CaseState.APPROVED: "Send the answer to",
}


def request_tasks(acting: Acting) -> tuple[Task, ...]:
    """Return the requests that wait for this person, the one that is due first at the top."""
    if not acting.may(Permission.READ_REQUESTS):
        return ()
    return tuple(
        Task(
            f"{words} request {case.reference}",
            reverse("request", kwargs={"code": acting.organisation.code, "case": case.pk}),
            TaskState.STOPPED if case.due_on < acting.today else TaskState.TO_DO,
            f"Due on {case.due_on.day} {case.due_on:%B %Y}",
        )
        for case in cases_of(acting).exclude(state=CaseState.ANSWERED.value)
        if (words := _words(acting, case))
    )


def _words(acting: Acting, case: Case) -> str:
    state = case.known_state
    if state is CaseState.DRAFTED:
        mine = acting.may(Permission.APPROVE_REQUEST) and case.drafted_by_id != acting.person.pk
        return "Approve the answer to" if mine else ""
    return DRAFTERS[state] if acting.may(Permission.ANSWER_REQUEST) else ""
