"""Which organisations are similar enough to be compared with (guidance 03764, section 3.2)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError

if TYPE_CHECKING:
    from dueregard.benchmarks.profiles import Facts, Profile

FEWEST_PEERS = 5
"""With fewer, a comparison is with single organisations, and says more of them than of the own."""
SIZES_IN_PEOPLE = (50, 100, 250, 1000, 5000, 10000)
ETHNIC_SHARES = (0.05, 0.10, 0.20, 0.35)


class Likeness(StrEnum):
    """By what organisations are alike."""

    KIND = "kind"
    SIZE = "size"
    REGION = "region"
    ETHNICITY = "ethnicity"


@dataclass(frozen=True, slots=True)
class PeerRule:
    """How peers are found: alike in all of these, or chosen by code with a reason."""

    alike: tuple[Likeness, ...] = (Likeness.KIND, Likeness.SIZE)
    chosen: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The peers of one organisation.

    Parameters
    ----------
    own
        The organisation itself.
    peers
        In the order of their codes: an order of figures would be a rank.
    words
        By which rule, in words.
    left_out
        How many of the organisations given are no peers.
    notes
        Successors and predecessors among them.
    """

    own: Profile
    peers: tuple[Profile, ...]
    words: str
    left_out: int
    notes: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether there are enough peers for a comparison."""
        return len(self.peers) >= FEWEST_PEERS

    @property
    def refusal(self) -> str:
        """Why there is no comparison."""
        return (
            f"There are {len(self.peers)} similar organisations ({self.words}). A comparison takes "
            f"{FEWEST_PEERS} or more, so none is made."
        )


def size_band(people: int) -> str:
    """Return the band of size that a number of staff is in."""
    return _band(people, SIZES_IN_PEOPLE, lambda n: f"{n:,.0f}", "people")


def ethnic_band(share: float | None) -> str:
    """Return the band of the compared group's share of the population served."""
    if share is None:
        return ""
    return _band(share, ETHNIC_SHARES, lambda value: f"{100 * value:.0f}%", "of the population")


def _band(value: float, edges: Sequence[float], words: Callable[[float], str], what: str) -> str:
    place = bisect_right(edges, value)
    if place == 0:
        return f"under {words(edges[0])} {what}"
    if place == len(edges):
        return f"{words(edges[-1])} {what} or more"
    return f"{words(edges[place - 1])} to under {words(edges[place])} {what}"


_TRAITS: dict[Likeness, Callable[[Facts], str]] = {
    Likeness.KIND: lambda facts: facts.kind,
    Likeness.SIZE: lambda facts: size_band(facts.people),
    Likeness.REGION: lambda facts: facts.region,
    Likeness.ETHNICITY: lambda facts: ethnic_band(facts.ethnic_share),
}


def choose_peers(own: Profile, others: Sequence[Profile], rule: PeerRule) -> PeerGroup:
    """Find the peers of an organisation.

    Parameters
    ----------
    own
        The organisation.
    others
        Whoever could be one; the own profile and its predecessors are left out.
    rule
        By what they are alike, or which were chosen.

    Raises
    ------
    ConfigurationError
        A chosen code is not among them, a choice has no reason, or the organisation itself has not
        the trait that it is to share.
    """
    known = {one.facts.code: one for one in others if one.standard == own.standard}
    known.pop(own.facts.code, None)
    if rule.chosen:
        peers = _chosen(known, rule)
        words = f"chosen: {rule.why}"
    else:
        peers = [one for one in known.values() if _is_like(own.facts, one.facts, rule)]
        words = _words(own.facts, rule)
    kept = [one for one in peers if not _is_kin(own.facts, one.facts)]
    ordered = tuple(sorted(kept, key=lambda one: one.facts.code))
    return PeerGroup(own, ordered, words, len(known) - len(ordered), _notes(own, ordered))


def _chosen(known: dict[str, Profile], rule: PeerRule) -> list[Profile]:
    lacking = sorted(set(rule.chosen) - set(known))
    if lacking:
        raise ConfigurationError(
            f"Chosen as peers, but not given: {', '.join(lacking)}.",
            advice="Give their files with --peers.",
        )
    if not rule.why.strip():
        raise ConfigurationError(
            "A choice of peers needs its reason.", advice="Say why these, with --why."
        )
    return [known[code] for code in dict.fromkeys(rule.chosen)]


def _is_like(own: Facts, other: Facts, rule: PeerRule) -> bool:
    return all(_trait(own, one) == _TRAITS[one](other) for one in rule.alike)


def _trait(own: Facts, likeness: Likeness) -> str:
    trait = _TRAITS[likeness](own)
    if not trait:
        raise ConfigurationError(
            f"The {likeness} of {own.name} is not known, so nobody can be alike in it.",
            advice="Give it with --facts, or compare by something else.",
        )
    return trait


def _words(own: Facts, rule: PeerRule) -> str:
    return ", ".join(f"{one.value}: {_trait(own, one)}" for one in rule.alike) or "all given"


def _is_kin(own: Facts, other: Facts) -> bool:
    """Whether one was formed from the other: the same people would stand on both sides."""
    return other.code in own.predecessors or own.code in other.predecessors


def _notes(own: Profile, peers: Sequence[Profile]) -> tuple[str, ...]:
    return tuple(
        f"{one.facts.name} was formed from {', '.join(one.facts.predecessors)}: figures of years "
        "before that are of those bodies, or missing."
        for one in (own, *peers)
        if one.facts.predecessors
    )
