"""What there is to do about pools, grants and the bodies of a support unit."""

from __future__ import annotations

from django.urls import reverse

from dueregard.vocabulary import OrganisationKind
from dueregard_web.core.tasks import Task, TaskState
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.support.queries import grants_to, own_places

SOON_DAYS = 30


def support_tasks(acting: Acting) -> tuple[Task, ...]:
    """Return the pools to decide on and, for a unit, the way to its board."""
    return (*_of_unit(acting), *_of_member(acting))


def _of_unit(acting: Acting) -> tuple[Task, ...]:
    is_unit = acting.organisation.kind == OrganisationKind.SUPPORT_UNIT.value
    if not is_unit or not acting.may(Permission.WORK_FOR_BODIES):
        return ()
    held = grants_to(acting)
    soon = sum((one.until - acting.today).days <= SOON_DAYS for one in held)
    hint = f"Access to {len(held)} bodies" + (f"; of {soon} it ends soon" if soon else "")
    address = reverse("board", kwargs={"code": acting.organisation.code})
    return (Task("Open the board of the bodies you work for", address, TaskState.TO_DO, hint),)


def _of_member(acting: Acting) -> tuple[Task, ...]:
    if not acting.may(Permission.DECIDE_RELEASE):
        return ()
    return tuple(
        Task(
            f"Decide on the pool {place.pool.name} ({place.pool.edition})",
            reverse("decide_pool", kwargs={"code": acting.organisation.code, "member": place.pk}),
            TaskState.TO_DO,
        )
        for place, _ in own_places(acting)
        if not place.decision
    )
