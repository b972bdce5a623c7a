"""The organisation's own choices for disclosure control, in the form that the library reads."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned


class DisclosurePolicy(Owned):
    """A dated decision on thresholds. It is never changed: a later one takes its place."""

    text = models.TextField()
    """policy.yaml; empty where the policy that comes with the software holds again."""
    threshold = models.PositiveIntegerField()
    zeros = models.CharField(max_length=16)
    reason = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        """The one in force first."""

        ordering: ClassVar = ["-set_at"]

    def __str__(self) -> str:
        return str(self.id)
