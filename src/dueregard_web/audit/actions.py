"""Adding to the trail: the only door, and only inside the transaction of the change itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from dueregard.errors import DueRegardError
from dueregard.placing import place
from dueregard_web.audit.chain import Happening, Head, Link, follow
from dueregard_web.audit.models import AuditEvent, TrailHead
from dueregard_web.audit.queries import trail_head
from dueregard_web.core.clock import day_of

HEAD_FOLDER = "trail-heads"


class OutsideTransactionError(RuntimeError):
    """A row was to be added outside the transaction of the change that it tells of."""


def append(happening: Happening) -> Link:
    """Add a row to the trail, in the transaction that is open.

    Raises
    ------
    OutsideTransactionError
        When no transaction is open: then the change and its row could part.
    """
    if not connection.in_atomic_block:
        raise OutsideTransactionError(happening.event)
    lock, _ = TrailHead.objects.select_for_update().get_or_create(id=1)
    head = Head(lock.seq, lock.row_hash) if lock.seq else None
    link = follow(head, happening)
    AuditEvent.of(link).save(force_insert=True)
    lock.seq, lock.row_hash = link.seq, link.row_hash
    lock.save()
    return link


def append_alone(happening: Happening) -> Link:
    """Add a row that tells of no change: a refusal, a failed try."""
    with transaction.atomic():
        return append(happening)


def export_head(folder: Path, day: str) -> Path | None:
    """Write the head of the trail to a file of its own day; nothing when there is no row.

    Parameters
    ----------
    folder
        Where the heads are kept; copy it to a place that the database's owner cannot write.
    day
        As 2016-04-30. A head that was exported on this day before is replaced by a later one only.
    """
    head = trail_head()
    if head is None:
        return None
    path = folder / f"{day}.txt"
    try:
        return place(path, f"{head.seq} {head.row_hash}\n", durable=True)
    except OSError as fault:
        raise DueRegardError(
            f"{path} cannot be written: {fault.strerror}.", advice="Choose another folder."
        ) from None


def export_daily(now: datetime) -> Path | None:
    """Export the head of the trail once a day, into the data folder.

    Whoever looks after the installation copies the files to a place that the database's owner
    cannot write.
    """
    folder = Path(settings.CONFIGURATION.data) / HEAD_FOLDER
    day = day_of(now).isoformat()
    return None if (folder / f"{day}.txt").exists() else export_head(folder, day)
