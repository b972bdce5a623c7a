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
from dueregard.releases.items import Detail, Form, Item, Print, prints_of

if TYPE_CHECKING:
    from dueregard.disclosure.policy import Policy
    from dueregard.releases.catalogue import Catalogue
    from dueregard.releases.watch import Watch

_TOO_FEW = "do not publish this cross-table: most of its {} cells would have to be hidden"
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


@dataclass(frozen=True, slots=True)
class Option:
    """One of the ordered ways out, with what it costs.

    Parameters
    ----------
    name
        What is done.
    shown, coarsened, hidden
        Numbers of figures.
    worth
        Worth of what is shown, by the policy's weights.
    at_risk
        Small numbers of people that it would give away; an option is possible only when there are
        none.
    remark
        What a reader of the proposal should know of it.
    """

    name: str
    shown: int
    coarsened: int
    hidden: int
    worth: float
    at_risk: int = 0
    remark: str = ""


@dataclass
class Selection:
    """The figures chosen so far."""

    watches: Sequence[Watch]
    catalogue: Catalogue
    respondents_at_least: int
    progress: Callable[[str], None]
    choices: list[Choice] = field(default_factory=list)

    def add(self, items: Iterable[Item]) -> list[Choice]:
        """Choose the fullest safe form of each of these figures, in order."""
        added = [self._choose(item) for item in items]
        self.choices += added
        return added

    def add_table(self, items: Sequence[Item]) -> tuple[list[Choice], float]:
        """Choose the cells of a table until too few could be shown; answer which share is.

        A table that cannot reach the least share any more is not tried to its end.
        """
        most_hidden = len(items) * (1 - LEAST_OF_A_TABLE)
        added: list[Choice] = []
        for item in items:
            added.append(self._choose(item))
            if sum(choice.print is None for choice in added) > most_hidden:
                break
        self.choices += added
        return added, sum(choice.print is not None for choice in added) / len(items)

    def _choose(self, item: Item) -> Choice:
        state = absent_state(item)
        if state is State.NOT_COLLECTED:
            return Choice(item, state)
        if self.is_withheld(item):
            return Choice(item, State.WITHHELD)
        if state is not None:
            return Choice(item, state)
        exposed = {watch.numbering.keys[cell] for watch in self.watches for cell in watch.exposed}
        if exposed & set(item.keys):
            return Choice(item, State.SUPPRESSED, because="what earlier releases told already")
        for number, one in enumerate(prints_of(item, self.catalogue.ledger)):
            if admit(self.watches, one):
                return Choice(item, State.COARSENED if number else State.SHOWN, one)
        return Choice(item, State.SUPPRESSED, because=self._given_away())

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


def admit(watches: Sequence[Watch], one: Print) -> bool:
    """Show a print to every reader, or to none of them."""
    for number, watch in enumerate(watches):
        if not watch.admits(one.statement):
            for earlier in watches[:number]:
                earlier.withdraw(one.statement)
            return False
    return True


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


def option_of(name: str, choices: Sequence[Choice], policy: Policy, remark: str = "") -> Option:
    """Count what an option shows and loses."""
    states = [choice.state for choice in choices]
    return Option(
        name,
        states.count(State.SHOWN),
        states.count(State.COARSENED),
        states.count(State.SUPPRESSED) + states.count(State.WITHHELD),
        round(sum(worth_of(choice.print, policy) for choice in choices), 1),
        remark=remark,
    )


def worth_of(one: Print | None, policy: Policy) -> float:
    """Return what a print is worth, a rounded percentage being worth the policy's first weight."""
    if one is None:
        return 0.0
    rounded, nearest_five, band = policy.worth
    return {
        Form.WITH_COUNTS: 1.0 + rounded,
        Form.NEAREST_FIVE: nearest_five,
        Form.BAND: band,
    }.get(one.form, rounded)


def full_option(catalogue: Catalogue, threshold: int, policy: Policy) -> Option:
    """Return the option of showing everything as inside: every number under it becomes known."""
    items = [item for item in catalogue.items if item.detail is not Detail.CLUSTERS]
    values = [item for item in items if absent_state(item) is None]
    ledger = catalogue.ledger
    known = {key for item in values for key in item.keys}
    small = [k for k in known if ledger.quantities[k].is_sensitive and ledger.value(k) < threshold]
    first = [prints_of(item, ledger) for item in values]
    worth = sum(worth_of(prints[0], policy) for prints in first if prints)
    return Option(
        "everything as in the internal report", len(values), 0, 0, round(worth, 1), len(small)
    )


def cross_tables(selection: Selection, policy: Policy) -> list[Option]:
    """Try each cross-table, keep the first that is worth publishing, and say what each costs."""
    options = [option_of("no table of pay bands", selection.choices, policy)]
    for detail in (Detail.ROWS, Detail.CLUSTERS):
        items = [item for item in selection.catalogue.items if item.detail is detail]
        if not items:
            continue
        selection.progress(f"Trying a table of {detail.value}")
        added, share = selection.add_table(items)
        if share >= LEAST_OF_A_TABLE:
            remark = f"{share:.0%} of its {len(items)} cells can be shown"
            options.append(option_of(detail.value, selection.choices, policy, remark))
            return options
        selection.drop(added)
        selection.choices.append(_withheld_table(detail, items[0]))
        options.append(Option(detail.value, 0, 0, 0, 0.0, remark=_TOO_FEW.format(len(items))))
    return options


def _withheld_table(detail: Detail, first: Item) -> Choice:
    """Return one line for a whole table that is not published: its rows would say no more."""
    key = f"{first.key.split('.', 1)[0]}.table"
    label = f"Ethnic group by {detail.value}"
    return Choice(Item(key, label, first.base, first.table, first.kind, ()), State.WITHHELD)
