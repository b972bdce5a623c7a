"""Counts that somebody types: each save is kept whole, and the latest holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.returns.models.year import Year

BASES = ("typed", "published")


class TypedCounts(Owned):
    """The lines as they were when somebody saved them, finished or not; never changed after."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="typed_counts")
    number = models.PositiveIntegerField()
    """1 for the first save of a year, and so on."""
    basis = models.CharField(max_length=12, choices=[(word, word) for word in BASES])
    cells = models.TextField()
    """A counts.csv as the command line reads it."""
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="counts_typed")

    class Meta(Owned.Meta):
        """The latest first; one of a number, whoever saves at the same time."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="typed_counts_once_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.year_id} typed {self.number}"
