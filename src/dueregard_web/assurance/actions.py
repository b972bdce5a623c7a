"""What changes the records about providers: on the commissioner's side and on the provider's."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from dueregard.assurance.catalogue import BY_NAME, TEMPLATES_FOLDER
from dueregard.assurance.files import check_ledger
from dueregard.assurance.happenings import Letter
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.letters import read_template
from dueregard.assurance.words import Disclosure, LetterKind
from dueregard.errors import DueRegardError
from dueregard.operations.exchange_register import read_records
from dueregard.operations.keep_evidence import Incoming, keep_content
from dueregard.operations.keep_register import bring_in
from dueregard.operations.query_received import (
    Questioned,
    question_evidence,
    waits_for_hosting,
)
from dueregard.operations.run_tick import Ticked, tick
from dueregard.operations.send_letters import (
    mark_sent,
    prepare_letters,
    withdraw_letter,
    write_about_report,
)
from dueregard.operations.write_site import Site, build_site
from dueregard_web.accounts.models import Person
from dueregard_web.assurance import settling
from dueregard_web.assurance.apps import shelf
from dueregard_web.assurance.desk import DatabaseDesk, vars_of
from dueregard_web.assurance.folders import on_disk, released_in, site_of
from dueregard_web.assurance.keeping import Kept, Row, digest_of, key_of
from dueregard_web.assurance.models import LedgerHead, LedgerRecord, ProviderAccess
from dueregard_web.assurance.policies import IMPORTED, TYPED, reference_of
from dueregard_web.assurance.queries import (
    accesses,
    authors_of,
    board_on,
    check_own,
    own_row,
    read_kept_records,
    year_named,
)
from dueregard_web.assurance.settling import By, Judgement
from dueregard_web.audit.actions import append
from dueregard_web.audit.chain import Happening
from dueregard_web.audit.events import Event
from dueregard_web.core.clock import day_of
from dueregard_web.core.refusals import NotAllowedError, NotHereError, NotNowError, TooLateError
from dueregard_web.organisations import actions as organisations
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.models import Organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.recorded import Done, action, subject_of

P = Permission
_BATCH = 500


# --- where the records are kept ---------------------------------------------------------------
def _desk_of(organisation: Organisation, now: datetime, by: Person | None) -> DatabaseDesk:
    """Hold an organisation's records for one change: the head's row is locked until it is done."""
    if LedgerHead.objects.of(organisation).select_for_update().first() is None:
        LedgerHead.objects.add(organisation)

    def append_rows(rows: Sequence[Row], kept: Kept) -> None:
        made = [
            LedgerRecord(organisation=organisation, **vars_of(one), made_at=now, made_by=by)
            for one in rows
        ]
        LedgerRecord.objects.of(organisation).bulk_create(made, batch_size=_BATCH)
        stamp = uuid.uuid4()
        LedgerHead.objects.of(organisation).update(stamp=stamp)
        transaction.on_commit(lambda: shelf().put(str(organisation.pk), str(stamp), kept))

    return DatabaseDesk(organisation, read_kept_records(organisation), append_rows)


def _desk(acting: Acting) -> DatabaseDesk:
    return _desk_of(acting.organisation, acting.now, acting.person)


def _by(acting: Acting) -> By:
    return By(acting.person.name, acting.today)


def _found(desk: DatabaseDesk, kind: str, record: str) -> tuple[Row, Any]:
    row = desk.kept.find(kind, record)
    if row is None:
        raise NotHereError("There is no such record.")
    return row, desk.kept.record_of(row)


def _subject(kind: str, row: Row) -> str:
    return f"{kind}/{row.record}"


def _settled(
    desk: DatabaseDesk, row: Row, after: Ledger, *names: str, reason: str = ""
) -> Done[None]:
    desk.put(after, row.kind, *names)
    now = desk.kept.find(row.kind, row.record)
    told = digest_of(dict(now.cells)) if now else ""
    return Done(
        None, _subject(row.kind, row), digest_of(dict(row.cells)), told,
        reason=reason or reference_of(" ".join(row.key)),
    )  # fmt: skip


# --- the register and what is typed -----------------------------------------------------------
@action(P.WORK_ON_ASSURANCE, Event.REGISTER_IMPORTED)
def import_records(
    acting: Acting, *, kind: str, name: str, content: bytes
) -> Done[tuple[int, int, int]]:
    """Bring records in from a file, all of them or none; say how many are new, changed, same."""
    if kind not in IMPORTED:
        raise NotHereError("Nothing of this kind is brought in as a file.")
    desk = _desk(acting)
    with on_disk(content, name) as path:
        new = read_records(path, BY_NAME[kind])
    ledger = desk.load()
    rows, counts = bring_in(BY_NAME[kind], getattr(ledger, kind), new)
    after = replace(ledger, **{kind: rows})
    check_ledger(after)
    desk.put(after, kind)
    told = f"{kind}: {counts[0]} new, {counts[1]} changed, {counts[2]} the same"
    return Done(counts, f"register/{acting.organisation.pk}", reason=told)


@action(P.WORK_ON_ASSURANCE, Event.LEDGER_ADDED)
def add_record(acting: Acting, *, kind: str, typed: Mapping[str, str]) -> Done[Row]:
    """Add a record that somebody typed."""
    if kind not in TYPED:
        raise NotHereError("There is no such kind of record.")
    desk = _desk(acting)
    code = acting.organisation.code
    cells = settling.set_by_program(kind, typed, {}, code, acting.today)
    record = settling.record_typed(kind, cells)
    after = settling.put_record(desk.load(), kind, record)
    check_ledger(after)
    desk.put(after, kind)
    row = desk.kept.row_of(kind, record)
    return Done(row, _subject(kind, row), after=digest_of(dict(row.cells)), reason=kind)


@action(P.WORK_ON_ASSURANCE, Event.LEDGER_CHANGED)
def change_record(
    acting: Acting, *, kind: str, record: str, seen: int, typed: Mapping[str, str]
) -> Done[None]:
    """Change a record; what it said before stays readable."""
    desk = _desk(acting)
    row, before = _as_seen(desk, kind, record, seen)
    code = acting.organisation.code
    cells = settling.set_by_program(kind, typed, row.cells, code, acting.today)
    new = settling.record_typed(kind, cells)
    after = settling.put_record(desk.load(), kind, new, before)
    check_ledger(after)
    desk.put_named(after, kind, same={key_of(kind, new): row.record})
    return Done(None, _subject(kind, row), digest_of(dict(row.cells)), digest_of(cells), kind)


@action(P.WORK_ON_ASSURANCE, Event.LEDGER_REMOVED)
def remove_record(acting: Acting, *, kind: str, record: str, seen: int) -> Done[None]:
    """Take a record out; its history stays."""
    desk = _desk(acting)
    row, before = _as_seen(desk, kind, record, seen)
    after = settling.without(desk.load(), kind, before)
    check_ledger(after)
    return _settled(desk, row, after, reason=kind)


def _as_seen(desk: DatabaseDesk, kind: str, record: str, seen: int) -> tuple[Row, Any]:
    if kind not in TYPED:
        raise NotHereError("There is no such kind of record.")
    row, found = _found(desk, kind, record)
    if row.version != seen:
        raise TooLateError("Somebody has changed this in the meantime.", advice="Read it again.")
    if kind == "declarations" and (found.approved_on or found.refused_on):
        raise NotNowError("This declaration is decided.", advice="Enter another one.")
    return row, found


@action(P.ACCEPT_PROVIDER_REPORT, Event.DECLARATION_DECIDED)
def decide_declaration(acting: Acting, *, record: str, approve: bool, why: str) -> Done[None]:
    """Approve or refuse a declaration; never by the person who entered or made it."""
    desk = _desk(acting)
    row, before = _found(desk, "declarations", record)
    new = settling.decided(before, _by(acting), approve=approve, why=why)
    if acting.person.pk in authors_of(acting, "declarations", record):
        raise NotAllowedError(
            "You entered this declaration: a second person decides on it.",
            advice="Ask a colleague who accepts reports.",
        )
    return _settled(desk, row, settling.put_record(desk.load(), "declarations", new, before))


# --- evidence ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Received:
    """A file that came, or nothing where only an address did."""

    content: bytes | None = None
    name: str = ""


@action(P.PREPARE_ASSURANCE, Event.EVIDENCE_KEPT)
def keep_evidence(acting: Acting, *, incoming: Incoming, received: Received) -> Done[str]:
    """Keep what a commissioner's own people obtained; gives the record of its version."""
    desk = _desk(acting)
    told = replace(incoming, obtained_by=acting.person.name)
    return _kept(desk, told, received)


def _kept(desk: DatabaseDesk, incoming: Incoming, received: Received) -> Done[str]:
    made = keep_content(desk, incoming, received.content, name=received.name)
    row = desk.kept.row_of("evidence", made)
    told = reference_of(f"{made.id} version {made.version}")
    return Done(str(row.record), _subject("evidence", row), after=made.sha256, reason=told)


@action(P.ACCEPT_PROVIDER_REPORT, Event.EVIDENCE_REVIEWED)
def review_evidence(acting: Acting, *, record: str, judgement: Judgement) -> Done[None]:
    """Give a verdict on a version, with what it shows."""
    desk = _desk(acting)
    row, evidence = _found(desk, "evidence", record)
    after = settling.reviewed(desk.load(), evidence, judgement, _by(acting))
    return _settled(desk, row, after, "reviews", "answers", reason=judgement.verdict.value)


@action(P.PREPARE_ASSURANCE, Event.EVIDENCE_QUESTIONED)
def question_report(acting: Acting, *, record: str) -> Done[Questioned]:
    """Read a received form cell by cell, and note a question for each thing that is wrong."""
    desk = _desk(acting)
    row, evidence = _found(desk, "evidence", record)
    found = question_evidence(desk, evidence.id, as_of=acting.today, version=evidence.version)
    return Done(found, _subject("evidence", row), reason=f"{len(found.queries)} questions")


@action(P.WORK_ON_ASSURANCE, Event.EVIDENCE_HOSTING)
def host_evidence(acting: Acting, *, record: str, verdict: Disclosure) -> Done[Disclosure]:
    """Say whether a copy is hosted; the words are read first, and what they ask stands before."""
    desk = _desk(acting)
    row, evidence = _found(desk, "evidence", record)
    if verdict is Disclosure.ACCEPTED:
        question_evidence(desk, evidence.id, as_of=acting.today, version=evidence.version)
        _, evidence = _found(desk, "evidence", record)
        if waits_for_hosting(desk.load(), evidence):
            verdict = Disclosure.QUERIED
    after = settling.hosted(desk.load(), evidence, verdict, _by(acting))
    done = _settled(desk, row, after, reason=verdict.value)
    return Done(verdict, done.subject, done.before, done.after, done.reason)


@action(P.WORK_ON_ASSURANCE, Event.QUESTION_CLOSED)
def close_question(acting: Acting, *, record: str) -> Done[None]:
    """Settle a question."""
    desk = _desk(acting)
    row, query = _found(desk, "queries", record)
    return _settled(desk, row, settling.closed(desk.load(), query, _by(acting)))


# --- letters and what falls due ---------------------------------------------------------------
@action(P.PREPARE_ASSURANCE, Event.LETTERS_PREPARED)
def prepare_round(
    acting: Acting, *, kind: LetterKind, year: str, providers: Sequence[str]
) -> Done[tuple[Letter, ...]]:
    """Prepare the letters of a preview that somebody has looked at."""
    desk = _desk(acting)
    named = year_named(desk.kept, acting.today, year)
    made = prepare_letters(
        desk, kind, as_of=acting.today, commissioner=acting.organisation.code, year=named,
        providers=set(providers),
    )  # fmt: skip
    return Done(made, f"letters/{kind.value}", reason=f"{len(made)} letters, {named}")


@action(P.PREPARE_ASSURANCE, Event.LETTERS_PREPARED)
def prepare_about_report(acting: Acting, *, record: str, kind: LetterKind) -> Done[Letter]:
    """Prepare the questions on a report, or its acceptance."""
    desk = _desk(acting)
    _, evidence = _found(desk, "evidence", record)
    made = write_about_report(
        desk, kind, evidence.id, as_of=acting.today, commissioner=acting.organisation.code
    )
    return Done(made, f"letters/{kind.value}", reason=reference_of(made.id))


@action(P.WORK_ON_ASSURANCE, Event.LETTER_SENT)
def note_sent(acting: Acting, *, record: str) -> Done[None]:
    """Note that this person has sent a letter."""
    desk = _desk(acting)
    row, letter = _found(desk, "letters", record)
    mark_sent(desk, letter.id, on=acting.today, by=acting.person.name)
    return Done(None, _subject("letters", row), reason=reference_of(letter.id))


@action(P.WORK_ON_ASSURANCE, Event.LETTER_WITHDRAWN)
def take_letter_back(acting: Acting, *, record: str) -> Done[None]:
    """Take back a letter that was not sent."""
    desk = _desk(acting)
    row, letter = _found(desk, "letters", record)
    withdraw_letter(desk, letter.id)
    return Done(None, _subject("letters", row), reason=reference_of(letter.id))


@action(P.WORK_ON_ASSURANCE, Event.WORDING_CHANGED)
def change_wording(acting: Acting, *, kind: LetterKind, text: str) -> Done[None]:
    """Put another wording of a letter in force."""
    desk = _desk(acting)
    read_template(kind, text)
    content = text.replace("\r\n", "\n").encode()
    desk.put(desk.load(), files={f"{TEMPLATES_FOLDER}/{kind.label}.md": content})
    return Done(None, f"wording/{kind.value}", after=digest_of(text))


@action(P.PREPARE_ASSURANCE, Event.TICK_RUN)
def run_tick(acting: Acting) -> Done[Ticked]:
    """Do now what the nightly run would do."""
    done = tick(_desk(acting), as_of=acting.today)
    return Done(done, f"tick/{acting.today.isoformat()}", reason=_told(done))


def _told(done: Ticked) -> str:
    return (
        f"{len(done.letters)} letters, {len(done.proposed)} steps, "
        f"{len(done.changed)} files changed"
    )


def tick_daily(now: datetime) -> int:
    """Do what falls due, once a day for each organisation; return for how many."""
    today, number = day_of(now), 0
    for organisation in Organisation.objects.order_by("code"):
        head = LedgerHead.objects.of(organisation).first()
        if head is not None and head.ticked_on != today:
            number += _tick_one(organisation, now)
    return number


def _tick_one(organisation: Organisation, now: datetime) -> bool:
    today = day_of(now)
    with transaction.atomic():
        desk = _desk_of(organisation, now, None)
        heads = LedgerHead.objects.of(organisation)
        if heads.filter(ticked_on=today).exists():
            return False
        try:
            told = _told(tick(desk, as_of=today)) if desk.kept.ledger.register else "no register"
        except DueRegardError as fault:
            told = f"stopped: {fault.message}"
        heads.update(ticked_on=today)
        append(
            Happening(
                at=now, event=Event.TICK_RUN.value, actor="", roles="",
                organisation=organisation.code, subject=f"tick/{today.isoformat()}", reason=told,
            )
        )  # fmt: skip
    return True


# --- steps, the site --------------------------------------------------------------------------
@action(P.APPROVE_ESCALATION, Event.STEP_APPROVED)
def approve_step(acting: Acting, *, record: str) -> Done[None]:
    """Approve a step of the ladder."""
    desk = _desk(acting)
    row, step = _found(desk, "escalations", record)
    return _settled(desk, row, settling.step_approved(desk.load(), step, _by(acting)))


@action(P.PROPOSE_ESCALATION, Event.STEP_DONE)
def finish_step(acting: Acting, *, record: str) -> Done[None]:
    """Note that a step was done."""
    desk = _desk(acting)
    row, step = _found(desk, "escalations", record)
    return _settled(desk, row, settling.step_done(desk.load(), step, _by(acting)))


@action(P.WORK_ON_ASSURANCE, Event.SITE_PUBLISHED)
def publish_site(acting: Acting) -> Done[Site]:
    """Build the publication site and put it in its folder, whole."""
    desk = _desk(acting)
    out = site_of(acting.organisation)
    built = build_site(
        desk, out, as_of=acting.today, releases=released_in(acting.organisation)
    )  # fmt: skip
    told = f"{built.pages} pages, {built.copies} copies of reports"
    return Done(built, f"site/{acting.organisation.pk}", reason=told)


# --- who acts for a provider ------------------------------------------------------------------
@action(P.WORK_ON_ASSURANCE, Event.CONTACT_INVITED)
def invite_contact(
    acting: Acting, *, provider: str, email: str
) -> Done[organisations.Invited | None]:
    """Let somebody act for a provider; who has no role here yet gets an invitation."""
    desk = _desk(acting)
    if provider not in {one.provider for one in desk.kept.ledger.register}:
        raise NotHereError("There is no such provider.")
    address = email.strip().lower()
    if accesses(acting).filter(provider=provider, email=address).exists():
        raise NotNowError("They can act for this provider already.")
    is_known = accesses(acting).filter(email=address).exists()
    made = ProviderAccess.objects.add(
        acting.organisation, provider=provider, email=address, given_at=acting.now,
        given_by=acting.person,
    )  # fmt: skip
    invited = None if is_known else organisations.invite_provider_contact(acting, email=address)
    return Done(invited, subject_of(made), reason=provider)


@action(P.WORK_ON_ASSURANCE, Event.CONTACT_ENDED)
def end_contact(acting: Acting, *, access: str) -> Done[str]:
    """End that somebody acts for a provider."""
    found = accesses(acting).select_for_update().filter(pk=access).first()
    if found is None:
        raise NotHereError("Nobody has this access.")
    found.ended_at, found.ended_by = acting.now, acting.person
    found.save()
    return Done(found.provider, subject_of(found), reason=found.provider)


# --- the provider's own side ------------------------------------------------------------------
@action(P.SEND_OWN_EVIDENCE, Event.PROVIDER_SENT)
def send_report(acting: Acting, *, incoming: Incoming, received: Received) -> Done[str]:
    """Keep what a provider sends in for its own obligations; a correction keeps the original."""
    check_own(acting, incoming.party)
    desk = _desk(acting)
    board = board_on(acting, desk.kept, _year_of(incoming))
    standings = board.of(incoming.party)
    known = {one.obligation.id for one in standings}
    if not incoming.obligations or not set(incoming.obligations) <= known:
        raise NotHereError("This is nothing that your organisation has to do.")
    versions = desk.kept.ledger.versions.get(incoming.corrects, ())
    if incoming.corrects and not any(
        settling.is_shown_to_provider(one, incoming.party) for one in versions
    ):
        raise NotHereError("There is nothing of this name to correct.")
    settling.check_reason_for_lateness(
        standings, incoming.obligations, acting.today, incoming.late_reason
    )
    return _kept(desk, replace(incoming, supplied_by=acting.person.name), received)


def _year_of(incoming: Incoming) -> str:
    parts = incoming.obligations[0].split("/") if incoming.obligations else []
    return parts[1] if len(parts) > 2 else ""


@action(P.SEND_OWN_EVIDENCE, Event.PROVIDER_ATTESTED)
def attest(acting: Acting, *, record: str, post: str) -> Done[None]:
    """Say by name that a version is accurate and complete."""
    desk = _desk(acting)
    _, row = own_row(acting, "evidence", record)
    _, evidence = _found(desk, "evidence", record)
    after = settling.attested(desk.load(), evidence, _by(acting), post)
    return _settled(desk, row, after, "attestations")


@action(P.SEND_OWN_EVIDENCE, Event.PROVIDER_DECLARED)
def declare_income(
    acting: Acting, *, provider: str, year: str, says: str, income: Decimal | None
) -> Done[None]:
    """Declare for one's own provider whether it expects to be small in a contract year."""
    check_own(acting, provider)
    desk = _desk(acting)
    named = year_named(desk.kept, acting.today, year)
    ledger = desk.load()
    if provider not in {one.ods for one in ledger.providers(named)}:
        raise NotHereError("Your organisation has no contract in this year.")
    made = settling.declaration_of(
        ledger, provider, str(named), _by(acting), says=says, income=income
    )
    after = settling.put_record(ledger, "declarations", made)
    check_ledger(after)
    desk.put(after, "declarations")
    row = desk.kept.row_of("declarations", made)
    return Done(None, _subject("declarations", row), reason=provider)


@action(P.SEND_OWN_EVIDENCE, Event.PROVIDER_ANSWERED)
def answer_question(acting: Acting, *, record: str, text: str) -> Done[None]:
    """Answer a question about one's own provider."""
    desk = _desk(acting)
    _, row = own_row(acting, "queries", record)
    _, query = _found(desk, "queries", record)
    return _settled(desk, row, settling.answer_given(desk.load(), query, text, _by(acting)))
