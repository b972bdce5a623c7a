"""The same tables for every protected characteristic that a return holds, each on its own base.

Characteristics are never crossed with each other: every table here is of one of them alone.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.codelists.characteristics import load_categories, load_characteristic
from dueregard.codelists.ethnicity import EthnicCategories
from dueregard.figures import Base, Figure, FigureState, Name, Unit
from dueregard.indicators.groups import UNKNOWN_CODES, Grouping
from dueregard.indicators.shares import one_person_share
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from dueregard.indicators.context import Context
    from dueregard.returns.data_return import DataReturn


def other_characteristics(data_return: DataReturn, compared: str) -> tuple[str, ...]:
    """Return the characteristics that a return counts beside the one the edition compares."""
    found = {cell.characteristic for cell in data_return.cells} - {compared}
    return tuple(sorted(found | {r.characteristic for r in data_return.received} - {compared}))


def default_grouping(key: str) -> Grouping:
    """Return a characteristic with the default reference and compared groups of its code list."""
    characteristic = load_characteristic(key)
    categories = load_categories(characteristic.codelist)
    return Grouping(
        characteristic=key,
        members={code: group for group in Group for code in categories.members(group)},
        labels={
            Group.REFERENCE: characteristic.reference_label,
            Group.COMPARED: characteristic.compared_label,
            Group.UNKNOWN: "Unknown",
        },
        adjectives={
            Group.REFERENCE: characteristic.reference_adjective,
            Group.COMPARED: characteristic.compared_adjective,
            Group.UNKNOWN: f"of unknown {characteristic.label.lower()}",
        },
    )


def category_labels(context: Context) -> dict[str, str]:
    """Return what each category of the context's characteristic is called."""
    key = context.rules.grouping.characteristic
    groups = {f"group:{group.value}": context.rules.grouping.label(group) for group in Group}
    if key == "ethnicity":
        named = {item.code: item.label for item in EthnicCategories.load("2001").categories}
    elif key == context.edition.comparison.characteristic:
        named = {}
    else:
        categories = load_categories(load_characteristic(key).codelist).categories
        named = {item.code: item.label for item in categories}
    return named | groups


def profile(context: Context) -> tuple[Figure, ...]:
    """Return each category's share of staff: of everybody, and of those who are known.

    Two figures with two names, because the two bases are what published reports confuse.
    """
    counts: dict[str, int] = {}
    for cell in context.tally.cells(Population.STAFF):
        counts[cell.category] = counts.get(cell.category, 0) + cell.n
    labels = category_labels(context)
    everybody = sum(counts.values())
    known = sum(n for code, n in counts.items() if code not in UNKNOWN_CODES)
    ordered = [code for code in (*labels, *sorted(counts)) if counts.get(code)]
    return tuple(
        figure
        for code in dict.fromkeys(ordered)
        if code not in UNKNOWN_CODES
        for figure in _two_shares(
            context, (code, labels.get(code, code)), counts[code], (everybody, known)
        )
    )


def _two_shares(
    context: Context, category: tuple[str, str], count: int, bases: tuple[int, int]
) -> tuple[Figure, Figure]:
    code, label = category
    stem = f"profile.{context.rules.grouping.characteristic}.{code}"
    everybody, known = bases
    return (
        _share(
            context, Name(f"{stem}.of_all", f"{label}, of all staff", "all staff"), count, everybody
        ),
        _share(
            context,
            Name(f"{stem}.of_known", f"{label}, of staff who are known", "staff who are known"),
            count,
            known,
        ),
    )


def _share(context: Context, name: Name, count: int, total: int) -> Figure:
    small = count < context.rules.small_count
    return Figure(
        key=name.key,
        label=name.label,
        value=float(Fraction(count, total)),
        unit=Unit.SHARE,
        state=FigureState.CAUTION if small else FigureState.OK,
        bases=(Base(count, total, name.words),),
        one_person=one_person_share(count, total),
    )
