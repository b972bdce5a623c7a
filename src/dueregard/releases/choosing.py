"""Which figures are shown, and in which form: the ordered ways out, each tried and counted.

Head counts and indicators come first, then last year's figures, then one cross-table: every pay
band, or clusters of them, or none. Each figure is printed in the fullest form that keeps every
number of people safe from every reader; what no form can show is hidden with one symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from dueregard.figures import FigureState
from dueregard.releases.items import Form, Item, Print, prints_of
from dueregard.releases.watch import admit_all
from dueregard.releases.ways import Way

if TYPE_CHECKING:
    from dueregard.releases.catalogue import Catalogue
    from dueregard.releases.watch import Watch

LEAST_OF_A_TABLE = 0.5
"""A cross-table of which fewer cells than this share can be shown is not worth publishing."""


class State(StrEnum):
    """What the public sees of a figure. Zero at risk and hidden for another's sake look alike."""

    SHOWN = "shown"
    COARSENED = "coarsened"
    SUPPRESSED = "suppressed"
    WITHHELD = "withheld"
    NOT_COLLECTED = "not collected"


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure with its state.

    ``print`` is what is printed where it is shown or coarsened; ``because`` names the number of
    people that a hidden one would give away.
    """

    item: Item
    state: State
    print: Print | None = None
    because: str = ""


@dataclass
class Selection:
    """The figures chosen so far."""

    watches: Sequence[Watch]
    catalogue: Catalogue
    respondents_at_least: int
    progress: Callable[[str], None]
    way: Way = Way.COARSEN
    choices: list[Choice] = field(default_factory=list)

    @property
    def effort(self) -> int:
        """How much was searched so far for every reader, in steps of the solver."""
        return sum(watch.effort for watch in self.watches)

    def add(self, items: Iterable[Item]) -> list[Choice]:
        """Choose the fullest safe form of each of these figures, in order."""
        added = [self._choose(item) for item in items]
        self.choices += added
        return added

    def add_table(self, items: Sequence[Item]) -> tuple[list[Choice], float]:
        """Choose the cells of a table until too few could be shown; answer which share is.

        A table that cannot reach the least share any more is not tried to its end. Cells without
        any number inside are lost to nobody and do not count.
        """
        numbers = sum(absent_state(item) is None for item in items) or 1
        added: list[Choice] = []
        for item in items:
            added.append(self._choose(item))
            if sum(map(_is_lost, added)) > numbers * (1 - LEAST_OF_A_TABLE):
                break
        self.choices += added
        return added, sum(choice.print is not None for choice in added) / numbers

    def _choose(self, item: Item) -> Choice:
        beforehand = self._untried(item)
        if beforehand is not None:
            return beforehand
        forms = self.way.forms(item)
        for number, one in enumerate(prints_of(item, self.catalogue.ledger, forms)):
            if admit_all(self.watches, one.statement):
                is_coarse = number > 0 or one.form is Form.COUNTS_TO_FIVE
                return Choice(item, State.COARSENED if is_coarse else State.SHOWN, one)
        return Choice(item, State.SUPPRESSED, because=self._given_away())

    def _untried(self, item: Item) -> Choice | None:
        """Return the choice where nothing has to be tried for it."""
        state = absent_state(item)
        if state is State.NOT_COLLECTED:
            return Choice(item, state)
        if self.is_withheld(item) or not self.way.offers(item):
            return Choice(item, State.WITHHELD)
        if state is not None:
            return Choice(item, state)
        exposed = {watch.numbering.keys[cell] for watch in self.watches for cell in watch.exposed}
        if exposed & set(item.keys):
            return Choice(item, State.SUPPRESSED, because="what earlier releases told already")
        return None

    def _given_away(self) -> str:
        """Return the words of the number that the last refusal protects."""
        for watch in self.watches:
            for cell in watch.given_away:
                quantity = self.catalogue.ledger.quantities.get(watch.numbering.keys[cell])
                return "a number of another body" if quantity is None else quantity.words
        return ""

    def is_withheld(self, item: Item) -> bool:
        """Whether so few answered that a survey shows no figure of the group."""
        answered = self.catalogue.answered & set(item.keys)
        return any(self.catalogue.ledger.value(k) < self.respondents_at_least for k in answered)

    def drop(self, choices: Iterable[Choice]) -> None:
        """Take figures out again."""
        for choice in choices:
            self.choices.remove(choice)
            if choice.print is not None:
                for watch in self.watches:
                    watch.withdraw(choice.print.statement)


def _is_lost(choice: Choice) -> bool:
    return choice.print is None and absent_state(choice.item) is None


def absent_state(item: Item) -> State | None:
    """Return the state of a figure that the return does not give; None where there is a number.

    Only what the return did not look at is said to be not collected. Nobody in a group, no event
    and too many unknown would tell a number, so they look like any hidden figure.
    """
    figure = item.figure
    if figure is None or figure.state in {
        FigureState.NOT_COLLECTED,
        FigureState.NOT_APPLICABLE,
        FigureState.NOT_COMPARABLE,
        FigureState.WINDOW_SHORT,
    }:
        return State.NOT_COLLECTED
    return None if figure.value is not None else State.SUPPRESSED
