"""What a reviewer said of exactly one content; who agreed to an exception or signed a phrase."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.releases.models.proposal import Proposal


class Review(Owned):
    """A review; it counts until the content is another than the one that was reviewed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="reviews")
    content_sha256 = models.CharField(max_length=64)
    approves = models.BooleanField()
    comments = models.TextField()
    is_outside = models.BooleanField()
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        """In the order in which they were given; one of a person counts."""

        ordering: ClassVar = ["reviewed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal", "reviewed_by"],
                condition=Q(voided_at__isnull=True),
                name="review_one_of_a_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class ExceptionApproval(Owned):
    """That somebody agreed to show the board, although the numbers are small."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="agreements")
    content_sha256 = models.CharField(max_length=64)
    role = models.CharField(max_length=32)
    reason = models.TextField()
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        """One of a person and one of a role count."""

        ordering: ClassVar = ["agreed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal", one],
                condition=Q(voided_at__isnull=True),
                name=f"agreement_one_of_a_{word}",
            )
            for one, word in (("agreed_by", "person"), ("role", "role"))
        ]

    def __str__(self) -> str:
        return str(self.id)


class SignedText(Owned):
    """That somebody answers for the phrases of exactly one text; another text needs another."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="signed_texts")
    text_sha256 = models.CharField(max_length=64)
    reason = models.TextField()
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        """A text is signed once."""

        ordering: ClassVar = ["signed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "text_sha256"], name="signed_text_once")
        ]

    def __str__(self) -> str:
        return str(self.id)
