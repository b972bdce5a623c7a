"""An installation's choices are read once, and a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError
from dueregard_web.core.configuration import (
    VARIABLES,
    read_configuration,
    read_database,
    read_secret_key,
)

DEPLOY = Path(__file__).parents[3] / "docs" / "how-to" / "deploy.md"


def test_nothing_but_a_folder_is_needed(tmp_path: Path) -> None:
    """SQLite in the data folder, local addresses, no TLS rules, files for e-mails."""
    made = read_configuration({"DUEREGARD_DATA": str(tmp_path / "data")})
    assert made.database["ENGINE"].endswith("sqlite3")
    assert made.database["NAME"] == str(tmp_path / "data" / "dueregard.sqlite3")
    assert made.hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert (made.is_public, made.nhs_logo, made.email_url) == (False, False, "")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_secret_key_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    """Long, random, mode 0600, and the same at the next start."""
    first = read_secret_key(tmp_path)
    assert len(first) >= 64
    assert len(set(first)) > 20
    assert read_secret_key(tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "other").mkdir()
    assert read_secret_key(tmp_path / "other") != first


def test_public_address_asks_for_tls(tmp_path: Path) -> None:
    """Only https counts as public; the host is answered and no other."""
    told = {"DUEREGARD_DATA": str(tmp_path), "DUEREGARD_ADDRESS": "https://wres.example.org/"}
    made = read_configuration(told)
    assert made.is_public
    assert made.address == "https://wres.example.org"
    assert made.hosts == ["wres.example.org", "127.0.0.1"]


def test_database_url_is_read_with_its_odd_signs(tmp_path: Path) -> None:
    """Percent signs in names and passwords are what they stand for."""
    url = "postgresql://us%40er:p%2Fw%20d@db.example.org:5433/due%20regard?sslmode=verify-full"
    made = read_database(url, tmp_path)
    assert made["ENGINE"].endswith("postgresql")
    assert (made["USER"], made["PASSWORD"], made["NAME"]) == ("us@er", "p/w d", "due regard")
    assert (made["HOST"], made["PORT"]) == ("db.example.org", "5433")
    assert made["OPTIONS"] == {"sslmode": "verify-full"}


def test_socket_of_postgresql_is_read(tmp_path: Path) -> None:
    """A server on the same machine is reached by its folder."""
    made = read_database("postgresql:///name?host=/var/run/postgresql", tmp_path)
    assert (made["HOST"], made["NAME"]) == ("/var/run/postgresql", "name")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "postgresql://host/"),
        ("DUEREGARD_ADDRESS", "wres.example.org"),
        ("DUEREGARD_ADDRESS", "ftp://wres.example.org"),
        ("DUEREGARD_MAX_UPLOAD_MIB", "many"),
        ("DUEREGARD_MAX_UPLOAD_MIB", "-1"),
        ("DUEREGARD_PROXIES", "1.5"),
        ("DUEREGARD_NHS_LOGO", "perhaps"),
    ],
)
def test_wrong_choice_is_named(name: str, value: str, tmp_path: Path) -> None:
    """The message says which variable it is."""
    with pytest.raises(ConfigurationError) as fault:
        read_configuration({"DUEREGARD_DATA": str(tmp_path), name: value})
    assert name in fault.value.message
    assert fault.value.advice


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file where the folder should be is no traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="data folder"):
        read_configuration({"DUEREGARD_DATA": str(tmp_path / "file" / "data")})


def test_every_variable_is_documented() -> None:
    """The page about servers names each of them."""
    page = DEPLOY.read_text(encoding="utf-8")
    assert [name for name in VARIABLES if f"`{name}`" not in page] == []
