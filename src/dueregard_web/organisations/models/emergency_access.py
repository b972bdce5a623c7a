"""An emergency: somebody who sees no data asks to read for some hours, and another agrees."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models.owned import Owned


class EmergencyAccess(Owned):
    """Reading for a time: asked for by one person with a reason, opened by another."""

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    hours = models.PositiveSmallIntegerField()
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField(null=True)
    """When it ends by itself; set when somebody agrees."""
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        """The latest first; two people, a reason and an end, always."""

        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_has_reason"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")),
                name="emergency_two_people",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{verb}_at__isnull": True, f"{verb}_by__isnull": True})
                    | Q(**{f"{verb}_at__isnull": False, f"{verb}_by__isnull": False}),
                    name=f"emergency_{verb}_paired",
                )
                for verb in ("agreed", "ended")
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, until__isnull=True)
                | Q(agreed_at__isnull=False, until__isnull=False),
                name="emergency_open_has_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
