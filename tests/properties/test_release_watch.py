"""No reader finds a small number out: the choice of figures against an attacker that tries all."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.figures import Base, Figure, FigureState, Unit
from dueregard.releases.catalogue import Catalogue
from dueregard.releases.choosing import Choice, Selection
from dueregard.releases.items import Item, Kind, Term
from dueregard.releases.quantities import Ledger
from dueregard.releases.statements import Line, Numbering, Statement, exactly, is_true, rule_of
from dueregard.releases.watch import Watch

THRESHOLD = 3
MOST = 10
COUNTS = st.integers(min_value=0, max_value=5)


def figure(key: str, unit: Unit) -> Figure:
    return Figure(key, key, 0.5, unit, FigureState.OK, (Base(1, 2, "people"),))


def year_of(staff: tuple[int, int], met: tuple[int, int]) -> Catalogue:
    """Make a tiny year: two groups of staff, and those of each who met an event."""
    met = (min(met[0], staff[0]), min(met[1], staff[1]))
    ledger = Ledger()
    groups = [ledger.put(f"staff/{g}", g, n, is_sensitive=True) for g, n in enumerate_(staff)]
    total = ledger.total("staff/total", "staff", groups)
    events = [ledger.put(f"met/{g}", g, n, is_sensitive=True) for g, n in enumerate_(met)]
    both = ledger.total("met/total", "met", events)
    for event, group in zip(events, groups, strict=True):
        ledger.rest(group, event, "not met")
    ratio = tuple(map(Term, events, groups))
    items = [
        item("staff", Kind.COUNT, (Term(total, total),)),
        *(item(f"share {key}", Kind.SHARE, (Term(key, total),)) for key in groups),
        *(
            item(f"rate {a}", Kind.SHARE, (Term(a, b),))
            for a, b in zip(events, groups, strict=True)
        ),
        item("met", Kind.COUNT, (Term(both, both),)),
        item("gap", Kind.GAP, ratio),
    ]
    if met[1]:
        items.append(item("ratio", Kind.RATIO, ratio))
    items = [one for one in items if all(ledger.value(t.whole) for t in one.terms)]
    return Catalogue(ledger, tuple(items), (), frozenset(), frozenset())


def enumerate_(values: tuple[int, int]) -> list[tuple[str, int]]:
    return list(zip("ab", values, strict=True))


def item(key: str, kind: Kind, terms: tuple[Term, ...]) -> Item:
    unit = {Kind.COUNT: Unit.PEOPLE, Kind.RATIO: Unit.RATIO, Kind.GAP: Unit.POINTS}
    return Item(
        key, key, "people", "T", kind, terms, figure=figure(key, unit.get(kind, Unit.SHARE))
    )


def watch_over(catalogue: Catalogue, held: tuple[Statement, ...] = ()) -> Watch:
    ledger = catalogue.ledger
    numbering = Numbering(list(ledger.quantities))
    truth = np.array([ledger.value(key) for key in numbering.keys])
    targets = [
        cell
        for cell, key in enumerate(numbering.keys)
        if ledger.quantities[key].is_sensitive and truth[cell] < THRESHOLD
    ]
    rules = list(map(rule_of, ledger.relations))
    return Watch("public", numbering, truth, [*rules, *held], targets, THRESHOLD)


def choose(catalogue: Catalogue, watch: Watch) -> list[Choice]:
    selection = Selection([watch], catalogue, 0, lambda _: None)
    selection.add(catalogue.items)
    return selection.choices


def all_worlds(statements: list[Statement]) -> list[dict[str, int]]:
    """Return every year of few people that prints the same: an attacker without a solver."""
    worlds = []
    for a, b in product(range(MOST + 1), repeat=2):
        for met_a, met_b in product(range(a + 1), range(b + 1)):
            world = {
                "staff/a": a,
                "staff/b": b,
                "staff/total": a + b,
                "met/a": met_a,
                "met/b": met_b,
                "met/total": met_a + met_b,
                "met/a/not": a - met_a,
                "met/b/not": b - met_b,
            }
            if all(is_true(one, world) for one in statements):
                worlds.append(world)
    return worlds


def told(choices: list[Choice]) -> list[Statement]:
    return [choice.print.statement for choice in choices if choice.print is not None]


@pytest.mark.requirement("T-07", "R-050")
@settings(max_examples=40)
@given(st.tuples(COUNTS, COUNTS), st.tuples(COUNTS, COUNTS))
def test_nobody_who_tries_everything_finds_a_small_number(
    staff: tuple[int, int], met: tuple[int, int]
) -> None:
    """Whatever is chosen, each small number is large in some year that prints the same.

    The attacker tries years of up to ten people a group only; a number that is large only in a
    larger year would be reported here, and is safe: so the total is shown first.
    """
    catalogue = year_of(staff, met)
    watch = watch_over(catalogue)
    choices = choose(catalogue, watch)
    worlds = all_worlds(told(choices))
    assert worlds
    if not any(choice.item.key == "staff" and choice.print for choice in choices):
        return
    for cell in watch.targets:
        key = watch.numbering.keys[cell]
        assert max(world[key] for world in worlds) >= THRESHOLD, (key, told(choices))


@pytest.mark.requirement("R-056")
@settings(max_examples=25)
@given(st.tuples(COUNTS, COUNTS), st.tuples(COUNTS, COUNTS), st.data())
def test_order_of_what_was_said_makes_no_difference(
    staff: tuple[int, int], met: tuple[int, int], data: st.DataObject
) -> None:
    """A reader who holds earlier statements in another order finds out the same numbers."""
    catalogue = year_of(staff, met)
    ledger = catalogue.ledger
    said = [Statement(k, (exactly(k, ledger.value(k)),)) for k in ("staff/total", "met/total")]
    orders = [tuple(said), tuple(data.draw(st.permutations(said)))]
    first, second = (watch_over(catalogue, order) for order in orders)
    assert sorted(first.exposed) == sorted(second.exposed)


@settings(max_examples=25)
@given(st.tuples(COUNTS, COUNTS), st.tuples(COUNTS, COUNTS))
def test_a_further_statement_never_makes_it_safer(
    staff: tuple[int, int], met: tuple[int, int]
) -> None:
    """What is exposed stays exposed when the reader holds one true statement more."""
    catalogue = year_of(staff, met)
    ledger = catalogue.ledger
    before = watch_over(catalogue)
    more = Statement("met", (exactly("met/total", ledger.value("met/total")),))
    after = watch_over(catalogue, (more,))
    assert set(before.exposed) <= set(after.exposed)


@pytest.mark.requirement("R-056")
def test_ratio_with_a_total_is_caught() -> None:
    """A ratio of 1.50 leaves eight pairs of 40 and 12; the total beside it leaves one, so no."""
    ledger = Ledger()
    ledger.put("m", "shortlisted White", 40)
    ledger.put("n", "shortlisted BME", 12)
    ledger.put("a", "appointed White", 10, is_sensitive=True)
    ledger.put("b", "appointed BME", 2, is_sensitive=True)
    ledger.total("t", "appointed", ["a", "b"])
    terms = (Term("a", "m"), Term("b", "n"))
    figures = [item("ratio", Kind.RATIO, terms), item("total", Kind.COUNT, (Term("t", "t"),))]
    catalogue = Catalogue(ledger, tuple(figures), (), frozenset(), frozenset())
    for order, hidden in ((figures, "total"), (figures[::-1], "ratio")):
        watch = watch_over(catalogue)
        selection = Selection([watch], catalogue, 0, lambda _: None)
        selection.add(order)
        last = selection.choices[-1]
        assert last.item.key == hidden
        exact = {(one.item.key, one.print.text) for one in selection.choices if one.print}
        assert not {("ratio", "1.50"), ("total", "12")} <= exact


@pytest.mark.requirement("R-056")
def test_pool_with_and_without_one_member_is_caught() -> None:
    """Two totals of a pool that differ by one member tell that member's small number."""
    keys = ("A/1/x/staff/compared", "B/1/x/staff/compared", "C/1/x/staff/compared")
    numbers = dict(zip(keys, (8, 6, 2), strict=True))
    numbering = Numbering(keys)
    truth = np.array([numbers[key] for key in keys])
    pool = Statement("pool of three", (line(keys, 16),))
    watch = Watch("public", numbering, truth, [pool], [2], THRESHOLD)
    assert watch.exposed == []
    assert not watch.admits(Statement("pool of two", (line(keys[:2], 14),)))
    assert watch.given_away == [2]
    both = [pool, Statement("pool of two", (line(keys[:2], 14),))]
    assert Watch("public", numbering, truth, both, [2], THRESHOLD).exposed == [2]


def line(keys: tuple[str, ...], total: int) -> Line:
    return Line(tuple((key, 1) for key in keys), total, total)
