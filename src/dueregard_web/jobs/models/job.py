"""A piece of long work: what, for whom, how far, and how it ended."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """It ended as it should, and something that a person has to mend keeps it from a result."""
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    """The program was stopped in the middle; nothing of it was kept."""


OPEN = (JobState.WAITING, JobState.RUNNING)


class Job(Owned):
    """Long work for one organisation. At most one is open for a subject at a time."""

    kind = models.CharField(max_length=32)
    subject = models.UUIDField()
    state = models.CharField(
        max_length=16,
        default=JobState.WAITING.value,
        choices=[(s.value, s.value) for s in JobState],
    )
    boot = models.CharField(max_length=32)
    """The run of the program that can do it: keys of sealed files live no longer than a run."""
    step = models.CharField(max_length=200, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="jobs_asked")
    begun_at = models.DateTimeField(null=True)
    times = models.PositiveSmallIntegerField(default=0)
    """How often it was begun: more than once where the program was stopped in the middle."""
    ended_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="jobs_cancelled"
    )
    message = models.TextField(blank=True)
    advice = models.TextField(blank=True)

    class Meta(Owned.Meta):
        """The latest first."""

        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=[state.value for state in OPEN]),
                name="job_one_open_for_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="job_cancelled_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN

    @property
    def percent(self) -> int:
        """How far it has come."""
        return round(100 * self.done / self.total) if self.total else 0
