"""What a printed number says about numbers of people, by name, so that it can be kept for years.

The register keeps these: a later release is audited against every statement ever made in public,
whoever made it. Numbering turns names into the cells of one system.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dueregard.disclosure.facts import Fact, LinearFact, Published, ShareFact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dueregard.releases.quantities import Relation

    Tables = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Line:
    """``lower <= sum of weight x quantity <= upper`` by keys."""

    terms: tuple[tuple[str, int], ...]
    lower: int | None
    upper: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A part over its whole prints alike within ``low`` and ``high`` of ``scale``."""

    part: str
    whole: str
    low: int
    high: int
    scale: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A printed number with all that it tells; ``is_rule`` for what goes without saying."""

    words: str
    facts: tuple[Line | Share, ...]
    is_rule: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """The numbers it speaks of."""
        return frozenset(key for fact in self.facts for key in fact_keys(fact))


def fact_keys(fact: Line | Share) -> tuple[str, ...]:
    """Return the keys that a fact speaks of."""
    if isinstance(fact, Share):
        return (fact.part, fact.whole)
    return tuple(key for key, _ in fact.terms)


def exactly(key: str, value: int) -> Line:
    """Return the fact of a printed count."""
    return Line(((key, 1),), value, value)


def between(key: str, lower: int, upper: int | None) -> Line:
    """Return the fact that a count lies in a range."""
    return Line(((key, 1),), lower, upper)


def rule_of(relation: Relation) -> Statement:
    """Return a relation as a statement that goes without saying."""
    fact = Line(relation.terms, relation.lower, relation.upper)
    return Statement(relation.words, (fact,), is_rule=True)


def is_true(statement: Statement, values: Mapping[str, int | None]) -> bool | None:
    """Whether a statement is true of these numbers; None where one of them is not known."""
    known: dict[str, int] = {}
    for fact in statement.facts:
        for key in fact_keys(fact):
            value = values.get(key)
            if value is None:
                return None
            known[key] = value
    return all(_holds(fact, known) for fact in statement.facts)


def _holds(fact: Line | Share, values: Mapping[str, int]) -> bool:
    if isinstance(fact, Share):
        cells = ShareFact(0, 1, fact.low, fact.high, fact.scale, fact.closed)
        return cells.admits(values[fact.part], values[fact.whole])
    total = sum(weight * values[key] for key, weight in fact.terms)
    above = fact.lower is None or total >= fact.lower
    return above and (fact.upper is None or total <= fact.upper)


@dataclass
class Numbering:
    """Cells by key.

    Parameters
    ----------
    keys
        In the order of the cells.
    """

    keys: Sequence[str]
    place: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.place = {key: number for number, key in enumerate(self.keys)}

    def published(self, statement: Statement) -> Published:
        """Return a statement over cells."""
        facts = tuple(self._fact(fact) for fact in statement.facts)
        return Published(statement.words, facts, is_rule=statement.is_rule)

    def _fact(self, fact: Line | Share) -> Fact:
        place = self.place
        if isinstance(fact, Share):
            part, whole = place[fact.part], place[fact.whole]
            return ShareFact(part, whole, fact.low, fact.high, fact.scale, fact.closed)
        weights: dict[int, int] = {}
        for key, weight in fact.terms:
            # Each number stands once in a row: a solver may run for ever on one that stands twice.
            weights[place[key]] = weights.get(place[key], 0) + weight
        return LinearFact((*weights,), (*weights.values(),), fact.lower, fact.upper)

    def prints(self, statement: Statement, tables: Tables) -> Flags:
        """Return for each table (rows) whether it prints this statement alike."""
        import numpy as np  # noqa: PLC0415 - heavy; only where tables are

        alike = np.ones(len(tables), dtype=np.bool_)
        for fact in statement.facts:
            if isinstance(fact, Share):
                alike &= self._share_prints(fact, tables)
                continue
            cells = [self.place[key] for key, _ in fact.terms]
            sums = tables[:, cells] @ np.array([weight for _, weight in fact.terms])
            alike &= True if fact.lower is None else sums >= fact.lower
            alike &= True if fact.upper is None else sums <= fact.upper
        return alike

    def _share_prints(self, fact: Share, tables: Tables) -> Flags:
        part, whole = tables[:, self.place[fact.part]], tables[:, self.place[fact.whole]]
        scaled, top = fact.scale * part, fact.high * whole
        below = scaled <= top if fact.closed else scaled < top
        return (whole > 0) & (fact.low * whole <= scaled) & below


def to_document(statement: Statement) -> dict[str, Any]:
    """Return a statement as plain JSON values."""
    facts: list[dict[str, Any]] = []
    for fact in statement.facts:
        if isinstance(fact, Share):
            names = ("part", "whole", "low", "high", "scale", "closed")
            facts.append({name: getattr(fact, name) for name in names})
        else:
            terms = [[key, weight] for key, weight in fact.terms]
            facts.append({"terms": terms, "lower": fact.lower, "upper": fact.upper})
    return {"words": statement.words, "facts": facts}


def from_document(document: Mapping[str, Any]) -> Statement:
    """Return the statement that was written.

    Raises
    ------
    KeyError, TypeError, ValueError
        It is not one.
    """
    return Statement(str(document["words"]), tuple(map(_read_fact, document["facts"])))


def _read_fact(data: Mapping[str, Any]) -> Line | Share:
    if "part" in data:
        numbers = (int(data["low"]), int(data["high"]), int(data["scale"]))
        return Share(str(data["part"]), str(data["whole"]), *numbers, bool(data["closed"]))
    ends = (data["lower"], data["upper"])
    low, high = (None if end is None else int(end) for end in ends)
    return Line(tuple((str(key), int(weight)) for key, weight in data["terms"]), low, high)


def every_key(statements: Iterable[Statement]) -> list[str]:
    """Return the keys that the statements speak of, in order, once."""
    return list(dict.fromkeys(key for one in statements for key in sorted(one.keys)))
