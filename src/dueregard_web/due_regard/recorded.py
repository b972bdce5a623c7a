"""What is never delegated: refused to whoever works here from outside, and kept in the trail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from dueregard.vocabulary import OrganisationKind
from dueregard_web.audit.actions import append_alone
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotAllowedError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import BY_GRANT, Permission
from dueregard_web.organisations.recorded import check_may

P = ParamSpec("P")
T = TypeVar("T")


def never_delegated(
    function: Callable[Concatenate[Acting, P], T],
) -> Callable[Concatenate[Acting, P], T]:
    """Refuse an action to people from outside and to support units, whatever else they may do."""
    permission: Permission = function.permission  # type: ignore[attr-defined]

    @wraps(function)
    def run(acting: Acting, /, *args: P.args, **kwargs: P.kwargs) -> T:
        check_may(acting, permission)
        is_support_unit = acting.organisation.kind == OrganisationKind.SUPPORT_UNIT.value
        if acting.roles & BY_GRANT or is_support_unit:
            append_alone(acting.happening(Event.REFUSED, "due regard", reason="not delegated"))
            raise NotAllowedError(
                "Due regard is not delegated: only the body's own accountable people decide.",
                advice="Ask the accountable officer or a governing-body signatory.",
            )
        return function(acting, *args, **kwargs)

    return run
