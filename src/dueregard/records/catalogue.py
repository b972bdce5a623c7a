"""Which record files are there? Each is declared here once, in the order a year needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dueregard.records.conclusions import Cause, Conclusion
from dueregard.records.consideration import (
    Acknowledgement,
    Decision,
    Evidence,
    FormAnswer,
    ThirdParty,
)
from dueregard.records.plans import Action, Objective, RecordingTarget, Target
from dueregard.records.standing import Accreditation, EdsOutcome, OwnMeasure, Policy

FOLDER = "records"
"""The folder of an organisation's year in which its records lie."""
FACTS_FILE = "facts.csv"
NARRATIVES_FOLDER = "narratives"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of records of one kind.

    Parameters
    ----------
    name
        The field of ``Records`` that it fills; with ``.csv`` it is the file's name.
    record
        The type of a row.
    meaning
        What it holds, in a sentence.
    key
        The columns that together name a row; no two rows share them.
    part
        A column that counts some of the people whom another counts: the part, then the whole.
    """

    name: str
    record: Any
    meaning: str
    key: tuple[str, ...] = ("id",)
    part: tuple[str, str] | None = None

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"


RECORD_FILES: tuple[RecordFile, ...] = (
    RecordFile(
        "acknowledgements",
        Acknowledgement,
        "Those who decide, and whether they have read the briefing.",
        ("name", "briefing"),
    ),
    RecordFile("evidence", Evidence, "What shows something, and when it was considered."),
    RecordFile("conclusions", Conclusion, "What you conclude from the figures."),
    RecordFile("causes", Cause, "What may lie behind a conclusion, and whether it was tested."),
    RecordFile("decisions", Decision, "What was decided, why, and what changed because of it."),
    RecordFile("actions", Action, "What will be done, by whom, by when."),
    RecordFile("objectives", Objective, "Equality objectives, set at least every four years."),
    RecordFile(
        "targets",
        Target,
        "Shares of a group to be reached in a place of the workforce.",
        part=("baseline", "people"),
    ),
    RecordFile(
        "recording_targets",
        RecordingTarget,
        "How many people's details should be recorded.",
        part=("recorded", "people"),
    ),
    RecordFile("policies", Policy, "Policies and programmes that address equality."),
    RecordFile("third_parties", ThirdParty, "Bodies that do something on your behalf."),
    RecordFile("accreditations", Accreditation, "Marks of good practice, and when they end."),
    RecordFile(
        "own_measures",
        OwnMeasure,
        "What you count yourself: training in equality, violence at work.",
        ("measure", "group"),
        part=("n", "of"),
    ),
    RecordFile(
        "form_answers",
        FormAnswer,
        "The six questions of the commissioning support unit's form.",
        ("item",),
    ),
    RecordFile("eds2", EdsOutcome, "What you can show for the outcomes of EDS2.", ("outcome",)),
)
