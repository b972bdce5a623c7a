"""What is proposed for the public: the audited candidate, and the words beside it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard.releases.ways import Way
from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned
from dueregard_web.releases.policies import OPEN, State
from dueregard_web.returns.models import CountedReturn, Year


class Proposal(Owned):
    """A release on its way. ``candidate`` is the library's file byte for byte; it is internal."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="proposals")
    counted = models.ForeignKey(CountedReturn, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=16, default=State.DRAFT.value, choices=[(s.value, s.value) for s in State]
    )
    way = models.CharField(max_length=16, choices=[(way.value, way.value) for way in Way])
    candidate = models.TextField(blank=True)
    candidate_sha256 = models.CharField(max_length=64, blank=True)
    numbers = models.JSONField(default=dict)
    """What each number of the candidate counts, in words, by the library's key."""
    checked_at = models.DateTimeField(null=True)
    found_out = models.PositiveIntegerField(null=True)
    """How many small numbers some reader could work out: the audit's answer."""
    register_head = models.CharField(max_length=64, blank=True)
    """Where the register ended when this was audited."""
    narrative = models.TextField(blank=True)
    exception_reason = models.TextField(blank=True)
    exception_told_on = models.DateField(null=True)
    """The day on which the members of the board were told."""
    exception_case = models.JSONField(default=dict)
    """What was weighed for the exception, and what the members said; not printed."""
    texts = models.JSONField(default=dict)
    """Which records and case studies are printed: a TextPlan's document."""
    risks = models.JSONField(default=list)
    """Phrases that may give somebody away, found when the content was last fixed."""
    member_numbers = models.TextField(blank=True)
    """Other pool members' own numbers, for the audit alone: gone when it has ended."""
    content_sha256 = models.CharField(max_length=64, blank=True)
    """Of the candidate, the narrative and the exception together: what people approve."""
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    public_note = models.TextField(blank=True)
    """Why an earlier version is corrected by this one, for the public."""
    withdrawal_note = models.TextField(blank=True)
    """Why it was taken back, or why the public version was withdrawn."""
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    returned_for = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    released_on = models.DateField(null=True)
    entry_sha256 = models.CharField(max_length=64, blank=True)
    """Its line in the register."""
    taken_down_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        """The latest first; one at a time is open for a year."""

        ordering: ClassVar = ["-proposed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(state__in=sorted(state.value for state in OPEN)),
                name="proposal_one_open_for_a_year",
            ),
            models.CheckConstraint(
                condition=Q(exception_reason="", exception_told_on__isnull=True)
                | (~Q(exception_reason="") & Q(exception_told_on__isnull=False)),
                name="proposal_exception_after_telling",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RELEASED.value) | Q(version__gt=0),
                name="proposal_released_has_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year_id} {self.state}"

    @property
    def known_state(self) -> State:
        """The state as one of the table's."""
        return State(self.state)


class Preparer(Owned):
    """Somebody who had a part in preparing a proposal, and therefore has no say on it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="preparers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()

    class Meta(Owned.Meta):
        """Each once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "person"], name="preparer_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.person_id}"
