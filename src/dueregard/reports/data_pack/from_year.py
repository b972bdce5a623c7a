"""The data pack for readers inside the organisation, from the year's figures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from dueregard.figures import Base, Figure, FigureState, Unit
from dueregard.printing import half_up, percent, points, times
from dueregard.reports.data_pack import columns as of
from dueregard.reports.data_pack.model import Column, DataPack, DataTable, Mark, Value
from dueregard.reports.data_pack.places import Spot, family_of, sheet_name, spot_of, subject_of
from dueregard.vocabulary import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dueregard.indicators.annual import AnnualFigures, Section

_WITHOUT = {
    FigureState.NO_GROUP: Mark.NOT_APPLICABLE,
    FigureState.NO_EVENTS: Mark.NOT_APPLICABLE,
    FigureState.ZERO_DENOMINATOR: Mark.NOT_APPLICABLE,
    FigureState.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
}
_FEW = {FigureState.CAUTION, FigureState.ZERO_NUMERATOR}


@dataclass(frozen=True, slots=True)
class _Entry:
    figure: Figure
    before: Figure | None
    subject: str


def data_pack_from_year(
    annual: AnnualFigures, others: tuple[Section, ...] = (), *, made_on: date
) -> DataPack:
    """Return every figure of a year as tables.

    Parameters
    ----------
    annual
        The year.
    others
        The tables of other characteristics.
    made_on
        The day the figures were made.
    """
    found: dict[Spot, list[_Entry]] = {}
    for spot, entry in _entries(annual, others):
        found.setdefault(spot, []).append(entry)
    data_return, edition = annual.data_return, annual.edition
    return DataPack(
        title=f"{edition.title}: data tables of {data_return.organisation.name}",
        organisation=data_return.organisation.name,
        audience=Audience.INTERNAL,
        about=_about(annual, made_on),
        tables=tuple(_table(spot, entries) for spot, entries in found.items()),
        notes=_notes(annual),
        made_on=made_on,
    )


def _entries(annual: AnnualFigures, others: tuple[Section, ...]) -> Iterator[tuple[Spot, _Entry]]:
    edition = annual.edition
    for result in annual.indicators:
        for figure in result.figures:
            spot = spot_of(family_of(figure.key, edition), figure.unit)
            entry = _Entry(figure, result.before(figure.key), subject_of(figure.key, edition))
            yield spot, entry
    for section in annual.sections:
        for figure in section.figures:
            yield spot_of(section.key, figure.unit), _Entry(figure, None, section.title)
    for section in others:
        characteristic = section.key.split(".")[0]
        title = characteristic.replace("_", " ").capitalize()
        for figure in section.figures:
            yield (
                _apart(spot_of(characteristic, figure.unit, title), characteristic, title),
                _Entry(figure, None, section.title),
            )


def _apart(spot: Spot, characteristic: str, title: str) -> Spot:
    """Keep the head counts of another characteristic out of the table of all head counts."""
    if spot.unit is not Unit.PEOPLE:
        return spot
    return Spot(
        f"{characteristic}_people", sheet_name(title, "people"), f"{title}: people", spot.unit
    )


def _table(spot: Spot, entries: list[_Entry]) -> DataTable:
    parts = _parts(spot.unit, entries)
    columns = tuple(column for part in parts for column in part[0])
    rows = tuple(tuple(v for _, cells in parts for v in cells(entry)) for entry in entries)
    lines = ("A cell without a number holds a mark; the sheet Shorthand explains the marks used.",)
    return DataTable(spot.key, spot.sheet, spot.title, lines, columns, rows)


def _parts(unit: Unit, entries: list[_Entry]) -> list[tuple[tuple[Column, ...], _Cells]]:
    """Return groups of columns, each with what fills them; empty kinds of column are left out."""
    counted = unit is Unit.SHARE
    parts: list[tuple[tuple[Column, ...], _Cells]] = [
        ((of.MEASURE, of.SUBJECT), lambda one: (_label(one.figure), one.subject)),
        ((of.value_column(unit),), lambda one: (number(one.figure),)),
    ]
    if counted:
        parts.append((of.count_columns(), lambda one: _people(one.figure)))
    if any(entry.before is not None for entry in entries):
        parts.append(((of.value_column(unit, last=True),), lambda one: (_last(one.before),)))
        if counted:
            parts.append((of.count_columns(last=True), lambda one: _people(one.before)))
    if any(entry.figure.bounds is not None for entry in entries):
        parts.append((of.range_columns(unit, "bounds"), lambda one: _ends(one.figure, "bounds")))
    if any(entry.figure.interval is not None for entry in entries):
        ends = of.range_columns(unit, "interval")
        parts.append((ends, lambda one: _ends(one.figure, "interval")))
    parts.append(
        (
            (of.RELIABILITY, of.BASE, of.KEY),
            lambda one: (_reliability(one.figure), _words(one.figure), one.figure.key),
        )
    )
    return parts


def _label(figure: Figure) -> str:
    """Say which row a label belongs to where several parts have rows of one name."""
    part = figure.row.split(".")[0] if "." in figure.row else ""
    if not part and figure.row and figure.row not in figure.label and figure.unit is Unit.SHARE:
        return figure.label if figure.key.split(".")[0] != "completeness" else _of_row(figure)
    return f"{part.replace('_', '-').capitalize()}, {figure.label}" if part else figure.label


def _of_row(figure: Figure) -> str:
    return f"{figure.label}: {figure.row}"


def number(figure: Figure) -> Value:
    """Return a figure's number as it is printed, or the mark that says why there is none."""
    if figure.value is None:
        return _WITHOUT.get(figure.state, Mark.NOT_AVAILABLE).value
    return _printed(figure.unit, figure.value)


def _printed(unit: Unit, value: float) -> Value:
    if math.isinf(value):
        return Mark.NOT_APPLICABLE.value
    text = {
        Unit.PEOPLE: lambda: str(round(value)),
        Unit.SHARE: lambda: percent(value).removesuffix("%"),
        Unit.RATIO: lambda: times(value),
        Unit.POINTS: lambda: points(value).removeprefix("+"),
        Unit.SCORE: lambda: half_up(value, 1),
    }[unit]()
    return Mark.LOW.value if value != 0 and Decimal(text) == 0 else Decimal(text)


def _last(before: Figure | None) -> Value:
    return Mark.NOT_AVAILABLE.value if before is None else number(before)


def _people(figure: Figure | None) -> tuple[Value, Value]:
    base = figure.bases[0] if figure is not None and figure.bases else Base(None, None, "")
    return _count(base.numerator), _count(base.denominator)


def _count(people: int | None) -> Value:
    return Mark.NOT_AVAILABLE.value if people is None else Decimal(people)


def _ends(figure: Figure, kind: str) -> tuple[Value, Value]:
    span = figure.bounds if kind == "bounds" else figure.interval
    if span is None:
        return Mark.NOT_APPLICABLE.value, Mark.NOT_APPLICABLE.value
    return _printed(figure.unit, span.low), _printed(figure.unit, span.high)


def _reliability(figure: Figure) -> str:
    if figure.value is None:
        return Mark.NOT_APPLICABLE.value
    return Mark.UNRELIABLE.value if figure.state in _FEW else "no caution"


def _words(figure: Figure) -> str:
    words = "; ".join(dict.fromkeys(base.words for base in figure.bases if base.words))
    return words or figure.reason or "not stated"


def _about(annual: AnnualFigures, made_on: date) -> tuple[tuple[str, str], ...]:
    data_return, edition = annual.data_return, annual.edition
    return (
        ("Organisation", f"{data_return.organisation.name} ({data_return.organisation.code})"),
        ("Standard", f"{edition.standard_name}, {edition.title}"),
        ("Staff in post on", _day(data_return.snapshot_date)),
        ("Events from", f"{_day(data_return.period_start)} to {_day(data_return.period_end)}"),
        ("Figures made on", _day(made_on)),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _notes(annual: AnnualFigures) -> tuple[str, ...]:
    rule = annual.data_return.inclusion
    footings = {
        "office holders without a contract of employment": rule.office_holders,
        "people solely on the bank": rule.bank_staff,
        "people on honorary contracts": rule.honorary,
    }
    inside = [words for words, included in footings.items() if included]
    outside = [words for words, included in footings.items() if not included]
    return (
        (
            "Percentages and differences are rounded to one decimal and ratios to two, once, "
            "halves up. The numbers in the cells are the rounded ones; counts are exact."
        ),
        (
            "People of unknown group are in the base of shares of staff and of the board, and in "
            "neither group of likelihoods and of survey answers."
        ),
        (
            f"Counted as staff besides employees: {', '.join(inside) or 'nobody'}. "
            f"Not counted: {', '.join(outside) or 'nobody'}."
        ),
        (
            "Last year's figures are last year's counts on this year's definition; where they "
            "cannot be compared the cell holds a mark."
        ),
        *annual.data_return.notes,
    )


if TYPE_CHECKING:
    from collections.abc import Callable

    _Cells = Callable[[_Entry], tuple[Value, ...]]
