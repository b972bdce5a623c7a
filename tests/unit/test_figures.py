"""A figure cannot be built without what it must never be shown without."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.figures import Base, Figure, FigureState, Range, Unit

WITH_VALUE = [state for state in FigureState if state.has_value]
WITHOUT_VALUE = [state for state in FigureState if not state.has_value]
BASE = Base(3, 41, "shortlisted applicants of known ethnicity")


def figure(**changes: object) -> Figure:
    """Build a figure that is in order but for the changes."""
    fields = {
        "key": "I2.ratio",
        "label": "Appointment from shortlisting",
        "value": 0.5,
        "unit": Unit.SHARE,
        "state": FigureState.OK,
        "bases": (BASE,),
    }
    return Figure(**(fields | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.PEOPLE])
def test_no_share_without_its_base(unit: Unit) -> None:
    """A percentage, ratio, gap or score whose base has no words is refused."""
    for bases in ((), (Base(3, 41, ""),)):
        with pytest.raises(ValueError, match="without its base"):
            figure(unit=unit, bases=bases)


@pytest.mark.parametrize("state", WITH_VALUE)
@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_a_state_with_a_value_has_a_finite_one(state: FigureState, value: float | None) -> None:
    """Neither nan nor infinity nor nothing can pass for a computed figure."""
    with pytest.raises(ValueError, match="finite value"):
        figure(state=state, value=value)


@pytest.mark.requirement("R-024")
@pytest.mark.parametrize("state", WITHOUT_VALUE)
def test_a_state_without_a_value_has_none_and_says_why(state: FigureState) -> None:
    """An absent figure carries no number, not even 0, and gives its reason."""
    with pytest.raises(ValueError, match="carries no value"):
        figure(state=state, value=0.0, reason="because")
    with pytest.raises(ValueError, match="says why"):
        figure(state=state, value=None)
    assert figure(state=state, value=None, reason="because").value is None


@given(st.floats(), st.floats())
def test_a_range_has_ends(low: float, high: float) -> None:
    """A range is refused exactly when one of its ends is nan; an open end is infinite."""
    if math.isnan(low) or math.isnan(high):
        with pytest.raises(ValueError, match="never nan"):
            Range(low, high)
    else:
        assert (Range(low, high).low, Range(low, high).high) == (low, high)
