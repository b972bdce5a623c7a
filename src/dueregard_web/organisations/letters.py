"""E-mails: an invitation, and word of an emergency."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, get_connection, send_mail
from django.http import HttpRequest
from django.urls import reverse

from dueregard_web.accounts.models import Person
from dueregard_web.core.jinja import moment
from dueregard_web.organisations.actions import Invited
from dueregard_web.organisations.models import EmergencyAccess
from dueregard_web.organisations.policies import ROLES, Role


def invitation_link(invited: Invited, base: str) -> str:
    """Return the link of an invitation at the address of this installation."""
    return base.rstrip("/") + reverse("invitation", kwargs={"token": invited.token})


def send_invitation(request: HttpRequest, invited: Invited) -> None:
    """Send the link to whom it is for; the sender never sees it."""
    invitation = invited.invitation
    place = invitation.organisation.name if invitation.organisation else "this installation"
    role = ROLES[Role(invitation.role)].title if invitation.role else "Keeper of the installation"
    base = settings.CONFIGURATION.address or request.build_absolute_uri("/")
    send_mail(
        "Due Regard: you are invited",
        f"You are invited to work with Due Regard for {place}.\n\n"
        f"Your role: {role}\n\n"
        f"Open this link to accept. It works once, until {moment(invitation.expires_at)}.\n\n"
        f"{invitation_link(invited, base)}\n\n"
        "If you did not expect this, ignore it: nothing happens.\n",
        None,
        [invitation.email],
    )


def send_emergency(request: HttpRequest, access: EmergencyAccess, people: list[Person]) -> None:
    """Tell everybody that somebody may read for some hours, one letter each."""
    base = settings.CONFIGURATION.address or request.build_absolute_uri("/")
    parts = {"code": access.organisation.code}
    page = base.rstrip("/") + reverse("organisation", kwargs=parts)
    text = (
        f"{access.asked_by.name} looks after the accounts of {access.organisation.name} and sees "
        f"no data in ordinary times.\n\nUntil {moment(access.until)} they may read it, because of "
        f"an emergency. {access.agreed_by.name if access.agreed_by else ''} agreed to this. What "
        f"they read is recorded.\n\nThe reason, and who to ask, is here:\n\n{page}\n"
    )
    subject = "Due Regard: emergency access was opened"
    letters = [EmailMessage(subject, text, None, [person.email]) for person in people]
    get_connection().send_messages(letters)
