"""An invented commissioner with invented providers, for the tests of assurance in the web."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from dueregard_web.accounts.models import Person
from dueregard_web.organisations import actions as organisations
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Role
from tests.web_clock import SetClock
from tests.web_people import PASSWORD, House

REGISTER = """\
provider,name,kind,contract_year,commissioner,role,form,expected_income,paused
P1,Invented Trust,nhs_trust,2015/16,EX016,co_ordinating,full_length,7654321.09,
P2,Invented Carers,voluntary,2015/16,EX016,co_ordinating,full_length,150000.00,
P3,Invented Surgery,primary_care,2015/16,EX016,co_ordinating,not_standard,,
P4,Invented Clinic,independent,2015/16,EX016,associate,full_length,80000.00,
P4,Invented Clinic,independent,2015/16,EX017,co_ordinating,full_length,80000.00,
P4,Invented Clinic,independent,2015/16,EX018,associate,full_length,80000.00,
"""
CONTACTS = """id,provider,name,post,email
K1,P1,C. Clerk,Director of Workforce,clerk@p1.example.org
K2,P2,D. Carer,Manager,carer@p2.example.org
"""
M1, M2, M3 = "P1/2015-16/M1", "P1/2015-16/M2", "P1/2015-16/M3"


@dataclass
class Scene:
    """A house, the days that its clock is set to, and people of its providers."""

    house: House

    @classmethod
    def begun(cls, settings: Any) -> Scene:
        """On 21 July 2015, with the register and the contacts brought in by their pages."""
        settings.DUEREGARD_CLOCK = "tests.web_clock.SetClock"
        SetClock.set("2015-07-21")
        made = cls(House.found("EX016", SetClock.moment))
        assert made.bring_in("register", REGISTER).status_code == 302
        assert made.bring_in("contacts", CONTACTS).status_code == 302
        return made

    @property
    def base(self) -> str:
        return f"/o/{self.house.code}/assurance/"

    def on(self, day: str) -> None:
        SetClock.set(day)
        self.house.now = SetClock.moment

    def client(self, role: Role) -> Client:
        return self.house.client(role)

    def acting(self, role: Role) -> Acting:
        return Acting(
            self.house.person(role), self.house.organisation, frozenset({role}), SetClock.moment,
            "test",
        )  # fmt: skip

    def bring_in(self, kind: str, text: str, name: str = "") -> HttpResponse:
        file = SimpleUploadedFile(name or f"{kind}.csv", text.encode())
        return self.client(Role.CONTRACT_MANAGER).post(
            f"{self.base}register/import/", {"kind": kind, "file": file}
        )

    def contact_of(self, provider: str, email: str) -> Person:
        """Invite somebody of a provider, as the page does, and let them accept."""
        from dueregard_web.assurance.actions import invite_contact

        invited = invite_contact(self.acting(Role.CONTRACT_MANAGER), provider=provider, email=email)
        assert invited is not None
        return organisations.accept_invitation(
            invited.token, now=SetClock.moment, request="test", name=f"Pat of {provider}",
            password=PASSWORD,
        )  # fmt: skip

    def send(
        self, client: Client, provider: str, *obligations: str, **more: object
    ) -> HttpResponse:
        data = {"obligations": list(obligations), "title": "WRES report", "kind": "report", **more}
        return client.post(f"/o/{self.house.code}/provider/{provider}/send/", data)

    def reviewed(self, record: str, verdict: str, role: Role, **answers: str) -> HttpResponse:
        address = f"{self.base}evidence/{record}/review/"
        client = self.client(role)
        page = client.get(address).content.decode()
        items = re.findall(r'name="(item\d+)"', page)
        data = {name: answers.get(name, "yes") for name in items}
        return client.post(address, {"verdict": verdict, **data})


def words(response: HttpResponse) -> str:
    """Return what a page says, without its marks."""
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def record_in(address: str) -> str:
    """Return the record that an address names."""
    found = re.search(r"[0-9a-f-]{36}", address)
    assert found
    return found.group(0)
