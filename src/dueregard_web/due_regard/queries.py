"""Reading the records of a year, what is missing in them, and the documents made of them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from dueregard.extracts.findings import Finding
from dueregard.operations import write_report
from dueregard.operations.write_report import compute_figures
from dueregard.records.catalogue import RecordFile
from dueregard.records.checking import Circumstances, Remark, check_records
from dueregard.reports.documents.material import Material
from dueregard.vocabulary import SurveySource
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotHereError
from dueregard_web.due_regard.layout import EARLIER, folder_files, laid_out
from dueregard_web.due_regard.living import Living
from dueregard_web.due_regard.models import (
    Briefing,
    DocumentFile,
    DocumentSet,
    RecordVersion,
    SignOff,
    Source,
)
from dueregard_web.due_regard.own_checks import own_remarks
from dueregard_web.due_regard.policies import KINDS, MUST_READ
from dueregard_web.jobs.models import Job
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.models import Membership
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.queries import live
from dueregard_web.organisations.recorded import Done, check_may, reading, subject_of
from dueregard_web.returns.models import KeptFinding, Year
from dueregard_web.returns.queries import MOST_YEARS, find_year, latest_count, years_of
from dueregard_web.returns.settings_text import read_text

MOST_SETS = 20


def kind_of_records(name: str) -> RecordFile:
    """Return a kind of records.

    Raises
    ------
    NotHereError
        When there is none of this name.
    """
    if name not in KINDS:
        raise NotHereError("There is no such kind of record.")
    return KINDS[name]


def living_of(acting: Acting, year: Year) -> Living:
    """Return what holds now of a year's records."""
    return Living.of(versions_of(acting, year).select_related("made_by"))


def versions_of(acting: Acting, year: Year) -> QuerySet[RecordVersion]:
    """Return every version of every record of a year, each record's in order."""
    return RecordVersion.objects.of(acting.organisation).filter(year=year).order_by("version")


def find_version(acting: Acting, year: Year, kind: str, record: str | uuid.UUID) -> RecordVersion:
    """Return the version of a record that holds.

    Raises
    ------
    NotHereError
        When there is none, or it was taken away.
    """
    kind_of_records(kind)
    found = versions_of(acting, year).filter(kind=kind, record=record).last()
    if found is None or found.is_removed:
        raise NotHereError("There is no such record, or it was taken away.")
    return found


@reading(Permission.READ_INTERNAL_REPORT, Event.RECORDS_READ)
def read_records(acting: Acting, *, edition: str) -> Done[tuple[Year, Living]]:
    """Return the records of a year."""
    year = find_year(acting, edition)
    living = living_of(acting, year)
    return Done((year, living), subject_of(year), after=living.sha256)


@reading(Permission.READ_INTERNAL_REPORT, Event.RECORDS_READ)
def read_history(
    acting: Acting, *, edition: str, kind: str, record: str
) -> Done[list[RecordVersion]]:
    """Return every version of a record, the latest first."""
    year = find_year(acting, edition)
    rows = versions_of(acting, year).filter(kind=kind, record=record).select_related("made_by")
    found = list(reversed(rows))
    if not found:
        raise NotHereError("There is no such record.")
    return Done(found, f"record/{record}")


def open_for_drafting(acting: Acting, edition: str) -> tuple[Year, Living]:
    """Return a year and its records for somebody who may change them."""
    check_may(acting, Permission.DRAFT_REPORT)
    year = find_year(acting, edition)
    return year, living_of(acting, year)


def remarks_on(acting: Acting, year: Year) -> tuple[Remark, ...]:
    """Return what the records and the settings show to be missing, overdue or doubtful."""
    living = living_of(acting, year)
    about = Circumstances(as_of=acting.today, survey_source=survey_source(year))
    return (*check_records(living.records, about), *own_remarks(living))


def survey_source(year: Year) -> SurveySource | None:
    """Return where the staff survey comes from, as far as the settings say."""
    said = read_text(year.settings_text).get("survey", {}).get("source", "")
    return SurveySource(said) if said in set(SurveySource) else None


def briefing_in_force(acting: Acting, year: Year) -> Briefing | None:
    """Return the briefing that decision makers have to have read."""
    return Briefing.objects.of(acting.organisation).filter(year=year).first()


def latest_sign_off(acting: Acting, year: Year) -> SignOff | None:
    """Return the last signature."""
    rows = SignOff.objects.of(acting.organisation).filter(year=year)
    return rows.select_related("signed_by").first()


def is_as_signed(acting: Acting, year: Year, signed: SignOff, now: str) -> bool:
    """Say whether the records are those that were signed, but for names that had to be erased.

    An erasure leaves a row in the trail that ties the digest before to the one after.
    """
    rows = AuditEvent.objects.filter(
        organisation=acting.organisation.code,
        event=Event.RECORDS_ERASED_IN.value,
        subject=subject_of(year),
    ).order_by("seq")
    known = signed.records_sha256
    for row in rows:
        known = row.after if row.before == known else known
    return known == now


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who decides, and whether the briefing in force was read."""

    name: str
    has_read: bool


def readers_of(acting: Acting, year: Year) -> tuple[Reader, ...]:
    """Return who has to have read the briefing: who may approve or sign, and who is named.

    Only what people said themselves, here, counts: a day that somebody typed proves nothing.
    """
    briefing = briefing_in_force(acting, year)
    rows = living_of(acting, year).kinds["acknowledgements"]
    told = {
        (one.made_by_id, one.cells["name"])
        for one in rows
        if briefing is not None
        and one.source == Source.SERVER
        and one.cells["briefing"] == briefing.version
    }
    people, names = {person for person, _ in told}, {name for _, name in told}
    holders = dict(_deciders(acting))
    named = [one.cells["name"] for one in rows]
    by_account = [Reader(name, pk in people) for pk, name in holders.items()]
    known = {one.name for one in by_account}
    others = [Reader(name, name in names) for name in dict.fromkeys(named) if name not in known]
    return (*by_account, *others)


def who_has_not_read(acting: Acting, year: Year) -> tuple[str, ...]:
    """Name who decides and has not acknowledged the briefing in force."""
    return tuple(one.name for one in readers_of(acting, year) if not one.has_read)


def _deciders(acting: Acting) -> Iterator[tuple[uuid.UUID, str]]:
    rows = Membership.objects.of(acting.organisation).filter(live(acting.today))
    found = rows.filter(role__in=[role.value for role in MUST_READ]).select_related("person")
    return ((one.person_id, one.person.name) for one in found.order_by("person__name"))


def post_decision(acting: Acting, year: Year, decision: RecordVersion) -> tuple[str, ...]:
    """Name the evidence of a signed decision that came to it after it was signed (R-032).

    Versions tell, to the second: when the decision was signed, when each piece was attached, and
    when each was considered.
    """
    versions = list(versions_of(acting, year).filter(kind="decisions", record=decision.record))
    signed = _signed_at(versions)
    if signed is None:
        return ()
    at_signing = set(_ids(signed.cells["evidence"]))
    considered = _first_considered(acting, year)
    return tuple(
        name
        for name in _ids(decision.cells["evidence"])
        if name not in at_signing
        or (name in considered and considered[name].made_at > signed.made_at)
    )


def _signed_at(versions: list[RecordVersion]) -> RecordVersion | None:
    """Return the version with which a decision that is still closed was closed."""
    found = None
    for one in versions:
        if one.cells["status"] != "closed":
            found = None
        elif found is None:
            found = one
    return found


def _first_considered(acting: Acting, year: Year) -> dict[str, RecordVersion]:
    found: dict[str, RecordVersion] = {}
    for one in versions_of(acting, year).filter(kind="evidence"):
        if one.cells["considered_on"]:
            found.setdefault(one.cells["id"], one)
    return found


def _ids(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


@reading(Permission.READ_INTERNAL_REPORT, Event.REPORT_READ)
def material_of(acting: Acting, *, edition: str) -> Done[Material | None]:
    """Return what the documents are made from; nothing where nothing was counted yet."""
    year = find_year(acting, edition)
    if latest_count(acting, year) is None:
        return Done(None, subject_of(year))
    with laid_out(year_files(acting, year)) as folder:
        figured = compute_figures(folder, as_of=acting.today)
        return Done(write_report.material_of(folder, figured, acting.today), subject_of(year))


def year_files(acting: Acting, year: Year) -> dict[str, bytes]:
    """Return the year, and those before it, as the files that the command line reads.

    Each year has its folder: this one's is the whole folder, the one before lies in it under
    ``earlier``, as its settings say.
    """
    before = [one for one in years_of(acting) if one.edition < year.edition][:MOST_YEARS]
    counted = [one for one in before if latest_count(acting, one) is not None]
    files: dict[str, bytes] = {}
    chain = [year, *counted]
    for place, one in enumerate(chain):
        root = f"{EARLIER}/{one.edition}/" if place else ""
        later = chain[place + 1].edition if place + 1 < len(chain) else ""
        files |= {
            f"{root}{name}": content
            for name, content in folder_files(
                year=one,
                counted=latest_count(acting, one),
                findings=findings_of(acting, one),
                living=living_of(acting, one),
                previous=_way(place, later),
            ).items()
        }
    return files


def findings_of(acting: Acting, year: Year) -> list[Finding]:
    """Return what the checks noticed in what was counted."""
    return [one.finding for one in KeptFinding.objects.of(acting.organisation).filter(year=year)]


def _way(place: int, edition: str) -> str:
    """Return the way from a year's folder to the return of the year before."""
    if not edition:
        return ""
    return f"../{edition}/return" if place else f"{EARLIER}/{edition}/return"


def source_sha256(files: Mapping[str, bytes]) -> str:
    """Return the digest of everything that documents are made from."""
    parts = sorted((name, hashlib.sha256(content).hexdigest()) for name, content in files.items())
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def document_sets(acting: Acting, year: Year) -> list[DocumentSet]:
    """Return what was made of a year, the latest first, for those who may read it."""
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    rows = DocumentSet.objects.of(acting.organisation).filter(year=year, made_on__isnull=False)
    return list(rows.select_related("asked_by")[:MOST_SETS])


def files_of(acting: Acting, made: DocumentSet) -> list[DocumentFile]:
    """Return the documents of a set, without their contents."""
    rows = DocumentFile.objects.of(acting.organisation).filter(made_in=made)
    return list(rows.defer("content"))


def set_of_job(acting: Acting, job: Job) -> DocumentSet:
    """Return what a job was asked to make.

    Raises
    ------
    NotHereError
        When it was not asked to make documents here.
    """
    rows = DocumentSet.objects.of(acting.organisation).filter(job=job)
    found = rows.select_related("year").first()
    if found is None:
        raise NotHereError("There is no such work.")
    return found


@reading(Permission.READ_INTERNAL_REPORT, Event.DOCUMENT_DOWNLOADED)
def download_document(acting: Acting, *, edition: str, document: str) -> Done[DocumentFile]:
    """Return a document; that it was taken is on the trail."""
    year = find_year(acting, edition)
    rows = DocumentFile.objects.of(acting.organisation).filter(made_in__year=year, pk=document)
    found = rows.first()
    if found is None:
        raise NotHereError("There is no such document.")
    return Done(found, subject_of(found), after=found.sha256, reason=found.name)


@reading(Permission.READ_INTERNAL_REPORT, Event.YEAR_EXPORTED)
def export_year(acting: Acting, *, edition: str) -> Done[dict[str, bytes]]:
    """Return everything that was put into a year, as the files that the command line reads."""
    year = find_year(acting, edition)
    files = year_files(acting, year)
    return Done(files, subject_of(year), after=source_sha256(files))
