"""Everything that was ever let out, in a file that only grows and shows when it was changed.

Each line carries the hash of the line before it. The hash of the last line is also written beside
every published bundle, so that a register restored from an old backup, which has forgotten a
release, is found out. Nothing is ever taken out: a withdrawal is one more line, and what was
published stays known.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from dueregard.disclosure.released import digest
from dueregard.errors import FileNotUsableError, UnsafeReleaseError
from dueregard.releases.statements import Statement, from_document, to_document

NAME = "register.jsonl"
BEGINNING = "0" * 64
_MEND = (
    "Find the register as it was, in a later backup or with another body that keeps a copy. "
    "Nothing is released until it is whole."
)


class EntryKind(StrEnum):
    """What happened."""

    RELEASED = "released"
    NARRATIVE = "narrative released"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"
    IMPORTED = "imported"
    """Another body's public release, a pool's total, or an older publication of one's own."""
    ANSWERED = "answered"
    """An answer under freedom of information: the asker holds it, and may pass it on."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register.

    Parameters
    ----------
    number, previous
        Its place, from 1, and the hash of the line before.
    kind, day, organisation, edition, version
        What happened, when, whose, of which edition, and the version of the bundle (0: none).
    candidate
        Hash of the candidate that was decided on; empty for imports and answers.
    note
        Source of an import, reason of a withdrawal, reference of a request.
    statements
        What was said.
    """

    number: int
    previous: str
    kind: EntryKind
    day: date
    organisation: str
    edition: str
    version: int
    candidate: str
    note: str
    statements: tuple[Statement, ...]

    @property
    def sha256(self) -> str:
        """The hash that the next line carries."""
        return digest(self._body())

    def _body(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "previous": self.previous,
            "kind": self.kind.value,
            "day": self.day.isoformat(),
            "organisation": self.organisation,
            "edition": self.edition,
            "version": self.version,
            "candidate": self.candidate,
            "note": self.note,
            "statements": [to_document(one) for one in self.statements],
        }

    def line(self) -> str:
        """Return the entry as it is written."""
        return json.dumps({**self._body(), "sha256": self.sha256}, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be entered; its place in the chain is found when it is."""

    kind: EntryKind
    day: date
    organisation: str
    edition: str = ""
    version: int = 0
    candidate: str = ""
    note: str = ""
    statements: tuple[Statement, ...] = ()


def load_register(path: Path) -> tuple[Entry, ...]:
    """Read a register and follow its chain; a register that is not there is empty.

    Raises
    ------
    FileNotUsableError
        It cannot be read.
    UnsafeReleaseError
        A line was changed, taken out or put in.
    """
    if not path.exists():
        return ()
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise FileNotUsableError(f"{path} cannot be read: {fault}.") from None
    entries: list[Entry] = []
    for number, line in enumerate(lines, start=1):
        entry = _read(line, f"{path}, line {number}")
        before = entries[-1].sha256 if entries else BEGINNING
        if entry.previous != before or entry.number != number:
            raise UnsafeReleaseError(
                f"{path}, line {number}: a line before it was changed, taken out or put in.",
                advice=_MEND,
            )
        entries.append(entry)
    return tuple(entries)


def _read(line: str, place: str) -> Entry:
    try:
        data = json.loads(line)
        entry = Entry(
            number=int(data["number"]),
            previous=str(data["previous"]),
            kind=EntryKind(data["kind"]),
            day=date.fromisoformat(data["day"]),
            organisation=str(data["organisation"]),
            edition=str(data["edition"]),
            version=int(data["version"]),
            candidate=str(data["candidate"]),
            note=str(data["note"]),
            statements=tuple(map(from_document, data["statements"])),
        )
        written = str(data["sha256"])
    except (KeyError, TypeError, ValueError):
        raise UnsafeReleaseError(f"{place}: this is no entry.", advice=_MEND) from None
    if entry.sha256 != written:
        raise UnsafeReleaseError(f"{place}: the entry was changed.", advice=_MEND)
    return entry


def head_of(entries: Sequence[Entry]) -> str:
    """Return the hash of the last line; a fixed one where there is none."""
    return entries[-1].sha256 if entries else BEGINNING


def enter(path: Path, happening: Happening, *, expected_head: str) -> Entry:
    """Add one line, if the register still ends as expected.

    Raises
    ------
    UnsafeReleaseError
        Somebody else has entered something since.
    FileNotUsableError
        The register cannot be written, or is being written to.
    """
    with _locked(path):
        entries = load_register(path)
        if head_of(entries) != expected_head:
            raise UnsafeReleaseError(
                f"{path} has grown since this was proposed, so the audit is out of date.",
                advice="Propose the release again: 'dueregard release DIR'.",
            )
        entry = next_entry(entries, happening)
        with path.open("a", encoding="utf-8", newline="") as out:
            out.write(entry.line())
            out.flush()
            os.fsync(out.fileno())
    return entry


def next_entry(entries: Sequence[Entry], happening: Happening) -> Entry:
    """Return a happening as the entry that would follow."""
    return Entry(
        number=len(entries) + 1,
        previous=head_of(entries),
        kind=happening.kind,
        day=happening.day,
        organisation=happening.organisation,
        edition=happening.edition,
        version=happening.version,
        candidate=happening.candidate,
        note=happening.note,
        statements=happening.statements,
    )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep others out while a line is written; the lock is a file that only one can make."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        raise FileNotUsableError(
            f"{path} is being written to by somebody else.",
            advice=f"Try again; if nobody is, a run was broken off: remove {lock.name}.",
        ) from None
    except OSError as fault:
        raise FileNotUsableError(f"{path} cannot be written: {fault.strerror}.") from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def public_statements(entries: Sequence[Entry]) -> tuple[Statement, ...]:
    """Return all that was ever said in public; what was withdrawn was said all the same."""
    return _statements(entries, {EntryKind.RELEASED, EntryKind.IMPORTED})


def answered_statements(entries: Sequence[Entry]) -> tuple[Statement, ...]:
    """Return what was said in answers to requests."""
    return _statements(entries, {EntryKind.ANSWERED})


def _statements(entries: Sequence[Entry], kinds: set[EntryKind]) -> tuple[Statement, ...]:
    said = (one for entry in entries if entry.kind in kinds for one in entry.statements)
    return tuple(dict.fromkeys(said))


def next_version(entries: Sequence[Entry], organisation: str, edition: str) -> int:
    """Return the version that the next bundle of a year gets."""
    versions = [
        entry.version
        for entry in entries
        if entry.organisation == organisation and entry.edition == edition
    ]
    return max(versions, default=0) + 1
