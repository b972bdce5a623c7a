"""Who is similar enough to be compared with, and what is said when too few are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dueregard.benchmarks.peers import (
    FEWEST_PEERS,
    Likeness,
    PeerRule,
    choose_peers,
    ethnic_band,
    size_band,
)
from dueregard.benchmarks.profiles import Facts, Profile, Standing
from dueregard.errors import ConfigurationError

OWN = Facts("OWN", "Own", "commissioner", "North", 60, 0.12)


def profile(facts: Facts, standard: str = "wres") -> Profile:
    return Profile(facts, standard, Standing.INTERNAL, ())


def other(code: str, **traits: object) -> Profile:
    return profile(replace(OWN, code=code, name=code, **traits))


OTHERS = [
    other("B"),
    other("A"),
    other("C", kind="acute trust"),
    other("D", region="South"),
    other("E", people=400),
    other("F", ethnic_share=0.4),
    other("OWN"),
    other("OLD1"),
    profile(replace(OWN, code="W"), standard="wdes"),
]


@pytest.mark.requirement("R-124")
@pytest.mark.parametrize(
    ("alike", "codes"),
    [
        ((), "A B C D E F OLD1"),
        (("kind",), "A B D E F OLD1"),
        (("kind", "size"), "A B D F OLD1"),
        (("kind", "size", "region"), "A B F OLD1"),
        (("kind", "size", "region", "ethnicity"), "A B OLD1"),
    ],
)
def test_peers_are_alike_in_every_trait(alike: tuple[str, ...], codes: str) -> None:
    """A peer shares each trait that was asked for; it is listed by code and never by a figure."""
    rule = PeerRule(tuple(map(Likeness, alike)))
    group = choose_peers(profile(OWN), OTHERS, rule)
    assert [one.facts.code for one in group.peers] == codes.split()
    assert group.left_out == 7 - len(group.peers)


@pytest.mark.requirement("R-124")
def test_chosen_peers_need_a_reason() -> None:
    """A list of one's own is taken with its reason only, and each code has to be there."""
    chosen = PeerRule(chosen=("C", "A"), why="They share our support unit")
    group = choose_peers(profile(OWN), OTHERS, chosen)
    assert [one.facts.code for one in group.peers] == ["A", "C"]
    assert "share our support unit" in group.words
    with pytest.raises(ConfigurationError, match="reason"):
        choose_peers(profile(OWN), OTHERS, PeerRule(chosen=("A",)))
    with pytest.raises(ConfigurationError, match="not given: Z"):
        choose_peers(profile(OWN), OTHERS, PeerRule(chosen=("Z",), why="x"))


@pytest.mark.requirement("R-124", "R-237")
@pytest.mark.parametrize(("number", "is_enough"), [(0, False), (4, False), (5, True), (9, True)])
def test_five_peers_are_the_fewest(number: int, is_enough: bool) -> None:
    """With fewer than five peers there is no comparison, and it is said how many there are."""
    group = choose_peers(profile(OWN), [other(f"P{n}") for n in range(number)], PeerRule())
    assert group.is_enough is is_enough
    assert FEWEST_PEERS == 5
    assert f"There are {number} similar" in group.refusal


def test_a_body_is_no_peer_of_what_it_was_formed_from() -> None:
    """Own predecessors are left out: the same people would stand on both sides."""
    own = profile(replace(OWN, predecessors=("OLD1",)))
    group = choose_peers(own, OTHERS, PeerRule(()))
    assert "OLD1" not in {one.facts.code for one in group.peers}
    assert any("was formed from OLD1" in note for note in group.notes)


def test_unknown_trait_is_refused() -> None:
    """Nobody is alike in something that is not known of the organisation itself."""
    own = profile(replace(OWN, region=""))
    with pytest.raises(ConfigurationError, match="region of Own is not known"):
        choose_peers(own, OTHERS, PeerRule((Likeness.REGION,)))


@pytest.mark.parametrize(
    ("people", "band"),
    [
        (49, "under 50 people"),
        (50, "50 to under 100 people"),
        (9999, "5,000 to under 10,000 people"),
        (10000, "10,000 people or more"),
    ],
)
def test_size_bands(people: int, band: str) -> None:
    """The lower edge of a band is in it, the upper one is in the next."""
    assert size_band(people) == band


@pytest.mark.parametrize(
    ("share", "band"),
    [
        (None, ""),
        (0.049, "under 5% of the population"),
        (0.05, "5% to under 10% of the population"),
        (0.9, "35% of the population or more"),
    ],
)
def test_ethnic_bands(share: float | None, band: str) -> None:
    """Shares of the population served are banded alike; an unknown one has no band."""
    assert ethnic_band(share) == band
