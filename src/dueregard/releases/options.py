"""What each way out costs: how many figures are shown, coarsened and lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dueregard.releases.choosing import (
    LEAST_OF_A_TABLE,
    Choice,
    Selection,
    State,
    absent_state,
)
from dueregard.releases.items import Detail, Form, Item, Print, prints_of
from dueregard.releases.ways import Way

if TYPE_CHECKING:
    from dueregard.disclosure.policy import Policy
    from dueregard.releases.catalogue import Catalogue

_TOO_FEW = "do not publish this cross-table: most of its {} cells would have to be hidden"
CHARACTERISTICS_EFFORT = 60_000
"""Steps of the solver for the tables of other characteristics; those left over are named."""
MOST_BODIES = 60
"""Bodies in a pool beyond which nobody would look for more."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the ordered ways out, with what it costs.

    Parameters
    ----------
    name
        What is done.
    shown, coarsened, hidden
        Numbers of figures; hidden are those of the internal report that nobody outside would see.
    worth
        Worth of what is shown, by the policy's weights.
    at_risk
        Small numbers of people that it would give away; an option is possible only when there are
        none.
    remark
        What a reader of the proposal should know of it.
    """

    name: str
    shown: int
    coarsened: int
    hidden: int
    worth: float
    at_risk: int = 0
    remark: str = ""


def figures_of(catalogue: Catalogue) -> list[Item]:
    """Return the figures of the internal report that have a number."""
    besides = {Detail.CLUSTERS, Detail.CHARACTERISTIC}
    inside = (item for item in catalogue.items if item.detail not in besides)
    return [item for item in inside if absent_state(item) is None]


def option_of(name: str, selection: Selection, policy: Policy, remark: str = "") -> Option:
    """Count what a selection shows and loses."""
    choices = selection.choices
    states = [choice.state for choice in choices]
    inside = {(item.key, item.year) for item in figures_of(selection.catalogue)}
    told = {(c.item.key, c.item.year) for c in choices if c.print is not None}
    return Option(
        name,
        states.count(State.SHOWN),
        states.count(State.COARSENED),
        len(inside - told),
        _worth(choices, policy),
        remark=remark,
    )


def _worth(choices: Iterable[Choice], policy: Policy) -> float:
    return round(sum(worth_of(choice.print, policy) for choice in choices), 1)


def worth_of(one: Print | None, policy: Policy) -> float:
    """Return what a print is worth, a rounded percentage being worth the policy's first weight."""
    if one is None:
        return 0.0
    rounded, nearest_five, band = policy.worth
    return {
        Form.WITH_COUNTS: 1.0 + rounded,
        Form.NEAREST_FIVE: nearest_five,
        Form.COUNTS_TO_FIVE: nearest_five,
        Form.BAND: band,
    }.get(one.form, rounded)


def full_option(catalogue: Catalogue, threshold: int, policy: Policy) -> Option:
    """Return the option of showing everything as inside: every number under it becomes known."""
    values, ledger = figures_of(catalogue), catalogue.ledger
    known = {key for item in values for key in item.keys}
    small = [k for k in known if ledger.quantities[k].is_sensitive and ledger.value(k) < threshold]
    first = [prints_of(item, ledger) for item in values]
    worth = sum(worth_of(prints[0], policy) for prints in first if prints)
    return Option(
        "everything as in the internal report", len(values), 0, 0, round(worth, 1), len(small)
    )


def cross_tables(selection: Selection, policy: Policy) -> list[Option]:
    """Try each cross-table, keep the first that is worth publishing, and say what each costs."""
    options = [option_of(selection.way.words, selection, policy, "no table of pay bands")]
    for detail in (Detail.ROWS, Detail.CLUSTERS):
        items = [item for item in selection.catalogue.items if item.detail is detail]
        if not items:
            continue
        selection.progress(f"Trying a table of {detail.value}")
        added, share = selection.add_table(items)
        if share >= LEAST_OF_A_TABLE:
            remark = f"{share:.0%} of its cells can be shown"
            name = f"{selection.way.words}, with {detail.value}"
            options.append(option_of(name, selection, policy, remark))
            return options
        selection.drop(added)
        selection.choices.append(_withheld_table(detail, items[0]))
        remark = _TOO_FEW.format(len(items))
        options.append(Option(f"... with {detail.value}", 0, 0, 0, 0.0, remark=remark))
    return options


def _withheld_table(detail: Detail, first: Item) -> Choice:
    """Return one line for a whole table that is not published: its rows would say no more."""
    key = f"{first.key.split('.', 1)[0]}.table"
    label = f"Ethnic group by {detail.value}"
    year = first.year
    item = Item(key, label, first.base, first.table, first.kind, (), detail=detail, year=year)
    return Choice(item, State.WITHHELD)


def characteristic_tables(selection: Selection, policy: Policy) -> list[Option]:
    """Offer the tables of the other characteristics, one by one, while the effort lasts.

    Each is kept if it is worth publishing; of each that is not, one line says that it is withheld.
    The effort is counted in the solver's steps, so that a slow machine finds the same.
    """
    tables: dict[str, list[Item]] = {}
    for item in selection.catalogue.items:
        if item.detail is Detail.CHARACTERISTIC:
            tables.setdefault(item.table, []).append(item)
    if not tables:
        return []
    selection.progress("Trying tables of other characteristics")
    most = selection.effort + CHARACTERISTICS_EFFORT
    kept: list[Choice] = []
    untried: list[str] = []
    for name, items in tables.items():
        if selection.effort >= most:
            untried.append(name)
            selection.choices.append(_withheld_other(items[0], "not tried: the effort is spent"))
            continue
        added, share = selection.add_table(items)
        if share >= LEAST_OF_A_TABLE:
            kept += added
        else:
            selection.drop(added)
            selection.choices.append(_withheld_other(items[0], "most of the table is not safe"))
    return [_other_option(kept, tables, untried, policy)]


def _other_option(
    kept: Sequence[Choice], tables: Mapping[str, list[Item]], untried: Sequence[str], policy: Policy
) -> Option:
    states = [choice.state for choice in kept]
    printed = sum(choice.print is not None for choice in kept)
    numbers = sum(absent_state(item) is None for items in tables.values() for item in items)
    names = dict.fromkeys(choice.item.table for choice in kept)
    remark = f"tables: {', '.join(names) or 'none is worth publishing'}"
    if untried:
        remark += f"; not tried: {', '.join(untried)}"
    return Option(
        "... with other characteristics",
        states.count(State.SHOWN),
        states.count(State.COARSENED),
        numbers - printed,
        _worth(kept, policy),
        remark=remark,
    )


def _withheld_other(first: Item, because: str) -> Choice:
    """Return one line for a table of another characteristic that is not published."""
    item = replace(
        first, key=f"{'.'.join(first.key.split('.')[:3])}.table", label=first.table, terms=()
    )
    return Choice(item, State.WITHHELD, because=because)


def other_ways(taken: Selection, begin: Callable[[Way], Selection], policy: Policy) -> list[Option]:
    """Return what each way not taken would cost, tried from the beginning with every audit."""
    options = []
    for way in (way for way in Way if way is not taken.way):
        taken.progress(f"Trying another way: {way.words}")
        other = begin(way)
        other.add(item for item in other.catalogue.items if item.detail is Detail.OVERALL)
        tried = cross_tables(other, policy)
        options.append(tried[-1] if tried[-1].worth else tried[0])
    return options


def pool_option(catalogue: Catalogue, threshold: int) -> Option:
    """Return the option of a pool, whose figures need the other bodies' returns.

    Parameters
    ----------
    catalogue
        The year's figures.
    threshold
        A number below it is small.
    """
    ledger = catalogue.ledger
    under = {key for item in figures_of(catalogue) for key in item.keys}
    counts = [ledger.value(k) for k in under if ledger.quantities[k].is_sensitive]
    small = [count for count in counts if count < threshold]
    bodies = next((n for n in range(2, MOST_BODIES) if _left(small, n, threshold)), MOST_BODIES)
    left = sum(count * bodies < threshold for count in small)
    remark = (
        f"needs others' returns; with {bodies} bodies like this one, {left} small numbers instead "
        f"of {len(small)}"
    )
    return Option("pool with other bodies or years", 0, 0, len(figures_of(catalogue)), 0, 0, remark)


def _left(small: Sequence[int], bodies: int, threshold: int) -> bool:
    """Whether a pool of this size leaves small only those that are nought."""
    return all(count * bodies >= threshold for count in small if count)


def narrative_option(catalogue: Catalogue) -> Option:
    """Return the option that is always there."""
    return Option("narrative only, no numbers", 0, 0, len(figures_of(catalogue)), 0.0)
