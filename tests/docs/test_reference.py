"""Every setting, finding and edition key that the code knows is written down for its users."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args, get_type_hints

import pytest
from msgspec import Struct

from dueregard.editions.schema import Edition
from dueregard.extracts.findings import CATALOGUE
from dueregard.settings.catalogue import SETTINGS
from tests.docs.pages import ROOT

REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    """Read a page of the reference."""
    return (REFERENCE / name).read_text(encoding="utf-8")


def marked(name: str) -> set[str]:
    """Collect the words that a page sets as code."""
    return set(re.findall(r"`([^`\n]+)`", page(name)))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.table}.{s.key}")
def test_setting_is_documented(setting) -> None:
    """Each key of organisation.toml stands on the page of settings, in the part of its table."""
    text = page("settings.md")
    assert setting.key == "*" or f"`{setting.key}`" in text
    table = setting.table.removesuffix(".*")
    assert not table or re.search(rf"\[{re.escape(table)}[\].]", text)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_finding_is_documented(code: str) -> None:
    """Each finding stands on the page of findings with its code and its title."""
    text = page("findings.md")
    assert code in text
    assert CATALOGUE[code].title in text


def structs(kind: type[Struct]) -> Iterator[type[Struct]]:
    """Walk through a schema and all the schemas within it."""
    waiting, seen = [kind], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        yield current
        for hint in get_type_hints(current).values():
            waiting += [part for part in parts_of(hint) if isinstance(part, type(Struct))]


def parts_of(hint: object) -> list[object]:
    """Take a type apart: the members of its unions and the contents of its collections."""
    inner = get_args(hint)
    return [hint] if not inner else [part for one in inner for part in parts_of(one)]


@pytest.mark.parametrize("schema", sorted(structs(Edition), key=lambda s: s.__name__))
def test_edition_key_is_documented(schema: type[Struct]) -> None:
    """Each key that an edition's file may hold stands on the page of editions."""
    assert set(schema.__struct_fields__) - marked("editions.md") == set()


def test_schema_is_walked_to_its_ends() -> None:
    """The walk through the schema reaches what is deep inside, such as a row of indicator 1."""
    names = {schema.__name__ for schema in structs(Edition)}
    assert {"Edition", "Indicator", "Row", "Clause", "Milestone"} <= names
