"""Reading organisations, roles and invitations."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from dueregard.vocabulary import OrganisationKind
from dueregard_web.accounts.models import Person
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.audit.queries import trail_of
from dueregard_web.core.clock import day_of
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.models import (
    AccessGrant,
    EmergencyAccess,
    Invitation,
    Membership,
    Organisation,
)
from dueregard_web.organisations.models.invitation import hash_token
from dueregard_web.organisations.policies import Permission, Role, find_conflict
from dueregard_web.organisations.recorded import Done, check_may, reading

MOST_ROWS = 200


def live(today: date) -> Q:
    """Return the condition of a role that is held today."""
    return Q(ended_at=None) & (Q(until=None) | Q(until__gte=today))


def live_roles(person: Person, organisation: Organisation, today: date) -> frozenset[Role]:
    """Return the roles that somebody holds today."""
    rows = Membership.objects.of(organisation).filter(live(today), person=person)
    held = frozenset(Role(role) for role in rows.values_list("role", flat=True))
    return held | _roles_by_grant(person, organisation, held, today)


def _roles_by_grant(
    person: Person, organisation: Organisation, held: frozenset[Role], today: date
) -> frozenset[Role]:
    """Return what a support unit's analyst is to a body that granted the unit access.

    Nothing beside a role of the body's own that may not stand beside it.
    """
    role = Role.SUPPORT_ANALYST
    if find_conflict(held, role) or not _units_of(person, today).filter(
        pk__in=live_grants(today).filter(organisation=organisation).values("unit")
    ):
        return frozenset()
    return frozenset({role})


def live_grants(today: date) -> QuerySet[AccessGrant]:
    """Return the grants of all bodies to support units that hold today."""
    return AccessGrant.unscoped.filter(revoked_at=None, until__gte=today)


def _units_of(person: Person, today: date) -> QuerySet[Organisation]:
    """Return the support units that somebody is an analyst of."""
    held = Membership.unscoped.filter(live(today), person=person, role=Role.SUPPORT_ANALYST)
    units = Organisation.objects.filter(kind=OrganisationKind.SUPPORT_UNIT.value)
    return units.filter(pk__in=held.values("organisation"))


def organisations_of(person: Person, today: date) -> list[tuple[Organisation, frozenset[Role]]]:
    """Return where somebody works, by name, with the roles there."""
    rows = (
        Membership.unscoped.filter(live(today), person=person)
        .select_related("organisation")
        .order_by("organisation__name")
    )
    found: dict[Organisation, set[Role]] = {}
    for row in rows:
        found.setdefault(row.organisation, set()).add(Role(row.role))
    granted = live_grants(today).filter(unit__in=_units_of(person, today))
    for grant in granted.select_related("organisation").order_by("organisation__name"):
        found.setdefault(grant.organisation, set())
    return [
        (organisation, roles)
        for organisation in found
        if (roles := live_roles(person, organisation, today))
    ]


def acting_in(code: str, person: Person, *, now: datetime, request: str = "") -> Acting:
    """Return a person at work for an organisation.

    Raises
    ------
    NotHereError
        When the person has no role there; the same whether or not it exists.
    """
    found = Organisation.objects.filter(code=code).first()
    roles = live_roles(person, found, day_of(now)) if found else frozenset()
    if found is None or not roles or not person.is_active:
        raise NotHereError(
            "There is no such page, or none that you may see.",
            advice="Check the address, or start from your home page.",
        )
    in_emergency = Role.ADMINISTRATOR in roles and _reads_in_emergency(person, found, now)
    return Acting(person, found, roles, now, request, in_emergency=in_emergency)


def _reads_in_emergency(person: Person, organisation: Organisation, now: datetime) -> bool:
    rows = EmergencyAccess.objects.of(organisation).filter(asked_by=person, ended_at=None)
    return rows.filter(agreed_at__isnull=False, until__gt=now).exists()


def find_invitation(token: str, *, now: datetime, lock: bool = False) -> Invitation:
    """Return the open invitation of a token.

    Raises
    ------
    NotHereError
        When there is none, or it was used, withdrawn or is too old.
    """
    rows = Invitation.unscoped.select_for_update() if lock else Invitation.unscoped.all()
    found = rows.filter(
        token_hash=hash_token(token), accepted_at=None, withdrawn_at=None, expires_at__gt=now
    ).first()
    if found is None:
        raise NotHereError(
            "This invitation cannot be used: it was used, taken back or is too old.",
            advice="Ask whoever invited you for a new one.",
        )
    return found


def find_invitation_to(email: str, *, now: datetime, lock: bool = False) -> Invitation:
    """Return the latest open invitation to an address.

    Raises
    ------
    NotHereError
        When there is none.
    """
    rows = Invitation.unscoped.select_for_update() if lock else Invitation.unscoped.all()
    rows = rows.filter(email=email.lower(), accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    found = rows.order_by("-invited_at").first()
    if found is None:
        raise NotHereError("There is no open invitation to this address.")
    return found


def has_anybody() -> bool:
    """Say whether anybody has an account."""
    return Person.objects.exists()


def has_account(email: str) -> bool:
    """Say whether somebody has an account; asked only by who holds an invitation to the address."""
    return Person.objects.filter(email__iexact=email).exists()


def people_of(acting: Acting) -> QuerySet[Membership]:
    """Return the roles that are held in the acting organisation."""
    check_may(acting, Permission.MANAGE_PEOPLE)
    held = Membership.objects.of(acting.organisation).filter(live(acting.today))
    return held.select_related("person").order_by("person__name", "role")


def open_invitations(acting: Acting) -> QuerySet[Invitation]:
    """Return the invitations that nobody has accepted yet."""
    check_may(acting, Permission.MANAGE_PEOPLE)
    rows = Invitation.objects.of(acting.organisation)
    return rows.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=acting.now)


def person_here(acting: Acting, person_id: str) -> Person:
    """Return somebody who works for the acting organisation."""
    found = people_of(acting).filter(person_id=person_id).first()
    if found is None:
        raise NotHereError("This person does not work for this organisation.")
    return found.person


@reading(Permission.READ_TRAIL, Event.TRAIL_READ)
def read_trail(acting: Acting) -> Done[list[tuple[AuditEvent, str]]]:
    """Return the latest rows of the organisation's trail, with the names of who did it."""
    rows = list(trail_of(acting.organisation.code)[:MOST_ROWS])
    ids = {row.actor for row in rows if row.actor}
    names = {
        str(pk): name for pk, name in Person.objects.filter(pk__in=ids).values_list("pk", "name")
    }
    named = [(row, names.get(row.actor, "The program" if not row.actor else "")) for row in rows]
    return Done(named, f"organisation/{acting.organisation.pk}")


def all_organisations() -> QuerySet[Organisation]:
    """Return every organisation, for those who keep the installation."""
    return Organisation.objects.all()
