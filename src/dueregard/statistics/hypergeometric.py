"""Which tables could the same margins have given? Their probabilities, by recurrence.

With both groups' sizes and the total of events fixed, only the first group's count is free. Terms
are built outwards from the likeliest count, so that nothing overflows and the cost grows with the
spread of the distribution, not with the size of the groups.
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Margins(NamedTuple):
    """The people in each group and the events in both together."""

    first: int
    second: int
    events: int

    @property
    def lowest(self) -> int:
        """The smallest count the first group can have."""
        return max(0, self.events - self.second)

    @property
    def highest(self) -> int:
        """The largest count the first group can have."""
        return min(self.first, self.events)


class Terms(NamedTuple):
    """Probabilities of neighbouring counts.

    Counts outside the list have a probability too small for a floating-point number.
    """

    start: int
    probabilities: list[float]

    def at(self, count: int) -> float:
        """Return the probability of one count."""
        place = count - self.start
        return self.probabilities[place] if 0 <= place < len(self.probabilities) else 0.0


def hypergeometric_terms(
    margins: Margins, log_odds: float = 0.0, *, negligible: float = 0.0
) -> Terms:
    """Return the probability of each count of the first group, given the margins.

    Parameters
    ----------
    margins
        Sizes and events.
    log_odds
        Logarithm of the odds ratio; 0 where both groups have the same rate.
    negligible
        Terms no larger than this part of the largest are left out.
    """
    n1, n2, events = margins
    odds = math.exp(log_odds)
    mode = _mode(margins, odds)
    upwards = [1.0]
    term, k = 1.0, mode
    while k < margins.highest and term > negligible:
        term *= odds * (n1 - k) * (events - k) / ((k + 1) * (n2 - events + k + 1))
        k += 1
        upwards.append(term)
    downwards = []
    term, k = 1.0, mode
    while k > margins.lowest and term > negligible:
        term *= k * (n2 - events + k) / (odds * (n1 - k + 1) * (events - k + 1))
        k -= 1
        downwards.append(term)
    downwards.reverse()
    terms = downwards + upwards
    total = math.fsum(terms)
    return Terms(mode - len(downwards), [term / total for term in terms])


def _mode(margins: Margins, odds: float) -> int:
    """Return the likeliest count, or one next to it (root of the quadratic of the recurrence)."""
    n1, n2, events = margins
    a = odds - 1.0
    b = (n1 + events + 2.0) * odds + n2 - events
    c = odds * (n1 + 1.0) * (events + 1.0)
    root = math.sqrt(max(0.0, b * b - 4.0 * a * c))
    likeliest = 2.0 * c / (b + root) if b > 0.0 else (b - root) / (2.0 * a)
    return min(margins.highest, max(margins.lowest, math.floor(likeliest)))


def tilted_tails(
    margins: Margins, count: int, log_odds: float, *, negligible: float = 0.0
) -> tuple[float, float, float]:
    """Return the probabilities of fewer than, exactly and more than a count of the first group."""
    start, terms = hypergeometric_terms(margins, log_odds, negligible=negligible)
    place = count - start
    if place < 0:
        return 0.0, 0.0, 1.0
    if place >= len(terms):
        return 1.0, 0.0, 0.0
    return math.fsum(terms[:place]), terms[place], math.fsum(terms[place + 1 :])
