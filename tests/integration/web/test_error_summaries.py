"""Every form that is sent empty says at the top of the page what is missing, and leads there."""

from __future__ import annotations

from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from dueregard_web.organisations.policies import Role, roles_with
from tests.integration.web.test_addresses import OF_ORGANISATIONS, address, start_year
from tests.web_people import House

FIELDS = {"input", "select", "textarea"}
AT_LEAST = {
    "invite",
    "start_year",
    "upload",
    "settings_file",
    "add_record",
    "import_year",
    "open_incident",
    "disclosure_policy",
    "typed_counts",
}
"""Forms that lack something when nothing is filled in, and need no more than a year."""
KINDS = {"kind": "evidence"}
WHO = {"disclosure_policy": Role.IG_OFFICER}
"""Where others may read the page, and only this role finds the form."""


class Answer(HTMLParser):
    """What a page says of its faults: the summary with its links, ids, title, first heading."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.title, self.links, self.order = "", [], []
        self.ids: dict[str, str] = {}
        self.forms = 0
        self._in_title = False
        self._in_summary = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self._in_title = tag == "title"
        if said.get("id"):
            self.ids[str(said["id"])] = tag
        if "nhsuk-error-summary" in str(said.get("class", "")).split():
            self.order.append("summary")
            self._in_summary = 1
        elif self._in_summary:
            self._in_summary += tag == "div"
        if self._in_summary and tag == "a":
            self.links.append(str(said.get("href")))
        if tag == "h1":
            self.order.append("h1")
        self.forms += tag == "form" and "novalidate" in said

    def handle_endtag(self, tag: str) -> None:
        if self._in_summary and tag == "div":
            self._in_summary -= 1

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def place_of(name: str, house: House) -> str:
    if name == "add_record":
        return reverse(name, kwargs={"code": house.code, "edition": "2016", **KINDS})
    return address(name, house.code)


def faults_of(text: str) -> list[str]:
    """The summary stands before the heading, its links lead to fields, the title says so."""
    page = Answer(text)
    lost = [link for link in page.links if page.ids.get(link.removeprefix("#")) not in FIELDS]
    return [
        *(["no summary before the heading"] if page.order[:2] != ["summary", "h1"] else []),
        *(["the title does not say so"] if not page.title.strip().startswith("Error: ") else []),
        *([] if page.links else ["no link"]),
        *(f"{link} leads to no field" for link in lost),
    ]


def sent_empty(client: Client, place: str) -> list[str] | None:
    """Send the form of a page empty; return what is wrong with the refusal, if there is one."""
    page = client.get(place)
    html = page.headers.get("Content-Type", "").startswith("text/html")
    if page.status_code != 200 or not html or not Answer(page.content.decode()).forms:
        return None
    answer = client.post(place, {})
    return faults_of(answer.content.decode()) if answer.status_code == 422 else None


def test_forms_that_are_sent_empty_lead_to_their_fields(house: House) -> None:
    """Tried on every page of an organisation by somebody who may open it."""
    start_year(house)
    refused: dict[str, list[str]] = {}
    for name, rule in OF_ORGANISATIONS.items():
        if rule.method == "get":
            allowed = roles_with(rule.permission) if rule.permission else [Role.HR_ANALYST]
            role = WHO.get(name, min(allowed))
            found = sent_empty(house.client(role), place_of(name, house))
            refused |= {} if found is None else {name: found}
    assert {name: found for name, found in refused.items() if found} == {}
    assert refused.keys() >= AT_LEAST, AT_LEAST - set(refused)
