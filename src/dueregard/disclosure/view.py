"""What a reader of a release holds: its cells, their sums and every published figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.facts import (
    Fact,
    Published,
    ShareFact,
    count_fact,
    range_fact,
)
from dueregard.disclosure.percentages import (
    NEAREST_FIVE,
    Precision,
    read_percentage,
)
from dueregard.disclosure.reading import (
    COUNT_COLUMN,
    CountTable,
    find_cell,
    infer_shape,
    read_count,
    read_rows,
)
from dueregard.errors import ConfigurationError, FileNotUsableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from dueregard.disclosure.shape import Sums, TableShape

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

STATE_COLUMN = "state"
PERCENT_COLUMN = "percent"
PERCENT_STATE_COLUMN = "percent_state"
SHOWN, COARSENED, HIDDEN = "shown", "coarsened", "hidden"
OWN_COLUMNS = {COUNT_COLUMN, STATE_COLUMN, PERCENT_COLUMN, PERCENT_STATE_COLUMN}


class Intruder(StrEnum):
    """What the intruder is taken to know.

    ``ANY_NUMBER`` ("0+"): nothing of the rule; hidden cells may hold nobody; no whole numbers.
    ``RULE`` ("1+"): the rule; where zeros are published a hidden cell holds at least one person.
    ``TWO_SYMBOLS``: the rule, and which hidden cells are the small ones.
    """

    ANY_NUMBER = "0+"
    RULE = "1+"
    TWO_SYMBOLS = "2-symbols"


@dataclass(frozen=True)
class View:
    """One reader's knowledge.

    Parameters
    ----------
    size
        Number of cells.
    sums
        The sums that bind them, or None.
    figures
        What is published; the order makes no difference.
    hidden
        Numbers of the cells whose counts are not printed.
    name
        Gives a cell's name in words.
    lowest
        Least count that is unsafe: 1 where zeros are published anyway.
    """

    size: int
    sums: Sums | None
    figures: tuple[Published, ...]
    hidden: Integers
    name: Callable[[int], str]
    lowest: int

    def with_figures(self, further: tuple[Published, ...]) -> View:
        """Return the view of a reader who holds these figures as well."""
        return replace(self, figures=(*self.figures, *further))


def view_of_pattern(
    table: CountTable, hidden: Flags, *, threshold: int, lowest: int, intruder: Intruder
) -> View:
    """Return the view of a table of which the marked cells are hidden."""
    shape, values = table.shape, table.values
    figures = [
        _printed(shape, cell, int(values[cell])) for cell in np.flatnonzero(~hidden).tolist()
    ]
    for cell in np.flatnonzero(hidden).tolist():
        figures.extend(_symbol(shape, cell, int(values[cell]), threshold, lowest, intruder))
    return View(shape.size, shape.sums, tuple(figures), np.flatnonzero(hidden), shape.words, lowest)


def _printed(shape: TableShape, cell: int, count: int) -> Published:
    return Published(f"{shape.words(cell)} is {count}", (count_fact(cell, count),))


def _symbol(  # noqa: PLR0913, PLR0917 - one cell under one rule
    shape: TableShape, cell: int, value: int, threshold: int, lowest: int, intruder: Intruder
) -> list[Published]:
    if intruder is Intruder.ANY_NUMBER:
        return []
    words = shape.words(cell)
    if intruder is Intruder.RULE:
        return [_at_least(words, cell, lowest)] if lowest else []
    if value < threshold:
        text = f"{words} carries the symbol for {lowest} to {threshold - 1}"
        return [Published(text, (range_fact(cell, lowest, threshold - 1),), is_rule=True)]
    text = f"{words} carries the symbol for {threshold} or more"
    return [Published(text, (range_fact(cell, threshold),), is_rule=True)]


def _at_least(words: str, cell: int, lowest: int) -> Published:
    text = f"{words} is hidden, so it stands for at least {lowest}"
    return Published(text, (range_fact(cell, lowest),), is_rule=True)


def share_figures(
    table: CountTable, parts: Integers, wholes: Integers, precision: Precision
) -> tuple[Published, ...]:
    """Return the printed percentages of the true table, one for each part and whole."""
    counts = table.values.tolist()
    return tuple(
        share_figure(
            table.shape, part, whole, precision, precision.slot(counts[part], counts[whole])
        )
        for part, whole in zip(parts.tolist(), wholes.tolist(), strict=True)
        if counts[whole] > 0
    )


def all_shares(table: CountTable, column: str, precision: Precision) -> tuple[Published, ...]:
    """Return every category's printed share of its parent's total in a dimension.

    Raises
    ------
    ConfigurationError
        There is no such dimension.
    """
    names = [dimension.name for dimension in table.shape.dimensions]
    if column not in names:
        raise ConfigurationError(
            f"There is no dimension {column!r} to take percentages of.",
            advice=f"Choose one of: {', '.join(names)}.",
        )
    return share_figures(table, *table.shape.shares(column), precision)


def share_figure(
    shape: TableShape, part: int, whole: int, precision: Precision, slot: int
) -> Published:
    """Return one printed percentage with what it tells."""
    text = f"{shape.words(part)} is {precision.text(slot)} % of {shape.words(whole)}"
    return Published(text, (precision.fact(part, whole, slot),))


def read_view(
    path: Path,
    shape: TableShape | None,
    *,
    lowest: int,
    intruder: Intruder,
    share_column: str | None = None,
) -> View:
    """Read a published table: a row per cell, ``n`` empty where it is hidden.

    Parameters
    ----------
    path
        CSV with the dimensions, ``n`` and perhaps ``state``, ``percent`` and ``percent_state``.
    shape
        Its frame; None when every node hangs directly under a total named ``T``.
    lowest, intruder
        What the intruder knows of hidden cells. One symbol for all of them.
    share_column
        Dimension of the percentages; None finds the one that has none on its total.

    Raises
    ------
    FileNotUsableError
        The file does not have that form.
    """
    rows = list(read_rows(path))
    if not rows or COUNT_COLUMN not in rows[0][1]:
        raise FileNotUsableError(
            f"{path.name}: there is no column {COUNT_COLUMN!r}, or there are no rows.",
            advice="Give a table of counts, one row per cell, n empty where it is hidden.",
        )
    columns = [column for column in rows[0][1] if column not in OWN_COLUMNS]
    shape = shape or infer_shape([row for _, row in rows], columns)
    placed = [
        (find_cell(shape, row, f"{path.name}, line {line}"), f"{path.name}, line {line}", row)
        for line, row in rows
    ]
    figures = [
        _printed(shape, cell, read_count(row, place))
        for cell, place, row in placed
        if row[COUNT_COLUMN].strip()
    ]
    hidden = np.flatnonzero(~_printed_cells(shape, figures))
    least = 0 if intruder is Intruder.ANY_NUMBER else lowest
    if least:
        figures.extend(_at_least(shape.words(cell), cell, least) for cell in hidden.tolist())
    figures.extend(_percentages(shape, placed, share_column))
    return View(shape.size, shape.sums, tuple(figures), hidden, shape.words, lowest)


def _printed_cells(shape: TableShape, figures: list[Published]) -> Flags:
    printed = np.zeros(shape.size, dtype=np.bool_)
    for figure in figures:
        printed[[cell for fact in figure.facts for cell in fact_cells(fact)]] = True
    return printed


def _percentages(
    shape: TableShape, placed: Sequence[tuple[int, str, Mapping[str, str]]], column: str | None
) -> list[Published]:
    found = [entry for entry in placed if entry[2].get(PERCENT_COLUMN, "").strip()]
    if not found:
        return []
    stated = [cell for cell, _, row in placed if row.get(PERCENT_STATE_COLUMN, "").strip()]
    axis = _share_axis(shape, stated or [cell for cell, _, _ in found], column, found[0][1])
    figures = []
    for cell, place, row in found:
        precision, slot = read_percentage(row[PERCENT_COLUMN])
        coarse = row.get(PERCENT_STATE_COLUMN, "").strip() == COARSENED
        if coarse and not precision.is_band:
            precision, slot = NEAREST_FIVE, slot // 5
        figures.append(share_figure(shape, cell, _whole(shape, cell, axis, place), precision, slot))
    return figures


def _share_axis(shape: TableShape, cells: list[int], column: str | None, place: str) -> int:
    names = [dimension.name for dimension in shape.dimensions]
    if column in names:
        return names.index(str(column))
    where = np.unravel_index(np.array(cells), shape.extent)
    without_total = [axis for axis, positions in enumerate(where) if positions.min() > 0]
    if column is not None or len(without_total) != 1:
        raise FileNotUsableError(
            f"{place}: it is not clear of which dimension the percentages are shares.",
            advice=f"Say --percentages with one of: {', '.join(names)}.",
        )
    return without_total[0]


def _whole(shape: TableShape, cell: int, axis: int, place: str) -> int:
    where = list(np.unravel_index(cell, shape.extent))
    parent = shape.dimensions[axis].parents[int(where[axis])]
    if parent < 0:
        raise FileNotUsableError(f"{place}: a total has a percentage, and of nothing larger.")
    where[axis] = np.int64(parent)
    return int(shape.grid[tuple(where)])


def fact_cells(fact: Fact) -> tuple[int, ...]:
    """Return the cells that a fact speaks of."""
    return (fact.part, fact.whole) if isinstance(fact, ShareFact) else fact.cells
