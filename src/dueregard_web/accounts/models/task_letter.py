"""That somebody was told on a day that something waits: one row, so that it is told once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models.person import Person


class TaskLetter(models.Model):
    """An e-mail about tasks; what it was about is not kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="task_letters")
    day = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        """At most one a day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "day"], name="task_letter_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
