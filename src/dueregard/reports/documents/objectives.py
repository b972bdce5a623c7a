"""Equality objectives, and targets in people as well as in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.printing import half_up, percent
from dueregard.records.checking import Weight
from dueregard.records.targets import feasibility, target_sentence
from dueregard.records.words import Kept
from dueregard.reports.documents.outline import OBJECTIVES
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Callout, Paragraph, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.records.checking import Remark
    from dueregard.records.plans import Objective, Target
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_KEPT_WORDS = {Kept.OPEN: "open", Kept.MET: "met", Kept.DROPPED: "dropped"}


def objectives_section(material: Material) -> Section:
    """Return the objectives with their reviews, and the targets with what they ask in people."""
    return Section(
        title=OBJECTIVES.title,
        anchor=OBJECTIVES.anchor,
        blocks=(
            Paragraph(OBJECTIVES.introduction),
            *_objectives(material),
            *target_blocks(material),
        ),
    )


def _objectives(material: Material) -> Iterator[Block]:
    found = material.records.objectives
    if not found:
        words = "No equality objective is recorded. A public body must set at least one."
        yield Callout("No objective", (words,), Tone.GAP)
        return
    yield table(
        "Equality objectives",
        ("Objective", "Measure", "Owner", "Set on", "Review on", "Indicators", "State", "Progress"),
        tuple(_objective_row(one) for one in found),
    )
    said = tuple(one.sentence for one in material.remarks if _is_of_objective(one))
    if said:
        yield Callout("Still to be done", said, Tone.GAP)


def _is_of_objective(remark: Remark) -> bool:
    return remark.file == "objectives.csv" and remark.weight is not Weight.SOON


def _objective_row(one: Objective) -> tuple[str, ...]:
    return (
        f"{one.id}: {one.text}",
        one.measure or "no measure named",
        one.owner or "nobody named",
        day_words(one.set_on),
        day_words(one.review_on) or "no day named",
        ", ".join(map(str, one.indicators)),
        _KEPT_WORDS[one.status],
        one.progress,
    )


def target_blocks(material: Material) -> Iterator[Block]:
    """Set out the targets for senior posts and the board, or say that there are none."""
    found = material.records.targets
    if not found:
        words = "No target for senior posts or the board is recorded (records/targets.csv)."
        yield Callout("No target", (words,), Tone.GAP)
        return
    yield table(
        "Targets, in people and in per cent",
        ("Target", "Now", "Target", "In people", "By", "Owner", "What it asks"),
        tuple(_target_row(one) for one in found),
    )


def _target_row(one: Target) -> tuple[str, ...]:
    found = feasibility(one)
    return (
        f"{one.id}: {one.group}, {one.place}",
        f"{one.baseline} of {one.people} ({percent(one.baseline / one.people)})"
        if one.people and one.baseline is not None
        else "not counted",
        "" if one.target_percent is None else f"{half_up(one.target_percent, 1)}%",
        "" if found is None else f"{found.wanted} of {one.people}",
        day_words(one.due),
        one.owner or "nobody named",
        target_sentence(one),
    )
