"""Which of the organisation's own texts a release prints, and the records they are taken from.

The records are kept with the proposal as they were when they were chosen: what two people reviewed
is what is printed, whatever is written in the year's records afterwards. Nothing here knows Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

CASE_STUDIES = "case_studies.csv"
STUDY_TEXTS = ("title", "why", "done", "result", "learnt")
"""What of a case study is shared; ids of actions and evidence stay inside."""


@dataclass(frozen=True, slots=True)
class TextPlan:
    """What is printed beside the figures.

    Parameters
    ----------
    publish
        Parts of the records, as ``decision.toml`` names them.
    leave_out
        Records that stay inside all the same, as ``actions.csv A3``.
    words
        Other words for the public, by place.
    studies
        Case studies that are shared: the cells of each, as they were when they were chosen.
    records
        The files of the records, as they were then.
    sha256
        The library's hash of what would be printed of the records.
    """

    publish: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    studies: tuple[Mapping[str, str], ...] = ()
    records: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> TextPlan:
        """Read what :attr:`document` writes; nothing kept is nothing printed."""
        return cls(
            tuple(document.get("publish", ())),
            tuple(document.get("leave_out", ())),
            dict(document.get("words", {})),
            tuple(document.get("studies", ())),
            dict(document.get("records", {})),
            str(document.get("sha256", "")),
        )

    @property
    def document(self) -> dict[str, Any]:
        """The plan as JSON values; empty where nothing is printed."""
        if not (self.publish or self.studies):
            return {}
        return {
            "publish": list(self.publish),
            "leave_out": list(self.leave_out),
            "words": dict(self.words),
            "studies": [dict(one) for one in self.studies],
            "records": dict(self.records),
            "sha256": self.sha256,
        }

    @property
    def record_words(self) -> dict[str, str]:
        """The words that take the place of a record's; the library applies these."""
        return {
            place: said
            for place, said in sorted(self.words.items())
            if not place.startswith(CASE_STUDIES)
        }

    @property
    def shared_studies(self) -> tuple[dict[str, str], ...]:
        """The case studies as they are shared, in the words that were given for the public."""
        return tuple(
            {
                "id": one["id"],
                **{n: self.words.get(study_place(one["id"], n), one[n]) for n in STUDY_TEXTS},
                "indicators": one.get("indicators", ""),
            }
            for one in self.studies
        )

    def saying(self, place: str, words: str) -> TextPlan:
        """Return the plan with other words at a place; no words are the record's own again."""
        kept = {name: said for name, said in self.words.items() if name != place}
        return replace(self, words={**kept, place: words} if words else kept)

    def leaving_out(self, record: str, *, out: bool) -> TextPlan:
        """Return the plan with a record left out, or taken in again."""
        kept = tuple(one for one in self.leave_out if one != record)
        words = {p: said for p, said in self.words.items() if not (out and is_of(p, record))}
        return replace(self, leave_out=(*kept, record) if out else kept, words=words)


NO_TEXTS = TextPlan()


def study_place(study: str, name: str) -> str:
    """Name a text of a case study as people do: file, id, field."""
    return f"{CASE_STUDIES} {study} {name}"


def is_of(place: str, record: str) -> bool:
    """Say whether a text stands in a record."""
    return place == record or place.startswith(f"{record} ")
