"""A thing to do, as each app's ``tasks.py`` tells it and the first page lists it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TaskState(StrEnum):
    """How far a task has come, in the words of the list."""

    TO_DO = "To do"
    WAITING = "Waiting for others"
    DONE = "Completed"
    STOPPED = "There is a problem"


@dataclass(frozen=True, slots=True)
class Task:
    """Something for a person to do.

    Parameters
    ----------
    title
        What to do, beginning with a verb.
    address
        Where; empty where there is nothing to open for this person.
    hint
        Why, or until when.
    """

    title: str
    address: str
    state: TaskState
    hint: str = ""
