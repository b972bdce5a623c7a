"""Figures of a similar organisation: an exchange file that somebody was given."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.models import Owned


class PeerProfile(Owned):
    """What ``dueregard compare export`` wrote elsewhere, kept by whoever compares with it."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    text = models.TextField()
    standing = models.CharField(max_length=20)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="peers_added")

    class Meta(Owned.Meta):
        """By code: an order of figures would be a rank. A later file takes an earlier's place."""

        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "code"], name="peer_profile_once")
        ]

    def __str__(self) -> str:
        return self.code
