"""A stranger's way in a real browser, from an invitation to figures; looked at on the way.

``WEB_PICTURES=folder`` keeps a picture of each page at two widths.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.functional.browser.web_browser import (
    DESK,
    PASSWORD,
    Server,
    Visitor,
    chromium,
    running,
    totp,
)

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[3] / "examples" / "small-commissioner" / "data"
MARKS = ("ZZMARKNUMBER7731", "ZZMARKGIVEN", "ZZMARKFAMILY")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path / "data") as started:
        yield started


def pictures() -> Path | None:
    named = os.environ.get("WEB_PICTURES")
    return Path(named) if named else None


def visitor(browser: Browser, *, scripts: bool = True) -> Visitor:
    context = browser.new_context(viewport=DESK, java_script_enabled=scripts)
    page = context.new_page()
    made = Visitor(page, pictures() if scripts else None)
    page.on("console", lambda message: made.note(message.type, message.text))
    page.on("request", lambda request: made.asked.append(request.url))
    return made


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


def hand_in(person: Visitor, server: Server, population: str, path: Path) -> None:
    person.page.goto(f"{server.address}/o/EX016/2016/files/upload/")
    person.page.select_option("#id_population", population)
    person.fill(system="ESR")
    person.page.set_input_files("input[type=file]", path)
    person.press("Upload")
    expect(person.page.get_by_role("heading", name="Extracts")).to_be_visible()


def count(person: Visitor, server: Server) -> None:
    person.page.goto(f"{server.address}/o/EX016/2016/files/")
    person.press("Count these files")
    person.look("counting")
    person.page.get_by_role("heading", name="The count has ended").wait_for(timeout=60_000)


def keep_the_installation(server: Server, browser: Browser) -> Visitor:
    """Take the link that the program printed, and add an organisation; wrongly at first."""
    link = re.search(r"http://\S+/invitation/\S+", server.printed)
    assert link
    keeper = visitor(browser)
    keeper.join(link.group(0), "Kit Moore", email="kit@example.org")
    keeper.sign_in("kit@example.org")
    keeper.look("home-of-keeper")
    keeper.page.goto(f"{server.address}/installation/")
    keeper.press("Add and invite")
    expect(keeper.page.get_by_role("alert")).to_contain_text("Enter the ODS code")
    assert keeper.page.title().startswith("Error: ")
    keeper.look("installation-with-faults")
    keeper.page.get_by_role("link", name="Enter the ODS code").click()
    assert keeper.page.evaluate("document.activeElement.id") == "id_code"
    keeper.fill(code="EX016", name="Invented Commissioner", email="ada@example.org")
    keeper.page.get_by_label("Commissioner (CCG").check()
    keeper.press("Add and invite")
    keeper.look("installation")
    return keeper


def let_the_analyst_in(server: Server, browser: Browser) -> Visitor:
    """Join as the administrator and invite somebody who counts."""
    admin = visitor(browser)
    admin.join(server.last_link(), "Ada Minton")
    admin.sign_in("ada@example.org")
    admin.look("next-of-administrator")
    admin.page.get_by_role("link", name="Invite: HR analyst").click()
    admin.look("invite")
    admin.fill(email="hanna@example.org")
    admin.page.get_by_label("HR analyst").check()
    admin.press("Send the invitation")
    admin.look("people")
    return admin


def start_the_year(server: Server, browser: Browser) -> Visitor:
    """Join as the analyst and say what is counted."""
    analyst = visitor(browser)
    analyst.join(server.last_link(), "Hanna Reyes")
    analyst.sign_in("hanna@example.org")
    analyst.look("next-of-analyst")
    analyst.page.get_by_role("link", name="Start your first year").click()
    analyst.look("start")
    analyst.page.get_by_label("Edition 2016").check()
    analyst.press("Start")
    analyst.look("year-new")
    analyst.page.get_by_role("link", name="Say what you count").click()
    analyst.page.get_by_label("The national NHS staff survey").check()
    analyst.look("settings")
    analyst.press("Save")
    return analyst


def stumble_and_mend(analyst: Visitor, server: Server, folder: Path) -> None:
    """Upload files of which one has a fault, read what it is, upload the mended one."""
    for path in sorted(EXAMPLE.glob("*.csv")):
        if path.stem != "staff":
            hand_in(analyst, server, path.stem, path)
    hand_in(analyst, server, "staff", staff_with_faults(folder, mended=False))
    analyst.look("files")
    count(analyst, server)
    analyst.look("count-stopped")
    analyst.page.get_by_role("button", name="Read the findings").click()
    expect(analyst.page.get_by_text("Martian").first).to_be_visible()
    analyst.look("findings-that-stop")
    hand_in(analyst, server, "staff", staff_with_faults(folder, mended=True))
    count(analyst, server)
    expect(analyst.page.get_by_text("The files were counted and are gone.")).to_be_visible()
    analyst.look("counted")


def test_stranger_comes_from_an_invitation_to_figures(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    """Keeper, administrator and analyst: each invited, each with two steps, to read sentences."""
    keeper = keep_the_installation(server, browser)
    admin = let_the_analyst_in(server, browser)
    analyst = start_the_year(server, browser)
    stumble_and_mend(analyst, server, tmp_path)
    analyst.page.get_by_role("button", name="Read the figures").click()
    expect(analyst.page.get_by_role("heading", name="Workforce indicators")).to_be_visible()
    analyst.look("figures")
    for name in ("", "findings/", "files/", "settings/file/"):
        analyst.page.goto(f"{server.address}/o/EX016/2016/{name}")
        analyst.look(f"year-{name.strip('/').replace('/', '-') or 'counted'}")
    for person in (keeper, admin, analyst):
        assert person.faults == []
        assert person.wide == []
        elsewhere = [one for one in person.asked if not one.startswith((server.address, "data:"))]
        assert elsewhere == []
    left = b"".join(path.read_bytes() for path in server.data.rglob("*") if path.is_file())
    log = (server.data.parent / f"{server.data.name}.log").read_text(encoding="utf-8")
    for mark in MARKS:
        assert mark.encode() not in left, mark
        assert mark not in log, mark


def test_everything_works_without_scripts(tmp_path: Path, browser: Browser) -> None:
    """An invented analyst of the demonstration signs in, uploads, counts and reads."""
    data = tmp_path / "demo"
    with running(data, "--demo") as server:
        people = (data / "demo-people.txt").read_text(encoding="utf-8")
        assert (data / "demo-people.txt").stat().st_mode & 0o777 == 0o600
        entry = people.split("HR analyst\n")[1]
        words = dict(
            re.findall(
                r"^  (e-mail address|password|secret)[^\n]*? {3}(\S+)$", entry, re.MULTILINE
            )[:3]
        )
        person = visitor(browser, scripts=False)
        person.page.goto(f"{server.address}/")
        person.fill(login=words["e-mail address"], password=words["password"])
        person.press("Continue")
        person.fill(code=totp(words["secret"], server.time()))
        person.press("Sign in")
        expect(person.page.get_by_role("heading", name="What is next for you")).to_be_visible()
        person.page.goto(f"{server.address}/o/EX016/2016/figures/")
        expect(person.page.get_by_role("heading", name="Workforce indicators")).to_be_visible()
        for path in sorted((data / "demo-files" / "data").glob("*.csv"))[:3]:
            hand_in(person, server, path.stem, path)
        hand_in(person, server, "staff", data / "demo-files" / "data" / "staff.csv")
        person.press("Count these files")
        for _ in range(100):
            if person.page.get_by_role("heading", name="The count has ended").count():
                break
            person.page.wait_for_timeout(300)
            person.page.get_by_role("link", name="Look again").click()
        expect(person.page.get_by_text("The files were counted and are gone.")).to_be_visible()


def test_keyboard_alone_signs_in(tmp_path: Path, browser: Browser) -> None:
    """Skip link first, then the form, without a mouse."""
    with running(tmp_path / "data") as server:
        link = re.search(r"http://\S+/invitation/\S+", server.printed)
        assert link
        person = visitor(browser)
        person.page.goto(link.group(0))
        person.page.keyboard.press("Tab")
        assert person.page.evaluate("document.activeElement.textContent.trim()").startswith("Skip")
        person.page.keyboard.press("Enter")
        for text in ("kit@example.org", "Kit Moore", PASSWORD):
            person.page.keyboard.press("Tab")
            person.page.keyboard.type(text)
        person.page.keyboard.press("Enter")
        expect(person.page.get_by_role("heading", name="Sign in")).to_be_visible()
