"""A release in a real browser by six people, and under repeated loss of power.

``WEB_PICTURES=folder`` keeps a picture of each page at two widths.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.functional.browser.test_web_killed import LINE, Caller, check_whole, kill, rows
from tests.functional.browser.web_browser import (
    DESK,
    Server,
    Visitor,
    chromium,
    running,
    totp,
)

pytestmark = pytest.mark.slow

RELEASE = "/o/EX016/2016/release/"
WHY = "Staff and the public should see what can be seen safely."
SAID = "We will go through recruitment with a trained panel."
PATIENCE_SECONDS = 240


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def visit(browser: Browser, server: Server, role: str, *, scripts: bool = True) -> Visitor:
    """Sign an invented person of the demonstration in."""
    people = (server.data / "demo-people.txt").read_text(encoding="utf-8")
    words = dict(LINE.findall(people.split(f"{role}\n")[1])[:3])
    named = os.environ.get("WEB_PICTURES")
    context = browser.new_context(viewport=DESK, java_script_enabled=scripts)
    person = Visitor(context.new_page(), Path(named) if named and scripts else None)
    person.page.goto(f"{server.address}/account/sign-in/")
    person.fill(login=words["e-mail address"], password=words["password"])
    person.press("Continue")
    person.fill(code=totp(words["secret"], time.time()))
    person.press("Sign in")
    expect(person.page.get_by_role("link", name="Sign out")).to_be_visible()
    return person


DECISION = {
    "verdict": "publish_safe",
    "reasons": WHY,
    "office": "Accountable officer",
    "attests": "on",
}


def choose(person: Visitor, label: str) -> None:
    person.page.get_by_label(label, exact=True).check()


def seen(*people: Visitor) -> None:
    """Nothing shuts anybody out, and no page is wider than a phone."""
    for person in people:
        assert person.faults == []
        assert person.overflow() <= 0


def review(person: Visitor, server: Server) -> None:
    person.page.goto(f"{server.address}/o/EX016/")
    person.page.get_by_role("link", name="Review the release (2016)").click()
    person.page.get_by_role("link", name="Look at what would be published").click()
    person.look("release-content")
    person.page.get_by_role("link", name="Back to the release").click()
    person.page.get_by_role("link", name="Review it", exact=True).click()
    person.press("Send your review")
    expect(person.page.get_by_text("There is a problem")).to_be_visible()
    person.look("release-review-errors")
    choose(person, "No")
    choose(person, "It can be released as it is")
    person.fill(comments="I asked myself what a colleague could learn from it.")
    person.press("Send your review")
    person.look("release-reviewed")


@pytest.mark.requirement("R-048")
def test_release_from_proposal_to_public(browser: Browser, tmp_path: Path) -> None:
    """Proposed, worded, reviewed twice, decided, released, each by its person."""
    with running(tmp_path / "data", "--demo") as server:
        analyst = visit(browser, server, "HR analyst")
        analyst.page.goto(server.address + RELEASE)
        analyst.look("release-empty")
        analyst.page.get_by_role("button", name="Propose a release").click()
        analyst.look("release-propose")
        analyst.press("Start the audit")
        analyst.look("release-audit")
        opened = analyst.page.get_by_role("button", name="Open the release")
        expect(opened).to_be_visible(timeout=PATIENCE_SECONDS * 1000)
        opened.click()
        analyst.look("release-audited")
        analyst.page.get_by_role("link", name="Change the words").click()
        analyst.fill(narrative="The only BME director has left.")
        analyst.press("Save")
        expect(analyst.page.get_by_text("There is a problem")).to_be_visible()
        analyst.look("release-words-errors")
        analyst.fill(narrative=SAID)
        analyst.press("Save")
        analyst.press("Send it to be reviewed")
        analyst.look("release-submitted")
        officer = visit(browser, server, "Information governance officer")
        review(officer, server)
        approver = visit(browser, server, "Approver", scripts=False)
        review_without_script(approver, server)
        signatory = visit(browser, server, "Accountable officer or governing-body signatory")
        brief(analyst, approver, signatory, server=server)
        signatory.page.goto(f"{server.address}/o/EX016/")
        signatory.look("release-tasks")
        signatory.page.get_by_role("link", name="Decide on the release (2016)").click()
        signatory.look("release-two-reviews")
        signatory.page.get_by_role("link", name="Decide", exact=True).click()
        signatory.look("release-decide")
        decide(signatory)
        signatory.look("release-decided")
        signatory.press("Release it")
        expect(signatory.page.get_by_text("Version 1 is released.")).to_be_visible()
        signatory.look("release-released")
        signatory.page.goto(server.address + RELEASE)
        signatory.look("release-list")
        page = server.data / "releases" / "EX016" / "public" / "2016" / "v1" / "index.html"
        assert SAID in page.read_text(encoding="utf-8")
        officer.page.goto(f"{server.address}/o/EX016/incidents/open/")
        officer.look("incident-open")
        officer.page.goto(f"{server.address}/o/EX016/2016/requests/enter/")
        officer.look("request-enter")
        seen(analyst, officer, signatory)


def brief(analyst: Visitor, *deciders: Visitor, server: Server) -> None:
    """Put the briefing in force, and let everybody who decides acknowledge it."""
    place = f"{server.address}/o/EX016/2016/due-regard/briefing/"
    analyst.page.goto(place)
    analyst.press("Put it in force")
    for person in deciders:
        person.page.goto(place)
        person.press("I have read this briefing")


def decide(signatory: Visitor) -> None:
    """Decide to publish what is safe, and confirm what has to be confirmed."""
    choose(signatory, "Publish what is safe")
    signatory.fill(reasons=WHY, office="Accountable officer")
    choose(signatory, "I confirm each of these sentences")
    signatory.press("Decide")


def review_without_script(person: Visitor, server: Server) -> None:
    """Review with the keyboardless minimum: plain pages and forms."""
    person.page.goto(f"{server.address}/o/EX016/")
    person.page.get_by_role("link", name="Review the release (2016)").click()
    person.page.get_by_role("link", name="Review it", exact=True).click()
    choose(person, "No")
    choose(person, "It can be released as it is")
    person.fill(comments="Fine.")
    person.press("Send your review")


# --- loss of power ------------------------------------------------------------------------------
def proposal_of(data: Path) -> tuple[str, str, str]:
    """Return the latest proposal: its number, its state and its content."""
    ask = (
        "SELECT id, state, content_sha256 FROM releases_proposal ORDER BY proposed_at DESC LIMIT 1"
    )
    ((number, state, content),) = rows(data, ask)
    plain = str(number)
    parts = (plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:])
    return "-".join(parts), str(state), str(content)


def press(caller: Caller, server: Server, rest: str, **fields: str) -> str:
    number, _, content = proposal_of(server.data)
    place = f"{RELEASE}{number}/"
    # Any page of this person has a token; this one is there in every state.
    return caller.post(server, f"{place}{rest}/", "/account/sign-out/", seen=content, **fields)


def brief_plainly(analyst: Caller, *deciders: Caller, server: Server) -> None:
    """Put the briefing in force, and let everybody who decides acknowledge it."""
    briefing, token = "/o/EX016/2016/due-regard/briefing/", "/account/sign-out/"
    analyst.post(server, briefing, token, text="What the duty asks of those who decide.")
    for one in deciders:
        one.post(server, f"{briefing}acknowledge/", token, version="2016-1")


def check_approvals(data: Path) -> None:
    """No approval and no decision without its row in the trail, and the other way round."""
    check_whole(data)
    for table, kind, event in (
        ("releases_review", "review", "release_reviewed"),
        ("releases_madedecision", "madedecision", "release_decided"),
    ):
        made = f"SELECT '{kind}/' || id FROM {table}"  # noqa: S608 - names of ours
        stored = {row[0] for row in rows(data, made)}
        trail = rows(data, "SELECT event, replace(subject, '-', '') FROM audit_auditevent")
        told = {subject for what, subject in trail if what == event}
        assert stored == told


def wait_for_audit(data: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while proposal_of(data)[1] == "draft":
        if time.monotonic() > deadline:
            raise TimeoutError(rows(data, "SELECT state, message FROM jobs_job"))
        time.sleep(1)


def test_killed_in_the_middle_of_audit_review_and_release(tmp_path: Path) -> None:
    """After each loss of power nothing is half done, and pressing again brings it to its end."""
    data = tmp_path / "demo"
    with running(data, "--demo") as server:
        analyst = Caller()
        analyst.sign_in(server, "HR analyst")
        analyst.post(server, f"{RELEASE}propose/", f"{RELEASE}propose/", way="coarsen", seen="")
        time.sleep(2)
        kill(server)
    check_approvals(data)
    assert proposal_of(data)[1] == "draft"

    with running(data, "--demo") as server:
        assert ("interrupted",) in rows(data, "SELECT state FROM jobs_job")
        place = f"{RELEASE}{proposal_of(data)[0]}/"
        assert "start it again" in analyst.get(server, place)
        content = proposal_of(data)[2]
        analyst.post(
            server, f"{RELEASE}propose/", f"{RELEASE}propose/", way="coarsen", seen=content
        )
        wait_for_audit(data)
        press(analyst, server, "submit")
        officer, approver, signatory = Caller(), Caller(), Caller()
        officer.sign_in(server, "Information governance officer")
        approver.sign_in(server, "Approver")
        signatory.sign_in(server, "Accountable officer or governing-body signatory")
        said = {"conflict": "no", "verdict": "approve", "comments": "I looked at it."}
        kill_during(server, lambda: press(officer, server, "review", **said), 0.05)
    check_approvals(data)
    assert proposal_of(data)[1] in {"submitted", "one_review"}

    with running(data, "--demo") as server:
        if proposal_of(data)[1] == "submitted":
            press(officer, server, "review", **said)
        press(approver, server, "review", **said)
        brief_plainly(analyst, approver, signatory, server=server)
        press(signatory, server, "decide", **DECISION)
        assert proposal_of(data)[1] == "decided"
    for wait in (0.1, 0.3, 0.6):
        with running(data, "--demo") as server:
            kill_during(server, lambda: press(signatory, server, "carry-out"), wait)
        check_approvals(data)
        assert proposal_of(data)[1] in {"decided", "released"}

    with running(data, "--demo") as server:
        if proposal_of(data)[1] == "decided":
            press(signatory, server, "carry-out")
        assert proposal_of(data)[1] == "released"
    check_approvals(data)
    program = Path(sys.executable).with_name("dueregard")
    folder = data / "releases" / "EX016"
    done = subprocess.run(
        [program, "release", "verify", folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"Register: 1 entr", done.stdout)
    assert re.search(r"Bundles: +1,", done.stdout)


def kill_during(server: Server, call, wait: float) -> None:
    """Begin a request, and end the program while it is on its way."""

    def begin() -> None:
        with suppress(OSError, ValueError, AssertionError):
            call()

    thread = threading.Thread(target=begin)
    thread.start()
    time.sleep(wait)
    kill(server)
    thread.join(timeout=60)
