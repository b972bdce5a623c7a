"""What happens when somebody leaves: their work goes to a colleague, and their access ends.

Work hangs on roles, so the colleague gets the roles; what hangs on a person beside them is told by
the apps that know it, in ``settings.DUEREGARD_HANDED_OVER``. All of it is one transaction.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from dueregard_web.accounts.actions import end_sessions
from dueregard_web.accounts.models import Person
from dueregard_web.audit.actions import append
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError, NotNowError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.actions import Grant, give
from dueregard_web.organisations.lock_queries import lock
from dueregard_web.organisations.models import Invitation, Membership
from dueregard_web.organisations.policies import BY_GRANT, Permission, Role
from dueregard_web.organisations.queries import live_roles
from dueregard_web.organisations.recorded import Done, action, subject_of


@action(Permission.MANAGE_PEOPLE, Event.HANDED_OVER)
def hand_over(acting: Acting, *, leaver: Person, heir: Person) -> Done[tuple[Role, ...]]:
    """Give a colleague everything that somebody who leaves has to do here.

    Roles of people from outside end with the person: they were given for a purpose of theirs.

    Returns
    -------
    tuple of Role
        The roles that the colleague has got.
    """
    lock(acting.organisation)
    held = list(
        Membership.objects.of(acting.organisation)
        .select_for_update()
        .filter(person=leaver, ended_at=None)
        .order_by("role")
    )
    _check(acting, leaver, heir, held)
    for row in held:
        row.ended_at, row.ended_by = acting.now, acting.person
        row.save()
        append(acting.happening(Event.ROLE_ENDED, subject_of(row), reason=row.role))
    given = tuple(_pass_on(acting, heir, row) for row in held if _goes_on(acting, heir, row))
    for place in settings.DUEREGARD_HANDED_OVER:
        import_string(place)(acting, leaver, heir)
    Invitation.objects.of(acting.organisation).filter(
        email=leaver.email, accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=acting.now, withdrawn_by=acting.person)
    end_sessions(leaver)
    return Done(given, f"person/{leaver.pk}", reason=f"to person/{heir.pk}")


def _goes_on(acting: Acting, heir: Person, row: Membership) -> bool:
    if row.known_role in BY_GRANT or (row.until is not None and row.until < acting.today):
        return False
    return row.known_role not in live_roles(heir, acting.organisation, acting.today)


def _pass_on(acting: Acting, heir: Person, row: Membership) -> Role:
    grant = Grant(row.known_role, row.until, row.purpose)
    made = give(acting.organisation, heir, grant, by=acting.person, now=acting.now)
    append(acting.happening(Event.ROLE_GIVEN, subject_of(made), reason=grant.role.value))
    return grant.role


def _check(acting: Acting, leaver: Person, heir: Person, held: list[Membership]) -> None:
    """Refuse a hand-over to nobody, to oneself, or one that leaves no administrator."""
    if not held:
        raise NotHereError("This person does not work for this organisation.")
    if heir == leaver:
        raise NotNowError("Nobody hands over to themselves.", advice="Choose a colleague.")
    if not live_roles(heir, acting.organisation, acting.today):
        raise NotHereError("The colleague does not work for this organisation.")
    mine = any(row.known_role is not Role.ADMINISTRATOR for row in held)
    if heir == acting.person and mine:
        raise NotNowError("You cannot give a role to yourself.", advice="Choose another colleague.")
    others = Membership.objects.of(acting.organisation).filter(
        role=Role.ADMINISTRATOR, ended_at=None, person__is_active=True
    )
    if not others.exclude(person=leaver).exists() and any(
        row.known_role is Role.ADMINISTRATOR for row in held
    ):
        raise NotNowError(
            "This is the last administrator.", advice="Invite another administrator first."
        )
