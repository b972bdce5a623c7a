"""Whether actions, objectives and targets can be carried out, and whether they were."""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.records.checking.remarks import Circumstances, Remark, Weight, when_due
from dueregard.records.library import RECORDING_FIELDS
from dueregard.records.model import Records
from dueregard.records.plans import Action, Objective, RecordingTarget, Target
from dueregard.records.progress import OPEN, progress_on
from dueregard.records.targets import (
    WHOM,
    feasibility,
    recording_gap,
    recording_sentence,
    target_sentence,
)
from dueregard.records.words import ActionState, Kept

_NEEDED_OF_ACTION = {
    "owner": "who answers for it",
    "due": "by when it is to be done",
    "measure": "how you will know that it worked",
}
_NEEDED_OF_OBJECTIVE = {
    "measure": "how it is measured",
    "owner": "who answers for it",
    "review_on": "when it is looked at again",
    "indicators": "by which indicators it is followed",
}


def check_plans(records: Records, circumstances: Circumstances) -> Iterator[Remark]:
    """Check actions, objectives and targets (guidance, sections 2.2, 2.2.2, Example 2)."""
    yield from _empty_files(records)
    for action in records.actions:
        yield from _action(action, circumstances)
    yield from _lost_actions(records, circumstances)
    for objective in records.objectives:
        yield from _objective(objective, circumstances)
    for target in records.targets:
        yield from _target(target, circumstances)
    yield from _unasked_details(records)
    for recording in records.recording_targets:
        yield from _recording(recording, circumstances)


def _empty_files(records: Records) -> Iterator[Remark]:
    for name, sentence, advice in (
        ("actions", "No action is planned yet.", "'dueregard records --library' lists proposals."),
        ("objectives", "No equality objective is set.", "At least one is due every four years."),
        (
            "targets",
            "No target is set for senior leadership or the board.",
            "Set one in people, or decide against it and say why.",
        ),
    ):
        if not getattr(records, name):
            yield Remark(Weight.MISSING, f"no-{name}", f"{name}.csv", "", sentence, advice)


def _action(action: Action, circumstances: Circumstances) -> Iterator[Remark]:
    name = f"Action {action.id}"
    if not action.aims:
        yield Remark(
            Weight.MISSING,
            "action-without-aim",
            "actions.csv",
            action.id,
            f"{name} names none of the three aims of the Equality Duty.",
            "Fill in its column aims: eliminate, advance or foster.",
        )
    yield from _lacking(action, _NEEDED_OF_ACTION, "actions.csv", name)
    if action.status in OPEN:
        advice = "Finish it, or give it a new day and say why in its column progress."
        due = Remark(Weight.SOON, "action", "actions.csv", action.id, name, advice, action.due)
        yield from when_due(due, circumstances.as_of)
    elif not action.progress:
        yield Remark(
            Weight.MISSING,
            "action-without-result",
            "actions.csv",
            action.id,
            f"{name} is {action.status}, and nothing says what came of it.",
            "Write it in its column progress.",
        )
    if action.status is ActionState.DONE and action.review_on is None:
        yield Remark(
            Weight.MISSING,
            "action-without-review",
            "actions.csv",
            action.id,
            f"{name} is done, and no day is set to see whether it worked.",
            "Fill in its column review_on: the duty goes on after a decision is carried out.",
        )
    if action.status is ActionState.DONE:
        what = f"The look back at action {action.id}"
        advice = "Look whether it worked, write it in progress, and set the next day or none."
        review = Remark(
            Weight.SOON, "action-review", "actions.csv", action.id, what, advice, action.review_on
        )
        yield from when_due(review, circumstances.as_of)


def _lost_actions(records: Records, circumstances: Circumstances) -> Iterator[Remark]:
    last, edition = circumstances.last_year, circumstances.last_edition
    for one in progress_on(last, records, edition):
        if one.is_lost:
            yield Remark(
                Weight.MISSING,
                "action-lost",
                "actions.csv",
                one.then.id,
                f"Action {one.then.id} of {edition or 'last year'} was open, and nothing says "
                "what became of it.",
                "Copy its row into this year's actions.csv and bring its status up to date.",
            )


def _objective(objective: Objective, circumstances: Circumstances) -> Iterator[Remark]:
    name = f"Objective {objective.id}"
    yield from _lacking(objective, _NEEDED_OF_OBJECTIVE, "objectives.csv", name)
    if objective.status is Kept.OPEN:
        what = f"The review of objective {objective.id}"
        advice = "Look at it again, say how far it has come, and set the next day."
        day = objective.review_on
        review = Remark(Weight.SOON, "objective", "objectives.csv", objective.id, what, advice, day)
        yield from when_due(review, circumstances.as_of)


def _target(target: Target, circumstances: Circumstances) -> Iterator[Remark]:
    if target.status is not Kept.OPEN:
        return
    found = feasibility(target)
    sentence = target_sentence(target)
    if found is None:
        advice = "Fill in baseline, people and target_percent."
        yield Remark(
            Weight.MISSING, "target-without-people", "targets.csv", target.id, sentence, advice
        )
    elif found.reachable is False:
        advice = "Set a later day or a lower share, or widen where people come from."
        yield Remark(
            Weight.DOUBTFUL, "target-unreachable", "targets.csv", target.id, sentence, advice
        )
    needed = {"owner": "who answers for it", "due": "by when it is to be reached"}
    yield from _lacking(target, needed, "targets.csv", f"Target {target.id}")
    if found is None or found.appointments:
        advice = "Say whether it was met; set it again or drop it."
        name = f"Target {target.id}"
        due = Remark(Weight.SOON, "target", "targets.csv", target.id, name, advice, target.due)
        yield from when_due(due, circumstances.as_of)


def _unasked_details(records: Records) -> Iterator[Remark]:
    """Find the details that nobody set out to record (guidance, Appendix 1)."""
    asked = {(one.population, _words(one.characteristic)) for one in records.recording_targets}
    for population, details in RECORDING_FIELDS.items():
        missing = [detail for detail in details if (population, detail) not in asked]
        if missing:
            yield Remark(
                Weight.MISSING,
                "recording-untargeted",
                "recording_targets.csv",
                "",
                f"No target is set for recording of {WHOM[population]}: {', '.join(missing)}.",
                f"Add a row for each with the population {population.value}.",
            )


def _recording(target: RecordingTarget, circumstances: Circumstances) -> Iterator[Remark]:
    file = "recording_targets.csv"
    if target.status is not Kept.OPEN:
        return
    gap = recording_gap(target)
    if gap is None:
        advice = "Fill in recorded, people and target_percent."
        sentence = recording_sentence(target)
        yield Remark(Weight.MISSING, "recording-uncounted", file, target.id, sentence, advice)
    if gap != 0:
        what = f"Recording target {target.id}"
        advice = "Say whether it was met, or set a new day."
        due = Remark(Weight.SOON, "recording", file, target.id, what, advice, target.due)
        yield from when_due(due, circumstances.as_of)


def _lacking(
    record: Action | Objective | Target, needed: dict[str, str], file: str, name: str
) -> Iterator[Remark]:
    """Say in one remark what a record leaves open."""
    lacking = [column for column in needed if not getattr(record, column)]
    if lacking:
        yield Remark(
            Weight.MISSING,
            f"{file.removesuffix('s.csv')}-incomplete",
            file,
            record.id,
            f"{name} does not say {', nor '.join(needed[column] for column in lacking)}.",
            f"Fill in: {', '.join(lacking)}.",
        )


def _words(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
