"""``python -m benchmarks.web_load``: fifty signed-in people at once, on PostgreSQL.

Starts a PostgreSQL server of its own and the workspace with its demonstration, signs fifty browsers
in, and lets each open the main pages of its role, with time to read in between. Prints the time to
the last byte (median, 95th percentile, worst), errors, and the server's processor time for a page.
Beside it, under the same load by the same client: a bare Django view behind the same waitress with
one question to the same database, which is as little as a page can cost here.

``--people N``, ``--seconds S``, ``--reading R`` (mean seconds between pages; 0 is as fast as it
goes), ``--pages`` (a line for each page), ``--reading-only``,
``--cores N`` (client and servers share that many).
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres import programs, server

ORGANISATION = "/o/EX016/"
YEAR = f"{ORGANISATION}2016/"
PAGES = (
    ORGANISATION,
    YEAR,
    *(f"{YEAR}{part}/" for part in ("files", "figures", "findings", "records", "due-regard")),
    *(f"{YEAR}{part}/" for part in ("report", "documents", "release", "settings")),
    *(f"{ORGANISATION}{part}/" for part in ("people", "requests", "trail", "emergencies")),
    "/account/",
)
"""The main pages; each person opens those of them that their role may."""
SIGN_IN, SECOND = "/account/sign-in/", "/account/second-step/code/"
PERSON = re.compile(
    r"e-mail address +(\S+)\n +password +(\S+)\n.*?\n +recovery codes.*? {3}(.+)$", re.MULTILINE
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FLOOR = "/floor"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Person:
    """A browser: one connection that stays open, cookies, nothing else."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, where it leads, and the page; as browsers do, begin a connection anew
        where the server has closed one that was not used for a while.
        """
        fresh = self.connection is None
        try:
            return self.try_to_ask(path, form)
        except (ConnectionError, http.client.RemoteDisconnected):
            self.connection = None
            if fresh:
                raise
            return self.try_to_ask(path, form)

    def try_to_ask(self, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(form)
        self.connection.request("GET" if form is None else "POST", path, body, head)
        answer = self.connection.getresponse()
        page = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.getheader("Location") or "", page

    def send(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Open a page with a form and send it."""
        found = TOKEN.search(self.ask(path)[2])
        if found is None:
            raise RuntimeError(f"{path} has no form")
        return self.ask(path, {**fields, "csrfmiddlewaretoken": found.group(1)})

    def sign_in(self, email: str, password: str, code: str) -> None:
        self.send(SIGN_IN, login=email, password=password)
        status, place, _ = self.send(SECOND, code=code)
        if status != 302 or SECOND in place:
            raise RuntimeError(f"{email} could not sign in")


@dataclass
class Measured:
    """What one run saw."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, path: str, seconds: float, status: int) -> None:
        with self.lock:
            if status != 200:
                self.errors[f"{status} {path}"] += 1
            self.times.setdefault(path, []).append(seconds)

    def all(self) -> list[float]:
        return sorted(one for times in self.times.values() for one in times)


def percentile(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def read_on(
    who: tuple[Person, list[str]], measured: Measured, until: float, reading: float, number: int
) -> None:
    """Open pages at random until the time is over."""
    (person, pages), chance = who, random.Random(number)
    time.sleep(chance.uniform(0, reading))
    while time.monotonic() < until:
        path = chance.choice(pages)
        begun = time.perf_counter()
        try:
            status, _, _ = person.ask(path)
        except (OSError, http.client.HTTPException) as fault:
            status, person.connection = 0, None
            with measured.lock:
                measured.errors[type(fault).__name__] += 1
        measured.note(path, time.perf_counter() - begun, status)
        if reading:
            time.sleep(chance.expovariate(1 / reading))


def load(people: list[tuple[Person, list[str]]], seconds: float, reading: float) -> Measured:
    """Let everybody read at once."""
    measured, until = Measured(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=read_on, args=(who, measured, until, reading, number))
        for number, who in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return measured


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def serving(command: list[str], port: int, path: str, database: str) -> Iterator[int]:
    """Run a server until it is no longer needed; give its process number."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD", "DJANGO"))}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, env=kept | {"DATABASE_URL": database}, stdout=log, stderr=log
        )
        try:
            wait_for(port, path, process)
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(3000):
        with contextlib.suppress(OSError):
            if Person(port).ask(path)[0] == 200:
                return
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        time.sleep(0.2)
    raise RuntimeError("the server does not answer")


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def signed_in(data: Path, port: int, number: int) -> list[tuple[Person, list[str]]]:
    """Sign people in, with a recovery code each, and see which of the pages are theirs."""
    keys = PERSON.findall((data / "demo-people.txt").read_text(encoding="utf-8"))
    places = [(email, word, code) for i in range(5) for email, word, codes in keys
              for code in [codes.split()[i]]]  # fmt: skip
    if number > len(places):
        raise SystemExit(f"There are {len(places)} ways to sign in; ask for fewer people.")
    people: list[tuple[Person, list[str]]] = []
    pages_of: dict[str, list[str]] = {}
    for email, word, code in places[:number]:
        person = Person(port)
        person.sign_in(email, word, code)
        if email not in pages_of:
            pages_of[email] = [path for path in PAGES if person.ask(path)[0] == 200]
        people.append((person, pages_of[email]))
    return people


def line(name: str, measured: Measured, seconds: float, spent: float) -> str:
    times = measured.all()
    cost = 1000 * spent / len(times) if times else 0.0
    cells = [percentile(times, 0.5), percentile(times, 0.95), times[-1] if times else 0.0]
    shown = " ".join(f"{1000 * one:8.0f}" for one in cells)
    return (
        f"{name:<34}{len(times):>7}{len(times) / seconds:>9.1f} {shown}{cost:>10.1f}"
        f"{sum(measured.errors.values()):>8}"
    )


HEAD = (
    f"{'':<34}{'pages':>7}{'a second':>9} {'median':>8} {'95 %':>8} {'worst':>8}"
    f"{'cpu':>10}{'errors':>8}\n{'':<34}{'':>7}{'':>9} {'ms':>8} {'ms':>8} {'ms':>8}{'ms/page':>10}"
)


def run(name: str, people: list, pid: int, options: argparse.Namespace, reading: float) -> Measured:
    before = processor_seconds(pid)
    measured = load(people, options.seconds, reading)
    print(line(name, measured, options.seconds, processor_seconds(pid) - before), flush=True)
    for words, times in measured.errors.items():
        print(f"  error: {words}, {times} times")
    return measured


def main(words: list[str]) -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=50)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--reading", type=float, default=5)
    asked.add_argument("--cores", type=int, default=2)
    asked.add_argument("--pages", action="store_true")
    asked.add_argument("--reading-only", action="store_true")
    options = asked.parse_args(words)
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: options.cores]))
    place = programs()
    if place is None:
        raise SystemExit("There is no PostgreSQL server on this machine: install postgresql.")
    print(
        f"{options.people} people, {options.cores} cores for client, servers and database; load "
        f"average before: {os.getloadavg()[0]:.1f}\n\n{HEAD}"
    )
    with server(place) as database, tempfile.TemporaryDirectory() as name:
        both(Path(name) / "data", database, options)


def both(data: Path, database: str, options: argparse.Namespace) -> None:
    port = free_port()
    floor = [sys.executable, "-m", "benchmarks.web_floor", str(port)]
    with serving(floor, port, FLOOR, database) as pid:
        people = [(Person(port), [FLOOR]) for _ in range(options.people)]
        run("bare view, reading", people, pid, options, options.reading)
        if not options.reading_only:
            run("bare view, as fast as it goes", people, pid, options, 0)
    port = free_port()
    program = [str(Path(sys.executable).with_name("dueregard")), "web", "--demo", "--data",
               str(data), "--port", str(port)]  # fmt: skip
    with serving(program, port, "/health", database) as pid:
        people = signed_in(data, port, options.people)
        measured = run("workspace, reading", people, pid, options, options.reading)
        if options.pages:
            for path, times in sorted(measured.times.items()):
                one = Measured({path: times})
                print("  " + line(path, one, options.seconds, 0))
        if not options.reading_only:
            run("workspace, as fast as it goes", people, pid, options, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
