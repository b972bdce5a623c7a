"""The numbers of people that a reader could work out, by name, and what binds them together.

Every number has a key that says whose it is, of which day or period, and of whom
(``11T/2016-03-31/staff/all/compared``). Keys mean the same in every release, so that an earlier
report, an answer to a request and a pool's total all speak of the same unknowns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people.

    Parameters
    ----------
    key, words
        Its name, and what it counts in words.
    value
        The count; None where it is another body's and not known here.
    is_sensitive
        Whether it counts people of one group (or who met one event): where it is small, nobody may
        find that out.
    members
        Keys of the parts it is made of, itself included.
    """

    key: str
    words: str
    value: int | None
    is_sensitive: bool = False
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Relation:
    """``lower <= sum of weight x quantity <= upper``, which every reader may assume."""

    words: str
    terms: tuple[tuple[str, int], ...]
    lower: int | None
    upper: int | None


@dataclass
class Ledger:
    """The numbers of people under a set of figures, and the relations between them.

    Parameters
    ----------
    quantities, relations
        Filled by its methods.
    """

    quantities: dict[str, Quantity] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)

    def put(self, key: str, words: str, value: int | None, *, is_sensitive: bool = False) -> str:
        """Enter a number and return its key.

        Raises
        ------
        ValueError
            The key stands for another number already: a fault of the naming.
        """
        known = self.quantities.get(key)
        if known is not None and known.value != value:
            raise ValueError(f"{key} cannot be {known.value} and {value}")
        if known is None:
            self.quantities[key] = Quantity(key, words, value, is_sensitive, frozenset({key}))
        return key

    def total(
        self, key: str, words: str, parts: Sequence[str], *, is_sensitive: bool = False
    ) -> str:
        """Enter the sum of some numbers; of a single one it is that number itself."""
        if len(parts) == 1:
            return parts[0]
        value = sum(self.value(part) for part in parts)
        if key not in self.quantities:
            members = frozenset().union(*(self.quantities[part].members for part in parts))
            self.quantities[key] = Quantity(key, words, value, is_sensitive, members | {key})
            self.add_up(parts, key)
        return self.put(key, words, value)

    def add_up(self, parts: Iterable[str], whole: str) -> None:
        """Say that the parts make up the whole; a part that is named twice counts twice."""
        terms = (*Counter(parts).items(), (whole, -1))
        self.relations.append(Relation(f"the parts make up {self.words(whole)}", terms, 0, 0))

    def within(self, part: str, whole: str, times: int = 1) -> None:
        """Say that a number is part of another, where it is: no reader may assume what is false."""
        if part != whole and self.value(part) <= times * self.value(whole):
            words = f"{self.words(part)} is part of {self.words(whole)}"
            self.relations.append(Relation(words, ((whole, times), (part, -1)), 0, None))

    def rest(self, whole: str, part: str, words: str, times: int = 1) -> str | None:
        """Enter those of the whole who are not in the part; None where that is not a count."""
        value = times * self.value(whole) - self.value(part)
        key = f"{part}/not"
        if value < 0:
            return None
        if key not in self.quantities:
            self.put(key, words, value, is_sensitive=True)
            terms = ((part, 1), (key, 1), (whole, -times))
            self.relations.append(Relation(f"those who are and are not: {words}", terms, 0, 0))
        return key

    def value(self, key: str) -> int:
        """Return a number; for numbers of one's own."""
        value = self.quantities[key].value
        if value is None:
            raise KeyError(f"{key} is not known here")
        return value

    def words(self, key: str) -> str:
        """Return a number's name in words."""
        return self.quantities[key].words


def holds(relation: Relation, values: Mapping[str, int]) -> bool:
    """Whether a relation is true of these numbers."""
    total = sum(weight * values[key] for key, weight in relation.terms)
    above = relation.lower is None or total >= relation.lower
    return above and (relation.upper is None or total <= relation.upper)
