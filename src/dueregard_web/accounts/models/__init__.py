"""The tables of people."""

from dueregard_web.accounts.models.person import Person
from dueregard_web.accounts.models.task_letter import TaskLetter

__all__ = ["Person", "TaskLetter"]
