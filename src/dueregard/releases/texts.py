"""The organisation's own words for the public: which of its records are printed, and which never.

Records are internal. What a decision names is printed, field by field from the table below; what
the table does not hold (figures that conclusions rest on, targets in people, who has read the
briefing) is never printed, whatever is decided. Every text that would be printed is read by the
linter first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from dueregard.disclosure.released import digest
from dueregard.errors import ReleaseNeededError
from dueregard.records.catalogue import FACTS_FILE, FOLDER, NARRATIVES_FOLDER
from dueregard.records.facts import Facts
from dueregard.records.model import Records
from dueregard.records.narratives import NARRATIVE_NAMES, Narrative, read_narrative
from dueregard.releases.narrative import Risk, find_risks, line_and_column, text_digest
from dueregard.releases.surroundings import Surroundings


class Part(StrEnum):
    """A part of the records that a decision can let out."""

    NARRATIVES = "narratives"
    FACTS = "facts"
    ACTIONS = "actions"
    CONCLUSIONS = "conclusions"
    DUE_REGARD = "due_regard"
    OBJECTIVES = "objectives"
    POLICIES = "policies"
    EDS = "eds"


_FIELDS: dict[Part, dict[str, tuple[str, ...]]] = {
    Part.ACTIONS: {
        "actions": (
            "id", "text", "owner", "due", "measure", "indicators", "aims", "status", "progress",
            "since",
        ),
    },
    Part.CONCLUSIONS: {
        "conclusions": ("id", "text", "indicators", "interpretation", "aims", "status"),
        "causes": ("id", "conclusion", "text", "state", "done"),
    },
    Part.DUE_REGARD: {
        "evidence": ("id", "title", "shows", "principle", "considered_on"),
        "decisions": (
            "id", "text", "indicators", "options", "outcome", "decision", "changed", "aims",
            "decided_by", "decided_on",
        ),
    },
    Part.OBJECTIVES: {
        "objectives": (
            "id", "text", "measure", "owner", "set_on", "review_on", "indicators", "status",
            "progress",
        ),
    },
    Part.POLICIES: {"policies": ("id", "title", "kind", "about", "review_on", "status")},
    Part.EDS: {"eds2": ("outcome", "grade", "shows")},
}  # fmt: skip
"""What of which records may be printed for the public."""
_NEVER = {"recommendation"}
"""Narratives that are for the board alone."""
_FACTS = (
    "board_lead", "lead_manager", "commissioners", "coordinating_commissioner", "report_url",
    "report_date", "late_reason", "signed_off_by", "signed_off_on", "eds_report",
)  # fmt: skip
_NOT_PROSE = {"id", "conclusion", "outcome"}
"""Fields of text that hold a short name."""


@dataclass(frozen=True, slots=True)
class PublicText:
    """One text that would be printed.

    ``place`` is how people name it: "actions.csv A1 text", "narratives/summary.md".
    """

    file: str
    id: str
    field: str
    text: str

    @property
    def place(self) -> str:
        """How a person names it."""
        return " ".join(part for part in (self.file, self.id, self.field) if part)


@dataclass(frozen=True, slots=True)
class PlacedRisk:
    """A risk with the file, line and column it stands at, and the hash of its whole text."""

    place: str
    line: int
    column: int
    risk: Risk
    text_sha256: str


def public_records(
    records: Records, parts: Collection[Part], leave_out: Collection[str] = ()
) -> Records:
    """Return what of the records would be printed.

    Parameters
    ----------
    records
        The internal records.
    parts
        What the decision lets out.
    leave_out
        Places ("actions.csv A3", "narratives/summary.md") that stay inside all the same.

    Raises
    ------
    ReleaseNeededError
        Nothing that would be printed stands at a place of ``leave_out``.
    """
    left = _Left(frozenset(leave_out))
    kept: dict[str, Any] = {
        name: tuple(
            _only(one, names)
            for one in getattr(records, name)
            if not left.out(f"{name}.csv {_id_of(one)}")
        )
        for part in parts
        for name, names in _FIELDS.get(part, {}).items()
    }
    if Part.FACTS in parts:
        kept["facts"] = _only_facts(records.facts)
    if Part.NARRATIVES in parts:
        kept["narratives"] = {
            name: _clean(one)
            for name, one in sorted(records.narratives.items())
            if name not in _NEVER and not left.out(f"{NARRATIVES_FOLDER}/{name}.md")
        }
    left.check()
    return _linked(Records(**kept))


class _Left:
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._met: set[str] = set()

    def out(self, place: str) -> bool:
        if place in self._names:
            self._met.add(place)
        return place in self._names

    def check(self) -> None:
        lost = sorted(self._names - self._met)
        if lost:
            raise ReleaseNeededError(
                f"leave_out names what is not printed anyway: {', '.join(lost)}.",
                advice="Name a record as 'actions.csv A3', a narrative as 'narratives/summary.md'.",
            )


def _id_of(record: Any) -> str:  # noqa: ANN401 - any record
    return str(record.outcome if hasattr(record, "grade") else record.id)


def _only(record: Any, names: Collection[str]) -> Any:  # noqa: ANN401 - any record
    """Return a record in which every field that is not named is empty."""
    return type(record)(**{name: getattr(record, name) for name in names})


def _only_facts(facts: Facts) -> Facts:
    return Facts(**{name: getattr(facts, name) for name in _FACTS})


def _clean(narrative: Narrative) -> Narrative:
    """Return a narrative as it is printed: a comment in its file is nobody's business."""
    paragraphs = [
        "\n".join(f"- {item}" for item in block.items) if block.is_list else "\n".join(block.items)
        for block in narrative.blocks
    ]
    return read_narrative(narrative.name, "\n\n".join(paragraphs))


def _linked(records: Records) -> Records:
    """Drop a cause whose conclusion stays inside."""
    known = {one.id for one in records.conclusions}
    return replace(records, causes=tuple(c for c in records.causes if c.conclusion in known))


def texts_in(records: Records) -> Iterator[PublicText]:
    """Yield every text of public records, in the order of the files."""
    for kind in fields(Records):
        value = getattr(records, kind.name)
        if kind.name == "narratives":
            for name, narrative in value.items():
                yield PublicText(f"{NARRATIVES_FOLDER}/{name}.md", "", "", narrative.text)
        elif kind.name == "facts":
            yield from _texts_of(FACTS_FILE, "", value)
        else:
            for record in value:
                yield from _texts_of(f"{kind.name}.csv", _id_of(record), record)


def _texts_of(file: str, name: str, record: Any) -> Iterator[PublicText]:  # noqa: ANN401 - any record
    for one in fields(record):
        value = getattr(record, one.name)
        if one.name in _NOT_PROSE and not isinstance(value, tuple):
            continue
        texts = value if isinstance(value, tuple) else (value,)
        said = [text for text in texts if isinstance(text, str) and not isinstance(text, StrEnum)]
        if any(said):
            yield PublicText(file, name, one.name, "; ".join(said))


def reword(records: Records, words: Mapping[str, str]) -> Records:
    """Return public records with other words at some places.

    Raises
    ------
    ReleaseNeededError
        No text stands at such a place.
    """
    places = {text.place: text for text in texts_in(records)}
    lost = sorted(set(words) - set(places))
    if lost:
        raise ReleaseNeededError(
            f"public_words names a text that is not printed: {', '.join(lost)}.",
            advice=f"Texts that are: {', '.join(places) or 'none'}.",
        )
    for place, said in words.items():
        records = _reworded(records, places[place], said)
    return records


def _reworded(records: Records, text: PublicText, said: str) -> Records:
    if text.file.startswith(NARRATIVES_FOLDER):
        name = Path(text.file).stem
        return replace(records, narratives={**records.narratives, name: read_narrative(name, said)})
    if text.file == FACTS_FILE:
        return replace(records, facts=_with(records.facts, text.field, said))
    kind = Path(text.file).stem
    rows = tuple(
        _with(one, text.field, said) if _id_of(one) == text.id else one
        for one in getattr(records, kind)
    )
    changed: dict[str, Any] = {kind: rows}
    return replace(records, **changed)


def _with(record: Any, name: str, said: str) -> Any:  # noqa: ANN401 - any record
    several = isinstance(getattr(record, name), tuple)
    value = tuple(part.strip() for part in said.split(";")) if several else said
    return replace(record, **{name: value})


def risks_in(
    records: Records, surroundings: Surroundings, signed: Collection[str], directory: Path
) -> tuple[PlacedRisk, ...]:
    """Return every risk in public records that nobody has signed.

    Parameters
    ----------
    records
        Public records.
    surroundings
        The release they would stand beside.
    signed
        Hashes of the texts whose risks a named person has taken on.
    directory
        The organisation's folder, to say line and column.
    """
    found = []
    for text in texts_in(records):
        sha256 = text_digest(text.text)
        if sha256 in signed:
            continue
        found += [
            PlacedRisk(text.place, *_find(directory, text, risk), risk, sha256)
            for risk in find_risks(text.text, surroundings)
        ]
    return tuple(found)


def _find(directory: Path, text: PublicText, risk: Risk) -> tuple[int, int]:
    """Return line and column of a risk in its file; of its record where the words differ there."""
    try:
        content = (directory / FOLDER / text.file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return 1, 1
    start = max(content.find(f"\n{text.id},") + 1, 0) if text.id else 0
    words = text.text[risk.start : risk.end]
    field = content.find(text.text.replace('"', '""'), start)
    place = content.find(words.replace('"', '""'), max(field, start))
    return line_and_column(content, place if place >= 0 else start)


def records_document(records: Records) -> dict[str, Any]:
    """Return public records as JSON values; what is empty is left out."""
    document: dict[str, Any] = {}
    for kind in fields(Records):
        value = getattr(records, kind.name)
        if kind.name == "narratives":
            document[kind.name] = {name: one.text for name, one in value.items()}
        elif kind.name == "facts":
            document[kind.name] = _filled(value)
        else:
            document[kind.name] = [_filled(one) for one in value]
    return {name: value for name, value in document.items() if value}


def _filled(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record
    found: dict[str, Any] = msgspec.to_builtins(record)
    empty: tuple[object, ...] = ("", None, (), [])
    return {name: value for name, value in found.items() if value not in empty}


def records_from(document: Mapping[str, Any]) -> Records:
    """Return public records from their JSON values."""
    found: dict[str, Any] = {}
    for kind in fields(Records):
        value = document.get(kind.name)
        if value is None:
            continue
        if kind.name == "narratives":
            found[kind.name] = {
                name: read_narrative(name, text)
                for name, text in value.items()
                if name in NARRATIVE_NAMES
            }
        else:
            found[kind.name] = value
    kept = found.pop("narratives", {})
    records: Records = msgspec.convert(found, Records)
    return replace(records, narratives=kept)


def records_digest(records: Records) -> str:
    """Return the SHA-256 of public records: whoever decides names what was decided on."""
    return digest(records_document(records))
