"""What the organisation will do, for which indicator, and what became of last year's actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.records.progress import progress_on
from dueregard.records.words import ActionState
from dueregard.reports.documents.aims import aims_in_words
from dueregard.reports.documents.matters import MOST, adverse
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Callout, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dueregard.indicators.results import IndicatorResult
    from dueregard.records.plans import Action
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_STATE_WORDS = {
    ActionState.PLANNED: "planned",
    ActionState.STARTED: "started",
    ActionState.DONE: "done",
    ActionState.STOPPED: "stopped",
}
_OPEN = (ActionState.PLANNED, ActionState.STARTED)
_LOST = "It was open last year, and nothing says what became of it."
NO_ACTION = (
    "No action is recorded. The guidance asks this report to say what steps are taken to improve "
    "the figures: write them into records/actions.csv, each with an owner, a day and a measure."
)


def is_from_before(material: Material, action: Action) -> bool:
    """Say whether an action was first planned in an earlier year."""
    return bool(action.since) and action.since != material.annual.edition.edition


def is_open(action: Action) -> bool:
    """Say whether something is still to be done."""
    return action.status in _OPEN


def first_actions(material: Material) -> tuple[str, ...]:
    """Return the open actions that answer what matters most, each in a sentence."""
    wanted = {result.number for result in adverse(material.annual)[:MOST]}
    found = [action for action in material.records.actions if is_open(action)]
    found.sort(key=lambda action: (not wanted & set(action.indicators), _due(action), action.id))
    return tuple(in_a_sentence(action) for action in found[:MOST])


def _due(action: Action) -> str:
    return "9" if action.due is None else action.due.isoformat()


def in_a_sentence(action: Action) -> str:
    """Say an action with its owner and day."""
    told = action.text.rstrip(". ")
    parts = [action.owner, f"by {day_words(action.due)}" if action.due else ""]
    answers = ", ".join(part for part in parts if part)
    return f"{told} ({answers})." if answers else f"{told}."


def without_action(material: Material) -> tuple[IndicatorResult, ...]:
    """Return the indicators that point to a disadvantage and have no action, open or done."""
    acted = {number for action in material.records.actions for number in action.indicators}
    return tuple(result for result in adverse(material.annual) if result.number not in acted)


def action_section(material: Material, anchor: str) -> Section:
    """Return this year's actions, what has none, and progress on those of earlier years."""
    return Section(
        title="What we will do",
        anchor=anchor,
        blocks=(*_this_year(material), *_missing(material), *_progress(material)),
    )


def _this_year(material: Material) -> Iterator[Block]:
    actions = [a for a in material.records.actions if not is_from_before(material, a)]
    if not actions:
        yield Callout("actions for this year", (NO_ACTION,), Tone.GAP)
        return
    yield table(
        "Actions",
        ("No.", "Action", "Who and by when", "How we will know", "For", "State"),
        tuple(_row(action, material.made_on) for action in actions),
    )


def _row(action: Action, made_on: date) -> tuple[str, ...]:
    return (
        action.id,
        action.text,
        _who_and_when(action),
        action.measure or "no measure named",
        _purpose(action),
        state_in_words(action, made_on),
    )


def _who_and_when(action: Action) -> str:
    when = f"by {day_words(action.due)}" if action.due else "no day named"
    return f"{action.owner or 'nobody named'}, {when}"


def _purpose(action: Action) -> str:
    """Name the indicators that an action should move, and the aims it serves."""
    numbers = ", ".join(map(str, action.indicators))
    kind = "Indicator" if len(action.indicators) == 1 else "Indicators"
    parts = (f"{kind} {numbers}" if numbers else "", aims_in_words(action.aims) or "no aim named")
    return "; ".join(part for part in parts if part)


def state_in_words(action: Action, made_on: date) -> str:
    """Say how far an action has come, and that it is late where it is."""
    words = _STATE_WORDS[action.status]
    late = is_open(action) and action.due is not None and action.due < made_on
    return f"{words}; overdue" if late else words


def _missing(material: Material) -> Iterator[Block]:
    bare = without_action(material)
    if bare:
        named = (f"Indicator {result.number}, {result.title.lower()}." for result in bare)
        yield Callout("an action for these indicators", tuple(named), Tone.GAP)


def _progress(material: Material) -> Iterator[Block]:
    """Set out what became of earlier years' actions: this year's rows of them, and those lost."""
    kept = [a for a in material.records.actions if is_from_before(material, a)]
    followed = progress_on(material.last_year, material.records, material.last_edition)
    lost = [one.then for one in followed if one.is_lost]
    rows = [_progress_row(material, one) for one in kept]
    rows += [
        (one.id, one.text, one.since or material.last_edition, one.owner, "lost", _LOST)
        for one in lost
    ]
    if rows:
        yield table(
            "Progress on the actions of earlier years",
            ("No.", "Action", "Planned in", "Who and by when", "State", "Progress"),
            rows,
        )
        return
    yield Callout(
        "progress on last year's actions",
        ("No action of an earlier year is recorded, so there is no progress to report.",),
        Tone.GAP,
    )


def _progress_row(material: Material, action: Action) -> tuple[str, ...]:
    return (
        action.id,
        action.text,
        action.since,
        _who_and_when(action),
        state_in_words(action, material.made_on),
        action.progress or "nothing said",
    )
