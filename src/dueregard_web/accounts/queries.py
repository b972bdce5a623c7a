"""Reading accounts."""

from __future__ import annotations

from dueregard_web.accounts.models import Person


def person_of(email: str) -> Person | None:
    """Return whose account has an e-mail address, in whatever case it is written."""
    return Person.objects.filter(email__iexact=email).first() if email else None
