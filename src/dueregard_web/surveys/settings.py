"""Django's settings of a survey's own process.

There is no session, no cookie, no account, no database of Django's and no log of visits: what is
not there cannot link anybody to an answer. What a survey keeps is in the operator's store alone.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

PACKAGE = Path(__file__).parents[1]
FOLDER_VARIABLE = "DUEREGARD_SURVEY_FOLDER"
WAITING_VARIABLE = "DUEREGARD_SURVEY_WAITING"
PAPER_VARIABLE = "DUEREGARD_SURVEY_PAPER"
ADDRESS_VARIABLE = "DUEREGARD_ADDRESS"

SURVEY_FOLDER = Path(os.environ.get(FOLDER_VARIABLE, "."))
SURVEY_WAITING = Path(named) if (named := os.environ.get(WAITING_VARIABLE)) else None
PAPER_KEY = os.environ.get(PAPER_VARIABLE, "")
ADDRESS = os.environ.get(ADDRESS_VARIABLE, "") if not PAPER_KEY else ""
_IS_PUBLIC = ADDRESS.startswith("https://")
_OWN_HOST = urlsplit(ADDRESS).hostname

# Nothing is signed, so the key need not outlive the process.
SECRET_KEY = secrets.token_urlsafe(64)
DEBUG = False
ALLOWED_HOSTS = [*([_OWN_HOST] if _OWN_HOST else []), "127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "dueregard_web.surveys.paper_urls" if PAPER_KEY else "dueregard_web.surveys.urls"
DATABASES: dict[str, dict[str, object]] = {}
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
INSTALLED_APPS = ["django.contrib.staticfiles", "csp"]
MIDDLEWARE = [
    "dueregard_web.surveys.middleware.Faults",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dueregard_web.surveys.middleware.Headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [PACKAGE / "surveys" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "dueregard_web.surveys.pages.environment"},
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "core" / "static"]
WHITENOISE_ROOT = PACKAGE / "public" if (PACKAGE / "public").is_dir() else None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# No page needs a script, so none may run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if _IS_PUBLIC else 0
USE_X_FORWARDED_HOST = False

# A whole survey is a few thousand characters; nothing larger is read, and nothing goes to a disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 << 10
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Faults alone, by kind and place, with the day: no address, no path, no moment, no value.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "dueregard_web.surveys.faults.FaultLines"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": [], "level": "CRITICAL"},
    "loggers": {
        "dueregard_web.surveys": {"handlers": ["stream"], "level": "ERROR", "propagate": False},
        "django": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "waitress": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
DUEREGARD_CLOCK = "dueregard_web.core.clock.SystemClock"
