"""Which kinds of records there are, in which words, and what of them nobody may type.

Nothing here knows Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dueregard.records.catalogue import RECORD_FILES, RecordFile
from dueregard.records.columns import column
from dueregard.records.facts import Facts
from dueregard.records.narratives import NARRATIVE_NAMES
from dueregard.reports.documents.catalogue import DocumentKind
from dueregard_web.due_regard.own_records import OWN_FILES
from dueregard_web.organisations.policies import Role


@dataclass(frozen=True, slots=True)
class Text:
    """A narrative as a record: its fixed name and its text."""

    name: str = column("Which text it is.")
    text: str = column("The text. An empty line begins a new paragraph; - begins an item.", "")


FACTS = RecordFile("facts", Facts, "What is said once in a year, such as who leads.", ())
NARRATIVES = RecordFile("narratives", Text, "The texts of the report.", ("name",))
KINDS: dict[str, RecordFile] = {
    kind.name: kind for kind in (*RECORD_FILES, *OWN_FILES, FACTS, NARRATIVES)
}
LISTED: dict[str, RecordFile] = {kind.name: kind for kind in (*RECORD_FILES, *OWN_FILES)}
"""Kinds with as many records as somebody wants."""


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of record as people read it: many, and one."""

    many: str
    one: str


WORDS: dict[str, KindWords] = {
    "acknowledgements": KindWords("Decision makers", "decision maker"),
    "evidence": KindWords("Evidence", "piece of evidence"),
    "conclusions": KindWords("Conclusions", "conclusion"),
    "causes": KindWords("Possible causes", "possible cause"),
    "decisions": KindWords("Decisions", "decision"),
    "actions": KindWords("Actions", "action"),
    "objectives": KindWords("Equality objectives", "objective"),
    "targets": KindWords("Workforce targets", "target"),
    "recording_targets": KindWords("Targets for recording", "target for recording"),
    "policies": KindWords("Policies and programmes", "policy or programme"),
    "third_parties": KindWords("Third parties", "third party"),
    "accreditations": KindWords("Accreditations", "accreditation"),
    "own_measures": KindWords("Training and violence", "count of your own"),
    "form_answers": KindWords("Support unit's form", "answer"),
    "eds2": KindWords("Equality Delivery System", "outcome"),
    "queries": KindWords("Queries and answers", "query"),
    "engagements": KindWords("Engagement with stakeholders", "engagement"),
    "case_studies": KindWords("Case studies", "case study"),
    "facts": KindWords("Facts of the year", "fact"),
    "narratives": KindWords("Texts of the report", "text"),
}

SET_HERE: dict[str, frozenset[str]] = {
    "acknowledgements": frozenset({"briefing", "acknowledged_on"}),
    "evidence": frozenset({"considered_on"}),
    "decisions": frozenset({"decided_by", "decided_on", "status"}),
    "facts": frozenset({"briefing", "signed_off_by", "signed_off_on"}),
}
"""Columns that are set by what people do here, and that no form offers: nobody types a proof."""

LONG = frozenset({
    "text", "shows", "interpretation", "done", "decision", "changed", "dissent", "constitution",
    "measure", "progress", "about", "answer", "why", "result", "learnt", "data_protection",
    "late_reason", "survey_why", "why_nobody",
})  # fmt: skip
"""Columns that are written in sentences."""

MUST_READ = frozenset({Role.APPROVER, Role.SIGNATORY})
"""Who decides has to have read the briefing in force before anything is signed."""

LABELS = {
    "id": "Id",
    "sha256": "SHA-256 hash of the file",
    "n": "How many",
    "of": "Out of how many",
    "where": "Where it is",
    "due": "Due on",
    "library": "From the library of actions",
    "report_url": "Web address of the report",
    "eds_report": "Web address of the report on the Equality Delivery System",
    "able": "Proof that it is able to comply",
    "required": "Proof that its contract requires it",
    "in_practice": "Proof that it does so in practice",
    "constitution": "NHS Constitution",
    "why_nobody": "Why nobody took part",
    "held_on": "Held on",
    "dissent": "Who saw it differently",
    "changed": "What changed because of it",
    "done": "What was done",
}


def label_of(name: str) -> str:
    """Return what a column is called on a page."""
    return LABELS.get(name, name.replace("_", " ").capitalize())


def title_of(kind: str, cells: dict[str, Any]) -> str:
    """Return what a record is called in a list or a link."""
    first = (
        cells.get("id")
        or cells.get("name")
        or " ".join(cells.get(name, "") for name in KINDS[kind].key)
    )
    if kind == "narratives":
        return NARRATIVE_NAMES.get(first, first)
    told = cells.get("title") or cells.get("text") or (cells.get("name") if "id" in cells else "")
    return f"{first}: {told}" if told else str(first)


KIND_WORDS: dict[DocumentKind, str] = {
    DocumentKind.ANNUAL: "the annual report",
    DocumentKind.COVER: "the board's cover paper",
    DocumentKind.TEMPLATE: "the reporting template",
    DocumentKind.WORKBOOK: "the data-collection workbook",
    DocumentKind.MONITORING: "the workforce monitoring report",
    DocumentKind.DUE_REGARD: "the statement of due regard",
    DocumentKind.EDS: "the report on the Equality Delivery System",
    DocumentKind.PRO_FORMA: "the support unit's form",
    DocumentKind.DATA_PACK: "the data pack",
}
