"""A file of people that was handed in: what is known of it, never what is in it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard.settings import FILES
from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.returns.models.year import Year


class FileState(StrEnum):
    """Where a file is."""

    SEALED = "sealed"
    """It lies encrypted and can be counted."""
    COUNTED = "counted"
    DISCARDED = "discarded"
    LOST = "lost"
    """The program was stopped, and with it went the key."""


class ExtractFile(Owned):
    """A file of one kind for a year; one of each kind is in hand at a time."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="files")
    population = models.CharField(max_length=20, choices=[(name, name) for name in FILES])
    name = models.CharField(max_length=100)
    ending = models.CharField(max_length=10)
    system = models.CharField(max_length=60, blank=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    boot = models.CharField(max_length=32)
    number = models.CharField(max_length=32, unique=True)
    """Under which it lies in the spool."""
    state = models.CharField(
        max_length=12,
        default=FileState.SEALED.value,
        choices=[(s.value, s.value) for s in FileState],
    )
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="files_received")

    class Meta(Owned.Meta):
        """In the order of the kinds of files."""

        ordering: ClassVar = ["population", "-received_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "population"],
                condition=Q(state=FileState.SEALED.value),
                name="extract_one_in_hand",
            )
        ]

    def __str__(self) -> str:
        return f"{self.population} {self.id}"
