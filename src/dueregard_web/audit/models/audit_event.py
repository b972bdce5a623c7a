"""A row of the trail; without foreign keys, so that it outlives what it tells of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dueregard_web.audit.chain import Happening, Link


class AuditEvent(models.Model):
    """Something that was done. Triggers of the database refuse to change or delete it."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=64)
    actor = models.CharField(max_length=64, blank=True)
    roles = models.CharField(max_length=400, blank=True)
    organisation = models.CharField(max_length=32, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    request = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    row_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        """Read in the order in which it happened."""

        ordering: ClassVar = ["seq"]
        indexes: ClassVar = [models.Index(fields=["organisation", "seq"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.event}"

    @classmethod
    def of(cls, link: Link) -> AuditEvent:
        """Make the row of a link; it is not stored yet."""
        told = link.happening
        return cls(
            seq=link.seq,
            at=told.at,
            event=told.event,
            actor=told.actor,
            roles=told.roles,
            organisation=told.organisation,
            subject=told.subject,
            before=told.before,
            after=told.after,
            reason=told.reason,
            request=told.request,
            previous=link.previous,
            row_hash=link.row_hash,
        )

    @property
    def link(self) -> Link:
        """The row as the chain knows it."""
        happening = Happening(
            at=self.at,
            event=self.event,
            actor=self.actor,
            roles=self.roles,
            organisation=self.organisation,
            subject=self.subject,
            before=self.before,
            after=self.after,
            reason=self.reason,
            request=self.request,
        )
        return Link(self.seq, happening, self.previous, self.row_hash)
