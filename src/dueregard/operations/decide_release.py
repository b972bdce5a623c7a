"""Carry out a decision: publish a bundle whole or not at all; withdraw; check what is out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.errors import ReleaseNeededError, UnsafeReleaseError
from dueregard.operations.make_publication import (
    accepted_records,
    bundle_texts,
    make_publication,
    surroundings_of,
)
from dueregard.operations.pool_release import check_members_decided
from dueregard.operations.propose_release import FOLDER, register_path
from dueregard.releases.bundles import (
    PUBLIC,
    Bundle,
    check_bundles,
    publish,
    read_bundles,
)
from dueregard.releases.candidate import NAME as CANDIDATE
from dueregard.releases.candidate import Candidate, check_witnesses, read_candidate
from dueregard.releases.decision import NAME as DECISION
from dueregard.releases.decision import Decision, Verdict, read_decision
from dueregard.releases.register import (
    Entry,
    EntryKind,
    Happening,
    enter,
    head_of,
    load_register,
    next_version,
)
from dueregard.releases.surroundings import Surroundings
from dueregard.settings.reading import load_settings

if TYPE_CHECKING:
    from datetime import date

    from dueregard.disclosure.released import Line
    from dueregard.releases.statements import Statement

_KINDS = {
    Verdict.PUBLISH: EntryKind.RELEASED,
    Verdict.PUBLISH_SAFE: EntryKind.RELEASED,
    Verdict.NARRATIVE_ONLY: EntryKind.NARRATIVE,
    Verdict.WITHHOLD: EntryKind.WITHHELD,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, its line in the register, and the bundle where there is one."""

    decision: Decision
    entry: Entry
    bundle: Path | None


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked: lines of the register, bundles, and small numbers with a witness."""

    entries: tuple[Entry, ...]
    bundles: tuple[Bundle, ...]
    protected: int


def decide_release(directory: Path, *, as_of: date, register: Path | None = None) -> Decided:
    """Read ``release/decision.toml`` and do what it says.

    The register remembers the release before the bundle is there: a run that is broken off leaves
    a release that is known and not published, never one that is published and not known.

    Parameters
    ----------
    directory
        Holds ``release/candidate.json`` and ``release/decision.toml``.
    as_of
        Today.
    register
        The register of releases; the folder's own if left out.

    Raises
    ------
    ReleaseNeededError
        There is no decision that can be carried out; everything stays withheld.
    UnsafeReleaseError
        The candidate or the register is not as it was, or all of it may not be published.
    """
    candidate = read_candidate(directory / FOLDER / CANDIDATE)
    place = directory / FOLDER / DECISION
    decision = read_decision(
        place,
        candidate=candidate.sha256,
        as_of=as_of,
        surroundings=Surroundings(candidate.lines),
    )
    if decision.verdict is not Verdict.WITHHOLD:
        check_members_decided(directory, candidate=candidate.sha256, as_of=as_of)
    path = register_path(directory, register)
    entries = load_register(path)
    check_bundles(directory / PUBLIC, entries)
    begun = _begun(entries, candidate, decision)
    lines, statements = _content(candidate, decision)
    accepted_records(directory, decision, surroundings_of(candidate, decision.verdict))
    if begun is None:
        happening = _happening(candidate, decision, entries, as_of, statements)
        begun = enter(path, happening, expected_head=candidate.register_head)
    if decision.verdict is Verdict.WITHHOLD:
        return Decided(decision, begun, None)
    told = (*(entry for entry in entries if entry.number < begun.number), begun)
    publication = make_publication(directory, candidate, decision, lines, told)
    bundle = publish(directory / PUBLIC, begun, bundle_texts(publication))
    return Decided(decision, begun, bundle)


def _begun(entries: tuple[Entry, ...], candidate: Candidate, decision: Decision) -> Entry | None:
    """Return the entry of the same decision on the same candidate, from a run broken off."""
    about = [entry for entry in entries if entry.candidate == candidate.sha256]
    if not about:
        return None
    if about[-1].kind is not _KINDS[decision.verdict]:
        raise ReleaseNeededError(
            f"This candidate was decided on already, on {about[-1].day}: {about[-1].kind}.",
            advice="What was decided is never changed: propose again and decide on that.",
        )
    return about[-1]


def _happening(
    candidate: Candidate,
    decision: Decision,
    entries: tuple[Entry, ...],
    as_of: date,
    statements: tuple[Statement, ...],
) -> Happening:
    code, edition = candidate.about["code"], candidate.about["edition"]
    published = decision.verdict is not Verdict.WITHHOLD
    return Happening(
        kind=_KINDS[decision.verdict],
        day=as_of,
        organisation=code,
        edition=edition,
        version=next_version(entries, code, edition) if published else 0,
        candidate=candidate.sha256,
        note=" ".join(decision.reasons),
        statements=statements,
    )


def _content(
    candidate: Candidate, decision: Decision
) -> tuple[tuple[Line, ...], tuple[Statement, ...]]:
    """Return what is published and what it tells."""
    if decision.verdict in {Verdict.WITHHOLD, Verdict.NARRATIVE_ONLY}:
        return (), ()
    if decision.verdict is Verdict.PUBLISH and not candidate.full_is_safe:
        raise UnsafeReleaseError(
            "The decision is to publish everything, and that would give people away.",
            advice="Decide on publish_safe, which hides what has to be hidden.",
        )
    if decision.board_exception is None:
        return candidate.lines, candidate.statements
    told = (*candidate.statements, *candidate.exception_statements)
    return candidate.with_exception(), told


def withdraw_release(  # noqa: PLR0913 - which version, why and when, and where it is kept
    directory: Path,
    *,
    version: int,
    reason: str,
    as_of: date,
    edition: str | None = None,
    register: Path | None = None,
) -> Entry:
    """Enter a withdrawal; what was published stays known, and the bundle stays where it is.

    Parameters
    ----------
    directory, register
        The organisation's folder, and the register where several bodies share one.
    version, edition
        Which; of the latest edition that has such a version if none is named.
    reason, as_of
        Why, and today.

    Raises
    ------
    ReleaseNeededError
        There is no such release.
    """
    path = register_path(directory, register)
    entries = load_register(path)
    check_bundles(directory / PUBLIC, entries)
    candidate = read_bundles(directory / PUBLIC)
    found = [b for b in candidate if b.version == version and edition in {None, b.edition}]
    if not found:
        raise ReleaseNeededError(f"There is no published version {version} in {directory}.")
    happening = Happening(
        EntryKind.WITHDRAWN,
        as_of,
        found[-1].organisation,
        found[-1].edition,
        version,
        note=reason,
    )
    return enter(path, happening, expected_head=head_of(entries))


def verify_release(directory: Path, *, register: Path | None = None) -> Verified:
    """Check the chain of the register, every published bundle, and the candidate's witnesses.

    Raises
    ------
    UnsafeReleaseError
        Something was changed, or the register has forgotten a release.
    """
    entries = load_register(register_path(directory, register))
    bundles = check_bundles(directory / PUBLIC, entries)
    path = directory / FOLDER / CANDIDATE
    protected = check_witnesses(read_candidate(path), path) if path.exists() else 0
    return Verified(entries, bundles, protected)


def has_public_release(directory: Path, *, register: Path | None = None) -> Path:
    """Return the page of the latest bundle of a folder's edition that stands.

    Raises
    ------
    ReleaseNeededError
        There is none, or it was withdrawn.
    UnsafeReleaseError
        A bundle is not as it was published, or the register has forgotten it.
    """
    entries = load_register(register_path(directory, register))
    bundles = check_bundles(directory / PUBLIC, entries)
    gone = {
        (e.organisation, e.edition, e.version) for e in entries if e.kind is EntryKind.WITHDRAWN
    }
    edition = load_settings(directory).edition
    standing = [
        b
        for b in bundles
        if b.edition == edition and (b.organisation, b.edition, b.version) not in gone
    ]
    if not standing:
        raise ReleaseNeededError(
            "A public report is made from a release, and there is none for these figures.",
            advice="Nothing was written. Propose one with 'dueregard release DIR' and have it "
            "decided. The internal report: 'dueregard report DIR'.",
        )
    return standing[-1].folder / "index.html"
