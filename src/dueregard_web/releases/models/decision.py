"""What was decided, in the form that the command line reads."""

from __future__ import annotations

from django.db import models

from dueregard.releases.decision import Verdict
from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.releases.models.proposal import Proposal


class MadeDecision(Owned):
    """A decision on a content. It is never changed: a new proposal gets a new one."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    content_sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=16, choices=[(v.value, v.value) for v in Verdict])
    reasons = models.TextField()
    uses_exception = models.BooleanField()
    text = models.TextField()
    """decision.toml."""
    office = models.CharField(max_length=200, default="")
    """In which office it was signed; the public is told that, and no name."""
    attestation = models.TextField(default="")
    """What whoever decided has confirmed, word for word."""
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.id)

    @property
    def known_verdict(self) -> Verdict:
        """The verdict as the library knows it."""
        return Verdict(self.verdict)
