"""A disclosure incident: when somebody learnt of it, what was done, and who was told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.releases.models.proposal import Proposal

HOURS_TO_TELL = 72
"""UK GDPR, article 33(1): the commissioner is told within 72 hours, where that is feasible."""


class Incident(Owned):
    """While one is open, nothing is released. It says what happened and repeats no number."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, related_name="incidents"
    )
    what = models.TextField()
    aware_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    learnt = models.TextField(blank=True)
    kept_because = models.TextField(blank=True)
    """Why the version it is about stays public, where it was not taken down."""

    class Meta(Owned.Meta):
        """The latest first."""

        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="incident_closed_paired",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def due_at(self) -> datetime:
        """Until when the Information Commissioner has to be told, if at all."""
        return self.aware_at + timedelta(hours=HOURS_TO_TELL)


class Telling(Owned):
    """That somebody was told of an incident, or why not."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="tellings")
    kind = models.CharField(max_length=32)
    words = models.TextField()
    late_because = models.TextField(blank=True)
    """Why the commissioner was told after the 72 hours (UK GDPR, article 33(1))."""
    told_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        """In the order in which they were told."""

        ordering: ClassVar = ["told_at"]

    def __str__(self) -> str:
        return str(self.id)
