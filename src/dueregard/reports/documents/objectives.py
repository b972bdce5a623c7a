"""Equality objectives, and targets in people as well as in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.printing import half_up, percent
from dueregard.records.checking import Weight
from dueregard.records.targets import feasibility, target_sentence
from dueregard.records.words import Kept
from dueregard.reports.documents.outline import OBJECTIVES
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Bullets, Callout, Paragraph, Section, Tone

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
        yield Callout("an equality objective", (words,), Tone.GAP)
        return
    yield table(
        "Equality objectives",
        (
            "No.",
            "Objective",
            "Measure",
            "Owner",
            "Set and reviewed",
            "Indicators",
            "How far it has come",
        ),
        tuple(_objective_row(one) for one in found),
    )
    said = tuple(one.sentence for one in material.remarks if _is_of_objective(one))
    if said:
        yield Callout("of these objectives", said, Tone.GAP)


def _is_of_objective(remark: Remark) -> bool:
    return remark.file == "objectives.csv" and remark.weight is not Weight.SOON


def _objective_row(one: Objective) -> tuple[str, ...]:
    return (
        one.id,
        one.text,
        one.measure or "no measure named",
        one.owner or "nobody named",
        _days(one),
        ", ".join(map(str, one.indicators)),
        f"{_KEPT_WORDS[one.status]}. {one.progress}".strip(),
    )


def _days(one: Objective) -> str:
    review = f"review {day_words(one.review_on)}" if one.review_on else "no day of review"
    return f"set {day_words(one.set_on)}; {review}" if one.set_on else review


def target_blocks(material: Material) -> Iterator[Block]:
    """Set out the targets for senior posts and the board, or say that there are none."""
    found = material.records.targets
    if not found:
        words = "No target for senior posts or the board is recorded (records/targets.csv)."
        yield Callout("a target", (words,), Tone.GAP)
        return
    yield table(
        "Targets, in people and in per cent",
        ("No.", "Target", "Now", "Goal", "By", "Owner"),
        tuple(_target_row(one) for one in found),
    )
    yield Bullets(tuple(target_sentence(one) for one in found))


def _target_row(one: Target) -> tuple[str, ...]:
    found = feasibility(one)
    return (
        one.id,
        f"{one.group}, {one.place}",
        f"{one.baseline} of {one.people} ({percent(one.baseline / one.people)})"
        if one.people and one.baseline is not None
        else "not counted",
        "not set"
        if found is None
        else f"{found.wanted} of {one.people} ({half_up(one.target_percent or 0, 1)}% or more)",
        day_words(one.due),
        one.owner or "nobody named",
    )
