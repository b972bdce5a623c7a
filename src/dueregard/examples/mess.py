"""Spoils the files of an example in the ways that real files are spoilt, and says where.

Two kinds of spoiling are told apart. A *variation* is something that a good reader takes in its
stride: a byte-order mark, another encoding, own column names, title rows, a totals row, dates the
British way. A *fault* is something that a check must find, and it is called by the code of that
finding: a person twice, a code that nobody knows, an event outside the year. ``planted.json``
lists both, each with file, line and value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from random import Random

from dueregard.examples import spoiling
from dueregard.examples.formats import csv_bytes, workbook_bytes
from dueregard.examples.planting import Draft, Mess, Messed, Planted
from dueregard.examples.settings_text import FileEntry, Value
from dueregard.examples.sheets import Sheet

Step = Callable[[Draft], None]

RECIPES: dict[str, tuple[Step, ...]] = {
    "staff": (
        spoiling.vary_unknown,
        spoiling.local_grade,
        spoiling.foreign_ethnic,
        spoiling.foreign_pay,
        spoiling.odd_characteristic,
        spoiling.twice,
        spoiling.twice_and_different,
        spoiling.british_dates,
        spoiling.own_names,
        spoiling.title_rows,
        spoiling.totals_row,
        spoiling.windows_1252,
    ),
    "applicants": (
        spoiling.vary_unknown,
        spoiling.appointed_unseen,
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
        spoiling.blank_date,
        spoiling.british_dates,
        spoiling.byte_order_mark,
    ),
    "leavers": (spoiling.vary_unknown, spoiling.serial_dates, spoiling.workbook),
    "board": (spoiling.byte_order_mark,),
    "survey": (spoiling.vary_unknown, spoiling.odd_answer, spoiling.byte_order_mark),
}
"""What is done to which file, in order: what moves lines comes after what points at them."""


FAULTS: frozenset[Step] = frozenset(
    {
        spoiling.foreign_ethnic,
        spoiling.foreign_pay,
        spoiling.odd_characteristic,
        spoiling.twice_and_different,
        spoiling.appointed_unseen,
        spoiling.outside_year,
        spoiling.no_date,
        spoiling.blank_date,
        spoiling.odd_answer,
    }
)
"""What changes a count; everything else is a variation. A person on two equal lines counts once."""


def mess_up(
    sheets: tuple[Sheet, ...], seed: int, mess: Mess, more: Mapping[str, Mapping[str, Value]]
) -> tuple[Messed, ...]:
    """Spoil the files of an example, the same way for the same seed.

    Parameters
    ----------
    sheets
        The files as tables.
    seed
        The seed of the example.
    mess
        Whether to vary them only, or not at all, or to plant faults as well.
    more
        What else organisation.toml says of a file, by its population.
    """
    random = Random(f"mess {seed}")  # noqa: S311 - examples, not secrets
    drafts = [
        Draft(sheet.population, random, list(sheet.columns), [list(row) for row in sheet.rows])
        for sheet in sheets
    ]
    for draft in drafts:
        for step in steps_for(draft.population, mess):
            step(draft)
    return tuple(_messed(draft, more.get(draft.population, {})) for draft in drafts)


def steps_for(population: str, mess: Mess) -> tuple[Step, ...]:
    """List what is done to a file."""
    if mess is Mess.NONE:
        return ()
    steps = RECIPES.get(population, ())
    return tuple(step for step in steps if mess is Mess.FAULTY or step not in FAULTS)


def _messed(draft: Draft, more: Mapping[str, Value]) -> Messed:
    path = f"data/{draft.population}.{draft.ending}"
    entry = FileEntry(draft.population, {"path": path, **more}, draft.names)
    return Messed(path, entry, _content(draft), _planted(draft, path), draft.grades)


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
