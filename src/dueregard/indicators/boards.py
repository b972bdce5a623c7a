"""Indicator 9: the board beside the workforce and beside the population it serves.

Both comparisons are always computed; the edition says which one leads. The sign is board minus
the other, in points, so that a negative number is under-representation on the board.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import Base, Figure, FigureState, Name, Unit
from dueregard.indicators.context import Context, name_of
from dueregard.indicators.gaps import difference, gap_figure
from dueregard.indicators.shares import absent_figure, share_figure
from dueregard.indicators.words import gap_direction
from dueregard.vocabulary import Group, Population, Seat

if TYPE_CHECKING:
    from dueregard.editions.schema import BoardComparison, Indicator
    from dueregard.returns.data_return import PopulationServed

_VOTING = {Seat.VOTING_EXECUTIVE, Seat.VOTING_NON_EXECUTIVE}
_EXECUTIVE = {Seat.VOTING_EXECUTIVE, Seat.NON_VOTING_EXECUTIVE}
_SEATED: set[Seat] = {seat for seat in Seat if seat is not Seat.NONE}
SEATS: dict[str, tuple[str, set[Seat]]] = {
    "total": ("all members", set(Seat)),
    "voting": ("voting members", _VOTING),
    "non_voting": ("non-voting members", _SEATED - _VOTING),
    "executive": ("executive members", _EXECUTIVE),
    "non_executive": ("non-executive members", _SEATED - _EXECUTIVE),
}


def board(context: Context, indicator: Indicator, method: BoardComparison) -> tuple[Figure, ...]:
    """Return the edition's leading difference first, then the other one and all the shares."""
    if not context.tally.is_collected(Population.BOARD):
        reason = context.tally.why_absent(Population.BOARD)
        name = name_of(indicator, f"{method.seats[0]}.vs_{method.leads}", "Board", "board members")
        return (absent_figure(name, Unit.POINTS, reason),)
    others = {
        "workforce": _workforce_share(context, indicator),
        "population": _population_share(context, indicator),
    }
    order = sorted(others, key=lambda key: key != method.leads)
    figures: list[Figure] = []
    for seats in method.seats:
        shares = _seat_shares(context, indicator, seats)
        figures += [
            _distance(context, indicator, shares[1], others[key], f"{seats}.vs_{key}")
            for key in order
        ]
        figures += shares
    return (*figures, *others.values())


def _seat_shares(context: Context, indicator: Indicator, seats: str) -> list[Figure]:
    words, wanted = SEATS[seats]
    board_name = context.data_return.organisation.board_name
    counts = context.tally.count(Population.BOARD, lambda cell: Seat(cell.seat) in wanted)
    return [
        share_figure(
            context.rules,
            counts,
            group,
            name_of(
                indicator,
                f"{seats}.{group.value}",
                f"{board_name}, {words}: {context.rules.grouping.label(group)}",
                f"{board_name} members: {words}",
                seats,
            ),
        )
        for group in Group
    ]


def _workforce_share(context: Context, indicator: Indicator) -> Figure:
    label = f"Workforce: {context.rules.grouping.label(Group.COMPARED)}"
    name = name_of(indicator, "workforce", label, context.staff_words)
    counts = context.tally.total(Population.STAFF)
    return share_figure(context.rules, counts, Group.COMPARED, name)


def _population_share(context: Context, indicator: Indicator) -> Figure:
    served = context.data_return.population_served
    label = f"Population served: {context.rules.grouping.label(Group.COMPARED)}"
    name = name_of(indicator, "population", label, "the population served")
    if not served:
        reason = "No population was named. Set [population_served] in organisation.toml."
        return absent_figure(name, Unit.SHARE, reason)
    return population_figure(served[0], name)


def population_figure(served: PopulationServed, name: Name) -> Figure:
    """Return a population's share with its geography, age base, census year and source."""
    return Figure(
        key=name.key,
        label=name.label,
        value=served.compared_share,
        unit=Unit.SHARE,
        state=FigureState.OK,
        bases=(Base(None, served.total, population_words(served)),),
        inference=name.inference,
        source=served.source,
        group=Group.COMPARED.value,
    )


def population_words(served: PopulationServed) -> str:
    """Say which population it is, with every choice behind it."""
    return f"{served.geography}, {served.age_base}, Census {served.census_year}"


def _distance(
    context: Context, indicator: Indicator, share: Figure, other: Figure, key: str
) -> Figure:
    compared = context.rules.grouping.label(Group.COMPARED)
    board_name = context.data_return.organisation.board_name
    what = "workforce" if other.key.endswith("workforce") else "population served"
    words, _ = SEATS[share.row]
    label = f"{board_name} ({words}) less {what}: {compared}"
    direction = ""
    if share.state.has_value and other.state.has_value:
        direction = gap_direction(
            f"The {compared} share of the {board_name} ({words})",
            f"the {compared} share of the {what}",
            difference(share, other),
        )
    name = name_of(indicator, key, label, f"{board_name} and {what}", share.row)
    return gap_figure(share, other, name, direction)
