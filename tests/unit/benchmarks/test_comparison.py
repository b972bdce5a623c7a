"""Level, gap and change beside peers: worked tables, and what must not be said."""

from __future__ import annotations

import math

import pytest

from dueregard.benchmarks.comparison import (
    Gap,
    Place,
    compare,
    gap_of,
    is_comparable,
    place_of,
    subtract,
)
from dueregard.benchmarks.measures import Measure, Tallied
from dueregard.benchmarks.peers import PeerRule, choose_peers
from dueregard.benchmarks.profiles import Facts, Profile, Standing
from dueregard.statistics.funnel import Dispersion


def year(of: int, white: tuple[int, int], bme: tuple[int, int]) -> Tallied:
    return Tallied("x", "X", Measure.LIKELIHOOD, of, white, bme, "reference", str(of))


def profile(code: str, *measures: Tallied) -> Profile:
    return Profile(Facts(code, code, "k", people=60), "wres", Standing.INTERNAL, measures)


def compared(own: Profile, peers: list[Profile]):
    return compare(choose_peers(own, peers, PeerRule()), fewest=5)


OWN = profile("OWN", year(2016, (30, 100), (5, 50)), year(2017, (30, 100), (15, 50)))
PEERS = [
    profile(f"P{n}", year(2016, (30, 100), (10, 50)), year(2017, (30, 100), (10 + n, 50)))
    for n in range(5)
]


@pytest.mark.requirement("R-125")
def test_level_and_change_both_stand_beside_the_peers() -> None:
    """15 of 50 beside 60 of 250; the gap closed by 20 points here and by 4 elsewhere."""
    (found,) = compared(OWN, PEERS)
    assert found.baseline == pytest.approx((15 + 10 + 11 + 12 + 13 + 14) / 300)
    assert found.quartiles == pytest.approx((0.22, 0.24, 0.26))
    assert [y.own_gap.value for y in found.years] == pytest.approx([-0.20, 0.0])
    assert found.own_change.value == pytest.approx(0.20)
    assert found.peer_change.value == pytest.approx(0.04)
    assert found.change_beside_peers.value == pytest.approx(0.16)


@pytest.mark.requirement("R-125")
def test_change_has_its_uncertainty() -> None:
    """A change of 20 points on 50 people has an interval, as has its distance from the peers."""
    (found,) = compared(OWN, PEERS)
    assert found.own_change.lower < 0.20 < found.own_change.upper
    wide = found.change_beside_peers.upper - found.change_beside_peers.lower
    assert wide > found.own_change.upper - found.own_change.lower


def test_difference_of_gaps_squares_and_adds() -> None:
    """The limits of MOVER: 0.3 less 0.1, each with 3 and 4 hundredths on its sides."""
    found = subtract(Gap(0.3, 0.27, 0.34), Gap(0.1, 0.06, 0.13))
    assert found.value == pytest.approx(0.2)
    assert found.lower == pytest.approx(0.2 - math.hypot(0.03, 0.03))
    assert found.upper == pytest.approx(0.2 + math.hypot(0.04, 0.04))


def test_measure_that_too_few_peers_have_is_left_out() -> None:
    """Five peers of which one has no figure are four: the measure is not compared."""
    assert compared(OWN, [*PEERS[:4], profile("P4")]) == ()


def test_year_that_too_few_peers_have_is_left_out() -> None:
    """A year in which only four of the peers have a figure is not in the trend."""
    late = profile("P4", PEERS[4].measures[1])
    (found,) = compared(OWN, [*PEERS[:4], late])
    assert [one.year for one in found.years] == [2017]
    assert found.own_change is None


@pytest.mark.parametrize(
    ("events", "place"), [(10, Place.INSIDE), (18, Place.OUTSIDE), (25, Place.FAR_OUTSIDE)]
)
def test_place_against_the_limits(events: int, place: Place) -> None:
    """Of 50 with a baseline of a fifth, 10 is ordinary, 18 beyond 95 %, 25 beyond 99.8 %."""
    assert place_of((events, 50), 0.2, Dispersion(1.0, 0.0)) is place


def test_over_dispersion_widens_the_limits() -> None:
    """Where organisations differ among themselves, 25 of 50 need not be far outside."""
    assert place_of((25, 50), 0.2, Dispersion(4.0, 0.03)) is Place.INSIDE


def test_nobody_with_the_event_has_no_place() -> None:
    """Where nobody anywhere has the event there are no limits, and no place is made up."""
    none = [profile(f"P{n}", year(2016, (0, 9), (0, 9))) for n in range(5)]
    (found,) = compared(profile("OWN", year(2016, (0, 9), (0, 9))), none)
    assert found.place is None


def test_gap_needs_people_in_both_groups() -> None:
    """A group of nobody has no gap."""
    assert gap_of((0, 0), (3, 9)) is None


def test_years_of_other_definitions_are_not_in_the_trend() -> None:
    """The base of equal opportunities changed: figures before and after are not one series."""
    assert is_comparable("fair_progression", "2020", "2021")
    assert not is_comparable("fair_progression", "2021", "2022")
    assert is_comparable("appointment", "2021", "2022")


@pytest.mark.requirement("R-127")
def test_no_place_is_a_rating() -> None:
    """The words for a place name limits and questions; none of them rates."""
    forbidden = ("good", "bad", "poor", "best", "worst", "rank", "pass", "fail", "red", "green")
    for place in Place:
        assert not set(forbidden) & set(place.value.replace(":", "").replace(",", "").split())
