"""The number of questions to the database does not grow with what there is to show."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard_web.organisations import actions
from dueregard_web.organisations.models import EmergencyAccess
from dueregard_web.organisations.policies import Role
from tests.integration.web.test_addresses import address, start_year
from tests.web_people import House

MOST = 45
"""More questions than this no main page asks, whoever opens it."""
MAIN = (
    "organisation", "year", "files", "figures", "findings", "records", "due_regard", "report",
    "documents", "release", "requests", "people", "emergencies", "trail", "year_settings",
)  # fmt: skip


def questions(client: Client, path: str) -> int:
    """Count the questions of a page that was opened before."""
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    assert answer.status_code in {200, 403, 404, 409}, answer.status_code
    return len(seen)


def many_people(house: House) -> None:
    for number in range(12):
        house.join(Role.GOVERNING_BODY_READER, f"reader {number} of {house.code}")


def many_invitations(house: House) -> None:
    for number in range(12):
        actions.invite(
            house.acting(Role.ADMINISTRATOR),
            email=f"new{number}@example.org",
            grant=actions.Grant(Role.APPROVER),
        )


def many_emergencies(house: House) -> None:
    admin, officer = house.person(Role.ADMINISTRATOR), house.person(Role.IG_OFFICER)
    for number in range(12):
        then = house.now - timedelta(days=30 + number)
        EmergencyAccess.objects.add(
            house.organisation, asked_at=then, asked_by=admin, reason="It burns.", hours=1,
            agreed_at=then, agreed_by=officer, until=then + timedelta(hours=1),
            ended_at=then, ended_by=officer,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("page", "role", "more"),
    [
        ("people", Role.ADMINISTRATOR, many_people),
        ("people", Role.ADMINISTRATOR, many_invitations),
        ("organisation", Role.ADMINISTRATOR, many_people),
        ("organisation", Role.HR_ANALYST, many_people),
        ("emergencies", Role.AUDITOR, many_emergencies),
        ("trail", Role.AUDITOR, many_people),
        ("organisation", Role.AUDITOR, many_emergencies),
    ],
)
def test_page_asks_as_often_for_many_as_for_few(page: str, role: Role, more, house: House) -> None:
    """Twelve more rows, not one more question."""
    start_year(house)
    client = house.client(role)
    house.person(Role.IG_OFFICER)
    path = address(page, house.code)
    few = questions(client, path)
    more(house)
    assert questions(client, path) == few


@pytest.mark.parametrize("role", [Role.HR_ANALYST, Role.IG_OFFICER, Role.SIGNATORY])
def test_main_pages_ask_few_questions(role: Role, house: House) -> None:
    """A page that begins to ask once for each row it shows is seen here."""
    start_year(house)
    client = house.client(role)
    counts = {page: questions(client, address(page, house.code)) for page in MAIN}
    assert {page: count for page, count in counts.items() if count > MOST} == {}
    assert counts["organisation"] > 3
