"""How each kind of record is deleted when its days are over; every function says of whom how many.

The key is the code of an organisation, or nothing where records belong to none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from dueregard_web.retention.queries import (
    ended_sessions,
    old_document_sets,
    old_invitations,
    old_jobs,
    old_requests,
    old_tries,
)
from dueregard_web.retention.schedule import Kind

Ended = Counter[str]


def _sessions(_: datetime) -> Ended:
    """Delete sessions that have ended; the store says which those are."""
    number = ended_sessions()
    try:
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    except (ImportError, AttributeError, ImproperlyConfigured):
        return Counter()
    return Counter({"": number} if number else {})


def _tries(before: datetime) -> Ended:
    number = sum(rows.delete()[0] for rows in old_tries(before))
    return Counter({"": number} if number else {})


def _letters(before: datetime) -> Ended:
    """Delete e-mails that lie in files since before a moment."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "")
    if not str(getattr(settings, "EMAIL_FILE_PATH", "")) or not folder.is_dir():
        return Counter()
    gone = [
        path
        for path in folder.iterdir()
        if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]
    for path in gone:
        path.unlink()
    return Counter({"": len(gone)} if gone else {})


def _by_organisation(rows: models.QuerySet[models.Model]) -> Ended:
    """Delete rows, and count them by organisation."""
    found = rows.values_list("organisation__code", flat=True)
    counted: Ended = Counter(code or "" for code in found)
    rows.delete()
    return counted


def _documents(before: datetime) -> Ended:
    """Delete documents with what was asked for; the work itself goes a year after its end."""
    sets = old_document_sets(before)
    counted: Ended = Counter(one.organisation.code for one in sets)
    for one in sets:
        one.files.all().delete()
        one.delete()
    return counted


ENDINGS: Mapping[Kind, Callable[[datetime], Ended]] = {
    Kind.SESSIONS: _sessions,
    Kind.SIGN_IN_TRIES: _tries,
    Kind.LETTERS: _letters,
    Kind.INVITATIONS: lambda before: _by_organisation(old_invitations(before)),
    Kind.DOCUMENTS: _documents,
    Kind.JOBS: lambda before: _by_organisation(old_jobs(before)),
    Kind.REQUESTS: lambda before: _by_organisation(old_requests(before)),
}
"""What the work of every day deletes. Uploads and members' numbers go where they are used."""
