"""Due regard in a real browser: drafted, read, considered, decided, signed and downloaded.

``WEB_PICTURES=folder`` keeps a picture of each page at two widths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.functional.browser.test_web_journey import visitor
from tests.functional.browser.web_browser import Server, Visitor, chromium, running, totp

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def signed_in(browser: Browser, server: Server, role: str) -> Visitor:
    """Sign in as the invented person of a role of the demonstration."""
    people = (server.data / "demo-people.txt").read_text(encoding="utf-8")
    entry = people.split(f"{role}\n")[1]
    pattern = r"^  (e-mail address|password|secret)[^\n]*? {3}(\S+)$"
    words = dict(re.findall(pattern, entry, re.MULTILINE)[:3])
    person = visitor(browser)
    person.page.goto(f"{server.address}/")
    person.fill(login=words["e-mail address"], password=words["password"])
    person.press("Continue")
    person.fill(code=totp(words["secret"], server.time()))
    person.press("Sign in")
    expect(person.page.get_by_role("heading", name="What is next for you")).to_be_visible()
    return person


def go(person: Visitor, server: Server, rest: str) -> None:
    person.page.goto(f"{server.address}/o/EX016/2016/{rest}")


def draft(lead: Visitor, server: Server) -> None:
    """Issue the briefing; enter evidence, a conclusion, an action of the library and a decision."""
    go(lead, server, "due-regard/")
    lead.look("due-regard-empty")
    go(lead, server, "due-regard/briefing/")
    lead.press("Put it in force")
    lead.look("briefing")
    go(lead, server, "records/")
    lead.look("records")
    go(lead, server, "records/evidence/add/")
    lead.press("Save")
    expect(lead.page.get_by_role("alert")).to_contain_text("Id is empty")
    lead.look("record-with-faults")
    lead.page.get_by_role("alert").get_by_role("link").first.click()
    assert lead.page.evaluate("document.activeElement.id") == "id_id"
    lead.fill(id="E1", title="Workforce figures")
    lead.press("Save")
    go(lead, server, "records/conclusions/add/")
    lead.fill(id="C1", text="Fewer BME applicants are appointed.", indicators="2")
    lead.page.get_by_label("E1: Workforce figures").check()
    lead.look("conclusion-form")
    lead.press("Save")
    go(lead, server, "records/actions/")
    lead.look("actions-library")
    lead.page.get_by_role("link", name="Ask all who work here").click()
    lead.press("Save")
    go(lead, server, "records/decisions/add/")
    lead.fill(
        id="D1", text="How to shortlist", options="leave it\ntwo people shortlist",
        decision="Two people shortlist.", changed="The policy.", dissent="none",
        constitution="Staff right to fair treatment.",
    )  # fmt: skip
    lead.page.select_option("#id_outcome", "act")
    lead.page.get_by_label("Eliminate", exact=True).check()
    lead.page.get_by_label("E1: Workforce figures").check()
    lead.press("Save")
    lead.look("decisions-open")


def read_and_consider(person: Visitor, server: Server) -> None:
    go(person, server, "due-regard/briefing/")
    person.press("I have read this briefing")
    go(person, server, "records/evidence/")
    person.press("I have considered this E1: Workforce figures")


def decide(signatory: Visitor, server: Server) -> None:
    """Try to sign unread, then read, consider, sign the decision and due regard."""
    signatory.look("next-of-signatory")
    go(signatory, server, "records/decisions/")
    signatory.press("Sign this decision D1: How to shortlist")
    expect(signatory.page.get_by_text("has not been acknowledged by")).to_be_visible()
    signatory.look("sign-refused")
    read_and_consider(signatory, server)
    go(signatory, server, "records/decisions/")
    signatory.press("Sign this decision D1: How to shortlist")
    expect(signatory.page.get_by_text("Signed here")).to_be_visible()
    signatory.look("decision-signed")
    go(signatory, server, "due-regard/")
    signatory.press("Sign that due regard was had")
    expect(signatory.page.get_by_text("signed on")).to_be_visible()
    signatory.look("due-regard-signed")


def write(lead: Visitor, server: Server) -> None:
    """Look at the preview, make the annual report and take it."""
    go(lead, server, "records/decisions/")
    lead.look("decision-signed-to-lead")
    go(lead, server, "report/")
    lead.look("report-preview")
    go(lead, server, "documents/")
    lead.press("Make these documents")
    lead.look("documents-with-faults")
    lead.page.get_by_label("The annual report").check()
    lead.page.get_by_label("HTML", exact=True).check()
    lead.press("Make these documents")
    lead.page.get_by_role("heading", name="The work has ended").wait_for(timeout=60_000)
    lead.look("documents-made")
    go(lead, server, "documents/")
    lead.look("documents")
    with lead.page.expect_download() as taken:
        lead.page.get_by_role("link", name="annual-report.html").click()
    assert b"Fewer BME applicants" in Path(taken.value.path()).read_bytes()


def take_out(lead: Visitor, server: Server) -> Path:
    go(lead, server, "exchange/")
    lead.look("exchange")
    with lead.page.expect_download() as taken:
        lead.page.get_by_role("button", name="Download the year").click()
    return Path(taken.value.path())


@pytest.mark.requirement("R-030", "R-032", "R-037", "R-047")
def test_due_regard_is_drafted_read_signed_and_taken_out(tmp_path: Path, browser: Browser) -> None:
    """The lead drafts, approver and signatory read, the signatory signs; axe on the way."""
    with running(tmp_path / "demo", "--demo") as server:
        lead = signed_in(browser, server, "Equality lead")
        draft(lead, server)
        approver = signed_in(browser, server, "Approver")
        read_and_consider(approver, server)
        signatory = signed_in(browser, server, "Accountable officer or governing-body signatory")
        decide(signatory, server)
        write(lead, server)
        file = take_out(lead, server)
        analyst = signed_in(browser, server, "HR analyst")
        go(analyst, server, "exchange/import/")
        analyst.page.set_input_files("input[type=file]", file)
        analyst.look("import")
        analyst.press("Take it in")
        expect(analyst.page.get_by_text("The year was taken in.")).to_be_visible()
        for person in (lead, approver, signatory, analyst):
            assert [one for one in person.faults if "status of 409" not in one] == []
            assert person.wide == []
