"""Which results may be seen: each judged as if the worst were true of the bodies behind it.

An answer bears no body, so nobody knows how many of a group work where. The rules about single
bodies are therefore judged at their worst case: all who answered in a body, known from its spent
codes, belong to the group in question (the manifest's rules; docs/explanation/
survey-confidentiality.md gives their reasons and sources).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dueregard.survey.handover import BodyCount
from dueregard.survey.manifest import Rules
from dueregard.survey.opening import GroupTally, ItemTally
from dueregard.vocabulary import Group

LARGEST_PART = Fraction(1, 2)
FEWEST_INVITED = 20
HIDDEN = "Too few answers to be shown under the rules of the survey."
_COMPARED = (Group.REFERENCE, Group.COMPARED)


@dataclass(frozen=True, slots=True)
class Judged:
    """An item with what may be seen of it.

    Parameters
    ----------
    tally
        The counts.
    is_shown
        Whether the two compared groups are shown: always both, or neither, because one of them and
        the whole would tell the other.
    shows_unknown
        Whether those of unknown ethnicity are shown too.
    """

    tally: ItemTally
    is_shown: bool
    shows_unknown: bool


def judge(
    tallies: Sequence[ItemTally], participation: Mapping[str, BodyCount], rules: Rules
) -> tuple[Judged, ...]:
    """Say of each item of the plan whether it may be seen.

    Parameters
    ----------
    tallies
        See :func:`dueregard.survey.opening.open_handover`.
    participation
        How many people of each body answered.
    rules
        Of the manifest.
    """
    by_body = [one.answered for one in participation.values()]
    return tuple(_judged(tally, by_body, rules) for tally in tallies)


def _judged(tally: ItemTally, by_body: Sequence[int], rules: Rules) -> Judged:
    is_shown = all(may_be_seen(tally.of(group), by_body, rules) for group in _COMPARED)
    unknown = tally.of(Group.UNKNOWN)
    shows = is_shown and may_be_seen(unknown, by_body, rules)
    return Judged(tally, is_shown, shows)


def may_be_seen(group: GroupTally, by_body: Sequence[int], rules: Rules) -> bool:
    """Whether a group's share keeps to every rule, whoever works where.

    Parameters
    ----------
    group
        Its counts.
    by_body
        How many people answered in each body.
    rules
        Of the manifest.
    """
    return (
        sum(answered > 0 for answered in by_body) >= rules.bodies_at_least
        and group.base >= rules.threshold
        and min(group.counted, group.other) >= rules.each_answer_at_least
        and keeps_without_any(group.base, by_body, rules.threshold)
    )


def keeps_without_any(people: int, by_body: Sequence[int], threshold: int) -> bool:
    """Whether a group stays large enough without any one body, and no body is most of it.

    Parameters
    ----------
    people
        Of the group, over all bodies.
    by_body
        How many people answered in each body; at worst all of them are of the group.
    threshold
        How many have to be left.
    """
    worst = min(people, max(by_body, default=0))
    return people - worst >= threshold and worst <= LARGEST_PART * people


@dataclass(frozen=True, slots=True)
class BodyRate:
    """How many of a body answered, as far as it may be told.

    Parameters
    ----------
    code
        The body's.
    invited, answered
        Nothing in ``answered`` where it is not told.
    stands_alone
        Whether so many answered that a survey of it alone could show anything at all.
    """

    code: str
    invited: int
    answered: int | None
    stands_alone: bool


def response_rates(participation: Mapping[str, BodyCount], rules: Rules) -> tuple[BodyRate, ...]:
    """Return each body's response, told only where it says nothing about single people.

    Not told: fewer than 20 invited, nobody or everybody answered, or nearly so. The total would
    tell what is left untold: there the next smallest bodies are left untold too, until those untold
    are together no smaller than what may be told of one.
    """
    told = {code for code, one in participation.items() if _is_told(one, rules.threshold)}
    while told and not _is_covered([participation[c] for c in set(participation) - told], rules):
        told.remove(min(told, key=lambda code: (participation[code].invited, code)))
    return tuple(
        BodyRate(
            code,
            one.invited,
            one.answered if code in told else None,
            one.answered >= rules.threshold,
        )
        for code, one in sorted(participation.items())
    )


def _is_covered(untold: Sequence[BodyCount], rules: Rules) -> bool:
    together = BodyCount(sum(one.invited for one in untold), sum(one.answered for one in untold))
    return not untold or (len(untold) > 1 and _is_told(together, rules.threshold))


def _is_told(one: BodyCount, threshold: int) -> bool:
    silent = one.invited - one.answered
    return one.invited >= FEWEST_INVITED and one.answered >= threshold and silent >= threshold
