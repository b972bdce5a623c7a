"""The board, and what staff answered: few people, whose figures are looked at closely."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.indicators.boards import SEATS
from dueregard.indicators.surveys import tallies_of
from dueregard.releases.items import Item, Kind, Term
from dueregard.vocabulary import Group, Population, Seat

if TYPE_CHECKING:
    from dueregard.editions.schema import BoardComparison, Indicator, SurveyShare
    from dueregard.releases.places import Scope, Trio
    from dueregard.releases.staff import Staff

BOARD, SURVEY, SERVED = "Board", "Staff survey", "Population served"


def board_of(scope: Scope, staff: Staff) -> dict[str, Trio]:
    """Enter the members of the board by kind of seat."""
    tally = scope.context.tally
    trios: dict[str, Trio] = {}
    for seats, (words, wanted) in SEATS.items():
        counts = tally.count(Population.BOARD, lambda cell, w=wanted: Seat(cell.seat) in w)  # type: ignore[misc]
        stem = scope.on_the_day(f"board/{seats}")
        trios[seats] = scope.trio(stem, f"board members: {words}", counts)
    for seats in (kind for kind in SEATS if kind != "total"):
        scope.trio_within(trios[seats], trios["total"])
    seated = tally.count(Population.STAFF, lambda cell: cell.seat != Seat.NONE.value)
    if seated.total == scope.ledger.value(trios["total"].total):
        scope.trio_within(trios["total"], staff.everybody)
    return trios


def board_items(
    scope: Scope,
    staff: Staff,
    board: dict[str, Trio],
    indicator: Indicator,
    method: BoardComparison,
) -> list[Item]:
    """Return the shares of each kind of seat and their distances."""
    key, everybody = indicator.key, staff.everybody
    served = served_share(scope)
    items: list[Item] = []
    for seats in method.seats:
        trio = board[seats]
        items += _shares(f"{key}.{seats}", trio, seats)
        mine = Term(trio.compared, trio.total)
        both = (mine, Term(everybody.compared, everybody.total))
        items.append(_gap(f"{key}.{seats}.vs_workforce", both, seats, None))
        if served is not None:
            items.append(_gap(f"{key}.{seats}.vs_population", (mine,), seats, served))
    term = Term(everybody.compared, everybody.total)
    items.append(Item(f"{key}.workforce", "", "staff in post", BOARD, Kind.SHARE, (term,)))
    if served is not None:
        items.append(_given(f"{key}.population", served, BOARD))
    return items


def seniority_board_items(board: dict[str, Trio]) -> list[Item]:
    """Return the shares of the whole board, which stand beside the most senior posts."""
    return _shares("seniority.board", board["total"], "board")


def _shares(stem: str, trio: Trio, row: str) -> list[Item]:
    return [
        Item(
            f"{stem}.{group.value}",
            "",
            "members of the board",
            BOARD,
            Kind.SHARE,
            (Term(trio.of(group), trio.total),),
            row=row,
            group=group.value,
        )
        for group in Group
    ]


def _gap(key: str, terms: tuple[Term, ...], row: str, constant: Fraction | None) -> Item:
    return Item(key, "", "members of the board", BOARD, Kind.GAP, terms, row=row, constant=constant)


def _given(key: str, share: Fraction, table: str) -> Item:
    return Item(key, "", "population served", table, Kind.GIVEN, (), constant=share)


def served_share(scope: Scope) -> Fraction | None:
    """Return the share of the population that the board is compared with."""
    served = scope.context.data_return.population_served
    return Fraction(repr(served[0].compared_share)) if served else None


def served_items(scope: Scope) -> list[Item]:
    """Return the share of each population named."""
    return [
        _given(f"population.{number}", Fraction(repr(served.compared_share)), SERVED)
        for number, served in enumerate(scope.context.data_return.population_served, start=1)
    ]


def survey_items(scope: Scope, indicator: Indicator, method: SurveyShare) -> list[Item]:
    """Return each group's percentage and the gap; none for percentages that were received."""
    if any(one.item == indicator.key for one in scope.context.data_return.received):
        return []
    counted, answered = tallies_of(scope.context, indicator, method)
    if answered.total == 0:
        return []
    stem, words = scope.in_the_period(f"survey/{indicator.key}"), "staff who answered"
    yes = scope.trio(f"{stem}/counted", f"{words} so", counted)
    all_answers = scope.trio(f"{stem}/answered", words, answered)
    terms = {}
    for group in (Group.REFERENCE, Group.COMPARED):
        whole, part = all_answers.of(group), yes.of(group)
        scope.ledger.rest(whole, part, f"{scope.words(group, words)} otherwise")
        terms[group] = Term(part, whole)
    gap = (terms[Group.COMPARED], terms[Group.REFERENCE])
    key = indicator.key
    shares = [
        Item(f"{key}.{g.value}", "", words, SURVEY, Kind.SHARE, (term,), group=g.value)
        for g, term in terms.items()
    ]
    return [*shares, Item(f"{key}.gap", "", words, SURVEY, Kind.GAP, gap)]
