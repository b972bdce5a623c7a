"""Indicator 1: who is in which post, beside who is in the workforce."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dueregard.figures import Figure, Unit
from dueregard.indicators.context import Context, name_of
from dueregard.indicators.gaps import difference, gap_figure
from dueregard.indicators.groups import GroupCounts
from dueregard.indicators.shares import absent_figure, share_figure
from dueregard.indicators.words import gap_direction
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from dueregard.editions.schema import Indicator, Row, SeniorBlock, ShareByRow
    from dueregard.returns.data_return import Cell

REST = "outside_rows"


def by_row(context: Context, indicator: Indicator, method: ShareByRow) -> tuple[Figure, ...]:
    """Return the overall shares first, then each row's three shares and its distance from them."""
    overall = context.tally.total(Population.STAFF)
    figures = list(_shares(context, indicator, "all", "Whole workforce", overall))
    headline = figures.pop(1)
    for key, label, counts in _rows(context, method, overall):
        row = _shares(context, indicator, key, label, counts)
        figures += [*row, _distance(context, indicator, label, row[1], headline)]
    return (headline, *figures)


def senior_block(context: Context, indicator: Indicator, method: SeniorBlock) -> tuple[Figure, ...]:
    """Return the distance between the senior block and the workforce, then the shares it is of."""
    senior_bands = frozenset(method.pay_bands) | frozenset(method.medical_rows)
    overall = _shares(
        context, indicator, "all", "Whole workforce", context.tally.total(Population.STAFF)
    )
    counts = context.tally.count(Population.STAFF, lambda cell: cell.pay_band in senior_bands)
    senior = _shares(context, indicator, "senior", method.label, counts)
    if not any(cell.pay_band for cell in context.tally.cells(Population.STAFF)):
        name = name_of(indicator, "senior.difference", method.label, method.label, "senior")
        reason = "The counts of staff do not say in which pay bands they are."
        return (absent_figure(name, Unit.POINTS, reason), *overall)
    distance = _distance(context, indicator, method.label, senior[1], overall[1])
    return (distance, *senior, *overall)


def _rows(
    context: Context, method: ShareByRow, overall: GroupCounts
) -> list[tuple[str, str, GroupCounts]]:
    """Count each row, and whoever is in none: nobody disappears between the rows and the total."""
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in context.tally.cells(Population.STAFF):
        cells[cell.part, cell.pay_band].append(cell)
    by_place = {place: context.tally.group(members) for place, members in cells.items()}
    rows = [(row.key, row.label, _row_counts(row, by_place)) for row in method.rows]
    inside = sum(
        counts.total
        for row, (_, _, counts) in zip(method.rows, rows, strict=True)
        if not row.within
    )
    if inside < overall.total:
        rows.append((REST, "Pay band not stated or outside the rows", _rest(method, by_place)))
    return rows


def _row_counts(row: Row, by_place: dict[tuple[str, str], GroupCounts]) -> GroupCounts:
    places = [by_place[row.part, band] for band in row.pay_bands if (row.part, band) in by_place]
    return sum(places, GroupCounts())


def _rest(method: ShareByRow, by_place: dict[tuple[str, str], GroupCounts]) -> GroupCounts:
    claimed = {(row.part, band) for row in method.rows for band in row.pay_bands}
    return sum(
        (counts for place, counts in by_place.items() if place not in claimed), GroupCounts()
    )


def _shares(
    context: Context, indicator: Indicator, key: str, label: str, counts: GroupCounts
) -> list[Figure]:
    words = f"{context.staff_words}: {label.lower()}" if key != "all" else context.staff_words
    return [
        share_figure(
            context.rules,
            counts,
            group,
            name_of(
                indicator,
                f"{key}.{group.value}",
                f"{label}: {context.rules.grouping.label(group)}",
                words,
                key,
            ),
        )
        for group in Group
    ]


def _distance(
    context: Context, indicator: Indicator, label: str, row: Figure, overall: Figure
) -> Figure:
    compared = context.rules.grouping.label(Group.COMPARED)
    direction = ""
    if row.state.has_value and overall.state.has_value:
        direction = gap_direction(
            f"The {compared} share of {label.lower()}",
            "its share of the whole workforce",
            difference(row, overall),
        )
    name = name_of(
        indicator,
        f"{row.row}.difference",
        f"{label}: {compared} share less share of the workforce",
        f"{label.lower()}, beside the whole workforce",
        row.row,
    )
    return gap_figure(row, overall, name, direction)
