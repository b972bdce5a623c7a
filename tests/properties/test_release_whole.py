"""Whole releases of two years: a table of bands, shares, rates, ratios, and last year beside it.

The attacker here knows how many people there were in each year and tries every single way in which
they could have been spread. Nothing of the engine's arithmetic is used for that: a printed text is
compared with the text that each other world would print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.disclosure.audit import audit
from dueregard.disclosure.view import View
from dueregard.figures import Base, Figure, FigureState, Unit
from dueregard.releases.catalogue import Catalogue
from dueregard.releases.choosing import Choice, Selection, State
from dueregard.releases.colleagues import repair_for_colleagues
from dueregard.releases.items import Item, Kind, Print, Term, prints_of
from dueregard.releases.quantities import Ledger
from dueregard.releases.statements import Numbering, Statement, exactly, rule_of
from dueregard.releases.watch import Watch
from dueregard.releases.ways import Way

THRESHOLD = 3
World = tuple[int, ...]
"""Staff a1, a2, b1, b2 (group and band), staff before a, b, those of a and b who met an event."""
_UNITS = {Kind.COUNT: Unit.PEOPLE, Kind.RATIO: Unit.RATIO, Kind.GAP: Unit.POINTS}


def ledger_of(world: World) -> Ledger:
    """Write a world's numbers, with the sums that everybody knows."""
    ledger = Ledger()
    names = ("now/a/1", "now/a/2", "now/b/1", "now/b/2", "then/a", "then/b", "met/a", "met/b")
    for name, count in zip(names, world, strict=True):
        ledger.put(name, name, count, is_sensitive=True)
    for group in "ab":
        ledger.total(f"now/{group}", group, [f"now/{group}/1", f"now/{group}/2"], is_sensitive=True)
        ledger.rest(f"now/{group}", f"met/{group}", f"{group} not met")
    for band in "12":
        ledger.total(f"band/{band}", f"band {band}", [f"now/a/{band}", f"now/b/{band}"])
    ledger.total("now", "staff", ["now/a", "now/b"])
    ledger.total("then", "staff before", ["then/a", "then/b"])
    ledger.total("met", "all who met it", ["met/a", "met/b"])
    return ledger


def item(key: str, kind: Kind, *terms: tuple[str, str]) -> Item:
    unit = _UNITS.get(kind, Unit.SHARE)
    figure = Figure(key, key, 0.5, unit, FigureState.OK, (Base(1, 2, "people"),))
    made = tuple(Term(part, whole) for part, whole in terms)
    return Item(key, key, "people", "T", kind, made, figure=figure)


def items_of(ledger: Ledger) -> list[Item]:
    """Return the figures that can be written of a world: no share of nobody, no ratio to nought."""
    rates = (("met/a", "now/a"), ("met/b", "now/b"))
    found = [
        item("staff a", Kind.SHARE, ("now/a", "now")),
        item("staff before a", Kind.SHARE, ("then/a", "then")),
        *(item(f"rate {part}", Kind.SHARE, (part, whole)) for part, whole in rates),
        item("gap", Kind.GAP, *rates),
        *(
            item(f"band {band} {g}", Kind.SHARE, (f"now/{g}/{band}", f"band/{band}"))
            for band in "12"
            for g in "ab"
        ),
        item("met", Kind.COUNT, ("met", "met")),
    ]
    if ledger.value("met/b"):
        found.append(item("ratio", Kind.RATIO, *rates))
    return [one for one in found if all(ledger.value(term.whole) for term in one.terms)]


def catalogue_of(world: World) -> Catalogue:
    ledger = ledger_of(world)
    return Catalogue(ledger, tuple(items_of(ledger)), (), frozenset(), frozenset())


def known_totals(ledger: Ledger) -> list[Statement]:
    return [Statement(key, (exactly(key, ledger.value(key)),)) for key in ("now", "then")]


def watch_over(catalogue: Catalogue, held: list[Statement]) -> Watch:
    ledger = catalogue.ledger
    numbering = Numbering(list(ledger.quantities))
    truth = np.array([ledger.value(key) for key in numbering.keys])
    small = [
        cell
        for cell, key in enumerate(numbering.keys)
        if ledger.quantities[key].is_sensitive and truth[cell] < THRESHOLD
    ]
    rules = list(map(rule_of, ledger.relations))
    return Watch("public", numbering, truth, [*rules, *held], small, THRESHOLD)


def release(world: World, way: Way = Way.COARSEN) -> tuple[Catalogue, Watch, list[Choice]]:
    catalogue = catalogue_of(world)
    watch = watch_over(catalogue, known_totals(catalogue.ledger))
    selection = Selection([watch], catalogue, 0, lambda _: None, way)
    selection.add(catalogue.items)
    return catalogue, watch, selection.choices


def all_worlds(now: int, then: int) -> Iterator[World]:
    """Yield every way to spread the known totals."""
    for a1, a2, b1 in product(range(now + 1), repeat=3):
        b2 = now - a1 - a2 - b1
        if b2 < 0:
            continue
        for before, met_a, met_b in product(
            range(then + 1), range(a1 + a2 + 1), range(b1 + b2 + 1)
        ):
            yield a1, a2, b1, b2, before, then - before, met_a, met_b


def text_in(world: World, one: Print) -> str | None:
    """Return what another world would print in a figure's place; None where it has no such."""
    ledger = ledger_of(world)
    if any(ledger.value(term.whole) == 0 for term in one.item.terms):
        return None
    if one.item.kind is Kind.RATIO and ledger.value("met/b") == 0:
        return None
    return next((p.text for p in prints_of(one.item, ledger, {one.form})), None)


def values_in(world: World, keys: list[str]) -> Mapping[str, int]:
    ledger = ledger_of(world)
    return {key: ledger.value(key) for key in keys}


SMALL = st.integers(min_value=0, max_value=3)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    a1, a2, b1, b2 = (draw(SMALL) for _ in range(4))
    then = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    met = draw(st.integers(0, min(a1 + a2, 3))), draw(st.integers(0, min(b1 + b2, 3)))
    return (a1, a2, b1, b2, *then, *met)


@pytest.mark.slow
@pytest.mark.requirement("T-07", "R-050")
@settings(max_examples=15, deadline=None)
@given(worlds(), st.sampled_from([Way.COARSEN, Way.SUPPRESS, Way.ROUND]))
def test_nobody_who_tries_every_world_finds_a_small_number(world: World, way: Way) -> None:
    """Each small number is not small in some world that prints the whole release alike.

    A gap or a ratio is printed with the bases under it taken to be known, so the attacker here, who
    does not know them, is not stronger than the one that was reckoned with.
    """
    catalogue, watch, choices = release(world, way)
    shown = [choice.print for choice in choices if choice.print is not None]
    left = {watch.numbering.keys[cell] for cell in watch.targets}
    now, then = catalogue.ledger.value("now"), catalogue.ledger.value("then")
    for other in all_worlds(now, then):
        if not left:
            break
        high = {k for k, n in values_in(other, sorted(left)).items() if n >= THRESHOLD}
        if high and all(text_in(other, one) == one.text for one in shown):
            left -= high
    assert left == set()


@pytest.mark.slow
@pytest.mark.requirement("R-050")
@settings(max_examples=10, deadline=None)
@given(worlds())
def test_colleague_who_takes_the_own_record_away_finds_nobody(world: World) -> None:
    """Beside the own record of anybody, each small number may still be large in some world.

    In a number that the colleague is in, the threshold counts the colleague as well; in any other
    one person fewer has to be possible.
    """
    catalogue = catalogue_of(world)
    watch = watch_over(catalogue, known_totals(catalogue.ledger))
    selection = Selection([watch], catalogue, 0, lambda _: None)
    selection.add(catalogue.items)
    repair_for_colleagues(selection, watch)
    shown = [choice.print for choice in selection.choices if choice.print is not None]
    if not shown:
        return
    ledger = catalogue.ledger
    now, then = ledger.value("now"), ledger.value("then")
    fitting = [
        ledger_of(other)
        for other in all_worlds(now, then)
        if all(text_in(other, one) == one.text for one in shown)
    ]
    small = [watch.numbering.keys[cell] for cell in watch.targets]
    places = {key for one in shown for key in one.item.keys if ledger.quantities[key].is_sensitive}
    for place, key in product(sorted(places), small):
        if ledger.value(place) == 0:
            continue
        is_inside = place in ledger.quantities[key].members
        height = THRESHOLD if is_inside else THRESHOLD - 1
        mine = [other.value(key) for other in fitting if other.value(place) >= 1]
        assert max(mine) >= height, (place, key)


@pytest.mark.requirement("R-050")
@settings(max_examples=15, deadline=None)
@given(worlds(), st.data())
def test_hiding_never_changes_what_is_shown(world: World, data: st.DataObject) -> None:
    """What is shown in full is the internal figure to the letter, whatever else is hidden."""
    catalogue, watch, choices = release(world)
    for choice in choices:
        if choice.state is State.SHOWN:
            assert choice.print is not None
            assert choice.print.text == prints_of(choice.item, catalogue.ledger)[0].text
    shown = [choice for choice in choices if choice.print is not None]
    if not shown:
        return
    selection = Selection([watch], catalogue, 0, lambda _: None, choices=[*choices])
    gone = data.draw(st.sampled_from(shown))
    kept = [choice for choice in choices if choice is not gone]
    selection.drop([gone])
    assert selection.choices == kept


def leaks(catalogue: Catalogue, held: list[Statement]) -> set[str]:
    """Ask the general attacker which small numbers can be found out."""
    ledger = catalogue.ledger
    numbering = Numbering(list(ledger.quantities))
    told = [*map(rule_of, ledger.relations), *held]
    small = [
        cell
        for cell, key in enumerate(numbering.keys)
        if ledger.quantities[key].is_sensitive and ledger.value(key) < THRESHOLD
    ]
    view = View(
        len(numbering.keys),
        None,
        tuple(map(numbering.published, told)),
        np.array(small, dtype=np.int64),
        numbering.keys.__getitem__,
        0,
    )
    found = audit(view, THRESHOLD, intervals=False)
    return {numbering.keys[one.cell] for one in found.findings if one.is_small}


@pytest.mark.requirement("R-056")
@settings(max_examples=30, deadline=None)
@given(worlds(), st.data())
def test_a_further_figure_never_makes_a_release_safer(world: World, data: st.DataObject) -> None:
    """Whatever can be found out from some figures can be found out from these and one more."""
    catalogue = catalogue_of(world)
    prints = [one for item in catalogue.items for one in prints_of(item, catalogue.ledger)]
    if not prints:
        return
    some = data.draw(st.lists(st.sampled_from(prints), max_size=4))
    more = data.draw(st.sampled_from(prints))
    before = leaks(catalogue, [one.statement for one in some])
    after = leaks(catalogue, [one.statement for one in (*some, more)])
    assert before <= after


@pytest.mark.requirement("R-056")
@settings(max_examples=30, deadline=None)
@given(worlds(), st.data())
def test_order_of_the_register_makes_no_difference(world: World, data: st.DataObject) -> None:
    """The same earlier releases in another order give the same numbers away."""
    catalogue = catalogue_of(world)
    prints = [one for item in catalogue.items for one in prints_of(item, catalogue.ledger)[:2]]
    said = [one.statement for one in prints[:5]]
    other = data.draw(st.permutations(said))
    assert leaks(catalogue, said) == leaks(catalogue, other)
