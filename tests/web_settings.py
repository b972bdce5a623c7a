"""Django's settings for the tests: as they are, with a data folder that is thrown away."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

DATA = tempfile.mkdtemp(prefix="dueregard-web-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("DUEREGARD_")]:
    del os.environ[name]
os.environ["DUEREGARD_DATA"] = DATA
if os.environ.get("TEST_ON_POSTGRES") != "1":
    os.environ.pop("DATABASE_URL", None)

from dueregard_web.settings import *  # noqa: E402, F403

# Passwords are hashed slowly on purpose; the tests of that use the real one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
