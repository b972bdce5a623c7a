"""What changes the records of a year, and who signs them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from dueregard.errors import FileNotUsableError
from dueregard.records import record_of
from dueregard.records.narratives import NARRATIVE_NAMES
from dueregard.reports.documents.catalogue import DocumentKind, FileFormat, check_possible
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError, NotNowError, TooLateError
from dueregard_web.due_regard.archive import ReadYear
from dueregard_web.due_regard.checks import (
    check_complete,
    check_considered,
    check_open,
    check_reason,
    check_renamed,
    check_signable,
)
from dueregard_web.due_regard.living import (
    Living,
    canonical,
    check_against,
    digest_of,
    who_points_to,
)
from dueregard_web.due_regard.models import (
    Briefing,
    DocumentFile,
    DocumentSet,
    RecordVersion,
    SignOff,
    Source,
)
from dueregard_web.due_regard.policies import KINDS, LISTED, SET_HERE
from dueregard_web.due_regard.queries import (
    briefing_in_force,
    find_version,
    living_of,
    remarks_on,
    versions_of,
    who_has_not_read,
)
from dueregard_web.due_regard.recorded import never_delegated
from dueregard_web.jobs import actions as jobs
from dueregard_web.jobs.models import Job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import ROLES, Permission
from dueregard_web.organisations.recorded import Done, action, subject_of
from dueregard_web.returns import actions as returns
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.models import Year
from dueregard_web.returns.queries import find_year, latest_count

DOCUMENTS = "documents"


# --- records ----------------------------------------------------------------------------------
@action(Permission.DRAFT_REPORT, Event.RECORD_ADDED)
def add_record(
    acting: Acting, *, edition: str, kind: str, typed: Mapping[str, str]
) -> Done[RecordVersion]:
    """Add a record of a kind; what people do here sets the rest."""
    year = find_year(acting, edition, lock=True)
    if kind not in LISTED:
        raise NotHereError("There is no such kind of record.")
    cells = _checked(living_of(acting, year), kind, _typed(kind, typed), None)
    made = _append(acting, year, kind, cells)
    return Done(made, _subject(made), after=digest_of(cells), reason=kind)


@action(Permission.DRAFT_REPORT, Event.RECORD_CHANGED)
def change_record(  # noqa: PLR0913 - which record, as whom it was seen, and what it says now
    acting: Acting, *, edition: str, kind: str, record: str, seen: int, typed: Mapping[str, str]
) -> Done[RecordVersion]:
    """Change a record; what it said before stays readable."""
    year = find_year(acting, edition, lock=True)
    before = _as_seen(acting, year, kind, record, seen)
    living = living_of(acting, year)
    kept = {name: before.cells[name] for name in SET_HERE.get(kind, ())}
    cells = _checked(living, kind, {**_typed(kind, typed), **kept}, before)
    check_open(before, cells)
    check_renamed(living, before, cells)
    made = _append(acting, year, kind, cells, before)
    return _changed(before, made)


@action(Permission.DRAFT_REPORT, Event.RECORD_REMOVED)
def remove_record(
    acting: Acting, *, edition: str, kind: str, record: str, seen: int
) -> Done[RecordVersion]:
    """Take a record out of the year; its history stays."""
    year = find_year(acting, edition, lock=True)
    before = _as_seen(acting, year, kind, record, seen)
    check_open(before, {})
    if "id" in before.cells:
        pointing = who_points_to(living_of(acting, year), kind, before.cells["id"])
        if pointing:
            raise NotNowError(
                f"Something still points to it: {'; '.join(pointing)}.",
                advice="Take it out there first.",
            )
    made = _append(acting, year, kind, before.cells, before, is_removed=True)
    return _changed(before, made)


@action(Permission.DRAFT_REPORT, Event.RECORD_CHANGED)
def keep_facts(
    acting: Acting, *, edition: str, seen: int, typed: Mapping[str, str]
) -> Done[RecordVersion]:
    """Say what is said once in a year."""
    year = find_year(acting, edition, lock=True)
    living = living_of(acting, year)
    kept = {name: living.facts.get(name, "") for name in SET_HERE["facts"]}
    cells = _checked(living, "facts", {**_typed("facts", typed), **kept}, None)
    return _keep_single(acting, year, "facts", _single(living, "facts", seen), cells)


@action(Permission.DRAFT_REPORT, Event.RECORD_CHANGED)
def keep_text(
    acting: Acting, *, edition: str, name: str, seen: int, text: str
) -> Done[RecordVersion]:
    """Write one of the texts of the report; an empty one is none."""
    year = find_year(acting, edition, lock=True)
    if name not in NARRATIVE_NAMES:
        raise NotHereError("No report has such a text.")
    living = living_of(acting, year)
    before = _single(living, "narratives", seen, name=name)
    cells = canonical("narratives", record_of(KINDS["narratives"], {"name": name, "text": text}))
    return _keep_single(acting, year, "narratives", before, cells)


# --- knowledge and timeliness -----------------------------------------------------------------
@action(Permission.DRAFT_REPORT, Event.BRIEFING_ISSUED)
def issue_briefing(acting: Acting, *, edition: str, text: str) -> Done[Briefing]:
    """Put a new version of the briefing in force; everybody has to read it again."""
    year = find_year(acting, edition, lock=True)
    before = briefing_in_force(acting, year)
    if not text.strip() or (before is not None and before.text == text):
        raise FileNotUsableError("Nothing in the briefing is new.", advice="Change its text.")
    made = Briefing.objects.add(
        acting.organisation,
        year=year,
        number=before.number + 1 if before else 1,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        issued_at=acting.now,
        issued_by=acting.person,
    )
    _set_facts(acting, year, briefing=made.version)
    return Done(made, subject_of(made), after=made.sha256, reason=made.version)


@action(Permission.ACKNOWLEDGE_BRIEFING, Event.BRIEFING_ACKNOWLEDGED)
def acknowledge_briefing(acting: Acting, *, edition: str, version: str) -> Done[RecordVersion]:
    """Say that one has read the briefing in force; the day is today, whatever anybody types."""
    year = find_year(acting, edition, lock=True)
    briefing = briefing_in_force(acting, year)
    if briefing is None or briefing.version != version:
        raise TooLateError("Another briefing is in force now.", advice="Read that one.")
    rows = living_of(acting, year).kinds["acknowledgements"]
    own = [one for one in rows if one.cells["briefing"] == version]
    if any(one.made_by_id == acting.person.pk and one.source == Source.SERVER for one in own):
        raise NotNowError("You have acknowledged this briefing already.")
    name = acting.person.name
    if any(one.cells["name"] == name for one in own):
        name = f"{name} ({acting.person.email})"
    blank = next((o for o in rows if o.cells["name"] == name and not o.cells["briefing"]), None)
    role = blank.cells["role"] if blank else ", ".join(ROLES[one].title for one in acting.roles)
    cells = {
        "name": name, "role": role, "briefing": version,
        "acknowledged_on": acting.today.isoformat(),
    }  # fmt: skip
    made = _append(acting, year, "acknowledgements", cells, blank, source=Source.SERVER)
    return Done(made, _subject(made), after=briefing.sha256, reason=version)


@action(Permission.ACKNOWLEDGE_BRIEFING, Event.EVIDENCE_CONSIDERED)
def consider_evidence(acting: Acting, *, edition: str, record: str, seen: int) -> Done[None]:
    """Say that one has considered a piece of evidence; the first to say so sets its day."""
    year = find_year(acting, edition, lock=True)
    before = _as_seen(acting, year, "evidence", record, seen)
    if not before.cells["considered_on"]:
        cells = {**before.cells, "considered_on": acting.today.isoformat()}
        _append(acting, year, "evidence", cells, before, source=Source.SERVER)
    return Done(None, _subject(before), before=digest_of(before.cells), reason=before.cells["id"])


@action(Permission.DRAFT_REPORT, Event.EVIDENCE_ATTACHED)
def attach_evidence(
    acting: Acting, *, edition: str, record: str, seen: int, evidence: str
) -> Done[RecordVersion]:
    """Attach evidence to a decision that is signed: it is kept, and flagged as come after it."""
    year = find_year(acting, edition, lock=True)
    before = _as_seen(acting, year, "decisions", record, seen)
    if before.cells["status"] != "closed":
        raise NotNowError("This decision is open.", advice="Change its record.")
    named = "; ".join(filter(None, (before.cells["evidence"], evidence)))
    cells = _checked(
        living_of(acting, year), "decisions", {**before.cells, "evidence": named}, before
    )
    if cells == before.cells:
        raise NotNowError("It is attached to the decision already.")
    made = _append(acting, year, "decisions", cells, before)
    return Done(made, _subject(made), digest_of(before.cells), digest_of(cells), "post-decision")


# --- what only the body's own people decide ---------------------------------------------------
@never_delegated
@action(Permission.DECIDE_RELEASE, Event.DECISION_SIGNED)
def sign_decision(acting: Acting, *, edition: str, record: str, seen: int) -> Done[RecordVersion]:
    """Sign a decision: who and when are set here, and it can be changed no more."""
    year = find_year(acting, edition, lock=True)
    before = _as_seen(acting, year, "decisions", record, seen)
    if before.cells["status"] == "closed":
        raise NotNowError("This decision is signed already.")
    _check_read(acting, year)
    check_complete(before)
    check_considered(living_of(acting, year), before)
    cells = {
        **before.cells,
        "decided_by": _signature(acting),
        "decided_on": acting.today.isoformat(),
        "status": "closed",
    }
    made = _append(acting, year, "decisions", cells, before, source=Source.SERVER)
    return Done(made, _subject(made), digest_of(before.cells), digest_of(cells), before.cells["id"])


@never_delegated
@action(Permission.DECIDE_RELEASE, Event.DECISION_REOPENED)
def reopen_decision(
    acting: Acting, *, edition: str, record: str, seen: int, reason: str
) -> Done[RecordVersion]:
    """Open a signed decision again, for a reason; what was signed stays in its history."""
    year = find_year(acting, edition, lock=True)
    before = _as_seen(acting, year, "decisions", record, seen)
    if before.cells["status"] != "closed":
        raise NotNowError("This decision is open.")
    check_reason(reason)
    cells = {**before.cells, "decided_by": "", "decided_on": "", "status": "open"}
    made = _append(acting, year, "decisions", cells, before, source=Source.SERVER)
    return Done(made, _subject(made), digest_of(before.cells), digest_of(cells), reason.strip())


@never_delegated
@action(Permission.DECIDE_RELEASE, Event.DUE_REGARD_SIGNED)
def sign_off(acting: Acting, *, edition: str, seen: str, answer: str = "") -> Done[SignOff]:
    """Sign that due regard was had: on these records, and after everybody has read the briefing."""
    year = find_year(acting, edition, lock=True)
    living = living_of(acting, year)
    if living.sha256 != seen:
        raise TooLateError(
            "The records have changed since you opened the page.", advice="Read them again."
        )
    _check_read(acting, year)
    remarks = remarks_on(acting, year)
    check_signable(remarks)
    if any(one.code == "all-noted" for one in remarks):
        check_reason(answer)
    made = SignOff.objects.add(
        acting.organisation,
        year=year,
        records_sha256=living.sha256,
        briefing=living.facts.get("briefing", ""),
        answer=answer.strip(),
        signed_at=acting.now,
        signed_by=acting.person,
    )
    _set_facts(
        acting, year, signed_off_by=_signature(acting), signed_off_on=acting.today.isoformat()
    )
    return Done(made, subject_of(made), after=living.sha256)


# --- documents --------------------------------------------------------------------------------
@action(Permission.READ_INTERNAL_REPORT, Event.DOCUMENTS_ASKED)
def ask_for_documents(
    acting: Acting, *, edition: str, kinds: Sequence[DocumentKind], formats: Sequence[FileFormat]
) -> Done[Job]:
    """Put the making of documents in the queue."""
    year = find_year(acting, edition, lock=True)
    check_possible(kinds, formats)
    if latest_count(acting, year) is None:
        raise NotNowError("Nothing was counted yet.", advice="Upload the extracts and count them.")
    job = jobs.ask_for(acting, kind=DOCUMENTS, subject=year.pk, boot=key_ring().boot)
    DocumentSet.objects.add(
        acting.organisation,
        year=year,
        job=job,
        kinds=[one.value for one in kinds],
        formats=[one.value for one in formats],
        asked_at=acting.now,
        asked_by=acting.person,
    )
    return Done(job, subject_of(job))


@action(Permission.READ_INTERNAL_REPORT, Event.DOCUMENTS_CANCELLED)
def cancel_documents(acting: Acting, *, job: Job) -> Done[None]:
    """Ask the making of documents to stop; nothing of it is kept."""
    jobs.ask_to_cancel(acting, job)
    return Done(None, subject_of(job))


@action(Permission.READ_INTERNAL_REPORT, Event.DOCUMENTS_MADE)
def keep_documents(
    acting: Acting, *, wanted: DocumentSet, files: Mapping[str, bytes], source: str
) -> Done[None]:
    """Keep the documents that were made, all of them at once."""
    for place, (name, content) in enumerate(files.items(), start=1):
        DocumentFile.objects.add(
            acting.organisation,
            made_in=wanted,
            place=place,
            name=name,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
    wanted.made_on, wanted.source_sha256 = acting.today, source
    wanted.save()
    return Done(None, subject_of(wanted), after=source, reason=f"{len(files)} files")


# --- a year from a file -----------------------------------------------------------------------
@action(Permission.START_YEAR, Event.YEAR_IMPORTED)
def import_year(acting: Acting, *, edition: str, read: ReadYear) -> Done[int]:
    """Take over what a file says of a year, all of it or nothing; say how many records changed.

    What was signed, acknowledged or considered here is not changed by any file.
    """
    year = find_year(acting, edition, lock=True)
    if (read.code, read.edition) != (acting.organisation.code, edition):
        raise FileNotUsableError(
            f"This is the year {read.edition} of {read.code}.",
            advice=f"Take it in where it belongs; this is {edition} of {acting.organisation.code}.",
        )
    returns.take_over_settings(acting, edition=edition, text=read.settings_text)
    counted = latest_count(acting, year)
    if read.texts is not None and (counted is None or counted.sha256 != read.texts.sha256):
        returns.keep_count(
            acting, edition=edition, texts=read.texts, settings_text=read.counted_text,
            findings=read.findings, files=(),
        )  # fmt: skip
    living = living_of(acting, year)
    number = sum(_take_over(acting, year, living, kind, rows) for kind, rows in read.cells.items())
    return Done(number, subject_of(year), living.sha256, living_of(acting, year).sha256)


def _take_over(
    acting: Acting, year: Year, living: Living, kind: str, rows: Sequence[dict[str, str]]
) -> int:
    """Bring the records of a kind to what a file says; what is the same is left as it is."""
    key = KINDS[kind].key
    held = {tuple(one.cells[name] for name in key): one for one in living.kinds[kind]}
    changed = 0
    for row in rows:
        before = held.pop(tuple(row[name] for name in key), None)
        own = {name: before.cells[name] for name in SET_HERE.get(kind, ())} if before else {}
        cells = {**row, **{name: text for name, text in own.items() if text}}
        if before is not None and before.cells == cells:
            continue
        if before is not None:
            check_open(before, cells)
        _append(acting, year, kind, cells, before, source=Source.FILE)
        changed += 1
    for gone in held.values():
        check_open(gone, {})
        _append(acting, year, kind, gone.cells, gone, source=Source.FILE, is_removed=True)
    return changed + len(held)


# --- what they are made of --------------------------------------------------------------------
def _append(  # noqa: PLR0913 - a version and where it comes from
    acting: Acting,
    year: Year,
    kind: str,
    cells: dict[str, str],
    before: RecordVersion | None = None,
    *,
    source: Source = Source.TYPED,
    is_removed: bool = False,
) -> RecordVersion:
    last = versions_of(acting, year).filter(kind=kind).order_by("place").last()
    place = before.place if before else (last.place + 1 if last else 1)
    try:
        with transaction.atomic():
            return RecordVersion.objects.add(
                acting.organisation,
                year=year,
                kind=kind,
                record=before.record if before else uuid.uuid4(),
                version=before.version + 1 if before else 1,
                place=place,
                cells=cells,
                is_removed=is_removed,
                source=source.value,
                made_at=acting.now,
                made_by=acting.person,
            )
    except IntegrityError:
        raise _faster() from None


def _as_seen(acting: Acting, year: Year, kind: str, record: str, seen: int) -> RecordVersion:
    found = find_version(acting, year, kind, record)
    if found.version != seen:
        raise _faster()
    return found


def _faster() -> TooLateError:
    return TooLateError(
        "Somebody has changed this record since you opened it.",
        advice="Open it again: what you typed was not kept.",
    )


def _typed(kind: str, typed: Mapping[str, str]) -> dict[str, str]:
    """Leave out what nobody may type."""
    return {name: text for name, text in typed.items() if name not in SET_HERE.get(kind, ())}


def _checked(
    living: Living, kind: str, cells: Mapping[str, str], own: RecordVersion | None
) -> dict[str, str]:
    record: Any = record_of(KINDS[kind], cells)
    check_against(living, kind, record, own)
    return canonical(kind, record)


def _single(living: Living, kind: str, seen: int, **key: str) -> RecordVersion | None:
    found = living.find(kind, **key)
    if seen != (found.version if found else 0):
        raise _faster()
    return found


def _keep_single(
    acting: Acting, year: Year, kind: str, before: RecordVersion | None, cells: dict[str, str]
) -> Done[RecordVersion]:
    made = _append(acting, year, kind, cells, before)
    if before is None:
        return Done(made, _subject(made), after=digest_of(cells), reason=kind)
    return _changed(before, made)


def _changed(before: RecordVersion, made: RecordVersion) -> Done[RecordVersion]:
    return Done(made, _subject(made), digest_of(before.cells), digest_of(made.cells), made.kind)


def _set_facts(acting: Acting, year: Year, **values: str) -> None:
    living = living_of(acting, year)
    before = living.find("facts")
    cells = canonical("facts", record_of(KINDS["facts"], {**living.facts, **values}))
    _append(acting, year, "facts", cells, before, source=Source.SERVER)


def _subject(version: RecordVersion) -> str:
    return f"record/{version.record}"


def _signature(acting: Acting) -> str:
    roles = ", ".join(ROLES[one].title for one in sorted(acting.roles))
    return f"{acting.person.name.replace(';', ',')}, {roles}"


def _check_read(acting: Acting, year: Year) -> None:
    if briefing_in_force(acting, year) is None:
        raise NotNowError(
            "No briefing is in force.", advice="Whoever drafts the report issues one first."
        )
    missing = who_has_not_read(acting, year)
    if missing:
        raise NotNowError(
            f"The briefing in force has not been acknowledged by: {', '.join(missing)}.",
            advice="Each of them reads and acknowledges it first.",
        )
