"""What a member of a pool, or whoever remembers an earlier pool, could take away from it.

A member knows its own numbers: the pool without them is about the others. Who holds the release of
an earlier pool with other members holds the difference: it is about who joined and who left. Each
of them is a reader of their own; a figure that tells one of them a small number is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dueregard.errors import UnsafeReleaseError
from dueregard.figures import Figure, FigureState, Unit
from dueregard.releases.choosing import Choice, State
from dueregard.releases.items import Form, Item, Kind, Print
from dueregard.releases.proposal import Proposal, Verdict, shown_statements
from dueregard.releases.statements import Line, Numbering, Statement, every_key
from dueregard.releases.watch import Watch, complete

MEMBERSHIP = "pool.members"
OUTSIDER = "reader of earlier pools"
BECAUSE = "a number of the other members of the pool, or of who joined or left it"
_WORDS = re.compile(r"The pool (?P<code>\S+) is made up of (?P<members>.+)\.")


@dataclass(frozen=True, slots=True)
class Membership:
    """A pool's code and its members."""

    code: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known around a pool.

    Parameters
    ----------
    own
        The pool as it is proposed.
    numbers
        Each member's own numbers by the pool's keys; a key is left out where it has none.
    said
        What was said in public before.
    is_joint
        Whether two bodies report jointly: each has decided that it may learn the other's counts, so
        neither is a reader to be kept from them.
    """

    own: Membership
    numbers: Mapping[str, Mapping[str, int]]
    said: tuple[Statement, ...]
    is_joint: bool = False

    def earlier(self) -> list[Membership]:
        """Return earlier pools of the same name with other members."""
        stem = self.own.code.rsplit("-", 1)[0]
        found = (membership_in(one) for one in self.said)
        return [
            one
            for one in dict.fromkeys(found)
            if one is not None and one.code.rsplit("-", 1)[0] == stem and one != self.own
        ]


def membership_choice(own: Membership) -> Choice:
    """Return the line of a release that says who is in the pool; the register remembers it."""
    names = ", ".join(sorted(own.members))
    statement = Statement(f"The pool {own.code} is made up of {names}.", ())
    label = "Bodies in the pool"
    figure = Figure(
        MEMBERSHIP, label, None, Unit.PEOPLE, FigureState.NOT_APPLICABLE, (), reason="A list."
    )
    item = Item(MEMBERSHIP, label, "bodies", "Membership", Kind.GIVEN, (), figure=figure)
    text = f"{len(own.members)}: {names}"
    return Choice(item, State.SHOWN, Print(item, Form.WITH_COUNTS, text, statement))


def membership_in(statement: Statement) -> Membership | None:
    """Return the membership that a statement tells, or nothing."""
    found = _WORDS.fullmatch(statement.words)
    if found is None:
        return None
    return Membership(found["code"], frozenset(found["members"].split(", ")))


def protect_members(
    proposal: Proposal, known: Known, *, progress: Callable[[str], None]
) -> Proposal:
    """Audit a pool's proposal for each member, and hide what would tell on the others.

    To hide a figure tells nobody more, so what was safe from the readers before stays so.

    Parameters
    ----------
    proposal
        Safe from everybody who holds no numbers of a member.
    known
        Membership, members' numbers and what was said before.
    progress
        Is told what is being done.

    Raises
    ------
    UnsafeReleaseError
        A member's numbers do not fit the pool's.
    """
    told = list(proposal.choices)
    verdicts = list(proposal.verdicts)
    for name, numbers in _readers(known):
        progress(f"Auditing {name}")
        watch = _watch(proposal, known, name, numbers)
        told = [_kept(choice, watch) for choice in told]
        verdicts.append(Verdict(name, len(watch.targets), 0))
    choices = (membership_choice(known.own), *told)
    # The board's seats are each body's own: a pool makes no exception for them.
    return replace(proposal, choices=choices, exception=(), verdicts=tuple(verdicts))


def _readers(known: Known) -> Iterable[tuple[str, Mapping[str, int]]]:
    """Yield who holds more than the public, with the numbers that they hold."""
    if known.earlier():
        yield OUTSIDER, {}
    for code in sorted(known.numbers) if not known.is_joint else ():
        yield f"pool member {code}", known.numbers[code]


def _kept(choice: Choice, watch: Watch) -> Choice:
    if choice.print is None or watch.admits(choice.print.statement):
        return choice
    return Choice(choice.item, State.SUPPRESSED, because=BECAUSE)


def _watch(proposal: Proposal, known: Known, name: str, numbers: Mapping[str, int]) -> Watch:
    """Return the watch over one reader, before anything of the proposal is told."""
    ledger = proposal.catalogue.ledger
    values = {key: ledger.value(key) for key in ledger.quantities}
    links, hidden = _rest_links(known.own.code, name, numbers, values)
    for before in known.earlier() if name == OUTSIDER else ():
        more, others = _change_links(known, before, values)
        links, hidden = [*links, *more], hidden | others
    said = [one for one in known.said if one not in proposal.superseded]
    held = [*proposal.rules, *said, *links]
    numbering = Numbering(list(dict.fromkeys([*values, *every_key(held)])))
    truth = complete(
        numbering, {**values, **{k: n for k, n in hidden.items() if n is not None}}, held
    )
    if truth is None:
        raise UnsafeReleaseError(
            f"The numbers of {name} do not fit those of the pool.",
            advice="Make the pool again from the members' present returns.",
        )
    targets = _targets(proposal, numbering, truth, hidden)
    return Watch(name, numbering, np.asarray(truth), held, targets, proposal.threshold)


def _rest_links(
    code: str, name: str, numbers: Mapping[str, int], values: Mapping[str, int]
) -> tuple[list[Statement], dict[str, int | None]]:
    """Say that the pool is a member's own numbers, which it holds, and the rest."""
    stem, rest = f"{code}/", f"{code} without {name}/"
    links, hidden = [], {}
    for key, own in numbers.items():
        other = rest + key.removeprefix(stem)
        fact = Line(((key, 1), (other, -1)), own, own)
        links.append(Statement(f"own number of {name}", (fact,), is_rule=True))
        hidden[other] = values[key] - own
    return links, dict(hidden)


def _change_links(
    known: Known, before: Membership, values: Mapping[str, int]
) -> tuple[list[Statement], dict[str, int | None]]:
    """Say that the pool and an earlier one differ by who joined and who left."""
    stem, joined = f"{known.own.code}/", known.own.members - before.members
    has_left = bool(before.members - known.own.members)
    links, hidden = [], dict[str, int | None]()
    for key in values:
        tail = key.removeprefix(stem)
        then, came, went = (
            f"{before.code}/{tail}",
            f"joined since {before.code}/{tail}",
            f"left since {before.code}/{tail}",
        )
        terms = [(key, 1), (then, -1)]
        if joined:
            terms.append((came, -1))
            hidden[came] = sum(known.numbers.get(one, {}).get(key, 0) for one in joined)
        if has_left:
            terms.append((went, 1))
            hidden[went] = None
        links.append(Statement(f"change since {before.code}", (Line(tuple(terms), 0, 0),)))
    return links, hidden


def _targets(
    proposal: Proposal,
    numbering: Numbering,
    truth: Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]],
    hidden: Mapping[str, int | None],
) -> list[int]:
    """Return the small numbers of others; of a body whose numbers are not known here, all."""
    quantities = proposal.catalogue.ledger.quantities
    sensitive = {key.split("/", 1)[1] for key, one in quantities.items() if one.is_sensitive}
    places = ((numbering.place[key], key) for key in hidden)
    return [
        cell
        for cell, key in places
        if key.split("/", 1)[1] in sensitive
        and (hidden[key] is None or truth[cell] < proposal.threshold)
    ]


def audit_members(proposal: Proposal, known: Known) -> tuple[Verdict, ...]:
    """Count again, from what is shown, how many small numbers each reader could find out.

    Returns
    -------
    tuple of Verdict
        One for each; ``found_out`` is how many an integer attack pins below the threshold.
    """
    shown = shown_statements(proposal.choices)
    found = []
    for name, numbers in _readers(known):
        watch = _watch(proposal, known, name, numbers)
        lost = sum(not watch.admits(one) for one in shown)
        found.append(Verdict(name, len(watch.targets), lost))
    return tuple(found)
