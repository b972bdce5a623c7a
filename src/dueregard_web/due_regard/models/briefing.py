"""The briefing that decision makers read, in every version that was in force."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.returns.models import Year


class Briefing(Owned):
    """A version of a year's briefing. It is never changed: another text is another version."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="briefings")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        """The version in force first."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="briefing_number_once")
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def version(self) -> str:
        """Its name, as the records give it."""
        return f"{self.year.edition}-{self.number}"
