"""What is kept goes when its time is over, and a person's name goes from everywhere but the past.

The chain of the trail stays whole: it never held the name.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from dueregard_web.accounts.models import Person
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.audit.queries import verify
from dueregard_web.core.refusals import NotAllowedError, NotHereError, NotNowError
from dueregard_web.due_regard import actions as due_regard
from dueregard_web.due_regard import queries as due_regard_queries
from dueregard_web.due_regard.models import DocumentSet
from dueregard_web.jobs.actions import ask_for, end_job
from dueregard_web.jobs.models import Job, JobState
from dueregard_web.organisations import actions as organisations
from dueregard_web.organisations.acting import Keeping
from dueregard_web.organisations.models import Invitation, Membership
from dueregard_web.organisations.policies import Role
from dueregard_web.releases import actions as releases
from dueregard_web.releases.folders import entries_of, folder_of
from dueregard_web.releases.policies import State
from dueregard_web.requests.models import Case
from dueregard_web.retention import actions
from dueregard_web.retention.ending import ENDINGS
from dueregard_web.retention.erasing import Stand
from dueregard_web.retention.schedule import SCHEDULE, Kind
from dueregard_web.returns.models import CountedReturn, Year
from dueregard_web.returns.queries import find_year
from tests.integration.web.releases_house import ALL, EDITION, WHY, Desk
from tests.integration.web.test_releases_requests import drafted, on
from tests.web_people import House, signed_in

NAME, EMAIL = "Ottoline Quarrington", "ottoline.quarrington@example.org"


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    yield Desk.set_up(house)
    shutil.rmtree(folder_of(house.organisation).parent, ignore_errors=True)


def dump() -> str:
    """Return every cell of every table as text."""
    text = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of the database's own
            text += [repr(row) for row in cursor.fetchall()]
    return "\n".join(text).lower()


def in_files() -> list[str]:
    """Return the files of the data folder that hold the name or the address."""
    found = []
    for path in Path(django_settings.CONFIGURATION.data).rglob("*"):
        if path.is_file():
            text = path.read_bytes().lower()
            if NAME.encode().lower() in text or EMAIL.encode() in text:
                found.append(path.name)
    return found


# --- the schedule -------------------------------------------------------------------------------
def test_every_kind_has_a_line_with_source_and_reason() -> None:
    """No kind without words, rule and reason; what the program deletes it has a way to delete."""
    assert set(SCHEDULE) == set(Kind)
    for kind, line in SCHEDULE.items():
        assert line.what, kind
        assert line.source, kind
        assert line.reason, kind
        assert line.how_long, kind
    daily = {kind for kind, line in SCHEDULE.items() if line.by_itself and line.days}
    assert daily == set(ENDINGS)


def an_old_invitation(desk: Desk, now: datetime) -> type[Any]:
    organisations.invite_for_demo(
        Keeping(None, now),
        organisation=desk.house.organisation,
        email="never.came@example.org",
        grant=organisations.Grant(Role.APPROVER),
    )
    return Invitation


def an_old_job(desk: Desk, now: datetime) -> type[Any]:
    job = ask_for(desk.by(Role.HR_ANALYST), kind="propose", subject=desk.house.organisation.pk,
                  boot="boot")  # fmt: skip
    end_job(job, JobState.DONE, now=now)
    return Job


def old_documents(desk: Desk, now: datetime) -> type[Any]:
    analyst = desk.by(Role.HR_ANALYST)
    job = ask_for(analyst, kind="documents", subject=desk.house.organisation.pk, boot="boot")
    made = DocumentSet.objects.add(
        desk.house.organisation, year=find_year(analyst, EDITION), job=job, kinds=[], formats=[],
        asked_at=now, asked_by=analyst.person,
    )  # fmt: skip
    due_regard.keep_documents(analyst, wanted=made, files={"a.html": b"x"}, source="0" * 64)
    end_job(job, JobState.DONE, now=now)
    return DocumentSet


def an_old_request(desk: Desk, now: datetime) -> type[Any]:
    desk.bring_to(State.RELEASED)
    from dueregard_web.requests import actions as requests

    case = drafted(desk, ALL)
    requests.approve_answer(desk.by(Role.APPROVER), **on(case))
    requests.answer(desk.by(Role.IG_OFFICER), **on(case))
    Case.unscoped.update(answered_at=now)
    return Case


MAKERS = {
    Kind.INVITATIONS: an_old_invitation,
    Kind.JOBS: an_old_job,
    Kind.DOCUMENTS: old_documents,
    Kind.REQUESTS: an_old_request,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_what_was_kept_long_enough_is_deleted_on_its_day_and_not_before(
    kind: Kind, desk: Desk
) -> None:
    """A day too early nothing goes; a day after it is gone, and the trail says how many of what."""
    made_at = desk.house.now
    model = MAKERS[kind](desk, made_at)
    days = SCHEDULE[kind].days or 0
    number = model.unscoped.count()
    more = timedelta(days=organisations.INVITATION_DAYS if kind is Kind.INVITATIONS else 0)
    actions.carry_out(made_at + more + timedelta(days=days - 1))
    assert model.unscoped.count() == number
    done = actions.carry_out(made_at + more + timedelta(days=days + 1))
    assert done[kind] >= 1
    assert model.unscoped.count() == number - done[kind]
    row = AuditEvent.objects.get(event=Event.RETENTION_ENDED, subject=f"retention/{kind.value}")
    assert (row.organisation, row.actor) == ("EX016", "")
    assert row.reason.startswith(f"{done[kind]} after ")
    assert verify()[1] == ()
    if kind is Kind.REQUESTS:
        kinds = [one.kind for one in entries_of(desk.house.organisation)]
        assert "answered" in kinds, "the register remembers what was told"


def test_tries_to_sign_in_and_letters_in_files_go_after_a_month(
    desk: Desk, tmp_path: Path, settings: Any
) -> None:
    """They hold addresses: the try of a stranger, and an e-mail that was written to a file."""
    import os

    AccessAttempt.objects.create(username="stranger@example.org", ip_address="192.0.2.1",
                                 failures_since_start=1)  # fmt: skip
    settings.EMAIL_FILE_PATH = str(tmp_path)
    old, new = tmp_path / "old.log", tmp_path / "new.log"
    for path in (old, new):
        path.write_text("To: somebody@example.org")
    then = (desk.house.now - timedelta(days=20)).timestamp()
    os.utime(old, (then, then))
    actions.carry_out(desk.house.now + timedelta(days=15))
    assert (AccessAttempt.objects.count(), old.exists(), new.exists()) == (1, False, True)
    actions.carry_out(desk.house.now + timedelta(days=31))
    assert (AccessAttempt.objects.count(), new.exists()) == (0, False)


def test_schedule_is_carried_out_once_a_day(desk: Desk) -> None:
    """The chore runs every few minutes; the second run of a day does nothing."""
    an_old_job(desk, desk.house.now)
    then = desk.house.now + timedelta(days=800)
    actions.carry_out_daily(then)
    assert Job.unscoped.count() == 0
    an_old_job(desk, desk.house.now)
    actions.carry_out_daily(then)
    assert Job.unscoped.count() == 1
    actions.carry_out_daily(then + timedelta(days=1))
    assert Job.unscoped.count() == 0


def test_page_shows_the_schedule_and_what_was_deleted(desk: Desk) -> None:
    an_old_job(desk, desk.house.now)
    actions.carry_out(desk.house.now + timedelta(days=800))
    text = desk.house.client(Role.AUDITOR).get("/o/EX016/retention/").content.decode()
    for line in SCHEDULE.values():
        assert line.how_long in text
    assert "jobs, 1 after 1 year" in text


# --- a person -----------------------------------------------------------------------------------
def leave(desk: Desk, person: Person) -> None:
    """End every role of somebody, as an administrator does."""
    for one in Membership.objects.of(desk.house.organisation).filter(person=person, ended_at=None):
        organisations.end_role(desk.by(Role.ADMINISTRATOR), membership_id=str(one.pk))


def keeper(desk: Desk) -> Keeping:
    person = Person(email="keeper@example.org", name="Kit", is_keeper=True,
                    joined_at=desk.house.now)  # fmt: skip
    person.save()
    return Keeping(person, desk.house.now, "test")


def worked(desk: Desk) -> Person:
    """Let somebody leave traces wherever a person can."""
    ottoline = desk.another(Role.SIGNATORY, NAME)
    assert ottoline.person.email == EMAIL
    analyst = desk.by(Role.HR_ANALYST)
    due_regard.add_record(
        analyst, edition=EDITION, kind="actions",
        typed={"id": "A1", "text": "Train them.", "owner": NAME, "due": "2027-03-31"},
    )  # fmt: skip
    desk.bring_to(State.RELEASED)
    desk.read()
    desk.check(note="A table was drawn from the wrong list.")
    desk.submit()
    for name in ("First One", "Second Two"):
        desk.review(desk.another(Role.APPROVER, name))
    desk.read()
    from tests.integration.web.releases_house import saying

    releases.decide(desk.another(Role.SIGNATORY, NAME), **desk.on(saying=saying()))
    releases.carry_out(desk.another(Role.SIGNATORY, NAME), **desk.on())
    year = find_year(analyst, EDITION)
    seen = due_regard_queries.living_of(analyst, year).sha256
    due_regard.sign_off(desk.another(Role.SIGNATORY, NAME), edition=EDITION, seen=seen)
    AccessAttempt.objects.create(username=EMAIL, failures_since_start=1)
    return ottoline.person


def test_erased_person_is_found_nowhere_and_the_chain_verifies(
    desk: Desk, tmp_path: Path, settings: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    """Database, files and log lines are searched; what the person did stays, under a number."""
    settings.EMAIL_FILE_PATH = str(tmp_path)
    letter = tmp_path / "letter.log"
    letter.write_text(f"To: {EMAIL}")
    person = worked(desk)
    signed_in(person).get("/o/EX016/")
    assert NAME.lower() in dump()
    assert EMAIL in dump()
    keeping = keeper(desk)
    with pytest.raises(NotHereError, match="holds a role"):
        actions.erase_person(keeping, person_id=str(person.pk), reason=WHY)
    leave(desk, person)
    rows = list(AuditEvent.objects.order_by("seq").values_list("row_hash", flat=True))
    actions.erase_person(keeping, person_id=str(person.pk), reason=WHY)

    text = dump()
    assert NAME.lower() not in text
    assert EMAIL not in text
    assert in_files() == []
    assert not letter.exists()
    said = capfd.readouterr()
    assert NAME not in said.out + said.err
    assert EMAIL not in said.out + said.err
    now = list(AuditEvent.objects.order_by("seq").values_list("row_hash", flat=True))
    assert now[: len(rows)] == rows, "no row of the past was touched"
    assert verify()[1] == ()
    assert AuditEvent.objects.filter(event=Event.PERSON_ERASED).count() == 1
    assert AuditEvent.objects.filter(actor=str(person.pk)).exists(), "what was done stays known"


def test_a_name_that_is_also_a_category_changes_no_count(desk: Desk) -> None:
    """What was counted stays, byte for byte, whatever somebody is called."""
    desk.bring_to(State.RELEASED)
    counted = "ethnic_category,n\nWhite British,12\n"
    assert CountedReturn.unscoped.update(cells=counted)
    person = desk.another(Role.SIGNATORY, "White British").person
    leave(desk, person)
    actions.erase_person(keeper(desk), person_id=str(person.pk), reason=WHY)
    assert set(CountedReturn.unscoped.values_list("cells", flat=True)) == {counted}
    assert Person.objects.get(pk=person.pk).name.startswith("Erased person")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("May", {"May": "Ask May by 1 May: gone@erased.invalid"}),
        ("May Day", {"May": "Ask May by 1 May: gone@erased.invalid"}),
        ("Ask May", {"May": "Gone by 1 May: gone@erased.invalid"}),
    ],
)
def test_a_name_of_one_word_is_left_in_texts_and_no_key_is_renamed(
    name: str, said: dict[str, str]
) -> None:
    """One word may be any word; an address is somebody's own, and keys are the program's."""
    stand = Stand(name, "may@example.org", "Gone", "gone@erased.invalid")
    assert stand.said_in({"May": "Ask May by 1 May: May@example.org"}) == said


def test_what_was_signed_and_approved_still_counts_after_an_erasure(desk: Desk) -> None:
    """The signature is not said to be out of date, and the version can still be withdrawn."""
    person = worked(desk)
    assert is_current(desk)
    before = due_regard_queries.living_of(desk.by(Role.SIGNATORY), year_of(desk)).sha256
    leave(desk, person)
    actions.erase_person(keeper(desk), person_id=str(person.pk), reason=WHY)
    living = due_regard_queries.living_of(desk.by(Role.SIGNATORY), year_of(desk))
    assert living.sha256 != before, "the name is gone from the records"
    assert "Erased person" in repr(list(living.cells("acknowledgements")))
    assert is_current(desk)
    assert AuditEvent.objects.filter(event=Event.RECORDS_ERASED_IN).exists()
    releases.withdraw(desk.by(Role.SIGNATORY), **desk.on(public_note="A table was wrong."))
    due_regard.add_record(
        desk.by(Role.HR_ANALYST), edition=EDITION, kind="actions",
        typed={"id": "A2", "text": "More.", "due": "2027-03-31"},
    )  # fmt: skip
    assert not is_current(desk), "what is really new is told"


def year_of(desk: Desk) -> Year:
    return find_year(desk.by(Role.HR_ANALYST), EDITION)


def is_current(desk: Desk) -> bool:
    """Say whether the page would say that the records are those that were signed."""
    acting, year = desk.by(Role.SIGNATORY), year_of(desk)
    signed = due_regard_queries.latest_sign_off(acting, year)
    assert signed is not None
    now = due_regard_queries.living_of(acting, year).sha256
    return due_regard_queries.is_as_signed(acting, year, signed, now)


def test_nobody_is_erased_while_a_release_on_its_way_needs_the_name(desk: Desk) -> None:
    """The decision file names its reviewers: it is carried out first."""
    desk.bring_to(State.TWO_REVIEWS)
    person = desk.another(Role.APPROVER, "First One").person
    leave(desk, person)
    with pytest.raises(NotNowError, match="on its way"):
        actions.erase_person(keeper(desk), person_id=str(person.pk), reason=WHY)
    assert Person.objects.get(pk=person.pk).name == "First One"


def test_only_keepers_erase(desk: Desk) -> None:
    """No role of an organisation erases, and none sees the list."""
    person = desk.house.person(Role.CUSTODIAN)
    leave(desk, person)
    stranger = Keeping(desk.house.person(Role.ADMINISTRATOR), desk.house.now, "test")
    with pytest.raises(NotAllowedError):
        actions.erase_person(stranger, person_id=str(person.pk), reason=WHY)
    client: Client = desk.house.client(Role.ADMINISTRATOR)
    assert client.get(f"/installation/erase/{person.pk}/").status_code == 404


def test_erasure_through_the_pages(desk: Desk) -> None:
    """The list, the page that says what happens, the button; and the account is closed."""
    person = desk.house.person(Role.CUSTODIAN)
    session = desk.house.client(Role.CUSTODIAN)
    leave(desk, person)
    client = signed_in(keeper(desk).person)
    assert person.name in client.get("/installation/erase/").content.decode()
    place = f"/installation/erase/{person.pk}/"
    assert "cannot be undone" in client.get(place).content.decode()
    assert client.post(place, {"reason": ""}).status_code == 422
    assert client.post(place, {"reason": WHY}).status_code == 302
    assert "There is nobody." in client.get("/installation/erase/").content.decode()
    assert session.get("/account/").status_code == 302
    assert client.get(place).status_code == 404
