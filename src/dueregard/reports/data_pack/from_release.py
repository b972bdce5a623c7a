"""The data pack for the public: the texts that were released, and no number behind them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dueregard.disclosure.released import ReleasedFigure, ReleasedState
from dueregard.editions.schema import Edition
from dueregard.figures import Unit
from dueregard.reports.data_pack import columns as of
from dueregard.reports.data_pack.model import Column, DataPack, DataTable, Mark, Value
from dueregard.reports.data_pack.places import Spot, family_of, spot_of, subject_of, unit_of
from dueregard.reports.publication.model import Publication, figures_of
from dueregard.vocabulary import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXT = re.compile(
    r"(?P<value>[+-]?[\d,]+(?:\.\d+)?)(?:%| points)?"
    r"(?: \((?P<part>[\d,]+) of (?P<whole>[\d,]+)\))?"
)
_MARKS = {
    ReleasedState.SUPPRESSED: Mark.CONFIDENTIAL,
    ReleasedState.WITHHELD: Mark.CONFIDENTIAL,
    ReleasedState.NOT_COLLECTED: Mark.NOT_AVAILABLE,
}
_NOTES = (
    (
        "Figures are shown as they were released. Some are rounded further, or given as a range, "
        "so that nobody can be recognised."
    ),
    "A hidden figure can be small, zero or large: it may be hidden only to protect another one.",
    "Ratios say how many times as likely one group is as the other; the measure names the first.",
    "Last year's figures are last year's counts on this year's definition.",
)
Pair = tuple[ReleasedFigure | None, ReleasedFigure | None]


def data_pack_from_release(publication: Publication, edition: Edition) -> DataPack:
    """Return the released figures as tables.

    Parameters
    ----------
    publication
        What was released.
    edition
        The edition it is of, which names the indicators.
    """
    pairs: dict[str, list[ReleasedFigure | None]] = {}
    for _, figure in figures_of(publication):
        pairs.setdefault(figure.key, [None, None])[figure.year == "last"] = figure
    found: dict[Spot, list[tuple[str, Pair]]] = {}
    for key, (now, then) in pairs.items():
        spot = spot_of(_family(key, edition), unit_of(key, edition))
        found.setdefault(spot, []).append((key, (now, then)))
    organisation = publication.about["organisation"]
    return DataPack(
        title=f"{edition.title}: data tables of {organisation}",
        organisation=organisation,
        audience=Audience.PUBLIC,
        about=_about(publication),
        tables=tuple(_table(spot, rows, edition) for spot, rows in found.items()),
        notes=_NOTES,
        made_on=date.fromisoformat(publication.published_on),
    )


def _family(key: str, edition: Edition) -> str:
    return family_of(key, edition)


def _table(spot: Spot, rows: Sequence[tuple[str, Pair]], edition: Edition) -> DataTable:
    with_last = any(then is not None for _, (_, then) in rows)
    columns = _columns(spot.unit, with_last=with_last)
    lines = ("A cell without a number holds a mark; the sheet Shorthand explains the marks used.",)
    cells = tuple(_row(key, pair, spot.unit, edition, with_last=with_last) for key, pair in rows)
    return DataTable(spot.key, spot.sheet, spot.title, lines, columns, cells)


def _columns(unit: Unit, *, with_last: bool) -> tuple[Column, ...]:
    counted = unit is Unit.SHARE
    last = (of.value_column(unit, last=True), *(of.count_columns(last=True) if counted else ()))
    return (
        of.MEASURE,
        of.SUBJECT,
        of.value_column(unit),
        *(of.count_columns() if counted else ()),
        of.STATE,
        *((*last, of.STATE_LAST) if with_last else ()),
        of.BASE,
        of.KEY,
    )


def _row(
    key: str, pair: Pair, unit: Unit, edition: Edition, *, with_last: bool
) -> tuple[Value, ...]:
    now, then = pair
    named = now or then
    label, base = ("", "") if named is None else (named.label, named.base)
    return (
        label or key,
        subject_of(key, edition),
        *_cells(now, unit),
        *(_cells(then, unit) if with_last else ()),
        base or "not stated",
        key,
    )


def _cells(figure: ReleasedFigure | None, unit: Unit) -> tuple[Value, ...]:
    """Return value, counts and state; a figure that is not in the release has nothing to show."""
    counted = unit is Unit.SHARE
    if figure is None:
        return (Mark.NOT_APPLICABLE.value,) * (4 if counted else 2)
    values = released_values(figure)
    return (*(values if counted else values[:1]), figure.state.value)


def released_values(figure: ReleasedFigure) -> tuple[Value, Value, Value]:
    """Return the number, the people counted and the base as far as the released text says them."""
    if figure.state in _MARKS:
        mark = _MARKS[figure.state].value
        return mark, mark, mark
    match = _TEXT.fullmatch(figure.printed)
    if match is None:
        return figure.printed, Mark.CONFIDENTIAL.value, Mark.CONFIDENTIAL.value
    value, part, whole = (match[name] for name in ("value", "part", "whole"))
    return _decimal(value), _count(part, figure), _count(whole, figure)


def _count(text: str | None, figure: ReleasedFigure) -> Value:
    if text is not None:
        return _decimal(text)
    # What was shown without counts had none to show; what was coarsened has them hidden.
    is_whole = figure.state is ReleasedState.SHOWN
    return (Mark.NOT_AVAILABLE if is_whole else Mark.CONFIDENTIAL).value


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").removeprefix("+"))


def _about(publication: Publication) -> tuple[tuple[str, str], ...]:
    about = publication.about
    pairs = [
        ("Organisation", f"{about['organisation']} ({about.get('code', '')})"),
        ("Standard", f"{about.get('standard', '')}, edition {about.get('edition', '')}"),
        ("Staff in post on", about.get("snapshot_date", "")),
        ("Events from", f"{about.get('period_start', '')} to {about.get('period_end', '')}"),
        ("Published on", f"{publication.published_on}, version {publication.version}"),
        ("What the organisation says", publication.narrative),
        ("Why the board's figures are shown", publication.board_exception),
    ]
    return tuple((name, words) for name, words in pairs if words)
