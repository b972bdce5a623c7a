"""The highest point of a function with one peak is found, also at an end of the bracket."""

from __future__ import annotations

import math

import pytest

from dueregard.statistics.peak_finding import find_peak

CASES = {
    "a parabola": (lambda x: 3.0 - (x - 0.3) ** 2, -2.0, 5.0, 0.3, 3.0),
    "a wave": (math.sin, 0.0, math.pi, math.pi / 2, 1.0),
    "a tally": (lambda p: 3 * math.log(p) + 7 * math.log1p(-p), 1e-6, 1 - 1e-6, 0.3, None),
    "a corner": (lambda x: -abs(x - 1.25), 0.0, 2.0, 1.25, 0.0),
    "rising to the end": (lambda x: x, 0.0, 2.0, 2.0, 2.0),
    "falling from the start": (lambda x: -x, 0.0, 2.0, 0.0, 0.0),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_place_and_height_are_found(case):
    function, low, high, place, height = case
    found = find_peak(function, low, high, 1e-6)
    assert found.place == pytest.approx(place, abs=1e-5)
    assert found.height == pytest.approx(function(place) if height is None else height, abs=2e-6)


def test_a_narrower_bracket_needs_few_more_values():
    """Each value narrows the bracket by the golden ratio."""
    asked = []
    find_peak(lambda x: asked.append(x) or -((x - 1.0) ** 2), 0.0, 4.0, 1e-6)
    assert len(asked) <= 2 + math.ceil(math.log(4e6) / math.log((1 + math.sqrt(5)) / 2))
