"""Which apps have something for a person to do: one table."""

from __future__ import annotations

from collections.abc import Callable

from dueregard_web.assurance.tasks import assurance_tasks
from dueregard_web.core.tasks import Task
from dueregard_web.due_regard.tasks import due_regard_tasks
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.tasks import organisation_tasks
from dueregard_web.releases.tasks import release_tasks
from dueregard_web.requests.tasks import request_tasks
from dueregard_web.returns.tasks import year_tasks
from dueregard_web.support.tasks import support_tasks

SOURCES: tuple[Callable[[Acting], tuple[Task, ...]], ...] = (
    year_tasks,
    due_regard_tasks,
    assurance_tasks,
    release_tasks,
    request_tasks,
    support_tasks,
    organisation_tasks,
)
"""Each app adds its function here; each asks only what its person may do."""


def tasks_for(acting: Acting) -> tuple[Task, ...]:
    """Return everything that is next for a person, in the order of the table."""
    return tuple(task for source in SOURCES for task in source(acting))
