"""Where the trail ends: locked while a row is added, so that two rows never get one number."""

from __future__ import annotations

from django.db import models


class TrailHead(models.Model):
    """One row, number 1: the last row of the trail, for the writer that comes next."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    row_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.seq} {self.row_hash}"
