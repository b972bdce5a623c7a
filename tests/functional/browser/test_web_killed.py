"""The program is killed in the middle: nothing that was kept is lost, nothing is half done."""

from __future__ import annotations

import http.client
import re
import sqlite3
import subprocess
import sys
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from tests.functional.browser.web_browser import Server, invented, running, totp

pytestmark = pytest.mark.slow

UPLOAD = "/o/EX016/2016/files/upload/"


class Caller:
    """A browser as small as can be: cookies, forms and tokens."""

    def __init__(self) -> None:
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def get(self, server: Server, path: str) -> str:
        with self.opener.open(server.address + path) as answer:
            return str(answer.read().decode())

    def post(self, server: Server, path: str, page: str, **fields: str) -> str:
        told = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token(server, page)})
        request = Request(server.address + path, told.encode())  # noqa: S310 - our own server
        with self.opener.open(request) as answer:
            return str(answer.read().decode())

    def token(self, server: Server, page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(server, page))
        assert found
        return found.group(1)

    def sign_in(self, server: Server, role: str) -> None:
        words = invented(server, role)
        sign_in, second = "/account/sign-in/", "/account/second-step/code/"
        told = {"login": words["e-mail address"], "password": words["password"]}
        self.post(server, sign_in, sign_in, **told)
        self.post(server, second, second, code=totp(words["secret"], time.time()))

    def upload(self, server: Server, population: str, content: bytes, *, part: float = 1) -> None:
        """Send a file; of ``part`` below 1 only the beginning, and then nothing more."""
        fields = {"csrfmiddlewaretoken": self.token(server, UPLOAD), "population": population}
        body = b"".join(
            f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {**fields, "system": "ESR"}.items()
        )
        head = 'name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
        body += f"--edge\r\nContent-Disposition: form-data; {head}".encode() + content
        body += b"\r\n--edge--\r\n"
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.putrequest("POST", UPLOAD)
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.jar)
        connection.putheader("Cookie", cookies)
        connection.putheader("Content-Type", "multipart/form-data; boundary=edge")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body[: round(len(body) * part)])
        if part == 1:
            assert connection.getresponse().status == 302
        else:
            time.sleep(1)
        connection.close()


def kill(server: Server) -> None:
    """End the program as a loss of power would."""
    server.process.kill()
    server.process.wait(timeout=30)


def rows(data: Path, statement: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(data / "dueregard.sqlite3")
    try:
        return database.execute(statement).fetchall()
    finally:
        database.close()


def check_whole(data: Path) -> None:
    program = Path(sys.executable).with_name("dueregard")
    done = subprocess.run(
        [program, "verify-log", "--data", data], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    unaudited = rows(
        data,
        "SELECT id FROM returns_extractfile WHERE 'extractfile/' || id NOT IN "
        "(SELECT replace(subject, '-', '') FROM audit_auditevent)",
    )
    assert unaudited == []


@pytest.mark.requirement("R-039")
def test_killed_in_the_middle_of_upload_and_count(tmp_path: Path) -> None:
    """After each loss of power the trail is whole, counts stand, and the page says what to do."""
    data = tmp_path / "demo"
    caller = Caller()
    with running(data, "--demo") as server:
        caller.sign_in(server, "HR analyst")
        before = rows(data, "SELECT sha256 FROM returns_countedreturn")
        assert len(before) == 1
        caller.upload(server, "staff", b"staff_number,ethnic_category\n" * 400_000, part=0.6)
        kill(server)
    check_whole(data)
    assert rows(data, "SELECT * FROM returns_extractfile") == []

    with running(data, "--demo") as server:
        assert list((data / "spool").glob("*")) == [] if (data / "spool").exists() else True
        for path in sorted((data / "demo-files" / "data").glob("*.csv")):
            caller.upload(server, path.stem, path.read_bytes())
        caller.post(server, "/o/EX016/2016/count/", "/o/EX016/2016/files/")
        kill(server)
    check_whole(data)
    states = {state for (state,) in rows(data, "SELECT state FROM returns_extractfile")}
    assert states in ({"sealed"}, {"counted"})

    with running(data, "--demo") as server:
        page = caller.get(server, "/o/EX016/2016/files/")
        (job,) = rows(data, "SELECT state FROM jobs_job")
        counts = rows(data, "SELECT sha256 FROM returns_countedreturn ORDER BY counted_at")
        if states == {"sealed"}:
            assert job == ("interrupted",)
            assert "Upload these files again" in page
            assert counts == before
        else:
            assert len(counts) == 2
        assert list((data / "spool").glob("*.sealed")) == []
        assert "Workforce indicators" in caller.get(server, "/o/EX016/2016/figures/")
    check_whole(data)


def test_eight_people_press_at_once(tmp_path: Path) -> None:
    """One count starts, the others are told; the trail has one row for it and is whole."""
    data = tmp_path / "demo"
    with running(data, "--demo") as server:
        caller = Caller()
        caller.sign_in(server, "HR analyst")
        caller.upload(server, "staff", (data / "demo-files" / "data" / "staff.csv").read_bytes())
        token = caller.token(server, "/o/EX016/2016/files/")
        told = urllib.parse.urlencode({"csrfmiddlewaretoken": token}).encode()
        cookies = "; ".join(f"{one.name}={one.value}" for one in caller.jar)

        def press(_: int) -> int:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            head = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", "/o/EX016/2016/count/", told, head)
            status = connection.getresponse().status
            connection.close()
            return status

        with ThreadPoolExecutor(8) as pool:
            answers = sorted(pool.map(press, range(8)))
        started = "SELECT COUNT(*) FROM audit_auditevent WHERE event = 'count_started'"
        jobs = rows(data, "SELECT COUNT(*) FROM jobs_job")
        assert answers.count(302) == jobs[0][0] == rows(data, started)[0][0] >= 1
        assert set(answers) <= {302, 409}
        assert 409 in answers
    check_whole(data)
