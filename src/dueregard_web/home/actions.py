"""The daily e-mail that something waits: to whom it concerns, once a day, with nothing in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from dueregard_web.accounts.models import Person, TaskLetter
from dueregard_web.core.clock import day_of
from dueregard_web.core.tasks import Task, TaskState
from dueregard_web.home.tasks import tasks_for
from dueregard_web.organisations.queries import acting_in, organisations_of

SUBJECT = "Due Regard: something waits for you"
WAITS = frozenset({TaskState.TO_DO, TaskState.STOPPED})


@dataclass(frozen=True, slots=True)
class Told:
    """How many people were told, had been told that day, had nothing to do, could not be told."""

    sent: int = 0
    before: int = 0
    nothing: int = 0
    failed: int = 0


def send_task_letters(now: datetime, base: str) -> Told:
    """Tell everybody who has something to do, and has not been told today.

    Parameters
    ----------
    now
        The moment; its day in England is the day that counts.
    base
        The address of the installation.
    """
    counts = {"sent": 0, "before": 0, "nothing": 0, "failed": 0}
    wanting = Person.objects.filter(is_active=True, wants_task_letters=True).order_by("email")
    for person in wanting:
        counts[_tell(person, now, base)] += 1
    return Told(**counts)


def has_something(person: Person, now: datetime) -> bool:
    """Say whether something waits for this person anywhere they work; nothing is recorded."""
    places = organisations_of(person, day_of(now))
    return any(
        _waits(task)
        for organisation, _ in places
        for task in tasks_for(acting_in(organisation.code, person, now=now))
    )


def _waits(task: Task) -> bool:
    return task.state in WAITS and bool(task.address)


def _tell(person: Person, now: datetime, base: str) -> str:
    """Tell one person; of two commands that run at once one does."""
    if TaskLetter.objects.filter(person=person, day=day_of(now)).exists():
        return "before"
    if not has_something(person, now):
        return "nothing"
    try:
        with transaction.atomic():
            kept = TaskLetter.objects.create(person=person, day=day_of(now), made_at=now)
    except IntegrityError:
        return "before"
    try:
        send_mail(SUBJECT, letter(base), None, [person.email])
    except (SMTPException, OSError):
        kept.delete()
        return "failed"
    return "sent"


def letter(base: str) -> str:
    """Write the letter: the same to everybody, so it tells nothing to who reads it by chance."""
    root = base.rstrip("/")
    return (
        "Something waits for you in Due Regard. What it is stands on your home page:\n\n"
        f"{root}{reverse('home')}\n\n"
        "You can stop these e-mails on the page of your account:\n\n"
        f"{root}{reverse('account')}\n"
    )
