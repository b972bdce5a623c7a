"""The living records: added, changed, taken away, and never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dueregard.records.columns import columns_of
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.due_regard import actions, queries
from dueregard_web.due_regard.models import RecordVersion
from dueregard_web.due_regard.policies import LISTED, SET_HERE
from dueregard_web.organisations.policies import Role
from tests.web_people import House
from tests.web_years import start_year

DECISION = {
    "id": "D1",
    "text": "How to shortlist",
    "options": "leave it as it is\ntwo people shortlist",
    "outcome": "act",
    "decision": "Two people shortlist.",
    "changed": "The policy was changed.",
    "dissent": "none",
    "constitution": "Staff right to fair treatment, section 4a.",
    "aims": ["eliminate"],
}


@pytest.fixture
def year(house: House) -> House:
    start_year(house)
    return house


def place(house: House, rest: str) -> str:
    return f"/o/{house.code}/2016/{rest}"


def add(client: Client, house: House, kind: str, /, **typed: Any) -> Any:
    return client.post(place(house, f"records/{kind}/add/"), typed)


def held(house: House, kind: str, role: Role = Role.EQUALITY_LEAD) -> list[RecordVersion]:
    acting = house.acting(role)
    return list(queries.living_of(acting, queries.find_year(acting, "2016")).kinds[kind])


def example_of(kind: str) -> dict[str, str]:
    """Return what the declarations give as an example of each column that may be typed."""
    columns = columns_of(LISTED[kind].record)
    return {
        one.name: one.said.example
        for one in columns
        if not one.said.names and one.name not in SET_HERE.get(kind, ())
    }


@pytest.mark.parametrize("kind", LISTED)
def test_each_kind_takes_its_own_examples(kind: str, year: House) -> None:
    """Every example of every column can be typed, is listed, and leaves a row in the trail."""
    client = year.client(Role.EQUALITY_LEAD)
    typed = example_of(kind)
    if "aims" in typed:
        typed["aims"] = typed["aims"].split("; ")
    if kind == "causes":
        add(client, year, "conclusions", id="C1", text="Few are shortlisted.")
        typed["conclusion"] = "C1"
    answer = add(client, year, kind, **typed)
    assert answer.status_code == 302, answer.content.decode()
    [one] = held(year, kind)
    assert AuditEvent.objects.filter(event=Event.RECORD_ADDED, subject=f"record/{one.record}")
    page = client.get(place(year, f"records/{kind}/")).content.decode()
    assert "History" in page
    change = client.get(place(year, f"records/{kind}/{one.record}/"))
    assert change.status_code == 200


@pytest.mark.parametrize("kind", LISTED)
def test_empty_form_says_in_words_what_is_needed(kind: str, year: House) -> None:
    """Each column that must be filled has a line in the summary, which leads to its field."""
    answer = add(year.client(Role.EQUALITY_LEAD), year, kind)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    for one in columns_of(LISTED[kind].record):
        if one.said.filled:
            assert f'href="#id_{one.name}"' in page, one.name
    assert held(year, kind) == []


def test_wrong_cells_are_told_at_their_fields(year: House) -> None:
    """A day that is none, an id that is none, and an unknown record: each in a sentence."""
    client = year.client(Role.EQUALITY_LEAD)
    answer = add(client, year, "actions", id="not an id", text="Do it", due="31/02/2016")
    page = answer.content.decode()
    assert "Id is no id." in page
    assert "Due on is no day of the calendar." in page
    actions.add_record(
        year.acting(Role.EQUALITY_LEAD), edition="2016", kind="actions",
        typed={"id": "A1", "text": "Do it"},
    )  # fmt: skip
    again = add(client, year, "actions", id="A1", text="Another")
    assert "There is another action called A1." in again.content.decode()
    part = add(client, year, "own_measures", measure="equality_training", n="9", of="3")
    assert part.status_code == 422
    assert "is more than of, 3" in part.content.decode()


def test_change_keeps_what_was_said_before(year: House) -> None:
    """Both versions can be read, with who and when, and the trail binds their digests."""
    client = year.client(Role.EQUALITY_LEAD)
    add(client, year, "conclusions", id="C1", text="Few are shortlisted.")
    [one] = held(year, "conclusions")
    address = place(year, f"records/conclusions/{one.record}/")
    client.post(address, {"seen": 1, "id": "C1", "text": "Fewer are shortlisted than apply."})
    history = client.get(f"{address}history/").content.decode()
    assert "Few are shortlisted." in history
    assert "Fewer are shortlisted than apply." in history
    row = AuditEvent.objects.filter(event=Event.RECORD_CHANGED).last()
    assert row.before
    assert row.after
    assert row.before != row.after


def test_of_two_who_change_at_once_one_wins(year: House) -> None:
    """Who saw an older version is told, and nothing of theirs is kept."""
    client = year.client(Role.EQUALITY_LEAD)
    add(client, year, "conclusions", id="C1", text="First.")
    [one] = held(year, "conclusions")
    address = place(year, f"records/conclusions/{one.record}/")
    assert client.post(address, {"seen": 1, "id": "C1", "text": "Second."}).status_code == 302
    late = client.post(address, {"seen": 1, "id": "C1", "text": "Late."})
    assert late.status_code == 422
    assert "Somebody has changed this record" in late.content.decode()
    assert [one.cells["text"] for one in held(year, "conclusions")] == ["Second."]


def test_what_is_pointed_to_stays(year: House) -> None:
    """A record that another names is neither taken away nor renamed; otherwise it can be."""
    client = year.client(Role.EQUALITY_LEAD)
    add(client, year, "conclusions", id="C1", text="First.")
    add(client, year, "causes", id="K1", text="Perhaps this.", conclusion="C1")
    [one] = held(year, "conclusions")
    address = place(year, f"records/conclusions/{one.record}/")
    assert client.post(f"{address}remove/", {"seen": 1}).status_code == 409
    renamed = client.post(address, {"seen": 1, "id": "C9", "text": "First."})
    assert "something points to it" in renamed.content.decode()
    [cause] = held(year, "causes")
    client.post(place(year, f"records/causes/{cause.record}/remove/"), {"seen": 1})
    assert client.post(f"{address}remove/", {"seen": 1}).status_code == 302
    assert held(year, "conclusions") == []
    assert client.get(f"{address}history/").status_code == 200


def test_action_comes_from_the_library(year: House) -> None:
    """An entry fills the form with its text, measure, aims and a free id."""
    client = year.client(Role.EQUALITY_LEAD)
    listed = client.get(place(year, "records/actions/")).content.decode()
    assert "?library=record-current" in listed
    page = client.get(place(year, "records/actions/add/?library=record-current"))
    form = page.content.decode()
    assert 'value="A1"' in form
    assert "Ask all who work here" in form


def test_facts_and_texts_are_kept(year: House) -> None:
    """What is said once and what is written in paragraphs go into the library's records."""
    client = year.client(Role.EQUALITY_LEAD)
    assert client.post(place(year, "records/facts/"), {"seen": 0, "board_lead": "A. Lead"})
    text = "- one\n- two\n\nAnd a paragraph."
    client.post(place(year, "records/texts/summary/"), {"seen": 0, "text": text})
    acting = year.acting(Role.EQUALITY_LEAD)
    records = queries.living_of(acting, queries.find_year(acting, "2016")).records
    assert records.facts.board_lead == "A. Lead"
    assert [block.items for block in records.narratives["summary"].blocks] == [
        ("one", "two"),
        ("And a paragraph.",),
    ]
    assert "- one" in client.get(place(year, "records/texts/summary/")).content.decode()


@pytest.mark.requirement("R-032")
def test_days_that_prove_something_cannot_be_typed(year: House) -> None:
    """Whatever a form sends: considered, acknowledged, decided and signed stay empty."""
    client = year.client(Role.EQUALITY_LEAD)
    add(client, year, "evidence", id="E1", title="Figures", considered_on="2016-01-01")
    add(client, year, "acknowledgements", name="A. Member", acknowledged_on="2016-01-01",
        briefing="2016-1")  # fmt: skip
    add(client, year, "decisions", **DECISION, decided_on="2016-01-01", status="closed",
        decided_by="Governing Body")  # fmt: skip
    client.post(place(year, "records/facts/"), {"seen": 0, "signed_off_by": "Somebody"})
    assert held(year, "evidence")[0].cells["considered_on"] == ""
    assert held(year, "acknowledgements")[0].cells["acknowledged_on"] == ""
    decision = held(year, "decisions")[0].cells
    assert (decision["decided_on"], decision["decided_by"], decision["status"]) == ("", "", "open")
    assert held(year, "facts")[0].cells["signed_off_by"] == ""
    for kind, names in SET_HERE.items():
        form = "records/facts/" if kind == "facts" else f"records/{kind}/add/"
        page = client.get(place(year, form)).content.decode()
        for name in names:
            assert f'name="{name}"' not in page


@pytest.mark.requirement("R-181")
def test_query_and_answer_stand_by_their_decision(year: House) -> None:
    """Where a decision is read, the question that it rests on and the answer are read too."""
    client = year.client(Role.EQUALITY_LEAD)
    add(client, year, "decisions", **DECISION)
    add(client, year, "queries", id="Q1", text="Who counts?", answer="All staff.", decisions=["D1"])
    page = client.get(place(year, "records/decisions/")).content.decode()
    assert "Who counts?" in page
    assert "All staff." in page


@pytest.mark.requirement("R-036")
def test_third_party_with_a_slot_missing_is_amber(year: House) -> None:
    """Able, required and in practice: with two of three it is amber, with three it is not."""
    client = year.client(Role.EQUALITY_LEAD)
    for name in ("E1", "E2", "E3"):
        add(client, year, "evidence", id=name, title=f"Proof {name}")
    add(client, year, "third_parties", id="P1", name="A unit", able=["E1"], required=["E2"])
    address = place(year, "records/third_parties/")
    assert "Amber" in client.get(address).content.decode()
    [one] = held(year, "third_parties")
    full = {"seen": 1, "id": "P1", "name": "A unit", "able": ["E1"], "required": ["E2"],
            "in_practice": ["E3"]}  # fmt: skip
    client.post(f"{address}{one.record}/", full)
    assert "Amber" not in client.get(address).content.decode()


@pytest.mark.requirement("R-206")
def test_target_is_said_in_people_too(year: House) -> None:
    """A share of the board becomes a number of people on the page of what is due."""
    client = year.client(Role.EQUALITY_LEAD)
    add(client, year, "targets", id="T1", group="BME", place="Governing Body", baseline="1",
        people="12", target_percent="50", openings="1", due="2030-03-31")  # fmt: skip
    page = client.get(place(year, "records/")).content.decode()
    assert "6" in page
    assert "appoint" in page
