"""What changes an account, each with its row in the trail."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from dueregard_web.accounts.models import Person
from dueregard_web.audit.actions import append
from dueregard_web.audit.chain import Happening
from dueregard_web.audit.events import Event


def own_happening(
    person: Person, event: Event, *, now: datetime, request: str = "", reason: str = ""
) -> Happening:
    """Tell what somebody did with their own account."""
    return Happening(
        at=now,
        event=event.value,
        actor=str(person.pk),
        roles="",
        organisation="",
        subject=f"person/{person.pk}",
        reason=reason,
        request=request,
    )


def create_person(email: str, name: str, password: str | None, *, now: datetime) -> Person:
    """Make the account of somebody whose e-mail address an invitation has proved.

    Without a password it opens by the employer's sign-in service only.
    Only for actions that accept an invitation; they are on the trail themselves.
    """
    person = Person(email=email.lower(), name=name, joined_at=now)
    person.set_password(password)
    person.save(force_insert=True)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def end_sessions(person: Person) -> None:
    """End all sessions of a person: each is tied to the generation that ends here.

    Only for actions, which are on the trail.
    """
    Person.objects.filter(pk=person.pk).update(session_generation=F("session_generation") + 1)


@transaction.atomic
def sign_out_everywhere(person: Person, *, now: datetime, request: str = "") -> None:
    """End all sessions of a person, at their own wish."""
    end_sessions(person)
    append(own_happening(person, Event.SIGNED_OUT_EVERYWHERE, now=now, request=request))


@transaction.atomic
def choose_task_letters(person: Person, *, wants: bool, now: datetime, request: str = "") -> None:
    """Start or stop the daily e-mail that something waits."""
    Person.objects.filter(pk=person.pk).update(wants_task_letters=wants)
    reason = "wanted" if wants else "not wanted"
    event = Event.TASK_LETTERS_CHOSEN
    append(own_happening(person, event, now=now, request=request, reason=reason))
