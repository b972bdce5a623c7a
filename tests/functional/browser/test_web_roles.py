"""A year of an invented commissioner in a real browser: one journey for each role.

What somebody in the role can do is done to its end; what they may not do is tried and refused. The
journeys follow each other as the year does, in one workspace. One of them is made with the keyboard
alone, one without scripts. ``WEB_PICTURES=folder`` keeps a picture of each page at two widths;
``WRITE_PICTURES=1`` writes those of the documentation.
"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from dueregard_web.core.clock import LONDON
from tests.functional.browser.web_browser import (
    Server,
    Visitor,
    Watch,
    chromium,
    invented,
    running,
    signed_in,
    totp,
    visitor,
)

pytestmark = pytest.mark.slow

HERE = "/o/EX016/"
YEAR = f"{HERE}2016/"
RELEASE = f"{YEAR}release/"
ANALYST, LEAD = "HR analyst", "Equality lead"
OFFICER, APPROVER = "Information governance officer", "Approver"
SIGNATORY = "Accountable officer or governing-body signatory"
READER, AUDITOR, ADMINISTRATOR = "Governing-body reader", "Auditor", "Administrator"
WHY = "Staff and the public should see what can be seen safely."
SAID = "We will go through recruitment with a trained panel."
AUDIT_SECONDS = 240


@dataclass
class Story:
    """The year, as far as it was played; each role's part is played once, after those before."""

    browser: Browser
    server: Server
    watch: Watch
    played: list[str] = field(default_factory=list)
    people: dict[str, Visitor] = field(default_factory=dict)
    taken_out: Path | None = None

    def person(self, role: str, *, scripts: bool = True) -> Visitor:
        """Return the person of a role, signed in."""
        if role not in self.people:
            made = signed_in(self.browser, self.server, role, self.watch, scripts=scripts)
            self.people[role] = made
        return self.people[role]

    def play(self, wanted: str) -> None:
        for name, part in PARTS.items():
            if name not in self.played:
                # Noted first: after a failure nothing is played twice.
                self.played.append(name)
                part(self)
            if name == wanted:
                return


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    data = tmp_path_factory.mktemp("roles") / "demo"
    with chromium() as browser, running(data, "--demo") as server:
        assert (data / "demo-people.txt").stat().st_mode & 0o777 == 0o600
        watch = visitor(browser, server).watch
        yield Story(browser, server, watch)


# --- equality lead ------------------------------------------------------------------------------
def prepare(story: Story) -> None:
    """Issue the briefing; enter evidence, a conclusion, an action of the library, a decision."""
    lead = story.person(LEAD)
    lead.go(YEAR)
    lead.follow("Due regard: the six principles")
    lead.follow("Briefing for those who decide")
    lead.fill(text="")
    lead.press("Put it in force")
    lead.stumbles()
    lead.fill(text="The duty, in one page.\nThe standard and its nine indicators.")
    lead.press("Put it in force")
    lead.go(f"{YEAR}records/")
    lead.picture("records")
    lead.follow("Evidence", exact=True)
    lead.go(f"{YEAR}records/evidence/add/")
    lead.press("Save")
    lead.stumbles("Id is empty", "Title is empty")
    lead.picture("error-summary")
    lead.component("error-summary", ".nhsuk-error-summary")
    lead.fill(id="E1", title="Workforce figures")
    lead.press("Save")
    lead.go(f"{YEAR}records/conclusions/add/")
    lead.press("Save")
    lead.stumbles()
    lead.fill(id="C1", text="Fewer BME applicants are appointed.", indicators="2")
    lead.choose("E1: Workforce figures", exact=False)
    lead.press("Save")
    lead.go(f"{YEAR}records/actions/")
    lead.follow("Ask all who work here")
    lead.press("Save")
    lead.go(f"{YEAR}records/decisions/add/")
    lead.fill(
        id="D1", text="How to shortlist", options="leave it\ntwo people shortlist",
        decision="Two people shortlist.", changed="The policy.", dissent="none",
        constitution="Staff right to fair treatment.",
    )  # fmt: skip
    lead.page.select_option("#id_outcome", "act")
    lead.choose("Eliminate")
    lead.choose("E1: Workforce figures", exact=False)
    lead.press("Save")
    lead.picture("decision")
    lead.follow("History")


def lead_writes(story: Story) -> None:
    """Draft, read the report, make documents, take the year out; nothing of the rest."""
    prepare(story)
    lead = story.person(LEAD)
    lead.go(f"{YEAR}report/")
    lead.sees("Fewer BME applicants are appointed.")
    lead.picture("report")
    lead.go(f"{YEAR}documents/")
    lead.press("Make these documents")
    lead.stumbles()
    lead.choose("The annual report", exact=False)
    lead.choose("HTML")
    lead.press("Make these documents")
    lead.page.get_by_role("heading", name="The work has ended").wait_for(timeout=90_000)
    lead.arrive()
    lead.follow("Documents")
    assert b"Fewer BME applicants" in lead.save("annual-report.html").read_bytes()
    lead.go(f"{YEAR}exchange/")
    story.taken_out = lead.save("Download the year", "button")
    with zipfile.ZipFile(story.taken_out) as year:
        assert any(name.endswith("organisation.toml") for name in year.namelist())
    lead.refused(f"{YEAR}files/upload/", f"{HERE}people/", f"{HERE}trail/", "/installation/")


# --- HR analyst, without scripts -----------------------------------------------------------------
def analyst_prepares(story: Story) -> None:
    """Upload, discard, type, count, read; then have a release audited, worded and sent.

    Plain pages and forms are enough for all of it.
    """
    analyst = story.person(ANALYST, scripts=False)
    analyst.picture("next-for-you")
    analyst.follow("Year 2016")
    analyst.picture("year")
    analyst.component("task-list", ".nhsuk-task-list")
    analyst.component("breadcrumb", ".nhsuk-breadcrumb")
    assert story.taken_out is not None
    analyst.go(f"{YEAR}exchange/import/")
    analyst.page.set_input_files("input[type=file]", story.taken_out)
    analyst.press("Take it in")
    analyst.sees("The year was taken in.")
    bring_in(analyst, story.server)
    for rest in (
        "findings/",
        "figures/",
        "counts/",
        "data-quality/",
        "settings/",
        "settings/file/",
    ):
        analyst.go(f"{YEAR}{rest}")
    analyst.go(f"{YEAR}figures/")
    analyst.heading("Workforce indicators")
    analyst.picture("figures")
    propose(analyst)
    analyst.refused(
        f"{HERE}people/", f"{HERE}trail/", f"{HERE}incidents/", f"{HERE}requests/", "/installation/"
    )


def bring_in(analyst: Visitor, server: Server) -> None:
    """Upload nothing; upload something and throw it away; type wrongly; upload all and count."""
    analyst.go(f"{YEAR}files/")
    analyst.press("Upload a file")
    analyst.press("Upload")
    analyst.stumbles()
    analyst.component("file-upload", ".nhsuk-file-upload")
    analyst.page.select_option("#id_population", "staff")
    analyst.fill(system="ESR")
    files = server.data / "demo-files" / "data"
    analyst.page.set_input_files("input[type=file]", files / "staff.csv")
    analyst.press("Upload")
    analyst.sees("staff.csv")
    analyst.picture("files")
    analyst.component("table", "table")
    analyst.component("notification-banner", ".nhsuk-notification-banner")
    analyst.component("details", ".nhsuk-details")
    analyst.press("Discard")
    analyst.go(f"{YEAR}typed/")
    analyst.press("Save, check and count")
    expect(analyst.page.locator(".nhsuk-error-summary")).to_be_visible()
    assert analyst.page.title().startswith("Error: ")
    for path in sorted(files.glob("*.csv")):
        analyst.go(f"{YEAR}files/upload/")
        analyst.page.select_option("#id_population", path.stem)
        analyst.fill(system="ESR")
        analyst.page.set_input_files("input[type=file]", path)
        analyst.press("Upload")
    analyst.press("Count these files")
    look_again(analyst, "The count has ended")
    analyst.sees("The files were counted and are gone.")


def look_again(person: Visitor, heading: str) -> None:
    """Ask for the page once more, as one does without scripts, until the work has ended."""
    until = time.monotonic() + AUDIT_SECONDS
    while not person.page.get_by_role("heading", name=heading).count():
        assert time.monotonic() < until, person.page.inner_text("main")
        person.page.wait_for_timeout(500)
        person.follow("Look again")


def propose(analyst: Visitor) -> None:
    """Have the year audited, say words beside it that would give somebody away, mend them."""
    analyst.go(RELEASE)
    analyst.press("Propose a release")
    analyst.press("Start the audit")
    look_again(analyst, "The audit has ended")
    analyst.press("Open the release")
    analyst.follow("Look at what would be published")
    analyst.picture("would-be-published")
    analyst.follow("Back to the release")
    analyst.follow("Change the words")
    analyst.fill(narrative="The only BME director has left.")
    analyst.press("Save")
    analyst.stumbles()
    analyst.fill(narrative=SAID)
    analyst.press("Save")
    analyst.follow("Choose which of your records are printed")
    analyst.follow("Back to the release")
    analyst.press("Send it to be reviewed")
    analyst.sees("Way")


# --- governing-body reader ----------------------------------------------------------------------
def reader_reads(story: Story) -> None:
    """Read the report, the briefing and the documents; see no other small number."""
    reader = story.person(READER)
    reader.follow("Year 2016")
    reader.picture("reader-year")
    reader.follow("Preview of the annual report")
    reader.sees("Fewer BME applicants are appointed.")
    reader.go(f"{YEAR}due-regard/briefing/")
    reader.press("I have read this briefing")
    reader.sees("You have acknowledged briefing")
    reader.go(f"{YEAR}documents/")
    assert reader.save("annual-report.html").stat().st_size > 10_000
    reader.go(RELEASE)
    reader.refused(
        f"{YEAR}figures/", f"{YEAR}findings/", f"{YEAR}files/", f"{YEAR}return.zip",
        f"{YEAR}records/evidence/add/", f"{RELEASE}propose/", f"{HERE}people/", f"{HERE}trail/",
    )  # fmt: skip


# --- information-governance officer, with the keyboard alone ------------------------------------
RING = """one => { const style = getComputedStyle(one);
  return style.outlineStyle !== "none" || style.boxShadow !== "none"
    || style.backgroundColor === "rgb(255, 235, 59)"; }"""


@dataclass
class Keyboard:
    """Somebody who has no mouse: what they use they reach, and they see where they are."""

    person: Visitor

    def reach(self, wanted: Locator) -> None:
        """Press the tab key until something has the focus."""
        expect(wanted.first).to_be_visible()
        for _ in range(150):
            if wanted.first.evaluate("one => one === document.activeElement"):
                assert wanted.first.evaluate(RING), "no sign of where the focus is"
                return
            self.person.page.keyboard.press("Tab")
        pytest.fail(f"The keyboard does not reach {wanted}.")

    def enter(self, role: str, name: str) -> None:
        """Go to a link or button, press it, and come to its page."""
        self.reach(self.person.page.get_by_role(role, name=name))  # type: ignore[arg-type]
        with self.person.page.expect_navigation():
            self.person.page.keyboard.press("Enter")
        self.person.arrive()

    def type(self, where: str, text: str) -> None:
        self.reach(self.person.page.locator(f"#id_{where}"))
        self.person.page.keyboard.press("Control+A")
        self.person.page.keyboard.type(text)

    def choose(self, label: str) -> None:
        """Go to the group of a radio, and with the arrows to the one that is wanted."""
        page = self.person.page
        wanted = page.get_by_label(label, exact=True)
        group = wanted.get_attribute("name")
        self.reach(page.locator(f"input[name={group}]"))
        for _ in range(12):
            if wanted.evaluate("one => one === document.activeElement"):
                page.keyboard.press("Space")
                expect(wanted).to_be_checked()
                return
            page.keyboard.press("ArrowDown")
        pytest.fail(f"The arrows do not reach {label}.")


def officer_reviews(story: Story) -> None:
    """Sign in, find the review, stumble, send it: every step with keys."""
    officer = visitor(story.browser, story.server, story.watch)
    story.people[OFFICER] = officer
    keys, words = Keyboard(officer), invented(story.server, OFFICER)
    officer.go("/account/sign-in/")
    officer.page.keyboard.press("Tab")
    assert officer.page.evaluate("document.activeElement.textContent.trim()").startswith("Skip")
    officer.page.keyboard.press("Enter")
    keys.type("login", words["e-mail address"])
    keys.type("password", words["password"])
    keys.enter("button", "Continue")
    keys.type("code", totp(words["secret"], time.time()))
    keys.enter("button", "Sign in")
    keys.enter("link", "Review the release (2016)")
    keys.enter("link", "Look at what would be published")
    keys.enter("link", "Back to the release")
    keys.enter("link", "Review it")
    officer.picture("review")
    officer.component("radios", ".nhsuk-form-group:has(.nhsuk-radios)")
    keys.enter("button", "Send your review")
    officer.stumbles()
    keys.choose("No")
    keys.choose("It can be released as it is")
    keys.type("comments", "I asked myself what a colleague could learn from it.")
    keys.enter("button", "Send your review")
    officer.sees("Waiting for the second review")


def officer_governs(story: Story) -> None:
    """Enter a request for information and draft its answer; set the policy; read the trail."""
    officer_reviews(story)
    officer = story.person(OFFICER)
    officer.go(f"{YEAR}requests/enter/")
    officer.press("Enter it")
    officer.stumbles("Enter the reference of the request")
    today = datetime.now(LONDON).date().isoformat()
    officer.fill(reference="FOI 1", received_on=today, question="How many staff?")
    officer.page.locator("#id_first").select_option(index=1)
    officer.press("Enter it")
    officer.press("Draft the answer")
    officer.picture("request")
    officer.go(f"{HERE}disclosure-policy/")
    officer.fill(threshold="", reason="")
    officer.press("Put it in force")
    officer.stumbles()
    officer.go(f"{HERE}trail/")
    officer.go(f"{HERE}emergencies/")
    officer.go(f"{HERE}incidents/")
    officer.refused(
        f"{YEAR}files/", f"{YEAR}settings/", f"{YEAR}records/evidence/add/", f"{HERE}people/",
        "/installation/",
    )  # fmt: skip


# --- approver -----------------------------------------------------------------------------------
def approver_approves(story: Story) -> None:
    """Read the briefing, consider evidence, review the release, approve an answer."""
    approver = story.person(APPROVER)
    approver.go(f"{YEAR}due-regard/briefing/")
    approver.press("I have read this briefing")
    approver.go(f"{YEAR}records/evidence/")
    approver.press("I have considered this E1: Workforce figures")
    approver.go(HERE)
    approver.follow("Review the release (2016)")
    approver.follow("Review it", exact=True)
    approver.press("Send your review")
    approver.stumbles()
    approver.choose("No")
    approver.choose("It can be released as it is")
    approver.fill(comments="Fine.")
    approver.press("Send your review")
    approver.go(f"{HERE}requests/")
    approver.follow("FOI 1")
    approver.press("Send it back")
    approver.stumbles("Enter why it is sent back")
    approver.press("Approve the answer")
    officer = story.person(OFFICER)
    officer.go(f"{HERE}requests/")
    officer.follow("FOI 1")
    officer.press("It goes out: enter it in the register")
    officer.sees("Answer")
    approver.refused(
        f"{YEAR}files/", f"{RELEASE}propose/", f"{YEAR}records/evidence/add/", f"{HERE}people/",
        f"{YEAR}requests/enter/", f"{HERE}trail/",
    )  # fmt: skip


# --- accountable officer, or who signs for the governing body ----------------------------------
def signatory_decides(story: Story) -> None:
    """Try to sign unread; read, consider, sign; decide on the release and carry it out."""
    signatory = story.person(SIGNATORY)
    signatory.go(f"{YEAR}records/decisions/")
    signatory.press("Sign this decision D1: How to shortlist")
    signatory.sees("has not been acknowledged by")
    signatory.go(f"{YEAR}due-regard/briefing/")
    signatory.press("I have read this briefing")
    signatory.go(f"{YEAR}records/evidence/")
    signatory.press("I have considered this E1: Workforce figures")
    signatory.go(f"{YEAR}records/decisions/")
    signatory.press("Sign this decision D1: How to shortlist")
    signatory.sees("Signed here")
    signatory.go(f"{YEAR}due-regard/")
    signatory.press("Sign that due regard was had")
    signatory.picture("due-regard")
    decide(signatory)
    page = story.server.data / "releases" / "EX016" / "public" / "2016" / "v1" / "index.html"
    assert SAID in page.read_text(encoding="utf-8")
    signatory.refused(
        f"{YEAR}files/", f"{YEAR}findings/", f"{RELEASE}propose/", f"{YEAR}records/evidence/add/",
        f"{HERE}people/", f"{YEAR}requests/enter/", "/installation/",
    )  # fmt: skip


def decide(signatory: Visitor) -> None:
    signatory.go(HERE)
    signatory.follow("Decide on the release (2016)")
    signatory.picture("two-reviews")
    signatory.component("summary-list", ".nhsuk-summary-list")
    signatory.follow("Decide", exact=True)
    signatory.picture("decide")
    signatory.press("Decide")
    signatory.stumbles("Choose what is published", "Enter why")
    signatory.choose("Publish what is safe")
    signatory.fill(reasons=WHY, office="Accountable officer")
    signatory.choose("I confirm each of these sentences")
    signatory.press("Decide")
    signatory.press("Release it")
    signatory.sees("Version 1 is released.")
    signatory.picture("released")
    signatory.go(RELEASE)
    signatory.follow("The public record of this year")


def incident(story: Story) -> None:
    """Something public gives somebody away: freeze, take down, tell, learn, close."""
    officer = story.person(OFFICER)
    officer.go(f"{HERE}incidents/open/")
    officer.press("Open the incident")
    officer.stumbles("Enter what happened")
    known = datetime.now(LONDON) - timedelta(hours=1)
    officer.fill(what="A table of version 1.", aware_at=known.strftime("%Y-%m-%dT%H:%M"))
    officer.page.locator("#id_proposal").select_option(index=1)
    officer.press("Open the incident")
    officer.picture("incident")
    officer.component("warning-callout", ".nhsuk-card--warning")
    officer.press("Take this version down now")
    officer.press("Note it")
    officer.stumbles()
    officer.follow("Close the incident")
    officer.press("Close the incident")
    officer.stumbles("Enter why")


# --- auditor ------------------------------------------------------------------------------------
def auditor_reads(story: Story) -> None:
    """Read what was done and in what state things are; no figure, no draft, no name of staff."""
    auditor = story.person(AUDITOR)
    auditor.follow("Year 2016")
    auditor.go(RELEASE)
    auditor.go(f"{HERE}requests/")
    auditor.follow("FOI 1")
    auditor.go(f"{HERE}trail/")
    auditor.sees("Sian Griffiths")
    auditor.picture("trail")
    auditor.refused(
        f"{YEAR}figures/", f"{YEAR}report/", f"{YEAR}documents/", f"{YEAR}findings/",
        f"{YEAR}return.zip", f"{YEAR}records/", f"{HERE}people/", f"{RELEASE}propose/",
        f"{HERE}incidents/", "/installation/",
    )  # fmt: skip


# --- administrator ------------------------------------------------------------------------------
def administrator_manages(story: Story) -> None:
    """Invite, take back, give and end roles, hand over; see nothing of any year."""
    admin = story.person(ADMINISTRATOR)
    admin.go(f"{HERE}people/")
    admin.picture("people")
    admin.press("Invite somebody")
    admin.press("Send the invitation")
    admin.stumbles("Enter")
    admin.fill(email="new@example.org")
    admin.choose("HR analyst", exact=False)
    admin.press("Send the invitation")
    admin.press("Take back the invitation of new@example.org")
    admin.follow("Give another role to Hanna Reyes")
    admin.press("Give")
    admin.stumbles()
    admin.go(f"{HERE}people/")
    admin.press("End this role of George Bello: Governing-body reader")
    admin.follow("Hand over and leave : Esi Lamptey")
    admin.press("Hand over and end access")
    admin.stumbles()
    admin.go(f"{HERE}emergencies/")
    admin.press("Ask", exact=True)
    admin.stumbles()
    reader = story.person(READER)
    answer = reader.page.goto(f"{reader.address}{YEAR}report/")
    assert answer is not None
    assert answer.status == 404
    admin.refused(
        YEAR, f"{YEAR}figures/", f"{YEAR}report/", f"{YEAR}records/", f"{YEAR}files/", RELEASE,
        f"{HERE}requests/", f"{HERE}trail/", f"{HERE}incidents/", "/installation/",
    )  # fmt: skip
    own_account(admin)


def own_account(person: Visitor) -> None:
    """Everybody's own pages: the account, another password, the second step, signing out."""
    for path in ("/", "/account/", "/account/second-step/"):
        person.go(path)
    person.go("/account/password/change/")
    person.sign_out()
    person.go("/account/sign-in/")
    person.component("password-input", ".nhsuk-password-input")
    person.go("/account/password/reset/")


PARTS: dict[str, Callable[[Story], None]] = {
    LEAD: lead_writes,
    ANALYST: analyst_prepares,
    READER: reader_reads,
    OFFICER: officer_governs,
    APPROVER: approver_approves,
    SIGNATORY: signatory_decides,
    f"{OFFICER}, an incident": incident,
    AUDITOR: auditor_reads,
    ADMINISTRATOR: administrator_manages,
}


@pytest.mark.requirement("R-006", "R-030", "R-032", "R-037", "R-047", "R-048")
@pytest.mark.parametrize("role", PARTS)
def test_journey_of(role: str, story: Story) -> None:
    """What the role is for is done to its end, and the rest refused; axe finds nothing."""
    story.play(role)
    story.watch.check()
