"""The trail: written with the change or not at all, never changed, checked by anybody."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from dueregard_web.audit import actions as audit
from dueregard_web.audit.chain import Happening
from dueregard_web.audit.events import WORDS, Event
from dueregard_web.audit.models import AuditEvent, TrailHead
from dueregard_web.audit.queries import read_heads, verify
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations import actions
from dueregard_web.organisations.models import Invitation
from dueregard_web.organisations.policies import Role
from tests.web_people import House

TABLE = "audit_auditevent"


def triggers_off() -> None:
    """Do what a dishonest owner of the database would do first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def test_every_event_has_words() -> None:
    """Whatever stands on the trail can be read."""
    assert set(WORDS) == set(Event)


def test_change_and_row_are_one_transaction(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the row cannot be written, there is no change."""
    acting = house.acting(Role.ADMINISTRATOR)
    before = Invitation.unscoped.count()

    def fail(_: Happening) -> None:
        raise DatabaseError

    monkeypatch.setattr("dueregard_web.organisations.recorded.append", fail)
    with pytest.raises(DatabaseError):
        actions.invite(acting, email="new@example.org", grant=actions.Grant(Role.APPROVER))
    assert Invitation.unscoped.count() == before


def test_change_that_fails_leaves_no_row(house: House) -> None:
    """When the change is refused by a rule, the trail tells of none."""
    acting = house.acting(Role.ADMINISTRATOR)
    before = AuditEvent.objects.count()
    with pytest.raises(NotHereError):
        actions.withdraw_invitation(acting, invitation_id="00000000-0000-0000-0000-000000000000")
    assert AuditEvent.objects.count() == before


def test_row_outside_a_transaction_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row without the transaction of its change could tell of what never was."""
    outside = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr("dueregard_web.audit.actions.connection", outside)
    with pytest.raises(audit.OutsideTransactionError):
        audit.append(Happening(house.now, Event.REFUSED, "", "", "", ""))


@pytest.mark.requirement("R-039")
@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET reason = 'x'",
        f"UPDATE {TABLE} SET at = at WHERE seq = 1",
        f"DELETE FROM {TABLE} WHERE seq = 1",
        f"DELETE FROM {TABLE}",
    ],
)
def test_database_refuses_to_change_the_trail(statement: str, house: House) -> None:
    """Even plain SQL is refused, with a sentence that says why."""
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert verify()[1] == ()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (f"UPDATE {TABLE} SET actor = 'x' WHERE seq = 2", "changed"),
        (f"UPDATE {TABLE} SET event = 'signed_in' WHERE seq = 2", "changed"),
        (f"DELETE FROM {TABLE} WHERE seq = 2", "missing"),
        (f"DELETE FROM {TABLE} WHERE seq = (SELECT MAX(seq) FROM {TABLE})", "no longer there"),
        (f"UPDATE {TABLE} SET seq = 1000 WHERE seq = 2", "missing"),
    ],
)
@pytest.mark.requirement("R-039")
def test_tampering_is_found(statement: str, words: str, house: House) -> None:
    """With the triggers out of the way, the chain still tells."""
    house.person(Role.ADMINISTRATOR)
    assert verify() == (AuditEvent.objects.count(), ())
    triggers_off()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert any(words in one.problem for one in verify()[1])


def test_trail_written_anew_is_found_by_the_exported_head(house: House, tmp_path: Path) -> None:
    """A whole new chain, head and all, differs from the file that was kept elsewhere."""
    house.person(Role.ADMINISTRATOR)
    written = audit.export_head(tmp_path, "2026-11-20")
    assert written is not None
    assert [head.seq for head in read_heads(tmp_path)] == [AuditEvent.objects.count()]
    happenings = [row.link.happening for row in AuditEvent.objects.all()]
    triggers_off()
    AuditEvent.objects.all().delete()
    TrailHead.objects.all().delete()
    with transaction.atomic():
        for happening in happenings:
            audit.append(
                Happening(happening.at, "signed_in", "nobody", "", happening.organisation, "")
            )
    assert verify()[1] == ()
    assert any("exported" in one.problem for one in verify(tmp_path)[1])


def test_reading_the_trail_is_on_the_trail(house: House) -> None:
    """Who looks at what others did is seen too."""
    client = house.client(Role.AUDITOR)
    before = AuditEvent.objects.filter(event=Event.TRAIL_READ).count()
    page = client.get("/o/EX016/trail/").content.decode()
    assert "Gave a role" in page
    assert house.person(Role.AUDITOR).name in page
    assert AuditEvent.objects.filter(event=Event.TRAIL_READ).count() == before + 1


def test_trail_holds_no_name_and_no_address(house: House) -> None:
    """Identifiers only: an account can be erased, and the chain still holds."""
    for role in Role:
        house.person(role)
    rows = list(AuditEvent.objects.values())
    text = json.dumps(rows, default=str)
    for person in house.people.values():
        assert person.email not in text
        assert person.name not in text
    person = house.person(Role.HR_ANALYST)
    person.name, person.email = "Erased", f"{person.pk}@erased.invalid"
    person.save()
    assert verify()[1] == ()


def test_log_lines_hold_fields_and_no_values(house: House) -> None:
    """A message is logged without its arguments, a fault without its text."""
    from dueregard_web.core.log_lines import JsonLines

    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("some.library")
    logger.addHandler(handler)
    try:
        raise ValueError("Somebody Invented, British")  # noqa: TRY301 - a fault with a value in it
    except ValueError:
        logger.exception("failed for %s", "Somebody Invented", extra={"request": "1", "name2": "x"})
    finally:
        logger.removeHandler(handler)
    line = json.loads(stream.getvalue())
    assert "Somebody" not in stream.getvalue()
    assert line["fault"].startswith("ValueError in ")
    assert line["message"] == "failed for %s"
    assert set(line) == {"at", "level", "logger", "message", "request", "fault"}
