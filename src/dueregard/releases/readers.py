"""Who reads a release, and what each of them holds already.

The public holds every public release so far; who asked under freedom of information holds the
answers too; everybody can know who sits on the board; a colleague knows the own record; a member of
a pool knows the own numbers. A release has to be safe from each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dueregard.errors import UnsafeReleaseError
from dueregard.releases.catalogue import Catalogue
from dueregard.releases.statements import (
    Numbering,
    Statement,
    between,
    every_key,
    exactly,
    is_true,
    rule_of,
)
from dueregard.releases.watch import Watch, admit_all, complete
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NOBODY_IN_PARTICULAR = ("total", "known", "recorded", "declared")


@dataclass(frozen=True, slots=True)
class Known:
    """What was said before.

    Parameters
    ----------
    public, answers
        Statements of public releases, and of answers to requests, by whoever made them.
    members
        Numbers of other members of a pool, by key, where they are known here.
    """

    public: tuple[Statement, ...] = ()
    answers: tuple[Statement, ...] = ()
    members: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Readers:
    """Everything that is held before this release, over one numbering.

    Parameters
    ----------
    catalogue, known
        The figures, and what was said before.
    respondents_at_least
        Groups of which fewer answered are withheld, which itself tells that they were fewer.
    threshold
        A number below it is small.
    totals_are_known
        Whether a reader may know the size of whole populations from elsewhere.
    """

    catalogue: Catalogue
    known: Known
    respondents_at_least: int
    threshold: int
    totals_are_known: bool
    numbering: Numbering = field(init=False)
    superseded: tuple[Statement, ...] = field(init=False)
    truth: NDArray[np.int64] = field(init=False)
    assumed: list[Statement] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        values = {key: one.value for key, one in self.catalogue.ledger.quantities.items()}
        said = (*self.known.public, *self.known.answers)
        self.superseded = tuple(one for one in said if is_true(one, values) is False)
        own = list(self.catalogue.ledger.quantities)
        self.numbering = Numbering(list(dict.fromkeys([*own, *every_key(self._still(said))])))
        found = complete(self.numbering, self._own_values(), self._everything())
        if found is None:
            raise UnsafeReleaseError(
                "Earlier releases and these figures cannot all be true of one organisation.",
                advice="Look for a wrong number in an imported release, or for two bodies with one "
                "code; 'dueregard release verify DIR' lists what the register holds.",
            )
        self.truth = found

    def _own_values(self) -> dict[str, int]:
        own = {k: q.value for k, q in self.catalogue.ledger.quantities.items()}
        known = {key: value for key, value in own.items() if value is not None}
        members = {k: n for k, n in self.known.members.items() if k in self.numbering.place}
        return {**members, **known}

    def _still(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Leave out what was printed of counts that have been corrected since."""
        return tuple(one for one in statements if one not in self.superseded)

    def rules(self) -> list[Statement]:
        """Return what every reader may take for granted."""
        answered = [
            key
            for key in sorted(self.catalogue.answered)
            if key.endswith((f"/{Group.REFERENCE}", f"/{Group.COMPARED}"))
        ]
        relations = map(rule_of, self.catalogue.ledger.relations)
        return [*relations, *map(self._enough, answered), *self._totals(), *self.assumed]

    def _enough(self, key: str) -> Statement:
        """Return what a survey figure tells by being withheld, or by not being withheld."""
        ledger, least = self.catalogue.ledger, self.respondents_at_least
        if ledger.value(key) < least:
            fact, words = between(key, 0, least - 1), f"fewer than {least} answered"
        else:
            fact, words = between(key, least, None), f"at least {least} answered"
        return Statement(f"{words}: {ledger.words(key)}", (fact,), is_rule=True)

    def _totals(self) -> list[Statement]:
        """Return the sizes of whole populations: they are found elsewhere, so hiding them is vain.

        A population smaller than the threshold is hidden all the same; nobody prints it.
        """
        ledger = self.catalogue.ledger
        return [
            Statement(f"{ledger.words(key)}: {n}, known from elsewhere", (exactly(key, n),))
            for key in sorted(self.catalogue.totals)
            if (n := ledger.value(key)) >= self.threshold and self.totals_are_known
        ]

    def _sizes(self) -> list[Statement]:
        """Return the sizes of bands and other parts, the largest first."""
        ledger = self.catalogue.ledger
        large = [key for key in self.catalogue.sizes if ledger.value(key) >= self.threshold]
        ordered = sorted(large, key=lambda key: (-ledger.value(key), key))
        return [
            Statement(f"{ledger.words(key)}: {n}, known from elsewhere", (exactly(key, n),))
            for key in ordered
            if (n := ledger.value(key)) and self.totals_are_known
        ]

    def _assume_sizes(self, gates: list[Watch]) -> None:
        """Give every reader the sizes that do not tell a small number by themselves.

        Nothing that is released could protect a number that a size known from elsewhere tells; so a
        reader who knows such a size is not reckoned with.
        """
        for statement in self._sizes():
            if admit_all(gates, statement):
                self.assumed.append(statement)

    def _everything(self) -> list[Statement]:
        return [*self.public(), *self._still(self.known.answers)]

    def public(self) -> list[Statement]:
        """Return what everybody holds."""
        return [*self.rules(), *self._still(self.known.public)]

    def requester(self) -> list[Statement]:
        """Return what somebody holds who asked."""
        return self._everything()

    def board_aware(self) -> list[Statement]:
        """Return what a reader holds who knows the ethnicity of the members of the board."""
        ledger = self.catalogue.ledger
        board = [
            Statement(
                f"{ledger.words(key)}: {ledger.value(key)}", (exactly(key, ledger.value(key)),)
            )
            for key in sorted(self.catalogue.board)
        ]
        return [*self.requester(), *board]

    def member(self, code: str) -> list[Statement]:
        """Return what a member of a pool holds, where its numbers are known here."""
        own = [
            Statement(f"{key}: {n}", (exactly(key, n),))
            for key, n in sorted(self.known.members.items())
            if key.startswith(f"{code}/") and key in self.numbering.place
        ]
        return [*self.requester(), *own]

    def pools(self) -> dict[str, set[str]]:
        """Return the other bodies of each pool that counts us, with our keys in it."""
        own = set(self.catalogue.ledger.quantities)
        others: dict[str, set[str]] = {}
        for statement in self._still((*self.known.public, *self.known.answers)):
            mine = own & statement.keys
            codes = {key.split("/", 1)[0] for key in statement.keys}
            if mine and len(codes) > 1:
                for code in sorted(codes - {key.split("/", 1)[0] for key in own}):
                    others.setdefault(code, set()).update(mine)
        return others

    def undecided_keys(self) -> frozenset[str]:
        """Return our numbers in pools of which a member's own number is not known here."""
        lacking = [
            mine
            for code, mine in self.pools().items()
            if not any(key.startswith(f"{code}/") for key in self.known.members)
        ]
        return frozenset().union(*lacking) if lacking else frozenset()

    def targets(self) -> list[int]:
        """Return the cells of sensitive numbers that are small, our own and those of others."""
        own = self.catalogue.ledger.quantities
        return [
            cell
            for cell, key in enumerate(self.numbering.keys)
            if self.truth[cell] < self.threshold
            if (own[key].is_sensitive if key in own else _is_others(key))
        ]

    def watch(self, name: str, held: list[Statement], targets: Iterable[int]) -> Watch:
        """Return the watch over one reader."""
        return Watch(name, self.numbering, self.truth, list(held), list(targets), self.threshold)

    def gates(self) -> list[Watch]:
        """Return watches that together are as strict as every reader without a record inside.

        Who knows more finds out more, so the reader who holds the answers and knows the board
        stands for the public and the requester. Only the board's own numbers need a second watch.
        """
        board = {self.numbering.place[key] for key in self.catalogue.board}
        small = self.targets()
        rest = [cell for cell in small if cell not in board]
        gates = [self.watch("board-aware reader", self.board_aware(), rest)]
        seated = [cell for cell in small if cell in board]
        if seated:
            gates.append(self.watch("requester", self.requester(), seated))
        gates += [
            self.watch(f"pool member {code}", self.member(code), rest) for code in self.pools()
        ]
        self._assume_sizes(gates)
        return gates


def _is_others(key: str) -> bool:
    return not key.endswith(_NOBODY_IN_PARTICULAR)
