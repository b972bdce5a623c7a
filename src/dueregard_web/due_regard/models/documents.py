"""Documents that were made of a year: internal, kept with what they were made from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.jobs.models import Job
from dueregard_web.organisations.models import Owned
from dueregard_web.returns.models import Year


class DocumentSet(Owned):
    """What was asked for at once. Its files come when the job is done, all of them or none."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="document_sets")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="document_set")
    kinds = models.JSONField()
    formats = models.JSONField()
    source_sha256 = models.CharField(max_length=64, blank=True)
    """Of the settings, counts and records that they were made from."""
    made_on = models.DateField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        """The latest first."""

        ordering: ClassVar = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.year_id} {self.made_on}"


class DocumentFile(Owned):
    """A document in one format."""

    made_in = models.ForeignKey(DocumentSet, on_delete=models.PROTECT, related_name="files")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta(Owned.Meta):
        """In the order in which they were made."""

        ordering: ClassVar = ["place"]

    def __str__(self) -> str:
        return self.name
