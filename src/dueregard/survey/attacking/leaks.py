"""The nine leaks of surveys that were called anonymous, each played against complete dumps.

Each leak was found in a real product (the list with its sources stands in
docs/explanation/survey-confidentiality.md). A tenth attack compares copies of the store.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

from dueregard.survey.attacking.evidence import (
    BACKUPS,
    HANDOVER,
    Evidence,
    Trace,
    find_traces,
    gather_evidence,
    opened_rows,
)
from dueregard.survey.attacking.linking import (
    Linking,
    at_random,
    by_group,
    by_position,
    by_shared_values,
    by_time,
    together,
)
from dueregard.survey.attacking.reading import Row
from dueregard.survey.attacking.scoring import LEVEL, Pair, Score, score
from dueregard.survey.attacking.subtraction import Recovered, TrueCell, find_recovered
from dueregard.survey.instrument import ETHNICITY
from dueregard.survey.opening import groups_of
from dueregard.survey.vault import DATABASE
from dueregard.vocabulary import Group

_SEED = 7
_NEAR_BYTES = 512
_WORD = 8
_NEARLY_ALONE = 1.2
Attack = Callable[[Evidence, random.Random], Iterator[Linking]]


@dataclass(frozen=True, slots=True)
class Leak:
    """One of the leaks: its number in the list, its name, and what is tried."""

    number: int
    name: str
    attack: Attack


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attack.

    Parameters
    ----------
    leak
        Which.
    tried
        How many pairings.
    by
        What the best of them went by.
    best
        Its score; nothing for the attack by subtraction.
    recovered
        Numbers worked out by subtraction.
    level
        At which each pairing was tested.
    """

    number: int
    name: str
    tried: int
    by: str
    best: Score | None
    recovered: tuple[Recovered, ...]
    level: float

    @property
    def has_linked(self) -> bool:
        """Whether it did better than chance."""
        return bool(self.recovered) or (self.best is not None and self.best.p_value <= self.level)


def attack(folder: Path) -> tuple[Outcome, ...]:
    """Play every leak against complete dumps of a survey whose truth is known.

    Parameters
    ----------
    folder
        See :func:`dueregard.survey.attacking.evidence.gather_evidence`.

    Returns
    -------
    tuple of Outcome
        One for each leak.
    """
    evidence = gather_evidence(folder)
    source = random.Random(_SEED)  # noqa: S311 - an attacker's guesses, the same at each run
    tries = [(leak, _tries(leak, evidence, source)) for leak in LEAKS]
    level = LEVEL / sum(len(linkings) for _, linkings in tries)
    outcomes = [_outcome(leak, linkings, evidence, level) for leak, linkings in tries]
    recovered = find_recovered(folder, _true_cells(evidence), evidence.manifest.rules.threshold)
    how = recovered[0].by if recovered else "nothing below the threshold comes out"
    outcomes.append(Outcome(9, "results by subtraction", 1, how, None, recovered, level))
    return tuple(sorted(outcomes, key=lambda one: one.number))


def _tries(leak: Leak, evidence: Evidence, source: random.Random) -> list[Linking]:
    """Return the pairings of an attack; a guess where it has nothing to go by."""
    found = [one for one in leak.attack(evidence, source) if one.pairs]
    guess = at_random(len(evidence.truth.codes), len(evidence.contents), source)
    return found or [guess]


def _outcome(leak: Leak, linkings: Sequence[Linking], evidence: Evidence, level: float) -> Outcome:
    truth, contents = evidence.truth.answers, evidence.contents
    scored = [(score(one.pairs, truth, contents, level=level), one.by) for one in linkings]
    best, by = min(scored, key=lambda one: (one[0].p_value, -one[0].right))
    return Outcome(leak.number, leak.name, len(linkings), by, best, (), level)


# --- the attacks ----------------------------------------------------------------------------------


def _stamps(evidence: Evidence, source: random.Random) -> Iterator[Linking]:
    return by_time(evidence.people, evidence.records, source)


def _code_beside(evidence: Evidence, source: random.Random) -> Iterator[Linking]:  # noqa: ARG001 - one signature for all
    return together(evidence.people, evidence.records)


def _remains(evidence: Evidence, source: random.Random) -> Iterator[Linking]:  # noqa: ARG001 - as above
    """Look for a mark next to a record in the bytes of the files, deleted rows among them."""
    for path in _databases(evidence.folder):
        marks, records = (_offsets(path, of) for of in (evidence.marks, evidence.sealed))
        pairs = _neighbours(marks, records)
        if pairs:
            yield Linking(f"neighbours in the bytes of {path.name}", pairs)


def _joined(evidence: Evidence, source: random.Random) -> Iterator[Linking]:
    for one in by_shared_values(evidence.people, evidence.records, source):
        if _is_alone(one, evidence):
            yield one


def _metadata(evidence: Evidence, source: random.Random) -> Iterator[Linking]:
    for one in by_shared_values(evidence.people, evidence.records, source):
        if not _is_alone(one, evidence):
            yield one


def _pseudonym(evidence: Evidence, source: random.Random) -> Iterator[Linking]:
    """Link a comment, by whose words its writer is recognised, to the writer's answers."""
    return _every_way(evidence.notes, evidence.records, source)


def _handed_over(evidence: Evidence, source: random.Random) -> Iterator[Linking]:
    records = [one for one in evidence.records if one.row.source.startswith(HANDOVER)]
    return _every_way(evidence.people, records, source)


def _order(evidence: Evidence, source: random.Random) -> Iterator[Linking]:  # noqa: ARG001 - as above
    yield from by_position(evidence.people, evidence.records)
    for path in _databases(evidence.folder):
        sides = (_offsets(path, of) for of in (evidence.marks, evidence.sealed))
        rows = [
            [Trace(who, Row(f"bytes of {path.name}", at, {})) for at, who in side] for side in sides
        ]
        yield from by_position(*rows)


def _copies(evidence: Evidence, source: random.Random) -> Iterator[Linking]:
    """See in which copy of the store a code is first spent, and an answer first there."""
    first: tuple[dict[int, int], dict[int, int]] = ({}, {})
    tokens = [
        {one.hex(): who for who, one in enumerate(of)} for of in (evidence.marks, evidence.sealed)
    ]
    for number, copy in enumerate(_backups(evidence.folder)):
        rows = opened_rows(copy, evidence.folder)
        for seen, known in zip(first, tokens, strict=True):
            for trace in find_traces(rows, known):
                seen.setdefault(trace.who, number)
    return by_group(*first, "first copy that has both", source)


LEAKS = (
    Leak(1, "times kept beside answers", _stamps),
    Leak(2, "code beside the answer", _code_beside),
    Leak(3, "remains that reverse it later", _remains),
    Leak(4, "unlinked on the screen only", _joined),
    Leak(5, "address, browser, place", _metadata),
    Leak(6, "one name through all questions", _pseudonym),
    Leak(7, "key and date handed over", _handed_over),
    Leak(8, "order of rows", _order),
    Leak(10, "copies of the store compared", _copies),
)


# --- what they look at ----------------------------------------------------------------------------


def _every_way(
    people: Sequence[Trace], records: Sequence[Trace], source: random.Random
) -> Iterator[Linking]:
    return chain(
        together(people, records),
        by_shared_values(people, records, source),
        by_time(people, records, source),
        by_position(people, records),
    )


def _is_alone(linking: Linking, evidence: Evidence) -> bool:
    """Whether a shared value belongs to about one person, as the key of a row does."""
    left, _, right = linking.by.partition(" = ")
    sides = ((left, evidence.people), (right, evidence.records))
    return all(_people_a_value(name, traces) <= _NEARLY_ALONE for name, traces in sides)


def _people_a_value(name: str, traces: Sequence[Trace]) -> float:
    source, _, column = name.rpartition(", ")
    values = [
        trace.row.values[column]
        for trace in traces
        if trace.row.source == source and column in trace.row.values
    ]
    return len(values) / max(1, len(set(values)))


def _databases(folder: Path) -> list[Path]:
    return sorted(folder.rglob(f"{DATABASE}*"))


def _backups(folder: Path) -> list[Path]:
    below = folder / BACKUPS
    places = below.iterdir() if below.is_dir() else ()
    return sorted((one for one in places if one.is_dir()), key=lambda one: (len(one.name), one))


def _offsets(path: Path, of: Sequence[bytes]) -> list[tuple[int, int]]:
    """Return every place in the bytes of a file where something stands, and whose it is."""
    import numpy as np  # noqa: PLC0415 - --help must not wait for it

    content = path.read_bytes()
    owners = {int.from_bytes(one[:_WORD], "little"): who for who, one in enumerate(of)}
    wanted = np.array(sorted(owners), dtype=np.uint64)
    found = []
    for shift in range(min(_WORD, len(content))):
        count = (len(content) - shift) // _WORD
        words = np.frombuffer(content, dtype="<u8", count=count, offset=shift)
        for place in np.flatnonzero(np.isin(words, wanted)):
            at = int(place) * _WORD + shift
            who = owners[int(words[place])]
            if content.startswith(of[who], at):
                found.append((at, who))
    return sorted(found)


def _neighbours(
    marks: Sequence[tuple[int, int]], records: Sequence[tuple[int, int]]
) -> tuple[Pair, ...]:
    """Pair each record with the last mark before it, where that is near."""
    ours = sorted([(at, 0, who) for at, who in marks] + [(at, 1, who) for at, who in records])
    pairs: dict[int, int] = {}
    for (at, kind, who), (then, other, record) in pairwise(ours):
        if (kind, other) == (0, 1) and then - at <= _NEAR_BYTES:
            pairs.setdefault(who, record)
    return tuple(pairs.items())


def _true_cells(evidence: Evidence) -> dict[tuple[str, str], TrueCell]:
    """Count, by item, group and body, who answered: what the results must not give away."""
    groups, keys = groups_of(evidence.manifest), [q.key for q in evidence.manifest.questions]
    bodies = _bodies(evidence)
    cells: dict[tuple[str, str], dict[str, int]] = {
        (item.key, group.value): {} for item in evidence.manifest.plan for group in Group
    }
    for who, joined in enumerate(evidence.truth.answers):
        given = dict(zip(keys, joined.split("/"), strict=True))
        group = groups.get(given[ETHNICITY], Group.UNKNOWN)
        for item in evidence.manifest.plan:
            if any(given[key] in item.base for key in item.items):
                cell = cells[item.key, group.value]
                cell[bodies.get(who, "")] = cell.get(bodies.get(who, ""), 0) + 1
    return {place: TrueCell(by_body) for place, by_body in cells.items()}


def _bodies(evidence: Evidence) -> dict[int, str]:
    """Return each person's body, as the table of admitted codes says."""
    codes = {body.code for body in evidence.manifest.bodies}
    return {
        trace.who: value
        for trace in evidence.people
        for value in trace.row.values.values()
        if value in codes
    }
