"""The daily e-mail that something waits: to whom, how often, and what is not in it."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail

from dueregard_web.accounts.models import Person, TaskLetter
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.tasks import TaskState
from dueregard_web.home.actions import WAITS, Told, has_something, letter, send_task_letters
from dueregard_web.home.tasks import tasks_for
from dueregard_web.organisations.hand_over_actions import hand_over
from dueregard_web.organisations.policies import Role
from tests.integration.web.test_addresses import start_year
from tests.web_people import House

BASE = "https://wres.example.org/"


def everybody(house: House) -> dict[Role, Person]:
    return {role: house.person(role) for role in Role}


def told() -> list[str]:
    return sorted(address for one in mail.outbox for address in one.to)


def test_letter_goes_to_who_has_something_to_do_and_to_nobody_else(house: House) -> None:
    """The list of the first page decides, for each role."""
    start_year(house)
    expected = []
    for role, person in everybody(house).items():
        waits = [
            task
            for task in tasks_for(house.acting(role))
            if task.address and task.state in {TaskState.TO_DO, TaskState.STOPPED}
        ]
        expected += [person.email] if waits else []
    assert 0 < len(expected) < len(Role)
    result = send_task_letters(house.now, BASE)
    assert told() == sorted(expected)
    assert (result.sent, result.nothing) == (len(expected), len(Role) - len(expected))
    assert frozenset({TaskState.TO_DO, TaskState.STOPPED}) == WAITS


def test_letter_comes_once_a_day_however_often_the_command_runs(house: House) -> None:
    """A day is a day in England; the next one there may be another."""
    everybody(house)
    first = send_task_letters(house.now, BASE)
    assert first.sent > 0
    again = send_task_letters(house.now + timedelta(hours=1), BASE)
    assert again == Told(before=first.sent, nothing=first.nothing)
    assert len(mail.outbox) == first.sent
    next_day = send_task_letters(house.now + timedelta(days=1), BASE)
    assert next_day.sent == first.sent


def test_letter_holds_a_link_and_nothing_else(house: House) -> None:
    """No name, no organisation, no task, no number: the same words to everybody."""
    start_year(house)
    everybody(house)
    send_task_letters(house.now, BASE)
    assert {one.body for one in mail.outbox} == {letter(BASE)}
    text = letter(BASE)
    assert "https://wres.example.org/\n" in text
    assert "https://wres.example.org/account/\n" in text
    assert not any(sign.isdigit() for sign in text)
    for word in (
        house.code,
        house.organisation.name,
        "2016",
        *(p.name for p in house.people.values()),
    ):
        assert word not in text


def test_looking_for_tasks_leaves_no_reading_on_the_trail(house: House) -> None:
    """Nobody read anything: the command looked whether something waits."""
    start_year(house)
    everybody(house)
    before = AuditEvent.objects.count()
    send_task_letters(house.now, BASE)
    assert AuditEvent.objects.count() == before


def test_who_does_not_want_letters_gets_none(house: House) -> None:
    """A button on one's own page stops them and starts them again, and is on the trail."""
    client = house.client(Role.ADMINISTRATOR)
    person = house.person(Role.ADMINISTRATOR)
    assert has_something(person, house.now)
    client.post("/account/task-letters/", {"wants": "no"})
    assert "You get no e-mails" in client.get("/account/").content.decode()
    assert send_task_letters(house.now, BASE) == Told()
    client.post("/account/task-letters/", {"wants": "yes"})
    assert send_task_letters(house.now, BASE).sent == 1
    rows = AuditEvent.objects.filter(event=Event.TASK_LETTERS_CHOSEN)
    assert [row.reason for row in rows] == ["not wanted", "wanted"]


def test_who_has_left_gets_none(house: House) -> None:
    """Nor does a closed account."""
    leaver, heir = house.person(Role.HR_ANALYST), house.join(Role.HR_ANALYST, "the colleague")
    hand_over(house.acting(Role.ADMINISTRATOR), leaver=leaver, heir=heir)
    Person.objects.filter(pk=heir.pk).update(is_active=False)
    send_task_letters(house.now, BASE)
    assert not {leaver.email, heir.email} & set(told())


def test_letter_that_could_not_be_sent_is_tried_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail server that is down loses nothing, and one broken address stops no other letter."""
    everybody(house)
    unlucky = house.person(Role.HR_ANALYST).email
    sent = mail.get_connection().send_messages

    def fail(self: object, letters: list[mail.EmailMessage]) -> int:
        if letters[0].to == [unlucky]:
            raise SMTPException
        return sent(letters)

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        first = send_task_letters(house.now, BASE)
    assert first.failed == 1
    assert first.sent == len(mail.outbox) > 0
    assert unlucky not in told()
    assert send_task_letters(house.now, BASE).sent == 1
    assert unlucky in told()


def test_day_is_kept_before_the_letter_goes(house: House) -> None:
    """A command that is killed in between tells nobody twice."""
    person = house.person(Role.ADMINISTRATOR)
    TaskLetter.objects.create(person=person, day=house.now.date(), made_at=house.now)
    assert send_task_letters(house.now, BASE) == Told(before=1)
    assert mail.outbox == []
