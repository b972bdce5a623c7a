"""Writes the data-collection workbook: typed cells open, computed cells locked, checks alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dueregard.reports.spreadsheets.writing import A3, Book, Properties
from dueregard.reports.workbook.checks import (
    AGREE,
    EVERYBODY,
    Check,
    Outcome,
    outcomes,
)
from dueregard.reports.workbook.layout import (
    GROUPS,
    RATIO,
    Block,
    Difference,
    Likelihood,
    Line,
    Part,
)
from dueregard.reports.workbook.model import Address, Filled
from dueregard.reports.workbook.numbers import filled_from_year
from dueregard.reports.workbook.places import (
    FIRST,
    ITEM,
    NOTES,
    REF,
    TOP,
    SheetPlan,
    cell_name,
    cells_of,
    labels_of,
    plans_of,
)
from dueregard.reports.workbook.rules import NOT_GIVEN, Answer, formula

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.indicators.annual import AnnualFigures
    from dueregard.returns.data_return import DataReturn

TITLE = "WRES data-collection workbook"
MARK = "INTERNAL - not for publication. It holds small numbers of people."
HOW = (
    "Type into the framed cells. A verified number replaces the current one. "
    "Grey cells are computed and locked."
)
ABOUT, CHECKS = "About", "Checks"
RESTATED = "Last year restated (yes or no, and why)"
CHECK_HEADINGS = ("Ref", "Check", "Group", "First", "Second", "Result now", "Result when written")
_HEADING = {"bold": True, "bottom": 1}
_COMPUTED = {"bg_color": "#EDEDED", "locked": True, "align": "right"}
_TYPED = {"border": 1, "locked": False, "align": "right"}
_OPTIONS = {"format_columns": True, "format_rows": True}


@dataclass(frozen=True, slots=True)
class _Making:
    book: Book
    edition: Edition
    filled: Filled
    values: dict[Address, Answer | None]
    cells: dict[Address, tuple[str, int, int]]


def data_workbook(
    annual: AnnualFigures, earlier: DataReturn | None = None, *, made_on: date
) -> bytes:
    """Return the data-collection workbook of a year.

    Parameters
    ----------
    annual
        The year.
    earlier
        Last year's return, for the columns of the previous year.
    made_on
        The day it is made.

    Raises
    ------
    EditionError
        There was no workbook for this edition.
    """
    filled = filled_from_year(annual, earlier)
    about = about_rows(annual.data_return, annual.edition, made_on)
    return write_workbook(filled, annual.edition, about, made_on=made_on)


def about_rows(
    data_return: DataReturn, edition: Edition, made_on: date
) -> tuple[tuple[str, str], ...]:
    """Return what the first sheet says, by name."""
    organisation = data_return.organisation
    return (
        ("Organisation code", organisation.code),
        ("Organisation", organisation.name),
        ("Kind", organisation.kind.value),
        ("Board name", organisation.board_name),
        ("Edition", edition.edition),
        ("Snapshot date", data_return.snapshot_date.isoformat()),
        ("Period start", data_return.period_start.isoformat()),
        ("Period end", data_return.period_end.isoformat()),
        ("Survey", data_return.survey.source.value),
        ("Appointed stands for", data_return.appointed_basis),
        ("Workforce in scope, and how it was told apart", ""),
        (RESTATED, "no"),
        ("Made on", made_on.isoformat()),
    )


def write_workbook(
    filled: Filled, edition: Edition, about: tuple[tuple[str, str], ...], *, made_on: date
) -> bytes:
    """Return a filled-in workbook as XLSX: equal content gives equal bytes."""
    organisation = dict(about).get("Organisation", "")
    book = Book(Properties(f"{TITLE}: {organisation}", organisation, MARK, made_on))
    plans = plans_of(edition)
    making = _Making(book, edition, filled, filled.values(), cells_of(plans))
    _about(book, about)
    for plan in plans:
        _sheet(making, plan)
    _checks(making)
    return book.close()


def _about(book: Book, about: tuple[tuple[str, str], ...]) -> None:
    sheet = book.sheet(ABOUT, (50, 60), landscape=False)
    _top(book, sheet, TITLE)
    for column, heading in enumerate(("Name", "Value")):
        book.text(sheet, TOP, column, heading, **_HEADING)
    for row, (name, value) in enumerate(about, start=TOP + 1):
        book.text(sheet, row, 0, name)
        book.text(sheet, row, 1, value, border=1, locked=False)
    sheet.protect("", _OPTIONS)


def _top(book: Book, sheet: Any, title: str) -> None:  # noqa: ANN401 - untyped library
    book.text(sheet, 0, 0, title, bold=True, font_size=15, text_wrap=False)
    for row, line in enumerate((MARK, HOW), start=1):
        book.text(sheet, row, 0, line, text_wrap=False)


def _sheet(making: _Making, plan: SheetPlan) -> None:
    book = making.book
    widths = (34, 62, *(12,) * len(plan.columns), 40)
    sheet = book.sheet(plan.name, widths, paper=A3)
    _top(book, sheet, f"{TITLE}: {plan.name}")
    for column, heading in enumerate(plan.headings):
        is_number = heading not in {REF, ITEM, NOTES}
        book.text(sheet, TOP, column, heading, **_HEADING, align="right" if is_number else "left")
    for number, line in enumerate(plan.lines):
        row = plan.row(number)
        is_heading = not line.ref
        book.text(sheet, row, 0, line.ref)
        book.text(sheet, row, 1, line.label, bold=is_heading)
        if not is_heading:
            note = making.filled.notes.get(line.ref, "")
            book.text(sheet, row, plan.notes_column, note, border=1, locked=False)
            _row(making, sheet, plan, line)
    sheet.freeze_panes(TOP + 1, FIRST)
    sheet.repeat_rows(TOP)
    sheet.protect("", _OPTIONS)


def _row(making: _Making, sheet: Any, plan: SheetPlan, line: Line) -> None:  # noqa: ANN401 - untyped library
    for block, column in plan.columns:
        address = (line.ref, block, column)
        if address not in making.cells:
            continue
        _, row, place = making.cells[address]
        if line.rule is not None or block is Block.USED:
            text = _formula(making, line, block, column)
            value = making.values[address]
            shape = making.book.format(num_format=_shape(line, column), **_COMPUTED)
            sheet.write_formula(row, place, text, shape, "" if value is None else value)
        else:
            _typed(making, sheet, (row, place), line, making.values[address])


def _shape(line: Line, column: str) -> str:
    if column == RATIO:
        return "0.00"
    if isinstance(line.rule, Likelihood):
        return "0.0000"
    if isinstance(line.rule, Part):
        return "0.0%"
    if isinstance(line.rule, Difference):
        return "+0.0;-0.0;0.0"
    return "0.0" if line.percent else "#,##0"


def _formula(making: _Making, line: Line, block: Block, column: str) -> str:
    if line.rule is None:
        current, verified = (
            cell_name(making.cells[line.ref, one, column], line.sheet)
            for one in (Block.CURRENT, Block.VERIFIED)
        )
        return f'=IF(ISBLANK({verified}),IF(ISBLANK({current}),"{NOT_GIVEN}",{current}),{verified})'

    def name(ref: str, group: str) -> str:
        return cell_name(making.cells[ref, block, group], line.sheet)

    groups = tuple(one for one in line.columns if one != RATIO)
    return formula(line.rule, column, name, groups)


def _typed(
    making: _Making,
    sheet: Any,  # noqa: ANN401 - untyped library
    place: tuple[int, int],
    line: Line,
    value: Answer | None,
) -> None:
    shape = making.book.format(num_format=_shape(line, ""), **_TYPED)
    if value is None:
        sheet.write_blank(*place, None, shape)
    else:
        sheet.write_number(*place, value, shape)
    sheet.data_validation(*place, *place, _validation(line))


def _validation(line: Line) -> dict[str, object]:
    if line.percent:
        limits: dict[str, object] = {"validate": "decimal", "criteria": "between"}
        limits |= {"minimum": 0, "maximum": 100}
        words = "A percentage from 0 to 100, without the sign."
    else:
        limits = {"validate": "integer", "criteria": ">=", "value": 0}
        words = "A whole number of people, 0 or more. Leave it blank if it is not known."
    return {**limits, "error_title": "Not a number of people", "error_message": words}


def _checks(making: _Making) -> None:
    book = making.book
    sheet = book.sheet(CHECKS, (20, 66, 14, 14, 14, 16, 20))
    _top(book, sheet, "Checks: does everything add up?")
    for column, heading in enumerate(CHECK_HEADINGS):
        align = "right" if heading in {"First", "Second"} else "left"
        book.text(sheet, TOP, column, heading, **_HEADING, align=align)
    labels = {**labels_of(making.edition), EVERYBODY: "Everybody"}
    row = TOP
    for outcome in outcomes(making.edition, making.filled):
        row += 1
        _check(making, sheet, row, outcome, labels[outcome.column])
    book.text(sheet, row + 1, 0, "last_year")
    words = "Last year's columns are what last year's workbook said (compared when it is read)"
    book.text(sheet, row + 1, 1, words)
    sheet.freeze_panes(TOP + 1, 0)
    sheet.protect("", _OPTIONS)


def _check(making: _Making, sheet: Any, row: int, outcome: Outcome, group: str) -> None:  # noqa: ANN401 - untyped library
    book, check = making.book, outcome.check
    for column, text in enumerate((check.key, check.words, group)):
        book.text(sheet, row, column, text)
    shape = book.format(num_format="#,##0", **_COMPUTED)
    sides = ((check.first, outcome.first), (check.second, outcome.second))
    for column, (refs, value) in enumerate(sides, start=3):
        sheet.write_formula(row, column, _sum(making, refs, outcome.column), shape, value)
    first, second = f"D{row + 1}", f"E{row + 1}"
    words = book.format(**{**_COMPUTED, "align": "left"})
    sheet.write_formula(row, 5, _result(check, first, second), words, outcome.result)
    book.text(sheet, row, 6, outcome.result)


def _sum(making: _Making, refs: tuple[str, ...], column: str) -> str:
    columns = GROUPS if column == EVERYBODY else (column,)
    names = [cell_name(making.cells[ref, Block.USED, one]) for ref in refs for one in columns]
    cells = ",".join(names)
    return f'=IF(COUNT({cells})<{len(names)},"{NOT_GIVEN}",SUM({cells}))'


def _result(check: Check, first: str, second: str) -> str:
    sign = "<=" if check.at_most else "="
    return (
        f'=IF(COUNT({first},{second})<2,"{NOT_GIVEN}",'
        f'IF({first}{sign}{second},"{AGREE}","{check.fault}"))'
    )
