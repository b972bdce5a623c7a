"""Whether the bodies of a pool say the same: crude and within them, heterogeneity and mixing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.benchmarks.measures import Measure, Tallied, measures_of
from dueregard.editions.loader import load_edition
from dueregard.editions.switches import resolve
from dueregard.errors import ConfigurationError
from dueregard.statistics.pooled_significance import (
    ratio_homogeneity_test,
    smallest_expected_cell,
    stratified_test,
)
from dueregard.statistics.significance import two_group_test
from dueregard.statistics.strata import Pooling, Stratum, check_strata, compare_pooling
from dueregard.statistics.stratified import stratified_ratio_interval

if TYPE_CHECKING:
    from dueregard.returns.data_return import DataReturn
    from dueregard.statistics.results import Interval
    from dueregard.statistics.strata import Pair

FEWEST_EXPECTED = 5
"""A test of heterogeneity needs so many people expected in each cell of each body."""
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Agreement:
    """One measure of a pool, added up and within its bodies.

    Parameters
    ----------
    tallied
        The pool's own tallies.
    pooling
        Crude and Mantel-Haenszel ratios, and how many bodies go the same way.
    interval
        The common ratio with its stratified score interval.
    p_value
        Of the stratified test.
    heterogeneity, share_of_differences
        P-value of the test that all bodies share one ratio (Gart), and I squared: the part of the
        differences between bodies that chance does not explain (Higgins and Thompson 2002, doi
        10.1002/sim.1186); None where the counts of a body are too small for either.
    alone
        In how many bodies the same test, by itself, gives a p-value below 0.05.
    is_reversed
        Whether the sums point one way and the bodies the other (Simpson's paradox).
    """

    tallied: Tallied
    pooling: Pooling
    interval: Interval
    p_value: float
    heterogeneity: float | None
    share_of_differences: float | None
    alone: int
    is_reversed: bool

    @property
    def seen_only_together(self) -> bool:
        """Whether the pool shows a difference that no single body could."""
        return self.alone == 0 and self.p_value < SIGNIFICANT


def agreements_of(whole: DataReturn, parts: Sequence[DataReturn]) -> tuple[Agreement, ...]:
    """Compare the bodies of a pool within, for each measure of two groups.

    Parameters
    ----------
    whole
        The pool.
    parts
        The returns that were added.
    """
    edition = resolve(load_edition(whole.edition), whole.switches)
    mine = [one for one in measures_of(whole, edition) if one.measure is not Measure.SHARE]
    theirs = [{one.key: one for one in measures_of(part, edition)} for part in parts]
    found = []
    for tallied in mine:
        pairs = [body[tallied.key].pair() for body in theirs if tallied.key in body]
        if tallied.has_both and pairs and any(x for pair in pairs for x, _ in pair):
            found.append(agreement_of(tallied, pairs))
    return tuple(found)


def agreement_of(tallied: Tallied, pairs: Sequence[Pair]) -> Agreement:
    """Compare strata with the pool that they make up.

    Parameters
    ----------
    tallied
        The pool's measure.
    pairs
        The bodies' tallies, in the order of the ratio.
    """
    strata = check_strata(pairs)
    pooling = compare_pooling(pairs)
    heterogeneity, squared = _heterogeneity(pairs)
    return Agreement(
        tallied,
        pooling,
        stratified_ratio_interval(pairs),
        _p_value(pairs),
        heterogeneity,
        squared,
        sum(_is_significant(stratum) for stratum in strata),
        _is_reversed(pooling),
    )


def _p_value(pairs: Sequence[Pair]) -> float:
    try:
        return stratified_test(pairs).p_value
    except ConfigurationError:
        return stratified_test(pairs, method="cmh").p_value


def _heterogeneity(pairs: Sequence[Pair]) -> tuple[float | None, float | None]:
    """Return the p-value of one common ratio and I squared, where the bodies are large enough."""
    if smallest_expected_cell(pairs) < FEWEST_EXPECTED:
        return None, None
    test = ratio_homogeneity_test(pairs)
    freedom = len(pairs) - 1
    if not test.statistic:
        return test.p_value, 0.0
    return test.p_value, max(0.0, (test.statistic - freedom) / test.statistic)


def _is_significant(stratum: Stratum) -> bool:
    if not stratum.is_informative:
        return False
    return two_group_test(*stratum).p_value < SIGNIFICANT


def _is_reversed(pooling: Pooling) -> bool:
    crude, within = pooling.crude, pooling.within
    if crude is None or within is None:
        return False
    return (crude - 1.0) * (within - 1.0) < 0
