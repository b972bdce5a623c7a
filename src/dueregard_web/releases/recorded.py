"""Refusals that depend on who somebody is are kept in the trail, as those by role are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from dueregard_web.audit.actions import append_alone
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotAllowedError
from dueregard_web.organisations.acting import Acting
from dueregard_web.releases.policies import REFUSALS, Condition

P = ParamSpec("P")
T = TypeVar("T")


class UnfitError(NotAllowedError):
    """Somebody whose role allows it may not do it with this proposal."""

    def __init__(self, condition: Condition, subject: str) -> None:
        message, advice = REFUSALS[condition]
        super().__init__(message, advice=advice)
        self.condition = condition
        self.subject = subject


def keeping_refusals(
    function: Callable[Concatenate[Acting, P], T],
) -> Callable[Concatenate[Acting, P], T]:
    """Make an action leave a row in the trail when somebody was unfit for it."""

    @wraps(function)
    def run(acting: Acting, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(acting, *args, **kwargs)
        except UnfitError as fault:
            reason = fault.condition.value
            append_alone(acting.happening(Event.REFUSED, fault.subject, reason=reason))
            raise

    return run
