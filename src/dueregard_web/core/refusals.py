"""Why the web says no: each refusal becomes one kind of page, in one place."""

from __future__ import annotations

from dueregard.errors import DueRegardError


class NotAllowedError(DueRegardError):
    """The person may not do this here. Shown as 403 and kept in the audit trail."""


class NotHereError(DueRegardError):
    """There is no such thing for this person; whether it exists elsewhere is not said. 404."""


class TooLateError(DueRegardError):
    """Somebody or something was faster: what the person saw is no longer so. 409."""


class NotNowError(DueRegardError):
    """The thing is not in the state in which this can be done. 409."""


STATUS: dict[type[DueRegardError], int] = {
    NotAllowedError: 403,
    NotHereError: 404,
    TooLateError: 409,
    NotNowError: 409,
}


def status_of(fault: DueRegardError) -> int:
    """Return the HTTP status of a fault; what a person can mend in a form is 422."""
    return STATUS.get(type(fault), 422)
