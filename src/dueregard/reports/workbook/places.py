"""Where every row and column of the workbook stands, and what the columns are called."""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.editions.schema import Edition
from dueregard.reports.spreadsheets.grids import letters
from dueregard.reports.workbook.layout import (
    COMPUTED_IN,
    GROUPS,
    RATIO,
    Block,
    Line,
    layout_of,
)
from dueregard.reports.workbook.model import Address

TOP = 4
"""The row of the headings, from 0."""
REF, ITEM, NOTES = "Ref", "Item", "Notes"
FIRST = 2
"""The first column of numbers."""


def labels_of(edition: Edition) -> dict[str, str]:
    """Return what the columns of a group are called."""
    comparison = edition.comparison
    names = (comparison.reference.label, comparison.compared.label, comparison.unknown.label)
    return {**dict(zip(GROUPS, names, strict=True)), RATIO: RATIO}


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet: its rows, and its columns of numbers from left to right."""

    name: str
    lines: tuple[Line, ...]
    columns: tuple[tuple[Block, str], ...]
    headings: tuple[str, ...]

    @property
    def notes_column(self) -> int:
        """The column of notes, which is the last."""
        return FIRST + len(self.columns)

    def row(self, number: int) -> int:
        """Return the row of the sheet on which a line stands."""
        return TOP + 1 + number


def plans_of(edition: Edition) -> tuple[SheetPlan, ...]:
    """Return the sheets of an edition's workbook."""
    lines = layout_of(edition)
    labels = labels_of(edition)
    return tuple(
        _plan(name, tuple(line for line in lines if line.sheet == name), labels)
        for name in dict.fromkeys(line.sheet for line in lines)
    )


def _plan(name: str, lines: tuple[Line, ...], labels: dict[str, str]) -> SheetPlan:
    used = {column for line in lines for column in line.columns}
    columns = tuple(
        (block, column)
        for block in Block
        for column in (*GROUPS, RATIO)
        if column in used and (column != RATIO or block in COMPUTED_IN)
    )
    headings = tuple(f"{block}: {labels[column]}" for block, column in columns)
    return SheetPlan(name, lines, columns, (REF, ITEM, *headings, NOTES))


def cells_of(plans: tuple[SheetPlan, ...]) -> dict[Address, tuple[str, int, int]]:
    """Return sheet, row and column of every cell that a row has."""
    return {
        (line.ref, block, column): (plan.name, plan.row(number), FIRST + place)
        for plan in plans
        for number, line in enumerate(plan.lines)
        for place, (block, column) in enumerate(plan.columns)
        if line.ref and column in line.columns and (line.rule is None or block in COMPUTED_IN)
    }


def cell_name(place: tuple[str, int, int], within: str = "") -> str:
    """Return a cell's name in a formula; with its sheet's name unless it is on that sheet."""
    sheet, row, column = place
    bare = f"{letters(column)}{row + 1}"
    return bare if sheet == within else f"'{sheet}'!{bare}"
