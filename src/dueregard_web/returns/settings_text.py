"""The organisation.toml of a year: what is said on the page, in the form the command line reads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dueregard.settings import FILE_NAME
from dueregard.settings.reading import parse_settings
from dueregard.settings.writing import toml_text

ABSENT = Path(FILE_NAME)


def first_text(*, edition: str, code: str, name: str, kind: str, board_name: str) -> str:
    """Return the settings of a year in which nothing was said yet."""
    about = {"code": code, "name": name, "kind": kind, "board_name": board_name}
    return toml_text({"edition": edition, "organisation": about})


def read_text(text: str) -> dict[str, Any]:
    """Return the settings as nested tables."""
    return tomllib.loads(text)


def change_text(text: str, changes: Mapping[str, Any]) -> str:
    """Return the settings with other values; a value of ``None`` takes a key or table out.

    Raises
    ------
    ConfigurationError
        When a value is not one that the library takes.
    """
    document = read_text(text)
    for path, value in changes.items():
        table, _, key = path.rpartition(".")
        inner = document.setdefault(table, {}) if table else document
        if value is None or value == "":
            inner.pop(key, None)
        else:
            inner[key] = value
    kept = {key: value for key, value in document.items() if value != {}}
    return checked(toml_text(kept))


def with_files(text: str, files: Iterable[tuple[str, str, str]]) -> str:
    """Return the settings with their files: kind, path and source system of each."""
    document = read_text(text)
    said = document.get("files", {})
    document["files"] = {
        population: dict(said.get(population, {}))
        | {"path": path}
        | ({"system": system} if system else {})
        for population, path, system in files
    }
    return toml_text(document)


def with_basis(text: str, basis: str) -> str:
    """Return the settings with where counts that were typed come from."""
    document = read_text(text)
    counts = document.setdefault("files", {}).setdefault("counts", {})
    counts["basis"] = basis
    return toml_text(document)


def from_uploaded(text: str, *, edition: str, code: str) -> str:
    """Take over the settings of an organisation.toml; whose it is and of which year stays.

    Raises
    ------
    ConfigurationError
        When the library would not read it.
    """
    parse_settings(text, ABSENT)
    document = read_text(text)
    files = {
        name: {key: value for key, value in table.items() if key != "path"}
        for name, table in document.get("files", {}).items()
        if isinstance(table, dict)
    }
    document["files"] = {name: table for name, table in files.items() if table}
    document["edition"] = edition
    document.setdefault("organisation", {})["code"] = code
    document.pop("previous", None)
    return toml_text({key: value for key, value in document.items() if value != {}})


def checked(text: str) -> str:
    """Return a text that the library reads."""
    document = read_text(text)
    document.pop("files", None)
    parse_settings(toml_text(document), ABSENT)
    return text
