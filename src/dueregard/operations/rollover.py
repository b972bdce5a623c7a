"""Start a year from the last one: what describes the organisation goes on, decisions do not."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dueregard.errors import EditionError, FileNotUsableError
from dueregard.records import FOLDER, load_records, write_records
from dueregard.records.carrying import carry_forward
from dueregard.settings import FILE_NAME, SETTINGS, Setting, load_settings
from dueregard.settings.writing import toml_text, write_settings

RETURN_FOLDER = "return"
_CARRIED = {(one.table, one.key): one for one in SETTINGS if one.carried}


def rollover(directory: Path, to: Path | None = None) -> Path:
    """Write next year's organisation.toml from this year's, and return its path.

    The organisation, its files' layouts, its own columns, values and grades and its peers go on.
    Reasons, choices between readings of the standard, who is included and what was not collected
    were decided for one year, and have to be decided again. Of the records, open actions,
    objectives and targets go on, and policies and accreditations; see
    ``dueregard.records.carrying``.

    Parameters
    ----------
    directory
        The folder of the year that is over.
    to
        The folder of the new year; beside the old one, named after the edition, if left out.

    Raises
    ------
    ConfigurationError
        If the old settings cannot be used, or the new folder has settings already.
    FileNotUsableError
        If the old records cannot be used, or the new folder has records already.
    EditionError
        If the edition has no successor yet.
    """
    from dueregard.editions.loader import available_editions, load_edition  # noqa: PLC0415 - as needed

    settings = load_settings(directory)
    successor = load_edition(settings.edition).successor
    if successor not in available_editions():
        raise EditionError(
            f"Edition {settings.edition} has no successor in this version.",
            advice="Update the software when the next edition is out.",
        )
    source = settings.source
    target = (to or _beside(source.parent, settings.edition, successor)) / FILE_NAME
    records = carry_forward(load_records(source.parent), settings.edition)
    _check_no_records(target.parent)
    document = tomllib.loads(source.read_text(encoding="utf-8-sig"))
    carried = {"edition": successor, **_carried(document)}
    last = os.path.relpath(source.parent / RETURN_FOLDER, target.parent)
    carried["previous"] = {"return": Path(last).as_posix()}
    head = (
        f"# Carried over from edition {settings.edition}. What was decided for that year was not:\n"
        "# [include], [switches], [survey], [not_collected] and [notes] start empty.\n\n"
    )
    write_settings(head + toml_text(carried), target)
    write_records(records, target.parent)
    return target


def _check_no_records(directory: Path) -> None:
    """Refuse records of a year without settings; settings are refused when they are written."""
    if (directory / FOLDER).exists() and not (directory / FILE_NAME).exists():
        raise FileNotUsableError(
            f"{directory / FOLDER} is there already and was left as it is.",
            advice="Name another folder, or move the records away first.",
        )


def _beside(directory: Path, edition: str, successor: str) -> Path:
    folder = directory.resolve()
    if edition in folder.name:
        return folder.with_name(folder.name.replace(edition, successor))
    return folder.with_name(f"{folder.name}-{successor}")


def _carried(document: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in document.items():
        if not isinstance(value, Mapping):
            if ("", key) in _CARRIED:
                kept[key] = value
        elif any(table == f"{key}.*" for table, _ in _CARRIED):
            kept[key] = {name: _keys(f"{key}.*", inner) for name, inner in value.items()}
        elif _keys(key, value):
            kept[key] = _keys(key, value)
    return kept


def _keys(table: str, value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    if not isinstance(value, Mapping):
        return value
    return {key: inner for key, inner in value.items() if _setting(table, key)}


def _setting(table: str, key: str) -> Setting | None:
    return _CARRIED.get((table, key)) or _CARRIED.get((table, "*"))
