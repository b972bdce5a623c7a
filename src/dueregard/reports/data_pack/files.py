"""The tables of a data pack as CSV, one file each, and all of it as one JSON."""

from __future__ import annotations

import json
from decimal import Decimal

from dueregard.reports.data_pack.model import MEANINGS, DataPack, DataTable, Value
from dueregard.reports.spreadsheets.writing import csv_text

SCHEMA = "dueregard-data-pack-1"
DICTIONARY = "data_dictionary"
DICTIONARY_COLUMNS = ("table", "column", "heading", "meaning", "unit", "allowed")


def data_pack_files(pack: DataPack) -> dict[str, str]:
    """Return file names with their texts: a CSV for each table, the dictionary, and the JSON."""
    tables = {f"{table.key}.csv": _csv(table) for table in pack.tables}
    dictionary = csv_text([DICTIONARY_COLUMNS, *dictionary_rows(pack)])
    return {
        **tables,
        f"{DICTIONARY}.csv": dictionary,
        "data_pack.json": _json(pack),
    }


def dictionary_rows(pack: DataPack) -> list[tuple[str, ...]]:
    """Return one row for every column of every table: what it means and what it may hold."""
    return [
        (table.key, one.name, one.heading, one.meaning, one.unit, one.allowed)
        for table in pack.tables
        for one in table.columns
    ]


def _csv(table: DataTable) -> str:
    header = [column.name for column in table.columns]
    return csv_text([header, *([str(value) for value in row] for row in table.rows)])


def _json(pack: DataPack) -> str:
    document = {
        "schema": SCHEMA,
        "audience": pack.audience.value,
        "title": pack.title,
        "about": dict(pack.about),
        "made_on": pack.made_on.isoformat(),
        "notes": list(pack.notes),
        "shorthand": {mark.value: MEANINGS[mark] for mark in pack.marks},
        "dictionary": [
            dict(zip(DICTIONARY_COLUMNS, row, strict=True)) for row in dictionary_rows(pack)
        ],
        "tables": [
            {"key": table.key, "title": table.title, "rows": _records(table)}
            for table in pack.tables
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _records(table: DataTable) -> list[dict[str, object]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in table.rows]


def _plain(value: Value) -> object:
    if not isinstance(value, Decimal):
        return value
    return float(value) if decimals_of(value) else int(value)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number is printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
