"""What may leave: figures and tables that two reviewers and a signatory have let out.

This is the one place that makes released figures. A writer for the public takes nothing else, and
nothing is made here without an approval of exactly these figures: the approval carries the hash of
what was reviewed, and any other content is refused.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.errors import ReleaseNeededError

SYMBOL = "[c]"
"""One symbol for every hidden figure, whatever the reason it is hidden for."""


class ReleasedState(StrEnum):
    """What the public may know of why a figure has no number, or less than its number."""

    SHOWN = "shown"
    COARSENED = "coarsened"
    SUPPRESSED = "suppressed"
    """Hidden to protect people: small, zero, or needed to hide another."""
    WITHHELD = "withheld"
    """Not published by decision or rule, whatever its size."""
    NOT_COLLECTED = "not collected"

    @property
    def has_text(self) -> bool:
        """Whether something is printed."""
        return self in {ReleasedState.SHOWN, ReleasedState.COARSENED}


_PRINTED = {
    ReleasedState.SUPPRESSED: SYMBOL,
    ReleasedState.WITHHELD: "withheld",
    ReleasedState.NOT_COLLECTED: "not collected",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What was reviewed of one figure: its name, its state, and the text to print."""

    key: str
    label: str
    base: str
    table: str
    year: str
    state: ReleasedState
    text: str = ""

    def __post_init__(self) -> None:
        if self.state.has_text != bool(self.text):
            raise ValueError(f"{self.key}: {self.state} and the text {self.text!r} do not agree.")


@dataclass(frozen=True, slots=True)
class Approval:
    """That named people have let exactly this content out.

    Parameters
    ----------
    content_sha256
        Of the reviewed content: see :func:`content_digest`.
    reviewers
        At least two different people.
    signatory
        Who answers for it; not who prepared it.
    prepared_by
        Who prepared it; not a reviewer.
    decided_on
        The day of the decision.

    Raises
    ------
    ReleaseNeededError
        Two of them are one person where they must not be.
    """

    content_sha256: str
    reviewers: tuple[str, ...]
    signatory: str
    prepared_by: str
    decided_on: date

    def __post_init__(self) -> None:
        names = [person(name) for name in self.reviewers]
        author = person(self.prepared_by)
        if len(set(names) - {""}) < 2 or len(set(names)) != len(names):
            raise ReleaseNeededError("A release needs two different reviewers.")
        if not author or author in names or person(self.signatory) in {author, ""}:
            raise ReleaseNeededError(
                "Who prepared a release neither reviews it nor signs it.",
                advice="Name another; in a small body a partner organisation's person may review.",
            )


def person(name: str) -> str:
    """Return a name as it is compared: case, spacing, accents' encoding and dots do not matter."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace(".", " ")
    return " ".join(plain.split())


@dataclass(frozen=True, slots=True)
class ReleasedFigure:
    """A figure that the public may see: text only, no number that was not let out."""

    key: str
    label: str
    base: str
    year: str
    state: ReleasedState
    printed: str


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """Released figures under one heading."""

    title: str
    figures: tuple[ReleasedFigure, ...]


def content_digest(lines: Iterable[Line], about: Mapping[str, str]) -> str:
    """Return the SHA-256 of what is reviewed: every line, in order, and what it is about."""
    fields = ("key", "label", "base", "table", "year", "state", "text")
    rows = [[str(getattr(line, name)) for name in fields] for line in lines]
    return digest({"about": dict(about), "lines": rows})


def digest(value: object) -> str:
    """Return the SHA-256 of JSON values in their one canonical writing."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def release_tables(
    lines: Iterable[Line], about: Mapping[str, str], approval: Approval
) -> tuple[ReleasedTable, ...]:
    """Turn reviewed lines into released tables.

    Parameters
    ----------
    lines, about
        The content.
    approval
        Of this very content.

    Raises
    ------
    ReleaseNeededError
        The approval is of other content.
    """
    lines = tuple(lines)
    if content_digest(lines, about) != approval.content_sha256:
        raise ReleaseNeededError(
            "What would be released is not what was reviewed.",
            advice="Propose it again and let two reviewers look at the new proposal.",
        )
    tables: dict[str, list[ReleasedFigure]] = {}
    for line in lines:
        tables.setdefault(line.table, []).append(_released(line))
    return tuple(ReleasedTable(title, tuple(figures)) for title, figures in tables.items())


def _released(line: Line) -> ReleasedFigure:
    printed = line.text if line.state.has_text else _PRINTED[line.state]
    return ReleasedFigure(line.key, line.label, line.base, line.year, line.state, printed)
