"""What goes into every function here, and when is it refused? Tallies and their checks.

A tally is a pair of whole numbers: how many people had the event, out of how many people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dueregard.errors import ConfigurationError, ReturnError

if TYPE_CHECKING:
    from collections.abc import Collection


class Tally(NamedTuple):
    """So many events among so many people.

    Every function that takes a tally takes a plain pair of whole numbers too.
    """

    events: int
    people: int


def check_tally(tally: tuple[int, int], *, allow_nobody: bool = False) -> Tally:
    """Return the pair as a tally, or say what is wrong with it.

    Parameters
    ----------
    tally
        Events and people, in that order.
    allow_nobody
        Whether a group of no people is meant (a stratum may lack one group).

    Raises
    ------
    ReturnError
        A negative or broken count, more events than people, or a group of nobody.
    """
    events, people = tally
    if type(events) is not int or type(people) is not int or events < 0 or people < 0:
        raise ReturnError(
            f"{events!r} of {people!r} is no count of people.",
            advice="Give two whole numbers of 0 or more, the events first.",
        )
    if events > people:
        raise ReturnError(
            f"{events} of {people} cannot be: there are more events than people.",
            advice="Give the events first and the people second, as in 3/41.",
        )
    if people == 0 and not allow_nobody:
        raise ReturnError(
            f"{events} of {people} has no percentage: there is nobody in the group.",
            advice="Leave the group out, and say that nobody is in it.",
        )
    return Tally(events, people)


def check_count(number: int, what: str) -> int:
    """Return a whole number of 0 or more, or say that it is none."""
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise ReturnError(
            f"{what} is {number!r}, which is no whole number of 0 or more.",
            advice="Count people, not percentages.",
        )
    return number


def check_level(level: float) -> float:
    """Return a confidence level between 0 and 1, or say that it is none."""
    if not 0.0 < level < 1.0:
        raise ConfigurationError(
            f"A confidence level of {level!r} is not between 0 and 1.",
            advice="Use 0.95 for 95 %.",
        )
    return level


def check_method(method: str, valid: Collection[str], *, what: str = "method") -> str:
    """Return the name of a method that exists, or list those that do."""
    if method not in valid:
        raise ConfigurationError(
            f"There is no {what} {method!r} here.",
            advice=f"Valid: {', '.join(sorted(valid))}.",
        )
    return method
