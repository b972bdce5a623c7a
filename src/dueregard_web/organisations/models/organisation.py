"""A body that prepares returns, commissions, provides or supports."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from dueregard.vocabulary import OrganisationKind

CODE = RegexValidator(r"^[A-Z0-9]{2,12}$", "Use 2 to 12 capital letters and digits.")


class Organisation(models.Model):
    """An organisation, known by its ODS code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True, validators=[CODE])
    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in OrganisationKind]
    )
    board_name = models.CharField(max_length=80, default="Governing Body")
    added_at = models.DateTimeField()

    class Meta:
        """Listed by name."""

        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.code
