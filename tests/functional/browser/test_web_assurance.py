"""A contract year in a real browser, from both sides of the counter, the clock set by the test.

``WEB_PICTURES=folder`` keeps a picture of each page at two widths.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.functional.browser.clocked import CLOCK, PEOPLE
from tests.functional.browser.web_browser import (
    DESK,
    Server,
    Visitor,
    Watch,
    chromium,
    running_clocked,
    totp,
)
from tests.integration.web.assurance_house import CONTACTS, REGISTER

pytestmark = pytest.mark.slow

HERE = "/o/EX016/assurance/"
OWN = "/o/EX016/provider/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def visitor(browser: Browser) -> Visitor:
    named = os.environ.get("WEB_PICTURES")
    page = browser.new_context(viewport=DESK).new_page()
    page.set_default_timeout(15_000)
    made = Visitor(page, Watch(Path(named) if named else None))
    made.listen()
    return made


def somebody(browser: Browser, server: Server, role: str) -> Visitor:
    """Sign in as an invented person of the commissioner, with both steps."""
    people = (server.data / PEOPLE).read_text(encoding="utf-8").splitlines()
    _, email, password, secret = next(one.split() for one in people if one.startswith(role))
    person = visitor(browser)
    person.page.goto(f"{server.address}/account/sign-in/")
    person.fill(login=email, password=password)
    person.press("Continue")
    person.fill(code=totp(secret, time.time()))
    person.press("Sign in")
    person.page.wait_for_url(f"{server.address}/o/EX016/")
    return person


class Year:
    """Who takes part, and the day it is."""

    def __init__(self, server: Server, browser: Browser, folder: Path) -> None:
        self.server, self.browser, self.folder = server, browser, folder
        self.manager = somebody(browser, server, "contract_manager")
        self.lead = somebody(browser, server, "equality_lead")
        self.pat = visitor(browser)

    def on(self, day: str) -> None:
        (self.server.data / CLOCK).write_text(day, encoding="ascii")

    def go(self, who: Visitor, address: str, name: str = "") -> None:
        who.page.goto(f"{self.server.address}{address}")
        if name:
            who.look(name)

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def everybody(self) -> tuple[Visitor, ...]:
        return (self.manager, self.lead, self.pat)


@pytest.fixture
def year(browser: Browser, tmp_path: Path) -> Iterator[Year]:
    with running_clocked(tmp_path / "data", "2015-07-21") as server:
        yield Year(server, browser, tmp_path)


def bring_in(year: Year, kind: str, text: str) -> None:
    who = year.manager
    year.go(who, f"{HERE}register/import/")
    who.page.locator(f"input[name=kind][value={kind}]").check()
    who.page.set_input_files("input[type=file]", year.file(f"{kind}.csv", text))
    who.press("Bring it in")


def begin(year: Year) -> None:
    """21 July 2015: a faulty register, the mended one, the catch-up letters."""
    who = year.manager
    year.go(who, HERE, "board-empty")
    bring_in(year, "register", REGISTER.replace("voluntary", "charity"))
    expect(who.page.get_by_role("alert")).to_contain_text("line 3, column kind")
    who.look("import-with-faults")
    bring_in(year, "register", REGISTER)
    bring_in(year, "contacts", CONTACTS)
    who.look("register")
    year.go(who, HERE, "board-at-issue")
    expect(who.page.get_by_text("overdue at issue").first).to_be_visible()
    year.go(who, f"{HERE}letters/preview/l1b/", "preview")
    expect(who.page.get_by_text("2 written to and 2 left out: all 4 providers")).to_be_visible()
    who.press("Prepare these letters")
    who.look("letters")
    who.page.get_by_role("link", name="L1b to P1").click()
    who.look("letter")
    with who.page.expect_download() as given:
        who.page.get_by_role("link", name="PDF").click()
    assert given.value.path().read_bytes().startswith(b"%PDF")
    who.press("I have sent it")
    expect(who.page.get_by_text("sent on 21 July 2015")).to_be_visible()


def let_the_provider_in(year: Year) -> None:
    """Invite somebody of the provider by e-mail; they set up their second step."""
    who = year.manager
    year.go(who, f"{HERE}providers/P1/invite/", "invite-contact")
    who.fill(email="pat@p1.example.org")
    who.press("Invite them")
    who.look("provider")
    year.pat.join(year.server.last_link(), "Pat Quill")
    year.pat.sign_in("pat@p1.example.org")
    year.go(year.pat, OWN, "own-home")
    expect(year.pat.page.get_by_text("Invented Trust, 2015/16")).to_be_visible()
    expect(year.pat.page.get_by_text("Invented Carers")).to_have_count(0)


def send(year: Year, what: str, title: str, *, corrects: str = "", url: str = "") -> None:
    """Send a report in, and attest it."""
    pat = year.pat
    year.go(pat, f"{OWN}P1/send/?year=2015-16")
    pat.page.locator(f"input[value='P1/2015-16/{what}']").check()
    pat.fill(title=title, url=url)
    pat.page.set_input_files("input[type=file]", year.file("report.txt", f"{title}. {corrects}"))
    if corrects:
        pat.page.select_option("#id_corrects", corrects)
    pat.look(f"send-{what}")
    pat.press("Send")
    pat.fill(post="Chief Executive")
    pat.page.get_by_label("What I send is accurate").check()
    pat.look("attest")
    pat.press("Attest it")


def review(year: Year, title: str, version: int, verdict: str, no: str = "") -> None:
    """Judge a version: every item shown, but one where it is named."""
    lead = year.lead
    year.go(lead, f"{HERE}providers/P1/?year=2015-16")
    held = lead.page.locator("li", has_text=f"{title} (").filter(has_text=f"version {version}")
    held.get_by_role("link").click()
    lead.look("evidence")
    lead.page.get_by_role("button", name="Review it").click()
    for field in lead.page.locator("select").all():
        field.select_option("yes")
    if no:
        lead.page.get_by_label(no, exact=True).select_option("no")
    lead.page.get_by_label(verdict).check()
    lead.look("review")
    lead.press("Keep the verdict")
    expect(lead.page.get_by_text("Your verdict is kept.")).to_be_visible()


def ask_and_answer(year: Year) -> None:
    """A question on the baseline, its answer, and the corrected version beside the first."""
    who, pat = year.manager, year.pat
    year.go(who, f"{HERE}records/queries/add/?provider=P1")
    who.fill(id="F1", question="The head count differs between two tables. Which is right?")
    who.page.select_option("#id_asked_of", "provider")
    who.page.select_option("#id_evidence", "E1") if who.page.locator(
        "#id_evidence"
    ).count() else None
    who.look("ask")
    who.press("Save")
    year.go(pat, OWN)
    pat.page.get_by_role("link", name="Answer F1").click()
    pat.fill(text="The second table is right; the report is corrected.")
    pat.look("answer")
    pat.press("Send the answer")
    expect(pat.page.get_by_text("The second table is right")).to_be_visible()
    year.go(who, f"{HERE}providers/P1/?year=2015-16", "provider-with-question")
    who.press("Close the question F1")


def regulator(year: Year) -> None:
    """The Care Quality Commission asks; the provider is written to."""
    who = year.manager
    year.go(who, f"{HERE}records/events/add/?provider=P1")
    who.fill(id="Q1", on="2016-02-09", summary="No plan for indicator 3 was seen.")
    who.page.select_option("#id_kind", "inspection")
    who.page.select_option("#id_raises_race_equality", "yes")
    who.page.get_by_label("Plans").check()
    who.look("event")
    who.press("Save")
    year.go(who, f"{HERE}letters/")
    who.press("Prepare what falls due today")
    expect(who.page.get_by_role("link", name="L4 to P1")).to_be_visible()


def end(year: Year) -> None:
    """Three of four destinations; the statement, the pack's papers, the site."""
    lead = year.lead
    year.go(lead, f"{HERE}providers/P1/?year=2015-16", "provider-at-the-end")
    row = lead.page.get_by_role("row", name=re.compile("Publish and share the annual report"))
    expect(row).to_contain_text("partly met")
    for paper in ("brief", "chronology", "well-led"):
        year.go(lead, f"{HERE}papers/{paper}/?provider=P1&year=2015-16", f"paper-{paper}")
    year.go(lead, f"{HERE}papers/statement/?year=2015-16", "statement")
    expect(lead.page.get_by_role("heading", level=1)).to_be_visible()
    year.go(lead, f"{HERE}?year=2015-16", "board-at-the-end")
    year.go(lead, f"{HERE}steps/", "steps")
    year.go(lead, f"{HERE}site/", "site")
    lead.press("Put it out")
    expect(lead.page.get_by_text("It is out, in the folder")).to_be_visible()
    assert (year.server.data / "site" / "EX016" / "index.html").is_file()


@pytest.mark.requirement("T-01", "R-154")
def test_a_contract_year_from_both_sides_of_the_counter(year: Year) -> None:
    """Register, letters, baseline, question, interim, regulator, reminder, annual report."""
    begin(year)
    let_the_provider_in(year)
    year.on("2015-07-30")
    address = "https://p1.example.org/wres/2015"
    send(year, "M1", "Baseline report", url=address)
    year.on("2015-08-03")
    ask_and_answer(year)
    send(year, "M1", "Baseline report", corrects="E1", url=address)
    review(year, "Baseline report", 2, "Accept it")
    year.on("2016-02-10")
    regulator(year)
    send(year, "M2", "Interim report")
    review(year, "Interim report", 1, "Accept it")
    year.on("2016-04-01")
    year.go(year.manager, f"{HERE}letters/")
    year.manager.press("Prepare what falls due today")
    expect(year.manager.page.get_by_role("link", name="L3 to P1")).to_be_visible()
    year.on("2016-05-01")
    send(year, "M3", "Annual report", url="https://p1.example.org/wres/2016")
    review(year, "Annual report", 1, "Accept it", no="Shared with staff")
    end(year)
    for person in year.everybody:
        assert person.faults == []
        assert person.wide == []
        mine = (year.server.address, "data:")
        assert [one for one in person.asked if not one.startswith(mine)] == []
