"""Emergency access: two people, a reason, some hours, everybody told, reading only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from dueregard.errors import DueRegardError
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotAllowedError, NotHereError, NotNowError, TooLateError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.emergency_actions import (
    agree_to_emergency,
    ask_emergency,
    end_emergency,
    give_back_emergency,
)
from dueregard_web.organisations.models import EmergencyAccess
from dueregard_web.organisations.policies import (
    EMERGENCY,
    LONGEST_EMERGENCY_HOURS,
    Permission,
    Role,
    roles_with,
)
from dueregard_web.organisations.queries import acting_in
from tests.integration.web.test_addresses import OF_ORGANISATIONS, address, start_year
from tests.web_people import House

REASON = "The only analyst is ill and a count is due today."


def nobody(*_: object) -> None:
    """Tell nobody."""


def ask(house: House, hours: int = 4) -> EmergencyAccess:
    return ask_emergency(house.acting(Role.ADMINISTRATOR), reason=REASON, hours=hours)


def open_one(house: House, hours: int = 4) -> EmergencyAccess:
    asked = ask(house, hours)
    return agree_to_emergency(
        house.acting(Role.IG_OFFICER), emergency_id=str(asked.pk), tell=nobody
    )


def seen_by(house: House, client: object) -> set[str]:
    """Return the pages that open."""
    return {
        name
        for name, rule in OF_ORGANISATIONS.items()
        if getattr(client, rule.method)(address(name, house.code)).status_code != 403
    }


def own_pages() -> set[str]:
    return {
        name
        for name, rule in OF_ORGANISATIONS.items()
        if rule.permission is None or Role.ADMINISTRATOR in roles_with(rule.permission)
    }


def test_administrator_sees_no_data_until_somebody_agrees(house: House) -> None:
    """Asking opens nothing; agreeing opens what may be read and nothing that changes anything."""
    start_year(house)
    client = house.client(Role.ADMINISTRATOR)
    assert seen_by(house, client) == own_pages()
    asked = ask(house)
    assert seen_by(house, client) == own_pages()
    agree_to_emergency(house.acting(Role.IG_OFFICER), emergency_id=str(asked.pk), tell=nobody)
    more = {n for n, rule in OF_ORGANISATIONS.items() if rule.permission in EMERGENCY}
    assert seen_by(house, client) == own_pages() | more
    assert "Emergency access." in client.get(address("trail", house.code)).content.decode()


def test_what_an_emergency_allows_is_reading() -> None:
    """None of its permissions belongs to importing, proposing, reviewing, deciding or signing."""
    changing = {
        Permission.START_YEAR, Permission.IMPORT_RECORDS, Permission.DRAFT_REPORT,
        Permission.ACKNOWLEDGE_BRIEFING, Permission.PROPOSE_RELEASE, Permission.REVIEW_RELEASE,
        Permission.DECIDE_RELEASE, Permission.ALLOW_EXCEPTION, Permission.HANDLE_INCIDENT,
        Permission.ANSWER_REQUEST, Permission.APPROVE_REQUEST, Permission.ALLOW_EMERGENCY,
    }  # fmt: skip
    assert not EMERGENCY & changing
    assert not set(roles_with(Permission.ASK_EMERGENCY)) & set(
        roles_with(Permission.ALLOW_EMERGENCY)
    )


def test_each_reading_is_on_the_trail_as_an_emergency(house: House) -> None:
    """Who reads the trail sees that it was not in their role that somebody read."""
    start_year(house)
    open_one(house)
    client = house.client(Role.ADMINISTRATOR)
    before = AuditEvent.objects.count()
    client.get(address("records", house.code))
    client.get(address("trail", house.code))
    rows = list(AuditEvent.objects.filter(seq__gt=before))
    assert {row.event for row in rows} >= {Event.RECORDS_READ, Event.TRAIL_READ}
    assert {row.roles for row in rows} == {"administrator emergency"}


def test_emergency_ends_by_itself(house: House) -> None:
    """To the second, and a page that is opened a moment later is refused."""
    opened = open_one(house, hours=1)
    admin = house.person(Role.ADMINISTRATOR)
    assert opened.until == house.now + timedelta(hours=1)
    last = acting_in(house.code, admin, now=opened.until - timedelta(seconds=1))
    assert last.may(Permission.SEE_SMALL_NUMBERS)
    after = acting_in(house.code, admin, now=opened.until)
    assert not after.may(Permission.SEE_SMALL_NUMBERS)
    later = replace_now(house.acting(Role.IG_OFFICER), hours=2)
    with pytest.raises(NotHereError):
        end_emergency(later, emergency_id=str(opened.pk))


def replace_now(acting: Acting, *, hours: int) -> Acting:
    return Acting(
        acting.person, acting.organisation, acting.roles, acting.now + timedelta(hours=hours)
    )


@pytest.mark.parametrize("by", ["the asker", "another"])
def test_emergency_can_be_ended_before_its_time(by: str, house: House) -> None:
    """By the one who reads, or by one who may agree; the next page is refused."""
    opened = open_one(house)
    if by == "the asker":
        give_back_emergency(house.acting(Role.ADMINISTRATOR), emergency_id=str(opened.pk))
    else:
        end_emergency(house.acting(Role.SIGNATORY), emergency_id=str(opened.pk))
    acting = acting_in(house.code, house.person(Role.ADMINISTRATOR), now=house.now)
    assert acting.permissions == house.acting(Role.ADMINISTRATOR).permissions


def test_everybody_is_told_or_nothing_opens(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """One letter each, without the reason or a figure; where they cannot be sent it stays shut."""
    start_year(house)
    here = {house.person(role).email for role in Role}
    asked = ask(house)
    path = f"/o/{house.code}/emergencies/{asked.pk}/agree/"
    officer = house.client(Role.IG_OFFICER)

    def fail(*_: object) -> None:
        raise SMTPException

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        answer = officer.post(path)
    assert answer.status_code == 409
    assert "Nothing was opened" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.agreed_at is None
    mail.outbox.clear()
    assert officer.post(path).status_code == 302
    assert {address for letter in mail.outbox for address in letter.to} == here
    assert all(len(letter.to) == 1 for letter in mail.outbox)
    assert not any(REASON in letter.body for letter in mail.outbox)
    for role in Role:
        page = house.client(role).get(f"/o/{house.code}/").content.decode()
        assert "Emergency access is open" in page, role


def test_two_people_are_needed(house: House) -> None:
    """Nobody agrees to their own, not by way of two roles and not by the database."""
    asked = ask(house)
    both = Acting(
        house.person(Role.ADMINISTRATOR), house.organisation, frozenset({Role.IG_OFFICER}),
        house.now,
    )  # fmt: skip
    with pytest.raises(NotNowError, match="cannot agree"):
        agree_to_emergency(both, emergency_id=str(asked.pk), tell=nobody)
    with pytest.raises(NotAllowedError):
        agree_to_emergency(
            house.acting(Role.ADMINISTRATOR), emergency_id=str(asked.pk), tell=nobody
        )
    asked.agreed_by, asked.agreed_at, asked.until = asked.asked_by, house.now, house.now
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.save()


def test_second_agreement_comes_too_late(house: House) -> None:
    """Of two who agree at once one is told."""
    opened = open_one(house)
    with pytest.raises(TooLateError):
        agree_to_emergency(house.acting(Role.SIGNATORY), emergency_id=str(opened.pk), tell=nobody)


@pytest.mark.parametrize(
    ("reason", "hours"), [("", 1), ("   ", 1), (REASON, 0), (REASON, LONGEST_EMERGENCY_HOURS + 1)]
)
def test_emergency_needs_a_reason_and_a_short_time(reason: str, hours: int, house: House) -> None:
    """Without either nothing is asked for."""
    with pytest.raises(DueRegardError):
        ask_emergency(house.acting(Role.ADMINISTRATOR), reason=reason, hours=hours)
    assert EmergencyAccess.objects.of(house.organisation).count() == 0


def test_emergency_is_asked_for_once_at_a_time(house: House) -> None:
    """While one waits or is open there is no second; afterwards there can be."""
    asked = ask(house)
    with pytest.raises(NotNowError, match="asked already"):
        ask(house)
    end_emergency(house.acting(Role.IG_OFFICER), emergency_id=str(asked.pk))
    again = ask(house)
    with pytest.raises(NotHereError):
        give_back_emergency(
            replace_person(house, house.join(Role.ADMINISTRATOR, "second admin")),
            emergency_id=str(again.pk),
        )


def replace_person(house: House, person: object) -> Acting:
    return replace(house.acting(Role.ADMINISTRATOR), person=person)


def test_pages_ask_agree_and_show_it_to_the_auditor(house: House) -> None:
    """The whole path by its pages, and what the auditor reads afterwards."""
    admin = house.client(Role.ADMINISTRATOR)
    path = f"/o/{house.code}/emergencies/"
    empty = admin.post(f"{path}ask/", {"reason": "", "hours": "4"})
    assert empty.status_code == 422
    assert "Enter what has happened" in empty.content.decode()
    assert admin.post(f"{path}ask/", {"reason": REASON, "hours": "4"}).status_code == 302
    twice = admin.post(f"{path}ask/", {"reason": REASON, "hours": "4"})
    assert "You have asked already" in twice.content.decode()
    signatory = house.client(Role.SIGNATORY)
    assert "Answer: emergency access" in signatory.get(f"/o/{house.code}/").content.decode()
    made = EmergencyAccess.objects.of(house.organisation).get()
    assert signatory.post(f"{path}{made.pk}/agree/").status_code == 302
    seen = house.client(Role.AUDITOR).get(path).content.decode()
    for words in (REASON, house.person(Role.SIGNATORY).name, "4 hours", "Open until"):
        assert words in seen
    assert "Agree, and tell everybody" not in seen
    assert admin.post(f"{path}{made.pk}/give-back/").status_code == 302
    assert "Ended by" in house.client(Role.AUDITOR).get(path).content.decode()
    events = [row.event for row in AuditEvent.objects.filter(subject=f"emergencyaccess/{made.pk}")]
    assert events == [Event.EMERGENCY_ASKED, Event.EMERGENCY_OPENED, Event.EMERGENCY_ENDED]
