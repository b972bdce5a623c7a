"""Django's settings, all of them made from one :class:`Configuration`.

There is no second file for another environment: what differs between a person's own machine and a
server follows from the configuration, above all from whether the installation has a TLS address.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from dueregard_web.core.configuration import read_configuration

CONFIGURATION = read_configuration(os.environ)
PACKAGE = Path(__file__).parent
OWN_APPS = (
    "core",
    "audit",
    "accounts",
    "organisations",
    "jobs",
    "returns",
    "due_regard",
    "assurance",
    "releases",
    "requests",
    "support",
    "retention",
    "home",
)

SECRET_KEY = CONFIGURATION.secret_key
DEBUG = False
ALLOWED_HOSTS = CONFIGURATION.hosts
ROOT_URLCONF = "dueregard_web.urls"
WSGI_APPLICATION = "dueregard_web.wsgi.application"
DATABASES = {"default": dict(CONFIGURATION.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    *(f"dueregard_web.{name}" for name in OWN_APPS),
]

# Who may see a page is settled before the body of a request is read: nobody can send files to a
# page that they may not use. That is why the check of forms (CSRF) comes after those of people.
MIDDLEWARE = [
    "dueregard_web.core.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dueregard_web.core.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dueregard_web.accounts.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "dueregard_web.accounts.middleware.SecondFactorRequired",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dueregard_web.core.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [PACKAGE / name / "templates" for name in OWN_APPS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "dueregard_web.core.jinja.environment",
            "context_processors": _PROCESSORS,
        },
    },
    {
        # Only for the e-mails that come with allauth.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _PROCESSORS},
    },
]

# --- what the browser gets --------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "core" / "static"]
# Absent until `make assets`: pages are plain then, and work.
WHITENOISE_ROOT = PACKAGE / "public" if (PACKAGE / "public").is_dir() else None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
_SERVICE = CONFIGURATION.sign_in_service
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A browser follows from our form to the sign-in service only where the policy names it.
        "form-action": [SELF, *([_SERVICE.origin] if _SERVICE else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dueregard_web.core.views.form_expired"
SECURE_SSL_REDIRECT = CONFIGURATION.is_public
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if CONFIGURATION.is_public else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = CONFIGURATION.is_public
SECURE_HSTS_PRELOAD = CONFIGURATION.is_public
SESSION_COOKIE_SECURE = CONFIGURATION.is_public
CSRF_COOKIE_SECURE = CONFIGURATION.is_public
CSRF_TRUSTED_ORIGINS = [CONFIGURATION.address] if CONFIGURATION.is_public else []
if CONFIGURATION.is_public:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    if CONFIGURATION.proxies:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- what the browser sends -------------------------------------------------------------------
# Nothing that is uploaded touches a disk as it came: the one handler seals it as it arrives.
FILE_UPLOAD_HANDLERS = ["dueregard_web.returns.receiving.SealingUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LONGEST_SESSION_SECONDS = 12 * 60 * 60

ACCOUNT_ADAPTER = "dueregard_web.accounts.adapter.AccountAdapter"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Due Regard: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Tries for one account are counted by axes, which remembers them through a restart. A whole
# organisation may come from one address, at nine in the morning.
ACCOUNT_RATE_LIMITS = {"login": "200/m/ip", "login_failed": "30/5m/ip"}
ACCOUNT_FORMS = {"login": "dueregard_web.accounts.forms.SignInForm"}
MFA_ADAPTER = "dueregard_web.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Due Regard"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = False
SOCIALACCOUNT_ADAPTER = "dueregard_web.organisations.joining.ServiceAdapter"
SOCIALACCOUNT_PROVIDERS = _SERVICE.for_allauth() if _SERVICE else {}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = ["username", ["ip_address", "username"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_CALLABLE = "dueregard_web.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]

# --- e-mails ----------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIGURATION.email_from
EMAIL_TIMEOUT = 10
if CONFIGURATION.email_url:
    _mail = urlsplit(CONFIGURATION.email_url)
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = CONFIGURATION.data / "e-mails"

# --- what is written down ---------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "dueregard_web.core.log_lines.JsonLines"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stream"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "axes": {"level": "CRITICAL"},
        "waitress": {"level": "WARNING"},
    },
}

# --- our own ----------------------------------------------------------------------------------
DUEREGARD_CLOCK = "dueregard_web.core.clock.SystemClock"
DUEREGARD_JOBS = {
    "count": "dueregard_web.returns.counting_job.run",
    "documents": "dueregard_web.due_regard.documents_job.run",
    "propose": "dueregard_web.releases.proposing_job.run",
}
"""The kinds of long work, each with the function that does it."""
DUEREGARD_JOBS_OF_UPLOADS = ("count",)
"""Kinds that need the keys of uploaded files, which are only in memory: they end with a restart."""
DUEREGARD_JOBS_TAKEN_UP = ("documents",)
"""Kinds that are begun again after a restart: whoever asked has nothing to do."""
DUEREGARD_CHORES = [
    "dueregard_web.returns.actions.discard_forgotten",
    "dueregard_web.audit.actions.export_daily",
    "dueregard_web.assurance.actions.tick_daily",
    "dueregard_web.retention.actions.carry_out_daily",
]
"""What the worker does every few minutes, each with the moment as its argument."""
DUEREGARD_HANDED_OVER = ["dueregard_web.releases.hand_over_actions.take_over_proposals"]
"""What each app does when somebody hands over: acting, who leaves, who takes over."""
