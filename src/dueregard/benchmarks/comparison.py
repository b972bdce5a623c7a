"""One organisation beside its peers: the level, the gap, and how both have changed.

There is no rank, no rating and no target: the standard is no blueprint of what good looks like
(guidance 03764, section 3.2). A figure outside the limits is a reason to ask, not an answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from statistics import quantiles
from typing import TYPE_CHECKING

from dueregard.benchmarks.measures import Measure, Tallied
from dueregard.editions.differences import comparability
from dueregard.editions.loader import load_edition
from dueregard.statistics.differences import difference_interval
from dueregard.statistics.funnel import (
    CONTROL_LEVEL,
    WARNING_LEVEL,
    Dispersion,
    estimate_dispersion,
    widened_limits,
)

if TYPE_CHECKING:
    from dueregard.benchmarks.peers import PeerGroup

    Pair = tuple[int, int]


class Place(StrEnum):
    """Where a level lies against the limits for its size."""

    INSIDE = "inside the range expected for an organisation of its size"
    OUTSIDE = "outside the 95% limits, inside the 99.8% limits: worth a look"
    FAR_OUTSIDE = "outside the 99.8% limits: worth asking why"


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference of two rates, compared less reference, with its 95% interval (0 to 1)."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class YearBeside:
    """One year of a measure: the organisation's own and its peers' added up.

    ``own_gap`` and ``peer_gap`` are None for a share, and where a group has nobody.
    """

    year: int
    own: Pair
    peers: Pair
    own_gap: Gap | None
    peer_gap: Gap | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of an organisation beside its peers.

    Parameters
    ----------
    tallied
        Its own tallies, of the last year.
    peers
        The compared group's tally of each peer, in the order of the peers' codes.
    baseline
        The rate of all together, the organisation included.
    dispersion
        How much more organisations differ than chance explains.
    place
        Against the limits; None where everybody, or nobody, has the event.
    quartiles
        Of the peers' rates.
    years
        Every year that the organisation and enough peers have.
    own_change, peer_change
        Of the gap from the first of these years to the last; of a share, of the share itself and
        without an interval, since the staff of two years are mostly the same people.
    """

    tallied: Tallied
    peers: tuple[Pair, ...]
    baseline: float
    dispersion: Dispersion | None
    place: Place | None
    quartiles: tuple[float, float, float]
    years: tuple[YearBeside, ...]
    own_change: Gap | None
    peer_change: Gap | None

    @property
    def change_beside_peers(self) -> Gap | None:
        """How much more the own gap changed than the peers' (both independent)."""
        if self.own_change is None or self.peer_change is None:
            return None
        return subtract(self.own_change, self.peer_change)


def compare(group: PeerGroup, *, fewest: int) -> tuple[Compared, ...]:
    """Compare each measure of an organisation that enough of its peers have in the same year.

    Parameters
    ----------
    group
        The organisation and its peers.
    fewest
        So many peers have to have a measure; see :data:`dueregard.benchmarks.peers.FEWEST_PEERS`.
    """
    found = []
    for key in dict.fromkeys(one.key for one in group.own.measures):
        own = group.own.of(key)[-1]
        theirs = [one.at(key, own.year) for one in group.peers]
        having = [one for one in theirs if one is not None and one.compared[1]]
        if own.compared[1] and len(having) >= fewest:
            found.append(_compared(group, own, having, fewest))
    return tuple(found)


def _compared(group: PeerGroup, own: Tallied, peers: Sequence[Tallied], fewest: int) -> Compared:
    tallies = [one.compared for one in peers]
    x, n = _sum([own.compared, *tallies])
    baseline = x / n
    dispersion = None
    if 0.0 < baseline < 1.0:
        dispersion = estimate_dispersion([own.compared, *tallies], baseline)
    years = _years(group, own.key, fewest)
    changes = _changes(years, own.measure)
    low, middle, high = quantiles(
        [events / people for events, people in tallies], method="inclusive"
    )
    return Compared(
        own,
        tuple(tallies),
        baseline,
        dispersion,
        None if dispersion is None else place_of(own.compared, baseline, dispersion),
        (low, middle, high),
        years,
        *changes,
    )


def place_of(own: Pair, baseline: float, dispersion: Dispersion) -> Place:
    """Place a rate against exact funnel limits that allow for over-dispersion."""
    rate = own[0] / own[1]
    for level, place in ((CONTROL_LEVEL, Place.FAR_OUTSIDE), (WARNING_LEVEL, Place.OUTSIDE)):
        limits = widened_limits(own[1], baseline, dispersion, level=level)
        if not limits.lower <= rate <= limits.upper:
            return place
    return Place.INSIDE


def _sum(pairs: Sequence[Pair]) -> Pair:
    return sum(x for x, _ in pairs), sum(n for _, n in pairs)


def _years(group: PeerGroup, key: str, fewest: int) -> tuple[YearBeside, ...]:
    found = []
    ever = group.own.of(key)
    for own in (one for one in ever if is_comparable(key, one.edition, ever[-1].edition)):
        theirs = [one for peer in group.peers if (one := peer.at(key, own.year)) is not None]
        if len(theirs) < fewest or not own.compared[1]:
            continue
        compared, reference = (
            _sum([t.compared for t in theirs]),
            _sum([t.reference for t in theirs]),
        )
        found.append(
            YearBeside(
                own.year,
                own.compared,
                compared,
                gap_of(own.compared, own.reference),
                gap_of(compared, reference),
            )
        )
    return tuple(found)


@lru_cache(maxsize=1024)
def is_comparable(key: str, then: str, now: str) -> bool:
    """Whether a measure means the same by the rules of two editions."""
    if then == now or not then:
        return True
    before, after = load_edition(then), load_edition(now)
    numbers = [one.number for one in after.indicators if one.key == key]
    if not numbers:
        return True
    return comparability(numbers[0], before, after, answers_kept=False).kind.value != "broken"


@lru_cache(maxsize=4096)
def gap_of(compared: Pair, reference: Pair) -> Gap | None:
    """Return the compared group's rate less the reference group's, or None without people."""
    if not compared[1] or not reference[1]:
        return None
    interval = difference_interval(compared, reference)
    value = compared[0] / compared[1] - reference[0] / reference[1]
    return Gap(value, interval.lower, interval.upper)


def _changes(years: Sequence[YearBeside], measure: Measure) -> tuple[Gap | None, Gap | None]:
    if len(years) < 2:
        return None, None
    first, last = years[0], years[-1]
    if measure is Measure.SHARE:
        return _plain(first.own, last.own), _plain(first.peers, last.peers)
    return _between(first.own_gap, last.own_gap), _between(first.peer_gap, last.peer_gap)


def _plain(first: Pair, last: Pair) -> Gap:
    value = last[0] / last[1] - first[0] / first[1]
    return Gap(value, value, value)


def _between(first: Gap | None, last: Gap | None) -> Gap | None:
    return None if first is None or last is None else subtract(last, first)


def subtract(last: Gap, first: Gap) -> Gap:
    """Return the difference of two independent gaps with its interval.

    The limits are squared and added (MOVER; Zou and Donner 2008, doi 10.1002/sim.3095).
    """
    value = last.value - first.value
    down = math.hypot(last.value - last.lower, first.upper - first.value)
    up = math.hypot(last.upper - last.value, first.value - first.lower)
    return Gap(value, value - down, value + up)
