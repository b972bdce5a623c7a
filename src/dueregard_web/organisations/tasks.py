"""What there is to do about an organisation's people."""

from __future__ import annotations

from django.urls import reverse

from dueregard_web.core.tasks import Task, TaskState
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import ROLES, Permission, Role
from dueregard_web.organisations.queries import open_invitations, people_of

NEEDED = (Role.HR_ANALYST, Role.EQUALITY_LEAD, Role.IG_OFFICER, Role.SIGNATORY)
"""Without these no year can be brought to its end."""


def organisation_tasks(acting: Acting) -> tuple[Task, ...]:
    """Name the roles that nobody holds yet."""
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
