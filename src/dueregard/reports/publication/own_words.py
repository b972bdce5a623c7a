"""What the organisation says itself: conclusions, actions, due regard, objectives.

Everything here was let out by a decision and read by the linter; see
:mod:`dueregard.releases.texts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dueregard.records.words import (
    ActionState,
    Aim,
    CauseState,
    ConclusionState,
    Kept,
    Outcome,
    Principle,
)
from dueregard.reports.documents.outline import (
    CONCLUSIONS,
    DUE_REGARD,
    OBJECTIVES,
    PRINCIPLES,
    TRAINING,
)
from dueregard.reports.documents.prose import narrative_blocks
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Block, Bullets, Callout, Paragraph, Section, Terms, Tone

if TYPE_CHECKING:
    from dueregard.records.conclusions import Conclusion
    from dueregard.records.model import Records
    from dueregard.records.plans import Action

MOST = 3
_ACTION_STATES = {
    ActionState.PLANNED: "planned",
    ActionState.STARTED: "started",
    ActionState.DONE: "done",
    ActionState.STOPPED: "stopped",
}
_CAUSE_STATES = {
    CauseState.UNTESTED: "not tested yet",
    CauseState.TESTED: "tested, and plays a part",
    CauseState.RULED_OUT: "ruled out",
}
_CONCLUSION_STATES = {
    ConclusionState.OPEN: "open",
    ConclusionState.NOTED: "noted",
    ConclusionState.CLOSED: "closed",
}
_OUTCOMES = {
    Outcome.UNDECIDED: "not decided yet",
    Outcome.ACT: "act",
    Outcome.FIND_OUT: "find out more first",
    Outcome.NO_CHANGE: "change nothing",
    Outcome.NOTED: "noted",
}
_KEPT = {Kept.OPEN: "open", Kept.MET: "met", Kept.DROPPED: "dropped"}
_AIMS = {
    Aim.ELIMINATE: "eliminate discrimination",
    Aim.ADVANCE: "advance equality of opportunity",
    Aim.FOSTER: "foster good relations",
}
NOT_PRINTED = "What the organisation has filed under this principle is not printed here."


def first_actions(records: Records) -> tuple[str, ...]:
    """Return the first open actions, each in a sentence."""
    found = [a for a in records.actions if a.status in {ActionState.PLANNED, ActionState.STARTED}]
    found.sort(key=lambda action: (action.due or date.max, action.id))
    return tuple(_sentence(action) for action in found[:MOST])


def _sentence(action: Action) -> str:
    parts = [action.owner, f"by {day_words(action.due)}" if action.due else ""]
    answers = ", ".join(part for part in parts if part)
    told = action.text.rstrip(". ")
    return f"{told} ({answers})." if answers else f"{told}."


def conclusions_section(records: Records) -> Section | None:
    """Return conclusions with possible causes, and the actions that follow; None without any."""
    parts = tuple(_conclusion(records, one) for one in records.conclusions)
    acts = tuple(_actions(records))
    factors = tuple(narrative_blocks(records, "other-factors", lead="Other factors."))
    if not (parts or acts or factors):
        return None
    if acts:
        parts = (*parts, Section("What we will do", f"{CONCLUSIONS.anchor}-actions", acts))
    blocks = (Paragraph(CONCLUSIONS.introduction), *factors)
    return Section(CONCLUSIONS.title, CONCLUSIONS.anchor, blocks, parts)


def _conclusion(records: Records, one: Conclusion) -> Section:
    pairs = (
        ("What it may mean", one.interpretation),
        ("Indicators", ", ".join(map(str, one.indicators))),
        ("Aims", "; ".join(_AIMS[aim] for aim in one.aims)),
        ("State", _CONCLUSION_STATES[one.status]),
    )
    causes = [
        (f"{c.id}: {c.text}", _CAUSE_STATES[c.state], c.done)
        for c in records.causes
        if c.conclusion == one.id
    ]
    blocks: list[Block] = [Terms(tuple(pair for pair in pairs if pair[1]))]
    if causes:
        columns = ("Possible cause", "State", "What was done")
        blocks.append(table(f"What may lie behind {one.id}", columns, causes))
    return Section(f"{one.id}. {one.text}", f"conclusion-{one.id.lower()}", tuple(blocks))


def _actions(records: Records) -> Iterator[Block]:
    if records.actions:
        yield table(
            "Actions and how far they have come",
            ("Action", "Who and by when", "How we will know", "For", "State"),
            [_action_row(action) for action in records.actions],
        )


def _action_row(action: Action) -> tuple[str, ...]:
    numbers = ", ".join(map(str, action.indicators))
    kind = "Indicator" if len(action.indicators) == 1 else "Indicators"
    when = f"by {day_words(action.due)}" if action.due else ""
    state = _ACTION_STATES[action.status]
    return (
        f"{action.id}: {action.text}",
        ", ".join(part for part in (action.owner, when) if part),
        action.measure,
        f"{kind} {numbers}" if numbers else "",
        f"{state}. {action.progress}" if action.progress else state,
    )


def due_regard_section(records: Records) -> Section | None:
    """Return the six principles with what was let out on each; None where nothing was."""
    if not (records.evidence or records.decisions):
        return None
    blocks = (Paragraph(DUE_REGARD.introduction),)
    return Section(DUE_REGARD.title, DUE_REGARD.anchor, blocks, principle_sections(records))


def principle_sections(records: Records) -> tuple[Section, ...]:
    """Return one section for each principle, in the guidance's order."""
    return tuple(
        Section(
            f"{number}. {PRINCIPLES[principle].title}",
            f"principle-{principle.value}",
            (Paragraph(PRINCIPLES[principle].introduction), *_principle(records, principle)),
        )
        for number, principle in enumerate(Principle, start=1)
    )


def _principle(records: Records, principle: Principle) -> tuple[Block, ...]:
    blocks: list[Block] = []
    found = [one for one in records.evidence if one.principle is principle]
    if found:
        rows = [
            (f"{one.id}: {one.title}", one.shows, day_words(one.considered_on)) for one in found
        ]
        blocks.append(table("Evidence", ("Evidence", "Shows", "Considered on"), rows))
    if principle is Principle.CONSIDERATION:
        blocks += _decisions(records)
    return tuple(blocks) or (Paragraph(NOT_PRINTED, quiet=True),)


def _decisions(records: Records) -> Iterator[Block]:
    for one in records.decisions:
        yield Paragraph(one.text, lead=f"{one.id}.")
        pairs = (
            ("Options considered", "; ".join(one.options)),
            ("Outcome", _OUTCOMES[one.outcome]),
            ("What was decided", one.decision),
            ("What changed because of it", one.changed),
            ("Aims", "; ".join(_AIMS[aim] for aim in one.aims)),
            ("Decided by", "; ".join(one.decided_by)),
            ("Decided on", day_words(one.decided_on)),
        )
        yield Terms(tuple((name, words) for name, words in pairs if words))


def objectives_section(records: Records) -> Section | None:
    """Return the equality objectives; None where none was let out."""
    if not records.objectives:
        return None
    rows = [
        (
            f"{one.id}: {one.text}",
            one.measure,
            one.owner,
            day_words(one.review_on),
            f"{_KEPT[one.status]}. {one.progress}".strip(),
        )
        for one in records.objectives
    ]
    columns = ("Objective", "Measure", "Owner", "Review on", "How far it has come")
    return Section(
        "Equality objectives",
        OBJECTIVES.anchor,
        (
            Paragraph("A public body sets equality objectives at least every four years."),
            table("Equality objectives", columns, rows),
        ),
    )


def policies_section(records: Records) -> Section | None:
    """Return policies and programmes; None where none was let out."""
    if not records.policies:
        return None
    rows = [
        (one.title, one.kind.value, one.about, day_words(one.review_on)) for one in records.policies
    ]
    columns = ("Title", "Kind", "What it does for equality", "Review on")
    blocks = (table("Policies and programmes", columns, rows),)
    return Section("Policies", TRAINING.anchor, blocks)


def spoken(records: Records, text: str) -> Iterator[Block]:
    """Yield what the organisation tells the public first: the decision's words, or its own."""
    for part in filter(None, (chunk.strip() for chunk in text.split("\n\n"))):
        lines = [line.strip() for line in part.splitlines()]
        if all(line.startswith("- ") for line in lines):
            yield Bullets(tuple(line[2:] for line in lines))
        else:
            yield Paragraph(" ".join(lines))
    for name in ("public", "summary"):
        yield from narrative_blocks(records, name)


def no_action() -> Callout:
    """Say that the plan is not part of this publication."""
    words = "The organisation has not printed its actions in this report."
    return Callout("What we will do", (words,), Tone.GAP)
