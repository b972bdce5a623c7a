"""On a real server: Django's deployment check, what waitress lets through, limits on guessing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import waitress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from dueregard_web.core.configuration import read_configuration
from dueregard_web.organisations.policies import Role
from dueregard_web.server import waitress_options
from tests.web_people import PASSWORD, House

SIGN_IN, CODE = "/account/sign-in/", "/account/second-step/code/"


@pytest.fixture(autouse=True)
def counters_are_fresh() -> None:
    cache.clear()


def public_settings(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Django under the settings of a server."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD", "DATABASE"))}
    told = {
        "DUEREGARD_DATA": str(data),
        "DUEREGARD_ADDRESS": "https://wres.example.org",
        "DUEREGARD_PROXIES": "1",
        "DJANGO_SETTINGS_MODULE": "dueregard_web.settings",
    }
    return subprocess.run(
        [sys.executable, *words], env=kept | told, capture_output=True, text=True, check=False
    )


def test_djangos_deployment_check_is_clean(tmp_path: Path) -> None:
    """No warning is left, and none is silenced."""
    words = ("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    done = public_settings(tmp_path, *words)
    assert done.returncode == 0, done.stderr
    assert "0 silenced" in done.stdout + done.stderr


def test_public_settings_guard_cookies_and_transport(tmp_path: Path) -> None:
    """Cookies of this host alone, over TLS alone, out of reach of scripts; HSTS for a year."""
    script = (
        "import django; django.setup(); from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY,"
        " s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT,"
        " s.DEBUG, s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS, s.USE_X_FORWARDED_HOST)"
    )
    done = public_settings(tmp_path, "-c", script)
    assert done.stdout.strip() == (
        "__Host-session __Host-csrf True True True True 31536000 True True False "
        "['wres.example.org', '127.0.0.1'] ['https://wres.example.org'] False"
    ), done.stderr


@contextmanager
def served(application: object, tmp_path: Path, **told: str) -> Iterator[int]:
    """Serve an application with the workspace's own options on a free port."""
    configuration = read_configuration({"DUEREGARD_DATA": str(tmp_path), **told})
    server = waitress.create_server(
        application, host="127.0.0.1", port=0, **waitress_options(configuration)
    )
    ended = threading.Event()

    def answer() -> None:
        while not ended.is_set():
            server.asyncore.loop(timeout=0.1, map=server._map, count=1)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield server.effective_port
    finally:
        ended.set()
        thread.join()
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(server._map)


def ask(port: int, lines: list[str]) -> str:
    """Send a request as it stands, and return the whole of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        parts = []
        with suppress(ConnectionResetError):
            while part := connection.recv(4096):
                parts.append(part)
        return b"".join(parts).decode("latin-1")


def echo(environ: dict[str, str], start_response) -> list[bytes]:
    """Tell what reached the application."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    names = ("HTTP_HOST", "REMOTE_ADDR", "wsgi.url_scheme", "HTTP_X_FORWARDED_FOR")
    return [" ".join(f"{name}={environ.get(name)}" for name in names).encode()]


def test_two_hundred_mebibytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    """The server answers to the announcement; the application and the disk see nothing."""
    seen: list[object] = []

    def count(environ: dict[str, str], start_response) -> list[bytes]:
        seen.append(environ)
        return echo(environ, start_response)

    with served(count, tmp_path) as port:
        announced = f"Content-Length: {200 << 20}"
        answer = ask(port, ["POST / HTTP/1.1", "Host: 127.0.0.1", announced])
        assert answer.startswith("HTTP/1.1 413 ")
        assert seen == []
        small = ask(port, ["GET / HTTP/1.1", "Host: 127.0.0.1", "Connection: close"])
        assert small.startswith("HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "lines",
    [
        ["GET / HTTP/1.1", "Host: 127.0.0.1", "Bad Name: x"],
        ["POST / HTTP/1.1", "Host: h", "Content-Length: 3", "Content-Length: 4"],
        ["POST / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked, identity"],
        ["GET / HTTP/1.1", "Host: h", "X: a\rSet-Cookie: b=c"],
        ["GET / HTTP/1.1", "Host: h", "X: " + "a" * (300 << 10)],
    ],
)
def test_requests_that_are_not_well_formed_are_refused(lines: list[str], tmp_path: Path) -> None:
    """Two lengths, two ways to send, line breaks in a header, a header without an end."""
    with served(echo, tmp_path) as port:
        answer = ask(port, lines)
    # A server that has stopped reading may cut the connection before its answer is seen.
    assert not answer or re.match(r"HTTP/1\.[01] (400|413|431|501) ", answer), answer[:200]


def test_what_a_stranger_says_of_proxies_is_not_believed(tmp_path: Path) -> None:
    """Without a proxy nothing; with one its word on address and protocol, and no other host."""
    told = [
        "GET / HTTP/1.1", "Host: wres.example.org", "X-Forwarded-For: 192.0.2.7",
        "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example.org", "Connection: close",
    ]  # fmt: skip
    with served(echo, tmp_path) as port:
        plain = ask(port, told)
    assert "REMOTE_ADDR=127.0.0.1" in plain
    assert "url_scheme=http " in plain
    assert "192.0.2.7" not in plain
    with served(echo, tmp_path, DUEREGARD_PROXIES="1") as port:
        behind = ask(port, told)
    assert "REMOTE_ADDR=192.0.2.7" in behind
    assert "url_scheme=https" in behind
    assert "evil" not in plain + behind


def test_codes_of_the_second_step_cannot_be_guessed(house: House) -> None:
    """After a handful of wrong codes the right one has to wait too."""
    person = house.person(Role.HR_ANALYST)
    TOTP.activate(person, generate_totp_secret())
    client = Client()
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    pages = [client.post(CODE, {"code": f"{number:06}"}) for number in range(40)]
    texts = [answer.content.decode() for answer in pages]
    assert any("Too many" in text for text in texts)
    assert "_auth_user_id" not in client.session


def test_a_whole_organisation_signs_in_from_one_address(house: House) -> None:
    """Fifty people at nine in the morning, behind one address: nobody is turned away."""
    email = house.person(Role.HR_ANALYST).email
    codes = {
        Client().post(SIGN_IN, {"login": email, "password": PASSWORD}).status_code
        for _ in range(50)
    }
    assert codes == {302}


def test_links_for_a_new_password_are_not_sent_without_end(house: House) -> None:
    """A mailbox is not flooded by whoever knows its address."""
    email = house.person(Role.HR_ANALYST).email
    codes = [
        Client().post("/account/password/reset/", {"email": email}).status_code for _ in range(12)
    ]
    assert 429 in codes
    assert 0 < len(mail.outbox) < 12


def test_no_secret_is_in_the_settings_or_comes_from_the_repository() -> None:
    """The key is made for each installation, and is not one that somebody else has."""
    kept = settings.CONFIGURATION.data / "secret-key"
    assert kept.read_text(encoding="ascii") == settings.SECRET_KEY
    assert kept.stat().st_mode & 0o777 == 0o600
