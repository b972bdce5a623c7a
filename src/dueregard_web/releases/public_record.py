"""The public record of a year: every version that was out, what became of it, and why.

It is put together from the register and from what was said for the public; nothing internal is
asked. Nothing here knows a database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.releases.register import Entry, EntryKind


class Standing(StrEnum):
    """What became of a version."""

    STANDS = "stands"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


STANDING_WORDS: dict[Standing, str] = {
    Standing.STANDS: "In force",
    Standing.REPLACED: "Replaced",
    Standing.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What was said for the public with a version.

    Parameters
    ----------
    correction
        What it put right of the version before.
    withdrawal
        Why it was withdrawn.
    studies
        Case studies that were shared with it.
    """

    correction: str = ""
    withdrawal: str = ""
    studies: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was out, and what became of it."""

    number: int
    day: date
    in_words: bool
    reasons: str
    statements: tuple[str, ...]
    standing: Standing
    said: Said
    withdrawn_on: date | None = None
    replaced_by: int = 0
    replaced_on: date | None = None
    replaced_because: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its files can still be had."""
        return self.standing is not Standing.WITHDRAWN


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """Every version of a year, the latest first, and decisions to publish nothing."""

    versions: tuple[Version, ...]
    withheld: tuple[Entry, ...]

    @property
    def in_force(self) -> Version | None:
        """The version that stands."""
        return next((one for one in self.versions if one.standing is Standing.STANDS), None)

    def find(self, number: int) -> Version | None:
        """Return a version by its number."""
        return next((one for one in self.versions if one.number == number), None)


OUT = frozenset({EntryKind.RELEASED, EntryKind.NARRATIVE})


def record_of(
    entries: Sequence[Entry], code: str, edition: str, said: Mapping[int, Said]
) -> PublicRecord:
    """Put the record of a year together.

    A withdrawal does not make a version unpublished: it stays in the list with its note. A version
    that was replaced by a later one is not in force again when the later one is withdrawn.

    Parameters
    ----------
    entries
        The register.
    code, edition
        Whose year.
    said
        What was said for the public with each version.
    """
    own = [one for one in entries if (one.organisation, one.edition) == (code, edition)]
    out = [one for one in own if one.kind in OUT and one.version]
    gone = {one.version: one for one in own if one.kind is EntryKind.WITHDRAWN}
    versions = [
        _version(one, later, gone.get(one.version), said)
        for one, later in zip(out, [*out[1:], None], strict=False)
    ]
    withheld = tuple(one for one in reversed(own) if one.kind is EntryKind.WITHHELD)
    return PublicRecord(tuple(reversed(versions)), withheld)


def _version(
    entry: Entry, later: Entry | None, gone: Entry | None, said: Mapping[int, Said]
) -> Version:
    standing = Standing.STANDS if later is None else Standing.REPLACED
    return Version(
        number=entry.version,
        day=entry.day,
        in_words=entry.kind is EntryKind.NARRATIVE,
        reasons=entry.note,
        statements=tuple(one.words for one in entry.statements),
        standing=standing if gone is None else Standing.WITHDRAWN,
        said=said.get(entry.version, Said()),
        withdrawn_on=gone.day if gone else None,
        replaced_by=later.version if later else 0,
        replaced_on=later.day if later else None,
        replaced_because=said.get(later.version, Said()).correction if later else "",
    )
