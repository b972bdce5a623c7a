"""A version of a record about a provider: appended, never changed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned


class LedgerHead(Owned):
    """Whose turn it is to write, and a mark that is new with each change."""

    stamp = models.UUIDField(default=uuid.uuid4)
    ticked_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        """One for each organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation"], name="ledger_head_once")
        ]

    def __str__(self) -> str:
        return str(self.stamp)


class LedgerRecord(Owned):
    """The cells of a record as the library writes them; the latest version holds."""

    kind = models.CharField(max_length=30)
    record = models.UUIDField(default=uuid.uuid4)
    """Which record it is a version of, whatever it is called."""
    version = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    """Where it stands among those of its kind."""
    cells = models.JSONField()
    is_removed = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """Nobody, where the nightly run made it."""

    class Meta(Owned.Meta):
        """In the order of the file; of two people who change a record at once one wins."""

        ordering: ClassVar = ["kind", "place", "version"]
        indexes: ClassVar = [models.Index(fields=["organisation", "kind"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "version"], name="ledger_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} v{self.version}"
