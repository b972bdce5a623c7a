"""The organisation.toml of an invented organisation, as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dueregard.vocabulary import OrganisationKind

Value = str | int | float | bool | date

BOARD_NAMES = {OrganisationKind.COMMISSIONER: "Governing Body"}
INVENTED = "Invented for this example; no census says this."


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What organisation.toml has to say of one file: its keys and its own column names."""

    population: str
    keys: Mapping[str, Value]
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Description:
    """Whose folder it is, and of which year."""

    edition: str
    code: str
    name: str
    kind: OrganisationKind
    invited: int
    compared_percent: float
    previous: str = ""
    grades: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


def settings_text(about: Description, files: tuple[FileEntry, ...]) -> str:
    """Write organisation.toml."""
    blocks = [
        _keys({"edition": about.edition}),
        _table("organisation", _organisation(about)),
        *(block for entry in files for block in _file_blocks(entry)),
        *_grade_blocks(about.grades),
        _table("include", {"office_holders": True, "bank_staff": False}),
        _table("population_served", _population(about)),
        _table("survey", {"source": "national", "invited": about.invited}),
    ]
    if about.previous:
        blocks.append(_table("previous", {"return": about.previous}))
    return "\n".join(blocks)


def _organisation(about: Description) -> dict[str, Value]:
    return {
        "code": about.code,
        "name": about.name,
        "kind": about.kind.value,
        "board_name": BOARD_NAMES.get(about.kind, "Board"),
    }


def _population(about: Description) -> dict[str, Value]:
    return {
        "name": "Invented District",
        "compared_percent": about.compared_percent,
        "reference_percent": round(100 - about.compared_percent, 1),
        "age_base": "working age",
        "census_year": 2011,
        "source": INVENTED,
    }


def _file_blocks(entry: FileEntry) -> list[str]:
    blocks = [_table(f"files.{entry.population}", entry.keys)]
    if entry.columns:
        blocks.append(_table(f"columns.{entry.population}", entry.columns))
    return blocks


def _grade_blocks(grades: Mapping[str, Mapping[str, Value]]) -> list[str]:
    return [_table(f"grades.{json.dumps(grade)}", keys) for grade, keys in grades.items()]


def _table(name: str, keys: Mapping[str, Value]) -> str:
    return f"[{name}]\n{_keys(keys)}"


def _keys(keys: Mapping[str, Value]) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in keys.items())


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else json.dumps(key, ensure_ascii=False)


def _value(value: Value) -> str:
    """Write a value; JSON's strings, numbers and booleans are TOML's too."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
