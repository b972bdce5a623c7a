"""A release under repeated loss of power: nothing is half done, and pressing again ends it."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.functional.browser.test_web_killed import Caller, check_whole, kill, rows
from tests.functional.browser.web_browser import Server, running

pytestmark = pytest.mark.slow

RELEASE = "/o/EX016/2016/release/"
WHY = "Staff and the public should see what can be seen safely."
PATIENCE_SECONDS = 240
DECISION = {
    "verdict": "publish_safe",
    "reasons": WHY,
    "office": "Accountable officer",
    "attests": "on",
}


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
    briefing, form = "/o/EX016/2016/due-regard/briefing/", "/account/sign-out/"
    analyst.post(server, briefing, form, text="What the duty asks of those who decide.")
    for one in deciders:
        one.post(server, f"{briefing}acknowledge/", form, version="2016-1")


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
