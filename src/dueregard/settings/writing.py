"""Writes an organisation.toml: a first one with everything explained, or next year's."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.placing import place
from dueregard.settings.catalogue import FILES, SETTINGS, Setting

_EXAMPLES = {
    "files.*": "staff",
    "columns.*": "staff",
    "values.*": "employment",
}
_SAMPLES: dict[tuple[str, str], str] = {
    ("files.*", "path"): '"staff.csv"',
    ("files.*", "layout"): '"esr"',
    ("files.*", "sheet"): '"Sheet1"',
    ("files.*", "encoding"): '"windows-1252"',
    ("files.*", "system"): '"ESR"',
    ("columns.*", "*"): 'ethnic_category = "Ethnic Origin"',
    ("values.*", "*"): '"Perm FT" = "employee"',
    ("grades", "*"): '"Local 6" = { equivalent = "6", author = "A. Person", date = 2016-04-01 }',
    ("switches", "*"): "i3_window = 1",
    ("not_collected", "*"): 'training = "Not recorded before April 2016."',
}
_BY_KIND = {
    "text": '""',
    "yes/no": "true",
    "number": "0",
    "date": "2016-03-31",
    "list": '["", ""]',
}


def first_settings(code: str, name: str, kind: str, edition: str) -> str:
    """Return a first organisation.toml: what is known filled in, the rest explained in comments."""
    known = {
        ("", "edition"): edition,
        ("organisation", "code"): code,
        ("organisation", "name"): name,
        ("organisation", "kind"): kind,
    }
    head = [
        "# What this organisation says about itself and its files.",
        "# A line that begins with # says nothing yet: take the # away and fill it in.",
    ]
    return "\n".join([*head, *_explained(known), ""])


def toml_text(document: Mapping[str, Any]) -> str:
    """Write nested tables of texts, numbers, dates and lists as TOML."""
    return "\n".join(_tables("", document)).strip() + "\n"


def write_settings(text: str, path: Path) -> None:
    """Write an organisation.toml, and never over one that is there.

    Raises
    ------
    ConfigurationError
        If there is one already.
    FileNotUsableError
        If the folder cannot be written.
    """
    if path.exists():
        raise ConfigurationError(
            f"{path} is there already and was left as it is.",
            advice="Name another folder, or move the file away first.",
        )
    try:
        place(path, text)
    except OSError as fault:
        raise FileNotUsableError(
            f"{path} cannot be written: {fault.strerror or fault}.",
            advice="Choose a folder that you may write to.",
        ) from None


def _explained(known: Mapping[tuple[str, str], str]) -> Iterator[str]:
    table = ""
    for setting in SETTINGS:
        if setting.table != table:
            table = setting.table
            name = table.removesuffix(".*")
            example = f"{name}.{_EXAMPLES[table]}" if table in _EXAMPLES else table
            yield ""
            if table == "files.*":
                yield from _comment(f"One table for each file: {', '.join(FILES)}.")
            yield f"[{example}]" if table == "organisation" else f"# [{example}]"
        yield from _comment(_meaning(setting))
        value = known.get((setting.table, setting.key))
        yield f"{setting.key} = {json.dumps(value)}" if value else f"# {_sample(setting)}"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent="# ", subsequent_indent="# ")


def _meaning(setting: Setting) -> str:
    choices = f" One of {', '.join(setting.choices)}." if setting.choices else ""
    return setting.meaning + choices


def _sample(setting: Setting) -> str:
    sample = _SAMPLES.get((setting.table, setting.key))
    if setting.key == "*":
        return str(sample)
    if setting.choices:
        sample = json.dumps(str(setting.choices[0]))
    return f"{setting.key} = {sample or _BY_KIND[setting.kind]}"


def _tables(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    plain = {key: value for key, value in table.items() if not _is_table(value)}
    if name and (plain or not table):
        yield f"\n[{name}]"
    yield from (f"{_key(key)} = {_value(value)}" for key, value in plain.items())
    for key, value in table.items():
        if _is_table(value):
            yield from _tables(f"{name}.{_key(key)}" if name else _key(key), value)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else json.dumps(key)


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # JSON's texts, numbers, booleans and lists are TOML's too.
    return json.dumps(value)
