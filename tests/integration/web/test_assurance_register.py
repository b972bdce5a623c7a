"""The commissioner's register, declarations and status board in the web workspace."""

from __future__ import annotations

import csv
import io
import re

import pytest

from dueregard_web.assurance.models import LedgerRecord
from dueregard_web.assurance.queries import read_kept_records
from dueregard_web.audit.models import AuditEvent
from dueregard_web.organisations.policies import Role
from tests.integration.web.assurance_house import REGISTER, Scene, words
from tests.web_clock import SetClock
from tests.web_people import House


@pytest.fixture
def scene(db: None, settings) -> Scene:
    return Scene.begun(settings)


def test_register_comes_in_and_goes_out_the_same(scene: Scene) -> None:
    """What is exported as CSV or XLSX reads back as what was brought in."""
    client = scene.client(Role.AUDITOR)
    given = client.get(f"{scene.base}register/as/csv/")
    rows = list(csv.DictReader(io.StringIO(given.content.decode("utf-8-sig"))))
    assert [(row["provider"], row["expected_income"]) for row in rows] == [
        ("P1", "7654321.09"), ("P2", "150000.00"), ("P3", ""),
        ("P4", "80000.00"), ("P4", "80000.00"), ("P4", "80000.00"),
    ]  # fmt: skip
    book = client.get(f"{scene.base}register/as/xlsx/").content
    before = LedgerRecord.objects.of(scene.house.organisation).count()
    from django.core.files.uploadedfile import SimpleUploadedFile

    again = scene.client(Role.CONTRACT_MANAGER).post(
        f"{scene.base}register/import/",
        {"kind": "register", "file": SimpleUploadedFile("again.xlsx", book)},
    )
    assert again.status_code == 302
    assert LedgerRecord.objects.of(scene.house.organisation).count() == before


def test_a_fault_is_named_with_line_and_column_and_nothing_comes_in(scene: Scene) -> None:
    """Line, column and value are told; the rows beside it do not come in either."""
    before = LedgerRecord.objects.of(scene.house.organisation).count()
    bad = REGISTER + "P5,Another,charity,2015/16,EX016,co_ordinating,full_length,lots,\n"
    told = scene.bring_in("register", bad)
    assert told.status_code == 422
    text = words(told)
    assert "line 8, column kind" in text
    assert "line 8, column expected_income" in text
    assert "dueregard-received" not in text
    assert LedgerRecord.objects.of(scene.house.organisation).count() == before


def test_two_rows_of_a_provider_that_contradict_each_other_are_refused(scene: Scene) -> None:
    """A provider has one kind in a year, across two files too."""
    other = REGISTER.splitlines()[0] + "\nP1,Invented Trust,voluntary,2015/16,EX019,,,,\n"
    told = scene.bring_in("register", other)
    assert told.status_code == 422
    assert "for the same provider and year" in words(told)


@pytest.mark.requirement("R-143")
def test_register_says_what_binds_whom_and_why(scene: Scene) -> None:
    """Presumed, confirmed or exempt, with the class of reason; three contracts prove not small."""
    text = words(scene.client(Role.AUDITOR).get(f"{scene.base}register/"))
    assert re.search(r"Invented Carers \(P2\) voluntary presumed: not small", text)
    assert re.search(r"Invented Clinic \(P4\) independent confirmed: not small", text)
    surgery = text[text.index("Invented Surgery") :][:200]
    assert "not applicable (primary care - not Standard Contract)" in surgery


def declare(scene: Scene, income: str = "150000.00", says: str = "small") -> str:
    client = scene.client(Role.CONTRACT_MANAGER)
    typed = {
        "id": "D1", "provider": "P2", "contract_year": "2015/16", "says": says,
        "expected_income": income, "declared_by": "B. Boss", "declared_on": "2015-07-20",
    }  # fmt: skip
    assert client.post(f"{scene.base}records/declarations/add/", typed).status_code == 302
    rows = LedgerRecord.objects.of(scene.house.organisation).filter(kind="declarations")
    return str(rows.latest("version").record)


def test_an_exemption_needs_a_second_person_and_ends_with_its_year(scene: Scene) -> None:
    """Who entered a declaration cannot approve it; a colleague can, and it is for this year."""
    record = declare(scene)
    address = f"{scene.base}declarations/{record}/"
    decision = {"decision": "approve", "why": "The accounts were seen."}
    assert scene.client(Role.CONTRACT_MANAGER).post(address, decision).status_code == 403
    provider = f"{scene.base}providers/P2/"
    assert "Declared in scope" in words(scene.client(Role.AUDITOR).get(provider))
    assert scene.client(Role.EQUALITY_LEAD).post(address, decision).status_code == 302
    text = words(scene.client(Role.AUDITOR).get(provider))
    assert "Confirmed out of scope" in text
    assert "Until 31 March 2016" in text
    assert scene.client(Role.EQUALITY_LEAD).post(address, decision).status_code == 422


def test_no_form_types_an_approval(scene: Scene) -> None:
    """Approved-by sent along with a declaration is not kept."""
    client = scene.client(Role.CONTRACT_MANAGER)
    typed = {
        "id": "D2", "provider": "P2", "contract_year": "2015/16", "says": "small",
        "declared_by": "B. Boss", "declared_on": "2015-07-20", "approved_by": "Me",
        "approved_on": "2015-07-21",
    }  # fmt: skip
    assert client.post(f"{scene.base}records/declarations/add/", typed).status_code == 302
    kept = read_kept_records(scene.house.organisation).ledger.declarations[0]
    assert kept.approved_by == ""
    assert kept.approved_on is None


@pytest.mark.requirement("T-01")
def test_board_on_21_july_says_overdue_at_issue(scene: Scene) -> None:
    """Due before the rule was published is neither late nor in time; later it stays so."""
    text = words(scene.client(Role.AUDITOR).get(scene.base))
    assert "overdue at issue" in text[text.index("Invented Trust") :]
    assert "days late" not in text
    scene.on("2016-05-02")
    text = words(scene.client(Role.AUDITOR).get(f"{scene.base}?year=2015-16"))
    assert "overdue" in text[text.index("Invented Trust") :]


def test_board_is_filtered_by_process_result_and_name(scene: Scene) -> None:
    """A filter leaves the providers that have such an obligation, and counts them."""
    client = scene.client(Role.AUDITOR)
    assert "3 of 4 providers" in words(client.get(f"{scene.base}?process=overdue+at+issue"))
    assert "0 of 4 providers" in words(client.get(f"{scene.base}?result=met"))
    assert "1 of 4 providers" in words(client.get(f"{scene.base}?q=clinic"))
    assert client.get(f"{scene.base}?year=1999-00").status_code == 404
    assert client.get(f"{scene.base}?year=nonsense").status_code == 404


def test_a_change_keeps_what_was_said_before(scene: Scene) -> None:
    """History shows both versions, with who made them; a stale form is refused."""
    client = scene.client(Role.CONTRACT_MANAGER)
    row = read_kept_records(scene.house.organisation).rows["contacts"][0]
    address = f"{scene.base}records/contacts/{row.record}/"
    typed = {"seen": "1", "id": "K1", "provider": "P1", "name": "N. Ewer", "letters": "yes"}
    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 409
    text = words(client.get(f"{address}history/"))
    assert "N. Ewer" in text
    assert "C. Clerk" in text
    assert text.count("2015, 10:30am, contract_manager of EX016") == 2
    assert client.post(f"{address}remove/", {"seen": "2"}).status_code == 302
    assert len(read_kept_records(scene.house.organisation).ledger.contacts) == 1


def test_what_is_done_stands_in_the_trail(scene: Scene) -> None:
    """Bringing in, adding and reading each leave their row."""
    declare(scene)
    scene.client(Role.AUDITOR).get(scene.base)
    events = list(AuditEvent.objects.values_list("event", flat=True))
    assert {"register_imported", "ledger_added", "assurance_read"} <= set(events)


def test_another_organisation_sees_nothing_of_it(scene: Scene) -> None:
    """Another commissioner's board is its own."""
    other = Scene(House.found("EX099", SetClock.moment))
    assert "no register of providers yet" in words(other.client(Role.AUDITOR).get(other.base))
    assert read_kept_records(other.house.organisation).ledger.register == ()
