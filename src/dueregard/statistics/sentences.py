"""How is a small number said to a board? Counts first, percentage second, a plain sentence third.

Pure: results in, text out. A ratio is never given a per cent sign, is said with its direction, and
is not given at all where the numbers leave its size open; no events are never called equality.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.printing import half_up, people, percent, points_size
from dueregard.statistics.bounds import response_bounds
from dueregard.statistics.ratios import plain_ratio
from dueregard.statistics.results import EstimateState, Interval
from dueregard.statistics.sensitivity import Change, fragility, one_person_share, shortfall
from dueregard.statistics.trend import WATCH_FROM, Direction, Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dueregard.statistics.bounds import Bounds
    from dueregard.statistics.sensitivity import OnePerson

TOO_WIDE = 10.0
"""An interval whose ends are further apart than this factor leaves the size open."""
CLOSE_TO_EQUAL = (0.8, 1.25)
MOST_BASES = 20
"""So many bases are named in a sentence."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the groups and the outcome are called in a sentence.

    Parameters
    ----------
    first, second
        The groups, as adjectives: "White", "BME", "first-group".
    outcome
        What happened to a person, as it follows the word "person": "shortlisted", "with the
        outcome".
    """

    first: str = "White"
    second: str = "BME"
    outcome: str = "with the outcome"


def say_tally(tally: tuple[int, int]) -> str:
    """Say counts first and percentage second: ``21 of 129 (16.3%)``."""
    return f"{people(tally[0])} of {people(tally[1])} ({percent(tally[0] / tally[1])})"


def say_times(ratio: float) -> str:
    """Say a ratio as a number of times, with as many digits as a reader can use.

    One decimal from 1 to 10 and none above; two below 1 and next to 1, where one would mislead.
    """
    if math.isinf(ratio):
        return "without limit"
    if ratio >= 10.0 and half_up(ratio, 1) != "10.0":
        return f"{people(float(half_up(ratio, 0)))}"
    short = half_up(ratio, 1)
    return half_up(ratio, 2) if ratio < 1.0 or short == "1.0" else short


def say_end(end: float) -> str:
    """Say one end of an interval for a ratio: shorter than the ratio itself."""
    if end >= 1.0 or end == 0.0:
        return "0" if end == 0.0 else say_times(end)
    short = half_up(end, 1)
    if short == "1.0":
        return half_up(end, 2)
    if short != "0.0":
        return short
    return half_up(end, max(1, 1 - math.floor(math.log10(end)) - 1))


def say_chance(p_value: float) -> str:
    """Say a p-value as so many times in 100, or in 1,000 where it is smaller."""
    if p_value < 0.0005:
        return "less than once in 1,000 times"
    base = 100 if p_value >= 0.0095 else 1000
    number = int(half_up(p_value * base, 0))
    if number >= base:
        return "nearly always"
    return f"about {'once' if number == 1 else f'{number} times'} in {people(base)}"


def say_significance(p_value: float, *, is_testable: bool) -> str:
    """Say how often chance alone gives such a gap, or that nothing could have been conclusive."""
    if not is_testable:
        return "With so few events no result could have been conclusive."
    return (
        f"A gap this large comes up by chance {say_chance(p_value)} if both groups are treated "
        "alike."
    )


def say_proportion(tally: tuple[int, int], interval: Interval | None = None) -> str:
    """Say a share, what one person changes, and how far chance could move it.

    Parameters
    ----------
    tally
        Events and people.
    interval
        ``None`` for a count that is a fact and no sample of a process: nothing is then said of
        chance.
    """
    events, base = tally
    fewer, _, more = (percent(float(share)) for share in one_person_share(tally))
    if events == 0:
        change = f"One person more would make this {more}."
    elif events == base:
        change = f"One person fewer would make this {fewer}."
    else:
        change = f"One person more or fewer would make this {more} or {fewer}."
    lines = [f"{say_tally(tally)}.", change]
    if interval is not None:
        low, high = percent(interval.lower, 0), percent(interval.upper, 0)
        lines.append(
            f"A count of this size can easily move between {low} and {high} from year to year with "
            "nothing having changed."
        )
    return "\n".join(lines)


def say_answers(tally: tuple[int, int], workforce: int, interval: Interval) -> str:
    """Say a share of those who answered, and what those who did not could make of it.

    Parameters
    ----------
    tally
        Answers of the kind asked about, and answers in all.
    workforce
        Everybody who was asked.
    interval
        From `proportion_interval` with the workforce as population.
    """
    silent = workforce - tally[1]
    lines = [
        f"{people(tally[0])} of {people(tally[1])} who answered ({percent(tally[0] / tally[1])})."
    ]
    if silent:
        bounds = response_bounds(tally, workforce)
        low, high = percent(interval.lower, 0), percent(interval.upper, 0)
        lines.append(
            f"{people(silent)} did not answer; if all of them agreed, or none, the figure would be "
            f"{percent(bounds.upper, 0)} or {percent(bounds.lower, 0)}."
        )
        lines.append(f"If they are like those who answered, it lies between {low} and {high}.")
    return "\n".join(lines)


def say_likelihood(
    first: tuple[int, int],
    second: tuple[int, int],
    interval: Interval,
    changes: OnePerson,
    names: Names | None = None,
) -> str:
    """Say a ratio of rates with its direction, what one person changes, and what it leaves open.

    Parameters
    ----------
    first, second
        Events and people.
    interval
        From `ratio_interval` on the same tallies.
    changes
        From `one_person` on the same tallies.
    names
        What the groups and the outcome are called.
    """
    called = names or Names()
    counts = f"{called.first} {say_tally(first)}, {called.second} {say_tally(second)}."
    if interval.state is EstimateState.UNDEFINED:
        return f"{counts}\n{say_no_events()}"
    lines = [counts, _say_ratio(first, second, called)]
    if interval.state is EstimateState.ESTIMATED:
        lines.append(_say_one_more(first, second, changes, called))
    lines.append(say_range(interval))
    lines.extend(_say_parity(first, second, called))
    return "\n".join(lines)


def say_no_events() -> str:
    """Say that neither group had events, which shows nothing on whether they fare alike."""
    return "No events in either group: a ratio cannot be given, and nothing follows from that."


def _say_ratio(first: tuple[int, int], second: tuple[int, int], names: Names) -> str:
    """Say the ratio, or what one event in the group that has none would make it."""
    ratio = plain_ratio(first, second)
    if ratio is None or math.isinf(ratio) or ratio == 0.0:
        raised = [(x + (x == 0), n) for x, n in (first, second)]
        would = plain_ratio(raised[0], raised[1]) or 0.0
        group = names.first if first[0] == 0 else names.second
        return (
            f"A ratio cannot be given; one {group} person {names.outcome} would make it "
            f"{say_times(would)} times."
        )
    if half_up(ratio, 2) == "1.00":
        return f"{names.first} and {names.second} people were equally likely."
    return f"{names.first} people were {say_times(ratio)} times as likely as {names.second} people."


def _say_one_more(
    first: tuple[int, int], second: tuple[int, int], changes: OnePerson, names: Names
) -> str:
    """Say what one person more (or, in a full group, fewer) in the smaller group would do."""
    group = names.first if first[1] <= second[1] else names.second
    for change, words in ((Change.ONE_MORE, "more"), (Change.ONE_FEWER, "fewer")):
        scenario = changes.after(change)
        if scenario and scenario.ratio is not None and math.isfinite(scenario.ratio):
            person = f"One {words} {group} person {names.outcome}"
            if words == "fewer":
                person = f"One {group} person fewer {names.outcome}"
            return f"{person} would make it {say_times(scenario.ratio)}."
    return "One person fewer would leave no ratio at all."


def say_range(interval: Interval) -> str:
    """Say what ratios the figures fit, and whether they give its size."""
    lower, upper = say_end(interval.lower), say_end(interval.upper)
    if interval.is_open and interval.lower == 0.0:
        return "The figures fit any ratio at all."
    if interval.is_open or interval.lower == 0.0:
        reach = f"at least {lower}" if interval.is_open else f"at most {upper}"
        return f"The figures fit any ratio of {reach}, so no size can be given."
    return f"The figures fit anything from {lower} to {upper} times{_say_reading(interval)}."


def _say_reading(interval: Interval) -> str:
    """Say what an interval with two ends leaves open, as the end of a sentence."""
    low, high = CLOSE_TO_EQUAL
    if interval.contains(1.0):
        close = low <= interval.lower and interval.upper <= high
        return ", all close to equally likely" if close else ", so no size can be given"
    if interval.upper / interval.lower > TOO_WIDE:
        return ": the direction shows, but no size can be given"
    return ""


def _say_parity(first: tuple[int, int], second: tuple[int, int], names: Names) -> list[str]:
    """Say what parity would be in whole persons, and how few outcomes separate the groups."""
    smaller_first = first[1] <= second[1]
    smaller = first if smaller_first else second
    group, other = (names.first, names.second) if smaller_first else (names.second, names.first)
    gap = float(shortfall(first, second))
    parity = int(half_up(smaller[0] - gap, 0))
    lines = []
    if parity != smaller[0]:
        verb = "is" if smaller[0] == 1 else "are"
        lines.append(
            f"At the {other} rate there would be {people(parity)} {group}; there {verb} "
            f"{people(smaller[0])}."
        )
    away = fragility(first, second)
    if away:
        outcomes = "outcome" if away == 1 else "outcomes"
        lines.append(f"{people(away)} {outcomes} the other way would close it.")
    return lines


def say_gap(
    first: tuple[int, int], second: tuple[int, int], interval: Interval, names: Names | None = None
) -> str:
    """Say a difference of two shares in points, and how few answers would close it.

    Parameters
    ----------
    first, second
        Events and people.
    interval
        From `difference_interval` on the same tallies.
    names
        What the groups are called.
    """
    called = names or Names("First group", "second group")
    counts = f"{called.first} {say_tally(first)}, {called.second} {say_tally(second)}."
    gap = interval.estimate or 0.0
    away = fragility(first, second)
    if away is None:
        return f"{counts}\nNo events in either group, and nothing follows from that."
    if gap == 0.0:
        line = "No gap in these figures."
    else:
        answers = "answer" if away == 1 else "answers"
        higher = called.first if gap > 0.0 else called.second
        line = (
            f"Gap {points_size(gap)} points, {higher} higher; {people(away)} {answers} the other "
            "way would close it."
        )
    ends = " to ".join(_say_points(end) for end in (interval.lower, interval.upper))
    return f"{counts}\n{line}\nThe figures fit any gap from {ends} points."


def _say_points(difference: float) -> str:
    """Say points with a sign only where they are negative."""
    text = half_up(100.0 * difference, 0)
    return text.replace("-", "\N{MINUS SIGN}")


def say_trend(years: Sequence[tuple[int, int]], found: Watch, p_value: float) -> str:
    """Say the years, the run they end in, and how often chance gives as much.

    Parameters
    ----------
    years
        Events and people, oldest first.
    found
        From `watch` on the same years.
    p_value
        From `trend_test` on the same years.
    """
    counts = ", ".join(say_tally(year) for year in years) + "."
    chance = (
        "If these are different people each year, a trend this strong comes up by chance "
        f"{say_chance(p_value)} with nothing changed."
    )
    return "\n".join([counts, say_watch(found), chance])


_ONCE = {Direction.RISING: "rise", Direction.FALLING: "fall"}


def say_watch(found: Watch) -> str:
    """Say whether the last years run in one direction long enough to be watched."""
    if found.direction is None:
        return "The last two years show no direction."
    once = _ONCE[found.direction]
    runs = f"1 {once}" if found.changes == 1 else f"{found.changes} {once}s in a row"
    if found.is_of_single_persons:
        runs += " of one person" if found.changes == 1 else ", each of one person"
    if found.is_raised:
        return f"Watch: {runs}. This is a reason to look, not a significant result."
    return f"{runs}; {WATCH_FROM} in a row are a reason to watch."


def say_bounds(unknown: int, total: int, bounds: Bounds, group: str = "BME") -> str:
    """Say the worst-case bounds of a share, whoever the unknown people are.

    Parameters
    ----------
    unknown, total
        People of whom it is not known, and all.
    bounds
        From `share_bounds` on the same people.
    group
        What the group is called.
    """
    if unknown == 0:
        return f"Everybody is known: the {group} share is {percent(bounds.lower)}."
    verb = "is" if unknown == 1 else "are"
    return (
        f"{people(unknown)} of {people(total)} {verb} not known. The {group} share is somewhere "
        f"from {percent(bounds.lower, 0)} to {percent(bounds.upper, 0)}."
    )


def say_possible(
    printed: str,
    base: int,
    numerators: Sequence[int],
    beside: tuple[int, int],
    *,
    decimals: int = 1,
) -> str:
    """Say whether whole people could give a percentage, and if not, which come nearest.

    Parameters
    ----------
    printed
        The percentage as printed, without its sign.
    base
        The base it is said to have.
    numerators
        From `possible_numerators`.
    beside
        From `neighbours`.
    decimals
        Decimals of the percentages shown for the neighbours.
    """
    if not numerators:
        near = ", ".join(
            f"{people(events)} of {people(base)} would be {percent(events / base, decimals)}"
            for events in dict.fromkeys(beside)
        )
        return f"{printed}% of {people(base)} is impossible: {near}."
    if len(numerators) == 1:
        return f"{printed}% of {people(base)} is {people(numerators[0])} of {people(base)}."
    return (
        f"{printed}% of {people(base)} is one of {len(numerators)} numbers, from "
        f"{people(numerators[0])} to {people(numerators[-1])}."
    )


def say_bases(found: Sequence[tuple[int, Sequence[int]]], smallest: int, largest: int) -> str:
    """Say which bases in a range could give a percentage, each with its numbers of people."""
    if not found:
        return f"No base from {people(smallest)} to {people(largest)} could give it."
    span = f"from {people(smallest)} to {people(largest)}"
    shown = ", ".join(f"{people(base)} ({_say_numbers(fit)})" for base, fit in found[:MOST_BASES])
    if len(found) > MOST_BASES:
        return f"{people(len(found))} bases {span} could give it, the first of them {shown}."
    return f"Bases {span} that could give it: {shown}."


def _say_numbers(numbers: Sequence[int]) -> str:
    if len(numbers) <= 2:
        return " or ".join(people(number) for number in numbers)
    return f"{people(numbers[0])} to {people(numbers[-1])}"
