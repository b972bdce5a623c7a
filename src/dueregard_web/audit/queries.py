"""Reading the trail, and finding out whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db.models import QuerySet

from dueregard.errors import DueRegardError
from dueregard_web.audit.chain import Break, Head, Link, find_breaks
from dueregard_web.audit.models import AuditEvent, TrailHead

_CHUNK = 2000


def trail_of(organisation: str) -> QuerySet[AuditEvent]:
    """Return the rows of one organisation, the latest first."""
    return AuditEvent.objects.filter(organisation=organisation).order_by("-seq")


def trail_head() -> Head | None:
    """Return the last row of the trail."""
    last = AuditEvent.objects.order_by("-seq").first()
    return None if last is None else Head(last.seq, last.row_hash)


def links() -> Iterator[Link]:
    """Yield every row, in order, without holding them all."""
    rows = AuditEvent.objects.order_by("seq").iterator(chunk_size=_CHUNK)
    return (row.link for row in rows)


def verify(heads: Path | None = None) -> tuple[int, tuple[Break, ...]]:
    """Check the whole trail.

    Parameters
    ----------
    heads
        The folder of exported heads, where they are to be held against the trail.

    Returns
    -------
    tuple
        How many rows there are, and every break.
    """
    exported = [*read_heads(heads)] if heads is not None else []
    kept = TrailHead.objects.filter(id=1, seq__gt=0).first()
    if kept is not None:
        exported.append(Head(kept.seq, kept.row_hash))
    seen = 0

    def counted() -> Iterator[Link]:
        nonlocal seen
        for link in links():
            seen += 1
            yield link

    breaks = tuple(find_breaks(counted(), exported))
    return seen, breaks


def read_heads(folder: Path) -> Iterator[Head]:
    """Yield the heads that were exported to a folder.

    Raises
    ------
    DueRegardError
        When one of the files is no head.
    """
    for path in sorted(folder.glob("*.txt")):
        number, _, row_hash = (
            path.read_text(encoding="ascii", errors="replace").strip().partition(" ")
        )
        if not number.isdecimal() or len(row_hash) != 64:
            raise DueRegardError(
                f"{path} is no exported head.", advice="Take it away, or copy it again."
            )
        yield Head(int(number), row_hash)
