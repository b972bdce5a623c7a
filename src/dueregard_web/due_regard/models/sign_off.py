"""That an accountable person signed: on which records, having read which briefing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.returns.models import Year


class SignOff(Owned):
    """A signature under the records as they were; a later one stands beside it."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="sign_offs")
    records_sha256 = models.CharField(max_length=64)
    briefing = models.CharField(max_length=40)
    answer = models.TextField(blank=True)
    """Why nothing follows, where every conclusion was only noted."""
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        """The latest first."""

        ordering: ClassVar = ["-signed_at"]

    def __str__(self) -> str:
        return f"{self.year_id} {self.records_sha256[:8]}"
