"""What there is to do about an organisation's people."""

from __future__ import annotations

from django.urls import reverse

from dueregard_web.core.jinja import moment
from dueregard_web.core.tasks import Task, TaskState
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.emergency_queries import open_emergencies, waiting_emergencies
from dueregard_web.organisations.policies import ROLES, Permission, Role
from dueregard_web.organisations.queries import open_invitations, people_of

NEEDED = (Role.HR_ANALYST, Role.EQUALITY_LEAD, Role.IG_OFFICER, Role.SIGNATORY)
"""Without these no year can be brought to its end."""


def organisation_tasks(acting: Acting) -> tuple[Task, ...]:
    """Name emergencies, which concern everybody, and the roles that nobody holds yet."""
    return (*_emergency_tasks(acting), *_role_tasks(acting))


def _emergency_tasks(acting: Acting) -> tuple[Task, ...]:
    """Tell everybody of an open emergency; ask those who may agree."""
    sees = acting.may(Permission.SEE_EMERGENCY)
    address = reverse("emergencies", kwargs={"code": acting.organisation.code}) if sees else ""
    asked = waiting_emergencies(acting) if acting.may(Permission.ALLOW_EMERGENCY) else ()
    return (
        *(
            Task("Answer: emergency access", address, TaskState.TO_DO, row.asked_by.name)
            for row in asked
        ),
        *(
            Task(
                "Emergency access is open",
                address,
                TaskState.STOPPED,
                f"{row.asked_by.name} may read until {moment(row.until)}. {row.reason}",
            )
            for row in open_emergencies(acting.organisation, acting.now)
        ),
    )


def _role_tasks(acting: Acting) -> tuple[Task, ...]:
    if not acting.may(Permission.MANAGE_PEOPLE):
        return ()
    held = {row.role for row in people_of(acting)}
    invited = {row.role for row in open_invitations(acting)}
    address = reverse("invite", kwargs={"code": acting.organisation.code})
    return tuple(
        Task(
            f"Invite: {ROLES[role].title}",
            "" if role in invited else address,
            TaskState.WAITING if role in invited else TaskState.TO_DO,
            "Invited, and not joined yet" if role in invited else ROLES[role].description,
        )
        for role in NEEDED
        if role not in held
    )
