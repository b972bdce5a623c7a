"""An organisation's year: one edition of the standard, and what the organisation says for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned


class Year(Owned):
    """The workspace of one edition.

    ``settings_text`` is an organisation.toml without its files: what the command line reads too.
    """

    edition = models.CharField(max_length=16)
    settings_text = models.TextField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="years_started")

    class Meta(Owned.Meta):
        """One for each edition, the latest first."""

        ordering: ClassVar = ["-edition"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "edition"], name="year_once_for_an_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.edition}"
