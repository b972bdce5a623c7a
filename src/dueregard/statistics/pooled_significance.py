"""Do several organisations together show a gap, and do they agree? Stratified tests."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError
from dueregard.statistics.hypergeometric import Margins, hypergeometric_terms
from dueregard.statistics.results import Significance
from dueregard.statistics.significance import no_likelier
from dueregard.statistics.special import chi_squared_tail, two_sided_p
from dueregard.statistics.strata import Stratum, check_strata
from dueregard.statistics.stratified import (
    STRATIFIED_SCORES,
    mantel_haenszel_odds_ratio,
    stratified_ratio_interval,
    stratified_score,
)
from dueregard.statistics.tallies import check_method

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dueregard.statistics.strata import Pair

    Outcome = tuple[float, float | None]

_MOST_STEPS = 5_000_000
_NEGLIGIBLE = 1e-60


def stratified_test(strata: Iterable[Pair], *, method: str = "mid-p") -> Significance:
    """Test, within strata, whether both groups have the same rate.

    Parameters
    ----------
    strata
        ((events, people), (events, people)) of each stratum.
    method
        One of ``STRATIFIED_TESTS``: ``mid-p`` and ``exact`` (conditional on every stratum's
        margins: all totals no likelier than the one seen), ``cmh`` and ``cmh-cc``
        (Cochran-Mantel-Haenszel, without and with continuity correction), or the score that
        matches an interval, ``tang`` or ``gart``.

    Returns
    -------
    Significance
        Two-sided. Without any stratum that could tell, p is 1.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        An unknown method, or counts too large for an exact one.

    References
    ----------
    Mantel and Haenszel 1959, JNCI 22:719, doi 10.1093/jnci/22.4.719.
    Agresti 2013, Categorical Data Analysis, section 7.3.5 (exact conditional inference).
    """
    checked = check_strata(strata)
    check_method(method, STRATIFIED_TESTS)
    if not any(stratum.is_informative for stratum in checked):
        return Significance(1.0, None, method)
    p_value, statistic = STRATIFIED_TESTS[method](checked)
    return Significance(min(1.0, p_value), statistic, method)


def _cmh(correction: float) -> Callable[[Sequence[Stratum]], Outcome]:
    def test(strata: Sequence[Stratum]) -> Outcome:
        gap = variance = 0.0
        for s in strata:
            if not s.is_informative:
                continue
            n, others = s.people, s.people - s.events
            gap += s.first.events - s.first.people * s.events / n
            variance += s.first.people * s.second.people * s.events * others / (n * n * (n - 1.0))
        moved = max(0.0, abs(gap) - correction)
        statistic = moved * moved / variance
        return chi_squared_tail(statistic, 1), statistic

    return test


def _conditional(weight: float) -> Callable[[Sequence[Stratum]], Outcome]:
    def test(strata: Sequence[Stratum]) -> Outcome:
        informative = [s for s in strata if s.is_informative]
        start, terms = _total_distribution(informative)
        place = sum(s.first.events for s in informative) - start
        here = terms[place] if 0 <= place < len(terms) else 0.0
        return no_likelier(terms, here, weight), None

    return test


def _total_distribution(strata: Sequence[Stratum]) -> tuple[int, list[float]]:
    """Return the distribution of the first group's total given all margins, by convolution."""
    start, terms = 0, [1.0]
    for s in strata:
        margins = Margins(s.first.people, s.second.people, s.events)
        first, own = hypergeometric_terms(margins, negligible=_NEGLIGIBLE)
        if len(terms) * len(own) > _MOST_STEPS:
            raise ConfigurationError(
                "These counts are too large for an exact stratified test.",
                advice="Use the method cmh or tang; it is precise for such counts.",
            )
        joined = [0.0] * (len(terms) + len(own) - 1)
        for i, before in enumerate(terms):
            for j, term in enumerate(own, i):
                joined[j] += before * term
        start, terms = _trimmed(start + first, joined)
    return start, terms


def _trimmed(start: int, terms: list[float]) -> tuple[int, list[float]]:
    """Return a distribution without the negligible ends."""
    least = max(terms) * _NEGLIGIBLE
    kept = [place for place, term in enumerate(terms) if term > least]
    return start + kept[0], terms[kept[0] : kept[-1] + 1]


def _matching_score(name: str) -> Callable[[Sequence[Stratum]], Outcome]:
    def test(strata: Sequence[Stratum]) -> Outcome:
        z = stratified_score(strata, name)(0.0)
        return two_sided_p(z), z

    return test


STRATIFIED_TESTS: dict[str, Callable[[Sequence[Stratum]], Outcome]] = {
    "mid-p": _conditional(0.5),
    "exact": _conditional(1.0),
    "cmh": _cmh(0.0),
    "cmh-cc": _cmh(0.5),
    **{name: _matching_score(name) for name in STRATIFIED_SCORES},
}
"""The stratified tests, by name."""


def homogeneity_test(strata: Iterable[Pair], *, method: str = "tarone") -> Significance:
    """Test whether all strata could share one odds ratio.

    Parameters
    ----------
    strata
        ((events, people), (events, people)) of each stratum.
    method
        ``breslow-day`` (1980), or ``tarone`` (the same with Tarone's correction, default).

    Returns
    -------
    Significance
        The chi-squared statistic has one degree of freedom less than there are strata that could
        tell. With a common odds ratio of 0 or without limit all strata agree, and p is 1.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        An unknown method.

    Notes
    -----
    Its chi-squared distribution needs 5 or more expected in every cell: see
    `smallest_expected_cell`.

    References
    ----------
    Breslow and Day 1980, Statistical Methods in Cancer Research I, section 4.4.
    Tarone 1985, Biometrika 72:91, doi 10.1093/biomet/72.1.91.
    """
    informative = [s for s in check_strata(strata) if s.is_informative]
    check_method(method, ("breslow-day", "tarone"))
    common = mantel_haenszel_odds_ratio(informative)
    if len(informative) < 2 or not common or math.isinf(common):
        return Significance(1.0, 0.0, method)
    squares = gaps = variances = 0.0
    for s in informative:
        expected = expected_first_events(s, common)
        variance = 1.0 / sum(1.0 / cell for cell in _fitted_cells(s, expected))
        squares += (s.first.events - expected) ** 2 / variance
        gaps += s.first.events - expected
        variances += variance
    statistic = squares - (gaps * gaps / variances if method == "tarone" else 0.0)
    return Significance(chi_squared_tail(statistic, len(informative) - 1), statistic, method)


def ratio_homogeneity_test(strata: Iterable[Pair]) -> Significance:
    """Test whether all strata could share one ratio of rates (score test of Gart 1985).

    The statistic adds up the squared scores of the strata at the common ratio.

    References
    ----------
    Gart 1985, Biometrika 72:673, doi 10.1093/biomet/72.3.673.
    """
    checked = [s for s in check_strata(strata) if s.first.people and s.second.people and s.events]
    common = stratified_ratio_interval(checked, method="tang-uncorrected").estimate
    if len(checked) < 2 or not common or math.isinf(common):
        return Significance(1.0, 0.0, "gart")
    at = math.log(common)
    statistic = sum(stratified_score([s], "tang-uncorrected")(at) ** 2 for s in checked)
    return Significance(chi_squared_tail(statistic, len(checked) - 1), statistic, "gart")


def expected_first_events(stratum: Stratum, odds_ratio: float) -> float:
    """Return how many events the first group would have, given the margins and an odds ratio."""
    (_, n1), (_, n2) = stratum
    events = stratum.events
    a = 1.0 - odds_ratio
    b = n2 - events + odds_ratio * (n1 + events)
    root = math.sqrt(max(0.0, b * b + 4.0 * a * odds_ratio * n1 * events))
    return 2.0 * odds_ratio * n1 * events / (b + root)


def _fitted_cells(stratum: Stratum, expected: float) -> tuple[float, float, float, float]:
    (_, n1), (_, n2) = stratum
    events = stratum.events
    return expected, n1 - expected, events - expected, n2 - events + expected


def smallest_expected_cell(strata: Iterable[Pair]) -> float:
    """Return the smallest cell expected in any stratum under the common odds ratio.

    Below 5 the homogeneity test is not to be relied on.
    """
    informative = [s for s in check_strata(strata) if s.is_informative]
    common = mantel_haenszel_odds_ratio(informative)
    if not common or math.isinf(common):
        return 0.0
    cells = (_fitted_cells(s, expected_first_events(s, common)) for s in informative)
    return min(min(fitted) for fitted in cells)
