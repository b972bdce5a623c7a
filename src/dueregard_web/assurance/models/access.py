"""Which provider a contact sees: by the address they were invited at, until that is ended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned


class ProviderAccess(Owned):
    """Somebody may act for one provider, and sees nothing of any other."""

    provider = models.CharField(max_length=12)
    email = models.EmailField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        """Once at a time; an end has an author."""

        ordering: ClassVar = ["provider", "email", "given_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "provider", "email"],
                condition=Q(ended_at__isnull=True),
                name="provider_access_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="provider_access_ended_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.email}"
