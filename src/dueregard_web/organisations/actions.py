"""What changes organisations, roles and invitations."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from dueregard.errors import DueRegardError
from dueregard.vocabulary import OrganisationKind
from dueregard_web.accounts.actions import create_person
from dueregard_web.accounts.models import Person
from dueregard_web.audit.actions import append
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError, NotNowError
from dueregard_web.organisations.acting import Acting, Keeping
from dueregard_web.organisations.lock_queries import lock
from dueregard_web.organisations.models import Invitation, Membership, Organisation
from dueregard_web.organisations.models.invitation import hash_token
from dueregard_web.organisations.policies import (
    BY_GRANT,
    LONGEST_GRANT_DAYS,
    ROLES,
    Permission,
    Role,
    find_conflict,
)
from dueregard_web.organisations.queries import (
    find_invitation,
    find_invitation_to,
    has_anybody,
    live_roles,
)
from dueregard_web.organisations.recorded import Done, action, keeping, subject_of

INVITATION_DAYS = 7
FIRST = "first@localhost"
"""Stands for an address that nobody knows yet: who opens the link types their own."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role to be given: until when and what for, where it is given to somebody outside."""

    role: Role
    until: date | None = None
    purpose: str = ""

    def check(self, today: date) -> None:
        """Refuse a grant without an end or a purpose, or one that is too long.

        Raises
        ------
        DueRegardError
            Says what is missing.
        """
        if self.role not in BY_GRANT:
            if self.until is not None and self.until < today:
                raise DueRegardError("The last day is in the past.", advice="Choose a later day.")
            return
        if self.until is None or not self.purpose.strip():
            raise DueRegardError(
                f"{ROLES[self.role].title} is a role for somebody from outside.",
                advice="Say until when it is given, and what for.",
            )
        if not today <= self.until <= today + timedelta(days=LONGEST_GRANT_DAYS):
            raise DueRegardError(
                "Access from outside is given for at most a year.",
                advice="Choose a day between today and a year from now.",
            )


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation, with the token that is shown once and never stored."""

    invitation: Invitation
    token: str


@keeping(Event.ORGANISATION_ADDED)
def add_organisation(
    acting: Keeping, *, code: str, name: str, kind: OrganisationKind
) -> Done[Organisation]:
    """Add an organisation."""
    made = Organisation(code=code, name=name, kind=kind.value, added_at=acting.now)
    made.full_clean()
    made.save(force_insert=True)
    return Done(made, subject_of(made))


@keeping(Event.PERSON_INVITED)
def invite_administrator(
    acting: Keeping, *, organisation: Organisation, email: str
) -> Done[Invited]:
    """Invite an organisation's first administrator."""
    invited = _invite(acting, email, organisation, Grant(Role.ADMINISTRATOR))
    return Done(invited, subject_of(invited.invitation), reason=Role.ADMINISTRATOR.value)


@keeping(Event.PERSON_INVITED)
def invite_keeper(acting: Keeping, *, email: str) -> Done[Invited]:
    """Invite somebody to keep the installation."""
    invited = _invite(acting, email, None, None)
    return Done(invited, subject_of(invited.invitation), reason="keeper")


@keeping(Event.PERSON_INVITED)
def invite_for_demo(
    acting: Keeping, *, organisation: Organisation, email: str, grant: Grant
) -> Done[Invited]:
    """Invite an invented person; refused to everybody but the program's own start."""
    if acting.person is not None:
        raise NotNowError("Only a demonstration invites people to every role.")
    invited = _invite(acting, email, organisation, grant)
    return Done(invited, subject_of(invited.invitation), reason=grant.role.value)


def invite_first(acting: Keeping) -> Invited | None:
    """Invite the first keeper, while nobody has an account; earlier links of this kind end."""
    if has_anybody():
        return None
    Invitation.unscoped.filter(email=FIRST, accepted_at=None).update(expires_at=acting.now)
    return invite_keeper(acting, email=FIRST)


@action(Permission.MANAGE_PEOPLE, Event.PERSON_INVITED)
def invite(acting: Acting, *, email: str, grant: Grant) -> Done[Invited]:
    """Invite somebody to a role of the acting organisation."""
    grant.check(acting.today)
    _check_other(acting, email)
    invited = _invite(acting, email, acting.organisation, grant)
    return Done(invited, subject_of(invited.invitation), reason=grant.role.value)


@action(Permission.WORK_ON_ASSURANCE, Event.PERSON_INVITED)
def invite_provider_contact(acting: Acting, *, email: str) -> Done[Invited]:
    """Invite somebody of a provider; what they see is settled where providers are kept."""
    _check_other(acting, email)
    invited = _invite(acting, email, acting.organisation, Grant(Role.PROVIDER_CONTACT))
    return Done(invited, subject_of(invited.invitation), reason=Role.PROVIDER_CONTACT.value)


@action(Permission.MANAGE_PEOPLE, Event.INVITATION_WITHDRAWN)
def withdraw_invitation(acting: Acting, *, invitation_id: str) -> Done[None]:
    """Take back an invitation that nobody has accepted."""
    found = (
        Invitation.objects.of(acting.organisation)
        .select_for_update()
        .filter(pk=invitation_id, accepted_at=None, withdrawn_at=None)
        .first()
    )
    if found is None:
        raise NotHereError("There is no such open invitation.")
    found.withdrawn_at, found.withdrawn_by = acting.now, acting.person
    found.save()
    return Done(None, subject_of(found))


@action(Permission.MANAGE_PEOPLE, Event.ROLE_GIVEN)
def give_role(acting: Acting, *, person: Person, grant: Grant) -> Done[Membership]:
    """Give somebody who is known here another role; never oneself."""
    grant.check(acting.today)
    _check_other(acting, person.email)
    lock(acting.organisation)
    if not live_roles(person, acting.organisation, acting.today):
        raise NotHereError("This person does not work for this organisation.")
    made = give(acting.organisation, person, grant, by=acting.person, now=acting.now)
    return Done(made, subject_of(made), reason=grant.role.value)


@action(Permission.MANAGE_PEOPLE, Event.ROLE_ENDED)
def end_role(acting: Acting, *, membership_id: str) -> Done[None]:
    """End a role; the last administrator stays."""
    lock(acting.organisation)
    held = Membership.objects.of(acting.organisation).select_for_update()
    found = held.filter(pk=membership_id, ended_at=None).first()
    if found is None:
        raise NotHereError("There is no such role.")
    if (
        found.role == Role.ADMINISTRATOR
        and held.filter(role=Role.ADMINISTRATOR, ended_at=None).count() < 2
    ):
        raise NotNowError(
            "This is the last administrator.", advice="Invite another administrator first."
        )
    found.ended_at, found.ended_by = acting.now, acting.person
    found.save()
    return Done(None, subject_of(found), reason=found.role)


@transaction.atomic
def accept_invitation(  # noqa: PLR0913 - somebody new, or somebody known
    token: str, *, now: datetime, request: str, name: str = "", password: str = "",
    person: Person | None = None,
    email: str = "",
) -> Person:  # fmt: skip
    """Accept an invitation: a new account is made, or the person who is signed in gets the role.

    Raises
    ------
    NotHereError
        When the token is unknown, used, withdrawn or too old.
    NotNowError
        When an account with this address exists and its owner is not signed in.
    """
    asked = find_invitation(token, now=now)
    if asked.organisation is not None:
        lock(asked.organisation)
    found = find_invitation(token, now=now, lock=True)
    if found.email == FIRST:
        found.email = email.lower()
    known = Person.objects.filter(email__iexact=found.email).first()
    if person is not None and person != known:
        raise NotNowError(
            "This invitation is for another e-mail address.", advice="Sign out and open it again."
        )
    if known is not None and person is None:
        raise NotNowError(
            "You have an account already.", advice="Sign in, then open the invitation again."
        )
    accepted = known or create_person(found.email, name, password, now=now)
    _accept(found, accepted, now, request)
    return accepted


@transaction.atomic
def accept_by_address(email: str, name: str, *, now: datetime, request: str) -> Person:
    """Accept the latest open invitation to an address that a sign-in service has checked.

    The account that is made has no password: it opens by that service.

    Raises
    ------
    NotHereError
        When there is no open invitation to this address.
    """
    asked = find_invitation_to(email, now=now)
    if asked.organisation is not None:
        lock(asked.organisation)
    found = find_invitation_to(email, now=now, lock=True)
    accepted = create_person(found.email, name, None, now=now)
    _accept(found, accepted, now, request)
    return accepted


def _accept(found: Invitation, person: Person, now: datetime, request: str) -> None:
    found.accepted_at, found.accepted_by = now, person
    found.save()
    _record_acceptance(found, person, request)


def _record_acceptance(found: Invitation, person: Person, request: str) -> None:
    now = found.accepted_at
    if now is None:
        raise ValueError(found.pk)
    subject = subject_of(found)
    if found.organisation is None:
        Person.objects.filter(pk=person.pk).update(is_keeper=True)
        append(Keeping(person, now, request).happening(Event.INVITATION_ACCEPTED, subject))
        return
    grant = Grant(Role(found.role), found.until, found.purpose)
    made = give(found.organisation, person, grant, by=found.invited_by, now=now)
    acting = Acting(person, found.organisation, frozenset({grant.role}), now, request)
    append(acting.happening(Event.INVITATION_ACCEPTED, subject))
    append(acting.happening(Event.ROLE_GIVEN, subject_of(made), reason=grant.role.value))


def give(
    organisation: Organisation, person: Person, grant: Grant, *, by: Person | None, now: datetime
) -> Membership:
    """Store that somebody holds a role; only for actions, which are on the trail.

    Raises
    ------
    NotNowError
        When the person holds it already, or one that may not stand beside it.
    """
    held = live_roles(person, organisation, now.date())
    clash = find_conflict(held, grant.role)
    if clash is not None:
        raise NotNowError(
            f"{ROLES[grant.role].title} and {ROLES[clash].title} may not be the same person.",
            advice="End the other role first, or choose somebody else.",
        )
    if grant.role in held:
        raise NotNowError("This person holds this role already.")
    Membership.objects.of(organisation).filter(
        person=person, role=grant.role, ended_at=None
    ).update(ended_at=now, ended_by=by or person)
    return Membership.objects.add(
        organisation,
        person=person,
        role=grant.role.value,
        given_at=now,
        given_by=by,
        until=grant.until,
        purpose=grant.purpose.strip(),
    )


def _invite(
    acting: Acting | Keeping, email: str, organisation: Organisation | None, grant: Grant | None
) -> Invited:
    token = secrets.token_urlsafe(24)
    made = Invitation(
        organisation=organisation,
        email=email.lower(),
        role=grant.role.value if grant else "",
        until=grant.until if grant else None,
        purpose=grant.purpose.strip() if grant else "",
        token_hash=hash_token(token),
        invited_at=acting.now,
        invited_by=acting.person,
        expires_at=acting.now + timedelta(days=INVITATION_DAYS),
    )
    made.save(force_insert=True)
    return Invited(made, token)


def _check_other(acting: Acting, email: str) -> None:
    """Refuse giving a role to oneself: who manages people sees no data, by no way round."""
    if acting.person.email.lower() == email.strip().lower():
        raise NotNowError(
            "You cannot give a role to yourself.", advice="Ask another administrator."
        )
