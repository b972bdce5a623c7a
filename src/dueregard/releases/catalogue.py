"""Every figure of an organisation's year, each with the numbers of people under it.

A figure that is not here by name cannot be expressed as facts, and so cannot be released.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dueregard.codelists.posts import StaffGroups
from dueregard.editions.schema import (
    BoardComparison,
    RelativeLikelihood,
    SeniorBlock,
    ShareByRow,
    SurveyShare,
)
from dueregard.figures import Base, Figure, FigureState, Unit
from dueregard.indicators.compute import Earlier
from dueregard.indicators.context import context_of
from dueregard.releases import boards, flows, staff
from dueregard.releases.characteristics import OtherTables, other_tables
from dueregard.releases.items import Detail, Item, Kind
from dueregard.releases.places import Scope
from dueregard.releases.quantities import Ledger
from dueregard.releases.records import record_items, tells_by_being_there
from dueregard.releases.wording import CHARACTERISTIC, full_label
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dueregard.editions.schema import Indicator
    from dueregard.indicators.annual import AnnualFigures, Section
    from dueregard.releases.places import Trio
    from dueregard.releases.staff import Staff

_WHOLE = re.compile(rf"/({'|'.join(Population)}|answered|board/total)/total$")
_SIZE = re.compile(r"/(staff|board)/[^/]+/total$")
"""Sizes of pay bands, staff groups and parts of the board: other statistics print them too."""
NOT_EXPRESSED = "It cannot be written down as facts about counts, so its safety cannot be audited."
TELLS_BY_BEING_THERE = (
    "A line stands there only where there is somebody: the list itself would tell."
)
NOT_TRACED = "Its counts are not those of the return's cells, so its safety cannot be audited."


@dataclass(frozen=True, slots=True)
class Unreleasable:
    """A figure of the internal report that has no place in a release, by name, and why."""

    key: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What could be shown of one year.

    Parameters
    ----------
    ledger
        Every number of people, and what binds them.
    items
        The figures, in the order in which they matter.
    unreleasable
        Those that cannot be expressed.
    board
        Keys of the board's numbers, which a signed exception can make public.
    answered
        Keys of how many of a group answered a survey question.
    totals
        Keys of whole populations, which a reader may know from elsewhere.
    sizes
        Keys of the sizes of bands and other parts, whose groups are what nobody may find out.
    """

    ledger: Ledger
    items: tuple[Item, ...]
    unreleasable: tuple[Unreleasable, ...]
    board: frozenset[str]
    answered: frozenset[str]
    totals: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()


@dataclass
class _Year:
    scope: Scope
    staff: Staff
    board: dict[str, Trio]
    items: list[Item]


def catalogue_of(annual: AnnualFigures, earlier: Earlier | None = None) -> Catalogue:
    """Write a year's figures, and last year's beside them, as items over one ledger.

    Parameters
    ----------
    annual
        Everything that the internal report says.
    earlier
        The return before, whose figures stand beside this year's.
    """
    ledger = Ledger()
    now = _year(Scope(context_of(annual.data_return, annual.edition), ledger))
    then = None if earlier is None else _before(ledger, annual, earlier)
    now.items += flows.leaver_items(now.scope, now.staff, None if then is None else then.staff)
    if then is not None:
        flows.link_years(now.scope, now.staff, then.staff)
    clusters = staff.cluster_items(now.scope, now.staff)
    titles = {result.key: result.title for result in annual.indicators}
    titles |= {group.key: group.label for group in StaffGroups.load().groups}
    items, refused = _match(annual.every_figure, now.items, ledger, titles)
    last = [] if then is None else _last_year(annual, then, ledger, titles)
    before = (
        None
        if earlier is None or then is None
        else (earlier.data_return, then.staff.everybody.total)
    )
    others = other_tables(annual, now.scope, now.staff.everybody.total, before)
    offered = [_others(one, ledger, refused) for one in others]
    years = [now] if then is None else [now, then]
    return Catalogue(
        ledger,
        (
            *_ordered(items),
            *_ordered(last),
            *_ordered([_cluster(one, now.scope) for one in clusters]),
            *(item for items in offered for item in items),
        ),
        tuple(refused),
        frozenset(key for year in years for trio in year.board.values() for key in _keys(trio))
        | frozenset(key for one in others for key in one.board),
        frozenset(key for key in ledger.quantities if "/answered/" in key),
        frozenset(
            [year.staff.everybody.total for year in years]
            + [key for key in ledger.quantities if _WHOLE.search(key)]
        ),
        frozenset(key for key in ledger.quantities if _SIZE.search(key)),
    )


def _others(one: OtherTables, ledger: Ledger, refused: list[Unreleasable]) -> list[Item]:
    """Join the figures of another characteristic with their numbers, table by table."""
    found: list[Item] = []
    named = {CHARACTERISTIC: one.label}
    for section in one.sections:
        items, more = _match(one.figures(section), _of_section(one, section), ledger, named)
        refused += [replace(u, key=f"{one.stem}.{u.key}") for u in more]
        found += [
            replace(
                item,
                key=f"{one.stem}.{item.key}",
                label=item.label if item.table == staff.RECORDS else f"{one.label}. {item.label}",
                table=section.title,
                detail=Detail.CHARACTERISTIC,
            )
            for item in items
        ]
    return found


def _of_section(one: OtherTables, section: Section) -> list[Item]:
    """Return the items of one table; its figures begin with the same word."""
    subject = section.key.split(".", 1)[1]
    return [item for item in one.items if item.key.split(".", 1)[0] == subject]


def _keys(trio: Trio) -> tuple[str, ...]:
    return (*(trio.of(group) for group in Group), trio.total)


def _before(ledger: Ledger, annual: AnnualFigures, earlier: Earlier) -> _Year:
    return _year(Scope(context_of(earlier.data_return, annual.edition), ledger))


def _year(scope: Scope) -> _Year:
    context = scope.context
    people = staff.staff_of(scope)
    is_seated = context.tally.is_counted(Population.BOARD)
    board = boards.board_of(scope, people) if is_seated else {}
    year = _Year(scope, people, board, [])
    year.items += staff.head_count_items(scope, people)
    for indicator in context.edition.indicators:
        year.items += _indicator_items(year, indicator)
    year.items += flows.recruitment_items(scope)
    year.items += boards.served_items(scope)
    if context.edition.disparity is not None:
        year.items += flows.disparity_items(scope, people, context.edition.disparity)
    if context.tally.is_collected(Population.STAFF):
        year.items += staff.senior_posts_items(scope, people)
        year.items += staff.profile_items(scope, people)
        year.items += record_items(scope, Population.STAFF, people.everybody)
    year.items += boards.seniority_board_items(board) if board else []
    for population in (Population.STARTERS, Population.LEAVERS):
        if context.tally.is_counted(population):
            year.items += record_items(scope, population, flows.flow_of(scope, population))
    return year


def _indicator_items(year: _Year, indicator: Indicator) -> list[Item]:
    method, scope = indicator.method, year.scope
    if isinstance(method, ShareByRow):
        return staff.by_row_items(scope, year.staff, indicator, method)
    if isinstance(method, SeniorBlock):
        return staff.senior_block_items(scope, year.staff, indicator, method)
    if isinstance(method, RelativeLikelihood):
        return flows.likelihood_items(scope, year.staff, indicator, method)
    if isinstance(method, SurveyShare):
        return boards.survey_items(scope, indicator, method)
    if isinstance(method, BoardComparison) and year.board:
        return boards.board_items(scope, year.staff, year.board, indicator, method)
    return []


def _match(
    figures: tuple[Figure, ...], items: list[Item], ledger: Ledger, titles: Mapping[str, str]
) -> tuple[list[Item], list[Unreleasable]]:
    """Join each figure with its item; a figure without one, or with other counts, is named.

    The profile stands in the order of the code list: an order that put those categories first which
    somebody is in would tell which are empty.
    """
    by_key = {item.key: item for item in items}
    place = {item.key: number for number, item in enumerate(items)}
    found: list[Item] = []
    refused: list[Unreleasable] = []
    for figure in figures:
        item = by_key.get(figure.key)
        if item is not None and _is_traced(figure, item, ledger):
            found.append(replace(item, label=full_label(item, figure.label, titles), figure=figure))
        elif item is not None or figure.state is not FigureState.NOT_COLLECTED:
            reason = _why_not(figure, item)
            refused.append(Unreleasable(figure.key, figure.label, reason))
        else:
            found.append(_absent(figure))
    seen = {figure.key for figure in figures}
    found += [_with_figure(i, i.label, ledger) for i in items if _is_empty(i, seen)]
    profile = sorted((i for i in found if i.table == staff.PROFILE), key=lambda i: place[i.key])
    return [*(i for i in found if i.table != staff.PROFILE), *profile], refused


def _why_not(figure: Figure, item: Item | None) -> str:
    """Say why a figure has no place in a release."""
    if item is not None:
        return NOT_TRACED
    return TELLS_BY_BEING_THERE if tells_by_being_there(figure.key) else NOT_EXPRESSED


def _is_empty(item: Item, seen: set[str]) -> bool:
    """Whether a category has no figure because nobody is in it.

    It gets its line all the same: a line that is missing would tell that there is nobody.
    """
    return item.table == staff.PROFILE and item.key not in seen


def _absent(figure: Figure) -> Item:
    """Return the item of a figure that was not collected: there is nothing under it."""
    return Item(figure.key, figure.label, "", "Not collected", Kind.COUNT, (), figure=figure)


def _is_traced(figure: Figure, item: Item, ledger: Ledger) -> bool:
    """Whether the item's numbers of people are the very counts that the figure was made from."""
    if figure.value is None or item.kind is Kind.GIVEN:
        return True
    if item.kind is Kind.COUNT:
        return figure.value == ledger.value(item.terms[0].part)
    weighed = [
        (t.part_weight * ledger.value(t.part), t.whole_weight * ledger.value(t.whole))
        for t in item.terms
    ]
    if not item.terms[0].is_plain and item.kind is Kind.SHARE:
        return figure.value == weighed[0][0] / weighed[0][1]
    bases = [base for base in figure.bases if base.numerator is not None]
    return weighed == [(base.numerator, base.denominator) for base in bases]


def _last_year(
    annual: AnnualFigures, then: _Year, ledger: Ledger, titles: Mapping[str, str]
) -> list[Item]:
    """Return last year's figures, counted on this year's definition."""
    figures = tuple(
        figure
        for result in annual.indicators
        if result.year_on_year.kind not in {"none", "broken"}
        for figure in result.previous
    )
    items, _ = _match(figures, [i for i in then.items if i.table != staff.PROFILE], ledger, titles)
    return [replace(item, year="last") for item in items]


_DETAILS = tuple(Detail)
_COLUMNS = (Group.COMPARED.value, "", Group.REFERENCE.value, Group.UNKNOWN.value)
"""What readers look for in a table of pay bands: the BME share, its distance, then the rest."""


def _ordered(items: list[Item]) -> list[Item]:
    """Put head counts first, then the indicators, and the finest tables last, column by column."""
    return sorted(items, key=_rank)


def _rank(item: Item) -> tuple[bool, int, int]:
    column = _COLUMNS.index(item.group) if item.detail is not Detail.OVERALL else 0
    return item.key != "workforce.headcount", _DETAILS.index(item.detail), column


def _cluster(item: Item, scope: Scope) -> Item:
    """Return a cluster's item with a figure of its own: the internal report has none."""
    group = scope.context.rules.grouping.label(Group(item.group))
    return _with_figure(item, f"{staff.cluster_label(item.row)}: {group}", scope.ledger)


def _with_figure(item: Item, label: str, ledger: Ledger) -> Item:
    """Return an item with the share that it stands for, an empty one like any other."""
    term = item.terms[0]
    part, whole = ledger.value(term.part), ledger.value(term.whole)
    figure = Figure(
        key=item.key,
        label=label,
        value=part / whole if whole else None,
        unit=Unit.SHARE,
        state=FigureState.OK if whole else FigureState.NO_GROUP,
        bases=(Base(part, whole, item.base),),
        reason="" if whole else "There is nobody.",
    )
    return replace(item, label=label, figure=figure)
