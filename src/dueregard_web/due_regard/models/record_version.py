"""A version of a record: appended, never changed, so that what was said before can be read."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.returns.models import Year


class Source(StrEnum):
    """How a version came in: it decides what its dates prove."""

    TYPED = "typed"
    SERVER = "server"
    """Made by a button: who and when were set here, and nobody typed them."""
    FILE = "file"
    """Taken over from a file, whose dates somebody else wrote."""


class RecordVersion(Owned):
    """The cells of a record as the library writes them; the latest version holds."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="record_versions")
    kind = models.CharField(max_length=30)
    record = models.UUIDField(default=uuid.uuid4)
    """Which record it is a version of, whatever its id is called."""
    version = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    """Where it stands among those of its kind."""
    cells = models.JSONField()
    is_removed = models.BooleanField(default=False)
    source = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Source])
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        """In the order of the file; of two people who change a record at once one wins."""

        ordering: ClassVar = ["kind", "place", "version"]
        indexes: ClassVar = [models.Index(fields=["year", "kind"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "version"], name="record_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} v{self.version}"
