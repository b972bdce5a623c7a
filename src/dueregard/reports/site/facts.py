"""What the publication site may say: the register's public facts, and nothing else of it.

No income, no address of a person, no standing of a query, no figure: figures come only from
released bundles, or from a provider's own document that was looked at for small numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dueregard.assurance.board import Board
from dueregard.assurance.evidence import Evidence
from dueregard.assurance.judging import state_of
from dueregard.assurance.words import Disclosure, EvidenceKind, EvidenceState, YesNo

_PUBLIC_KINDS = frozenset({EvidenceKind.REPORT, EvidenceKind.WEB_LINK})


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A provider's report as the site lists it.

    Parameters
    ----------
    path
        The kept file, where a copy may be hosted; empty where only the link is given.
    withheld
        Why no copy is hosted, in words; empty where one is.
    corrected_by
        The version that corrects this one; 0 where none does.
    """

    provider: str
    evidence: str
    title: str
    version: int
    received_on: date
    url: str
    path: str
    sha256: str
    withheld: str
    corrected_by: int


@dataclass(frozen=True, slots=True)
class PublicProvider:
    """A provider as the site lists it: in scope or not, by class of reason, and its reports."""

    ods: str
    name: str
    kind: str
    in_scope: bool
    reason: str
    reports: tuple[PublicReport, ...]


@dataclass(frozen=True, slots=True)
class PublicYear:
    """A commissioner's providers in one contract year."""

    commissioner: str
    name: str
    year: str
    slug: str
    as_of: date
    providers: tuple[PublicProvider, ...]


def public_year(board: Board) -> PublicYear:
    """Return what the site may say of a commissioner's providers in a contract year."""
    ours = board.commissioner
    providers = tuple(
        PublicProvider(
            scope.provider.ods,
            scope.provider.name,
            scope.provider.kind.value.replace("_", " "),
            scope.in_scope,
            "" if scope.in_scope else scope.of("wres").reason.value,
            tuple(_reports(board, scope.provider.ods)),
        )
        for scope in board.scopes
    )
    year = board.schedule.year
    return PublicYear(ours.id, ours.name, str(year), year.slug, board.as_of, providers)


def _reports(board: Board, provider: str) -> Iterator[PublicReport]:
    slug = f"{provider}/{board.schedule.year.slug}/"
    found = [
        one
        for one in board.ledger.evidence
        if one.party == provider
        and one.kind in _PUBLIC_KINDS
        and one.received_on <= board.as_of
        and one.draft is not YesNo.YES
        and one.internal is not YesNo.YES
        and any(name.startswith(slug) for name in one.obligations)
    ]
    for one in sorted(found, key=lambda each: (each.received_on, each.key)):
        later = [each.version for each in found if each.id == one.id and each.version > one.version]
        withheld = _withheld(one, state_of(board.ledger, one, board.as_of))
        yield PublicReport(
            provider,
            one.id,
            one.title,
            one.version,
            one.received_on,
            one.url,
            "" if withheld else one.path,
            "" if withheld else one.sha256,
            withheld,
            max(later, default=0),
        )


def _withheld(one: Evidence, state: EvidenceState) -> str:
    """Say why no copy of a provider's report is hosted; empty where one is."""
    if not one.path:
        return "no copy was received"
    if one.disclosure is Disclosure.TAKEN_DOWN:
        return "the copy was taken down"
    if one.disclosure is not Disclosure.ACCEPTED:
        return "not yet checked for small numbers that could point to a person"
    if state not in {EvidenceState.ACCEPTED, EvidenceState.SUPERSEDED}:
        return "not yet accepted"
    return ""
