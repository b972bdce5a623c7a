"""From a year's figures to what may be published: chosen, audited for every reader, with proofs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dueregard.disclosure.audit import audit
from dueregard.disclosure.view import View
from dueregard.errors import UnsafeReleaseError
from dueregard.releases.catalogue import Catalogue, catalogue_of
from dueregard.releases.choosing import Choice, Selection, State
from dueregard.releases.colleagues import repair_for_colleagues
from dueregard.releases.items import Detail
from dueregard.releases.options import (
    Option,
    characteristic_tables,
    cross_tables,
    full_option,
    narrative_option,
    other_ways,
    pool_option,
)
from dueregard.releases.readers import Known, Readers
from dueregard.releases.statements import is_true
from dueregard.releases.ways import Way

if TYPE_CHECKING:
    from dueregard.disclosure.policy import Policy
    from dueregard.indicators.annual import AnnualFigures
    from dueregard.indicators.compute import Earlier
    from dueregard.releases.statements import Statement
    from dueregard.releases.watch import Watch

BOARD_TABLE = "Board"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the audit found for one reader: small numbers asked about, and those found out."""

    reader: str
    numbers: int
    found_out: int

    @property
    def is_safe(self) -> bool:
        """Whether none is found out."""
        return self.found_out == 0


@dataclass(frozen=True, slots=True)
class Witness:
    """A whole-number table that prints the same release; ``changes`` are from the true numbers."""

    protects: tuple[str, ...]
    changes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be published of a year, and why not more.

    Parameters
    ----------
    catalogue
        The figures and the numbers under them.
    choices, exception
        Each figure's state; and the board's figures as they would be after a signed exception.
    options
        The ordered ways out with their cost.
    verdicts
        One for each reader.
    witnesses
        Proofs that anybody can add up.
    rules
        What every reader may take for granted.
    exposed, superseded
        Numbers that earlier releases told already, and statements that are no longer true.
    """

    catalogue: Catalogue
    choices: tuple[Choice, ...]
    exception: tuple[Choice, ...]
    options: tuple[Option, ...]
    verdicts: tuple[Verdict, ...]
    witnesses: tuple[Witness, ...]
    rules: tuple[Statement, ...]
    exposed: tuple[str, ...]
    superseded: tuple[Statement, ...]
    threshold: int

    @property
    def full_is_safe(self) -> bool:
        """Whether everything in the internal report may be shown as it is there."""
        return self.options[0].at_risk == 0 and not any(
            choice.state in {State.SUPPRESSED, State.WITHHELD, State.COARSENED}
            for choice in self.choices
        )

    @property
    def has_cross_table(self) -> bool:
        """Whether any table of pay bands can be published."""
        fine = {Detail.ROWS, Detail.CLUSTERS}
        return any(c.print is not None and c.item.detail in fine for c in self.choices)


def propose(  # noqa: PLR0913 - the year, what was said before, and the publisher's two choices
    annual: AnnualFigures,
    earlier: Earlier | None,
    *,
    known: Known,
    policy: Policy,
    respondents_at_least: int,
    progress: Callable[[str], None],
    way: Way = Way.COARSEN,
) -> Proposal:
    """Choose what to show of a year, and audit it for every reader.

    Parameters
    ----------
    annual, earlier
        The year's figures, and the return whose figures stand beside them.
    known
        What was said before.
    policy
        Threshold and worths.
    respondents_at_least
        The edition's least number of respondents for a survey to show a group.
    progress
        Is told what is being done.
    way
        The way out that is taken; the others are tried as well, to say what each costs.

    Raises
    ------
    UnsafeReleaseError
        The audit does not confirm the choice.
    """
    catalogue = catalogue_of(annual, earlier)
    readers = Readers(
        catalogue, known, respondents_at_least, policy.threshold, policy.total_is_known
    )
    progress("Weighing what every reader knows")
    knowing = readers.gates()
    _set_aside(knowing, readers)

    def begin(one: Way) -> Selection:
        twins = [gate.twin() for gate in knowing]
        return Selection(twins, catalogue, respondents_at_least, progress, one)

    selection = begin(way)
    gates = [*selection.watches]
    progress("Choosing figures")
    selection.add(item for item in catalogue.items if item.detail is Detail.OVERALL)
    crossed, ways = cross_tables(selection, policy), other_ways(selection, begin, policy)
    options = [
        full_option(catalogue, policy.threshold, policy),
        *crossed,
        *characteristic_tables(selection, policy),
        *ways,
        pool_option(catalogue, policy.threshold),
        narrative_option(catalogue),
    ]
    progress("Auditing each reader")
    pairs = repair_for_colleagues(selection, gates[0])
    witnesses = _witnesses(gates)
    verdicts = _verdicts(readers, gates, selection.choices, witnesses)
    verdicts.append(Verdict("colleague", pairs, 0))
    if not all(verdict.is_safe for verdict in verdicts):
        raise UnsafeReleaseError(
            "The audit of the proposal does not confirm it, so nothing is proposed.",
            advice="Publish the narrative only, or raise the threshold in a policy file.",
        )
    return Proposal(
        catalogue,
        tuple(selection.choices),
        exception_of(selection),
        tuple(options),
        tuple(verdicts),
        witnesses,
        tuple(readers.rules()),
        tuple(sorted({gate.numbering.keys[cell] for gate in gates for cell in gate.exposed})),
        readers.superseded,
        policy.threshold,
    )


def _set_aside(gates: Sequence[Watch], readers: Readers) -> None:
    """Count numbers in a pool with a member whose own number is not known here as exposed."""
    undecided = {readers.numbering.place[key] for key in readers.undecided_keys()}
    for gate in gates:
        moved = [cell for cell in gate.targets if cell in undecided]
        gate.exposed += moved
        gate.targets = [cell for cell in gate.targets if cell not in undecided]


def shown_statements(choices: Sequence[Choice]) -> list[Statement]:
    """Return what the shown figures tell."""
    return [choice.print.statement for choice in choices if choice.print is not None]


def _verdicts(
    readers: Readers,
    gates: Sequence[Watch],
    choices: Sequence[Choice],
    witnesses: Sequence[Witness],
) -> list[Verdict]:
    """Add the witnesses up for each reader; let the general attacker loose on what they leave."""
    told = shown_statements(choices)
    rest = gates[0].targets
    seated = [cell for gate in gates if gate.name == "requester" for cell in gate.targets]
    held = [
        ("public", readers.public(), [*rest, *seated]),
        ("board-aware reader", readers.board_aware(), rest),
    ]
    if readers.known.answers:
        held.append(("requester", readers.requester(), [*rest, *seated]))
    held += [(f"pool member {code}", readers.member(code), rest) for code in readers.pools()]
    return [
        _verdict(readers, name, [*facts, *told], cells, witnesses) for name, facts, cells in held
    ]


def _verdict(
    readers: Readers,
    name: str,
    held: Sequence[Statement],
    targets: Sequence[int],
    witnesses: Sequence[Witness],
) -> Verdict:
    """Return how many numbers neither a witness nor a lost attack shows to be safe."""
    keys = readers.numbering.keys
    truth = dict(zip(keys, readers.truth.tolist(), strict=True))
    proved = _proved(truth, held, witnesses, readers.threshold)
    left = [cell for cell in targets if keys[cell] not in proved]
    found_out = attack_view(readers, name, held, left).found_out if left else 0
    return Verdict(name, len(targets), found_out)


def _proved(
    truth: dict[str, int], held: Sequence[Statement], witnesses: Sequence[Witness], threshold: int
) -> set[str]:
    """Return the numbers that a witness protects which prints all that is held.

    What is true of the true numbers stays true of a witness unless it speaks of a changed one.
    """
    if not all(is_true(one, truth) for one in held):
        return set()
    speaking: dict[str, list[Statement]] = {}
    for one in held:
        for key in one.keys:
            speaking.setdefault(key, []).append(one)
    proved: set[str] = set()
    for witness in witnesses:
        table = {**truth, **witness.changes}
        touched = {id(one): one for key in witness.changes for one in speaking.get(key, ())}
        if all(is_true(one, table) for one in touched.values()):
            proved |= {key for key in witness.protects if table[key] >= threshold}
    return proved


def attack_view(
    readers: Readers, name: str, held: Sequence[Statement], targets: Sequence[int]
) -> Verdict:
    """Attack everything that a reader holds; what is undecided counts as found out."""
    numbering = readers.numbering
    view = View(
        len(numbering.keys),
        None,
        tuple(map(numbering.published, held)),
        np.array(sorted(targets), dtype=np.int64),
        numbering.keys.__getitem__,
        0,
    )
    found = audit(view, readers.threshold, intervals=False)
    return Verdict(name, len(targets), len(found.leaks) + found.undecided)


def exception_of(selection: Selection) -> tuple[Choice, ...]:
    """Return the board's figures as a signed exception would show them.

    Everything else was chosen as if the board were known to everybody, so that what the exception
    tells gives nothing else away.
    """
    watches = [watch for watch in selection.watches if watch.name != "requester"]
    again = Selection(watches, selection.catalogue, 0, selection.progress)
    hidden = [
        choice.item
        for choice in selection.choices
        if choice.item.table == BOARD_TABLE and choice.state is State.SUPPRESSED
    ]
    added = again.add(hidden)
    shown = [choice for choice in added if choice.print is not None]
    again.drop(list(added))
    return tuple(shown)


def _witnesses(gates: Sequence[Watch]) -> tuple[Witness, ...]:
    """Return few tables that together protect every number."""
    found: list[Witness] = []
    for gate in gates:
        left = list(gate.targets)
        while left:
            reached = gate.tables[:, left] >= gate.threshold
            best = int(reached.sum(axis=1).argmax())
            if not reached[best].any():
                break
            protects = tuple(
                gate.numbering.keys[cell]
                for cell, fits in zip(left, reached[best], strict=True)
                if fits
            )
            found.append(Witness(protects, _changes(gate, best)))
            left = [cell for cell, fits in zip(left, reached[best], strict=True) if not fits]
    return tuple(found)


def _changes(gate: Watch, number: int) -> dict[str, int]:
    table = gate.tables[number]
    return {
        gate.numbering.keys[cell]: int(table[cell])
        for cell in np.flatnonzero(table != gate.truth).tolist()
    }
