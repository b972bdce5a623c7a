"""What an organisation itself puts beside its figures: conclusions, actions, decisions, evidence.

Plain files that a person edits in a text editor or a spreadsheet, in the folder ``records`` beside
organisation.toml.
"""

from __future__ import annotations

from dueregard.records.catalogue import FOLDER, RECORD_FILES, RecordFile
from dueregard.records.conclusions import Cause, Conclusion
from dueregard.records.consideration import (
    Acknowledgement,
    Decision,
    Evidence,
    FormAnswer,
    ThirdParty,
)
from dueregard.records.facts import Facts
from dueregard.records.model import Records
from dueregard.records.narratives import NARRATIVE_NAMES, Block, Narrative
from dueregard.records.plans import Action, Objective, RecordingTarget, Target
from dueregard.records.reading import load_records, record_of
from dueregard.records.standing import Accreditation, EdsOutcome, OwnMeasure, Policy
from dueregard.records.writing import (
    write_facts,
    write_narrative,
    write_records,
    write_table,
)

__all__ = [
    "FOLDER",
    "NARRATIVE_NAMES",
    "RECORD_FILES",
    "Accreditation",
    "Acknowledgement",
    "Action",
    "Block",
    "Cause",
    "Conclusion",
    "Decision",
    "EdsOutcome",
    "Evidence",
    "Facts",
    "FormAnswer",
    "Narrative",
    "Objective",
    "OwnMeasure",
    "Policy",
    "RecordFile",
    "RecordingTarget",
    "Records",
    "Target",
    "ThirdParty",
    "load_records",
    "record_of",
    "write_facts",
    "write_narrative",
    "write_records",
    "write_table",
]
