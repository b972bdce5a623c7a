"""What a target means in people: how many, how many more, and whether there are posts for them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from dueregard.printing import half_up
from dueregard.records.plans import RecordingTarget, Target
from dueregard.records.words import Recorded

WHOM = {
    Recorded.CURRENT: "current staff",
    Recorded.STARTERS: "new starters",
    Recorded.LEAVERS: "leavers",
}
"""The populations of recording, in words."""


@dataclass(frozen=True, slots=True)
class Feasibility:
    """What a target comes to.

    Parameters
    ----------
    wanted
        People of the group that the target needs.
    appointments
        How many more than now: the least number of appointments from the group, which is enough
        if nobody of the group leaves and the number of people there stays the same.
    openings
        Posts that are expected to be filled; ``None`` where nobody said.
    one_person
        How many percentage points one person is.
    """

    wanted: int
    appointments: int
    openings: int | None
    one_person: float

    @property
    def reachable(self) -> bool | None:
        """Whether there are posts enough; ``None`` where nobody said how many."""
        return None if self.openings is None else self.appointments <= self.openings


def feasibility(target: Target) -> Feasibility | None:
    """Work out what a target means in people; ``None`` where a number it needs is missing.

    A share of 25 % of 13 people is 3.25: the target needs 4 of them. The arithmetic is exact, so
    that 30 % of 10 is 3 and never 4.
    """
    if target.baseline is None or not target.people or target.target_percent is None:
        return None
    wanted = _wanted(target.target_percent, target.people)
    more = max(0, wanted - target.baseline)
    return Feasibility(wanted, more, target.openings, 100 / target.people)


def target_sentence(target: Target) -> str:
    """Say a target in people and in per cent, and what it takes."""
    found = feasibility(target)
    if found is None or target.people is None or target.baseline is None:
        return f"{target.group} in {target.place}: a number is missing to say this in people."
    share = half_up(100 * target.baseline / target.people, 1)
    goal = half_up(target.target_percent or 0, 1)
    start = (
        f"{target.group} in {target.place}: from {target.baseline} of {target.people} ({share}%) "
        f"to {found.wanted} of {target.people} ({goal}% or more)."
    )
    return f"{start} {_takes(found)}"


def recording_sentence(target: RecordingTarget) -> str:
    """Say how far the recording of a detail is from its target, in people and in per cent."""
    what = f"{target.characteristic.capitalize()} of {WHOM[target.population]}"
    if target.recorded is None or not target.people:
        return f"{what}: nobody has counted for how many it is recorded."
    share = half_up(100 * target.recorded / target.people, 1)
    start = f"{what}: recorded for {target.recorded} of {target.people} ({share}%)"
    if target.target_percent is None:
        return f"{start}; no target is set."
    short = recording_gap(target) or 0
    goal = half_up(target.target_percent, 1)
    rest = f"{short} more to reach {goal}%" if short else f"the target of {goal}% is met"
    return f"{start}; {rest}."


def recording_gap(target: RecordingTarget) -> int | None:
    """Count the people whose detail is still to be recorded for the target."""
    if target.recorded is None or not target.people or target.target_percent is None:
        return None
    return max(0, _wanted(target.target_percent, target.people) - target.recorded)


def _wanted(percent: float, people: int) -> int:
    # A typed 33.3 is binary 33.2999...; its text is the number that was meant.
    return ceil(Fraction(str(percent)) * people / 100)


def _takes(found: Feasibility) -> str:
    if not found.appointments:
        return "It is reached already."
    posts = "appointment" if found.appointments == 1 else "appointments"
    least = f"That takes at least {found.appointments} {posts} from this group"
    if found.openings is None:
        return f"{least}; say how many posts you expect to fill."
    if not found.reachable:
        return f"{least}, and only {found.openings} posts are expected: it cannot be reached."
    return f"{least}, of {found.openings} posts that are expected."
