"""A survey's pages in a process of their own, and somebody who answers without a browser."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

PATIENCE_SECONDS = 90


@dataclass(frozen=True)
class Answered:
    """What came back for a request."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass
class Site:
    """The pages as the operator serves them."""

    port: int
    address: str
    log: Path
    process: subprocess.Popen[str]

    def ask(self, path: str, sent: Mapping[str, str] | None = None) -> Answered:
        """Open a page, or send a form; with much that a browser tells about itself."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        told = {
            "User-Agent": "MARKEDBROWSER/1.0",
            "X-Forwarded-For": "203.0.113.77",
            "Cookie": "marked=cookie",
            "Referer": "https://marked.example/",
        }
        if sent is None:
            connection.request("GET", path, headers=told)
        else:
            told["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", path, urlencode(sent), told)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return Answered(answer.status, {k.lower(): v for k, v in answer.getheaders()}, body)


def form_of(code: str, given: Mapping[str, str], words: str = "") -> dict[str, str]:
    """Return what a browser sends for a filled-in page."""
    return {"code": code, "comment_0": words, **{f"q_{key}": v for key, v in given.items()}}


@contextmanager
def serving(operator: Path, log: Path, *options: str) -> Iterator[Site]:
    """Serve a store's pages on a free port, and stop afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("dueregard")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD", "DJANGO"))}
    with log.open("a") as written:
        process = subprocess.Popen(
            [program, "survey", "serve", operator, "--port", str(port), *options],
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
            env=environment,
        )
        try:
            if process.stdout is None:
                raise ValueError(operator)
            address = re.findall(r"http://\S+", process.stdout.readline())[0]
            _wait(port)
            yield Site(port, address, log, process)
        finally:
            process.kill()
            process.wait(timeout=30)
            if process.stdout is not None:
                process.stdout.close()


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
