"""A real server and a real browser: what the journeys of the web workspace are made of."""

from __future__ import annotations

import base64
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
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
PASSWORD = "-".join(["invented", *["word"] * 3])
PATIENCE_SECONDS = 90


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
class Visitor:
    """Somebody at a browser; every page is looked at for what shuts people out."""

    page: Page
    pictures: Path | None = None
    secret: str = ""
    seen: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def note(self, kind: str, text: str) -> None:
        """Keep what the browser complains of; a form that was refused is no complaint."""
        if kind in {"error", "warning"} and "status of 422" not in text:
            self.faults.append(f"console: {text}")

    def look(self, name: str) -> None:
        """Check the page that is open with axe, and take its picture at two widths."""
        found = Axe().run(self.page)
        broken = [
            f"{name}: {one['id']}: {node['html'][:300]}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]
        self.seen.append(name)
        self.faults += broken
        if self.overflow() > 0:
            self.wide.append(name)
        if self.pictures is not None:
            for width, size in (("desk", DESK), ("phone", PHONE)):
                self.page.set_viewport_size(size)
                self.page.screenshot(path=self.pictures / f"{name}-{width}.png", full_page=True)
            self.page.set_viewport_size(DESK)

    def overflow(self) -> int:
        """Say by how many pixels the page is wider than a phone."""
        self.page.set_viewport_size(PHONE)
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        self.page.set_viewport_size(DESK)
        return int(wide)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def fill(self, **fields: str) -> None:
        for label, value in fields.items():
            self.page.locator(f"#id_{label}").fill(value)

    def join(self, link: str, name: str, *, email: str = "") -> None:
        """Accept an invitation, sign in, set up the second step."""
        self.page.goto(link)
        self.look("invitation")
        if email:
            self.fill(email=email)
        self.fill(name=name, password=PASSWORD)
        self.press("Create your account")
        self.look("sign-in")

    def sign_in(self, email: str) -> None:
        """Sign in for the first time, which sets up the second step."""
        self.fill(login=email, password=PASSWORD)
        self.press("Continue")
        self.look("second-step")
        self.secret = self.page.locator(".dr-secret").inner_text().strip()
        self.fill(code=totp(self.secret, time.time()))
        self.press("Continue")
        self.look("recovery-codes")
        self.page.get_by_role("button", name="Continue").click()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
