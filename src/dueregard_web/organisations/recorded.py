"""The one way to write or read: allowed by a role, in one transaction, with its row in the trail.

Every public function of an ``actions.py``, and every query that gives internal data, is made with
one of the two decorators below. A function that changes something answers with :class:`Done`, which
names what it was done to: without that there is no way to return, so no change goes unrecorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar

from django.db import models, transaction

from dueregard_web.audit.actions import append, append_alone
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotAllowedError
from dueregard_web.organisations.acting import Acting, Keeping
from dueregard_web.organisations.policies import WORDS, Permission

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an action answers with.

    Parameters
    ----------
    result
        What the caller gets.
    subject
        What it was done to, as kind/identifier: see :func:`subject_of`.
    before, after
        SHA-256 of the content before and after, where there is any.
    reason
        Why, where somebody had to say so; never a value of a person.
    event
        What happened, where it differs from what the decorator says.
    """

    result: T
    subject: str
    before: str = ""
    after: str = ""
    reason: str = ""
    event: Event | None = None


def subject_of(row: models.Model) -> str:
    """Name a row for the trail: its kind and its identifier."""
    return f"{row._meta.model_name}/{row.pk}"  # noqa: SLF001 - Django's documented API


def check_may(acting: Acting, permission: Permission, subject: str = "") -> None:
    """Refuse somebody whose roles do not allow this; the refusal is kept in the trail.

    Raises
    ------
    NotAllowedError
        When no role allows it.
    """
    if acting.may(permission):
        return
    append_alone(acting.happening(Event.REFUSED, subject, reason=permission.value))
    raise NotAllowedError(
        f"Your role does not allow this: {WORDS[permission].lower()}.",
        advice="Ask your administrator if you need it for your work.",
    )


def action(
    permission: Permission, event: Event
) -> Callable[[Callable[Concatenate[Acting, P], Done[T]]], Callable[Concatenate[Acting, P], T]]:
    """Make a function an action: permission, one transaction, one row of the trail."""

    def decorate(
        function: Callable[Concatenate[Acting, P], Done[T]],
    ) -> Callable[Concatenate[Acting, P], T]:
        @wraps(function)
        def run(acting: Acting, /, *args: P.args, **kwargs: P.kwargs) -> T:
            check_may(acting, permission)
            with transaction.atomic():
                done = function(acting, *args, **kwargs)
                append(
                    acting.happening(
                        done.event or event,
                        done.subject,
                        before=done.before,
                        after=done.after,
                        reason=done.reason,
                    )
                )
            return done.result

        run.permission, run.event = permission, event  # type: ignore[attr-defined]
        return run

    return decorate


def reading(
    permission: Permission, event: Event
) -> Callable[[Callable[Concatenate[Acting, P], Done[T]]], Callable[Concatenate[Acting, P], T]]:
    """Make a function a recorded reading of internal data: the same rules, another intent."""
    return action(permission, event)


def keeping(
    event: Event,
) -> Callable[[Callable[Concatenate[Keeping, P], Done[T]]], Callable[Concatenate[Keeping, P], T]]:
    """Make a function an action of those who keep the installation."""

    def decorate(
        function: Callable[Concatenate[Keeping, P], Done[T]],
    ) -> Callable[Concatenate[Keeping, P], T]:
        @wraps(function)
        def run(acting: Keeping, /, *args: P.args, **kwargs: P.kwargs) -> T:
            if acting.person is not None and not acting.person.is_keeper:
                append_alone(acting.happening(Event.REFUSED, "installation", reason=event.value))
                raise NotAllowedError("Only those who keep this installation may do this.")
            with transaction.atomic():
                done = function(acting, *args, **kwargs)
                append(acting.happening(done.event or event, done.subject, reason=done.reason))
            return done.result

        run.event = event  # type: ignore[attr-defined]
        return run

    return decorate
