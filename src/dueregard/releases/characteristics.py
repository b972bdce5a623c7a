"""Tables of the other protected characteristics: each alone, tied to the rest by common totals.

No two characteristics are ever crossed. What ties their tables together is that they count the same
people: who adds one table up can look for what another one hides, so all of them are audited as one
system. The guidance (03764, section 5) names the first three as those to prepare for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.codelists.characteristics import load_characteristic
from dueregard.indicators.annual import compute_characteristic
from dueregard.indicators.characteristics import default_grouping, other_characteristics
from dueregard.indicators.context import context_of
from dueregard.indicators.recruitment import STAGES
from dueregard.releases import boards, flows
from dueregard.releases.places import Scope
from dueregard.releases.records import record_items
from dueregard.releases.staff import Staff, profile_items
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from dueregard.figures import Figure
    from dueregard.indicators.annual import AnnualFigures, Section
    from dueregard.indicators.groups import Grouping
    from dueregard.releases.items import Item
    from dueregard.returns.data_return import DataReturn

_FIRST = ("disability", "sexual_orientation", "sex")
_SEEN = {"sex"}
"""Characteristics of the board's members that anybody can see."""
_TWICE = "leavers.all"
"""How many left stands in the main tables already."""


@dataclass(frozen=True, slots=True)
class OtherTables:
    """What could be shown of one other characteristic.

    Parameters
    ----------
    key, label
        The characteristic.
    items
        Numbers of people under its figures, by the figures' keys.
    sections
        Its tables, as the internal report has them.
    board
        Keys of the board's numbers that anybody can see.
    """

    key: str
    label: str
    items: tuple[Item, ...]
    sections: tuple[Section, ...]
    board: frozenset[str]

    @property
    def stem(self) -> str:
        """What the keys of its figures begin with."""
        return f"characteristics.{self.key}"

    @staticmethod
    def figures(section: Section) -> tuple[Figure, ...]:
        """Return the figures of a table that do not stand in the main tables already."""
        return tuple(one for one in section.figures if one.key != _TWICE)


def other_tables(
    annual: AnnualFigures, main: Scope, everybody: str, before: tuple[DataReturn, str] | None
) -> list[OtherTables]:
    """Enter every other characteristic that a return counts.

    Parameters
    ----------
    annual
        The year.
    main, everybody
        The scope of the compared characteristic, and its key of all staff in post.
    before
        The return of the year before, and its key of all staff in post.
    """
    compared = annual.edition.comparison.characteristic
    found = other_characteristics(annual.data_return, compared)
    ordered = [*(c for c in _FIRST if c in found), *(c for c in found if c not in _FIRST)]
    return [_tables(annual, default_grouping(key), main, everybody, before) for key in ordered]


def _tables(
    annual: AnnualFigures,
    grouping: Grouping,
    main: Scope,
    everybody: str,
    before: tuple[DataReturn, str] | None,
) -> OtherTables:
    scope = Scope(context_of(annual.data_return, annual.edition, grouping), main.ledger)
    key = grouping.characteristic
    items, board = _items(scope, main, everybody)
    if before is not None and items:
        _link(annual, grouping, scope, before)
    sections = compute_characteristic(annual.data_return, annual.edition, grouping)
    kept = tuple(one for one in items if one.key != _TWICE)
    return OtherTables(key, load_characteristic(key).label, kept, sections, board)


def _items(scope: Scope, main: Scope, everybody: str) -> tuple[list[Item], frozenset[str]]:
    tally = scope.context.tally
    items = flows.recruitment_items(scope)
    if tally.is_counted(Population.STAFF):
        staff = _staff(scope, everybody)
        items += profile_items(scope, staff)
        items += record_items(scope, Population.STAFF, staff.everybody, by_staff_group=False)
        if tally.is_counted(Population.LEAVERS):
            items += flows.leaver_items(scope, staff, None)
    for population in (Population.STARTERS, Population.LEAVERS):
        if tally.is_counted(population):
            items += record_items(scope, population, flows.flow_of(scope, population))
    _tie(scope, main)
    return items, _board(scope)


def _staff(scope: Scope, everybody: str) -> Staff:
    stem = scope.on_the_day("staff/all")
    trio = scope.trio(stem, "staff in post", scope.context.tally.total(Population.STAFF))
    _same(scope, trio.total, everybody)
    return Staff(trio, {})


def _tie(scope: Scope, main: Scope) -> None:
    """Say that each stage counts the same people, whichever characteristic is looked at."""
    for population in (*STAGES, Population.LEAVERS):
        if all(one.context.tally.is_counted(population) for one in (scope, main)):
            own = flows.flow_of(scope, population).total
            _same(scope, own, flows.flow_of(main, population).total)


def _same(scope: Scope, own: str, other: str) -> None:
    """Tie two totals where they are equal: no reader may assume what is false."""
    if own != other and scope.ledger.value(own) == scope.ledger.value(other):
        scope.ledger.add_up([own], other)


def _board(scope: Scope) -> frozenset[str]:
    """Enter what anybody can see of the board's members."""
    tally = scope.context.tally
    seen = scope.context.rules.grouping.characteristic in _SEEN
    if not (seen and all(map(tally.is_counted, (Population.BOARD, Population.STAFF)))):
        return frozenset()
    trio = scope.trio(scope.on_the_day("staff/all"), "staff in post", tally.total(Population.STAFF))
    board = boards.board_of(scope, Staff(trio, {}))
    return frozenset(
        key for one in board.values() for key in (*(one.of(g) for g in Group), one.total)
    )


def _link(
    annual: AnnualFigures, grouping: Grouping, scope: Scope, before: tuple[DataReturn, str]
) -> None:
    """Tie this year's people to last year's by who came and went."""
    data_return, everybody = before
    then = Scope(context_of(data_return, annual.edition, grouping), scope.ledger)
    if not all(one.context.tally.is_counted(Population.STAFF) for one in (scope, then)):
        return
    stem = scope.on_the_day("staff/all")
    now = scope.trio(stem, "staff in post", scope.context.tally.total(Population.STAFF))
    flows.link_years(scope, Staff(now, {}), _staff(then, everybody))
