"""Could chance alone give a gap of this size? Tests for one and for two proportions.

The default is Fisher's mid-p test: it keeps close to its level in small groups, where the plain
Fisher test stays far below (Lydersen, Fagerland and Laake 2009, Stat Med 28:1159, doi
10.1002/sim.3531).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError
from dueregard.statistics.hypergeometric import Margins, hypergeometric_terms, tilted_tails
from dueregard.statistics.intervals import blaker_acceptability
from dueregard.statistics.results import ALTERNATIVES, Alternative, Significance
from dueregard.statistics.score import (
    SCORE_METHODS,
    difference_score,
    odds_score,
    ratio_score,
)
from dueregard.statistics.special import (
    binomial_lower,
    binomial_term,
    binomial_upper,
    normal_tail,
    two_sided_p,
)
from dueregard.statistics.tallies import Tally, check_count, check_method, check_tally
from dueregard.statistics.unconditional import barnard_p, boschloo_p

if TYPE_CHECKING:
    from collections.abc import Callable

    Outcome = tuple[float, float | None]

_TIE = 1.0 + 1e-7
"""Probabilities this close count as equal, as R's fisher.test has it."""


def proportion_test(
    tally: tuple[int, int],
    null: float,
    *,
    method: str = "mid-p",
    alternative: str = Alternative.TWO_SIDED,
) -> Significance:
    """Test whether x of n could come from a given proportion.

    Parameters
    ----------
    tally
        Events and people.
    null
        The supposed proportion, 0 to 1.
    method
        One of ``PROPORTION_TESTS``: ``exact-binomial`` (two-sided: all counts no likelier than the
        one seen), ``mid-p``, ``score``, ``score-cc`` (with continuity correction), ``blaker``.
    alternative
        ``two-sided``, ``greater`` or ``less``.

    Raises
    ------
    ReturnError
        An impossible tally.
    ConfigurationError
        An unknown method, or a null outside 0 to 1.
    """
    events, people = check_tally(tally)
    check_method(method, PROPORTION_TESTS)
    check_method(alternative, ALTERNATIVES, what="alternative")
    if not 0.0 <= null <= 1.0:
        raise ConfigurationError(
            f"A supposed proportion of {null!r} is not between 0 and 1.",
            advice="Use 0.5 for 50 %.",
        )
    p_value, statistic = PROPORTION_TESTS[method](Tally(events, people), null, alternative)
    return Significance(min(1.0, p_value), statistic, method, alternative)


def _exact_binomial(tally: Tally, null: float, alternative: str) -> Outcome:
    return _binomial_p(tally, null, alternative, 1.0), None


def _mid_p_binomial(tally: Tally, null: float, alternative: str) -> Outcome:
    return _binomial_p(tally, null, alternative, 0.5), None


def _binomial_p(tally: Tally, null: float, alternative: str, weight: float) -> float:
    """Return the exact p-value in which the observed count weighs 1 (exact) or 1/2 (mid-p)."""
    x, n = tally
    here = binomial_term(x, n, null)
    if alternative == Alternative.GREATER:
        return binomial_upper(x, n, null) - (1.0 - weight) * here
    if alternative == Alternative.LESS:
        return binomial_lower(x, n, null) - (1.0 - weight) * here
    if weight < 1.0:
        smaller = min(binomial_upper(x, n, null), binomial_lower(x, n, null))
        return 2.0 * (smaller - 0.5 * here)
    mirrored = x < n * null
    events, rate = (n - x, 1.0 - null) if mirrored else (x, null)
    opposite = _likelier_from(Tally(events, n), rate, here * _TIE) - 1
    other = binomial_lower(opposite, n, rate) if opposite >= 0 else 0.0
    return 1.0 if opposite >= events - 1 else binomial_upper(events, n, rate) + other


def _likelier_from(tally: Tally, rate: float, limit: float) -> int:
    """Return the smallest count whose probability is above the limit (bisection up to the mode)."""
    events, people = tally
    low, high = -1, min(events, math.floor((people + 1) * rate))
    if binomial_term(high, people, rate) <= limit:
        return events
    while high - low > 1:
        middle = (low + high) // 2
        if binomial_term(middle, people, rate) > limit:
            high = middle
        else:
            low = middle
    return high


def _score(correction: float) -> Callable[[Tally, float, str], Outcome]:
    """Return the score test of one proportion, with so many people as continuity correction."""

    def test(tally: Tally, null: float, alternative: str) -> Outcome:
        x, n = tally
        gap = x - n * null
        variance = n * null * (1.0 - null)
        moved = math.copysign(max(0.0, abs(gap) - correction), gap)
        return _from_z(_standardised(moved, variance), alternative)

    return test


def _blaker(tally: Tally, null: float, alternative: str) -> Outcome:
    if alternative != Alternative.TWO_SIDED:
        raise ConfigurationError(
            "Blaker's test has two sides only.", advice="Choose exact-binomial or mid-p."
        )
    return blaker_acceptability(*tally, null), None


def _standardised(gap: float, variance: float) -> float:
    """Return the gap in standard errors; infinite where chance leaves no room at all."""
    if gap == 0.0:
        return 0.0
    return gap / math.sqrt(variance) if variance > 0.0 else math.copysign(math.inf, gap)


def _from_z(z: float, alternative: str) -> Outcome:
    """Return the p-value of a standard normal statistic, with the statistic."""
    if alternative == Alternative.GREATER:
        return normal_tail(z), z
    if alternative == Alternative.LESS:
        return normal_tail(-z), z
    return two_sided_p(z), z


def two_group_test(
    first: tuple[int, int],
    second: tuple[int, int],
    *,
    method: str = "fisher-mid-p",
    alternative: str = Alternative.TWO_SIDED,
) -> Significance:
    """Test whether two groups could have the same rate.

    Parameters
    ----------
    first, second
        Events and people of the two groups.
    method
        One of ``TWO_GROUP_TESTS``: ``fisher-mid-p`` (default), ``fisher``, ``boschloo``,
        ``barnard`` (pooled; the same as ``suissa-shuster``), ``pearson`` and ``pearson-cc``
        (chi-squared, without and with Yates' correction), or one of the score tests that match an
        interval: ``scas``, ``gart-nam``, ``miettinen-nurminen``, ``koopman``, ``mee``.
    alternative
        ``two-sided``; ``greater`` if only a higher rate in the first group counts, ``less`` if only
        a lower one does.

    Raises
    ------
    ReturnError
        An impossible tally, or a group of nobody.
    ConfigurationError
        An unknown method, or groups too large for an unconditional test.

    Notes
    -----
    Two-sided Fisher tests add all tables no likelier than the one seen; the mid-p variant gives
    those exactly as likely half weight. Where all had the event, or none, p is 1. Boschloo's test
    doubles the smaller side.
    """
    one, two = check_tally(first), check_tally(second)
    check_method(method, TWO_GROUP_TESTS)
    check_method(alternative, ALTERNATIVES, what="alternative")
    p_value, statistic = TWO_GROUP_TESTS[method](one, two, alternative)
    return Significance(min(1.0, max(0.0, p_value)), statistic, method, alternative)


def _fisher(first: Tally, second: Tally, alternative: str) -> Outcome:
    return _conditional_p(first, second, alternative, 1.0), None


def _fisher_mid_p(first: Tally, second: Tally, alternative: str) -> Outcome:
    return _conditional_p(first, second, alternative, 0.5), None


def _conditional_p(first: Tally, second: Tally, alternative: str, weight: float) -> float:
    """Return the p-value given the margins, with tables as likely as the one seen weighted so."""
    margins = Margins(first.people, second.people, first.events + second.events)
    if margins.lowest == margins.highest:
        return 1.0
    if alternative != Alternative.TWO_SIDED:
        below, here, above = tilted_tails(margins, first.events, 0.0)
        return (above if alternative == Alternative.GREATER else below) + weight * here
    start, terms = hypergeometric_terms(margins)
    place = first.events - start
    here = terms[place] if 0 <= place < len(terms) else 0.0
    return no_likelier(terms, here, weight)


def no_likelier(terms: list[float], here: float, weight: float) -> float:
    """Return the sum of the terms below ``here``, those equal to it weighted (ties within 1e-7)."""
    below = math.fsum(term for term in terms if term < here / _TIE)
    equal = math.fsum(term for term in terms if here / _TIE <= term <= here * _TIE)
    return below + weight * equal


def _pearson(correction: float) -> Callable[[Tally, Tally, str], Outcome]:
    """Return the chi-squared test as a signed z, with so many people as Yates' correction."""

    def test(first: Tally, second: Tally, alternative: str) -> Outcome:
        (x1, n1), (x2, n2) = first, second
        people, events = n1 + n2, x1 + x2
        gap = (x1 * n2 - x2 * n1) / people
        variance = n1 * n2 * events * (people - events) / people**3
        moved = math.copysign(max(0.0, abs(gap) - correction), gap)
        return _from_z(_standardised(moved, variance), alternative)

    return test


def _boschloo(first: Tally, second: Tally, alternative: str) -> Outcome:
    return boschloo_p(first, second, alternative), None


def _barnard(first: Tally, second: Tally, alternative: str) -> Outcome:
    return barnard_p(first, second, alternative), None


def _matching_score(name: str) -> Callable[[Tally, Tally, str], Outcome]:
    """Return the score test at equal rates; ratio and difference give the same there."""
    correction = SCORE_METHODS[name]

    def test(first: Tally, second: Tally, alternative: str) -> Outcome:
        return _from_z(ratio_score(first, second, correction)(0.0), alternative)

    return test


def score_test(  # noqa: PLR0913 - a null means nothing without its measure
    first: tuple[int, int],
    second: tuple[int, int],
    *,
    null: float,
    measure: str = "ratio",
    method: str = "scas",
    alternative: str = Alternative.TWO_SIDED,
) -> Significance:
    """Test a supposed ratio, difference or odds ratio with the score that its interval inverts.

    A two-sided p-value is below 1 - level exactly where the interval of the same name at that level
    excludes the null.

    Parameters
    ----------
    first, second
        Events and people of the two groups.
    null
        The supposed value: above 0 for a ratio or an odds ratio, between -1 and 1 for a difference.
    measure
        ``ratio``, ``difference`` or ``odds-ratio``.
    method
        ``scas``, ``gart-nam``, ``miettinen-nurminen`` or ``uncorrected``; for an odds ratio the
        last two.
    alternative
        ``two-sided``, ``greater`` or ``less``.

    Raises
    ------
    ReturnError
        An impossible tally.
    ConfigurationError
        An unknown method or measure, or a null that the measure cannot have.
    """
    one, two = check_tally(first), check_tally(second)
    check_method(measure, ("ratio", "difference", "odds-ratio"), what="measure")
    known = SCORE_METHODS if measure != "odds-ratio" else ("miettinen-nurminen", "uncorrected")
    check_method(method, known)
    check_method(alternative, ALTERNATIVES, what="alternative")
    possible = -1.0 < null < 1.0 if measure == "difference" else 0.0 < null < math.inf
    if not possible:
        raise ConfigurationError(
            f"A {measure} of {null!r} cannot be tested.",
            advice="Use a value above 0 for a ratio, between -1 and 1 for a difference.",
        )
    if measure == "difference":
        z = difference_score(one, two, SCORE_METHODS[method])(null)
    else:
        build = ratio_score if measure == "ratio" else odds_score
        z = build(one, two, SCORE_METHODS[method])(math.log(null))
    return Significance(*_from_z(z, alternative), method, alternative)


def smallest_attainable_p(
    first_people: int, second_people: int, events: int, *, method: str = "fisher-mid-p"
) -> float:
    """Return the smallest p-value that any split of the events between two groups could give.

    If it is not below the level of the test, the question is untestable: no result could have been
    conclusive (Tarone 1990, Biometrics 46:515, doi 10.2307/2531456).

    Parameters
    ----------
    first_people, second_people
        The sizes of the groups.
    events
        Events in both groups together.
    method
        ``fisher-mid-p`` or ``fisher``.

    Raises
    ------
    ReturnError
        More events than people, or a group of nobody.
    """
    check_method(method, ("fisher", "fisher-mid-p"))
    check_tally((0, first_people))
    check_tally((0, second_people))
    check_tally((check_count(events, "The number of events"), first_people + second_people))
    weight = 0.5 if method == "fisher-mid-p" else 1.0
    margins = Margins(first_people, second_people, events)
    if margins.lowest == margins.highest:
        return 1.0
    _, terms = hypergeometric_terms(margins)
    return min(no_likelier(terms, here, weight) for here in (terms[0], terms[-1]))


def is_testable(
    first: tuple[int, int],
    second: tuple[int, int],
    *,
    level: float = 0.95,
    method: str = "fisher-mid-p",
) -> bool:
    """Return whether any split of these events could have given a p-value below 1 - level."""
    one, two = check_tally(first), check_tally(second)
    smallest = smallest_attainable_p(one.people, two.people, one.events + two.events, method=method)
    # A p-value equal to the level but for rounding does not reach it.
    return smallest * _TIE < 1.0 - level


PROPORTION_TESTS: dict[str, Callable[[Tally, float, str], Outcome]] = {
    "exact-binomial": _exact_binomial,
    "mid-p": _mid_p_binomial,
    "score": _score(0.0),
    "score-cc": _score(0.5),
    "blaker": _blaker,
}
"""The tests for one proportion, by name."""

TWO_GROUP_TESTS: dict[str, Callable[[Tally, Tally, str], Outcome]] = {
    "fisher-mid-p": _fisher_mid_p,
    "fisher": _fisher,
    "boschloo": _boschloo,
    "barnard": _barnard,
    "suissa-shuster": _barnard,
    "pearson": _pearson(0.0),
    "pearson-cc": _pearson(0.5),
    "scas": _matching_score("scas"),
    "gart-nam": _matching_score("gart-nam"),
    "miettinen-nurminen": _matching_score("miettinen-nurminen"),
    "koopman": _matching_score("uncorrected"),
    "mee": _matching_score("uncorrected"),
}
"""The tests for two groups, by name."""
