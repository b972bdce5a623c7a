"""Reading what is kept of providers: for the commissioner, and for one provider's own people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dueregard.assurance.board import Board, board_of
from dueregard.assurance.chronology import Entry, chronology
from dueregard.assurance.contract_years import ContractYear, read_contract_year
from dueregard.assurance.evidence import Evidence
from dueregard.assurance.letters import Preview
from dueregard.assurance.register_checks import RegisterRemark, check_register, questions_open
from dueregard.assurance.steps import Round, preview_of
from dueregard.assurance.words import LetterKind
from dueregard.editions.loader import available_editions
from dueregard.errors import DueRegardError
from dueregard.operations.assess_providers import year_for
from dueregard.operations.keep_evidence import Changed
from dueregard_web.assurance.apps import shelf
from dueregard_web.assurance.folders import changed_since, folder_of, read_kept
from dueregard_web.assurance.keeping import Kept, Row
from dueregard_web.assurance.models import LedgerHead, LedgerRecord, ProviderAccess
from dueregard_web.assurance.policies import reference_of
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.models import Organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, check_may, reading

P = Permission


# --- the records ------------------------------------------------------------------------------
def read_kept_records(organisation: Organisation) -> Kept:
    """Return the records of an organisation; those of a mark are read once."""
    head = LedgerHead.objects.of(organisation).first()
    if head is None:
        return Kept({})
    owner, stamp = str(organisation.pk), str(head.stamp)
    held = shelf().find(owner, stamp)
    if held is None:
        held = Kept.of(_rows(organisation))
        shelf().put(owner, stamp, held)
    return held


def _rows(organisation: Organisation) -> list[Row]:
    fields = ("kind", "record", "version", "place", "cells", "is_removed")
    found = LedgerRecord.objects.of(organisation).order_by("version").values_list(*fields)
    return [Row(*one) for one in found.iterator(chunk_size=2000)]


def kept_of(acting: Acting) -> Kept:
    """Return the records, for somebody who may read them."""
    check_may(acting, P.READ_ASSURANCE)
    return read_kept_records(acting.organisation)


def record_row(acting: Acting, kind: str, record: str) -> Row:
    """Return a record that holds, or say that there is none."""
    found = kept_of(acting).find(kind, record)
    if found is None:
        raise NotHereError("There is no such record.")
    return found


def history_of(acting: Acting, kind: str, record: str) -> list[LedgerRecord]:
    """Return every version of a record, the latest first."""
    check_may(acting, P.READ_ASSURANCE)
    rows = LedgerRecord.objects.of(acting.organisation).filter(kind=kind, record=record)
    found = list(rows.select_related("made_by").order_by("-version"))
    if not found:
        raise NotHereError("There is no such record.")
    return found


def authors_of(acting: Acting, kind: str, record: str) -> set[object]:
    """Return who made the versions of a record."""
    rows = LedgerRecord.objects.of(acting.organisation).filter(kind=kind, record=record)
    return set(rows.values_list("made_by_id", flat=True))


def changed_files(organisation: Organisation, kept: Kept) -> tuple[Changed, ...]:
    """Return the kept files that are not as they were kept."""
    return changed_since(kept.ledger, folder_of(organisation), shelf().seen(str(organisation.pk)))


# --- what the commissioner looks at -----------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Overview:
    """The status board with what stands beside it; no board where there is no register."""

    board: Board | None
    years: Sequence[ContractYear]
    changed: tuple[Changed, ...]
    remarks: tuple[RegisterRemark, ...]


def year_named(kept: Kept, today: date, text: str) -> ContractYear:
    """Return the contract year that an address names; else the one that is looked at now."""
    try:
        named = read_contract_year(text) if text else None
    except DueRegardError:
        raise NotHereError("There is no such contract year.") from None
    found = year_for(kept.ledger, today, named)
    if str(found.first) not in available_editions():
        raise NotHereError(f"No edition of the standard is written for {found}.")
    return found


def board_on(acting: Acting, kept: Kept, year: str = "") -> Board:
    """Return the status board of the acting organisation."""
    ours = kept.ledger.commissioner(acting.organisation.code)
    return board_of(kept.ledger, ours, year_named(kept, acting.today, year), acting.today)


@reading(P.READ_ASSURANCE, Event.ASSURANCE_READ)
def read_overview(acting: Acting, *, year: str = "") -> Done[Overview]:
    """Return where everything stands in a contract year."""
    kept = read_kept_records(acting.organisation)
    has_any = bool(kept.ledger.register)
    board = board_on(acting, kept, year) if has_any else None
    remarks = (*check_register(kept.ledger), *questions_open(board.scopes)) if board else ()
    changed = changed_files(acting.organisation, kept)
    named = str(board.schedule.year) if board else ""
    return Done(Overview(board, kept.ledger.years, changed, remarks), "assurance", reason=named)


@dataclass(frozen=True, slots=True)
class ProviderView:
    """What the commissioner keeps of one provider."""

    board: Board
    kept: Kept
    entries: tuple[Entry, ...]
    changed: tuple[Changed, ...]
    people: Sequence[ProviderAccess]


@reading(P.READ_ASSURANCE, Event.PROVIDER_READ)
def read_provider(acting: Acting, *, provider: str, year: str = "") -> Done[ProviderView]:
    """Return everything that is kept of a provider."""
    kept = read_kept_records(acting.organisation)
    board = board_on(acting, kept, year) if kept.ledger.register else None
    if board is None or provider not in {one.provider.ods for one in board.scopes}:
        raise NotHereError("There is no such provider in this contract year.")
    rules = board.schedule.rules
    found = ProviderView(
        board,
        kept,
        chronology(kept.ledger, provider, acting.today, rules.inspection),
        tuple(
            one
            for one in changed_files(acting.organisation, kept)
            if any(e.key == (one.evidence, one.version) and e.party == provider
                   for e in kept.ledger.evidence)
        ),
        list(accesses(acting).filter(provider=provider)),
    )  # fmt: skip
    return Done(found, f"provider/{provider}")


@reading(P.READ_ASSURANCE, Event.EVIDENCE_DOWNLOADED)
def download_evidence(acting: Acting, *, record: str) -> Done[tuple[Evidence, bytes]]:
    """Give a kept file, as it was kept."""
    kept = read_kept_records(acting.organisation)
    row = kept.find("evidence", record)
    if row is None:
        raise NotHereError("There is no such evidence.")
    found: Evidence = kept.record_of(row)
    content = read_kept(found, folder_of(acting.organisation))
    return Done((found, content), reference_of(f"evidence/{found.id}"), after=found.sha256)


def preview_for(acting: Acting, kind: LetterKind, year: str = "") -> Preview:
    """Say who would be written to now with a letter, and who not and why."""
    check_may(acting, P.PREPARE_ASSURANCE)
    kept = read_kept_records(acting.organisation)
    board = board_on(acting, kept, year)
    this = Round(kept.ledger, board.schedule, board.commissioner, acting.today)
    return preview_of(kind, this)


# --- the provider's own side ------------------------------------------------------------------
def accesses(acting: Acting) -> QuerySet[ProviderAccess]:
    """Return who may act for which provider now."""
    return ProviderAccess.objects.of(acting.organisation).filter(ended_at=None)


def own_providers(acting: Acting) -> tuple[str, ...]:
    """Return the providers that the acting person acts for."""
    check_may(acting, P.SEND_OWN_EVIDENCE)
    rows = accesses(acting).filter(email__iexact=acting.person.email)
    return tuple(rows.order_by("provider").values_list("provider", flat=True))


def check_own(acting: Acting, provider: str) -> None:
    """Refuse another provider as if it were not there."""
    if provider not in own_providers(acting):
        raise NotHereError("There is no such page, or none that you may see.")


def own_row(acting: Acting, kind: str, record: str) -> tuple[Kept, Row]:
    """Return a record about one's own provider; any other is not there."""
    own = own_providers(acting)
    kept = read_kept_records(acting.organisation)
    row = kept.find(kind, record)
    about = "" if row is None else row.cells.get("party" if kind == "evidence" else "provider", "")
    is_shown = row is not None and about in own and row.cells.get("internal", "") != "yes"
    if row is None or not is_shown or row.cells.get("asked_of", "provider") != "provider":
        raise NotHereError("There is no such page, or none that you may see.")
    return kept, row


@reading(P.SEND_OWN_EVIDENCE, Event.PROVIDER_LOOKED)
def read_own(acting: Acting, *, year: str = "") -> Done[tuple[Kept, Board | None, tuple[str, ...]]]:
    """Return what a provider's own people may see: their own, and nothing beside."""
    own = own_providers(acting)
    kept = read_kept_records(acting.organisation)
    board = board_on(acting, kept, year) if kept.ledger.register else None
    return Done((kept, board, own), "provider", reason=" ".join(own))


@reading(P.SEND_OWN_EVIDENCE, Event.EVIDENCE_DOWNLOADED)
def download_own(acting: Acting, *, record: str) -> Done[tuple[Evidence, bytes]]:
    """Give one's own provider's file back, as it was kept."""
    kept, row = own_row(acting, "evidence", record)
    found: Evidence = kept.record_of(row)
    content = read_kept(found, folder_of(acting.organisation))
    return Done((found, content), reference_of(f"evidence/{found.id}"), after=found.sha256)


# --- papers -----------------------------------------------------------------------------------
def _board_of_paper(acting: Acting, provider: str, year: str) -> tuple[Kept, Board]:
    kept = read_kept_records(acting.organisation)
    if not kept.ledger.register:
        raise NotHereError("There is no register yet.")
    board = board_on(acting, kept, year)
    if provider and provider not in {one.provider.ods for one in board.scopes}:
        raise NotHereError("There is no such provider in this contract year.")
    return kept, board


@reading(P.READ_ASSURANCE, Event.PAPER_READ)
def read_paper(acting: Acting, *, paper: str, provider: str = "", year: str = "") -> Done[Board]:
    """Return what a paper is made of."""
    _, board = _board_of_paper(acting, provider, year)
    return Done(board, reference_of(f"paper/{paper}"), reason=provider)


@reading(P.READ_ASSURANCE, Event.PACK_DOWNLOADED)
def read_pack(acting: Acting, *, provider: str = "", year: str = "") -> Done[tuple[Kept, Board]]:
    """Return what the evidence pack is made of."""
    found = _board_of_paper(acting, provider, year)
    return Done(found, "pack", reason=provider)


@reading(P.READ_ASSURANCE, Event.SITE_READ)
def read_site(acting: Acting) -> Done[Kept]:
    """Return what the publication site is made of."""
    kept = read_kept_records(acting.organisation)
    if not kept.ledger.register:
        raise NotHereError("There is no register yet.")
    return Done(kept, f"site/{acting.organisation.pk}")
