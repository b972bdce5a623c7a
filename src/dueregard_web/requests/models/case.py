"""A request, the numbers that were asked for, and the answer; who asked is not kept here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.requests.policies import CaseState
from dueregard_web.returns.models import Year


def _paired(*stems: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(**{f"{stem}_at__isnull": True, f"{stem}_by__isnull": True})
            | Q(**{f"{stem}_at__isnull": False, f"{stem}_by__isnull": False}),
            name=f"case_{stem}_paired",
        )
        for stem in stems
    ]


class Case(Owned):
    """A freedom of information request about the figures of a year."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="cases")
    reference = models.CharField(max_length=40)
    question = models.TextField()
    keys = models.TextField()
    """The numbers asked for, by the library's keys, one a line."""
    received_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(
        max_length=12,
        default=CaseState.RECEIVED.value,
        choices=[(s.value, s.value) for s in CaseState],
    )
    draft = models.TextField(blank=True)
    statements = models.TextField(blank=True)
    """What the draft tells, as the library's CSV; empty where it tells nothing."""
    refused = models.PositiveIntegerField(default=0)
    """How many of the numbers are not given."""
    register_head = models.CharField(max_length=64, blank=True)
    """Where the register ended when the draft was audited."""
    sent_back_for = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        """The one that is due first comes first."""

        ordering: ClassVar = ["due_on", "reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="case_reference"),
            *_paired("drafted", "approved", "answered"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def known_state(self) -> CaseState:
        """The state as one of the table's."""
        return CaseState(self.state)

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys that are asked for."""
        return tuple(self.keys.split())
