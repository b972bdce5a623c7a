"""Two separate lists: what is established, and what is worth watching.

Small numbers are to be treated with caution and not to be ignored (guidance 03764, section 2.2.2).
*Established* is a difference that chance does not explain even after allowing for the number of
indicators looked at (Holm over the primary figures). *Watch* is a disadvantage that is not
established, with what would settle it; being on it never means significant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.figures import Figure, Unit
from dueregard.indicators.adversity import disadvantage
from dueregard.statistics.multiplicity import chance_of_any, holm
from dueregard.statistics.significance import two_group_test

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition, Indicator
    from dueregard.indicators.results import IndicatorResult

_YEARS_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator on one of the lists, with the sentence that says why."""

    number: int
    title: str
    words: str
    adjusted_p: float | None = None


@dataclass(frozen=True, slots=True)
class StandingOut:
    """Both lists, and how many would stand out by chance alone.

    ``looked_at`` is the number of primary figures tested; ``chance_of_any`` the probability that at
    least one of so many would look significant by itself with nothing behind it.
    """

    established: tuple[Standing, ...]
    watch: tuple[Standing, ...]
    looked_at: int
    chance_of_any: float


def standing_out(results: tuple[IndicatorResult, ...], edition: Edition) -> StandingOut:
    """Sort the headlines of one year into the two lists; the primary figure is the headline."""
    level = edition.thresholds.confidence_level_percent.value / 100
    tested = [result for result in results if result.headline.evidence is not None]
    adjusted = dict(
        zip(
            (result.number for result in tested),
            holm([_p_value(result.headline) for result in tested]),
            strict=True,
        )
    )
    sure = {number for number, p in adjusted.items() if p < 1 - level}
    rules = {rule.number: rule for rule in edition.indicators}
    return StandingOut(
        established=tuple(_established(r, adjusted[r.number]) for r in tested if r.number in sure),
        watch=tuple(
            _watched(result, edition, level)
            for result in results
            if result.number not in sure and _is_concern(result, rules[result.number])
        ),
        looked_at=len(tested),
        chance_of_any=chance_of_any(len(tested), level=level) if tested else 0.0,
    )


def _p_value(headline: Figure) -> float:
    return 1.0 if headline.evidence is None else headline.evidence.p_value


def _is_concern(result: IndicatorResult, rule: Indicator) -> bool:
    return disadvantage(result.headline, rule) > 0


def _finding(result: IndicatorResult) -> str:
    """Say which way it points, or that one group had none at all."""
    return result.headline.direction or result.headline.reason


def _established(result: IndicatorResult, adjusted: float) -> Standing:
    words = (
        f"{_finding(result)} Chance does not explain this, even allowing for the number "
        "of indicators looked at."
    )
    return Standing(result.number, result.title, words, adjusted)


def _watched(result: IndicatorResult, edition: Edition, level: float) -> Standing:
    parts = [_finding(result), _repeated(result, edition), _settled(result, level)]
    return Standing(result.number, result.title, " ".join(part for part in parts if part))


def _repeated(result: IndicatorResult, edition: Edition) -> str:
    """Say that last year pointed the same way, where last year may be compared."""
    before = result.before(result.headline.key)
    if before is None or before.value is None or result.year_on_year.kind == "broken":
        return ""
    if disadvantage(before, edition.indicator(result.number)) > 0:
        return "Last year pointed the same way."
    return ""


def _settled(result: IndicatorResult, level: float) -> str:
    """Say what would settle it: nothing this year, or so many years like this one."""
    evidence = result.headline.evidence
    if evidence is None:
        return ""
    if not evidence.is_testable:
        start = "No result with numbers this small could have been conclusive."
    else:
        start = f"Chance alone can do this (mid-p {evidence.p_value:.2f})."
    years = years_needed(result.headline, level)
    if years is None:
        return start
    return f"{start} {years} years like this one, taken together, would settle it."


def years_needed(headline: Figure, level: float) -> int | None:
    """Return how many years like this one would be conclusive together; ``None`` if over ten."""
    tallies = _tallies(headline)
    if tallies is None:
        return None
    (x1, n1), (x2, n2) = tallies
    for years in range(2, _YEARS_AHEAD + 1):
        first, second = (x1 * years, n1 * years), (x2 * years, n2 * years)
        if two_group_test(first, second).p_value < 1 - level:
            return years
    return None


def _tallies(headline: Figure) -> tuple[tuple[int, int], tuple[int, int]] | None:
    if headline.unit not in {Unit.RATIO, Unit.POINTS} or len(headline.bases) != 2:
        return None
    counts = [(base.numerator, base.denominator) for base in headline.bases]
    (x1, n1), (x2, n2) = counts
    if x1 is None or n1 is None or x2 is None or n2 is None:
        return None
    return (x1, n1), (x2, n2)
