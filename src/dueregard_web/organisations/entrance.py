"""The edge of every page of an organisation: from a request to somebody :class:`Acting`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from dueregard_web.accounts.models import Person
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting, Keeping
from dueregard_web.organisations.queries import acting_in

P = ParamSpec("P")


def signed_in(request: HttpRequest) -> Person:
    """Return who is signed in.

    Raises
    ------
    NotHereError
        When nobody is; the middleware has redirected long before that.
    """
    if not isinstance(request.user, Person):
        raise NotHereError("Nobody is signed in.")
    return request.user


def in_organisation(
    view: Callable[Concatenate[HttpRequest, Acting, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Make a function a page of an organisation: its ``code`` becomes who acts there."""

    @wraps(view)
    def run(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now, number = request.now, request.request_id  # type: ignore[attr-defined]
        acting = acting_in(code, signed_in(request), now=now, request=number)
        request.acting = acting  # type: ignore[attr-defined]
        return view(request, acting, *args, **kwargs)

    return run


def for_keepers(
    view: Callable[Concatenate[HttpRequest, Keeping, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Make a function a page of those who keep the installation; others do not see it."""

    @wraps(view)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = signed_in(request)
        if not person.is_keeper:
            raise NotHereError("There is no such page, or none that you may see.")
        keeping = Keeping(person, request.now, request.request_id)  # type: ignore[attr-defined]
        return view(request, keeping, *args, **kwargs)

    return run
