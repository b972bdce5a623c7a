"""What a printed figure says is exactly what it tells: no more in the audit, and no less."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.figures import Base, Figure, FigureState, Unit
from dueregard.releases.items import Item, Kind, Term, prints_of
from dueregard.releases.linear import rounded_away
from dueregard.releases.quantities import Ledger
from dueregard.releases.statements import from_document, is_true, to_document

SMALL = st.integers(min_value=0, max_value=14)


def figure(unit: Unit) -> Figure:
    """Make a figure that has a value; the prints are made from the counts."""
    return Figure("k", "A figure", 0.5, unit, FigureState.OK, (Base(1, 2, "people"),))


def ledger_of(**numbers: int) -> Ledger:
    ledger = Ledger()
    for key, value in numbers.items():
        ledger.put(key, key, value, is_sensitive=True)
    return ledger


def item_of(kind: Kind, terms: tuple[Term, ...], constant: Fraction | None = None) -> Item:
    unit = {Kind.SHARE: Unit.SHARE, Kind.RATIO: Unit.RATIO}.get(kind, Unit.POINTS)
    return Item("k", "A figure", "people", "T", kind, terms, constant=constant, figure=figure(unit))


def by_decimal(value: Fraction, decimals: int) -> str:
    """Round as a person would, halves away from zero, by decimal arithmetic."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = str(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))
    return text.removeprefix("-") if Fraction(text) == 0 else text


@given(st.fractions(min_value=-5, max_value=5, max_denominator=60), st.integers(0, 2))
def test_rounding_is_that_of_a_person(value: Fraction, decimals: int) -> None:
    """Ratios and gaps are rounded halves away from zero, whatever their sign."""
    assert rounded_away(value, decimals)[1] == by_decimal(value, decimals)


@settings(max_examples=60)
@given(SMALL, st.integers(1, 14), st.sampled_from([(1, 1), (1, 2), (2, 1)]))
def test_share_tells_what_prints_alike(part: int, whole: int, weights: tuple[int, int]) -> None:
    """Of all counts, just those satisfy a share's facts that print the same text."""
    term = Term("part", "whole", *weights)
    if weights[0] * part > weights[1] * whole:
        part = 0
    item = item_of(Kind.SHARE, (term,))
    mine = prints_of(item, ledger_of(part=part, whole=whole))
    for other_part, other_whole in product(range(15), range(1, 15)):
        if weights[0] * other_part > weights[1] * other_whole:
            continue
        numbers = {"part": other_part, "whole": other_whole}
        theirs = prints_of(item, ledger_of(**numbers))
        for one, other in zip(mine, theirs, strict=True):
            assert is_true(one.statement, numbers) == (one.text == other.text)


@settings(max_examples=25)
@given(st.tuples(SMALL, SMALL), st.tuples(st.integers(1, 14), st.integers(1, 14)))
def test_gap_tells_what_prints_alike(parts: tuple[int, int], wholes: tuple[int, int]) -> None:
    """Of all counts over the printed bases, just those satisfy a gap that print the same points."""
    parts = (min(parts[0], wholes[0]), min(parts[1], wholes[1]))
    item = item_of(Kind.GAP, (Term("a", "m"), Term("b", "n")))
    bases = {"m": wholes[0], "n": wholes[1]}
    mine = prints_of(item, ledger_of(a=parts[0], b=parts[1], **bases))[1:]
    for a, b in product(range(wholes[0] + 1), range(wholes[1] + 1)):
        numbers = {"a": a, "b": b, **bases}
        points = 100 * (Fraction(a, wholes[0]) - Fraction(b, wholes[1]))
        for one, decimals in zip(mine, (1, 0), strict=True):
            printed = by_decimal(points, decimals)
            alike = one.text.removeprefix("+") == f"{printed} points"
            assert is_true(one.statement, numbers) == alike


@settings(max_examples=25)
@given(SMALL, st.integers(1, 14), st.fractions(min_value=0, max_value=1, max_denominator=40))
def test_gap_to_a_given_share_tells_what_prints_alike(
    part: int, whole: int, constant: Fraction
) -> None:
    """A distance from a share that is public already is exact too."""
    part = min(part, whole)
    item = item_of(Kind.GAP, (Term("a", "m"),), constant)
    mine = prints_of(item, ledger_of(a=part, m=whole))[1]
    for a in range(whole + 1):
        printed = by_decimal(100 * (Fraction(a, whole) - constant), 1)
        alike = mine.text.removeprefix("+") == f"{printed} points"
        assert is_true(mine.statement, {"a": a, "m": whole}) == alike


@settings(max_examples=25)
@given(st.tuples(SMALL, st.integers(1, 14)), st.tuples(st.integers(1, 14), st.integers(1, 14)))
def test_ratio_tells_what_prints_alike(parts: tuple[int, int], wholes: tuple[int, int]) -> None:
    """Of all counts over the printed bases, just those satisfy a ratio that print the same one."""
    parts = (min(parts[0], wholes[0]), min(parts[1], wholes[1]))
    item = item_of(Kind.RATIO, (Term("a", "m"), Term("b", "n")))
    bases = {"m": wholes[0], "n": wholes[1]}
    mine = prints_of(item, ledger_of(a=parts[0], b=parts[1], **bases))[1:]
    for a, b in product(range(wholes[0] + 1), range(wholes[1] + 1)):
        numbers = {"a": a, "b": b, **bases}
        for one, decimals in zip(mine, (2, 1), strict=True):
            alike = b > 0 and one.text == by_decimal(
                Fraction(a * wholes[1], wholes[0] * max(b, 1)), decimals
            )
            assert is_true(one.statement, numbers) == alike


@pytest.mark.requirement("R-050")
@given(SMALL, st.integers(1, 14))
def test_statement_survives_being_written(part: int, whole: int) -> None:
    """What the register keeps of a figure is what the figure told."""
    part = min(part, whole)
    item = item_of(Kind.SHARE, (Term("part", "whole"),))
    for one in prints_of(item, ledger_of(part=part, whole=whole)):
        again = from_document(to_document(one.statement))
        assert again.facts == one.statement.facts
        assert is_true(again, {"part": part, "whole": whole})
