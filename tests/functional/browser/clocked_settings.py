"""Django's settings as they are, but for the clock, and a session that outlives the year."""

from __future__ import annotations

from dueregard_web.settings import *  # noqa: F403

DUEREGARD_CLOCK = "tests.functional.browser.clocked.FileClock"
LONGEST_SESSION_SECONDS = 10 * 366 * 24 * 60 * 60
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
