"""What of a commissioner's records people type, what the program sets, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.assurance.catalogue import BY_NAME
from dueregard.assurance.words import Disclosure, LetterKind, Verdict


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of record as people read it."""

    many: str
    one: str


TYPED: dict[str, KindWords] = {
    "register": KindWords("Contracts", "contract"),
    "commissioners": KindWords("Commissioners", "commissioner"),
    "contacts": KindWords("Contacts at providers", "contact"),
    "reviewers": KindWords("Reviewers and their interests", "reviewer"),
    "declarations": KindWords("Declarations of income", "declaration"),
    "surveys": KindWords("Staff surveys of providers", "survey"),
    "local_dates": KindWords("Days agreed locally", "agreed day"),
    "events": KindWords("What the Care Quality Commission did or said", "event"),
    "queries": KindWords("Questions and answers", "question"),
    "contact_log": KindWords("Meetings and calls", "meeting or call"),
    "provider_actions": KindWords("What providers will do", "action of a provider"),
    "choices": KindWords("How the work is done here", "choice"),
}
"""Kinds that are typed on a page of their own; the others come about by what people do."""

SET_HERE: dict[str, frozenset[str]] = {
    "declarations": frozenset({"approved_by", "approved_on", "refused_on", "why"}),
    "reviewers": frozenset({"declared_on"}),
    "commissioners": frozenset({"ours", "guidance_read_on"}),
    "queries": frozenset({"asked_on", "answered_on", "code", "version"}),
}
"""Columns that are set by what people do here, and that no form offers: nobody types a proof."""

IMPORTED = ("register", "contacts", "surveys", "local_dates", "reviewers")
"""Kinds that are brought in as a file."""

LONG = frozenset({"question", "answer", "said", "summary", "closed_why", "text", "why"})
"""Columns that are written in sentences."""

LABELS = {
    "id": "Id",
    "on": "Day",
    "ours": "Whether it is this organisation",
    "where": "Where in the document",
    "until": "Last day",
    "ods": "ODS code",
    "form": "Form of contract",
    "kind": "Kind",
    "post": "Post",
}

PREVIEWED = (LetterKind.L1, LetterKind.L1B, LetterKind.L2, LetterKind.L3, LetterKind.L4)
ABOUT_REPORTS = (LetterKind.L5, LetterKind.L6)
LETTER_WORDS: dict[LetterKind, str] = {
    LetterKind.L1: "Confirmation of the baseline report",
    LetterKind.L1B: "Catch-up: the baseline report, after its day",
    LetterKind.L2: "Request for an interim report",
    LetterKind.L3: "Reminder of the annual report",
    LetterKind.L4: "After a finding of the Care Quality Commission",
    LetterKind.L5: "Questions on a report",
    LetterKind.L6: "Acceptance of a report",
}

VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.ACCEPTED: "Accept it",
    Verdict.CHANGES_ASKED: "Ask for changes",
    Verdict.REJECTED: "Reject it",
}

HOSTING_WORDS: dict[Disclosure, str] = {
    Disclosure.ACCEPTED: "No small numbers point to a person: a copy may be hosted",
    Disclosure.QUERIED: "Small numbers stand in it: host no copy, and ask",
    Disclosure.TAKEN_DOWN: "Take the copy down",
}

STANDARDS_OF_CONDUCT = (
    "Standards of Business Conduct, NHS England, named in the guidance of July 2015, section 3.4"
)
"""What somebody who attests is bound by, beside the seven principles of public life."""


def label_of(name: str) -> str:
    """Return what a column is called on a page."""
    return LABELS.get(name, name.replace("_", " ").capitalize())


def title_of(kind: str, cells: dict[str, str]) -> str:
    """Return what a record is called in a list or a link."""
    named = " ".join(cells.get(name, "") for name in BY_NAME[kind].key if cells.get(name))
    told = cells.get("title") or cells.get("name") or cells.get("question") or ""
    return f"{named}: {told}" if told and told != named else named


def reference_of(text: str) -> str:
    """Shorten what something is called to what the trail has room for."""
    return text if len(text) <= 200 else f"{text[:197]}..."
