"""The counts of a year, in the library's own form; kept for ever, superseded by a later count."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.returns.models.year import Year


class CountedReturn(Owned):
    """``cells`` is return.csv and ``about`` return.json, byte for byte as the command line's."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="counts")
    cells = models.TextField()
    about = models.TextField()
    settings_text = models.TextField()
    """The organisation.toml that was counted with."""
    sha256 = models.CharField(max_length=64)
    """Of cells and about together: what later approvals are bound to."""
    counted_at = models.DateTimeField()
    counted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="counts_made")

    class Meta(Owned.Meta):
        """The latest first."""

        ordering: ClassVar = ["-counted_at"]

    def __str__(self) -> str:
        return f"{self.year_id} {self.sha256[:8]}"
