"""What there is to do about an organisation's years."""

from __future__ import annotations

from django.urls import reverse

from dueregard_web.core.tasks import Task, TaskState
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.returns.queries import steps_of, years_of


def year_tasks(acting: Acting) -> tuple[Task, ...]:
    """Return what is next in each year, for this person; and the start of the first year."""
    years = years_of(acting)
    code = acting.organisation.code
    if not years and acting.may(Permission.START_YEAR):
        address = reverse("start_year", kwargs={"code": code})
        return (Task("Start your first year", address, TaskState.TO_DO),)
    return tuple(
        Task(
            f"{step.title} ({year.edition})",
            reverse(step.page, kwargs={"code": code, "edition": year.edition}),
            step.state,
            step.hint,
        )
        for year in years
        for step in steps_of(acting, year)
        if acting.may(step.permission) and step.state is not None and step.state != TaskState.DONE
    )
