"""Everything that belongs to an organisation is asked for through that organisation, or not at all.

A model that inherits :class:`Owned` has a manager whose only door is ``objects.of(organisation)``.
Every other way of asking raises. The plain manager Django itself needs is called ``unscoped``; a
test of the architecture names the modules that may use it.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db import models

from dueregard_web.organisations.models.organisation import Organisation

M = TypeVar("M", bound=models.Model)


class UnscopedError(RuntimeError):
    """A query over all organisations at once was about to be made."""


class OwnedManager(models.Manager[M], Generic[M]):
    """Gives rows of one organisation, and makes new ones for it."""

    def of(self, organisation: Organisation) -> models.QuerySet[M]:
        """Return the rows of an organisation."""
        return super().get_queryset().filter(organisation=organisation)

    def add(self, organisation: Organisation, **fields: Any) -> M:  # noqa: ANN401 - the model's fields
        """Store a new row of an organisation."""
        row = self.model(organisation=organisation, **fields)
        row.save(force_insert=True)
        return row

    def get_queryset(self) -> models.QuerySet[M]:
        """Refuse: the organisation was not named."""
        raise UnscopedError(f"{self.model.__name__}.objects.of(organisation) is the only door.")


class Owned(models.Model):
    """A row that belongs to one organisation for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[OwnedManager[Self]] = OwnedManager()
    unscoped: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        """What Django does by itself goes through the plain manager."""

        abstract = True
        base_manager_name = "unscoped"
        default_manager_name = "unscoped"
