"""A body's place in a pool: which of its counts were added, and what it decided."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.returns.models import CountedReturn
from dueregard_web.support.models.pool import Pool


class MemberDecision(StrEnum):
    """What a member says to a pool's release."""

    AGREE = "agree"
    LEAD = "lead"
    """It names the lead body, whose decision counts for it."""
    REFUSE = "refuse"


class PoolMember(Owned):
    """``organisation`` is the member: it alone decides for itself."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="members")
    counted = models.ForeignKey(CountedReturn, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(
        max_length=8, blank=True, choices=[(one.value, one.value) for one in MemberDecision]
    )
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="pool_decisions"
    )

    class Meta(Owned.Meta):
        """A body is in a pool once; a decision has an author and a moment."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pool", "organisation"], name="pool_member_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="pool_member_decided_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.id}"
