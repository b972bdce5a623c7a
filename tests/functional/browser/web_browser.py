"""A real server and a real browser: what the journeys of the web workspace are made of."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright

# A machine that does much else at the time is slow, and not wrong.
expect.set_options(timeout=30_000)
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
PASSWORD = "-".join(["invented", *["word"] * 3])
PATIENCE_SECONDS = 90
LINE = re.compile(r"^  (e-mail address|password|secret)[^\n]*? {3}(\S+)$", re.MULTILINE)
"""How a person's keys stand in the file of the demonstration."""

WRITE_PICTURES = "WRITE_PICTURES"
"""The variable that asks for the documentation's pictures: ``make pictures`` sets it."""
DOCS_PICTURES = Path(__file__).parents[3] / "docs" / "images" / "web"
PICTURE, HIGHEST_PICTURE = {"width": 1000, "height": 900}, 1300
PART, HIGHEST_PART = {"width": 700, "height": 900}, 700


def totp(secret: str, moment: float) -> str:
    """Compute the code of an authenticator app (RFC 6238), apart from the server's own code."""
    key = base64.b32decode(secret)
    digest = hmac.digest(key, struct.pack(">Q", int(moment) // 30), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@dataclass
class Server:
    """A web workspace that runs as its users start it."""

    data: Path
    port: int
    process: subprocess.Popen[str]
    printed: str = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def time(self) -> float:
        """Return the machine's time, which the codes of an app are made from."""
        return time.time()

    def last_link(self) -> str:
        """Return the link in the e-mail that was sent last."""
        newest = max((self.data / "e-mails").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        letter = newest.read_bytes().split(b"-" * 79)[-2].strip()
        body = message_from_bytes(letter, policy=default).get_content()
        found = re.findall(r"http://\S+", body)
        return found[0]


@contextmanager
def running(data: Path, *options: str) -> Iterator[Server]:
    """Start the workspace on a free port and stop it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("dueregard")
    command = [program, "web", "--data", data, "--port", str(port), *options]
    with serving(data, port, command) as server:
        yield server


@contextmanager
def running_clocked(data: Path, day: str) -> Iterator[Server]:
    """Start the workspace with the demonstration and a clock that the test sets."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data.mkdir(mode=0o700)
    (data / "clock.txt").write_text(day, encoding="ascii")
    module = "tests.functional.browser.clocked"
    with serving(data, port, [sys.executable, "-m", module, data, str(port)]) as server:
        yield server


@contextmanager
def serving(data: Path, port: int, command: Sequence[str | Path]) -> Iterator[Server]:
    """Run a command until its pages answer, and stop it afterwards."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD", "DJANGO"))}
    environment.pop("DATABASE_URL", None)
    log = (data.parent / f"{data.name}.log").open("w")
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        env=environment,
    )
    server = Server(data, port, process)
    try:
        server.printed = _until_ready(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)
        if process.stdout is not None:
            process.stdout.close()
        log.close()


def _until_ready(server: Server) -> str:
    """Read what is printed until the program says where it is, and it answers."""
    lines = []
    if server.process.stdout is None:
        raise ValueError(server)
    for line in server.process.stdout:
        lines.append(line)
        if "is at http" in line:
            break
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(f"{server.address}/health") as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return "".join(lines)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@dataclass
class Watch:
    """What was seen of the pages so far: each in each of its states is looked at once."""

    pictures: Path | None = None
    seen: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Nothing shuts anybody out, nothing is broken, nothing is wider than a phone."""
        assert sorted(set(self.faults)) == []
        assert sorted(set(self.wide)) == []
        assert self.seen


# What a page is made of: two pages of the same parts are the same to somebody who tests them.
PARTS = """() => [...new Set([...document.body.querySelectorAll("*")].map(
  one => [one.tagName, ...[...one.classList].sort(), one.getAttribute("role") || "",
          one.type || "", one.disabled ? "disabled" : ""].join(".")))].sort().join(" ")"""
SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)
NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/invitation/)[^/]+")


@dataclass
class Visitor:
    """Somebody at a browser; every page is looked at for what shuts people out."""

    page: Page
    watch: Watch = field(default_factory=Watch)
    address: str = ""
    secret: str = ""
    asked: list[str] = field(default_factory=list)
    twin: Page | None = None
    """Where axe looks at the pages of somebody without scripts: axe itself is one."""

    @property
    def faults(self) -> list[str]:
        return self.watch.faults

    @property
    def wide(self) -> list[str]:
        return self.watch.wide

    def listen(self) -> None:
        """Hear what the browser complains of; a page that was refused is no complaint."""
        self.page.on("console", lambda one: self._note(one.type, one.text))
        self.page.on("pageerror", lambda one: self.faults.append(f"script: {one}"))
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.page.on("response", self._answered)

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and "status of 4" not in text:
            self.faults.append(f"console: {text}")

    def _answered(self, answer: Response) -> None:
        """A page may be refused; what a page is made of has to be there."""
        is_page = answer.request.resource_type == "document"
        if answer.status >= 500 or (answer.status >= 400 and not is_page):
            self.faults.append(f"{answer.status} for {answer.url}")

    def arrive(self) -> None:
        """Look at the page that is open, unless one of the same parts was seen there before."""
        place = NUMBER.sub("...", urlsplit(self.page.url).path)
        parts = hashlib.sha256(self.page.evaluate(PARTS).encode()).hexdigest()[:8]
        heading = self.page.locator("h1").all_inner_texts()
        if len(heading) != 1:
            self.faults.append(f"{place}: headings of the first level: {heading}")
        if f"{place} {parts}" not in self.watch.seen:
            self.watch.seen.add(f"{place} {parts}")
            self.look(f"{place.strip('/').replace('/', '-') or 'home'}-{parts}")

    def look(self, name: str) -> None:
        """Check the page that is open with axe, and take its picture at two widths."""
        found = Axe().run(self._testable())
        self.faults.extend(
            f"{name}: {one['id']}: {node['html'][:300]}"
            for one in found.response["violations"]
            for node in one["nodes"]
        )
        if self.overflow() > 0:
            self.wide.append(name)
        if self.watch.pictures is not None:
            for width, size in (("desk", DESK), ("phone", PHONE)):
                self.page.set_viewport_size(size)
                path = self.watch.pictures / f"{name}-{width}.png"
                self.page.screenshot(path=path, full_page=True)
            self.page.set_viewport_size(DESK)

    def _testable(self) -> Page:
        if self.twin is None:
            return self.page
        html = SCRIPT.sub("", self.page.content())
        self.twin.set_content(html.replace("<head>", f'<head><base href="{self.address}/">', 1))
        return self.twin

    def overflow(self) -> int:
        """Say by how many pixels the page is wider than a phone."""
        self.page.set_viewport_size(PHONE)
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        self.page.set_viewport_size(DESK)
        return int(wide)

    def picture(self, name: str) -> None:
        """Take the picture of the documentation that has this name, where that is asked for."""
        if not os.environ.get(WRITE_PICTURES):
            return
        DOCS_PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.set_viewport_size(PICTURE)
        self.page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        height = min(self.page.evaluate("document.documentElement.scrollHeight"), HIGHEST_PICTURE)
        clip = {"x": 0, "y": 0, "width": PICTURE["width"], "height": height}
        path = DOCS_PICTURES / f"{name}.png"
        self.page.screenshot(path=path, full_page=True, clip=clip, animations="disabled")
        self.page.set_viewport_size(DESK)

    def component(self, name: str, selector: str) -> None:
        """Take the picture of a part of the page, to be set beside the design system's own."""
        if os.environ.get(WRITE_PICTURES):
            take_part(self.page, selector, DOCS_PICTURES / f"ours-{name}.png")
            self.page.set_viewport_size(DESK)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")
        self.arrive()

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press a button, or a link that looks like one, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.arrive()

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Follow a link to its page."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=exact).first.click()
        self.arrive()

    def save(self, name: str, role: Literal["link", "button"] = "link") -> Path:
        """Follow a link to a file, and return where it was saved."""
        with self.page.expect_download() as taken:
            self.page.get_by_role(role, name=name).first.click()
        return Path(taken.value.path())

    def choose(self, label: str, *, exact: bool = True) -> None:
        self.page.get_by_label(label, exact=exact).first.check()

    def fill(self, **fields: str) -> None:
        for label, value in fields.items():
            self.page.locator(f"#id_{label}").fill(value)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def heading(self, name: str) -> None:
        expect(self.page.get_by_role("heading", name=name).first).to_be_visible()

    def stumbles(self, *sentences: str) -> None:
        """A form was refused: summary first, its links lead to fields, the title says so."""
        summary = self.page.locator(".nhsuk-error-summary")
        expect(summary).to_be_visible()
        assert self.page.title().startswith("Error: ")
        for sentence in sentences:
            expect(summary).to_contain_text(sentence)
        for link in summary.get_by_role("link").all():
            target = str(link.get_attribute("href"))
            assert target.startswith("#")
            assert self.page.locator(target).count() == 1, target
            link.click()
            focused = self.page.evaluate("document.activeElement.id")
            assert focused == target[1:], (focused, target)

    def refused(self, *paths: str) -> None:
        """These pages say no, and how to get on; no word of what is behind them."""
        for path in paths:
            answer = self.page.goto(f"{self.address}{path}")
            assert answer is not None
            assert answer.status in {403, 404}, (path, answer.status)
            expect(self.page.locator("h1")).to_have_text(
                "You cannot do this" if answer.status == 403 else "Page not found"
            )
            self.arrive()

    def join(self, link: str, name: str, *, email: str = "") -> None:
        """Accept an invitation, sign in, set up the second step."""
        self.page.goto(link)
        self.arrive()
        if email:
            self.fill(email=email)
        self.fill(name=name, password=PASSWORD)
        self.press("Create your account")

    def sign_in(self, email: str) -> None:
        """Sign in for the first time, which sets up the second step."""
        self.fill(login=email, password=PASSWORD)
        self.press("Continue", exact=True)
        self.secret = self.page.locator(".dr-secret").inner_text().strip()
        self.fill(code=totp(self.secret, time.time()))
        self.press("Continue")
        self.press("Continue")

    def sign_out(self) -> None:
        self.go("/account/sign-out/")
        self.press("Sign out")


def visitor(
    browser: Browser, server: Server, watch: Watch | None = None, *, scripts: bool = True
) -> Visitor:
    """Open a browser for one person."""
    context = browser.new_context(viewport=DESK, java_script_enabled=scripts)
    named = os.environ.get("WEB_PICTURES")
    watched = watch or Watch(Path(named) if named and scripts else None)
    made = Visitor(context.new_page(), watched, server.address)
    if not scripts:
        made.twin = browser.new_context(viewport=DESK).new_page()
    made.listen()
    return made


def invented(server: Server, role: str) -> dict[str, str]:
    """Return address, password and secret of the demonstration's person in a role."""
    people = (server.data / "demo-people.txt").read_text(encoding="utf-8")
    return dict(LINE.findall(people.split(f"{role}\n")[1])[:3])


def signed_in(
    browser: Browser, server: Server, role: str, watch: Watch | None = None, *, scripts: bool = True
) -> Visitor:
    """Sign the demonstration's person in a role in."""
    words = invented(server, role)
    person = visitor(browser, server, watch, scripts=scripts)
    person.go("/account/sign-in/")
    person.fill(login=words["e-mail address"], password=words["password"])
    person.press("Continue", exact=True)
    person.fill(code=totp(words["secret"], server.time()))
    person.press("Sign in")
    person.heading("What is next for you")
    return person


def take_part(page: Page, selector: str, path: Path) -> None:
    """Take the picture of one part of a page with a little around it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size(PART)
    page.evaluate("document.activeElement.blur()")
    box = page.locator(selector).first.bounding_box()
    if box is None:
        raise ValueError(selector)
    around = 16.0
    clip = {
        "x": max(0.0, box["x"] - around),
        "y": max(0.0, box["y"] - around),
        "width": min(box["width"] + 2 * around, float(PART["width"])),
        "height": min(box["height"], HIGHEST_PART) + 2 * around,
    }
    page.screenshot(path=path, full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
