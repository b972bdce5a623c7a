"""The nightly run: prepare the letters that fall due, propose steps, report what changed on disk.

It may run any number of times a day, or not for a week: what was prepared is not prepared again,
and what fell due meanwhile is. Nothing is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dueregard.assurance.happenings import Escalation, Letter
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.schedule import Schedule, shipped_schedule
from dueregard.assurance.steps import Round, escalations_due, letters_due
from dueregard.editions.loader import available_editions
from dueregard.errors import DueRegardError
from dueregard.operations.desk import Desk, Place, desk_of
from dueregard.operations.keep_evidence import Changed, changed_evidence
from dueregard.operations.write_letters import Made, make_letter, merge, templates_in


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a run did and found.

    Parameters
    ----------
    letters
        Those prepared now.
    proposed
        Steps of the ladder proposed now; a person decides on them.
    waiting
        Contractual steps that wait for somebody's approval.
    changed
        Kept files that are not as they were kept.
    not_written
        Letters that could not be written, each with why.
    """

    as_of: date
    letters: tuple[Letter, ...]
    proposed: tuple[Escalation, ...]
    waiting: tuple[Escalation, ...]
    changed: tuple[Changed, ...]
    not_written: tuple[tuple[str, str], ...]


def tick(place: Place, *, as_of: date) -> Ticked:
    """Do what falls due by a day in a commissioner's records.

    Parameters
    ----------
    place
        The folder, or the desk.
    as_of
        The day.

    Raises
    ------
    FileNotUsableError
        The folder cannot be read or written. Stopped half-way, it is either as before or, once
        somebody looks at it again, as if it had not been stopped.
    """
    desk = desk_of(place)
    with desk.held():
        ledger = desk.load()
        made, faults = _letters(desk, ledger, as_of)
        proposed = tuple(step for this in _rounds(ledger, as_of) for step in escalations_due(this))
        if made or proposed:
            after = _after(ledger, made, proposed)
            desk.put(after, "letters", "evidence", "escalations", files=merge(made))
        changed = changed_evidence(ledger, desk.folder)
    steps = (*ledger.escalations, *proposed)
    waiting = tuple(one for one in steps if not one.approved_by and one.done_on is None)
    letters = tuple(one.letter for one in made)
    return Ticked(as_of, letters, proposed, waiting, changed, tuple(faults))


def _rounds(ledger: Ledger, as_of: date) -> list[Round]:
    return [
        Round(ledger, schedule, ours, as_of)
        for schedule in _schedules(ledger, as_of)
        for ours in ledger.ours
    ]


def _schedules(ledger: Ledger, as_of: date) -> list[Schedule]:
    """Return the contract years in which something may still fall due."""
    known = set(available_editions())
    return [
        shipped_schedule(year)
        for year in ledger.years
        if str(year.first) in known and (year.end.year - as_of.year) in {0, 1, -1}
    ]


def _letters(desk: Desk, ledger: Ledger, as_of: date) -> tuple[list[Made], list[tuple[str, str]]]:
    templates = templates_in(desk.folder)
    made: list[Made] = []
    faults: list[tuple[str, str]] = []
    for this in _rounds(ledger, as_of):
        for step in letters_due(this):
            try:
                made.append(
                    make_letter(
                        step, ledger, this.schedule.rules, templates[step.kind], as_of=as_of
                    )
                )
            except DueRegardError as fault:
                faults.append((step.id, fault.message))
    return made, faults


def _after(ledger: Ledger, made: Sequence[Made], proposed: Sequence[Escalation]) -> Ledger:
    return replace(
        ledger,
        letters=(*ledger.letters, *(one.letter for one in made)),
        evidence=(*ledger.evidence, *(one.evidence for one in made)),
        escalations=(*ledger.escalations, *proposed),
    )
