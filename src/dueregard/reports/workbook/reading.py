"""Reads a data-collection workbook back, cell by cell; nothing that stands in it is lost.

Rows are found by their reference and columns by their heading, wherever they were moved to. What
cannot be read, and what the form has no place for, is named with its sheet and cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from dueregard.editions.schema import Edition
from dueregard.reports.spreadsheets.grids import Grid, Value, text_of
from dueregard.reports.spreadsheets.notices import Notice
from dueregard.reports.workbook.layout import COMPUTED_IN, TYPED, Block, Line
from dueregard.reports.workbook.model import Address, Filled
from dueregard.reports.workbook.places import (
    ITEM,
    NOTES,
    REF,
    SheetPlan,
    labels_of,
    plans_of,
)
from dueregard.reports.workbook.rules import Answer, Number
from dueregard.reports.workbook.writing import CHECK_HEADINGS, CHECKS, HOW, MARK, TITLE

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*%?")
_CLOSE = 1e-9


@dataclass(slots=True)
class ReadWorkbook:
    """A workbook as it came.

    Parameters
    ----------
    filled
        Its numbers and notes.
    about
        What its first sheet says, by name.
    places
        Where each number stands, in words.
    notices
        What was noticed, with the place.
    """

    filled: Filled
    about: dict[str, str]
    places: dict[Address, str]
    notices: list[Notice] = field(default_factory=list)


def is_workbook(grids: Iterable[Grid]) -> bool:
    """Whether sheets are those of a data-collection workbook: a heading row says so."""
    return any(_header_row(grid) is not None for grid in grids)


def about_of(grids: Iterable[Grid]) -> dict[str, str]:
    """Return the names and values of the first sheet, whatever it is called now."""
    for grid in grids:
        header = _about_row(grid)
        if header is not None:
            rows = range(header + 1, len(grid.rows))
            pairs = ((text_of(grid.at(row, 0)), text_of(grid.at(row, 1))) for row in rows)
            return {name: value for name, value in pairs if name}
    return {}


def _about_row(grid: Grid) -> int | None:
    for row in range(len(grid.rows)):
        if (text_of(grid.at(row, 0)), text_of(grid.at(row, 1))) == ("Name", "Value"):
            return row
    return None


def read_workbook(grids: tuple[Grid, ...], edition: Edition) -> ReadWorkbook:
    """Read the sheets of a workbook.

    Parameters
    ----------
    grids
        Its sheets.
    edition
        The edition whose rows it has.
    """
    return _Reader(grids, edition).read()


def _own(grid: Grid) -> int:
    """Return how many columns of a sheet without numbers are the workbook's own."""
    if _about_row(grid) is not None:
        return 2
    return len(CHECK_HEADINGS) if grid.name == CHECKS else 0


def _header_row(grid: Grid) -> int | None:
    for row in range(len(grid.rows)):
        texts = {text_of(value) for value in grid.rows[row]}
        if {REF, ITEM, NOTES} <= texts:
            return row
    return None


class _Reader:
    """One reading: keeps what was found and what was noticed."""

    def __init__(self, grids: tuple[Grid, ...], edition: Edition) -> None:
        self._grids = grids
        self._plans = plans_of(edition)
        self._labels = labels_of(edition)
        self._lines = {line.ref: line for plan in self._plans for line in plan.lines if line.ref}
        self._titles = {line.label for plan in self._plans for line in plan.lines if not line.ref}
        self._typed: dict[Address, Number] = {}
        self._shown: dict[Address, Answer] = {}
        self._places: dict[Address, str] = {}
        self._notes: dict[str, str] = {}
        self._rows: dict[str, str] = {}
        self._notices: list[Notice] = []

    def read(self) -> ReadWorkbook:
        for grid in self._grids:
            header = _header_row(grid)
            if header is not None:
                self._sheet(grid, header)
            else:
                self._foreign(grid, [place for place in grid.filled() if place[1] >= _own(grid)])
        self._missing()
        lines = tuple(line for plan in self._plans for line in plan.lines)
        filled = Filled(lines, self._typed, self._notes)
        self._compare(filled)
        return ReadWorkbook(filled, about_of(self._grids), self._places, self._notices)

    def _sheet(self, grid: Grid, header: int) -> None:
        columns = self._columns(grid, header)
        ref_column = next(
            place for place, value in enumerate(grid.rows[header]) if text_of(value) == REF
        )
        for first, last in grid.merged:
            if last[0] > header:
                area = f"{grid.where(*first)} to {grid.where(*last)}"
                self._notice("merged_cells", area, text_of(grid.at(*first)))
        unread = []
        for row in range(header + 1, len(grid.rows)):
            if not self._row(grid, row, ref_column, columns):
                unread += [(row, column) for column in range(len(grid.rows[row]))]
        above = [place for place in grid.filled() if place[0] < header]
        known = {MARK, HOW}
        self._foreign(
            grid,
            [place for place in (*above, *unread) if text_of(grid.at(*place))],
            known,
        )

    def _columns(self, grid: Grid, header: int) -> dict[int, tuple[Block, str] | str]:
        """Return what each column holds, by its heading; a heading that is missing is named."""
        names: dict[str, tuple[Block, str] | str] = {ITEM: ITEM, NOTES: NOTES}
        for block in Block:
            for column, label in self._labels.items():
                names[f"{block}: {label}"] = (block, column)
        texts = [text_of(value) for value in grid.rows[header]]
        found = {place: names[text] for place, text in enumerate(texts) if text in names}
        for place, text in enumerate(texts):
            if text and text != REF and place not in found:
                self._notice("not_of_the_form", grid.where(header, place), text)
        for plan in self._plans_on(grid, header):
            for heading in plan.headings:
                if heading not in texts:
                    where = f"sheet {grid.name}, row {header + 1}"
                    self._notice("column_missing_in_form", where, heading)
        return found

    def _plans_on(self, grid: Grid, header: int) -> Iterator[SheetPlan]:
        """Yield the plan whose rows stand on a sheet, whatever the sheet is called now."""
        refs = {text_of(value) for row in grid.rows[header + 1 :] for value in row[:2]}
        for plan in self._plans:
            own = {line.ref for line in plan.lines if line.ref}
            if grid.name == plan.name or len(own & refs) > len(own) / 2:
                yield plan
                return

    def _row(
        self,
        grid: Grid,
        row: int,
        ref_column: int,
        columns: dict[int, tuple[Block, str] | str],
    ) -> bool:
        """Read a row of the form; return False where it is none."""
        ref = text_of(grid.at(row, ref_column))
        line = self._lines.get(ref)
        if line is None:
            texts = {text_of(value) for value in grid.rows[row]} - {""}
            return texts <= self._titles
        where = grid.where(row, ref_column)
        if ref in self._rows:
            self._notice("row_twice", where, ref, f"it stands at {self._rows[ref]} already")
            return False
        self._rows[ref] = where
        for place in range(len(grid.rows[row])):
            if place != ref_column:
                self._cell(grid, (row, place), line, columns.get(place))
        return True

    def _cell(
        self, grid: Grid, place: tuple[int, int], line: Line, column: tuple[Block, str] | str | None
    ) -> None:
        value, where = grid.at(*place), grid.where(*place)
        if column == ITEM:
            if text_of(value) != line.label:
                detail = f"{line.ref} is {line.label!r}"
                self._notice("label_changed", where, text_of(value), detail)
        elif column == NOTES:
            if text_of(value):
                self._notes[line.ref] = text_of(value)
        elif isinstance(column, tuple) and self._belongs(line, *column):
            self._number((line.ref, *column), line, grid, place)
        elif text_of(value):
            self._notice("not_of_the_form", where, text_of(value))

    @staticmethod
    def _belongs(line: Line, block: Block, column: str) -> bool:
        return column in line.columns and (line.rule is None or block in COMPUTED_IN)

    def _number(self, address: Address, line: Line, grid: Grid, place: tuple[int, int]) -> None:
        value, where = grid.at(*place), grid.where(*place)
        self._places[address] = where
        if place in grid.without_value:
            self._notice("formula_without_value", where, detail=line.ref)
        elif line.rule is not None or address[1] is Block.USED:
            if text_of(value):
                self._shown[address] = value
        else:
            number = self._count(value, where, percent=line.percent)
            if number is not None:
                self._typed[address] = number

    def _count(self, value: Value, where: str, *, percent: bool) -> Number | None:
        text = text_of(value)
        if not text:
            return None
        if isinstance(value, str):
            if not _NUMBER.fullmatch(text) or (text.endswith("%") and not percent):
                self._notice("not_a_number", where, text)
                return None
            self._notice("number_as_text", where, text)
            value = float(Decimal(text.removesuffix("%").strip().replace(",", "")))
        is_whole = float(value).is_integer()
        if value < 0 or (percent and value > 100) or not (percent or is_whole):
            self._notice("not_a_number", where, text)
            return None
        if percent and 0 < value < 1:
            self._notice("fraction_for_percent", where, text)
        return float(value) if percent else int(value)

    def _missing(self) -> None:
        for ref, line in self._lines.items():
            if ref not in self._rows:
                detail = f"{line.label} of the sheet {line.sheet}"
                self._notice("row_missing", f"sheet {line.sheet}", ref, detail)

    def _compare(self, filled: Filled) -> None:
        """Compare computed cells with what the counts give; a half-blank row is named too."""
        values = filled.values()
        for address, shown in self._shown.items():
            computed = values.get(address)
            if not _alike(shown, computed):
                detail = f"{address[0]}: the counts give {_said(computed)}"
                self._notice("computed_differs", self._places[address], text_of(shown), detail)
        for line in filled.lines:
            if line.rule is None:
                self._blank(line)

    def _blank(self, line: Line) -> None:
        for block in TYPED[:2]:
            there = [(line.ref, block, column) in self._typed for column in line.columns]
            for column, is_there in zip(line.columns, there, strict=True):
                place = self._places.get((line.ref, block, column))
                used = (line.ref, Block.VERIFIED, column) in self._typed
                if any(there) and not is_there and place is not None and not used:
                    self._notice("blank", place, detail=f"{line.ref}: {line.label}")

    def _foreign(
        self, grid: Grid, places: list[tuple[int, int]], known: Iterable[str] = ()
    ) -> None:
        for place in places:
            text = text_of(grid.at(*place))
            if text and text not in known and not text.startswith(TITLE):
                self._notice("not_of_the_form", grid.where(*place), text)

    def _notice(self, code: str, where: str, value: str = "", detail: str = "") -> None:
        self._notices.append(Notice(code, where, value, detail))


def _alike(shown: Answer, computed: Answer | None) -> bool:
    if isinstance(shown, str) or isinstance(computed, str) or computed is None:
        return text_of(shown) == ("" if computed is None else computed)
    return abs(shown - computed) <= _CLOSE * max(1.0, abs(computed))


def _said(value: Answer | None) -> str:
    return "nothing" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
