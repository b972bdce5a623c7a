"""Spoils the files of an example in the ways that real files are spoilt, and says where.

Two kinds of spoiling are told apart. A *variation* is something that a good reader takes in its
stride: a byte-order mark, another encoding, own column names, title rows, a totals row, dates the
British way. A *fault* is something that a check must find: a person twice, a code that nobody
knows, an event outside the year. ``planted.json`` lists both, each with file, line and value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from random import Random

from dueregard.examples import spoiling
from dueregard.examples.formats import csv_bytes, workbook_bytes
from dueregard.examples.planting import Draft, Messed, Planted
from dueregard.examples.settings_text import FileEntry
from dueregard.examples.sheets import Sheet

Step = Callable[[Draft], None]

RECIPES: dict[str, tuple[Step, ...]] = {
    "staff": (
        spoiling.vary_unknown,
        spoiling.local_grade,
        spoiling.foreign_ethnic,
        spoiling.foreign_pay,
        spoiling.twice,
        spoiling.british_dates,
        spoiling.own_names,
        spoiling.title_rows,
        spoiling.totals_row,
        spoiling.windows_1252,
    ),
    "applicants": (
        spoiling.vary_unknown,
        spoiling.nobody,
        spoiling.twice,
        spoiling.yes_and_no,
        spoiling.serial_dates,
        spoiling.title_rows,
        spoiling.workbook,
    ),
    "disciplinary": (spoiling.british_dates, spoiling.byte_order_mark),
    "training": (
        spoiling.outside_year,
        spoiling.no_date,
        spoiling.british_dates,
        spoiling.byte_order_mark,
    ),
    "leavers": (spoiling.vary_unknown, spoiling.serial_dates, spoiling.workbook),
    "board": (spoiling.byte_order_mark,),
    "survey": (spoiling.vary_unknown, spoiling.byte_order_mark),
}
"""What is done to which file, in order: what moves lines comes after what points at them."""


def mess_up(sheets: tuple[Sheet, ...], seed: int) -> tuple[Messed, ...]:
    """Spoil the files of an example, the same way for the same seed."""
    random = Random(f"mess {seed}")  # noqa: S311 - examples, not secrets
    return tuple(_mess_up(sheet, random) for sheet in sheets)


def _mess_up(sheet: Sheet, random: Random) -> Messed:
    rows = [list(row) for row in sheet.rows]
    draft = Draft(sheet.population, random, list(sheet.columns), rows)
    for step in RECIPES.get(sheet.population, ()):
        step(draft)
    name = f"data/{sheet.population}.{draft.ending}"
    entry = FileEntry(sheet.population, {"path": name}, draft.names)
    return Messed(entry, _content(draft), _planted(draft, name), draft.grades)


def _content(draft: Draft) -> bytes:
    header = [draft.names.get(name, name) for name in draft.columns]
    rows = [*draft.titles, header, *draft.rows]
    if draft.ending == "xlsx":
        return workbook_bytes(rows, draft.population, draft.serials)
    return csv_bytes(rows, draft.encoding)


def _planted(draft: Draft, name: str) -> tuple[Planted, ...]:
    """Turn rows into lines of the file: titles and the header stand above them."""
    first = len(draft.titles) + 2
    return tuple(
        Planted(kind, what, name, 0 if row is None else first + row, column, value)
        for kind, what, row, column, value in draft.notes
    )


def planted_text(planted: Iterable[Planted]) -> str:
    """Write what was spoilt as JSON, one object for each thing."""
    return json.dumps([asdict(one) for one in planted], indent=1, ensure_ascii=False) + "\n"
