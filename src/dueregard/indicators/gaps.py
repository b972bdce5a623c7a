"""Difference of two shares in points, with its bounds."""

from __future__ import annotations

import math
from fractions import Fraction

from dueregard.figures import Caution, Figure, FigureState, Name, OnePerson, Range, Unit


def gap_figure(first: Figure, second: Figure, name: Name, direction: str) -> Figure:
    """Return ``first`` minus ``second`` in points; undefined where either has no value.

    Both figures are shares with whole-number bases, or received shares without them.
    """
    state, reason = _state(first, second)
    return Figure(
        key=name.key,
        label=name.label,
        value=difference(first, second) if state.has_value else None,
        unit=Unit.POINTS,
        state=state,
        bases=(*first.bases, *second.bases),
        direction=direction if state.has_value else "",
        reason=reason,
        cautions=_merge(first.cautions, second.cautions),
        bounds=_bounds(first, second),
        one_person=_one_person(first, second) if state.has_value else None,
        inference=name.inference,
        source=name.source,
        row=name.row,
    )


def _state(first: Figure, second: Figure) -> tuple[FigureState, str]:
    for figure in (first, second):
        if not figure.state.has_value:
            return figure.state, figure.reason
    if FigureState.CAUTION in {first.state, second.state}:
        return FigureState.CAUTION, ""
    return FigureState.OK, ""


def _merge(first: tuple[Caution, ...], second: tuple[Caution, ...]) -> tuple[Caution, ...]:
    return first + tuple(caution for caution in second if caution not in first)


def difference(first: Figure, second: Figure) -> float:
    """Return ``first`` minus ``second``, rounded once.

    Division of whole numbers is correctly rounded, so counted shares need no fractions; received
    ones are subtracted as the decimals they were printed as.
    """
    one, two = _counts(first), _counts(second)
    if one is not None and two is not None:
        return (one[0] * two[1] - two[0] * one[1]) / (one[1] * two[1])
    return float(Fraction(repr(first.value)) - Fraction(repr(second.value)))


def _counts(figure: Figure) -> tuple[int, int] | None:
    base = figure.bases[0] if figure.bases else None
    if base is None or base.numerator is None or not base.denominator:
        return None
    return base.numerator, base.denominator


def _one_person(first: Figure, second: Figure) -> OnePerson | None:
    """Return the gap with one person more or fewer in the counted share of the smaller base."""
    counted = [figure for figure in (first, second) if figure.one_person is not None]
    if not counted:
        return None
    smaller = min(counted, key=lambda figure: figure.bases[0].denominator or math.inf)
    change = smaller.one_person
    if change is None:
        return None
    gaps = [
        None if share is None else _changed(first, second, smaller, share)
        for share in (change.one_more, change.one_fewer)
    ]
    now = difference(first, second)
    flips = any(gap is not None and gap * now < 0 for gap in gaps)
    return OnePerson(gaps[0], gaps[1], flips=flips)


def _changed(first: Figure, second: Figure, smaller: Figure, share: float) -> float:
    other = (second if smaller is first else first).value or 0.0
    return share - other if smaller is first else other - share


def _bounds(first: Figure, second: Figure) -> Range | None:
    if first.bounds is None and second.bounds is None:
        return None
    ends = [_ends(first), _ends(second)]
    if None in ends:
        return None
    (low_1, high_1), (low_2, high_2) = (end for end in ends if end is not None)
    return Range(low_1 - high_2, high_1 - low_2)


def _ends(figure: Figure) -> tuple[float, float] | None:
    if figure.bounds is not None:
        return figure.bounds.low, figure.bounds.high
    return None if figure.value is None else (figure.value, figure.value)
