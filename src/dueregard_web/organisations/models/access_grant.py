"""A body's leave for a support unit to work on its data: what for, until when, taken back when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models.organisation import Organisation
from dueregard_web.organisations.models.owned import Owned


class AccessGrant(Owned):
    """While it lives, the unit's analysts are support analysts of the body, and nothing more."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField()
    until = models.DateField()
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants_given")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="grants_revoked"
    )

    class Meta(Owned.Meta):
        """A unit has one grant of a body at a time, with a purpose; an end has an author."""

        ordering: ClassVar = ["-granted_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "unit"],
                condition=Q(revoked_at__isnull=True),
                name="access_grant_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="access_grant_has_purpose"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="access_grant_revoked_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.id}"
