"""Is the trail whole? Each row carries the hash of itself and of the row before.

Whoever changes, removes, inserts or swaps a row breaks the chain from there on. Whoever rewrites
the whole of it is found by a head that was exported before. Nothing here knows a database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Happening:
    """What is kept of an event: identifiers and hashes, never a name or a value of a person."""

    at: datetime
    event: str
    actor: str
    """The person's identifier; empty for the program itself."""
    roles: str
    organisation: str
    subject: str
    """What it was done to, as kind/identifier."""
    before: str = ""
    after: str = ""
    reason: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A row of the trail."""

    seq: int
    happening: Happening
    previous: str
    row_hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold, and why."""

    seq: int
    problem: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last row at some moment: enough to find out later whether all before it still stands."""

    seq: int
    row_hash: str


def canonical(seq: int, happening: Happening) -> bytes:
    """Write a row the one way in which it is hashed."""
    fields: Mapping[str, object] = asdict(happening) | {
        "seq": seq,
        "at": happening.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def hash_row(previous: str, seq: int, happening: Happening) -> str:
    """Return the SHA-256 of the hash before, followed by the row."""
    return hashlib.sha256(previous.encode("ascii") + canonical(seq, happening)).hexdigest()


def follow(head: Head | None, happening: Happening) -> Link:
    """Make the row that comes after a head; the first one where there is none."""
    seq, previous = (head.seq + 1, head.row_hash) if head else (1, GENESIS)
    return Link(seq, happening, previous, hash_row(previous, seq, happening))


def find_breaks(links: Iterable[Link], heads: Iterable[Head] = ()) -> Iterator[Break]:
    """Yield every place at which the chain does not hold.

    Parameters
    ----------
    links
        The rows, in the order of their numbers.
    heads
        Heads that were exported earlier; each must still be a row of the chain.
    """
    seq, previous = 0, GENESIS
    expected: dict[int, set[str]] = {}
    for head in heads:
        expected.setdefault(head.seq, set()).add(head.row_hash)
    for link in links:
        if link.seq != seq + 1:
            yield Break(link.seq, f"row {seq + 1} is missing or out of order")
        if link.previous != previous:
            yield Break(link.seq, "it does not follow the row before it")
        if link.row_hash != hash_row(link.previous, link.seq, link.happening):
            yield Break(link.seq, "its content was changed after it was written")
        if expected.pop(link.seq, {link.row_hash}) != {link.row_hash}:
            yield Break(link.seq, "it differs from the head that was exported")
        seq, previous = link.seq, link.row_hash
    for missing in sorted(expected):
        yield Break(missing, "it was exported as the head and is no longer there")
