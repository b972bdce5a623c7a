"""Who works for an organisation, in which role, since when, until when, and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models.owned import Owned
from dueregard_web.organisations.policies import BY_GRANT, ROLES, Role


class Membership(Owned):
    """A role that a person holds, or held."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(
        max_length=32, choices=[(role.value, words.title) for role, words in ROLES.items()]
    )
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="roles_given"
    )
    until = models.DateField(null=True)
    purpose = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="roles_ended"
    )

    class Meta(Owned.Meta):
        """A role is held once at a time; a grant has an end and a purpose; an end has an author."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=Q(ended_at__isnull=True),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(BY_GRANT)) | (Q(until__isnull=False) & ~Q(purpose="")),
                name="membership_grant_has_end_and_purpose",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="membership_ended_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.id}"

    @property
    def known_role(self) -> Role:
        """The role as one of the table's."""
        return Role(self.role)
