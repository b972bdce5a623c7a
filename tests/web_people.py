"""People and organisations for the tests of the web workspace, made as the pages make them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from dueregard.vocabulary import OrganisationKind
from dueregard_web.accounts.models import Person
from dueregard_web.core.clock import day_of
from dueregard_web.organisations import actions
from dueregard_web.organisations.acting import Acting, Keeping
from dueregard_web.organisations.models import Organisation
from dueregard_web.organisations.policies import BY_GRANT, Role

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PASSWORD = "-".join(["invented", *["word"] * 3])


@dataclass
class House:
    """An organisation with one invented person for each role, made when first asked for."""

    code: str
    organisation: Organisation
    now: datetime = NOW
    people: dict[Role, Person] = field(default_factory=dict)

    @classmethod
    def found(
        cls,
        code: str,
        now: datetime = NOW,
        kind: OrganisationKind = OrganisationKind.COMMISSIONER,
    ) -> House:
        organisation = actions.add_organisation(
            Keeping(None, now),
            code=code,
            name=f"Invented {code}",
            kind=kind,
        )
        return cls(code, organisation, now)

    def person(self, role: Role) -> Person:
        if role not in self.people:
            self.people[role] = self.join(role)
        return self.people[role]

    def join(self, role: Role, name: str = "") -> Person:
        """Invite somebody and let them accept."""
        name = name or f"{role.value} of {self.code}"
        email = f"{name.replace(' ', '.').lower()}@example.org"
        outside = role in BY_GRANT
        grant = actions.Grant(
            role,
            until=day_of(self.now) + timedelta(days=30) if outside else None,
            purpose="Helps with this year's report." if outside else "",
        )
        invited = actions.invite_for_demo(
            Keeping(None, self.now), organisation=self.organisation, email=email, grant=grant
        )
        return actions.accept_invitation(
            invited.token, now=self.now, request="test", name=name, password=PASSWORD
        )

    def acting(self, role: Role) -> Acting:
        return Acting(self.person(role), self.organisation, frozenset({role}), self.now, "test")

    def client(self, role: Role, **options: Any) -> Client:
        """Return a browser in which the person of a role is signed in with both steps."""
        return signed_in(self.person(role), **options)


def signed_in(person: Person, **options: Any) -> Client:
    """Return a browser in which somebody is signed in."""
    if not person.authenticator_set.exists():
        TOTP.activate(person, generate_totp_secret())
    client = Client(**options)
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client
