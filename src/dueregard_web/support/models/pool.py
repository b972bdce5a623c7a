"""A pool: the sums of several bodies' counts, made by a support unit that they granted access."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Organisation, Owned


class Pool(Owned):
    """Made once and never changed; ``organisation`` is the support unit."""

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    edition = models.CharField(max_length=16)
    cells = models.TextField()
    about = models.TextField()
    """return.csv and return.json of the sums, as ``dueregard pool`` writes them."""
    record = models.TextField()
    """pool.json: the membership, with the digest of each member's return."""
    settings_text = models.TextField()
    sha256 = models.CharField(max_length=64)
    """Of the record and the sums: what the members decide on."""
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    """The member that may be named to decide for others."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pools_made")

    class Meta(Owned.Meta):
        """The latest first."""

        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.code} {self.edition}"
