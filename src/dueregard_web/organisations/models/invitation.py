"""An invitation to work for an organisation, or to keep the installation; good for one use."""

from __future__ import annotations

import hashlib
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models.organisation import Organisation
from dueregard_web.organisations.models.owned import OwnedManager


def hash_token(token: str) -> str:
    """Return what is stored of an invitation's token: who reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """Somebody is asked to join; the link's token is known only to who receives it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    email = models.EmailField()
    role = models.CharField(max_length=32, blank=True)
    until = models.DateField(null=True)
    purpose = models.TextField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="invitations_sent"
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="invitations_withdrawn"
    )

    objects: ClassVar[OwnedManager[Self]] = OwnedManager()
    unscoped: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        """A role goes with an organisation; an end has an author."""

        base_manager_name = "unscoped"
        default_manager_name = "unscoped"
        ordering: ClassVar = ["-invited_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, role="")
                | (Q(organisation__isnull=False) & ~Q(role="")),
                name="invitation_role_of_organisation",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{verb}_at__isnull": True, f"{verb}_by__isnull": True})
                    | Q(**{f"{verb}_at__isnull": False, f"{verb}_by__isnull": False}),
                    name=f"invitation_{verb}_paired",
                )
                for verb in ("accepted", "withdrawn")
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
