"""Signing in with both steps, lock-out, sessions, and what every answer carries."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client, override_settings

from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.log_lines import JsonLines
from dueregard_web.organisations.policies import Role
from tests.functional.browser.web_browser import totp
from tests.web_people import PASSWORD, House

SIGN_IN = "/account/sign-in/"


@pytest.fixture(autouse=True)
def counters_are_fresh() -> None:
    from django.core.cache import cache

    cache.clear()


def secret_of(page: str) -> str:
    found = re.search(r'class="dr-secret">([A-Z2-7]+)<', page)
    assert found
    return found.group(1)


def first_sign_in(house: House, role: Role = Role.HR_ANALYST) -> tuple[Client, str]:
    """Sign in for the first time and set the second step up; return browser and secret."""
    client = Client()
    answer = client.post(SIGN_IN, {"login": house.person(role).email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get("/", follow=True)
    assert page.redirect_chain[-1][0] == "/account/second-step/set-up/"
    secret = secret_of(page.content.decode())
    code = totp(secret, time.time())
    done = client.post("/account/second-step/set-up/", {"code": code}, follow=True)
    assert "Recovery codes" in done.content.decode(), done.content.decode()
    return client, secret


def test_second_step_is_set_up_once_and_asked_for_always(house: House) -> None:
    """Password and code; without the code there is no session."""
    client, secret = first_sign_in(house)
    assert client.get("/o/EX016/").status_code == 200
    again = Client()
    answer = again.post(
        SIGN_IN, {"login": house.person(Role.HR_ANALYST).email, "password": PASSWORD}
    )
    assert answer["Location"].startswith("/account/second-step/code/")
    assert again.get("/o/EX016/")["Location"].startswith(SIGN_IN)
    wrong = again.post("/account/second-step/code/", {"code": "000000"})
    assert "There is a problem" in wrong.content.decode()
    assert again.get("/o/EX016/")["Location"].startswith(SIGN_IN)
    right = again.post("/account/second-step/code/", {"code": totp(secret, time.time() + 30)})
    assert right.status_code == 302, right.content.decode()
    assert again.get("/o/EX016/").status_code == 200


def test_recovery_code_works_once(house: House) -> None:
    """Without the phone a code of the list lets in, once."""
    client, _ = first_sign_in(house)
    page = client.get("/account/recovery-codes/").content.decode()
    codes = re.findall(r"<li>([0-9a-zA-Z-]{6,})</li>", page)
    assert len(codes) == 10
    for expected in (200, 302):
        other = Client()
        other.post(SIGN_IN, {"login": house.person(Role.HR_ANALYST).email, "password": PASSWORD})
        other.post("/account/second-step/code/", {"code": codes[0]})
        assert other.get("/o/EX016/").status_code == expected


def test_secret_of_the_second_step_is_encrypted_in_the_database(house: House) -> None:
    """Who reads the database cannot make codes."""
    _, secret = first_sign_in(house)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_too_many_wrong_passwords_lock_the_account(house: House) -> None:
    """After five tries even the right password has to wait, from any address; others are free."""
    email = house.person(Role.HR_ANALYST).email
    for number in range(settings.AXES_FAILURE_LIMIT):
        Client().post(
            SIGN_IN, {"login": email, "password": "wrong"}, REMOTE_ADDR=f"192.0.2.{number + 1}"
        )
    locked = Client().post(
        SIGN_IN, {"login": email.upper(), "password": PASSWORD}, REMOTE_ADDR="192.0.2.77"
    )
    assert locked.status_code == 429
    assert "locked for now" in locked.content.decode()
    free = Client().post(
        SIGN_IN,
        {"login": house.person(Role.APPROVER).email, "password": PASSWORD},
        REMOTE_ADDR="192.0.2.1",
    )
    assert free.status_code == 302
    events = set(AuditEvent.objects.values_list("event", flat=True))
    assert {Event.SIGN_IN_FAILED, Event.LOCKED_OUT, Event.SIGNED_IN} <= events


def test_unknown_address_and_wrong_password_look_the_same(house: House) -> None:
    """Nobody finds out here who has an account."""
    pages = [
        Client().post(SIGN_IN, {"login": email, "password": "wrong-one"}).content.decode()
        for email in (house.person(Role.HR_ANALYST).email, "nobody@example.org")
    ]
    plain = [
        re.sub(r'(csrfmiddlewaretoken|nonce|value|content)="[^"]*"', "", page) for page in pages
    ]
    assert plain[0] == plain[1]
    reset = "/account/password/reset/"
    answers = [
        Client().post(reset, {"email": email})
        for email in ("nobody@example.org", house.person(Role.APPROVER).email)
    ]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(mail.outbox) == 1


def test_password_is_reset_by_a_link_and_the_second_step_stays(house: House) -> None:
    """The link changes the password; the code is asked for all the same."""
    first_sign_in(house)
    email = house.person(Role.HR_ANALYST).email
    Client().post("/account/password/reset/", {"email": email})
    found = re.search(r"https?://[^/]+(/account/password/reset/\S+)", mail.outbox[-1].body)
    assert found
    client = Client()
    page = client.get(found.group(1), follow=True)
    path = page.redirect_chain[-1][0]
    new = "four-other-invented-words"
    assert client.post(path, {"password1": new, "password2": new}).status_code == 302
    answer = client.post(SIGN_IN, {"login": email, "password": new})
    assert answer["Location"].startswith("/account/second-step/code/")


def test_signing_out_everywhere_ends_other_sessions(house: House) -> None:
    """The phone that was lost is signed out too."""
    one, other = house.client(Role.HR_ANALYST), house.client(Role.HR_ANALYST)
    assert other.get("/o/EX016/").status_code == 200
    one.post("/account/sign-out-everywhere/")
    assert one.get("/o/EX016/").status_code == 302
    assert other.get("/o/EX016/").status_code == 302
    assert AuditEvent.objects.filter(event=Event.SIGNED_OUT_EVERYWHERE).count() == 1


def test_session_ends_after_hours_however_busy(house: House) -> None:
    """Twelve hours after signing in there is a new sign-in."""
    client = house.client(Role.HR_ANALYST)
    client.get("/o/EX016/")
    session = client.session
    session["signed_in_at"] -= int(timedelta(hours=12, seconds=1).total_seconds())
    session.save()
    assert client.get("/o/EX016/").status_code == 302
    assert settings.SESSION_COOKIE_AGE <= 30 * 60


def test_form_without_its_token_is_refused(house: House) -> None:
    """Another site cannot press our buttons."""
    client = house.client(Role.ADMINISTRATOR, enforce_csrf_checks=True)
    answer = client.post("/o/EX016/people/invite/", {"email": "a@example.org", "role": "approver"})
    assert answer.status_code == 403
    assert "page had expired" in answer.content.decode()


def test_every_page_carries_its_headers(house: House) -> None:
    """A policy with a nonce of its own, nothing kept, nothing framed, nothing from elsewhere."""
    client = house.client(Role.HR_ANALYST)
    answers = [client.get("/o/EX016/") for _ in range(2)]
    policies = [answer["Content-Security-Policy"] for answer in answers]
    nonces = [re.search(r"'nonce-([^']+)'", policy) for policy in policies]
    assert nonces[0] and nonces[1] and nonces[0].group(1) != nonces[1].group(1)  # noqa: PT018
    for part in (
        "default-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
    ):
        assert part in policies[0]
    assert "unsafe" not in policies[0]
    assert "http:" not in policies[0]
    answer = answers[0]
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_health_says_whether_the_database_answers(db: None, monkeypatch) -> None:
    """For monitoring, without signing in."""
    from django.db import DatabaseError, connection

    assert Client().get("/health").json()["state"] == "ok"

    def fail(*_: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", fail)
        answer = Client().get("/health")
    assert (answer.status_code, answer.json()["state"]) == (503, "no database")


def test_wrong_host_is_refused(db: None) -> None:
    """Links in e-mails cannot be made to lead elsewhere."""
    assert Client().get("/health", headers={"host": "evil.example.org"}).status_code == 400


def test_fault_of_the_program_shows_no_value(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page gives a number for the log, and nothing of what went wrong."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Somebody Invented, British")

    monkeypatch.setattr("dueregard_web.home.views.tasks_for", fail)
    client = house.client(Role.HR_ANALYST, raise_request_exception=False)
    answer = client.get("/o/EX016/")
    assert answer.status_code == 500
    lines = [JsonLines().format(record) for record in caplog.records]
    assert any('"fault": "RuntimeError in ' in line for line in lines)
    assert not any("Somebody" in line for line in lines)
    assert "Somebody" not in answer.content.decode()
    assert answer["X-Request-Id"] in answer.content.decode()


@override_settings(
    SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_PRELOAD=True,
    SECURE_HSTS_INCLUDE_SUBDOMAINS=True, SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True,
)  # fmt: skip
def test_answer_over_plain_http_leads_to_tls(db: None) -> None:
    """Under production settings nothing is answered without TLS, and browsers remember."""
    assert Client().get(SIGN_IN)["Location"].startswith("https://")
    answer = Client().get(SIGN_IN, secure=True)
    assert "max-age=31536000" in answer["Strict-Transport-Security"]
    assert answer.cookies["csrftoken"]["secure"]


def test_check_finds_nothing() -> None:
    """Django's own checks are clean."""
    call_command("check", fail_level="WARNING")
