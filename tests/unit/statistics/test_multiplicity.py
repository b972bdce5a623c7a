"""Corrections for many looks agree with statsmodels."""

from __future__ import annotations

import random

import pytest
from statsmodels.stats.multitest import multipletests

from dueregard.errors import ConfigurationError
from dueregard.statistics.multiplicity import (
    benjamini_hochberg,
    chance_of_any,
    expected_by_chance,
    holm,
)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(("ours", "theirs"), [(holm, "holm"), (benjamini_hochberg, "fdr_bh")])
def test_agrees_with_statsmodels(seed, ours, theirs):
    """Adjusted p-values agree, ties and order included."""
    chance = random.Random(seed)
    values = [round(chance.random() ** 3, 2) for _ in range(9)]
    assert ours(values) == pytest.approx(multipletests(values, method=theirs)[1])


def test_nine_looks():
    """Of 9 unrelated lines 0.45 stand out by chance; one report in three shows at least one."""
    assert expected_by_chance(9) == pytest.approx(0.45)
    assert chance_of_any(9) == pytest.approx(0.37, abs=0.005)
    assert holm([]) == benjamini_hochberg([]) == []


def test_numbers_that_are_no_p_values_are_refused():
    """A p-value lies between 0 and 1."""
    for correct in (holm, benjamini_hochberg):
        with pytest.raises(ConfigurationError, match="no p-value"):
            correct([0.2, 1.2])
        with pytest.raises(ConfigurationError, match="no p-value"):
            correct([float("nan")])
