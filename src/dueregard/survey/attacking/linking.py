"""Ways to link a person to a record, each from two sets of traces.

Each gives pairs: a person, and the record named for them. Where the evidence leaves several, one is
taken at random, as an attacker would have to.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

from dueregard.survey.attacking.evidence import Trace
from dueregard.survey.attacking.scoring import Pair

FEWEST = 5
_MOSTLY = 0.9
_EPOCHS = (1_000_000_000.0, 4_000_000_000.0)


@dataclass(frozen=True, slots=True)
class Linking:
    """Pairs, and what they were made from."""

    by: str
    pairs: tuple[Pair, ...]


def together(people: Sequence[Trace], records: Sequence[Trace]) -> Iterator[Linking]:
    """Pair people and records that stand in one row."""
    at: dict[tuple[str, int], list[int]] = defaultdict(list)
    for trace in people:
        at[trace.row.source, trace.row.position].append(trace.who)
    by_source: dict[str, dict[int, int]] = defaultdict(dict)
    for trace in records:
        for person in at[trace.row.source, trace.row.position]:
            by_source[trace.row.source][person] = trace.who
    for source, pairs in by_source.items():
        yield Linking(f"one row of {source}", tuple(sorted(pairs.items())))


def by_shared_values(
    people: Sequence[Trace], records: Sequence[Trace], source: random.Random
) -> Iterator[Linking]:
    """Pair people and records that have a value in common, in any two columns."""
    sides = (_columns(people), _columns(records))
    for (left, ours), (right, theirs) in product(*(side.items() for side in sides)):
        shared = set(ours) & set(theirs)
        is_split = len(set(ours) | set(theirs)) > 1
        pairs = [
            pair
            for value in sorted(shared)
            for pair in _at_random(ours[value], theirs[value], source)
        ]
        if is_split and len(pairs) >= FEWEST:
            yield Linking(f"{left} = {right}", tuple(pairs))


def by_time(
    people: Sequence[Trace], records: Sequence[Trace], source: random.Random
) -> Iterator[Linking]:
    """Pair people and records in the order of any two columns of times; equal times at random."""
    sides = [
        {name: _times(column) for name, column in _columns(one).items()}
        for one in (people, records)
    ]
    for (left, ours), (right, theirs) in product(*(side.items() for side in sides)):
        if min(len(ours), len(theirs)) >= FEWEST:
            pairs = _in_order(_shuffled(ours, source), _shuffled(theirs, source))
            yield Linking(f"times of {left} and {right}", pairs)


def by_position(people: Sequence[Trace], records: Sequence[Trace]) -> Iterator[Linking]:
    """Pair people and records in the order in which they stand in any two places."""
    sides = (_positions(people), _positions(records))
    for (left, ours), (right, theirs) in product(*(side.items() for side in sides)):
        if min(len(ours), len(theirs)) >= FEWEST:
            yield Linking(f"order of {left} and of {right}", _in_order(ours, theirs))


def by_group(
    people: dict[int, int], records: dict[int, int], name: str, source: random.Random
) -> Iterator[Linking]:
    """Pair people and records of the same group, such as the copy in which both are new."""
    ours, theirs = _grouped(people), _grouped(records)
    pairs = [
        pair
        for group in sorted(set(ours) & set(theirs))
        for pair in _at_random(ours[group], theirs[group], source)
    ]
    if len(pairs) >= FEWEST:
        yield Linking(name, tuple(pairs))


def at_random(people: int, records: int, source: random.Random) -> Linking:
    """Pair people and records as somebody does who knows nothing."""
    pairs = _at_random(list(range(people)), list(range(records)), source)
    return Linking("nothing to go by: a guess", tuple(pairs))


def _grouped(of: dict[int, int]) -> dict[int, list[int]]:
    grouped: dict[int, list[int]] = defaultdict(list)
    for who, group in sorted(of.items()):
        grouped[group].append(who)
    return grouped


def _at_random(ours: Sequence[int], theirs: Sequence[int], source: random.Random) -> list[Pair]:
    people, records = list(dict.fromkeys(ours)), list(dict.fromkeys(theirs))
    source.shuffle(people)
    source.shuffle(records)
    return list(zip(people, records, strict=False))


def _columns(traces: Sequence[Trace]) -> dict[str, dict[str, list[int]]]:
    """Return, by source and column, who has which value."""
    columns: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for trace in traces:
        for column, value in trace.row.values.items():
            if value:
                columns[f"{trace.row.source}, {column}"][value].append(trace.who)
    return columns


def _times(column: dict[str, list[int]]) -> list[tuple[float, int]]:
    """Return the moments of a column of times; nothing where it is none."""
    read = [(_moment(value), people) for value, people in column.items()]
    known = [(moment, who) for moment, people in read if moment is not None for who in people]
    everybody = sum(len(people) for people in column.values())
    return known if len(known) >= _MOSTLY * everybody else []


def _moment(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return number if _EPOCHS[0] <= number <= _EPOCHS[1] else None


def _shuffled(of: list[tuple[float, int]], source: random.Random) -> list[int]:
    """Return who, in the order of times, equal ones at random."""
    keyed = [(moment, source.random(), who) for moment, who in of]
    return list(dict.fromkeys(who for *_, who in sorted(keyed)))


def _positions(traces: Sequence[Trace]) -> dict[str, list[int]]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for trace in traces:
        places[trace.row.source].append((trace.row.position, trace.who))
    return {s: list(dict.fromkeys(who for _, who in sorted(p))) for s, p in places.items()}


def _in_order(ours: Sequence[int], theirs: Sequence[int]) -> tuple[Pair, ...]:
    """Pair two sequences by rank; where one is longer, by the part of the way."""
    few, many = sorted((len(ours), len(theirs)))
    steps = [number * many // few for number in range(few)]
    if len(ours) <= len(theirs):
        return tuple((ours[n], theirs[at]) for n, at in enumerate(steps))
    return tuple((ours[at], theirs[n]) for n, at in enumerate(steps))
