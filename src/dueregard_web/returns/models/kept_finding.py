"""Something that the checks noticed, with its line: until the next count of the year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard.extracts.findings import CATALOGUE, Finding, FindingKind
from dueregard_web.organisations.models import Owned
from dueregard_web.returns.models.year import Year

NAMING = frozenset(
    {
        "appointed_not_shortlisted",
        "duplicate",
        "duplicate_differs",
        "not_in_staff_file",
        "repeated_in_year",
        "several_applications",
    }
)
"""Kinds whose value is somebody's number: the line is kept, the number is not."""


class KeptFinding(Owned):
    """A finding of the latest check of a year."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="findings")
    place = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    file = models.CharField(max_length=200, blank=True)
    line = models.BigIntegerField(default=0)
    column = models.CharField(max_length=200, blank=True)
    value = models.TextField(blank=True)
    detail = models.TextField(blank=True)
    rows = models.BigIntegerField(default=1)

    class Meta(Owned.Meta):
        """The worst first, as the check lists them."""

        ordering: ClassVar = ["place"]
        indexes: ClassVar = [models.Index(fields=["year", "place"])]

    def __str__(self) -> str:
        return f"{self.code} {self.file}:{self.line}"

    @classmethod
    def of(cls, year: Year, place: int, finding: Finding) -> KeptFinding:
        """Make the row of a finding; it is not stored yet."""
        return cls(
            organisation_id=year.organisation_id,
            year=year,
            place=place,
            code=finding.code,
            file=finding.file[:200],
            line=finding.line,
            column=finding.column[:200],
            value="" if finding.code in NAMING else finding.value[:200],
            detail=finding.detail,
            rows=finding.rows,
        )

    @property
    def finding(self) -> Finding:
        """The finding as the library knows it."""
        return Finding(
            self.code, self.file, self.line, self.column, self.value, self.detail, self.rows
        )

    @property
    def kind(self) -> FindingKind:
        """What it means and what to do."""
        return CATALOGUE[self.code]
