"""Keep a piece of evidence with its hash, and say at once when a kept file has changed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dueregard.assurance.catalogue import EVIDENCE_FOLDER
from dueregard.assurance.evidence import Evidence
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import EvidenceKind
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.operations.assess_providers import load
from dueregard.operations.desk import Place, desk_of
from dueregard.records.files_on_disk import file_hash

_UNUSUAL = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Changed:
    """A kept file that is not as it was kept."""

    evidence: str
    version: int
    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came: from whom, about whom, when, for which obligations."""

    party: str
    title: str
    kind: EvidenceKind
    received_on: date
    obligations: tuple[str, ...] = ()
    url: str = ""
    dated: date | None = None
    supplied_by: str = ""
    obtained_by: str = ""
    corrects: str = ""
    late_reason: str = ""
    effective_from: date | None = None
    effective_to: date | None = None


def keep(folder: Path, incoming: Incoming, file: Path | None) -> Evidence:
    """Keep what came, its file under a name of its own with its hash.

    Parameters
    ----------
    folder
        The commissioner's folder.
    incoming
        What is known of it. A correction names the evidence that it corrects and becomes its next
        version; what was there stays.
    file
        The file; ``None`` where only a web address came.

    Raises
    ------
    FileNotUsableError
        The file cannot be read, so that it has no hash, or the folder cannot be written.
    ConfigurationError
        There is neither a file nor an address, or nothing of the name it corrects.
    """
    if file is None:
        return keep_content(folder, incoming, None)
    return keep_content(folder, incoming, _content(file), name=file.name)


def keep_content(
    place: Place, incoming: Incoming, content: bytes | None, *, name: str = ""
) -> Evidence:
    """Keep what came, given as bytes and the name it had; the rest is as for :func:`keep`."""
    if content is None and not incoming.url:
        raise ConfigurationError("There is neither a file nor a web address to keep.")
    desk = desk_of(place)
    with desk.held():
        ledger = desk.load()
        evidence = _evidence(ledger, incoming, content, name)
        after = replace(ledger, evidence=(*ledger.evidence, evidence))
        files = {} if content is None else {evidence.path: content}
        desk.put(after, "evidence", files=files)
    return evidence


def _evidence(ledger: Ledger, incoming: Incoming, content: bytes | None, file: str) -> Evidence:
    name, version = _named(ledger, incoming)
    return Evidence(
        id=name,
        version=version,
        party=incoming.party,
        title=incoming.title,
        kind=incoming.kind,
        obligations=incoming.obligations,
        path="" if content is None else _path(name, version, file),
        sha256="" if content is None else hashlib.sha256(content).hexdigest(),
        size=0 if content is None else len(content),
        url=incoming.url,
        url_seen_on=incoming.received_on if incoming.url and content is not None else None,
        received_on=incoming.received_on,
        dated=incoming.dated,
        effective_from=incoming.effective_from,
        effective_to=incoming.effective_to,
        supplied_by=incoming.supplied_by,
        obtained_by=incoming.obtained_by,
        late_reason=incoming.late_reason,
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise FileNotUsableError(
            f"{file} cannot be read: {fault.strerror or fault}.",
            advice="Nothing was kept: evidence without a hash would prove nothing.",
        ) from None


def _named(ledger: Ledger, incoming: Incoming) -> tuple[str, int]:
    if not incoming.corrects:
        numbers = [int(one.id[1:]) for one in ledger.evidence if re.fullmatch(r"E\d+", one.id)]
        return f"E{max(numbers, default=0) + 1}", 1
    versions = ledger.versions.get(incoming.corrects)
    if not versions:
        raise ConfigurationError(
            f"There is no evidence {incoming.corrects!r} to correct.",
            advice="Name it as it stands in evidence.csv.",
        )
    return incoming.corrects, versions[-1].version + 1


def _path(name: str, version: int, file: str) -> str:
    plain = _UNUSUAL.sub("-", file).strip("-.") or "file"
    return f"{EVIDENCE_FOLDER}/{_UNUSUAL.sub('-', name)}-v{version}-{plain}"


def verify(folder: Path) -> tuple[int, tuple[Changed, ...]]:
    """Compare every kept file with its hash; return how many were compared, and what changed."""
    ledger = load(folder)
    kept = [one for one in ledger.evidence if one.path]
    return len(kept), changed_evidence(ledger, folder)


def changed_evidence(ledger: Ledger, folder: Path) -> tuple[Changed, ...]:
    """Return the kept files that are gone, have changed, or never had a hash."""
    found = []
    for one in ledger.evidence:
        problem = problem_of(one, folder) if one.path else ""
        if problem:
            found.append(Changed(one.id, one.version, one.path, problem))
    return tuple(found)


def problem_of(one: Evidence, folder: Path) -> str:
    """Say in which way a kept file is not as it was kept; empty where it is."""
    path = (folder / one.path).resolve()
    if not path.is_relative_to(folder.resolve()):
        return "lies outside the folder"
    if not path.is_file():
        return "is not there any more"
    if not one.sha256:
        return "has no hash on record"
    try:
        same = file_hash(path) == one.sha256.lower()
    except OSError:
        return "cannot be read"
    return "" if same else "has changed since it was kept"
