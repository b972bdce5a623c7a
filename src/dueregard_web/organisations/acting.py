"""Who is doing this, for whom, and when: handed to every action and every query.

A view makes one of these at its edge and passes it on. Actions and queries take nothing about the
person, the organisation or the time from anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from dueregard_web.audit.chain import Happening
from dueregard_web.audit.events import Event
from dueregard_web.core.clock import day_of
from dueregard_web.organisations.policies import EMERGENCY, Permission, Role, permissions_of

if TYPE_CHECKING:
    from dueregard_web.accounts.models import Person
    from dueregard_web.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Acting:
    """A person at work for an organisation at a moment.

    Parameters
    ----------
    person
        Who.
    organisation
        For whom.
    roles
        The roles that the person holds there at this moment.
    now
        When.
    request
        The identifier of the request, which also stands in the log.
    in_emergency
        Whether somebody has let this person read for some hours, beside their roles.
    """

    person: Person
    organisation: Organisation
    roles: frozenset[Role]
    now: datetime
    request: str = ""
    in_emergency: bool = False
    permissions: frozenset[Permission] = field(init=False)

    def __post_init__(self) -> None:
        more = EMERGENCY if self.in_emergency else frozenset()
        object.__setattr__(self, "permissions", permissions_of(self.roles) | more)

    @property
    def today(self) -> date:
        """The day."""
        return day_of(self.now)

    def may(self, permission: Permission) -> bool:
        """Say whether one of the roles allows this."""
        return permission in self.permissions

    def happening(self, event: Event, subject: str, **more: str) -> Happening:
        """Tell what this person did, for the trail."""
        return Happening(
            at=self.now,
            event=event.value,
            actor=str(self.person.pk),
            roles=" ".join([*sorted(self.roles), *(["emergency"] if self.in_emergency else [])]),
            organisation=self.organisation.code,
            subject=subject,
            request=self.request,
            **more,
        )


@dataclass(frozen=True, slots=True)
class Keeping:
    """A person at work for the installation itself; sees nothing of any organisation.

    ``person`` is nobody where the program's own start does something.
    """

    person: Person | None
    now: datetime
    request: str = ""

    def happening(self, event: Event, subject: str, **more: str) -> Happening:
        """Tell what was done, for the trail."""
        return Happening(
            at=self.now,
            event=event.value,
            actor="" if self.person is None else str(self.person.pk),
            roles="keeper",
            organisation=more.pop("organisation", ""),
            subject=subject,
            request=self.request,
            **more,
        )
