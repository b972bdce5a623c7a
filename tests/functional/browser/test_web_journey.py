"""A stranger's way in a real browser, from an invitation to a public release, looked at throughout.

``WEB_PICTURES=folder`` keeps a picture of each page at two widths; ``WRITE_PICTURES=1`` writes the
pictures of the documentation.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dueregard_web.core.clock import LONDON
from tests.functional.browser.web_browser import (
    Server,
    Visitor,
    Watch,
    chromium,
    running,
    visitor,
)

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[3] / "examples" / "small-commissioner" / "data"
MARKS = ("ZZMARKNUMBER7731", "ZZMARKGIVEN", "ZZMARKFAMILY")
YEAR = "/o/EX016/2016/"
SAID = "We will go through recruitment with a trained panel."
WHY = "Staff and the public should see what can be seen safely."
OFFICE = "Accountable officer or governing-body signatory"
AUDIT_MILLISECONDS = 240_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def staff_with_faults(folder: Path, *, mended: bool) -> Path:
    """Write the example's staff with a marked person, and a value that no list knows."""
    lines = (EXAMPLE / "staff.csv").read_text(encoding="utf-8").splitlines()
    rows = [[*line.split(","), *MARKS[1:]] for line in lines]
    rows[0][-2:] = ["Given Name", "Family Name"]
    head = rows[0]
    rows[1][head.index("staff_number")] = MARKS[0]
    if not mended:
        rows[3][head.index("ethnic_category")] = "Martian"
    path = folder / ("staff-mended.csv" if mended else "staff.csv")
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


def hand_in(person: Visitor, population: str, path: Path) -> None:
    person.go(f"{YEAR}files/upload/")
    person.page.select_option("#id_population", population)
    person.fill(system="ESR")
    person.page.set_input_files("input[type=file]", path)
    person.press("Upload")
    person.heading("Extracts")


def count(person: Visitor) -> None:
    person.go(f"{YEAR}files/")
    person.press("Count these files")
    person.page.get_by_role("heading", name="The count has ended").wait_for(timeout=90_000)
    person.arrive()


def keep_the_installation(server: Server, browser: Browser, watch: Watch) -> None:
    """Take the link that the program printed, and add an organisation; wrongly at first."""
    link = re.search(r"http://\S+/invitation/\S+", server.printed)
    assert link
    keeper = visitor(browser, server, watch)
    keeper.page.goto(link.group(0))
    keeper.press("Create your account")
    keeper.stumbles()
    keeper.join(link.group(0), "Kit Moore", email="kit@example.org")
    keeper.press("Continue", exact=True)
    keeper.stumbles()
    keeper.sign_in("kit@example.org")
    keeper.go("/installation/")
    keeper.press("Add and invite")
    keeper.stumbles("Enter the ODS code")
    keeper.fill(code="EX016", name="Invented Commissioner", email="ada@example.org")
    keeper.choose("Commissioner (CCG", exact=False)
    keeper.press("Add and invite")
    keeper.refused(YEAR, "/o/EX016/")


def joined(server: Server, browser: Browser, watch: Watch, name: str) -> Visitor:
    """Follow the link of the invitation that was sent last, and sign in with two steps."""
    person = visitor(browser, server, watch)
    person.join(server.last_link(), name)
    person.sign_in(f"{name.split(maxsplit=1)[0].lower()}@example.org")
    person.heading("What is next for you")
    return person


def invited(admin: Visitor, browser: Browser, server: Server, role: str, name: str) -> Visitor:
    """Invite somebody, and be them."""
    admin.go("/o/EX016/people/invite/")
    admin.fill(email=f"{name.split(maxsplit=1)[0].lower()}@example.org")
    admin.choose(role)
    admin.press("Send the invitation")
    return joined(server, browser, admin.watch, name)


def start_the_year(analyst: Visitor) -> None:
    """Say what is counted."""
    analyst.follow("Start your first year")
    analyst.press("Start")
    analyst.stumbles()
    analyst.choose("Edition 2016", exact=False)
    analyst.press("Start")
    analyst.follow("Say what you count")
    analyst.choose("The national NHS staff survey", exact=False)
    analyst.press("Save")


def stumble_and_mend(analyst: Visitor, folder: Path) -> None:
    """Upload files of which one has a fault, read what it is, upload the mended one."""
    for path in sorted(EXAMPLE.glob("*.csv")):
        if path.stem != "staff":
            hand_in(analyst, path.stem, path)
    hand_in(analyst, "staff", staff_with_faults(folder, mended=False))
    count(analyst)
    analyst.press("Read the findings")
    analyst.sees("Martian")
    analyst.picture("findings")
    hand_in(analyst, "staff", staff_with_faults(folder, mended=True))
    count(analyst)
    analyst.sees("The files were counted and are gone.")
    analyst.press("Read the figures")
    analyst.heading("Workforce indicators")
    analyst.go(f"{YEAR}report/")
    analyst.sees("Invented Commissioner")


def propose(analyst: Visitor) -> Path:
    """Issue the briefing, have the year audited and send it to be reviewed; keep the candidate."""
    analyst.go(f"{YEAR}due-regard/briefing/")
    analyst.fill(text="The duty, in one page.")
    analyst.press("Put it in force")
    analyst.go(f"{YEAR}release/propose/")
    analyst.press("Start the audit")
    opened = analyst.page.get_by_role("button", name="Open the release")
    expect(opened).to_be_visible(timeout=AUDIT_MILLISECONDS)
    analyst.press("Open the release")
    analyst.follow("Change the words")
    analyst.fill(narrative=SAID)
    analyst.press("Save")
    analyst.press("Send it to be reviewed")
    return analyst.save("Download the candidate")


def read_the_briefing(person: Visitor) -> None:
    person.go(f"{YEAR}due-regard/briefing/")
    person.press("I have read this briefing")


def review(person: Visitor) -> None:
    person.go("/o/EX016/")
    person.follow("Review the release (2016)")
    person.follow("Review it", exact=True)
    person.choose("No")
    person.choose("It can be released as it is")
    person.fill(comments="I asked myself what a colleague could learn from it.")
    person.press("Send your review")


def decide(signatory: Visitor) -> bytes:
    """Decide, release, and take the released version away as it was published."""
    signatory.go("/o/EX016/")
    signatory.follow("Decide on the release (2016)")
    signatory.follow("Decide", exact=True)
    signatory.choose("Publish what is safe")
    signatory.fill(reasons=WHY, office=OFFICE)
    signatory.choose("I confirm each of these sentences")
    signatory.press("Decide")
    signatory.press("Release it")
    signatory.sees("Version 1 is released.")
    return signatory.save("Download this version").read_bytes()


def year_of_files(zipped: bytes, folder: Path, staff: Path) -> Path:
    """Lay the year out for the command line: its settings, and the files as they were uploaded."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as year:
        inside = next(name for name in year.namelist() if name.endswith("organisation.toml"))
        text = year.read(inside).decode()
    assert "files" not in tomllib.loads(text)
    folder.mkdir()
    for source in (*sorted(EXAMPLE.glob("*.csv")), staff):
        if source.stem != "staff":
            (folder / source.name).write_bytes(source.read_bytes())
            population = source.stem.removesuffix("-mended")
            text += f'\n[files.{population}]\npath = "{source.name}"\nsystem = "ESR"\n'
    (folder / "organisation.toml").write_text(text, encoding="utf-8")
    return folder


def decision_toml(candidate: str, day: str) -> str:
    """Write by hand what people who use the command line would."""
    return f"""
decision = "publish_safe"
candidate = "{candidate}"
reasons = ["{WHY}"]
prepared_by = "Hanna Reyes"
narrative = "{SAID}"
[[reviewers]]
name = "Ivor Griffin"
reviewed_on = {day}
[[reviewers]]
name = "Amrit Purewal"
reviewed_on = {day}
[signatory]
name = "Sian Griffiths"
role = "{OFFICE}"
organisation = "Invented Commissioner"
organisation_kind = "commissioner"
signed_on = {day}
"""


def command(*words: str | Path) -> str:
    program = Path(sys.executable).with_name("dueregard")
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def check_same_bundle(folder: Path, candidate: Path, zipped: bytes, day: str) -> None:
    """Release the same files with commands; not a byte of what is public differs."""
    command("release", folder, "--as-of", day)
    made = folder / "release" / "candidate.json"
    assert made.read_bytes() == candidate.read_bytes()
    sha256 = re.search(r'candidate = "([0-9a-f]{64})"', _to_fill_in(folder))
    assert sha256
    (folder / "release" / "decision.toml").write_text(decision_toml(sha256.group(1), day), "utf-8")
    command("release", "decide", folder, "--as-of", day)
    theirs = {
        path.name: path.read_bytes()
        for path in (folder / "public" / "2016" / "v1").iterdir()
        if path.is_file()
    }
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        ours = {Path(name).name: archive.read(name) for name in archive.namelist()}
    assert {name: ours.get(name) == content for name, content in theirs.items()} == dict.fromkeys(
        theirs, True
    )
    assert {"index.html", "figures.csv", "figures.json", "manifest.json"} <= set(theirs)


def _to_fill_in(folder: Path) -> str:
    return (folder / "release" / "decision-to-fill-in.toml").read_text(encoding="utf-8")


@pytest.mark.requirement("R-048")
def test_stranger_comes_from_an_invitation_to_a_public_release(
    browser: Browser, tmp_path: Path
) -> None:
    """Invited, two steps, upload, mend, figures, report, audit, two reviews, decision, public.

    The command line makes the same release of the same files, byte for byte; nobody's number or
    name is left anywhere.
    """
    watch = Watch()
    with running(tmp_path / "data") as server:
        keep_the_installation(server, browser, watch)
        admin = joined(server, browser, watch, "Ada Minton")
        analyst = invited(admin, browser, server, "HR analyst", "Hanna Reyes")
        start_the_year(analyst)
        stumble_and_mend(analyst, tmp_path)
        candidate = propose(analyst)
        officer = invited(admin, browser, server, "Information governance officer", "Ivor Griffin")
        review(officer)
        approver = invited(admin, browser, server, "Approver", "Amrit Purewal")
        read_the_briefing(approver)
        review(approver)
        signatory = invited(admin, browser, server, OFFICE, "Sian Griffiths")
        read_the_briefing(signatory)
        released = decide(signatory)
        day = datetime.now(LONDON).date().isoformat()
        analyst.go(f"{YEAR}exchange/")
        year = analyst.save("Download the year", "button").read_bytes()
        watch.check()
        for person in (admin, analyst, officer, approver, signatory):
            fetched = {one for one in person.asked if not one.startswith("data:")}
            assert {one for one in fetched if not one.startswith(server.address)} == set()
        check_no_person_is_left(server)
    folder = year_of_files(year, tmp_path / "there", tmp_path / "staff-mended.csv")
    check_same_bundle(folder, candidate, released, day)


def check_no_person_is_left(server: Server) -> None:
    left = b"".join(path.read_bytes() for path in server.data.rglob("*") if path.is_file())
    log = (server.data.parent / f"{server.data.name}.log").read_text(encoding="utf-8")
    for mark in MARKS:
        assert mark.encode() not in left, mark
        assert mark not in log, mark
