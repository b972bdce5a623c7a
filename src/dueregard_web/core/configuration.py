"""What the installation is told from outside: folder, database, addresses; read once at start.

Everything comes from environment variables, each declared in :data:`VARIABLES`; the documentation
page and the reader use that one table.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from dueregard.errors import ConfigurationError
from dueregard_web.core.sign_in_service import SignInService, read_sign_in_service

SECRET_FILE = "secret-key"  # noqa: S105 - the name of a file
MEBIBYTE = 1 << 20
DATA_VARIABLE = "DUEREGARD_DATA"
TRUE, FALSE = {"1", "yes", "true", "on"}, {"", "0", "no", "false", "off"}

VARIABLES: dict[str, str] = {
    DATA_VARIABLE: "The data folder: database, secret key, sent e-mails, heads of the trail.",
    "DATABASE_URL": "postgresql://user:password@host:5432/name; SQLite if unset.",
    "DUEREGARD_ADDRESS": "The public address, such as https://wres.example.nhs.uk; asks for TLS.",
    "DUEREGARD_MAX_UPLOAD_MIB": "The largest file that is taken in; 100 if unset.",
    "DUEREGARD_EMAIL": "smtp://user:password@host:587; e-mails become files if unset.",
    "DUEREGARD_EMAIL_FROM": "The sender of e-mails.",
    "DUEREGARD_NHS_LOGO": "yes, where the organisation may use the NHS logo; no if unset.",
    "DUEREGARD_REGISTER": "The register of releases, where bodies share one; own ones if unset.",
    "DUEREGARD_PROXIES": "How many reverse proxies stand in front; 0 if unset.",
    "DUEREGARD_OIDC_ISSUER": "The address of the employer's sign-in service; none if unset.",
    "DUEREGARD_OIDC_CLIENT": "How the sign-in service knows this installation.",
    "DUEREGARD_OIDC_SECRET": "The secret shared with the sign-in service.",
    "DUEREGARD_OIDC_NAME": "What the button of the sign-in service says.",
    "DUEREGARD_OIDC_STRONG": "acr=VALUE or amr=VALUE words that stand for a second step there.",
    "DUEREGARD_OIDC_VERIFIED_CLAIM": "The claim of a checked e-mail address; email_verified.",
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """An installation's own choices.

    Parameters
    ----------
    data
        The data folder.
    database
        Django's settings of the database.
    address
        The public address, empty on a person's own machine.
    largest_upload
        In bytes.
    """

    data: Path
    database: Mapping[str, object]
    secret_key: str
    address: str = ""
    largest_upload: int = 100 * MEBIBYTE
    email_url: str = ""
    email_from: str = "Due Regard <noreply@localhost>"
    nhs_logo: bool = False
    proxies: int = 0
    register: Path | None = None
    sign_in_service: SignInService | None = None

    @property
    def is_public(self) -> bool:
        """Whether people reach it over TLS at an address of its own."""
        return self.address.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The host names that are answered."""
        own = urlsplit(self.address).hostname
        return [own, "127.0.0.1"] if own else ["127.0.0.1", "localhost", "[::1]"]


def read_configuration(environment: Mapping[str, str]) -> Configuration:
    """Read the configuration; the data folder and its secret key are made when missing.

    Raises
    ------
    ConfigurationError
        When a variable cannot be used; names it.
    """
    data = Path(environment.get(DATA_VARIABLE) or "dueregard-data").absolute()
    _make_private(data)
    return Configuration(
        data=data,
        database=read_database(environment.get("DATABASE_URL", ""), data),
        secret_key=read_secret_key(data),
        address=_address(environment.get("DUEREGARD_ADDRESS", "")),
        largest_upload=_number(environment, "DUEREGARD_MAX_UPLOAD_MIB", 100) * MEBIBYTE,
        email_url=environment.get("DUEREGARD_EMAIL", ""),
        email_from=environment.get("DUEREGARD_EMAIL_FROM") or "Due Regard <noreply@localhost>",
        nhs_logo=_flag(environment, "DUEREGARD_NHS_LOGO"),
        proxies=_number(environment, "DUEREGARD_PROXIES", 0),
        register=_path(environment, "DUEREGARD_REGISTER"),
        sign_in_service=read_sign_in_service(environment),
    )


def read_database(url: str, data: Path) -> dict[str, object]:
    """Return Django's settings of the database behind a URL; SQLite in the folder without one.

    Raises
    ------
    ConfigurationError
        When the URL is not one of PostgreSQL.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data / "dueregard.sqlite3"),
            # The writer is chosen before anything is read, so that no change is lost to a race.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ConfigurationError(
            "DATABASE_URL is not the address of a PostgreSQL database.",
            advice="Write postgresql://user:password@host:5432/name, or unset it to use SQLite.",
        )
    options: dict[str, object] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or str(options.pop("host", ""))),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


_SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"


def read_secret_key(data: Path) -> str:
    """Return the secret key of an installation, made at random the first time (mode 0600)."""
    path = data / SECRET_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        key = secrets.token_urlsafe(64)
        stream.write(key)
    return key


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise ConfigurationError(
            f"The data folder {folder} cannot be made: {fault.strerror}.",
            advice=f"Name one that you may write to, with --data or {DATA_VARIABLE}.",
        ) from None


def _address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ConfigurationError(
            f"DUEREGARD_ADDRESS is {text!r}, which is no address.",
            advice="Write it as https://wres.example.nhs.uk.",
        )
    return text.rstrip("/")


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdecimal():
        raise ConfigurationError(
            f"{name} is {text!r}, which is no whole number.", advice=VARIABLES[name]
        )
    return int(text)


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name, "").strip()
    return Path(text).absolute() if text else None


def _flag(environment: Mapping[str, str], name: str) -> bool:
    text = environment.get(name, "").strip().lower()
    if text not in TRUE | FALSE:
        raise ConfigurationError(f"{name} is {text!r}.", advice="Write yes or no.")
    return text in TRUE
