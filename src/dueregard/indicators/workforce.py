"""The workforce as a whole: head counts, completeness, seniority, and the population served."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dueregard.codelists.posts import StaffGroups
from dueregard.figures import Base, Figure, FigureState, Name, Unit
from dueregard.indicators.boards import population_figure, population_words
from dueregard.indicators.events import WORDS
from dueregard.indicators.groups import UNKNOWN_CODES, GroupCounts
from dueregard.indicators.shares import absent_figure, people_figure, share_figure
from dueregard.vocabulary import Employment, Group, Population, Seat, UnknownReason

if TYPE_CHECKING:
    from dueregard.indicators.context import Context
    from dueregard.returns.data_return import Cell

_FOOTINGS = {
    Employment.EMPLOYEE: "employees",
    Employment.OFFICE_HOLDER: "office holders without a contract of employment",
    Employment.BANK: "people solely on the bank",
    Employment.HONORARY: "people on honorary contracts",
}
_REASON_WORDS = {
    UnknownReason.BLANK: "nothing recorded",
    UnknownReason.DECLINED: "asked and chose not to say",
    UnknownReason.NOT_KNOWN: "recorded as not known",
    UnknownReason.NOT_SEPARATED: "not separated by the source",
}


def head_counts(context: Context) -> tuple[Figure, ...]:
    """Return the head count as the inclusion rule makes it, and each footing by itself.

    The footings stand beside the total whether or not they are in it, so that totals with and
    without office holders can be read off.
    """
    total = context.tally.total(Population.STAFF).total
    name = Name("workforce.headcount", "Head count", context.staff_words)
    figures = [people_figure(total, name)]
    by_footing: dict[str, int] = defaultdict(int)
    for cell in context.tally.everybody(Population.STAFF):
        by_footing[cell.employment or Employment.EMPLOYEE.value] += cell.n
    for footing, words in _FOOTINGS.items():
        if by_footing[footing]:
            label = f"of whom {words}" if _is_included(context, footing) else f"besides, {words}"
            key = f"workforce.headcount.{footing.value}"
            figures.append(people_figure(by_footing[footing], Name(key, label, words)))
    return tuple(figures)


def _is_included(context: Context, footing: Employment) -> bool:
    rule = context.data_return.inclusion
    return {
        Employment.EMPLOYEE: True,
        Employment.OFFICE_HOLDER: rule.office_holders,
        Employment.BANK: rule.bank_staff,
        Employment.HONORARY: rule.honorary,
    }[footing]


def unknown_reasons(context: Context, population: Population) -> tuple[Figure, ...]:
    """Return the three kinds of unknown apart: what to do about each is different."""
    reasons = context.tally.unknown_reasons(population)
    return tuple(
        people_figure(
            count,
            Name(
                f"completeness.{population}.{reason}",
                _REASON_WORDS[reason].capitalize(),
                f"{WORDS[population]}: {_REASON_WORDS[reason]}",
            ),
        )
        for reason, count in reasons.items()
        if count or reason is not UnknownReason.NOT_SEPARATED
    )


def completeness(
    context: Context, population: Population, *, by_staff_group: bool = True
) -> tuple[Figure, ...]:
    """Return the recorded and the declared rate, overall and by staff group.

    Recorded: something stands in the record, a refusal included. Declared: the characteristic is
    known. A body can record everybody and still know little; the two rates tell these apart.
    """
    if not context.tally.is_counted(population):
        if context.tally.is_collected(population):
            return ()
        name = Name(f"completeness.{population}.recorded", "Recorded", WORDS[population])
        return (absent_figure(name, Unit.SHARE, context.tally.why_absent(population)),)
    cells = context.tally.cells(population)
    groups: dict[str, list[Cell]] = {"": cells}
    for cell in cells:
        if by_staff_group and cell.staff_group:
            groups.setdefault(cell.staff_group, []).append(cell)
    labels = {group.key: group.label for group in StaffGroups.load().groups}
    return tuple(
        figure
        for staff_group, members in groups.items()
        for figure in _rates(
            population, (staff_group, labels.get(staff_group, staff_group)), members
        )
    )


def _rates(
    population: Population, staff_group: tuple[str, str], cells: list[Cell]
) -> tuple[Figure, Figure]:
    total = sum(cell.n for cell in cells)
    separate = [cell for cell in cells if cell.category != "not_separated"]
    recorded = sum(cell.n for cell in separate if cell.category != "blank")
    declared = sum(cell.n for cell in separate if cell.category not in UNKNOWN_CODES)
    key, label = staff_group
    words = f"{WORDS[population]} in {label}" if label else WORDS[population]
    stem = f"completeness.{population}.{key or 'all'}"
    known = len(separate) == len(cells)
    return (
        _rate(Name(f"{stem}.recorded", "Recorded", words, row=label), recorded, total, known),
        _rate(Name(f"{stem}.declared", "Declared", words, row=label), declared, total, known),
    )


def _rate(name: Name, numerator: int, total: int, is_separated: bool) -> Figure:  # noqa: FBT001 - a fact of the cells, not an option
    if not is_separated:
        reason = "The source does not separate known from unknown."
        return absent_figure(name, Unit.SHARE, reason, FigureState.NOT_COLLECTED)
    if total == 0:
        return absent_figure(name, Unit.SHARE, "There is nobody.", FigureState.NO_GROUP)
    return Figure(
        key=name.key,
        label=name.label,
        value=numerator / total,
        unit=Unit.SHARE,
        state=FigureState.OK,
        bases=(Base(numerator, total, name.words),),
        row=name.row,
    )


def seniority(context: Context) -> tuple[Figure, ...]:
    """Return the most senior employed posts and the board apart from each other.

    A representative board can stand above senior employed posts that are not. Members of the
    board are left out of the senior employed posts, and nobody else is on the board's line.
    """
    rule = context.edition.senior_posts
    if rule is None:
        return ()
    if not any(cell.pay_band for cell in context.tally.cells(Population.STAFF)):
        name = Name("seniority.posts", rule.label, "most senior employed posts")
        reason = "The counts of staff do not say in which pay bands they are."
        return (absent_figure(name, Unit.SHARE, reason), *_board(context))
    bands = frozenset((*rule.pay_bands, *rule.medical_rows))
    senior = context.tally.count(
        Population.STAFF,
        lambda cell: (
            cell.pay_band in bands
            and cell.seat == Seat.NONE.value
            and cell.employment != Employment.OFFICE_HOLDER.value
        ),
    )
    posts = _three(context, senior, "seniority.posts", rule.label, "most senior employed posts")
    return (*posts, *_board(context))


def _board(context: Context) -> tuple[Figure, ...]:
    if not context.tally.is_counted(Population.BOARD):
        return ()
    board_name = context.data_return.organisation.board_name
    counts = context.tally.total(Population.BOARD)
    return _three(context, counts, "seniority.board", board_name, f"{board_name} members")


def _three(
    context: Context, counts: GroupCounts, stem: str, label: str, words: str
) -> tuple[Figure, ...]:
    return tuple(
        share_figure(
            context.rules,
            counts,
            group,
            Name(
                f"{stem}.{group.value}",
                f"{label}: {context.rules.grouping.label(group)}",
                words,
                row=stem.rsplit(".", 1)[1],
            ),
        )
        for group in Group
    )


def beside_population(context: Context) -> tuple[Figure, ...]:
    """Return the share in each population named, for comparison with workforce and applicants."""
    compared = context.rules.grouping.label(Group.COMPARED)
    return tuple(
        population_figure(
            served,
            Name(
                f"population.{number}",
                f"{compared} share of {population_words(served)}",
                population_words(served),
                served.source,
            ),
        )
        for number, served in enumerate(context.data_return.population_served, start=1)
    )


def leavers(context: Context, before: Context | None) -> tuple[Figure, ...]:
    """Return each group's leaving rate: leavers over the mean of two head counts.

    Without an earlier return the head count at the end of the period stands alone, and the base
    says so.
    """
    if not context.tally.is_collected(Population.LEAVERS):
        name = Name("leavers.all", "Leavers", "leavers")
        return (absent_figure(name, Unit.PEOPLE, context.tally.why_absent(Population.LEAVERS)),)
    counts = context.tally.total(Population.LEAVERS)
    now = context.tally.total(Population.STAFF)
    then = None if before is None else before.tally.total(Population.STAFF)
    total = people_figure(counts.total, Name("leavers.all", "Leavers in the period", "leavers"))
    return (total, *(_leaving_rate(context, counts, now, then, group) for group in Group))


def _leaving_rate(
    context: Context, counts: GroupCounts, now: GroupCounts, then: GroupCounts | None, group: Group
) -> Figure:
    """Return leavers over the head count, or over the mean of this year's and last year's."""
    label = f"Leaving rate: {context.rules.grouping.label(group)}"
    left = counts.of(group)
    doubled = 2 * now.of(group) if then is None else now.of(group) + then.of(group)
    name = Name(f"leavers.{group.value}", label, _leaving_base(now.of(group), then, group))
    if doubled == 0:
        reason = f"There were no {context.rules.grouping.label(group)} staff to leave."
        return absent_figure(name, Unit.SHARE, reason, FigureState.NO_GROUP)
    whole = doubled // 2 if doubled % 2 == 0 else None
    return Figure(
        key=name.key,
        label=name.label,
        value=2 * left / doubled,
        unit=Unit.SHARE,
        state=FigureState.CAUTION if left < context.rules.small_count else FigureState.OK,
        bases=(Base(left, whole, name.words),),
        group=group.value,
    )


def _leaving_base(now: int, then: GroupCounts | None, group: Group) -> str:
    if then is None:
        return "staff at the end of the period"
    return f"mean head count, half of {now} + {then.of(group)}"
