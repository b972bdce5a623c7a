"""Releases that print percentages and no counts: one row per group, with the head count.

The form is ``part, band, published_..._pct``: a share for each group, and under part ``all`` the
head count and the overall share. Both the size of each group and the people in it are unknown; the
rounded shares, the head count and the overall share often leave one solution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.facts import LinearFact, Published, count_fact, range_fact
from dueregard.disclosure.percentages import read_percentage
from dueregard.disclosure.reading import read_rows
from dueregard.disclosure.view import View
from dueregard.errors import FileNotUsableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WHOLE_RELEASE = "all"


@dataclass(frozen=True)
class _Group:
    name: str
    percentage: str


def is_percentage_form(columns: list[str]) -> bool:
    """Whether a CSV file with these columns is of this form."""
    return {"part", "band"} <= set(columns) and _value_column(columns) is not None


def _value_column(columns: list[str]) -> str | None:
    named = [c for c in columns if c.startswith("published_") and c.endswith("_pct")]
    return named[0] if len(named) == 1 else None


def read_percentage_view(path: Path) -> View:
    """Read the form as a view: for each group the people with the characteristic, and its size.

    Raises
    ------
    FileNotUsableError
        The head count is missing, or a value is not a percentage.
    """
    rows = [row for _, row in read_rows(path)]
    value = _value_column(list(rows[0])) if rows else None
    if value is None:
        raise FileNotUsableError(f"{path.name} holds no rows of printed percentages.")
    groups = [_group(row, value) for row in rows if row["part"].strip() != WHOLE_RELEASE]
    totals = [_group(row, value) for row in rows if row["part"].strip() == WHOLE_RELEASE]
    heads = [total for total in totals if "count" in total.name.lower()]
    overall = [total for total in totals if "%" in total.name]
    if len(heads) != 1 or not heads[0].percentage.isdecimal():
        raise FileNotUsableError(
            f"{path.name}: there is no head count under part {WHOLE_RELEASE!r}.",
            advice="Without it the shares fix no numbers; add the head count if it is public.",
        )
    return _view(groups, int(heads[0].percentage), overall)


def _group(row: Mapping[str, str], value: str) -> _Group:
    part = row["part"].strip()
    band = row["band"].strip()
    return _Group(band if part == WHOLE_RELEASE else f"{part}, {band}", row[value].strip())


def _view(groups: list[_Group], head_count: int, overall: list[_Group]) -> View:
    """Build the view, with cells in the order people, sizes, all people, head count."""
    count = len(groups)
    people, sizes = 2 * count, 2 * count + 1
    figures = [Published(f"the head count is {head_count}", (count_fact(sizes, head_count),))]
    figures.append(_adds_up("The people of the groups add up", range(count), people))
    figures.append(_adds_up("the groups make up the head count", range(count, people), sizes))
    for place, group in enumerate(groups):
        figures.append(_share(f"{group.name} is {group.percentage} %", group, place, count + place))
        nonempty = range_fact(count + place, 1, head_count)
        figures.append(Published(f"{group.name} is not empty", (nonempty,), is_rule=True))
    figures.extend(_share(f"overall it is {o.percentage} %", o, people, sizes) for o in overall)
    names = [f"people in {group.name}" for group in groups]
    names += [f"size of {group.name}" for group in groups]
    names += ["people in all", "head count"]
    hidden = np.arange(2 * count + 1, dtype=np.int64)
    return View(2 * count + 2, None, tuple(figures), hidden, names.__getitem__, 1)


def _share(words: str, group: _Group, part: int, whole: int) -> Published:
    precision, slot = read_percentage(group.percentage)
    return Published(words, (precision.fact(part, whole, slot),))


def _adds_up(words: str, members: range, total: int) -> Published:
    weights = (*(1 for _ in members), -1)
    return Published(words, (LinearFact((*members, total), weights, 0, 0),), is_rule=True)


def count_from_percentage(text: str, base: int) -> tuple[int, ...]:
    """Return every whole number of people that prints as this percentage of a base.

    Parameters
    ----------
    text
        The percentage as printed, such as ``4.5``.
    base
        The people it is a share of.

    Returns
    -------
    tuple of int
        Empty when no number of people gives it: the base is another, or the figure is wrong.

    Raises
    ------
    FileNotUsableError
        The text is not a percentage.
    """
    precision, slot = read_percentage(text)
    return tuple(part for part in range(base + 1) if precision.slot(part, base) == slot)
