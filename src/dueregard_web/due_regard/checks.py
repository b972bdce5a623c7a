"""What may be changed and signed: each rule with its sentence for who is refused."""

from __future__ import annotations

from collections.abc import Mapping

from dueregard.errors import FileNotUsableError
from dueregard.records.checking import Remark, Weight
from dueregard_web.core.refusals import NotNowError
from dueregard_web.due_regard.living import Living, who_points_to
from dueregard_web.due_regard.models import RecordVersion
from dueregard_web.due_regard.policies import WORDS

LEAST_REASON = 20
"""Letters of a reason: enough for a sentence, too many for a tick."""
_OF_A_FILE = ("title", "shows", "where", "sha256")
_TO_SIGN = {
    "outcome": "what it comes to",
    "options": "which options were considered",
    "decision": "what was decided, and why",
    "changed": "what changed because of it",
    "dissent": "whether anybody saw it differently",
    "constitution": "how the NHS Constitution was taken into account",
    "aims": "which aims of the Equality Duty were considered",
}


def check_open(before: RecordVersion, cells: Mapping[str, str]) -> None:
    """Refuse to touch what was signed, acknowledged or considered."""
    if before.kind == "decisions" and before.cells["status"] == "closed":
        raise NotNowError(
            "This decision is signed and cannot be changed.",
            advice="A signatory can open it again. New evidence can be attached, and is flagged.",
        )
    if before.kind == "acknowledgements" and before.cells["acknowledged_on"]:
        raise NotNowError("What somebody acknowledged cannot be changed by another.")
    of_a_file = {name: before.cells.get(name) for name in _OF_A_FILE}
    changed = of_a_file != {name: cells.get(name) for name in _OF_A_FILE}
    if before.kind == "evidence" and before.cells["considered_on"] and changed:
        raise NotNowError(
            "This was considered as it is; it cannot become something else.",
            advice="Enter the new paper as evidence of its own.",
        )


def check_renamed(living: Living, before: RecordVersion, cells: Mapping[str, str]) -> None:
    """Refuse another id for a record that something points to."""
    if "id" not in cells or cells["id"] == before.cells["id"]:
        return
    pointing = who_points_to(living, before.kind, before.cells["id"])
    if pointing:
        raise NotNowError(
            f"Its id cannot be changed, because something points to it: {'; '.join(pointing)}.",
            advice=f"Keep the id {before.cells['id']}.",
        )


def check_complete(decision: RecordVersion) -> None:
    """Refuse to sign a decision that leaves something open."""
    lacking = [words for name, words in _TO_SIGN.items() if not decision.cells[name]]
    if lacking:
        raise NotNowError(
            f"The decision does not say {'; '.join(lacking)}.",
            advice=f"Complete the {WORDS['decisions'].one} first.",
        )


def check_considered(living: Living, decision: RecordVersion) -> None:
    """Refuse a decision on evidence that nobody has looked at (third principle)."""
    named = [name.strip() for name in decision.cells["evidence"].split(";") if name.strip()]
    unread = [
        cells["id"]
        for cells in living.cells("evidence")
        if cells["id"] in named and not cells["considered_on"]
    ]
    if unread:
        raise NotNowError(
            f"This evidence has not been considered yet: {', '.join(unread)}.",
            advice="Read it and say so before you decide.",
        )


def check_signable(remarks: tuple[Remark, ...]) -> None:
    """Refuse to sign records that say what cannot stand."""
    failing = [one.sentence for one in remarks if one.weight is Weight.FAILS]
    if failing:
        raise NotNowError(
            f"The records say what cannot stand: {' '.join(failing)}",
            advice="Have it put right first.",
        )


def check_reason(text: str) -> None:
    """Refuse a reason that is no sentence."""
    if len(text.strip()) < LEAST_REASON:
        raise FileNotUsableError(
            "Say why in a sentence.", advice=f"At least {LEAST_REASON} letters are needed."
        )
