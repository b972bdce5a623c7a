"""Figures that were printed anywhere, one row each: counts, shares, ratios, intervals, p-values.

Each row names the groups of people that it speaks of, in words of the reader's own. The same words
are the same people, so figures from a report, a board paper and an answer to a request are audited
together. What is linear goes into the system as it stands; the rest is listed by trying every
combination of counts that the other rows leave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure import combinations
from dueregard.disclosure.combinations import Between
from dueregard.disclosure.facts import (
    UNBOUNDED,
    EnumeratedFact,
    Fact,
    LinearFact,
    Published,
    count_fact,
    pool_fact,
    range_fact,
    rounded_count_fact,
)
from dueregard.disclosure.percentages import read_percentage
from dueregard.disclosure.propagation import contradiction, tighten
from dueregard.disclosure.reading import read_rows
from dueregard.disclosure.system import build_system
from dueregard.disclosure.view import View
from dueregard.errors import FileNotUsableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Range = tuple[int, int]
    Bounds = Sequence[Range]

KIND_COLUMN = "kind"
NEEDED = {KIND_COLUMN, "part", "value"}
COMPARED = ("part", "whole", "other_part", "other_whole")
GROUPS: dict[str, tuple[str, ...]] = {
    "count": ("part",),
    "range": ("part",),
    "rounded": ("part",),
    "hidden": ("part",),
    "sum": ("part",),
    "percentage": ("part", "whole"),
    "interval": ("part", "whole"),
    "ratio": COMPARED,
    "gap": COMPARED,
    "p_value": COMPARED,
}
"""For each kind of figure, the columns that name groups of people."""
LISTED = ("interval", "ratio", "gap", "p_value")
WORDS = {
    "count": "{part} is {value}",
    "rounded": "{part} is {value} to the nearest {step}",
    "percentage": "{part} is {value} % of {whole}",
    "interval": "the interval for {part} of {whole} is {value} to {upper} %",
    "ratio": "{part} of {whole} is {value} times as likely as {other_part} of {other_whole}",
    "gap": "{part} of {whole} is {value} points above {other_part} of {other_whole}",
    "p_value": "the p-value for {part} of {whole} and {other_part} of {other_whole} is {value}",
}
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class Measures:
    """The statistics behind printed intervals and p-values, which are computed elsewhere.

    Parameters
    ----------
    interval
        Takes events, people, method and level; gives both ends as proportions. An empty method
        is the usual one.
    p_value
        Takes two pairs of events and people, and a method.
    """

    interval: Callable[[int, int, str, float], tuple[float, float]]
    p_value: Callable[[tuple[int, int], tuple[int, int], str], float]


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    kind: str
    fields: Mapping[str, str]

    def text(self, column: str) -> str:
        return self.fields.get(column, "").strip()

    @property
    def groups(self) -> list[str]:
        """Names of the groups that it speaks of."""
        if self.kind == "sum":
            whole = [self.text("whole")] if self.text("whole") else []
            return [*self.members, *whole]
        return [self.text(column) for column in GROUPS[self.kind]]

    @property
    def members(self) -> list[str]:
        return [name.strip() for name in self.text("part").split(";")]

    @property
    def words(self) -> str:
        """The figure in words: those of its own column, or made from the others."""
        return self.text("words") or self._made(
            {c: self.text(c) for c in (*COMPARED, "value", "upper", "step")}
        )

    def words_with(self, sizes: Mapping[str, str]) -> str:
        """Return the words of a figure that was read with these sizes of its wholes."""
        if self.text("words"):
            told = [f"{self.text(column)} is {size}" for column, size in sizes.items()]
            return "; ".join([self.text("words"), *told])
        fields = {c: self.text(c) for c in (*COMPARED, "value", "upper", "step")}
        told_of = {column: f"{fields[column]} ({size})" for column, size in sizes.items()}
        return self._made(fields | told_of)

    def _made(self, fields: dict[str, str]) -> str:
        fields["step"] = fields["step"] or "5"
        if self.kind == "sum":
            of = fields["whole"] + (f" is {fields['value']}" if fields["value"] else "")
            of = of if fields["whole"] else fields["value"]
            return f"{' and '.join(self.members)} add up: {of}"
        if self.kind == "range":
            ends = (
                (fields["value"] and f"at least {fields['value']}"),
                (fields["upper"] and f"at most {fields['upper']}"),
            )
            return f"{fields['part']} is {' and '.join(end for end in ends if end)}"
        return WORDS[self.kind].format(**fields)

    def whole_number(self, column: str) -> int | None:
        """Return a count, or None where the field is empty."""
        text = self.text(column)
        if not text:
            return None
        if not (text.isdecimal() and text.isascii()) or int(text) >= UNBOUNDED:
            raise self.fault(f"{column} is {text!r}, which is not a count of people.")
        return int(text)

    def count(self) -> int:
        found = self.whole_number("value")
        if found is None:
            raise self.fault("value is empty.")
        return found

    def printed(self, column: str) -> Between:
        """Return what rounds to a printed number; ``<`` before it is read as below."""
        text = self.text(column).removesuffix("%").strip()
        bare = text.removeprefix("<").strip()
        if not _NUMBER.fullmatch(bare):
            raise self.fault(f"{column} is {text!r}, which is not a number.")
        value = Fraction(bare)
        half = Fraction(1, 2 * 10 ** len(bare.partition(".")[2]))
        if bare != text:
            return Between(Fraction(0), value)
        return Between(value - half, value + half)

    def fault(self, what: str) -> FileNotUsableError:
        return FileNotUsableError(
            f"{self.place}: {what}", advice="'Auditing figures' in the reference lists the columns."
        )


def is_figures_form(columns: Sequence[str]) -> bool:
    """Whether a CSV file with these columns holds one figure in each row."""
    return set(columns) >= NEEDED


def read_figures_view(path: Path, measures: Measures, *, lowest: int) -> View:
    """Read printed figures as the view of somebody who has them all.

    Parameters
    ----------
    path
        CSV with ``kind``, ``part`` and ``value``, and perhaps ``whole``, ``other_part``,
        ``other_whole``, ``upper``, ``step``, ``method``, ``level`` and ``words``.
    measures
        The statistics behind intervals and p-values.
    lowest
        Least number of people that a hidden count stands for.

    Returns
    -------
    View
        Every group of which no count is printed is hidden in it.

    Raises
    ------
    FileNotUsableError
        A row is not of this form, or has too many solutions to list them.
    ContradictionError
        No whole numbers print these figures.
    """
    rows = [_row(f"{path.name}, line {line}", fields) for line, fields in read_rows(path)]
    names = list(dict.fromkeys(name for row in rows for name in row.groups))
    number = {name: cell for cell, name in enumerate(names)}
    figures = [_linear(row, number, lowest) for row in rows if row.kind not in LISTED]
    figures += _nested(rows, number)
    for row in sorted(
        (row for row in rows if row.kind in LISTED), key=lambda row: LISTED.index(row.kind)
    ):
        tight = tighten(build_system(len(names), None, figures))
        bounds = list(zip(tight.lower.tolist(), tight.upper.tolist(), strict=True))
        figures.append(_listed(row, number, bounds, measures))
    printed = {number[name] for row in rows for name in _printed_groups(row)}
    hidden = np.array([c for c in range(len(names)) if c not in printed], dtype=np.int64)
    return View(len(names), None, tuple(figures), hidden, names.__getitem__, lowest)


def _row(place: str, fields: Mapping[str, str]) -> _Row:
    row = _Row(place, fields[KIND_COLUMN].strip(), fields)
    if row.kind not in GROUPS:
        raise row.fault(f"kind is {row.kind!r}, and not one of {', '.join(GROUPS)}.")
    if not all(row.groups):
        raise row.fault(f"a figure of kind {row.kind} needs {', '.join(GROUPS[row.kind])}.")
    return row


def _printed_groups(row: _Row) -> list[str]:
    if row.kind == "count":
        return row.groups
    return [row.text("whole")] if row.kind == "sum" and row.text("value") else []


def _linear(row: _Row, number: Mapping[str, int], lowest: int) -> Published:
    cells = [number[name] for name in row.groups]
    if row.kind == "sum":
        return _sum(row, cells, number)
    if row.kind == "hidden":
        words = f"{row.text('part')} is hidden, so it stands for at least {lowest}"
        return Published(words, (range_fact(cells[0], lowest),), is_rule=True)
    return Published(row.words, (_simple(row, cells),))


def _simple(row: _Row, cells: list[int]) -> Fact:
    if row.kind == "count":
        return count_fact(cells[0], row.count())
    if row.kind == "range":
        return range_fact(cells[0], row.whole_number("value") or 0, row.whole_number("upper"))
    if row.kind == "rounded":
        step = row.whole_number("step") or 5
        if row.count() % step:
            raise row.fault(f"{row.count()} is not a multiple of {step}.")
        return rounded_count_fact(cells[0], row.count(), step)
    precision, slot = read_percentage(row.text("value"))
    return precision.fact(cells[0], cells[1], slot)


def _sum(row: _Row, cells: list[int], number: Mapping[str, int]) -> Published:
    if not row.text("whole"):
        return Published(row.words, (pool_fact(cells, row.count()),))
    members, whole = cells[:-1], number[row.text("whole")]
    adds_up = LinearFact((*members, whole), (*(1 for _ in members), -1), 0, 0)
    value = row.whole_number("value")
    further = () if value is None else (count_fact(whole, value),)
    return Published(row.words, (adds_up, *further), is_rule=value is None)


def _nested(rows: Sequence[_Row], number: Mapping[str, int]) -> list[Published]:
    """Return the rule that a part is no larger than its whole, once for each pair."""
    pairs: dict[tuple[str, str], None] = {}
    for row in rows:
        if "whole" in GROUPS[row.kind]:
            pairs[row.text("part"), row.text("whole")] = None
        if "other_whole" in GROUPS[row.kind]:
            pairs[row.text("other_part"), row.text("other_whole")] = None
    return [
        Published(
            f"{part} is part of {whole}, which is not empty",
            (
                LinearFact((number[part], number[whole]), (1, -1), None, 0),
                range_fact(number[whole], 1),
            ),
            is_rule=True,
        )
        for part, whole in pairs
    ]


def _listed(row: _Row, number: Mapping[str, int], bounds: Bounds, measures: Measures) -> Published:
    """List what prints so. Of the rest only the sizes of the wholes are used: the words tell."""
    columns = GROUPS[row.kind]
    cells = tuple(number[name] for name in row.groups)
    ranges = [bounds[cell] for cell in cells]
    loose = [
        (0, ranges[place + 1][1]) if column.endswith("part") else ranges[place]
        for place, column in enumerate(columns)
    ]
    try:
        allowed = _combinations(row, loose, measures)
    except FileNotUsableError as fault:
        raise FileNotUsableError(f"{row.place}: {fault.message}", advice=fault.advice) from fault
    if not allowed:
        raise contradiction()
    sizes = {
        column: str(low) if low == high else f"{low} to {high}"
        for column, (low, high) in zip(columns, ranges, strict=True)
        if column.endswith("whole") and high < UNBOUNDED
    }
    return Published(row.words_with(sizes), (EnumeratedFact(cells, tuple(allowed)),))


def _combinations(row: _Row, ranges: Bounds, measures: Measures) -> list[tuple[int, ...]]:
    method, printed = row.text("method"), row.printed("value")
    if row.kind == "interval":
        level = _level(row)
        return combinations.intervals(
            ranges[0],
            ranges[1],
            (printed, row.printed("upper")),
            lambda events, people: measures.interval(events, people, method, level),
        )
    first, whole, second, other_whole = ranges
    wholes = (whole, other_whole)
    if row.kind == "p_value":
        return combinations.tests(
            first, wholes, second, printed, lambda one, two: measures.p_value(one, two, method)
        )
    solve = combinations.ratios if row.kind == "ratio" else combinations.gaps
    return solve(first, wholes, second, printed)


def _level(row: _Row) -> float:
    """Return the confidence level, 0.95 unless the row says another; ``95`` and ``0.95`` alike."""
    if not row.text("level"):
        return 0.95
    ends = row.printed("level")
    level = float(ends.low + ends.high) / 2
    level = level / 100 if level > 1 else level
    if not 0 < level < 1:
        raise row.fault(f"level is {row.text('level')!r}, and not between 0 and 1.")
    return level
